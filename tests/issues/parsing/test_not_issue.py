"""Texts that are no issue are refused with what they seem to be, instead of being cut to pieces."""

import pytest

from issues.parsing.recognition import UnreadableInput
from issues.parsing.text import parse_text

OTHER_TEXTS = {
    "novel": (
        "山中岁月\n第一章 入山\n清晨，雾气未散。少年沿石阶而上。\n第二章 夜雨\n夜里下起了雨，他睡不着。\n",
        "书稿",
    ),
    "novel with contents": (
        "山中岁月\n目录\n第一章 入山\n第二章 夜雨\n第一章 入山\n清晨，雾气未散。少年上山。\n"
        "第二章 夜雨\n夜里下雨。他睡不着。\n",
        "书稿",
    ),
    "statistical report": (
        "云岭市2023年国民经济和社会发展统计公报\n云岭市统计局\n一、综合\n全年生产总值1234.5亿元，增长5.6%。\n"
        "二、农业\n全年粮食产量123.4万吨，增长1.2%。\n",
        "统计表或报告",
    ),
    "report with contents": (
        "云岭市2023年工业运行分析报告\n目录\n一、总体情况\n二、工作建议\n一、总体情况\n"
        "增加值增长6.7%，高于全省。\n二、工作建议\n建议加强调度，稳定预期。\n",
        "统计表或报告",
    ),
    "table": ("指标\t本月\t同比\n工业增加值\t12.3\t7.8\n用电量\t3.2\t1.1\n固定资产投资\t33.1\t4.5\n", "统计表或报告"),
    "numbered statistics": (
        "云岭统计月报\n第5期\n2024年6月10日\n指标\t本月\t同比\n增加值\t12.3\t7.8\n用电量\t3.2\t1.1\n",
        "统计表或报告",
    ),
    "list of names": ("参会人员名单\n张三\n李四\n王五\n赵六\n孙七\n周八\n吴九\n", "清单"),
    "to-do list": ("- 买菜\n- 做饭\n- 洗碗\n- 扫地\n- 倒垃圾\n- 写报告\n", "清单"),
    "single article": ("全市大会召开\n5月17日，全市大会召开。市委书记讲话。\n会议强调，要抓好落实。\n", "单篇文章"),
    "minutes": (
        "会议纪要\n时间：2024年5月6日\n一、听取汇报\n办公室汇报了工作情况。\n二、研究事项\n会议同意相关方案。\n",
        "",
    ),
    "official notice": (
        "关于印发若干措施的通知\n云政〔2024〕5号\n各县区人民政府：\n现将措施印发给你们，请认真执行。\n"
        "一、加大支持\n给予20万元奖励。\n2024年5月6日\n",
        "",
    ),
    "letter": ("你好，\n附件是本周的材料，请查收。\n谢谢！\n张三\n", ""),
    "blank": (" \n　\n\n", "没有文字"),
    "empty": ("", "没有文字"),
}


@pytest.mark.parametrize("name", OTHER_TEXTS)
def test_another_text_is_refused_with_what_it_seems_to_be(name: str) -> None:
    text, seems = OTHER_TEXTS[name]
    with pytest.raises(UnreadableInput) as refusal:
        parse_text(text)
    assert seems in refusal.value.message


def test_an_issue_without_number_but_with_a_list_is_read() -> None:
    text = (
        "工信头条\n2024年5月6日\n本期导读\n■甲会召开\n■乙会召开\n■甲会召开\n"
        "5月4日，甲会召开。\n■乙会召开\n5月5日，乙会召开。\n"
    )
    (recognition,) = parse_text(text)
    assert recognition.document.masthead.number is None
    assert "missing_number" in {warning.code for warning in recognition.warnings}


def test_too_many_lines_are_refused_with_the_limit() -> None:
    with pytest.raises(UnreadableInput, match="上限"):
        parse_text("字\n" * 60_000)


def test_an_endless_line_is_refused_with_its_number() -> None:
    with pytest.raises(UnreadableInput) as refusal:
        parse_text("工信手机报\n第1期\n" + "字" * 300_000)
    assert refusal.value.line == 3
