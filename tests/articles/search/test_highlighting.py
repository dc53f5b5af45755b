"""Snippets: the best piece, whole characters, nothing unescaped."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from articles.search.highlighting import highlighted, snippet
from articles.text.folding import search_form

TEXT = st.text(alphabet=st.characters(), max_size=200) | st.text(
    alphabet="光电产业<b>&\"'5ＧWh。 \u0301\U0001f468\u200d", max_size=300
)


def test_what_was_found_is_marked_as_it_is_written():
    assert highlighted("澄江光電產業鏈", ["光电"]) == "澄江<mark>光電</mark>產業鏈"
    assert highlighted("年产 5 ＧＷｈ储能", ["gwh"]) == "年产 5 <mark>ＧＷｈ</mark>储能"


def test_text_is_escaped_inside_and_outside_of_marks():
    assert highlighted("<b>光电</b>", ["<b>光电"]) == "<mark>&lt;b&gt;光电</mark>&lt;/b&gt;"


def test_overlapping_finds_share_one_mark():
    assert highlighted("光电产业链", ["光电产业", "产业链"]) == "<mark>光电产业链</mark>"


def test_the_paragraph_with_most_of_the_words_is_shown():
    plain, _ = snippet(["青陂县开会。", "竹纤维餐盒在青陂县投产。"], ["青陂", "竹纤维"])
    assert plain == "竹纤维餐盒在青陂县投产。"


def test_a_long_paragraph_is_cut_around_the_find():
    text = "前言。" * 60 + "竹纤维餐盒首单发运。" + "后话。" * 60
    plain, marked = snippet([text], ["竹纤维"])
    assert "<mark>竹纤维</mark>" in marked
    assert plain.startswith("…")
    assert plain.endswith("…")
    assert len(plain) < 160


def test_without_a_find_the_beginning_is_shown():
    assert snippet(["青陂县开会。", "第二段。"], ["没有"])[0] == "青陂县开会。"
    assert snippet([], ["没有"]) == ("", "")


@given(st.lists(TEXT, max_size=4), st.lists(TEXT.map(search_form), max_size=3))
def test_a_snippet_is_its_text_with_marks_and_nothing_else(paragraphs: list[str], words: list[str]):
    plain, marked = snippet(paragraphs, words)
    without = marked.replace("<mark>", "").replace("</mark>", "")
    assert without == html.escape(plain)
    assert not re.search(r"[<>]", without)
    assert marked.count("<mark>") == marked.count("</mark>")
    assert not any(0xD800 <= ord(char) < 0xE000 for char in plain)
