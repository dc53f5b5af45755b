"""Printed dates, and event dates only where the year is certain."""

import datetime as dt

import pytest

from articles.text.dates import event_date, find_date, han_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("18", 18),
        ("１８", 18),
        ("十八", 18),
        ("二十", 20),
        ("二百二十九", 229),
        ("二〇二三", 2023),
        ("一百零六", 106),
        ("甲", None),
    ],
)
def test_numbers_in_digits_and_in_chinese(text: str, value: int | None) -> None:
    assert han_number(text) == value


@pytest.mark.parametrize(
    "text", ["2023年5月22日", "2023-05-22", "2023.5.22", "２０２３／５／２２", "20230522", "二〇二三年五月二十二日"]
)
def test_a_printed_date_is_found(text: str) -> None:
    found = find_date(f"出刊 {text} 星期一")
    assert found is not None
    assert found[0] == dt.date(2023, 5, 22)


@pytest.mark.parametrize("text", ["5月22日", "2023年2月30日", "2023.5", "18311333376", "近日"])
def test_no_date_is_found_where_none_is_sure(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("text", "issue_date", "year", "expected"),
    [
        ("5月17日，省委常委主持会议。", dt.date(2023, 5, 23), None, dt.date(2023, 5, 17)),
        ("12月29日，全市大会召开。", dt.date(2024, 1, 5), None, dt.date(2023, 12, 29)),
        ("2022年3月1日，条例施行。", dt.date(2023, 5, 23), None, dt.date(2022, 3, 1)),
        ("5月17日，会议召开。", None, 2023, dt.date(2023, 5, 17)),
        ("12月29日，会议召开。", None, 2024, None),
        ("5月17日，会议召开。", None, None, None),
        ("近日，会议召开。", dt.date(2023, 5, 23), 2023, None),
        ("按照统一安排，开展督导。", dt.date(2023, 5, 23), 2023, None),
        ("2月30日，会议召开。", dt.date(2023, 5, 23), None, None),
    ],
)
def test_an_event_has_a_date_only_when_its_year_is_certain(
    text: str, issue_date: dt.date | None, year: int | None, expected: dt.date | None
) -> None:
    assert event_date(text, issue_date, year) == expected
