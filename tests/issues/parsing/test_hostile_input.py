"""No text makes the parser fail, lose a line or take more than linear time."""

import contextlib
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from issues.parsing.contract import recognition_to_json
from issues.parsing.lines import split_lines
from issues.parsing.readers import read
from issues.parsing.recognition import Recognition, UnreadableInput
from issues.parsing.text import parse_text
from issues.rendering.plain_text import render_plain_text
from tests.pace import within

PIECES = (
    "云岭工信手机报", "(2024年第18期•总第229期)", "第19期", "★本期导读★", "本期要目：", "【要闻】", "【】",
    "一、要闻", "要闻", "■甲会召开", "■乙会召开", "1、甲会召开", "（一）乙会召开", "01", "■", "甲会召开",
    "5月4日，甲会召开。", "会议强调，要抓好落实。（办公室 何一凡）", "（记者 苏禾）", "来源：某网", "[图：甲.jpg]",
    "图注：现场", "详情点击：", "https://example.com/a", "相关阅读", "————————", "第 2 版", "报：市委办。",
    "（共印80份）", "主办：某局　编辑：张某", "查看原文", "甲会召开……………1", "　　", "，续上一行",
    "本报讯（记者 苏禾）5月", "\u2028", "\x0c", "\u200b", "(", "）", "■■■", "0",
)  # fmt: skip
JOINS = st.sampled_from(("\n", "\n", "\n", "\n\n", "\r\n", "\r", " ", ""))


@st.composite
def scraps(draw: st.DrawFn) -> str:
    """Pieces of issues in no order."""
    pieces = draw(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=40))
    return "".join(piece + draw(JOINS) for piece in pieces)


def accounted(text: str) -> list[Recognition]:
    found = parse_text(text)
    lines = [line for recognition in found for line in recognition.lines]
    assert [line.text for line in lines] == split_lines(text)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    for recognition in found:
        recognition_to_json(recognition, "期.txt")
        render_plain_text(recognition.document)
        count = sum(1 for _ in recognition.document.items())
        assert all(line.item is None or 0 <= line.item < count for line in recognition.lines)
    return found


@given(scraps())
def test_scraps_of_issues_never_crash_it_and_lose_no_line(text: str) -> None:
    with contextlib.suppress(UnreadableInput):
        accounted(text)


@example(text="★本期导读★\n【】\n")
@given(scraps())
def test_a_head_before_any_scraps_loses_no_line_either(text: str) -> None:
    with contextlib.suppress(UnreadableInput):
        accounted(f"云岭工信手机报\n第18期\n■甲会召开\n5月4日，甲会召开。\n{text}")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(UnreadableInput):
        read(data, "期.txt")


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\x1e"])
def test_only_real_line_breaks_end_a_line(odd: str) -> None:
    assert split_lines(f"甲{odd}乙\r\n丙\r丁\n") == [f"甲{odd}乙", "丙", "丁", ""]


HEAD = "云岭工信手机报\n(2024年第18期)\n★本期导读★\n■全市大会召开\n■全市大会召开\n"
SHAPES = {
    "running text": HEAD + "5月17日，全市召开大会，部署工作，要求落实。\n" * 4000,
    "titles": HEAD + "■全市推进大会召开在即\n" * 4000,
    "numbers": HEAD + "1、全市推进大会召开在即\n" * 4000,
    "bare lines": HEAD + "全市推进大会召开在即\n" * 4000,
    "list of its own": HEAD.replace("■全市大会召开\n", "", 1) + "".join(f"■第{n}次大会召开\n" for n in range(4000)),
    "list twice": "云岭工信手机报\n第1期\n本期导读\n"
    + "".join(f"■第{n}次大会召开\n" for n in range(1500))
    + "".join(f"■第{n}次大会召开\n会议召开。会议强调。\n" for n in range(1500)),
    "issues": "云岭工信手机报\n(2024年第18期)\n★本期导读★\n■大会召开\n■大会召开\n5月17日，召开。大会。\n" * 600,
    "headings": HEAD + "本期导读\n目录\n内容提要\n" * 1500,
    "links": HEAD + "详情点击：\n标题\n标题\n" * 1500,
    "pictures": HEAD + "[图：甲]\n图注：乙\n" * 2000,
    "facts": HEAD + "主办：编辑：审核：\n" * 4000,
    "rules": HEAD + "————\n报：某局\n" * 2000,
    "sections": HEAD + "【要闻】\n" * 4000,
    "broken lines": HEAD + "全市召开大会部署全年工作要求各单位抓好落实确保\n" * 4000,
    "brackets": HEAD + "（" * 100_000,
    "opening brackets with names": HEAD + "（张三 " * 30_000,
    "spaces": HEAD + " " * 100_000 + "字",
    "dots": HEAD + "." * 100_000 + "字",
    "digits": HEAD + "1" * 100_000 + "期",
    "dates": HEAD + "2024年5月" * 20_000,
    "one line": HEAD + "字，" * 90_000,
}


@pytest.mark.parametrize("name", SHAPES)
def test_the_time_grows_with_the_length_and_no_faster(name: str) -> None:
    """Some 100 KB of any shape: quadratic work on it takes minutes, linear work well under five seconds."""
    start = time.process_time()
    with contextlib.suppress(UnreadableInput):
        accounted(SHAPES[name])
    assert within(time.process_time() - start, 5)
