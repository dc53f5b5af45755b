"""Marks."""

import pytest

from articles.proofing.checking import check_article, check_issue
from articles.proofing.registers import NO_REGISTERS
from articles.proofing.units import IssueText, plain_article
from tests.articles.proofing.examples import findings, flagged
from tests.articles.proofing.tables import assert_flags

EXAMPLES = {
    "punct.halfwidth": """
        会后⟦,⟧大家到现场参观。
        会议强调⟦:⟧要压实责任⟦;⟧要加强督导。
        产值3,000万元，时间9:30，比例3:2。
        登录https://a.gov.cn/?x=1,2查看。
        Word, Excel两种格式。
        1. 项目名称
    """,
    "punct.pair": """
        实行“链长制⟦"⟧，推动发展。
        推行⟦“⟧链长制，推动发展。
        推行链长制⟦”⟧，推动发展。
        印发⟦《⟧实施方案，明确任务。
        参加会议⟦（⟧共20人。
        参加会议共20人⟦）⟧。
        光电产业（⟦（⟧含激光）发展。
        参会企业⟦(⟧共20家）。
        参会企业（共20家⟦)⟧。
        《方案》⟦》⟧已印发《通知》。
        实行“链长制”，印发《方案》（试行）。
        1）申报；2）审核；3）公示。
        一）总体要求
        it’s a test。
        5’30”完成。
    """,
    "punct.nested": """
        他说：“要落实⟦“⟧三张清单”制度。”
        他说：“要落实‘三张清单’制度。”
        印发《关于修改⟦《⟧条例》的通知》。
        “甲”“乙”两个项目。
    """,
    "punct.order": """
        （一）⟦、⟧总体要求
        第一⟦、⟧提高认识。
        首先⟦、⟧要提高认识。
        一⟦.⟧总体要求
        （1）⟦、⟧申报条件
        ①⟦、⟧申报条件
        一、总体要求
        （一）总体要求
        第一，提高认识。
        第一、二产业融合发展。
        第一、第二季度。
    """,
    "punct.ellipsis": """
        企业有甲、乙、丙⟦。。。⟧
        他说⟦...⟧
        “河洛茶叙”⟦—⟧耐火材料专场活动
        他说⟦…⟧走吧。
        这是关键⟦--⟧必须抓好。
        包括甲、乙⟦等……⟧
        洛阳—郑州高铁。
        他说……
        数组a[0]...a[9]。
        2021—2025年。
    """,
}


@pytest.mark.parametrize(
    ("code", "example"),
    [(code, line.strip()) for code, table in EXAMPLES.items() for line in table.strip().split("\n") if line.strip()],
)
def test_examples(code: str, example: str) -> None:
    assert_flags(code, example)


def test_a_quotation_over_paragraphs_opens_each_and_closes_the_last() -> None:
    assert flagged("punct.pair", "他说：“第一段。\n“第二段。\n“第三段。”") == []
    assert flagged("punct.pair", "他说：“第一段。\n第二段。") == [("“", None)]


def test_many_half_width_marks_are_one_offer_an_issue() -> None:
    one = plain_article(["会后,大家,都,到,现场,参观."] * 3, number=1)
    two = plain_article(["会后,大家,都,到,现场,参观."] * 3, number=2)
    found = [f for f in check_issue(IssueText((one, two)), NO_REGISTERS, None) if f.code == "punct.halfwidth"]
    assert len(found) == 1 and "30 处" in found[0].message
    assert len([f for f in check_article(one, NO_REGISTERS, None) if f.code == "punct.halfwidth"]) == 1


@pytest.mark.parametrize(
    ("title", "ends"),
    [
        ("全市工业推进会召开。", "。"),
        ("全市工业推进会召开，", "，"),
        ("怎样申报？", ""),
        ("他说：“来我市投资。”", ""),
        ("全市工业推进会召开", ""),
    ],
)
def test_titles_end_without_a_stop(title: str, ends: str) -> None:
    assert "".join(one.text for one in findings("title.fullstop", "正文。", title=title)) == ends


@pytest.mark.parametrize(
    ("code", "title", "body", "words"),
    [
        ("number.same-fact", "我市13家企业入选省级绿色工厂", "近日，省厅公布名单，我市12家企业入选省级绿色工厂名单。", "13家"),
        ("number.same-fact", "我市3家企业入选", "近日，我市3家企业入选省级绿色工厂名单，全市达到27家。", ""),
        ("number.same-fact", "近千家企业参会", "近日，998家企业参加了推进会，洽谈项目86个。", ""),
        ("number.same-fact", "我市新增3家省级绿色工厂", "近日，省厅公布名单，我市甲公司、乙公司、丙公司、丁公司4家企业入选省级绿色工厂。", "3家"),
        ("number.same-fact", "全市新增就业3.4万人", "据市人社局统计，今年全市城镇新增就业3.6万人，其中工业企业1.3万人。", "3.4万人"),
        ("number.same-fact", "工业用电量5.3亿千瓦时", "全市工业用电量3.5亿千瓦时，同比增长6.8%。", ""),
        ("number.same-fact", "我市新增3家省级绿色工厂", "近日，省厅公布名单，我市3家企业入选。至此，全市省级绿色工厂达到31家。", ""),
        ("number.same-fact", "签约项目12个", "现场集中签约项目12个，其中工业签约项目7个。", ""),
        ("title.fullstop", "我市实现“双过半”。", "全市工业实现双过半。", "。"),
        ("title.body", "我市签约项目15个", "近日，我市举行集中签约仪式，项目涉及装备、材料两大行业。", "15个"),
        ("title.body", "我市四家企业入选", "近日，我市甲公司、乙公司、丙公司、丁公司入选省级绿色工厂。", ""),
        ("title.body", "市经信局到望云区督导", "近日，市经信局到石桥县督导塑料污染治理工作，要求加强监管。", "望云区"),
        ("title.body", "市经信局到望云区督导", "近日，市经信局到望云区经开区督导塑料污染治理工作，要求加强监管。", ""),
        ("title.body", "局长何望舒调研企业", "近日，局长林一帆到企业调研，了解企业生产经营情况和困难。", "何望舒"),
        ("title.body", "我市工业经济稳中有进", "近日，全市工业经济运行分析会召开，部署下步工作任务。", ""),
    ],
)  # fmt: skip
def test_the_body_bears_the_title_out(code: str, title: str, body: str, words: str) -> None:
    assert "".join(one.text for one in findings(code, body, title=title)) == words
