"""One thing, one time, one figure: within an article, between two items, beside earlier issues."""

import datetime as dt
from dataclasses import replace

import pytest

from articles.proofing.checking import check_issue
from articles.proofing.registers import NO_REGISTERS
from articles.proofing.rules import Context, PastArticle
from articles.proofing.units import IssueText, plain_article
from tests.articles.proofing.examples import flagged

DECEMBER = dt.date(2023, 12, 20)
# What was printed, what is printed now, the figure that is asked about ("": none).
EARLIER = [
    ("1—10月，全市规模以上工业增加值同比增长6.4%。", "1—10月全市规上工业增加值增长6.9%。", "6.9%"),
    ("前10个月，全市工业投资增长12.1%。", "1-10月，我市工业投资同比增长11.2%。", "11.2%"),
    ("10月份，全市工业用电量4.61亿千瓦时，同比增长5.2%。", "10月份，全市工业用电量4.16亿千瓦时。", "4.16亿千瓦时"),
    ("一季度，全市规上工业总产值完成120.5亿元。", "2023年一季度，全市规模以上工业总产值121.5亿元。", "121.5亿元"),
    ("上半年，全市新增规上工业企业45家。", "上半年全市新增规上工业企业54家。", "54家"),
    ("1—10月，全市规上工业增加值增长6.4%。", "1—10月，全市规上工业增加值下降6.4%。", "6.4%"),
    ("前三季度，全市出口总额86.3亿元。", "1—9月，全市出口总额83.6亿元。", "83.6亿元"),
    ("1—10月，全市规模以上工业增加值同比增长6.4%。", "1—11月，全市规模以上工业增加值同比增长6.9%。", ""),
    ("1—10月，全市规模以上工业增加值同比增长6.4%。", "1—10月，全省规模以上工业增加值同比增长5.1%。", ""),
    ("1—10月，全市规模以上工业增加值同比增长6.4%。", "1—10月，石桥县规模以上工业增加值同比增长9.1%。", ""),
    ("一季度，全市规上工业总产值完成120.5亿元。", "一季度，全市规上工业总产值完成120亿元。", ""),
    ("10月份，全市工业用电量4.61亿千瓦时。", "10月上旬，全市工业用电量1.5亿千瓦时。", ""),
    ("1—10月，全市工业投资增长12.1%。", "1—10月，全市技改投资增长18.1%。", ""),
    ("2022年1—10月，全市工业投资增长12.1%。", "1—10月，全市工业投资增长13.1%。", ""),
    ("1—10月，全县规上工业总产值80亿元。", "1—10月，全县规上工业总产值92亿元。", ""),
    ("10月底，全市规上工业企业达到1200家。", "11月底，全市规上工业企业达到1260家。", ""),
]


@pytest.mark.parametrize(("before", "now", "figure"), EARLIER)
def test_beside_an_earlier_issue(before: str, now: str, figure: str) -> None:
    past = PastArticle("2023年第40期", dt.date(2023, 11, 20), plain_article([before]))
    found = flagged("number.vs-past", now, date=DECEMBER, context=Context(past=(past,)))
    assert "".join(words for words, _ in found) == figure


def test_a_month_after_the_issues_is_of_the_year_before() -> None:
    past = PastArticle("2023年第45期", dt.date(2023, 12, 25), plain_article(["1—12月，全市工业投资增长12.1%。"]))
    found = flagged(
        "number.vs-past", "1—12月，全市工业投资增长13.1%。", date=dt.date(2024, 1, 20), context=Context(past=(past,))
    )
    assert found == [("13.1%", None)]


@pytest.mark.parametrize(
    ("body", "figures"),
    [
        ("1—10月，全市工业投资增长12.1%。\n会议指出，1—10月，全市工业投资增长11.2%，保持平稳。", ["11.2%"]),
        ("推介会现场签约项目5个，总投资20.8亿元。\n本次签约金额21.8亿元，为今年单场之最。", ["21.8亿元"]),
        ("集中签约总投资12.5亿元。此次签约总额15.2亿元。", ["15.2亿元"]),
        ("集中签约总投资12.5亿元。此次签约总额12.8亿元。", ["12.8亿元"]),
        ("甲项目总投资20.8亿元，乙项目总投资21.8亿元。", []),
        ("1—9月，全市工业投资增长12.1%；1—10月，全市工业投资增长11.2%。", []),
        ("1—10月，全省工业投资增长10.1%，全市工业投资增长11.2%。", []),
        ("10月份，旅客运输量588万人次，同比增长2%。某航线旅客运输量69万人次。", []),
        ("10月份，生产指数为50%，较上月上升0.3个百分点；新订单指数为49%，较上月上升1.7个百分点。", []),
    ],
)
def test_within_an_article(body: str, figures: list[str]) -> None:
    assert [words for words, _ in flagged("number.same-fact", body, date=DECEMBER)] == figures


def test_between_two_items() -> None:
    one = plain_article(["1—10月，全市规模以上工业增加值同比增长6.4%。"], title="全市工业运行平稳")
    two = plain_article(["会议指出，1—10月，全市规上工业增加值增长6.9%，好于预期。"], title="市政府召开经济运行分析会")
    county = plain_article(["1—10月，规上工业增加值增长9.9%。"], title="石桥县工业稳中有进")
    articles = tuple(replace(one, number=n) for n, one in enumerate((one, two, county), 1))
    found = check_issue(IssueText(articles, date=DECEMBER), NO_REGISTERS, DECEMBER)
    assert [(f.article, f.text) for f in found if f.code == "number.same-fact"] == [(2, "6.9%")]
