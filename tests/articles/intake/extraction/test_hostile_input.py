"""Any input is answered: no crash, every line accounted for, time in proportion to length."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.intake.extraction import PageTooLarge, extract_html, extract_text, story_to_json
from articles.intake.extraction import extract as extract_module

_TAGS = """
<div> </div> <p> </p> <br> <table><tr><td> </td></tr></table> <h1> </h1> <li> <script> </script> </a> <img\tsrc=a.jpg>
<a\thref=x> <!--正文begin--> <!--正文end--> &nbsp;&nbsp;
"""
_WORDS = """
　　本报讯（记者张三） 来源：某某网 2024-13-45 责任编辑： 相关阅读 （完） 图为现场。（李四摄） —— _网 （ ） • 一、 ；
今天，全区召开会议，研究部署下一步工作。 会议强调，要抓好落实。 标题一行没有句号
"""
PIECES = st.sampled_from([*_TAGS.split(), *re.split("[ \n]+", _WORDS), "\n", "\n\n", " ", "\x00"])
PAGES = st.lists(PIECES | st.text(max_size=12), max_size=60).map("".join)


@given(PAGES)
def test_any_markup_gives_stories_or_none(markup: str) -> None:
    for story in extract_html(markup, "http://example.org/a/"):
        assert story_to_json(story)["body"] == list(story.body)
        assert all(paragraph.strip() for paragraph in story.body)


@given(PAGES)
def test_any_text_is_accounted_for_line_by_line(text: str) -> None:
    stories = extract_text(text)
    if not stories:
        return
    kept = "".join(
        part
        for story in stories
        for part in (
            story.title, story.kicker, story.subtitle, story.page_title, story.dateline, story.byline.raw, *story.body,
            *story.captions, *(item.text for item in story.removed),
        )
    )  # fmt: skip
    for line in text.split("\n"):
        words = "".join(char for char in line if "\u4e00" <= char <= "\u9fff")
        assert set(words) <= set(kept)


@given(st.binary(max_size=400), st.sampled_from(["", "utf-8", "gbk", "big5", "no-such", "utf-16"]))
def test_any_bytes_are_read_whatever_the_header_says(data: bytes, charset: str) -> None:
    extract_html(data, charset=charset)


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<p>会议指出，要抓好落实，久久为功。",
        "<table><tr><td>一</td><td>二</td></tr>",
        "<a href=x>新闻标题一则</a>",
        "<div class=TRS_Editor>",
        "<div class=content id=zoom>会议，强调。</div>",
        "<b>",
        "<br>",
        "（记者 ",
        "<!--正文 begin-->",
    ],
)
def test_time_grows_with_length_not_with_its_square(unit: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        extract_html(unit * count)
        return time.process_time() - start

    seconds(200)
    short, long = max(seconds(1500), 0.02), seconds(12_000)
    assert long < short * 8 * 4


@pytest.mark.parametrize(
    "unit", ["会议指出，要抓好落实\n", "标题一则\n", "（", "一、", "来源：", "本报讯", "•\n", "A", "2024", "，" * 9]
)
def test_copied_text_of_any_kind_is_read_in_linear_time(unit: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        extract_text(unit * count)
        return time.process_time() - start

    seconds(200)
    short, long = max(seconds(2000), 0.02), seconds(16_000)
    assert long < short * 8 * 4


def test_a_page_longer_than_any_news_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract_module, "MAX_CHARACTERS", 1000)
    with pytest.raises(PageTooLarge, match="1001"):
        extract_html("a" * 1001)


@pytest.mark.parametrize("unit", ["★【要闻】\n", "新\r", "■标题\n正文。\n", "\n", "A\u2028"])
def test_copied_text_of_more_lines_than_any_news_is_refused_by_name(unit: str) -> None:
    """Three million characters in short lines took ten seconds and more."""
    with pytest.raises(PageTooLarge, match="行，超过20000"):
        extract_text(unit * (3_000_000 // len(unit)))


@pytest.mark.parametrize("nothing", ["", " \n\t", "<html></html>", "\x00", "<!-- -->"])
def test_an_empty_page_has_no_story(nothing: str) -> None:
    assert extract_html(nothing) == []
    assert extract_text(nothing.replace("<", "").replace(">", "") if "<" not in nothing else "") == []
