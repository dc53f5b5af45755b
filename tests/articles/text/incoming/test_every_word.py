"""No word, raised sign or formula is lost or changed on the way in; what cannot be kept is named where it stood."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.intake.extraction.dom import parse_page
from articles.text.blocks import from_html
from articles.text.bodies import sanitise
from articles.text.elements import BLOCKS
from articles.text.incoming import read_docx, read_html
from articles.text.inline import clip, plain_text
from tests.articles.text.incoming import files


def names(words: str) -> frozenset[str]:
    return frozenset(words.split())


INLINE = names(
    "a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark nobr output q s samp small span "
    "strike strong time tt u var o:p st1:place st1:chsdate v:shape w:smarttag mp-common x-unknown qqmusic blink"
)
OWN_MEANING = BLOCKS | names(
    "script style template noscript iframe object embed svg head title select option optgroup del rp rt rb rtc math "
    "textarea button input img image br wbr hr base link meta col colgroup area param source track frame frameset "
    "noframes plaintext xmp listing basefont bgsound keygen isindex noembed canvas audio video sup sub html body "
    "nextid annotation mphantom command marquee applet map"
)
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def read(body: str) -> list[str]:
    return [line.text for line in read_html(f"<html><body>{body}</body></html>").lines if line.text.strip()]


def word(*xml: str) -> list[str]:
    return [line.text for line in read_docx(files.with_xml(*xml)).lines if line.text.strip()]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


class TestInlineTagsOfEveryName:
    """Only elements known as blocks break a line; any other stands within one."""

    @pytest.mark.parametrize("tag", sorted(INLINE))
    def test_known_ones(self, tag: str) -> None:
        self.check(tag)

    @given(st.text(string.ascii_lowercase + string.digits + "-", max_size=12))
    def test_any_other(self, tail: str) -> None:
        tag = f"q{tail}"
        if tag not in OWN_MEANING:
            self.check(tag)

    def check(self, tag: str) -> None:
        markup = f'<p>全市产值<{tag} class="x">二百</{tag}>亿元，增长<{tag}>一成</{tag}>。</p>'
        words = "全市产值二百亿元，增长一成。"
        assert read(markup) == [words]
        assert [block.text for block in from_html(sanitise(markup))] == [words]
        assert [line.text for line in parse_page(markup).lines] == [words]


class TestRaisedAndLowered:
    MARKUP = "<p>2.4×10<sup>8</sup>千瓦时，占地3km<sup>2</sup>，CO<sub>2</sub>减排10<sup>-3</sup>。</p>"
    WORDS = "2.4×10⁸千瓦时，占地3km²，CO₂减排10⁻³。"

    def test_on_a_page(self) -> None:
        (line,) = read_html(self.MARKUP).lines
        assert "10<sup>8</sup>" in line.html
        assert "CO<sub>2</sub>" in line.html
        assert line.text == self.WORDS

    def test_set_by_style_as_wps_does(self) -> None:
        (line,) = read_html('<p>占地3km<span style="vertical-align:super">2</span>。</p>').lines
        assert line.html == "占地3km<sup>2</sup>。"

    def test_in_a_stored_body(self) -> None:
        stored = sanitise(self.MARKUP)
        assert stored == self.MARKUP
        assert from_html(stored)[0].text == self.WORDS

    def test_in_outside_news(self) -> None:
        assert [line.text for line in parse_page(self.MARKUP).lines] == [self.WORDS]

    def test_in_a_table(self) -> None:
        (line,) = read_html(
            "<table><tr><td>面积</td><td>量</td></tr><tr><td>3km<sup>2</sup></td><td><b>10<sup>8</sup></b></td></tr></table>"
        ).lines
        assert line.rows[1] == ("3km<sup>2</sup>", "<strong>10<sup>8</sup></strong>")

    def test_in_word(self) -> None:
        up, down = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
        xml = f"<w:p>{run('2.4×10')}{run('8', up)}{run('吨CO')}{run('2', down)}{run('。')}</w:p>"
        (line,) = read_docx(files.with_xml(xml)).lines
        assert line.html == "2.4×10<sup>8</sup>吨CO<sub>2</sub>。"

    def test_words_can_be_cut_at_a_raised_sign(self) -> None:
        html = "共10<sup>8</sup>吨"
        assert plain_text(html) == "共10⁸吨"
        assert [clip(html, at, at + 1) for at in range(5)] == ["共", "1", "0", "<sup>8</sup>", "吨"]

    @given(st.text("0123456789+-=()ni吨注&<,", min_size=1, max_size=6))
    def test_a_sign_stays_a_sign(self, text: str) -> None:
        inner = text.replace("&", "&amp;").replace("<", "&lt;")
        assert len(plain_text(f"<sup>{inner}</sup>")) == len(plain_text(f"<sub>{inner}</sub>")) == len(text)


class TestTrackedChanges:
    def test_deleted_words_stay_deleted_and_are_named(self) -> None:
        page = (
            "<p>副局长<del cite='mailto:甲' datetime='2024-07-05T10:12'>牛某</del><ins>高某</ins>带队。</p>"
            "<p>另<span class=msoDel><del>外</del></span>，收到材料。</p>"
        )
        document = read_html(page)
        assert [line.text for line in document.lines] == ["副局长高某带队。", "另，收到材料。"]
        assert "2处是修订中已删除的文字" in document.notes[0]
        assert "“牛某”" in document.notes[0]
        assert sanitise(page) == "<p>副局长高某带队。</p><p>另，收到材料。</p>"
        assert [line.text for line in parse_page(page).lines] == ["副局长高某带队。", "另，收到材料。"]

    def test_words_struck_through_are_kept_and_named(self) -> None:
        document = read_html("<p>原价<s>300元</s>280元。</p>")
        assert document.lines[0].text == "原价300元280元。"
        assert "“300元”" in document.notes[0]

    def test_a_deleted_paragraph_mark_joins_two_paragraphs(self) -> None:
        gone = '<w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>'
        assert word(
            f"<w:p>{gone}{run('会议指出，')}</w:p>", f"<w:p>{run('要抓好落实。')}</w:p>", f"<w:p>{run('完。')}</w:p>"
        ) == [
            "会议指出，要抓好落实。",
            "完。",
        ]

    def test_three_joined(self) -> None:
        gone = '<w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>'
        parts = f"<w:p>{gone}{run('一')}</w:p>", f"<w:p>{gone}{run('二')}</w:p>", f"<w:p>{run('三。')}</w:p>"
        assert word(*parts) == ["一二三。"]

    def test_one_before_a_table_loses_nothing(self) -> None:
        gone = '<w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>'
        table = "".join(
            f"<w:tr>{''.join(f'<w:tc><w:p>{run(cell)}</w:p></w:tc>' for cell in row)}</w:tr>"
            for row in ("甲乙", "丙丁")
        )
        assert word(f"<w:p>{gone}{run('表前的话')}</w:p>", f"<w:tbl>{table}</w:tbl>")[0] == "表前的话"

    def test_a_deleted_row_of_a_table_is_gone(self) -> None:
        def row(cells: str, properties: str = "") -> str:
            return f"<w:tr>{properties}{''.join(f'<w:tc><w:p>{run(cell)}</w:p></w:tc>' for cell in cells)}</w:tr>"

        gone = '<w:trPr><w:del w:id="1" w:author="x"/></w:trPr>'
        (line,) = read_docx(files.with_xml(f"<w:tbl>{row('甲乙')}{row('丙丁', gone)}{row('戊己')}</w:tbl>")).lines
        assert line.rows == (("甲", "乙"), ("戊", "己"))


class TestReadings:
    def test_on_a_page(self) -> None:
        page = "<p>古<ruby>瀍<rp>(</rp><rt>chán</rt><rp>)</rp></ruby>河与<ruby>芃<rt>péng</ruby>野。</p>"
        assert read(page) == ["古瀍（chán）河与芃（péng）野。"]
        assert from_html(sanitise(page))[0].text == "古瀍（chán）河与芃（péng）野。"
        assert [line.text for line in parse_page(page).lines] == ["古瀍（chán）河与芃（péng）野。"]

    def test_in_word(self) -> None:
        ruby = f"<w:r><w:ruby><w:rt>{run('chán')}</w:rt><w:rubyBase>{run('瀍')}</w:rubyBase></w:ruby></w:r>"
        assert word(f"<w:p>{run('古')}{ruby}{run('河。')}</w:p>") == ["古瀍（chán）河。"]


class TestFormulas:
    PAGE = (
        "<p>效率<math><mi>η</mi><mo>=</mo><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac><mo>×</mo>"
        "<msup><mn>10</mn><mn>2</mn></msup><msqrt><mi>x</mi></msqrt></math>。</p>"
    )
    WORDS = "效率η=(a+b)/c×10²√(x)。"

    def test_on_a_page(self) -> None:
        document = read_html(self.PAGE)
        assert [line.text for line in document.lines] == [self.WORDS]
        assert "1个公式" in document.notes[0]
        assert "η=(a+b)/c" in document.notes[0]
        assert from_html(sanitise(self.PAGE))[0].text == self.WORDS
        assert [line.text for line in parse_page(self.PAGE).lines] == [self.WORDS]

    def test_drawn_beside_its_notation_it_is_read_once(self) -> None:
        drawn = (
            '<p>设<span class="katex"><span class="katex-mathml"><math><semantics><mrow><msup><mi>x</mi><mn>2</mn>'
            '</msup></mrow><annotation encoding="application/x-tex">x^2</annotation></semantics></math></span>'
            '<span class="katex-html" aria-hidden="true"><span>x</span><span>2</span></span></span>。</p>'
        )
        assert read(drawn) == ["设x²。"]

    def test_in_words_clipboard(self) -> None:
        page = (
            "<p class=MsoNormal>系数<!--[if gte msEquation 12]><m:oMath><m:f><m:num><m:r>a</m:r></m:num><m:den><m:r>b"
            '</m:r></m:den></m:f></m:oMath><![endif]--><![if !msEquation]><span><img src="file:///C:/clip_image002.png">'
            "</span><![endif]>为常数。</p>"
        )
        document = read_html(page)
        assert [line.text for line in document.lines] == ["系数a/b为常数。"]
        assert not any("图片" in note for note in document.notes)

    @pytest.mark.parametrize(
        ("xml", "words"),
        [
            ("<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>", "x²"),
            ("<m:rad><m:deg/><m:e><m:r><m:t>b</m:t></m:r></m:e></m:rad>", "√(b)"),
            (
                '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub><m:sup>'
                "<m:r><m:t>n</m:t></m:r></m:sup><m:e><m:r><m:t>p</m:t></m:r></m:e></m:nary>",
                "∑ᵢ₌₁ⁿp",
            ),
            ("<m:d><m:e><m:r><m:t>a-b</m:t></m:r></m:e></m:d>", "(a-b)"),
        ],
    )
    def test_in_word(self, xml: str, words: str) -> None:
        formula = f"<m:oMathPara {M}><m:oMath>{xml}</m:oMath></m:oMathPara>"
        document = read_docx(files.with_xml(f"<w:p>{run('式中')}{formula}{run('为总量。')}</w:p>"))
        assert [line.text for line in document.lines] == [f"式中{words}为总量。"]
        assert any("1个公式" in note for note in document.notes)


class TestNamedWhereItStood:
    def test_a_picture_that_did_not_come_along(self) -> None:
        document = read_html(
            '<p>副局长高某到车间调研。</p><p><img src="file:///C:/Temp/clip_image001.jpg"></p><p>完。</p>'
        )
        assert "“副局长高某到车间调研。”之后" in document.notes[0]

    def test_a_chart_in_word(self) -> None:
        chart = '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/></w:drawing></w:r>'
        document = read_docx(files.with_xml(f"<w:p>{run('产值如图')}{chart}</w:p>"))
        assert "1个图表" in document.notes[0]
        assert "“产值如图”之后" in document.notes[0]

    def test_a_link_to_a_note_of_the_page_it_was_copied_from(self) -> None:
        page = '<p>产值<a href="#_ftn1" name="_ftnref1">[1]</a>增长，见<a href="https://a.example.cn/">通报</a>。</p>'
        assert sanitise(page) == (
            '<p>产值[1]增长，见<a href="https://a.example.cn/" rel="noopener noreferrer">通报</a>。</p>'
        )
        assert read_html(page).lines[0].html == '产值[1]增长，见<a href="https://a.example.cn/">通报</a>。'
