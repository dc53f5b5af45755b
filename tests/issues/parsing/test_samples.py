"""Our own samples of what desks print, each with what must be read from it.

After a change that is meant, look at the difference and renew the expectations:
`python -m tests.issues.parsing.test_samples`
"""

import json
from pathlib import Path
from typing import Any

import pytest

from issues.parsing.contract import recognition_to_json
from issues.parsing.decoding import decode
from issues.parsing.lines import split_lines
from issues.parsing.readers import read
from issues.parsing.text import parse_text
from issues.rendering.plain_text import render_plain_text

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "issues"
SAMPLES = sorted(FOLDER.glob("*.txt"))


def found_in(path: Path) -> list[dict[str, Any]]:
    """What is read from a sample, warnings by code and line alone."""
    issues = [recognition_to_json(recognition, path.name) for recognition in read(path.read_bytes(), path.name)]
    for issue in issues:
        issue["warnings"] = [f"{warning['code']} {warning['line']}" for warning in issue["warnings"]]
    return issues


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_sample_is_read_as_expected(path: Path) -> None:
    assert found_in(path) == json.loads(path.with_suffix(".json").read_text("utf-8"))


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_every_line_of_a_sample_is_accounted_for(path: Path) -> None:
    lines = [line for recognition in read(path.read_bytes(), path.name) for line in recognition.lines]
    assert [line.text for line in lines] == split_lines(decode(path.read_bytes(), path.name))
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_sample_survives_being_printed_as_plain_text(path: Path) -> None:
    for recognition in read(path.read_bytes(), path.name):
        (again,) = parse_text(render_plain_text(recognition.document))
        assert again.document == recognition.document


if __name__ == "__main__":
    for sample in SAMPLES:
        sample.with_suffix(".json").write_text(
            json.dumps(found_in(sample), ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
