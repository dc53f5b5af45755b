"""Telling an issue from other texts: a report, a novel, a list, a single article. Pure."""

import re
from collections.abc import Sequence

from articles.text.widths import match_key
from issues.document import Item
from issues.parsing.lines import Row, is_sentence
from issues.parsing.masthead import looks_like_name
from issues.parsing.recognition import Recognition, UnreadableInput

_CHAPTER = re.compile(r"第\s*[一二三四五六七八九十百千零〇\d]{1,6}\s*[章回节卷集部]")
_REPORT_NAME = re.compile(
    r"(?:统计|工作|调研|审计|年度|分析|评估|检查|考核|述职|总结)(?:公报|报告|月报|年报|季报|年鉴|汇编|总结)"
)
_DIGITS_OF_A_TABLE = 0.25
_MOST_SENTENCES_OF_A_LIST = 0.1
_FEWEST_LIST_LINES = 6
_CHAPTERS_OF_A_BOOK = 2
_FEWEST_SENTENCES = 3


def refuse_other_texts(recognitions: Sequence[Recognition], rows: Sequence[Row]) -> None:
    """Raises UnreadableInput, saying what the text seems to be, when nothing in it shows an issue."""
    live = [row for row in rows if row.text]
    if not live:
        raise UnreadableInput("文件里没有文字。")
    if any(_is_issue(recognition, live) for recognition in recognitions):
        return
    raise UnreadableInput(f"这不像一期手机报{_what_it_is(live)}：没有找到期号、导读与成列的条目，未作拆分。")


def _is_issue(recognition: Recognition, live: Sequence[Row]) -> bool:
    """An issue has articles, and a number, a contents list that names them, or a newsletter's name over several."""
    document = recognition.document
    items = [item for _, item in document.items()]
    if not items or _chapters(live) >= _CHAPTERS_OF_A_BOOK:
        return False
    masthead = document.masthead
    bodies = sum(bool(item.body) for item in items)
    numbered = masthead.number is not None or masthead.total_number is not None
    titles = {match_key(title) for item in items for title in (item.title, item.lead_title) if title}
    named = sum(match_key(line.title) in titles for line in document.lead)
    if named >= 2 and named * 2 >= len(document.lead):
        return numbered or masthead.date is not None or looks_like_name(masthead.name)
    if numbered:
        return bodies > 0 and (bodies * 2 >= len(items) or named > 0)
    if _is_list_of_sentences(items) and len(document.sections) > 1:
        return True
    named_well = looks_like_name(masthead.name) and " " not in masthead.name and not _REPORT_NAME.search(masthead.name)
    return named_well and bodies >= 2 and bodies * 2 >= len(items)


def _is_list_of_sentences(items: Sequence[Item]) -> bool:
    """Items of one sentence each, under section headings: a news breakfast, a sheet of 一句话信息."""
    return len(items) >= _FEWEST_SENTENCES and all(item.title.endswith("。") and not item.body for item in items)


def _chapters(live: Sequence[Row]) -> int:
    return sum(bool(_CHAPTER.match(row.folded)) and len(row.text) <= 40 for row in live)


def _what_it_is(live: Sequence[Row]) -> str:
    text = "".join(row.bare for row in live[:2000])
    digits = sum(char.isdigit() for char in text)
    sentences = sum(is_sentence(row) for row in live)
    if _chapters(live) >= _CHAPTERS_OF_A_BOOK:
        return "，像是一部分章节的书稿"
    if _REPORT_NAME.search("".join(row.bare for row in live[:3])) or digits >= _DIGITS_OF_A_TABLE * len(text):
        return "，像是统计表或报告"
    if len(live) >= _FEWEST_LIST_LINES and sentences <= _MOST_SENTENCES_OF_A_LIST * len(live):
        return "，像是一份清单"
    if sentences:
        return "，像是单篇文章"
    return ""
