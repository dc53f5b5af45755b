"""Every finding's span, marked in what is stored, reads back its words: whatever mark-up and characters stand there."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.proofing.checking import check_article
from articles.proofing.findings import Finding
from articles.proofing.registers import Leader, Place, Registers
from articles.proofing.stored import StoredBody
from articles.proofing.units import ArticleText, Field, PictureText, article_text
from articles.text.bodies import sanitise

REGISTERS = Registers(
    leaders=(Leader("何望舒", "市经信局", "局长"),),
    places=(Place("云溪县", until=dt.date(2021, 3, 18), now="云溪区"), Place("云溪区", since=dt.date(2021, 3, 18))),
)
DAY = dt.date(2026, 5, 8)
# What some rule objects to, and what its finding's words are.
FAULTS = ["截止5月底", "电话13912345678", "人员做总结讲话", "市经信局副局长何望舒", "到云溪县调研", "6月31日"]
BESIDE = [
    "甲乙丙，",
    "𠮷野家𤭢",
    "e\u0301te\u0301",
    "😀👩‍🚀",
    "H2O与m2",
    "&lt;p&gt;",
    "&amp;",
    "&nbsp;",
    "&#x20BB7;",
    " ",
    "　",
    "。",
]
INLINE = ["strong", "em", "u", "sup", "sub", "a"]
IN_BODY = (Field.BODY, Field.HEADING, Field.CELL)


def _tagged(text: str, tag: str) -> str:
    return (
        f'<a href="https://a.example/?x=1&amp;y=%3E" title="a>b">{text}</a>' if tag == "a" else f"<{tag}>{text}</{tag}>"
    )


@st.composite
def runs(draw: st.DrawFn) -> str:
    """Words with a fault among them, parts of which, a name's too, stand in mark-up."""
    pieces = [draw(st.sampled_from(BESIDE)), draw(st.sampled_from(FAULTS)), draw(st.sampled_from(BESIDE))]
    told = []
    for piece in pieces:
        if piece.startswith("&") or not draw(st.booleans()):
            told.append(piece)
            continue
        at = draw(st.integers(0, len(piece)))
        to = draw(st.integers(at, len(piece)))
        told.append(piece[:at] + _tagged(piece[at:to], draw(st.sampled_from(INLINE))) + piece[to:])
    return "".join(told)


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """A paragraph, heading, list, quotation or table of such words."""
    one, other = draw(runs()), draw(runs())
    return draw(
        st.sampled_from(
            [
                f"<p>{one}</p>",
                f"<p> {one}<br>{other} </p>",
                f"<h3>{one}</h3>",
                f"<ul><li>{one}<ul><li>{other}</li></ul></li></ul>",
                f"<ol><li><p>{one}</p></li><li><p>{other}</p></li></ol>",
                f"<blockquote><p>{one}</p><p>{other}</p></blockquote>",
                f"<table><tr><th> {one}</th><th></th></tr><tr><td><p>甲</p><p>{other}</p></td><td>丙<br>丁</td></tr></table>",
            ]
        )
    )


def found(article: ArticleText) -> list[Finding]:
    return [one for one in check_article(article, REGISTERS, DAY) if one.text]


@settings(max_examples=40, deadline=None)
@given(st.lists(blocks(), min_size=1, max_size=4))
def test_a_span_marked_in_the_stored_html_reads_back_its_words(parts: list[str]) -> None:
    body = sanitise("".join(parts))
    article = article_text(body=body)
    places, units = StoredBody(body), {unit.key: unit for unit in article.units}
    for one in found(article):
        assert one.unit is not None
        assert one.unit.field in IN_BODY
        offset = units[one.unit].offset
        start, end = places.span(one.unit, one.start - offset, one.end - offset)
        marked = f"{body[:start]}\ue000{body[start:end]}\ue001{body[end:]}"
        texts = {unit.key: unit.text for unit in article_text(body=marked).units}
        assert texts[one.unit].split("\ue000")[1].split("\ue001")[0] == one.text


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(FAULTS[:3]), st.sampled_from(BESIDE), st.sampled_from(["。", "，乙", "𠮷野", "😀"]))
def test_words_outside_the_body_are_found_at_their_characters(fault: str, before: str, after: str) -> None:
    words = before + fault + after
    article = article_text(
        title=words, kicker=words, subtitle=words, summary=words, lead_title=words, byline=words, editor=words,
        body="<p>甲</p>", pictures=[PictureText("图", "", ""), PictureText(words, words, words)], attachments=["乙", words],
    )  # fmt: skip
    units = {unit.key: unit for unit in article.units}
    seen = found(article)
    for one in seen:
        assert one.unit is not None
        assert units[one.unit].text[one.start : one.end] == one.text
    fields = {one.unit.field for one in seen if one.unit}
    heads = {Field.TITLE, Field.KICKER, Field.SUBTITLE, Field.SUMMARY, Field.LEAD_TITLE}
    assert heads | {Field.CAPTION, Field.ATTACHMENT} <= fields


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_of_these_is_found(fault: str) -> None:
    assert found(article_text(body=f"<p>{fault}。</p>"))
