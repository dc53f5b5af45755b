"""Bodies as blocks: the short way for plain paragraphs says what the parser says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import blocks
from articles.text.blocks import Block, from_html, to_html


def parsed(html: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Block, ...]:
    """What the parser alone makes of it."""
    with monkeypatch.context() as patch:
        patch.setattr(blocks, "_PLAIN_BODY", blocks.re.compile(r"(?!)"))
        return from_html(html)


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r") | st.sampled_from(" \u3000\n&<>;")
)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(["", "\n", " \u3000"])), min_size=1, max_size=4))
def test_plain_paragraphs_are_read_as_the_parser_reads_them(pairs: list[tuple[str, str]]) -> None:
    html = "".join(f"<p>{text}</p>{gap}" for text, gap in pairs)
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert from_html(html) == parsed(html, monkeypatch)


@pytest.mark.parametrize(
    "html", ["<p>甲</p><p>乙<strong>丙</strong></p>", "<p>a &amp; b</p>", "<p>甲</p>乙", "<p></p>", ""]
)
def test_whatever_is_not_plain_goes_to_the_parser(html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert from_html(html) == parsed(html, monkeypatch)
    assert from_html(to_html(from_html(html))) == from_html(html)
