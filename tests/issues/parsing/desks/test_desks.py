"""What desks print, in many layouts of our own: each is read as its author says, from text, Word and web pages."""

import html
import io
import re
from typing import Any

import docx
import pytest

from issues.parsing.contract import recognition_to_json
from issues.parsing.lines import split_lines
from issues.parsing.readers import read
from tests.issues.parsing.desks import (
    channels,
    heads_and_bylines,
    mastheads_and_lists,
    sections_and_feet,
    subheads_and_notes,
)
from tests.issues.parsing.desks.articles import BODIES, BYLINES, TITLES
from tests.issues.parsing.desks.layout import Layout

LAYOUTS = [*mastheads_and_lists.LAYOUTS, *sections_and_feet.LAYOUTS, *channels.LAYOUTS, *subheads_and_notes.LAYOUTS]
# What form alone tells of a wrapped text is lost in Word and HTML, where each line is a paragraph.
UNWRAPPED = [
    layout for layout in LAYOUTS if not layout.wrap and layout.encoding == "utf-8" and "pagebreak" not in layout.name
]


def named(layouts: list[Layout]) -> dict[str, Any]:
    return {"argvalues": layouts, "ids": [layout.name for layout in layouts]}


def squeezed(text: str | None) -> str | None:
    return re.sub(r"\s", "", text) if text else text


def found_in(data: bytes, name: str) -> dict[str, Any]:
    (recognition,) = read(data, name)
    return recognition_to_json(recognition, name)


def assert_read(layout: Layout, found: dict[str, Any]) -> None:
    """The key: masthead, list, sections, titles, paragraphs, bylines, and no line left unknown."""
    assert {name: found["masthead"][name] for name in layout.head or {}} == (layout.head or {})
    if layout.lead is not None:
        expected = [(section, TITLES[what] if isinstance(what, int) else what) for section, what in layout.lead]
        assert [(line["section"], line["title"]) for line in found["lead"]] == expected
    sections = layout.sections
    if sections is None:
        sections = [section for section in dict.fromkeys(section for section, _ in layout.articles) if section]
    assert found["sections"] == sections
    assert [(article["section"], article["title"]) for article in found["articles"]] == [
        (section, layout.titles.get(number, TITLES[number])) for section, number in layout.articles
    ]
    for article, (_, number) in zip(found["articles"], layout.articles, strict=True):
        body = layout.bodies.get(number, BODIES[number])
        assert [squeezed(text) for text in article["body"]] == [squeezed(text) for text in body]
        byline = layout.bylines.get(number, BYLINES[number])
        squeezed_raw = {**article["byline"], "raw": squeezed(article["byline"]["raw"])}
        assert {name: squeezed_raw[name] for name in byline} == {
            name: squeezed(value) if name == "raw" else value for name, value in byline.items()
        }
    assert len(found["unrecognised"]) == layout.unrecognised


@pytest.mark.parametrize("layout", **named(LAYOUTS))
def test_a_layout_is_read_from_plain_text(layout: Layout) -> None:
    text = layout.text
    data = text.encode(layout.encoding)
    (recognition,) = read(data, "期.txt")
    assert [line.text for line in recognition.lines] == split_lines(text)
    assert_read(layout, recognition_to_json(recognition, "期.txt"))


@pytest.mark.parametrize("layout", **named(UNWRAPPED))
def test_a_layout_is_read_from_a_word_file(layout: Layout) -> None:
    document = docx.Document()
    for line in layout.text.splitlines():
        document.add_paragraph(line)
    data = io.BytesIO()
    document.save(data)
    assert_read(layout, found_in(data.getvalue(), "期.docx"))


def as_paragraphs(line: str) -> str:
    return f"<p>{html.escape(line)}</p>"


def as_chat(line: str) -> str:
    """A paragraph as WeChat's editor makes it, its first words bold."""
    if not line.strip():
        return "<p><br/></p>"
    bold, rest = html.escape(line[:2]), html.escape(line[2:])
    return (
        f'<section style="margin:0"><p><span style="font-size:16px"><strong>{bold}</strong>{rest}</span></p></section>'
    )


def as_word(line: str) -> str:
    """A paragraph as Word puts it on the clipboard."""
    return f'<p class=MsoNormal><span lang=EN-US style="font-family:仿宋">{html.escape(line)}<o:p></o:p></span></p>'


@pytest.mark.parametrize("form", [as_paragraphs, as_chat, as_word])
@pytest.mark.parametrize("layout", **named(UNWRAPPED[::4]))
def test_a_layout_is_read_from_a_page(layout: Layout, form: Any) -> None:
    body = "\n".join(form(line) for line in layout.text.splitlines())
    page = f'<html><head><meta charset="utf-8"><title>期</title></head><body>{body}</body></html>'
    assert_read(layout, found_in(page.encode(), "期.html"))


@pytest.mark.parametrize(
    ("head", "differs"), heads_and_bylines.HEADS, ids=[head for head, _ in heads_and_bylines.HEADS]
)
def test_a_head_is_read(head: str, differs: dict[str, Any]) -> None:
    template = head + "\n本期导读\n■{t1}\n■{t2}\n■{t1}\n{b1}{y1}\n■{t2}\n{b2}{y2}\n"
    layout = Layout(
        head, template, {**mastheads_and_lists.H, **differs}, [(None, 1), (None, 2)], [(None, 1), (None, 2)]
    )
    assert_read(layout, found_in(layout.text.encode(), "期.txt"))


@pytest.mark.parametrize(
    ("raw", "says"), heads_and_bylines.BYLINES, ids=[raw.strip() for raw, _ in heads_and_bylines.BYLINES]
)
def test_a_byline_is_read_under_every_article(raw: str, says: dict[str, Any]) -> None:
    template = sections_and_feet.HEAD + "本期导读\n■{t1}\n■{t2}\n■{t8}\n"
    template += "".join(f"■{{t{number}}}\n{{b{number}}}{raw}\n" for number in (1, 2, 8))
    printed = raw.strip().lstrip("—")
    places = [(None, number) for number in (1, 2, 8)]
    layout = Layout(raw, template, mastheads_and_lists.H, None, places)
    layout.bylines = {number: {"raw": printed, **says} for number in (1, 2, 8)}
    assert_read(layout, found_in(layout.text.encode(), "期.txt"))
