"""The changelog's releases have a number and a day, newest first, and the newest number is the project's."""

import datetime as dt
import re
import tomllib

from tests.docs.test_documents import ROOT

RELEASE = re.compile(r"^## (?:Unreleased|(\d+\.\d+\.\d+) \((\d{4}-\d{2}-\d{2})\))$")


def test_releases_are_numbered_dated_and_in_order() -> None:
    headings = [line for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line[:3] == "## "]
    found = [RELEASE.match(line) for line in headings]
    assert all(found), headings
    released = [(match[1], dt.date.fromisoformat(match[2])) for match in found if match and match[1]]
    numbers = [tuple(int(part) for part in number.split(".")) for number, _ in released]
    assert numbers == sorted(set(numbers), reverse=True)
    assert [day for _, day in released] == sorted((day for _, day in released), reverse=True)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == released[0][0]
