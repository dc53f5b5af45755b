"""What an attacker hands in as an issue is read harmlessly or refused, and nothing is fetched or opened."""

import socket
from typing import Any

import pytest

from issues.parsing.readers import read
from issues.parsing.recognition import UnreadableInput
from tests.articles.text.incoming import files

LINES = (
    "云岭工信手机报",
    "2024年第18期（总第229期）",
    "★本期导读★",
    "■全市大会召开",
    "■全市大会召开",
    "5月4日，全市大会召开，部署工作。（办公室 何一凡）",
)
PAGE = "".join(f"<p>{line}</p>" for line in LINES)
ATTACKS = {
    "entity": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>',
    "script": "<script>fetch('http://192.0.2.1/')</script><p onload=alert(1)></p>",
    "picture": '<img src="http://192.0.2.1/track.png"><img src="file:///etc/passwd">',
    "frame": '<iframe src="http://192.0.2.1/"></iframe><object data="file:///etc/passwd"></object>',
    "style": '<link rel="stylesheet" href="http://192.0.2.1/a.css"><style>@import "http://192.0.2.1/b.css"</style>',
    "link": '<p><a href="javascript:alert(1)">全市大会</a></p>',
    "base": '<base href="http://192.0.2.1/"><meta http-equiv="refresh" content="0;url=http://192.0.2.1/">',
}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize("name", ATTACKS)
def test_a_page_with_an_attack_gives_its_words_alone(name: str) -> None:
    (recognition,) = read(f"<html><body>{ATTACKS[name]}{PAGE}</body></html>".encode(), "期.html")
    shown = repr(recognition)
    assert [item.title for _, item in recognition.document.items()] == ["全市大会召开"]
    assert not any(word in shown for word in ("root:", "alert(", "fetch(", "javascript:", "<script"))
    assert not recognition.pictures


@pytest.mark.parametrize("tag", ["<table>{}</table>"])
def test_a_table_of_forty_thousand_rows_is_refused_with_its_size(tag: str) -> None:
    page = PAGE + tag.format("<tr><td>1</td><td>2</td></tr>" * 40_000)
    with pytest.raises(UnreadableInput, match="40,000 行"):
        read(page.encode(), "期.html")


def test_a_word_file_with_macro_and_words_is_read_without_the_macro() -> None:
    data = files.changed(files.of_paragraphs(*LINES), word__vbaProject_dot_bin=b"macro")
    (recognition,) = read(data, "期.docx")
    assert recognition.document.masthead.number == 18
    assert any("宏" in warning.message for warning in recognition.warnings)
