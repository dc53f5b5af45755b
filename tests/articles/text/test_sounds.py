"""Texts by how they sound."""

import pytest

from articles.text.readings import readings
from articles.text.sounds import initialled, is_read, is_spelled, sounded, spellings


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("guangdian", "光电"),
        ("lvse", "绿色"),
        ("lüse", "绿色"),
        ("xi'an", "西安"),
        ("xi an", "西安"),
        ("qiye", "企业"),
    ],
)
def test_pinyin_is_read_as_the_sounds_of_its_word(typed: str, word: str) -> None:
    assert sounded(word) in map("".join, spellings(typed))


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("zansi", "展示"),
        ("sengcan", "生产"),
        ("nianxi", "联系"),
        ("lanjin", "兰京"),
        ("jinji", "精机"),
    ],
)
def test_sounds_that_many_speakers_do_not_part_are_one(typed: str, word: str) -> None:
    assert sounded(word) in map("".join, spellings(typed))
    assert not is_read(word, typed)


@pytest.mark.parametrize("typed", ["hello", "xyz", "gdp", "rss", ""])
def test_other_words_are_no_pinyin(typed: str) -> None:
    assert [way for way in spellings(typed) if way] == []


@pytest.mark.parametrize("typed", ["光电", "5g", "guang电", "Guang", " guang", "a1"])
def test_what_is_not_letters_alone_is_not_spelled(typed: str) -> None:
    assert not is_spelled(typed)


def test_texts_stay_as_long_as_they_are() -> None:
    text = "青陂县2023年5gwh储能、瀍河\n䶮"
    assert len(sounded(text)) == len(initialled(text)) == len(text)
    assert initialled("市工信局5g") == "sgxj5g"


def test_every_character_has_at_most_two_readings_and_those_of_names_have_one() -> None:
    assert max(map(len, readings().values())) == 2
    assert all(readings()[char] for char in "瀍芃砚瑾溪岱")
