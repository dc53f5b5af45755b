"""Other words for a paragraph: exactly those, in the form of the words around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.bodies import sanitise
from articles.text.inline import plain_text
from articles.text.rewording import reworded


@pytest.mark.parametrize(
    ("html", "text", "wanted"),
    [
        ("各县区要跟进。", "会议要求各县区跟进。", "会议要求各县区跟进。"),
        ("<strong>会议强调</strong>，抓好落实。", "会议强调，抓实抓好。", "<strong>会议强调</strong>，抓实抓好。"),
        ("<strong>会议强调</strong>，抓好。", "会议指出，抓好。", "<strong>会议指出</strong>，抓好。"),
        ("共2.4×10<sup>8</sup>元", "共2.4×10⁸元整", "共2.4×10<sup>8</sup>元整"),
        ('见<a href="https://a.example/">通知</a>。', "见通知全文。", '见<a href="https://a.example/">通知</a>全文。'),
        ("A&amp;B公司", "A&C公司", "A&amp;C公司"),
        ("第一行<br>第二行", "第一行\n第三行", "第一行<br>第三行"),
        ("", "新写的", "新写的"),
    ],
)
def test_words_that_stay_keep_their_form(html: str, text: str, wanted: str) -> None:
    assert reworded(html, text) == wanted


PIECES = st.lists(
    st.tuples(st.sampled_from(["", "strong", "em"]), st.text("甲乙丙丁<&1", min_size=1, max_size=4)), max_size=5
)


@given(PIECES, st.text("甲乙丙丁<&1", max_size=12))
def test_it_says_exactly_what_was_typed_and_stays_sound(pieces: list[tuple[str, str]], text: str) -> None:
    def dressed(tag: str, words: str) -> str:
        words = words.replace("&", "&amp;").replace("<", "&lt;")
        return f"<{tag}>{words}</{tag}>" if tag else words

    changed = reworded("".join(dressed(*piece) for piece in pieces), text)
    assert plain_text(changed) == text
    assert sanitise(f"<p>{changed}</p>") in (f"<p>{changed}</p>", "")
