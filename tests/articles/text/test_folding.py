"""What search takes to be the same."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.text.folding import search_form, search_form_with_origins

ANY_TEXT = st.text(alphabet=st.characters(), max_size=60) | st.text(
    alphabet="光電产業 \u3000\n5ＧWh，。“”\u0301\u200b\ufe0f½㎡ßİ\ud800", max_size=40
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("５ＧＷｈ", "5gwh"),
        ("光電產業鏈", "光电产业链"),
        ("青陂 县", "青陂县"),
        ("Made  in\u3000China", "made in china"),
        ("储能 5 GWh 项目", "储能5 gwh项目"),
        ("「专精特新」", '"专精特新"'),
        ("cafe\u0301", "café"),
        ("软\u00ad连\u200b字", "软连字"),
        ("㎡", "m2"),
        ("—", "-"),
        ("\x00\ud800", ""),
    ],
)
def test_width_case_traditional_characters_and_odd_spaces_fold(written: str, folded: str):
    assert search_form(written) == folded


@given(ANY_TEXT.filter(lambda text: not any(map(unicodedata.combining, text))))
@example("a \u3000中 b")
def test_folding_twice_changes_nothing(text: str):
    once = search_form(text)
    assert search_form(once) == once


@given(ANY_TEXT)
@example("½ é中 a  b")
def test_origins_give_the_same_form_and_point_into_the_text(text: str):
    text = unicodedata.normalize("NFC", text)
    folded, origins = search_form_with_origins(text)
    assert folded == search_form(text)
    assert len(origins) == len(folded)
    assert list(origins) == sorted(origins)
    assert all(0 <= origin < len(text) for origin in origins)


@given(
    st.text(alphabet="光电产业链园区5GWh，“”", max_size=20),
    st.text(alphabet="青陂县竹纤维。 x", max_size=20),
    st.data(),
)
def test_a_piece_of_a_text_without_spaces_folds_to_a_piece_of_its_form(one: str, other: str, data):
    text = one + other.replace(" ", "") + one
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert search_form(text[start:end]) in search_form(text)
