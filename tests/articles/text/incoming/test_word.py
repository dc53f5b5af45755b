"""Word files give their words and their form; dangerous ones are refused or harmless, with a clear message."""

import io

import pytest

from articles.text.incoming import UnreadableFile, looks_like_docx, read_docx
from articles.text.incoming.word.numbering import written
from tests.articles.text.incoming import files

RUN = "<w:r><w:t>{}</w:t></w:r>"


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_docx(data).lines]


def test_paragraphs_become_lines_and_line_breaks_end_them() -> None:
    data = files.with_xml(
        "<w:p><w:r><w:t>第一行</w:t><w:br/><w:t>第二行</w:t></w:r></w:p>", f"<w:p>{RUN.format('下一段')}</w:p>"
    )
    assert texts(data) == ["第一行", "第二行", "下一段"]


def test_bold_and_links_are_kept() -> None:
    data = files.with_xml(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>会议强调</w:t></w:r><w:r><w:t>，抓好A&amp;B</w:t></w:r></w:p>"
    )
    assert read_docx(data).lines[0].html == "<strong>会议强调</strong>，抓好A&amp;B"


def test_bold_switched_off_is_not_bold() -> None:
    data = files.with_xml('<w:p><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>平常</w:t></w:r></w:p>')
    assert read_docx(data).lines[0].html == "平常"


def test_tracked_changes_are_taken_as_accepted_and_said_so() -> None:
    data = files.with_xml(
        '<w:p><w:r><w:t>共有</w:t></w:r><w:del w:id="1" w:author="甲"><w:r><w:delText>7</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="甲"><w:r><w:t>8</w:t></w:r></w:ins><w:r><w:t>家企业</w:t></w:r></w:p>'
    )
    document = read_docx(data)
    assert document.lines[0].text == "共有8家企业"
    assert document.notes == ("文件带修订痕迹（插入1处、删除1处），已按“接受全部修订”处理。",)


def test_moved_text_stands_only_where_it_was_moved_to() -> None:
    data = files.with_xml(
        '<w:p><w:moveFrom w:id="1" w:author="甲"><w:r><w:t>搬走的</w:t></w:r></w:moveFrom>'
        "<w:r><w:t>留下的</w:t></w:r></w:p>",
        '<w:p><w:moveTo w:id="2" w:author="甲"><w:r><w:t>搬来的</w:t></w:r></w:moveTo></w:p>',
    )
    assert texts(data) == ["留下的", "搬来的"]


def test_hidden_text_and_field_codes_are_left_out_and_hidden_text_is_said() -> None:
    data = files.with_xml(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:r><w:t>看得见</w:t></w:r></w:p>"
    )
    assert texts(data) == ["看得见"]
    assert "1处隐藏文字" in read_docx(data).notes[0]


def test_a_data_table_stays_a_table_and_a_layout_table_is_dissolved() -> None:
    def build(document) -> None:
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(table._cells, ["县区", "企业数", "东岭区", "12"], strict=True):
            cell.text = text
        frame = document.add_table(rows=1, cols=1)
        frame.cell(0, 0).text = "整版放在一个格子里。"

    lines = read_docx(files.word(build)).lines
    assert lines[0].rows == (("县区", "企业数"), ("东岭区", "12"))
    assert lines[0].text == "县区\t企业数\u2028东岭区\t12"
    assert lines[-1].text == "整版放在一个格子里。"


def test_numbers_that_word_prints_by_itself_are_read() -> None:
    def build(document) -> None:
        for text in ("第一件", "第二件"):
            document.add_paragraph(text, style="List Number")
        document.add_paragraph("要点", style="List Bullet")

    lines = read_docx(files.word(build)).lines
    assert [(line.label, line.kind, line.words) for line in lines] == [
        ("1.", "number", "第一件"),
        ("2.", "number", "第二件"),
        ("", "bullet", "要点"),
    ]


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (1, "decimal", "1"),
        (12, "chineseCountingThousand", "十二"),
        (20, "chineseCounting", "二十"),
        (35, "japaneseCounting", "三十五"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "upperLetter", "B"),
        (14, "lowerRoman", "xiv"),
        (9, "upperRoman", "IX"),
        (120, "chineseCounting", "120"),
    ],
)
def test_numbers_are_written_in_words_forms(number: int, form: str, expected: str) -> None:
    assert written(number, form) == expected


