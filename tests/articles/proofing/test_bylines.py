"""Bylines: none, the office alone, blanks, and what the registers know otherwise. Names are invented."""

import datetime as dt

import pytest

from articles.proofing.checking import check_article, check_issue
from articles.proofing.findings import Finding
from articles.proofing.register_tables import read_csv
from articles.proofing.registers import Registers
from articles.proofing.rules import Context
from articles.proofing.units import ArticleText, IssueText, article_text

DAY = dt.date(2023, 5, 22)
LEADERS = """姓名,单位,职务,起,止
祁小棠,办公室,科员,2023-05-01,
祁小棠,运行监测科,科员,2020-01-01,2023-04-30
丁一帆,信息化推进科,科长,2020-01-01,
叶知秋,信息化推进科,科员,2020-01-01,
"""
REGISTERS = Registers(leaders=tuple(row for _, row in read_csv("leaders", LEADERS).rows))  # type: ignore[misc]
CONTEXT = Context(
    offices=frozenset({"发展规划科", "装备工业科"}), writers={"徐原芃": "发展规划科", "邱岱": "装备工业科"}
)


def signed(byline: str, title: str = "甲企业投产", body: str = "<p>甲企业投产。</p>", **fields: str) -> ArticleText:
    return article_text(title=title, body=body, byline=byline, **fields)  # type: ignore[arg-type]


def issue(*articles: ArticleText) -> list[Finding]:
    numbered = [article_text(title=one.title, body="<p>投产。</p>", byline=one.byline, source=one.source, section=one.section, number=n) for n, one in enumerate(articles, 1)]  # fmt: skip
    return [one for one in check_issue(IssueText(tuple(numbered)), Registers(), DAY) if one.code.startswith("byline.")]


def found(byline: str, date: dt.date = DAY) -> list[tuple[str, str, str | None]]:
    listed = check_article(signed(byline), REGISTERS, date, CONTEXT)
    return [(one.code, one.text, one.suggestion) for one in listed if one.code.startswith("byline.")]


GOOD = signed("（发展规划科 徐原芃）")


def test_one_unsigned_article_among_signed_ones_asks() -> None:
    (one,) = issue(GOOD, signed(""), GOOD)
    assert (one.code, str(one.level), one.article) == ("byline.none", "B", 2)


def test_several_unsigned_ones_are_the_desks_way() -> None:
    assert {str(one.level) for one in issue(GOOD, signed(""), signed(""), GOOD)} == {"C"}
    assert issue(signed(""), signed("")) == []


@pytest.mark.parametrize(
    "article",
    [
        signed("", "关于开展绿色工厂申报的通知"),
        signed("", "2023年第一批拟认定企业公示"),
        signed("", "甲企业投产", source="澄州日报"),
        signed("来源：澄州日报"),
        signed("", "惠企政策解读"),
        article_text(title="安全用电", body="<p>投产。</p>", section="温馨提示"),
    ],
)
def test_notices_and_reprints_are_signed_by_nobody(article: ArticleText) -> None:
    assert issue(GOOD, article, GOOD) == []


def test_an_office_alone() -> None:
    (one,) = issue(GOOD, signed("（无线电管理科）"))
    assert (one.code, str(one.level), one.text) == ("byline.department-only", "B", "（无线电管理科）")
    assert issue(GOOD, signed("（节能科）", "关于申报的通知")) == []
    assert issue(GOOD, signed("（通讯员 徐原芃）")) == []


@pytest.mark.parametrize(
    ("byline", "blank", "right"),
    [
        ("（ 发展规划科 徐原芃）", " ", ""),
        ("（发展规划科 徐原芃 ）", " ", ""),
        ("（发展规划科  徐原芃）", "  ", " "),
        ("（发展规划科徐原芃）", "发展规划科", "发展规划科 "),
    ],
)
def test_odd_blanks(byline: str, blank: str, right: str) -> None:
    assert ("byline.spaces", blank, right) in found(byline)


@pytest.mark.parametrize(
    "byline",
    [
        "（发展规划科 徐原芃）",
        "(装备工业科 邱岱)",
        "（发展规划科　徐原芃）",
        "（信息化推进科 丁一帆 叶知秋）",
        "（丁一帆）",
    ],
)
def test_bylines_in_order_are_not_flagged(byline: str) -> None:
    assert found(byline) == []


def test_slips_in_offices_and_names() -> None:
    assert found("（发展规化科 徐原芃）") == [("byline.unknown", "发展规化科", "发展规划科")]
    assert found("（信息化推进科 丁一凡）") == [("byline.unknown", "丁一凡", "丁一帆")]
    assert found("（发展规划科 徐元芃）") == [("byline.unknown", "徐元芃", "徐原芃")]
    assert found("（技术改造科 何望舒）") == []


def test_a_writer_who_moved_is_known_by_the_articles_day() -> None:
    assert found("（运行监测科 祁小棠）") == [("byline.not-of-dept", "祁小棠", None)]
    assert found("（办公室 祁小棠）") == []
    assert found("（运行监测科 祁小棠）", dt.date(2023, 4, 1)) == []
