"""What the sanitiser keeps, what it takes away, and that no word goes with the mark-up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.blocks import from_html
from articles.text.bodies import DEEPEST, sanitise

WORDS = "深处的字"


def words(html: str) -> str:
    return "".join(block.text for block in from_html(html))


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("<p>甲<b>乙</b><i>丙</i></p>", "<p>甲<strong>乙</strong><em>丙</em></p>"),
        ("<h1>题</h1><div>文</div>", "<h3>题</h3><p>文</p>"),
        ("<section>甲</section><article>乙</article>", "<p>甲</p><p>乙</p>"),
        ("<dl><dt>名</dt><dd>解</dd></dl><figcaption>图说</figcaption>", "<p>名</p><p>解</p><p>图说</p>"),
        (
            "<table><caption>表一</caption><tr><td>甲</td></tr></table>",
            "<p>表一</p><table><tbody><tr><td>甲</td></tr></tbody></table>",
        ),
        ("<p style='color:red' class=x onclick='a()'>文</p>", "<p>文</p>"),
        ("<p>文<script>alert(1)</script><style>p{}</style></p>", "<p>文</p>"),
        ("<p><span>文</span><img src=x onerror=alert(1)></p>", "<p>文</p>"),
        ("<iframe src='http://a'>框</iframe><p>文</p>", "<p>文</p>"),
        ("<p>甲\x00\x0b乙\ud800</p>", "<p>甲乙</p>"),
        ("<p>甲\r\n乙\r丙</p>", "<p>甲\n乙\n丙</p>"),
        ("<p> &nbsp;<br></p><p>文</p>", "<p>文</p>"),
        ("<p>1 < 2 & 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_what_is_kept(given_: str, kept: str) -> None:
    assert sanitise(given_) == kept


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " JavaScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///a",
    ],
)
def test_a_link_that_runs_something_loses_its_address(address: str) -> None:
    assert sanitise(f'<a href="{address}">字</a>') == '<a rel="noopener noreferrer">字</a>'


@pytest.mark.parametrize("address", ["http://a.test/", "https://a.test/?x=1&amp;y=2", "mailto:a@b.test"])
def test_web_and_mail_addresses_stay(address: str) -> None:
    assert f'href="{address}"' in sanitise(f'<a href="{address}" target="_blank">字</a>')


@pytest.mark.parametrize("tag", ["blockquote", "em", "strong", "ul><li", "ol><li", "table><tr><td"])
@pytest.mark.parametrize("depth", [DEEPEST, 300, 3000])
def test_however_deep_words_lie_they_stay(tag: str, depth: int) -> None:
    clean = sanitise(f"<{tag}>" * depth + WORDS)
    assert words(clean) == WORDS
    assert sanitise(clean) == clean


def test_line_breaks_and_what_follows_deep_words_stay() -> None:
    html = "<p>" + "<em>" * 500 + "甲<br>乙" + "</em>" * 500 + "丙</p><p>丁</p>"
    assert [block.text for block in from_html(sanitise(html))] == ["甲\n乙丙", "丁"]


def test_many_elements_beside_one_another_are_not_deep() -> None:
    html = "<ul>" + "<li>项<strong>目</strong></li>" * 200 + "</ul>"
    assert sanitise(html) == html


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<em>", "</em>", "<ul>", "<li>", "</ul>", "<table>", "<td>", "<br>", "甲", "<", '"']
        )
    )
)
def test_what_was_cleaned_once_stays_as_it_is(parts: list[str]) -> None:
    clean = sanitise("".join(parts))
    assert sanitise(clean) == clean
