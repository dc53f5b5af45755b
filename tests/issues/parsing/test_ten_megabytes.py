"""Ten megabytes of any shape are read or refused in under ten seconds, as one file or as a page."""

import contextlib
import random
import time
from collections.abc import Callable

import pytest

from issues.parsing.readers import read
from issues.parsing.recognition import UnreadableInput
from tests.pace import within

SIZE = 10 * 1024 * 1024
HEAD = "云岭工信手机报\n(2024年第18期)\n★本期导读★\n"
MIXED = "字一二三1 2、。，\n（）■【】：；|"


def filled(piece: str, start: str = "") -> str:
    """`piece` over and over until the file has its size."""
    return start + piece * (SIZE // len(piece.encode()) + 1)


# Each made when it is tried: every process that collects the tests would else make all of them.
SHAPES: dict[str, Callable[[], str]] = {
    "one letter": lambda: "a" * SIZE,
    "one character": lambda: filled("字"),
    "blank lines": lambda: "\n" * SIZE,
    "running text": lambda: filled("4月5日，市长调研了工业，讲话指出了问题。\n"),
    "one line": lambda: filled("4月5日，市长调研了工业，讲话指出了问题。"),
    "long lines": lambda: filled(
        "4月5日，市长调研了工业，讲话指出了问题。" * 500 + "\n", HEAD + "■大会召开\n■大会召开\n"
    ),
    "titles": lambda: filled("■市长调研标题\n", HEAD),
    "titles and texts": lambda: HEAD
    + "".join(f"标题{number}号甲乙丙\n" for number in range(2500))
    + "".join(f"标题{number}号甲乙丙\n4月{number}日，市长调研。{'字' * 1300}。\n" for number in range(2500)),
    "a list on one line": lambda: filled("标题甲乙丙丁；", HEAD + "导读："),
    "lists on long lines": lambda: filled(
        "1、" + "；".join(f"标题{number}甲乙" for number in range(500)) + "\n", HEAD
    ),
    "numbers": lambda: filled("1、甲乙 2、丙丁 ", HEAD),
    "figures": lambda: filled("1.5家企业\n", HEAD),
    "brackets": lambda: filled("（", HEAD),
    "number lines": lambda: filled("2023年第1期\n"),
    "noise": lambda: "".join(random.Random(1).choices(MIXED, k=SIZE // 3)),
}  # fmt: skip
PAGES: dict[str, Callable[[], str]] = {
    "paragraphs": lambda: filled("<p>字</p>"),
    "bold": lambda: filled("<div><b>字", "<p>"),
    "nested": lambda: filled("<div>", "<html><body>"),
    "links": lambda: filled("<a>", "<html>"),
    "rows": lambda: filled("<tr><td>1</td></tr>", "<table>"),
    "entities": lambda: filled("&amp;&#20013;", "<html><p>"),
    "attributes": lambda: filled("a=b ", "<html><p "),
    "comments": lambda: filled("<!--", "<html><p>"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_ten_megabytes_of_text_end_in_under_ten_seconds(name: str) -> None:
    assert within(seconds(SHAPES[name]().encode(), "期.txt"), 10)


@pytest.mark.parametrize("name", PAGES)
def test_ten_megabytes_of_a_page_end_in_under_ten_seconds(name: str) -> None:
    assert within(seconds(PAGES[name]().encode(), "期.html"), 10)


def seconds(data: bytes, name: str) -> float:
    start = time.process_time()
    with contextlib.suppress(UnreadableInput):
        read(data, name)
    return time.process_time() - start
