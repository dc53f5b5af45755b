"""The query language: anything typed means something."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.query import IssueNumber, Names, Period, Term, parse
from articles.search.synonyms import expand
from articles.text.folding import is_word

TYPED = st.text(alphabet=st.characters(), max_size=80) | st.text(
    alphabet="光电 “”「」\"'-－|OR标题:：作者年2023年5月-..至*%()\x00\ud800\u202e", max_size=60
)
GROUPS = [("省工信厅", "省工业和信息化厅")]


def words(typed: str) -> list[list[str]]:
    return [[t.text for t in c.tests if isinstance(t, Term)] for c in parse(typed).clauses]


def test_words_parted_by_any_space_must_all_stand():
    assert words("竹纤维\u3000餐盒  青陂") == [["竹纤维"], ["餐盒"], ["青陂"]]


@pytest.mark.parametrize("typed", ["“竹纤维 餐盒”", "「竹纤维 餐盒」", '"竹纤维 餐盒"', "“竹纤维 餐盒"])
def test_quotation_marks_of_any_kind_keep_a_phrase_whole_even_unclosed(typed: str):
    (clause,) = parse(typed).clauses
    (term,) = clause.tests
    assert isinstance(term, Term)
    assert term.text == "竹纤维餐盒"
    assert term.exact


def test_a_quotation_mark_inside_a_word_is_part_of_it():
    assert words("培育“专精特新”企业") == [['培育"专精特新"企业']]


@pytest.mark.parametrize("typed", ["消防 -通知", "消防 －通知"])
def test_a_minus_before_a_word_excludes_it(typed: str):
    assert [clause.negated for clause in parse(typed).clauses] == [False, True]


def test_a_hyphen_inside_a_word_excludes_nothing():
    assert not any(clause.negated for clause in parse("5G-A 网络").clauses)


@pytest.mark.parametrize("typed", ["消防 OR 安全", "消防|安全", "消防 或 安全", "消防｜安全"])
def test_either_word_will_do(typed: str):
    assert words(typed) == [["消防", "安全"]]


@pytest.mark.parametrize("typed", ["OR", "| |", "OR 消防", "消防 OR", "- OR -"])
def test_a_stray_or_is_no_error(typed: str):
    assert all(t.text for c in parse(typed).clauses for t in c.tests if isinstance(t, Term))


@pytest.mark.parametrize(
    ("typed", "field"),
    [("标题:竹纤维", "title"), ("标题：竹纤维", "title"), ("TITLE:竹纤维", "title"), ("作者:时雨", "byline")],
)
def test_fields_are_named_in_chinese_or_english(typed: str, field: str):
    (clause,) = parse(typed).clauses
    (term,) = clause.tests
    assert isinstance(term, Term)
    assert term.field == field


def test_a_department_is_looked_up_by_name():
    (clause,) = parse("科室:规划").clauses
    assert clause.tests == (Names("department", "规划", "规划"),)


def test_an_unknown_field_is_just_text():
    assert words("http://x.test") == [["http://x.test"]]


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("2024-05..2024-08", dt.date(2024, 5, 1), dt.date(2024, 9, 1)),
        ("2024年5月至8月", dt.date(2024, 5, 1), dt.date(2024, 9, 1)),
        ("2024年5月—8月", dt.date(2024, 5, 1), dt.date(2024, 9, 1)),
        ("2022..2024", dt.date(2022, 1, 1), dt.date(2025, 1, 1)),
        ("年:2024", dt.date(2024, 1, 1), dt.date(2025, 1, 1)),
        ("日期:2024-05-06", dt.date(2024, 5, 6), dt.date(2024, 5, 7)),
        ("2024-08..2024-05", dt.date(2024, 5, 1), dt.date(2024, 9, 1)),
    ],
)
def test_ranges_include_both_ends(typed: str, start: dt.date, end: dt.date):
    (clause,) = parse(typed).clauses
    (period,) = clause.tests
    assert isinstance(period, Period)
    assert (period.start, period.end) == (start, end)


def test_a_month_means_its_articles_or_its_words():
    (clause,) = parse("2024年5月").clauses
    term, period = clause.tests
    assert isinstance(term, Term)
    assert isinstance(period, Period)


def test_a_bare_year_stays_a_word():
    assert words("2024") == [["2024"]]
    assert words("2024年") == [["2024年"]]


@pytest.mark.parametrize(
    ("typed", "issue"),
    [
        ("2024年第18期", IssueNumber(2024, 18)),
        ("２０２４年第18期", IssueNumber(2024, 18)),
        ("2024-18", IssueNumber(2024, 18)),
        ("总第229期", IssueNumber(total=229)),
        ("第229期", IssueNumber(total=229)),
    ],
)
def test_an_issue_is_recognised(typed: str, issue: IssueNumber):
    query = parse(typed)
    assert query.issue == issue
    assert query.only_issue


def test_a_month_is_no_issue():
    assert parse("2024-08").issue is None


def test_what_cannot_be_used_is_said():
    assert "没有用它" in parse("竹纤维 %%%").notes[0]
    assert parse("x" * 3000).notes
    assert parse(" ".join("竹" for _ in range(60))).notes


def test_the_page_says_how_a_query_is_understood():
    said = parse("竹纤维 -通知 标题:青陂 消防|安全 科室:规划").understood
    assert said == ["“竹纤维”", "不要“通知”", "标题含“青陂”", "“消防” 或 “安全”", "科室名含“规划”"]


@given(TYPED)
def test_no_string_is_an_error_and_every_word_has_something_to_look_for(typed: str):
    query = parse(typed)
    for clause in query.clauses:
        assert clause.tests
        for test in clause.tests:
            if isinstance(test, Term | Names):
                assert any(is_word(char) for char in test.text)
    assert all(isinstance(sentence, str) for sentence in query.understood)


def test_a_synonym_is_sought_beside_the_word_and_named():
    query = expand(parse("省工信厅调研"), GROUPS)
    assert [t.text for t in query.terms] == ["省工信厅调研", "省工业和信息化厅调研"]
    assert [t.text for c in query.clauses for t in c.added] == ["省工业和信息化厅调研"]
    assert query.understood == ["“省工信厅调研”"]


def test_quotation_marks_keep_synonyms_out():
    assert [t.text for t in expand(parse("“省工信厅”"), GROUPS).terms] == ["省工信厅"]
