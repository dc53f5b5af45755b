"""Tokens find what stands in a text, and tell everything apart."""

from hypothesis import given
from hypothesis import strategies as st

from articles.search.tokens import id_token, is_exact, phrase_tokens, text_tokens, token_code
from articles.text.folding import search_form

TEXT = st.text(alphabet="光电产业链园区县5gwh20，。\U00020000é ", max_size=40).map(search_form)


@given(TEXT, st.data())
def test_every_piece_of_a_text_has_only_tokens_of_the_text(text: str, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for field in ("text", "title", "byline"):
        assert set(phrase_tokens(text[start:end], field)) <= set(text_tokens(text, field))


@given(TEXT, TEXT)
def test_where_tokens_decide_alone_they_are_right(text: str, phrase: str):
    if phrase and is_exact(phrase):
        assert (set(phrase_tokens(phrase)) <= set(text_tokens(text))) == (phrase in text)


@given(st.sets(st.text(alphabet="光电5g\U0010ffff", min_size=1, max_size=3), min_size=2))
def test_no_two_tokens_have_one_code(tokens: set[str]):
    codes = {token_code(token) for token in tokens}
    assert len(codes) == len(tokens)
    assert all(0 < code < 2**63 for code in codes)


def test_numbered_tokens_have_codes_of_their_own():
    tokens = [id_token("section", 1), id_token("tag", 1), id_token("tag", 2**33), id_token("year", 2024)]
    assert len({token_code(token) for token in tokens}) == 4
    assert all(token_code(token) < 2**63 for token in tokens)


def test_long_phrases_cost_no_more_than_a_handful_of_tokens():
    assert len(phrase_tokens("光电产业链" * 500)) <= 16


def test_a_phrase_of_signs_alone_has_no_token():
    assert phrase_tokens("，。%") == []
