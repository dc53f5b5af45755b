"""What people write around what they look for."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.dates import Told, told
from articles.search.splitting import finer, split
from articles.search.wording import Person, bare, listed, person, reworded, subject


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("《竹产业》", ["竹产业"]),
        ("(竹产业)", ["竹产业"]),
        ("竹产业?", ["竹产业"]),
        ("竹产业...", ["竹产业"]),
        ("■青陂竹会召开", ["青陂竹会召开"]),
        ("#竹产业#", ["竹产业"]),
        ("首台(套)", ["首台(套)"]),
        ("竹片、齿轮", ["竹片", "齿轮"]),
        ("竹片,齿轮;砖", ["竹片", "齿轮", "砖"]),
        ("竹片+齿轮", ["竹片", "齿轮"]),
        ("1,000家", ["1,000家"]),
        ("5/17", ["5/17"]),
        ("86.4亿", ["86.4亿"]),
        ("?!", []),
    ],
)
def test_punctuation_around_goes_and_lists_come_apart(typed: str, parts: list[str]) -> None:
    assert listed(typed) == parts


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("怎么申请竹业补贴", ("申请竹业补贴",)),
        ("竹业补贴怎么申请", ("竹业补贴", "申请")),
        ("请问竹业补贴在哪里申报?", ("竹业补贴", "申报")),
        ("竹会什么时候开的", ("竹会", "开")),
        ("竹业链链长是谁", ("竹业链链长",)),
        ("有没有关于竹子的", ("竹子",)),
        ("为什么竹价下降", ("竹价下降",)),
        ("规划科发了什么", ("规划科",)),
        ("时雨的稿子", ("时雨",)),
        ("时雨写的", ("时雨",)),
        ("检查竹楼", ("检查竹楼",)),
        ("谁", ()),
    ],
)
def test_question_words_are_no_part_of_the_matter(typed: str, words: tuple[str, ...]) -> None:
    assert reworded(typed).words == words


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("企业风采栏目", "企业风采"),
        ("时雨的稿件", "时雨"),
        ("县区动态。", "县区动态"),
        ("栏目", "栏目"),
        ("手机报", "手机报"),
    ],
)
def test_a_name_goes_without_what_is_said_around_it(typed: str, name: str) -> None:
    assert subject(typed) == name


@pytest.mark.parametrize(
    ("typed", "one"),
    [
        ("时局长", Person("时", "局长")),
        ("时雨副市长", Person("时雨", "副市长")),
        ("时市长调研", Person("时", "市长", "调研")),
        ("副市长", None),
        ("竹产业", None),
        ("原副局长", None),
    ],
)
def test_a_name_before_a_post_is_a_person(typed: str, one: Person | None) -> None:
    assert person(typed) == one


@pytest.mark.parametrize(
    ("typed", "date", "rest"),
    [
        ("2024-05-17", Told(2024, 5, 17), ""),
        ("2024.5", Told(2024, 5), ""),
        ("20240517", Told(2024, 5, 17), ""),
        ("2024/5/17", Told(2024, 5, 17), ""),
        ("5.17", Told(None, 5, 17), ""),
        ("5/17", Told(None, 5, 17), ""),
        ("5月17日召开的会", Told(None, 5, 17), "召开的会"),
        ("五月十七日", Told(None, 5, 17), ""),
        ("十一月", Told(None, 11), ""),
        ("2024年竹会", Told(2024), "竹会"),
        ("二〇二四年五月", Told(2024, 5), ""),
        ("去年竹会", Told(years_ago=1), "竹会"),
        ("上个月的竹会", Told(months_ago=1), "竹会"),
        ("86.4亿元", None, "86.4亿元"),
        ("增长5.17%", None, "增长5.17%"),
        ("13月5日", None, "13月5日"),
        ("20241340", None, "20241340"),
        ("第18期", None, "第18期"),
    ],
)
def test_a_date_is_understood_however_it_is_said(typed: str, date: Told | None, rest: str) -> None:
    found, left = told(typed)
    assert (found, left.strip()) == (date, rest)


def test_what_is_counted_from_today_is_worked_out() -> None:
    new_year = dt.date(2025, 1, 8)
    assert Told(months_ago=1).on(new_year) == Told(2024, 12)
    assert Told(years_ago=1).on(new_year) == Told(2024)
    assert Told(2024, 5, 17).written == ("2024年5月17日", "5月17日")


def cut(text: str, *known: str) -> list[str]:
    return [piece.text for piece in split(text, lambda part: any(part in word for word in known))]


def test_an_unspaced_query_is_cut_into_few_and_long_words_that_occur() -> None:
    assert cut("申报绿色竹厂", "绿色竹厂申报") == ["申报", "绿色竹厂"]
    assert cut("竹会青陂", "青陂开竹会", "陂") == ["竹会", "青陂"]
    assert cut("竹业慢", "竹业") == ["竹业", "慢"]
    assert cut("5gwh储能", "5gwh", "储能") == ["5gwh", "储能"]


def test_numbers_and_latin_words_are_never_parted() -> None:
    assert cut("abcdef", "abc", "def") == list("abcdef")
    assert finer("abcdef", len) == ("abcdef",)
    assert finer("竹产业", lambda part: "竹是产业".count(part)) == ("竹", "产业")


@given(st.text(max_size=80))
def test_no_string_breaks_the_rules_of_wording(text: str) -> None:
    for part in listed(text):
        assert bare(part) == part
    reworded(text), subject(text), person(text)
    assert "".join(piece.text for piece in split(text, lambda part: len(part) == 2)) == text


@pytest.mark.parametrize(
    ("typed", "is_about"),
    [("要闻版", "要闻"), ("储能标签", "储能"), ("所有标签", "标签"), ("工信动态版面", "工信动态"), ("改版", "改版")],
)
def test_a_kind_named_behind_a_name_is_no_part_of_it(typed: str, is_about: str) -> None:
    assert subject(typed) == is_about


@pytest.mark.parametrize("typed", ["2026年11月的稿件", "2026年11月文章", "2026年11月的新闻"])
def test_a_month_with_nothing_but_articles_is_the_month(typed: str) -> None:
    wording = reworded(typed)
    assert wording.words == ()
    assert wording.date == Told(year=2026, month=11)


def test_where_to_look_is_no_part_of_what_is_looked_for() -> None:
    assert reworded("更正在哪看").words == ("更正",)
