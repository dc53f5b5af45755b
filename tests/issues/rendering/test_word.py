"""The Word edition keeps to the form of a 简报."""

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from issues.document import IssueDocument
from issues.rendering.word import render_docx
from tests.issues.rendering import documents


def opened(document: IssueDocument, **changes: object) -> docx.document.Document:
    return docx.Document(io.BytesIO(render_docx(document, documents.context(imprint=documents.FORM, **changes))))


def millimetres(length: int) -> int:
    return round(length / 36_000)


def test_the_page_is_a4_with_a_type_area_of_156_by_225_millimetres() -> None:
    page = opened(documents.ordinary()).sections[0]
    assert (millimetres(page.page_width), millimetres(page.page_height)) == (210, 297)
    assert millimetres(page.page_width - page.left_margin - page.right_margin) == 156
    assert millimetres(page.page_height - page.top_margin - page.bottom_margin) == 225
    assert (millimetres(page.top_margin), millimetres(page.left_margin)) == (37, 28)


def test_text_is_three_hao_fangsong_twenty_two_lines_to_the_page() -> None:
    style = opened(documents.ordinary()).styles["Body Text"]
    assert style.font.size.pt == 16
    assert style.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋"
    assert 225 / 25.4 * 72 / style.paragraph_format.line_spacing.pt == pytest.approx(22, abs=0.05)
    assert style.element.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_the_name_is_red_and_a_red_rule_closes_the_head() -> None:
    word = opened(documents.ordinary())
    name = word.paragraphs[0]
    assert (name.text, str(name.style.font.color.rgb)) == ("云岭工信手机报", "C8102E")
    rule = word.paragraphs[2]._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert rule.get(qn("w:color")) == "C8102E"
    assert word.paragraphs[2].text == "云岭市工业和信息化局办公室\t2023年5月22日"


def test_sections_and_titles_are_real_headings() -> None:
    word = opened(documents.ordinary())
    headings = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        ("Heading 1", "【要闻】"),
        ("Heading 2", "全市装备制造业座谈会召开"),
        ("Heading 2", "我市召开产业对接会(云岭)筹备会"),
        ("Heading 1", "【工信动态】"),
        ("Heading 2", "市工信局开展消防演练"),
    ]


def test_the_foot_names_who_gets_it_and_how_many_were_printed() -> None:
    foot = opened(documents.ordinary()).tables[-1]
    lines = [cell.text for row in foot.rows for cell in row.cells]
    assert lines == [
        "报：市委办公室、市政府办公室",
        "送：各县区工信局",
        "云岭市工业和信息化局办公室\t2023年5月22日印发",
        "\t（共印80份）",
    ]


def test_nothing_is_printed_for_an_imprint_that_is_not_set() -> None:
    word = docx.Document(io.BytesIO(render_docx(documents.ordinary(), documents.context())))
    assert not word.tables
    assert word.paragraphs[2].text == "\t2023年5月22日"


def test_page_numbers_stand_outside_on_odd_and_even_pages() -> None:
    word = opened(documents.ordinary())
    section = word.sections[0]
    assert word.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "RIGHT"), (section.even_page_footer, "LEFT")):
        assert footer.paragraphs[0].alignment.name == side
        assert "PAGE" in footer._element.xml


def test_pictures_stand_in_the_text_with_their_descriptions() -> None:
    word = opened(documents.rich())
    shapes = word.element.body.findall(".//" + qn("wp:docPr"))
    assert [shape.get("descr") for shape in shapes] == ["与会者在车间察看", "展板"]


def test_each_numbered_list_begins_at_one() -> None:
    word = opened(documents.rich())
    numbered = [p for p in word.paragraphs if p.style.name == "List Number"]
    assert len({p._p.pPr.numPr.numId.val for p in numbered}) == 1
    bullets = [p for p in word.paragraphs if p.style.name == "List Bullet"]
    assert bullets[0]._p.pPr.numPr.numId.val != numbered[0]._p.pPr.numPr.numId.val


def test_a_preview_is_marked_on_every_page() -> None:
    section = opened(documents.ordinary(), preview="预览稿，未签发").sections[0]
    assert section.header.paragraphs[0].text == "预览稿，未签发"
    assert section.even_page_header.paragraphs[0].text == "预览稿，未签发"


def test_a_long_name_is_set_smaller_to_stay_on_one_line() -> None:
    size = opened(documents.with_name("云岭市工业和信息化及中小企业发展工作手机报")).paragraphs[0].runs[0].font.size.pt
    assert size * 21 < 442


def test_the_file_holds_no_macro_and_no_outside_part() -> None:
    data = render_docx(documents.ordinary(), documents.context())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower()]
        assert b"External" not in archive.read("word/_rels/document.xml.rels")


_ORDER = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "spacing",
    "ind",
    "contextualSpacing",
    "jc",
    "outlineLvl",
    "rPr",
    "sectPr",
]


@pytest.mark.parametrize("name", documents.ALL)
def test_paragraph_properties_keep_the_order_that_word_insists_on(name: str) -> None:
    word = opened(documents.ALL[name]())
    for part in (word.element, word.styles.element):
        for properties in part.iter(qn("w:pPr")):
            tags = [child.tag.rpartition("}")[2] for child in properties]
            assert tags == sorted(tags, key=_ORDER.index)