def test_headings_get_the_signs_of_plain_text() -> None:
    def build(document) -> None:
        document.add_heading("云岭工信手机报", 0)
        document.add_heading("要闻", 1)
        document.add_heading("甲地召开会议", 2)
        document.add_paragraph("会议内容。")
        document.add_heading("一、主要成效", 3)
        document.add_paragraph("成效内容。")
        document.add_heading("乙地开展检查", 2)
        document.add_paragraph("检查内容。")

    assert texts(files.word(build)) == [
        "云岭工信手机报",
        "【要闻】",
        "■甲地召开会议",
        "会议内容。",
        "一、主要成效",
        "成效内容。",
        "■乙地开展检查",
        "检查内容。",
    ]


def test_pictures_stand_where_they_were_with_their_captions() -> None:
    def build(document) -> None:
        document.add_paragraph("前文。")
        document.add_picture(io.BytesIO(files.picture()))
        document.add_paragraph("图为现场。摄影：李晓明", style="Caption")

    document = read_docx(files.word(build))
    assert [line.text for line in document.lines if line.text] == [
        "前文。",
        "[图：image1.png]",
        "图注：图为现场。",
        "摄影：李晓明",
    ]
    assert document.pictures["image1.png"].startswith(b"\x89PNG")


def test_an_outside_picture_is_not_fetched() -> None:
    relation = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rX" TargetMode="External" Target="http://192.0.2.1/track.png" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
    )
    xml = (
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:drawing>"
        '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="rX"/></w:drawing></w:r></w:p>'
    )
    data = files.changed(files.with_xml(xml), word___rels__document_dot_xml_dot_rels=relation)
    document = read_docx(data)
    assert not document.pictures
    assert "1张图片不在文件内" in document.notes[0]


def test_an_entity_declaration_is_refused() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document>&x;</w:document>'
    with pytest.raises(UnreadableFile, match="外部实体"):
        read_docx(files.changed(files.of_paragraphs("甲"), word__document_dot_xml=evil))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(UnreadableFile, match=r"压缩炸弹|超过上限"):
        read_docx(files.changed(files.of_paragraphs("甲"), word__media__big_dot_bin=b"\0" * (60 * 1024 * 1024)))


def test_a_macro_is_not_kept_and_said() -> None:
    data = files.changed(files.of_paragraphs("正文"), word__vbaProject_dot_bin=b"macro")
    assert "文件带有宏" in read_docx(data).notes[0]


def test_a_table_beyond_all_measure_is_refused() -> None:
    row = "<w:tr><w:tc><w:p/></w:tc></w:tr>"
    with pytest.raises(UnreadableFile, match="10,000 行"):
        read_docx(files.with_xml(f"<w:tbl>{row * 10_000}</w:tbl>"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "另存为"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"PK\x03\x04 broken", "损坏"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, message: str) -> None:
    assert looks_like_docx(data, "稿件.doc" if message == "另存为" else "稿件.docx")
    with pytest.raises(UnreadableFile, match=message):
        read_docx(data)


def test_a_spreadsheet_is_named_as_one() -> None:
    import openpyxl

    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    with pytest.raises(UnreadableFile, match="Excel"):
        read_docx(out.getvalue())


def test_words_keep_their_columns_where_cells_are_merged_and_these_are_named() -> None:
    def cell(words: str, inside: str = "") -> str:
        return f"<w:tc><w:tcPr>{inside}</w:tcPr><w:p>{RUN.format(words)}</w:p></w:tc>"

    head = cell("单位", '<w:vMerge w:val="restart"/>') + cell("产值", '<w:gridSpan w:val="2"/>')
    second = cell("", "<w:vMerge/>") + cell("一季度") + cell("二季度")
    data = files.with_xml(f"<w:tbl><w:tr>{head}</w:tr><w:tr>{second}</w:tr></w:tbl>")
    document = read_docx(data)
    assert next(line.rows for line in document.lines if line.rows) == (("单位", "产值", ""), ("", "一季度", "二季度"))
    assert "2个合并的单元格，拆开了，文字放在第一格，请核对：“单位”、“产值”" in " ".join(document.notes)
