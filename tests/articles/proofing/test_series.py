"""Figures of a running series as texts tell them, and what is none."""

import pytest

from articles.proofing.series import figures_told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "1—10月，全市规模以上工业增加值同比增长7.2%。",
            ("规上工业增加值同比增速", "2026年1—10月", "2026-10-31", "7.2", "%"),
        ),
        (
            "前三季度,全市工业用电量同比下降3.2%,降幅收窄。",
            ("工业用电量同比增速", "2026年1—9月", "2026-09-30", "-3.2", "%"),
        ),
        ("上半年，我市完成工业投资86.4亿元。", ("工业投资", "2026年1—6月", "2026-06-30", "86.4", "亿元")),
        ("2025年全市社会消费品零售总额达到1,320.50亿元。", None),
        ("10月份，全市外贸进出口总额12亿元。", ("外贸进出口总额（当月）", "2026年10月", "2026-10-31", "12", "亿元")),
        ("一季度，青陂县工业总产值45亿元。", ("青陂县工业总产值", "2026年1—3月", "2026-03-31", "45", "亿元")),
        ("全年，全市技改投资同比增长4%。", ("技改投资同比增速", "2025年1—12月", "2025-12-31", "4", "%")),
        ("到明年底，全市工业投资力争达到100亿元。", None),
        ("增加值比上半年提高0.3个百分点。", None),
        ("会议要求抓好下半年工作。", None),
    ],
)
def test_a_sentence_gives_its_figure_with_period_and_unit(text: str, told: tuple[str, ...] | None) -> None:
    found = figures_told(text, 2026, 11)

    if told is None:
        return
    (one,) = found
    assert (one.name, one.said, str(one.day), str(one.value), one.unit) == told
    assert one.sentence.rstrip("。") in text.replace(",", "，")


@pytest.mark.parametrize(
    "text", ["到明年底，全市工业投资力争达到100亿元。", "增加值比上半年提高0.3个百分点。", "抓好下半年工作。"]
)
def test_goals_and_differences_are_no_figures(text: str) -> None:
    assert figures_told(text, 2026, 11) == []
