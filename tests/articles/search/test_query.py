"""The query language: anything typed means something."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.query import LONGEST, MOST_CLAUSES, IssueNumber, Names, Period, Term, parse
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


class TestToTheLetter:
    """What a slip of one character in the parser would change."""

    def test_twelve_words_are_taken_and_the_next_is_told_of(self) -> None:
        assert (len(parse("词 " * MOST_CLAUSES).clauses), parse("词 " * MOST_CLAUSES).notes) == (MOST_CLAUSES, ())
        more = parse("词 " * (MOST_CLAUSES + 1))
        assert len(more.clauses) == MOST_CLAUSES
        assert more.notes == (f"一次最多查{MOST_CLAUSES}个词，后面的没有用。",)

    def test_the_longest_query_is_taken_whole_and_a_longer_one_cut(self) -> None:
        assert parse("竹" * LONGEST).notes == ()
        cut = parse("竹" * (LONGEST + 1))
        assert cut.notes == (f"查询太长，只用了前{LONGEST}个字。",)
        assert cut.raw == "竹" * (LONGEST + 1)

    def test_an_and_between_words_is_no_word_wherever_it_stands(self) -> None:
        assert words("竹纤维 AND 餐盒 && 青陂 + 消防") == [["竹纤维"], ["餐盒"], ["青陂"], ["消防"]]

    def test_one_character_is_excluded_too(self) -> None:
        assert [clause.negated for clause in parse("消防 -竹").clauses] == [False, True]

    @pytest.mark.parametrize("typed", ["标题:", "标题: 竹纤维"])
    def test_a_field_without_a_value_is_a_word(self, typed: str) -> None:
        assert {t.field for c in parse(typed).clauses for t in c.tests if isinstance(t, Term)} == {"text"}

    def test_a_bar_in_a_phrase_or_a_field_parts_nothing(self) -> None:
        assert len(parse("“消防|安全”").clauses[0].tests) == 1
        assert len(parse("标题:消防|安全").clauses[0].tests) == 1

    def test_excluded_alternatives_are_each_excluded(self) -> None:
        assert [clause.negated for clause in parse("-消防|安全").clauses] == [True, True]

    def test_an_alternative_ends_with_its_last_word(self) -> None:
        assert words("消防|安全 培训") == [["消防", "安全"], ["培训"]]

    @pytest.mark.parametrize(
        ("typed", "wanted"),
        [
            ("“甲”乙", [["甲"], ["乙"]]),
            ("“甲” “乙”", [["甲"], ["乙"]]),
            ("「甲」“乙”", [["甲"], ["乙"]]),
            ("“甲”", [["甲"]]),
        ],
    )
    def test_a_phrase_ends_at_its_first_closing_mark_and_the_next_begins_there(
        self, typed: str, wanted: list[list[str]]
    ) -> None:
        assert words(typed) == wanted

    def test_an_empty_phrase_is_nothing(self) -> None:
        assert words("“” 竹纤维") == [["竹纤维"]]

    def test_only_a_plain_word_names_an_issue_and_the_first_of_them(self) -> None:
        assert parse("“2023年第18期”").issue is None
        assert parse("-2023年第18期").issue is None
        assert parse("标题:2023年第18期").issue is None
        assert parse("2023年第18期 2024年第1期").issue == IssueNumber(2023, 18)

    def test_an_issue_beside_other_words_is_not_all_that_is_looked_for(self) -> None:
        assert parse("2023年第18期").only_issue
        assert not parse("2023年第18期 消防").only_issue
        assert not parse("消防").only_issue

    @pytest.mark.parametrize(
        ("typed", "issue"),
        [("2023-12", None), ("2023-13", IssueNumber(2023, 13)), ("2023年第5期", IssueNumber(2023, 5)),
         ("2023-14", IssueNumber(2023, 14))],
    )  # fmt: skip
    def test_a_year_and_a_month_are_no_issue(self, typed: str, issue: IssueNumber | None) -> None:
        assert parse(typed).issue == issue

    def test_what_holds_no_word_is_told_of_in_forty_characters(self) -> None:
        assert parse("*" * 50).notes == (f"“{'*' * 40}”里没有可查的字或数字，没有用它。",)

    def test_what_is_no_date_is_told_of_and_looked_for_as_words(self) -> None:
        found = parse(f"日期:{'竹' * 50}")
        assert found.notes == (f"“{'竹' * 40}”不是看得懂的日期，按文字查。",)
        assert found.clauses[0].tests == (Term("竹" * 50, "text", False, "竹" * 50),)

    def test_a_year_alone_is_a_word_unless_a_date_is_asked_for(self) -> None:
        assert [type(test) for test in parse("2023年").clauses[0].tests] == [Term]
        assert [type(test) for test in parse("日期:2023年").clauses[0].tests] == [Period]

    def test_a_quoted_month_and_one_in_a_title_are_words(self) -> None:
        for typed in ("“2023年5月”", "标题:2023年5月"):
            assert [type(test) for test in parse(typed).clauses[0].tests] == [Term]

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("日期:2023年5月", "日期在2023年5月"),
            ("2023年5月", "“2023年5月” 或 日期在2023年5月"),
            ("2023年5月1日..2023年5月9日", "日期在2023年5月1日..2023年5月9日"),
            ("标题:竹纤维", "标题含“竹纤维”"),
            ("“竹纤维  餐盒”", "“竹纤维 餐盒”"),
            ("竹纤维", "“竹纤维”"),
        ],
    )
    def test_it_is_said_as_it_was_understood(self, typed: str, said: str) -> None:
        assert parse(typed).understood == [said]
