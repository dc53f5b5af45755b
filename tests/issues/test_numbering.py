"""Issue numbers are proposed, refused when taken, doubted when out of line."""

import datetime as dt

import pytest

from issues.models import Issue
from issues.numbering import IssueNumber, conflicts, doubts, propose

pytestmark = pytest.mark.django_db


def test_the_first_issue_is_number_one_of_this_year() -> None:
    assert propose(dt.date(2026, 1, 6)) == IssueNumber(2026, 1, 1)


def test_the_next_issue_of_the_year_has_both_numbers_one_higher() -> None:
    Issue.objects.create(year=2023, number=18, total_number=229)
    assert propose(dt.date(2023, 5, 26)) == IssueNumber(2023, 19, 230)


def test_a_new_year_resets_the_number_only() -> None:
    Issue.objects.create(year=2023, number=50, total_number=261)
    assert propose(dt.date(2024, 1, 5)) == IssueNumber(2024, 1, 262)


def test_in_the_last_days_of_a_year_the_numbers_of_the_next_go_on() -> None:
    Issue.objects.create(year=2024, number=1, total_number=262)
    assert propose(dt.date(2023, 12, 29)) == IssueNumber(2024, 2, 263)


def test_after_a_combined_issue_the_next_follows_its_last_number() -> None:
    Issue.objects.create(year=2023, number=18, number_end=19, total_number=229, total_number_end=230)
    assert propose(dt.date(2023, 6, 2)) == IssueNumber(2023, 20, 231)
    assert list(conflicts(IssueNumber(2023, 19, 230))) == [
        "2023年第19期已经有了（总第229期）。",
        "总第230期已经是2023年第18-19期。",
    ]


def test_an_issue_does_not_conflict_with_itself() -> None:
    issue = Issue.objects.create(year=2023, number=18, total_number=229)
    assert list(conflicts(IssueNumber(2023, 18, 229), besides=issue.pk)) == []


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (IssueNumber(2023, 20, 231), "总期号不连续"),
        (IssueNumber(2023, 20, 230), "对不上"),
        (IssueNumber(2024, 2, 230), "新年第一期"),
        (IssueNumber(2022, 19, 230), "年份比上一期早"),
    ],
)
def test_a_number_out_of_line_is_doubted_in_words(wanted: IssueNumber, words: str) -> None:
    Issue.objects.create(year=2023, number=18, total_number=229)
    assert any(words in doubt for doubt in doubts(wanted))


@pytest.mark.parametrize("wanted", [IssueNumber(2023, 19, 230), IssueNumber(2024, 1, 230)])
def test_the_right_next_number_is_not_doubted(wanted: IssueNumber) -> None:
    Issue.objects.create(year=2023, number=18, total_number=229)
    assert list(doubts(wanted)) == []


def test_a_combined_issue_is_named_by_both_its_numbers() -> None:
    single, combined = Issue(year=2023, number=18), Issue(year=2023, number=18, number_end=19)
    assert (single.dated_label, combined.dated_label) == ("2023年第18期", "2023年第18-19期")
