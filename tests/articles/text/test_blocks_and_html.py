"""Blocks and the restricted HTML that they are stored as: each kind both ways, and parts of inline HTML."""

import pytest

from articles.text.blocks import Block, from_html, paragraphs, to_html
from articles.text.inline import clip, from_plain_text, plain_text

BOTH_WAYS = [
    ((Block("paragraph", "甲"), Block("paragraph", "乙")), "<p>甲</p><p>乙</p>"),
    ((Block("heading", "分产业看"),), "<h3>分产业看</h3>"),
    ((Block("quote", "一件一件办。"),), "<blockquote><p>一件一件办。</p></blockquote>"),
    ((Block("bullet", "甲"), Block("bullet", "乙")), "<ul><li>甲</li><li>乙</li></ul>"),
    ((Block("number", "甲"), Block("number", "乙")), "<ol><li>甲</li><li>乙</li></ol>"),
    ((Block("bullet", "甲"), Block("number", "乙")), "<ul><li>甲</li></ul><ol><li>乙</li></ol>"),
    (
        (Block("table", rows=(("产业", "增长"), ("光电", "<strong>3%</strong>"), ("竹", "2%"))),),
        '<table><thead><tr><th scope="col">产业</th><th scope="col">增长</th></tr></thead>'
        "<tbody><tr><td>光电</td><td><strong>3%</strong></td></tr><tr><td>竹</td><td>2%</td></tr></tbody></table>",
    ),
    ((Block("paragraph", "甲<br>乙 &lt;b&gt; &amp; 丙"),), "<p>甲<br>乙 &lt;b&gt; &amp; 丙</p>"),
    (
        (Block("paragraph", '见<a href="/a?b=1&amp;c=2" title="“甲”&lt;">甲<em>乙</em>丙</a>丁<strong>戊</strong>己'),),
        '<p>见<a href="/a?b=1&amp;c=2" title="“甲”&lt;">甲<em>乙</em>丙</a>丁<strong>戊</strong>己</p>',
    ),
]


@pytest.mark.parametrize(("blocks", "html"), BOTH_WAYS)
def test_blocks_are_stored_as_html_and_come_back(blocks: tuple[Block, ...], html: str) -> None:
    assert to_html(blocks) == html
    assert from_html(html) == blocks


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("甲<p>乙</p>丙", (Block(html="甲"), Block(html="乙"), Block(html="丙"))),
        ("<ul>\n<li><p>甲</p></li>\n<li>乙<p>丙</p></li>\n</ul>", tuple(Block("bullet", text) for text in "甲乙丙")),
        ("<ol><li>甲<ul><li>乙</li></ul></li></ol>", (Block("number", "甲"), Block("bullet", "乙"))),
        ("<blockquote>甲<h3>乙</h3></blockquote>", (Block("quote", "甲"), Block("heading", "乙"))),
        ("<div><p>甲</p></div>", (Block(html="甲"),)),
        ('<p><a href="/a" onclick="x()" class="b">甲</a></p>', (Block(html='<a href="/a">甲</a>'),)),
        ("<p>1 &lt; 2 <em>3 &gt; 2</em> &amp; 4</p>", (Block(html="1 &lt; 2 <em>3 &gt; 2</em> &amp; 4"),)),
        ("<p><strong>甲<span>乙</span>&amp;丙</strong></p>", (Block(html="<strong>甲乙&amp;丙</strong>"),)),
        (
            "<table><tr><td><p>甲</p>乙 <table><tr><td>丙</td></tr></table>&lt;</td></tr></table>",
            (Block("table", rows=(("甲乙 丙&lt;",),)),),
        ),
        ("  \n", ()),
    ],
)
def test_other_html_is_read_without_losing_a_word(html: str, blocks: tuple[Block, ...]) -> None:
    assert from_html(html) == blocks


def test_a_table_without_rows_is_nothing() -> None:
    assert to_html([Block("table")]) == ""


def test_the_words_of_a_block() -> None:
    assert Block("table", rows=(("甲", "<em>乙</em>"), ("丙", "&lt;"))).text == "甲\t乙\n丙\t<"
    assert Block(html="甲<br/>乙 &amp; <strong>丙</strong>").text == "甲\n乙 & 丙"
    assert paragraphs(["甲\n<乙>", "“&”"]) == (Block(html="甲<br>&lt;乙&gt;"), Block(html="“&amp;”"))


@pytest.mark.parametrize("text", ["", "甲", "甲\n乙", "<b>&amp;", 'a"b'])
def test_plain_text_and_back(text: str) -> None:
    assert plain_text(from_plain_text(text)) == text


@pytest.mark.parametrize(
    ("inline", "start", "end", "part"),
    [
        ("甲乙丙", 1, 2, "乙"),
        ("甲<strong>乙丙</strong>丁", 0, 2, "甲<strong>乙</strong>"),
        ("甲<strong>乙丙</strong>丁", 2, 4, "<strong>丙</strong>丁"),
        ("甲<strong>乙丙</strong>丁", 3, 4, "丁"),
        ("甲<strong>乙丙</strong>丁", 0, 1, "甲"),
        ("<strong>甲</strong>乙<em>丙</em>", 1, 2, "乙"),
        ('<a href="/a">甲<em>乙丙</em></a>', 1, 2, '<a href="/a"><em>乙</em></a>'),
        ('<a href="/a">甲<em>乙</em>丙</a>', 0, 3, '<a href="/a">甲<em>乙</em>丙</a>'),
        ("甲<br>乙", 1, 3, "<br>乙"),
        ("甲<br/>乙", 0, 2, "甲<br/>"),
        ("a &lt; b", 2, 5, "&lt; b"),
        ("&amp;&#19968;", 1, 2, "&#19968;"),
        ("<em>甲乙</em>", 1, 1, ""),
        ("甲</em>乙<em>丙</em>", 0, 3, "甲乙<em>丙</em>"),
    ],
)
def test_a_part_of_inline_html_keeps_its_marks(inline: str, start: int, end: int, part: str) -> None:
    assert clip(inline, start, end) == part
    assert plain_text(part) == plain_text(inline)[start:end]
