"""The machine's fonts are looked at when the site starts."""

import stat
from pathlib import Path

import pytest

from issues.checks import emoji, fonts


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A machine whose fc-list knows the given patterns only."""

    def with_fonts(*patterns: str) -> None:
        script = "#!/bin/sh\n" + "".join(f'[ "$1" = "{one}" ] && echo /usr/share/fonts/a.ttf\n' for one in patterns)
        path = tmp_path / "fc-list"
        path.write_text(script + "exit 0\n")
        path.chmod(path.stat().st_mode | stat.S_IEXEC)
        monkeypatch.setenv("PATH", f"{tmp_path}:/bin")

    return with_fonts


def test_nothing_is_said_where_all_fonts_are(machine) -> None:
    machine(":lang=zh-cn", ":charset=1f44d")
    assert fonts() == emoji() == []


def test_a_missing_chinese_font_is_said(machine) -> None:
    machine()
    assert [message.id for message in fonts()] == ["issues.W002"]


def test_missing_emoji_are_only_mentioned(machine) -> None:
    machine(":lang=zh-cn")
    assert [message.id for message in emoji()] == ["issues.I003"]


def test_a_machine_without_fontconfig_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert [message.id for message in fonts()] == ["issues.W001"]
