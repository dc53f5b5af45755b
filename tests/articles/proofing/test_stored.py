"""A finding leads back to the very characters in the stored HTML."""

import pytest

from articles.proofing.checking import check_article
from articles.proofing.registers import NO_REGISTERS
from articles.proofing.stored import StoredBody
from articles.proofing.units import Field, PictureText, UnitKey, article_text
from articles.text.bodies import sanitise

BODIES = [
    "<p>截止5月底，全市工业产值增长。</p>",
    "<p>  他<strong>做</strong>总结讲话 </p><p>截止<a href='https://a.example/?x=1&amp;y=2' title='a>b'>今年</a>5月底。</p>",
    "<h3>一</h3><ul><li>甲&amp;乙 截止5月底<ul><li>截止6月底</li></ul>尾</li></ul><blockquote><p>他做报告。</p></blockquote>",
    "<table><tr><th>名称</th><th>说明</th></tr><tr><td> 甲<br>乙</td><td><p> 截止5月底 </p>完成</td></tr><tr><td></td><td>做总结讲话</td></tr></table>"
    "<p>后文截止目前</p>",
    "<p>𠮷野家𤭢截止5月底𪚥，e\u0301te\u0301截止6月底。</p><p>&lt;br&gt;&nbsp;截止目前&#x20BB7;</p>",
    "loose 截止5月底<p>二<br>截止6月底</p>tail",
]


@pytest.mark.parametrize("body", BODIES)
def test_every_findings_span_marked_in_the_stored_html_reads_its_words(body: str) -> None:
    stored = sanitise(body)
    article = article_text(body=stored)
    marked = StoredBody(stored)
    found = check_article(article, NO_REGISTERS, None)
    units = {unit.key: unit for unit in article.units}
    assert found
    for one in found:
        assert one.unit is not None
        unit = units[one.unit]
        start, end = one.start - unit.offset, one.end - unit.offset
        assert unit.text[start:end] == one.text == marked.words(one.unit, start, end)


@pytest.mark.parametrize("body", BODIES)
def test_every_character_of_every_unit_is_found_in_the_stored_html(body: str) -> None:
    stored = sanitise(body)
    marked = StoredBody(stored)
    for unit in article_text(body=stored).body:
        for place, character in enumerate(unit.text):
            assert marked.words(unit.key, place, place + 1) == character


def test_words_of_pictures_and_heads_are_found_by_the_same_count() -> None:
    words = "𠮷祥里e\u0301😀截止5月底，电话13912345678"
    article = article_text(
        title=words, summary=words, byline=words, pictures=[PictureText(words, words, words)], body="<p>一</p>"
    )
    found = [one for one in check_article(article, NO_REGISTERS, None) if one.code in ("word.jiezhi", "privacy.mobile")]
    fields = {one.unit.field for one in found if one.unit and one.code == "privacy.mobile"}
    assert {Field.TITLE, Field.SUMMARY, Field.BYLINE, Field.CAPTION, Field.ALT, Field.CREDIT} <= fields
    assert {words[one.start : one.end] for one in found} == {"截止", "13912345678"}


def test_positions_of_a_table_count_in_its_text() -> None:
    article = article_text(body="<table><tr><th>甲</th><th>乙</th></tr><tr><td>丙</td><td>截止5月底</td></tr></table>")
    (found,) = check_article(article, NO_REGISTERS, None)
    assert (found.paragraph, found.start, found.end) == (1, len("甲\t乙\n丙\t"), len("甲\t乙\n丙\t截止"))


def test_what_is_no_part_of_the_body_has_no_place_there() -> None:
    with pytest.raises(LookupError):
        StoredBody("<p>甲</p>").span(UnitKey(Field.TITLE), 0, 1)
    with pytest.raises(LookupError):
        StoredBody("<p>甲</p>").span(UnitKey(Field.BODY, 0), 0, 2)
