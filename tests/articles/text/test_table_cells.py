"""Words in tables that are taken away stay words."""

import pytest

from articles.text.table_cells import FORMULA, csv_words, words_of


@pytest.mark.parametrize("sign", FORMULA)
def test_what_a_table_program_would_work_out_gets_an_apostrophe(sign: str) -> None:
    assert csv_words(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize("text", ["产业科", "1=1", "", "'=1", " 甲", "8-10月"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert csv_words(text) == text


def test_what_no_cell_can_hold_is_left_out() -> None:
    assert words_of("甲\x0b\x00乙\ud800") == "甲乙"
    assert csv_words("\x00=1") == "'=1"
    assert len(words_of("字" * 40_000)) == 32_000
    assert csv_words(12) == "12"
