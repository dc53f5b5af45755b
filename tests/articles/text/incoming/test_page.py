"""Pasted HTML gives its words and their form; nothing in it runs or is fetched."""

import base64

import pytest

from articles.text.incoming import UnreadableFile, looks_like_html, read_html
from tests.articles.text.incoming import files


def texts(markup: str) -> list[str]:
    return [line.text for line in read_html(markup).lines]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>一</p><p>二</p>", ["一", "二"]),
        ("<section><section><span>嵌套</span><span>的字</span></section></section><p>下段</p>", ["嵌套的字", "下段"]),
        ("<p>行一<br>行二<br/>行三</p>", ["行一", "行二", "行三"]),
        ("<div>外<p>里</p>后</div>", ["外", "里", "后"]),
        ("<p>前<script>alert(1)</script>后</p>", ["前后"]),
        ("<style>p{}</style><p>正文</p><noscript>无</noscript>", ["正文"]),
        ('<p style="display:none">藏</p><p>显</p>', ["显"]),
        ("<p>前<!-- 注释 -->后</p>", ["前后"]),
        ("<p><!--[if !supportLists]-->1.<!--[endif]-->第一</p>", ["1.第一"]),
        ("<p>甲\n   乙</p>", ["甲乙"]),
        ("<p>A甲\n   B</p>", ["A甲 B"]),
        ("<ol><li>甲</li><li>乙</li></ol>", ["1. 甲", "2. 乙"]),
        ("<ol start=5><li>甲</li><li value=9>乙</li><li>丙</li></ol>", ["5. 甲", "9. 乙", "10. 丙"]),
        ("<ul><li>甲</li></ul>", ["甲"]),
        ("<p>&nbsp;&nbsp;缩进</p>", ["缩进"]),
        ("无标签的字", ["无标签的字"]),
        (
            "<table><tr><td><p>排版用的表格，一格就是一大段。</p><p>第二段。</p></td></tr></table>",
            ["排版用的表格，一格就是一大段。", "第二段。"],
        ),
        ('<?xml:namespace prefix="o" /><p>文<o:p></o:p>字</p>', ["文字"]),
    ],
)
def test_lines_are_what_a_reader_sees(markup: str, expected: list[str]) -> None:
    assert texts(markup) == expected


@pytest.mark.parametrize(
    ("markup", "html"),
    [
        ("<p><b>重点</b>内容</p>", "<strong>重点</strong>内容"),
        ('<p><span style="font-weight: bold">重点</span>内容</p>', "<strong>重点</strong>内容"),
        (
            '<p>见<a href="https://example.gov.cn/?a=1&amp;b=2">通知</a></p>',
            '见<a href="https://example.gov.cn/?a=1&amp;b=2">通知</a>',
        ),
        ('<p>见<a href="javascript:alert(1)">通知</a></p>', "见通知"),
        ("<p><b>跨<br>行</b></p>", "<strong>跨</strong>"),
        ('<p onclick="x()">字</p>', "字"),
        ("<p>x<span style='position:relative;top:-3.0pt;mso-text-raise:3.0pt'>2</span></p>", "x<sup>2</sup>"),
        ("<p>H<span style='top:2.5pt;mso-text-raise:-2.5pt'>2</span>O</p>", "H<sub>2</sub>O"),
        ("<p>x<span style='mso-text-raise:0pt'>2</span></p>", "x2"),
    ],
)
def test_bold_and_safe_links_are_kept(markup: str, html: str) -> None:
    assert read_html(markup).lines[0].html == html


def test_a_data_table_stays_a_table() -> None:
    line = read_html("<table><tr><th>县区</th><th>数</th></tr><tr><td>东岭区</td><td>12</td></tr></table>").lines[0]
    assert line.rows == (("县区", "数"), ("东岭区", "12"))


def test_pictures_inside_the_page_are_kept_and_others_only_named() -> None:
    data = base64.b64encode(files.picture()).decode()
    document = read_html(
        f'<p>文</p><img src="data:image/png;base64,{data}"><img data-src="https://mmbiz.example/1.jpg">'
    )
    assert list(document.pictures) == ["图1.png"]
    assert document.lines[-1].text == "[图：图1.png]"
    assert "1张图片存在别的网站上" in document.notes[0]


def test_a_table_beyond_all_measure_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="40,000 行"):
        read_html("<table>" + "<tr><td>1</td><td>2</td></tr>" * 40_000 + "</table>")


@pytest.mark.parametrize("markup", ["", "   ", "<script>1</script>", "<!DOCTYPE html><html><body></body></html>"])
def test_a_page_without_words_says_so(markup: str) -> None:
    with pytest.raises(UnreadableFile, match=r"空的|没有文字"):
        read_html(markup)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"<html><p>x", "a.txt", True),
        (b"anything", "a.HTML", True),
        ("\ufeff<!DOCTYPE html>".encode(), "", True),
        ("■标题<b>".encode(), "a.txt", False),
        ("<要闻>\n■标题".encode(), "a.txt", False),
    ],
)
def test_html_is_known_by_name_or_beginning(data: bytes, name: str, expected: bool) -> None:
    assert looks_like_html(data, name) is expected


@pytest.mark.parametrize("style", ["text-decoration: line-through", "color:red; text-decoration-line:line-through"])
def test_words_that_a_style_strikes_out_are_taken_and_named(style: str) -> None:
    read = read_html(f"<p>总投资<span style='{style}'>三亿</span>五亿元</p>")
    assert read.lines[0].text == "总投资三亿五亿元"
    assert any("三亿" in note for note in read.notes)
