"""HTML of any shape: every word stays, no parser is kept busy, ordinary pages are what they were."""

import contextlib
import random
import re
import time
from collections.abc import Callable

import lxml.etree
import lxml.html
import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.intake.extraction import PageTooLarge, extract_html
from articles.text.blocks import from_html
from articles.text.bodies import sanitise
from articles.text.incoming import UnreadableFile, read_html
from articles.text.markup import DEEPEST, MOST_ATTRIBUTES, bounded
from tests.pace import within

SIZE = 10 * 1024 * 1024
SECONDS = 5


def filled(piece: str, start: str = "") -> str:
    return start + piece * (SIZE // len(piece.encode()) + 1)


SHAPES = {
    "quotes in one another": filled("<blockquote>"),
    "attributes": filled("a=b ", "<p ") + ">字",
    "attributes, each another": "<p " + "".join(f"a{n}=b " for n in range(900_000)) + ">字",
    "attributes on one body after another": "".join(f"<body a{n}=1>" for n in range(500_000)),
    "bold and blocks": filled("<div><b>字"),
    "fonts, then paragraphs": "".join(f"<font a={n}>" for n in range(300)) + filled("<p>字"),
    "cells that are not left": filled("<div><table><tr><td></div>"),
    "blocks in what cannot hold them": filled("<span><div></span>"),
    "blocks in bold": filled("<b><div></b>"),
    "lists and blocks": filled("<ul><div></ul>"),
    "comments not ended": filled("<!--"),
    "comments ended at once": filled("<!-->"),
    "end tags in comments": filled("<i><!--</i>-->"),
    "quotation marks not ended": filled('<a b="'),
    "lesser": filled("<"),
    "scripts": filled("<script>"),
    "styles in drawings": filled("<svg><style><b>"),
    "no-breaks": filled("<nobr><p>"),
    "buttons": filled("<button><p>"),
    "links": filled("<a href=x><p>"),
    "instructions": filled("<?"),
    "data sections": filled("<![CDATA["),
    "a long name": "<" + "a" * SIZE + ">",
    "ends": filled("</div></p>"),
    "words only": filled("会议指出，要抓好落实。"),
}


def read_page(markup: str) -> None:
    with contextlib.suppress(UnreadableFile):
        read_html(markup)


def extracted(markup: str) -> None:
    with contextlib.suppress(PageTooLarge):
        extract_html(markup)


@pytest.mark.parametrize("shape", SHAPES)
def test_ten_megabytes_of_any_shape_end_in_five_seconds(shape: str) -> None:
    start = time.process_time()
    sanitise(SHAPES[shape])
    assert within(time.process_time() - start, SECONDS)


@pytest.mark.parametrize("way", [read_page, extracted])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_way_in_reads_any_shape_in_time(way: Callable[[str], object], shape: str) -> None:
    """A third of the longest text in a third of its time: all ways share the bound that the test above tries whole."""
    start = time.process_time()
    way(SHAPES[shape][: len(SHAPES[shape]) // 3])
    assert within(time.process_time() - start, SECONDS / 3)


MARKUP = """
<div> </div> <p> </p> <b> </b> <font\tcolor=1> </font> <a\thref=x> </a> <table> <tr> <td> </td>
</table> <span> </span> <li> <ul> </ul> <h1> <blockquote> </blockquote> <br> <select> <option>
<button> <svg> <style> </style> <!-- --> <em\ta=' > <i\tb=" " < <> </ <script> </script> <template>
</template> <section> 字 甲乙丙
"""
PIECES = MARKUP.split()


@settings(max_examples=15)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8), st.integers(0, 2**32))
def test_no_repeated_pattern_costs_more_than_its_length(pattern: list[str], seed: int) -> None:
    """What takes n times as long for n times the text is fine; what takes n² does not end in time."""
    unit = "".join(pattern).replace("\t", " ")
    noise = random.Random(seed).choices(PIECES, k=20)
    markup = ("".join(noise).replace("\t", " ") + unit * (400_000 // len(unit)))[:400_000]
    start = time.process_time()
    sanitise(markup)
    lxml.html.document_fromstring(f"<p>{bounded(markup, libxml2=True)}")
    assert within(time.process_time() - start, 2)


def _depth(markup: str) -> int:
    parser = lxml.html.HTMLParser(huge_tree=True)
    deepest = depth = 0
    for event, _ in lxml.etree.iterwalk(lxml.html.document_fromstring(markup, parser), events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


@settings(max_examples=40)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
def test_nothing_lies_deeper_than_the_bound_for_either_parser(pattern: list[str]) -> None:
    markup = "".join(pattern).replace("\t", " ") * 600
    strict = nh3.clean(bounded(markup), tags=nh3.ALLOWED_TAGS | {"font", "section", "button"})
    assert _depth(f"<p>x{strict}") < DEEPEST * 1.5
    assert _depth(f"<p>x{bounded(markup, libxml2=True)}") < DEEPEST * 2.5


@given(st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<div>", "</div>", "<li>", "<ul>", "<td>"]), max_size=8))
def test_words_stay_however_the_tags_around_them_lie(pattern: list[str]) -> None:
    words = [f"第{n}处" for n in range(300)]
    markup = "".join(f"{''.join(pattern)}{word}" for word in words)
    plain = re.sub(r"<[^>]*>", "", sanitise(markup))
    assert all(word in plain for word in words)


def test_attributes_beyond_the_bound_go_and_the_first_stay() -> None:
    markup = "<p " + " ".join(f"a{n}='{n}'" for n in range(5000)) + ">字</p>"
    root = lxml.html.fragment_fromstring(bounded(markup))
    assert len(root.attrib) == MOST_ATTRIBUTES
    assert (root.get("a0"), root.text) == ("0", "字")


ORDINARY = [
    '<div class="a b"><p>一<b>二</b></p>\n<p>三 &amp; 四&nbsp;<br/>五<img src=\'a.jpg\' alt="图>一"></p></div>',
    "<table><tr><td>一<td>二<tr><td>三</table><ul><li>四<li>五</ul>",
    "<p>一<p>二<p><font color=red>三</p><p>四</font></p>",
    '<!DOCTYPE html><html><head><title>题</title><script>if (a<b) "</p>"</script></head><body>文</body></html>',
    "<div><!--正文begin--><p>1 < 2，a<3</p><!--正文end--></div>",
]


@pytest.mark.parametrize("markup", ORDINARY)
def test_what_people_write_is_read_as_before(markup: str) -> None:
    more = "<p>字</p>" * 100
    long = markup.replace("</body>", f"{more}</body>") if "</body>" in markup else markup + more
    for parse in (lambda text: lxml.html.tostring(lxml.html.document_fromstring(text), encoding="unicode"), nh3.clean):
        assert _without_code(parse(bounded(long))) == _without_code(parse(long))


@pytest.mark.parametrize("more", ["<p>字</p>", "<p>字</p>" * 100])
def test_a_document_that_ends_in_the_middle_of_a_page_ends_nothing(more: str) -> None:
    header = "<html><head><title>头</title></head><body><div>菜单</div></body></html>"
    for text in (f"{header}<div>{more}</div></body></html>", f"{header}<!DOCTYPE html><html><body>{more}"):
        root = lxml.html.document_fromstring(bounded(text, libxml2=True))
        assert "".join(root.text_content().split()).endswith("字" * more.count("字"))


def _without_code(html: str) -> str:
    return re.sub(r"<script>.*?</script>|<tbody>|</tbody>", "", html, flags=re.DOTALL)


def test_a_deep_body_keeps_its_words_and_is_stored_the_same_twice() -> None:
    html = "<section>" * 150 + "<p>深处的<strong>字</strong></p>" + "</section>" * 150
    clean = sanitise(html)
    assert sanitise(clean) == clean
    assert [block.text for block in from_html(clean)] == ["深处的字"]
