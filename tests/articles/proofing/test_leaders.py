"""Leaders: what each rule must flag and must not, every trap of the catalogue among them. All names are invented."""

import datetime as dt

import pytest

from articles.proofing.checking import check_article, check_issue
from articles.proofing.register_tables import read_csv
from articles.proofing.registers import Registers
from articles.proofing.units import IssueText, article_text
from tests.articles.proofing.examples import findings, flagged

LEADERS = """姓名,单位,职务,简称职务,级别,排序,起,止
方逸尘,云汀市委,市委书记,,市领导,1,2022-01-01,
程望舒,市政府,市委副书记、市长,市长,市领导,2,2021-06-01,
沈砚清,市政府,市委常委、副市长,副市长,市领导,5,2022-03-01,
贺兰知,市政府,副市长,,市领导,6,2021-06-01,2022-12-31
顾怀瑾,市工信局,党组书记、局长,局长,局领导,1,2021-01-01,
司徒宁,市工信局,副局长,,局领导,2,2020-01-01,
卫清和,市工信局,副局长,,局领导,3,2020-01-01,
江凌波,市工信局,局长,,局领导,1,2016-01-01,2020-12-31
叶舟,市工信局,四级调研员,,局领导,9,2020-01-01,
闻人亮,省工信厅,副厅长,,厅领导,3,2020-01-01,
宋时雨,省委,省委常委,,省领导,8,2020-01-01,
"""
ORGANISATIONS = """全称,简称
云汀市工业和信息化局,市工信局、工信局
江北省工业和信息化厅,省工信厅、省工业和信息化厅
"""


def rows(kind: str, text: str) -> tuple:  # type: ignore[type-arg]
    table = read_csv(kind, text)  # type: ignore[arg-type]
    assert table.errors == ()
    return tuple(row for _, row in table.rows)


REGISTERS = Registers(leaders=rows("leaders", LEADERS), organisations=rows("organisations", ORGANISATIONS))
DAY = dt.date(2023, 5, 22)


def words(code: str, text: str, **given: object) -> list[str]:
    return [found for found, _ in flagged(code, text, **{"registers": REGISTERS, "date": DAY, **given})]


WRONG_POST = [
    ("局长司徒宁带队调研。", "局长司徒宁"),
    ("5月18日，市工信局局长司徒宁到企业调研。", "局长司徒宁"),
    ("副市长顾怀瑾出席会议并讲话。", "副市长顾怀瑾"),
    ("市委书记程望舒主持召开会议。", "书记程望舒"),
    ("市委常委、市长沈砚清调研。", "市长沈砚清"),
    ("会上，局党组书记、局长卫清和同志作总结讲话。", "书记、局长卫清和"),
    ("司徒宁局长陪同调研。", "司徒宁局长"),
    ("司徒宁（市工信局局长）发言。", "司徒宁（市工信局局长"),
    ("市委书记沈砚清一行来到园区。", "书记沈砚清"),
    ("云汀市工业和信息化局局长卫清和介绍了情况。", "局长卫清和"),
    ("市工信局三级调研员叶舟参加。", "三级调研员叶舟"),
    ("省工信厅厅长闻人亮到我市调研。", "厅长闻人亮"),
    ("主持人：副局长顾怀瑾", "副局长顾怀瑾"),
    ("市领导顾怀瑾、沈砚清出席。", "市领导顾怀瑾"),
    ("市委书记方 逸尘、副市长程望舒出席。", "副市长程望舒"),
]
RIGHT_POST = [
    "市委书记方逸尘强调，要抓好落实。",
    "云汀市委书记方逸尘到企业调研。",
    "市委副书记、市长程望舒主持会议。",
    "代表市政府，市长程望舒作报告。",
    "市委常委、副市长、市光电产业链链长沈砚清主持。",  # 兼职
    "省光电产业链链长沈砚清召开会议。",
    "时任副市长程望舒说。",
    "原市委书记程望舒回忆。",
    "局党组书记、局长顾怀瑾同志作总结讲话。",
    "主持工作的副局长司徒宁参加。",
    "副局长司徒宁、卫清和参加。",
    "市工信局党组书记兼局长顾怀瑾参加。",
    "江凌波大桥长3公里。",
    "澄江集团董事长司徒宁介绍了产品。",  # same name, a company's
    "司徒宁参加。",
    "市领导方逸尘、沈砚清等参加会议。",
    "我局副局长司徒宁带队。",
    "四级调研员叶舟陪同。",
    "市长程望舒，副市长沈砚清参加。",
    "副市长沈砚清要求，市工信局局长要靠前指挥。",
    "要落实局长负责制，司徒宁作了动员。",
    "省工业和信息化厅副厅长闻人亮一行来我市。",
    "2019年，时任局长司徒宁提出这一设想。",
    "2021年12月，副市长程望舒在会上说。",  # told of an earlier year
    "澄州市副市长顾怀瑾一行来我市考察。",  # another city's person of the same name
]


@pytest.mark.parametrize(("text", "found"), WRONG_POST)
def test_a_wrong_post_is_flagged(text: str, found: str) -> None:
    assert words("leader.post", text) == [found]


@pytest.mark.parametrize("text", RIGHT_POST)
def test_a_right_post_is_not(text: str) -> None:
    assert words("leader.post", text) == []
    assert words("leader.former", text) == []
    assert words("leader.unknown", text) == []
    assert words("leader.similar", text) == []


def test_a_post_is_judged_by_the_articles_day() -> None:
    text = "副市长贺兰知参加。"
    assert words("leader.former", text, date=dt.date(2022, 12, 31)) == []
    assert words("leader.former", text) == ["副市长贺兰知"]
    assert words("leader.former", "副市长沈砚清参加。", date=dt.date(2022, 2, 1)) == ["副市长沈砚清"]


def test_a_right_post_is_suggested_where_there_is_one() -> None:
    assert flagged("leader.post", "局长司徒宁到会。", registers=REGISTERS, date=DAY) == [("局长司徒宁", "副局长司徒宁")]
    (found,) = findings("leader.post", "局长司徒宁到会。", registers=REGISTERS, date=DAY)
    assert found.message == "职务与名录不符：司徒宁的职务是市工信局副局长。"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("副市长贺兰知调研。", "副市长贺兰知"),
        ("5月20日，副市长贺兰知一行来到园区。", "副市长贺兰知"),
        ("市工信局局长江凌波主持召开会议。", "局长江凌波"),
        ("局长江凌波指出。", "局长江凌波"),
        ("市领导方逸尘、贺兰知等参加。", "贺兰知"),
        ("贺兰知副市长要求。", "贺兰知副市长"),
        ("图为副市长贺兰知察看生产线", "副市长贺兰知"),
        ("会议由副市长 贺兰知主持。", "副市长 贺兰知"),
        ("市委书记方逸尘、副市长贺兰知出席。", "副市长贺兰知"),
        ("市工信局党组书记、局长江凌波讲话。", "书记、局长江凌波"),
    ],
)
def test_a_former_leader_in_office_is_flagged(text: str, found: str) -> None:
    assert words("leader.former", text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "原副市长贺兰知出席捐赠仪式。",
        "时任副市长贺兰知。",
        "市工信局原局长江凌波参加座谈。",
        "老局长江凌波为年轻干部讲课。",
        "副市长贺兰知同志因病逝世。",
        "2020年，局长江凌波提出了这一办法。",
        "大会免去贺兰知的副市长职务。",
        "他说：“当年局长江凌波就讲过。”",
        "《副市长贺兰知谈营商环境》一文获奖。",
        "贺兰知代表企业发言。",
        "历任市长、副市长贺兰知等参加了座谈。",
    ],
)
def test_a_former_leader_told_as_former_is_not(text: str) -> None:
    assert words("leader.former", text) == []


UNKNOWN = [
    ("副局长孙立陪同调研。", "副局长孙立"),
    ("市工信局副局长孙立一行来到园区。", "副局长孙立"),
    ("副市长沈砚清、徐军参加会议。", "徐军"),
    ("市领导徐军等参加。", "市领导徐军"),
    ("局长陆一鸣指出，要抓好落实。", "局长陆一鸣"),
    ("5月8日，副市长欧阳晓林到企业调研。", "副市长欧阳晓林"),
    ("会议由市工信局党组书记、局长陆一鸣主持。", "局长陆一鸣"),
    ("副局长：孙立", "副局长：孙立"),
    ("副市长徐军强调，要加快进度。", "副市长徐军"),
    ("云汀市工业和信息化局副局长孙立率队。", "副局长孙立"),
    ("市委书记、市人大常委会主任刘宛康主持。", "主任刘宛康"),
    ("副局长高峰带队督导。", "副局长高峰"),
    ("在局长钱卫东陪同下，企业家参观了展厅。", "局长钱卫东"),
    ("副局长司徒宁、孙立和有关科室负责人参加。", "孙立"),
]


@pytest.mark.parametrize(("text", "found"), UNKNOWN)
def test_a_name_that_the_register_lacks_is_flagged(text: str, found: str) -> None:
    assert words("leader.unknown", text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "主任提出要求。",  # post + verb
        "局长强调，要加快进度。",
        "副局长和相关科室负责人参加。",
        "市长安排工作。",
        "各县区分管副县长、工信局局长参加会议。",
        "局长任组长，副局长任副组长。",
        "云汀光华玻璃公司党委书记、董事长石砚农介绍。",  # a company's guest
        "澄州市副市长陈宏一行来我市考察。",  # another city's
        "市体育局党组书记、局长赵翔出席开幕式。",  # an office that the register has nobody of
        "省工信厅节能处处长崔浩一行来我市调研。",
        "省工业和信息化厅运行局副局长马越一行来我市。",
        "市工信局办公室主任祁小棠到会。",
        "副局长李某陪同。",
        "原副局长孙立回忆。",
        "光华公司副局长级以上干部参加。",
        "局长办公会议研究了方案。",
        "副市长关心企业发展。",
        "市领导高度重视。",
        "市领导和企业家代表参加。",
        "市体育局汇报了赛事筹备情况，局长赵翔作了说明。",
        "书记从严抓起。",
        "市残联党组书记、理事长司庆出席。",
        "澄州市工信局局长李伟一行来我市考察。",
        "市人大常委会副主任刘丽参加。",
        "区长王晓到场。",
        "由副局长带队、科长参加。",
    ],
)
def test_posts_without_a_name_and_others_people_are_not(text: str) -> None:
    for code in ("leader.unknown", "leader.similar", "leader.post"):
        assert words(code, text) == []


@pytest.mark.parametrize(
    ("text", "found", "right"),
    [
        ("市长程望书主持会议。", "程望书", "程望舒"),
        ("副局长司徒柠参加。", "司徒柠", "司徒宁"),
        ("副市长沈砚青出席。", "沈砚青", "沈砚清"),
        ("市委书记方逸臣强调。", "方逸臣", "方逸尘"),
        ("市工信局局长顾怀谨一行。", "顾怀谨", "顾怀瑾"),
        ("副局长卫清陪同。", "卫清", "卫清和"),
        ("市领导方逸尘、沈彦清等参加。", "沈彦清", "沈砚清"),
        ("副市长沈清砚调研。", "沈清砚", "沈砚清"),
        ("市长程望舒调研。程望书指出，要加快。", "程望书", "程望舒"),
        ("省工信厅副厅长闻仁亮到会。", "闻仁亮", "闻人亮"),
        ("四级调研员叶周参加。", "叶周", "叶舟"),
        ("市长程望书作宣讲辅导。", "程望书", "程望舒"),
        ("副局长司徒宁、卫青和陪同检查。", "卫青和", "卫清和"),
        ("会后，顾怀谨还到车间看望了职工。", "顾怀谨", "顾怀瑾"),
        ("市政府副市长沈彦清逐项作了讲解。", "沈彦清", "沈砚清"),
        ("受副市长沈砚轻委托，会议由该局主持。", "沈砚轻", "沈砚清"),
    ],
)
def test_a_name_one_character_off_is_flagged(text: str, found: str, right: str) -> None:
    assert flagged("leader.similar", text, registers=REGISTERS, date=DAY) == [(found, right)]
    assert words("leader.unknown", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "市长程望舒和副市长沈砚清出席。",
        "光华公司总经理沈砚青介绍了产品。",  # another real person
        "记者程望书报道。",
        "沈砚清还来到园区。",
        "市民沈彦清说。",
        "会议指出，要加快建设。",
        "澄州市副市长沈彦清一行来我市考察。",
        "副局长司徒宁、张卫和陪同检查。",
    ],
)
def test_other_peoples_names_are_not(text: str) -> None:
    assert words("leader.similar", text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("市领导沈砚清、方逸尘参加。", "沈砚清、方逸尘"),
        ("副市长沈砚清、市委书记方逸尘出席。", "沈砚清、市委书记方逸尘"),
        ("市工信局局长顾怀瑾、副市长沈砚清参加。", "顾怀瑾、副市长沈砚清"),
        ("副局长卫清和、司徒宁参加。", "卫清和、司徒宁"),
        ("副局长卫清和和司徒宁参加。", "卫清和和司徒宁"),
        ("市长程望舒，省委常委宋时雨出席。", "程望舒，省委常委宋时雨"),
        ("方逸尘、沈砚清、程望舒参加调研。", "沈砚清、程望舒"),
        ("副市长沈砚清与市长程望舒共同揭牌。", "沈砚清与市长程望舒"),
        ("市领导程望舒、方逸尘、沈砚清参加。", "程望舒、方逸尘"),
        ("副市长沈砚清、省工信厅副厅长闻人亮出席。", "沈砚清、省工信厅副厅长闻人亮"),
    ],
)
def test_names_out_of_order_are_flagged(text: str, found: str) -> None:
    assert words("leader.order", text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "市领导方逸尘、程望舒、沈砚清参加。",
        "副市长沈砚清参加。市长程望舒讲话。",  # two sentences
        "市工信局局长顾怀瑾陪同副市长沈砚清调研。",
        "省工信厅副厅长闻人亮来我市调研，副市长沈砚清陪同。",  # hosts after guests
        "图为（左起）顾怀瑾、沈砚清、程望舒。",
        "出席的有（排名不分先后）：沈砚清、程望舒。",
        "副局长司徒宁、卫清和，四级调研员叶舟参加。",
        "沈砚清说，程望舒也说。",
    ],
)
def test_names_in_order_are_not(text: str) -> None:
    assert words("leader.order", text) == []


def test_a_first_mention_has_a_post() -> None:
    assert words("leader.first-mention", "沈砚清到企业调研。\n沈砚清要求。") == ["沈砚清"]
    assert words("leader.first-mention", "副市长沈砚清到企业调研。\n沈砚清要求。") == []
    assert words("leader.first-mention", "沈砚清副市长到企业调研。") == []
    assert words("leader.first-mention", "沈砚清要求。", title="副市长沈砚清调研光电产业") == []
    assert words("leader.first-mention", "方逸尘、沈砚清等参加调研。") == ["方逸尘"]
    assert words("leader.first-mention", "市领导方逸尘、沈砚清等参加调研。") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("省工信厅局长到会。", "局长"),
        ("市工信局厅长到会。", "厅长"),
        ("省工业和信息化厅副局长李某一行。", "局长"),
        ("市财政局副厅长参加。", "厅长"),
    ],
)
def test_a_head_of_the_wrong_kind_is_flagged(text: str, found: str) -> None:
    assert words("leader.homonym-post", text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "省工业和信息化厅运行局副局长马越。",
        "全省工信厅局长会议召开。",
        "省直各厅局长参加。",
        "省工信厅厅长、市工信局局长参加。",
        "全国省级厅局长座谈会。",
    ],
)
def test_a_head_of_the_right_kind_is_not(text: str) -> None:
    assert words("leader.homonym-post", text) == []


def test_a_line_break_between_post_and_name() -> None:
    article = article_text(body="<p>调研组由局长<br>司徒宁带队。</p>")
    assert "局长\n司徒宁" in [one.text for one in check_article(article, REGISTERS, DAY) if one.code == "leader.post"]


def in_table(*cells: str) -> list[str]:
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    article = article_text(body=f"<table><tr><th>姓名</th><th>单位</th><th>职务</th></tr><tr>{row}</tr></table>")
    return [one.text for one in check_article(article, REGISTERS, DAY) if one.code == "leader.post"]


def test_a_name_and_a_post_in_cells_of_their_own() -> None:
    assert in_table("司徒宁", "市工信局", "局长") == ["司徒宁"]
    assert in_table("司 徒宁", "市工信局", "局长") == ["司 徒宁"]
    assert in_table("司徒宁", "市工信局", "副局长") == []
    assert in_table("程望舒", "", "市长") == []
    assert in_table("司徒宁", "恒岳公司", "车间主任") == []
    assert in_table("副市长司徒宁", "", "") == ["副市长司徒宁"]


def test_ranks_of_two_offices_are_not_compared_without_levels() -> None:
    table = "姓名,单位,职务,排序\n沈砚清,市政府,副市长,5\n顾怀瑾,市工信局,局长,1\n时雨,澄江集团,总经理,1\n"
    known = Registers(leaders=rows("leaders", table))
    for text in ("副市长沈砚清、市工信局局长顾怀瑾参加。", "副市长沈砚清、总经理时雨参加。"):
        assert flagged("leader.order", text, registers=known, date=DAY) == []
    assert flagged("leader.order", "市工信局局长顾怀瑾、副市长沈砚清参加。", registers=known, date=DAY) != []


@pytest.mark.parametrize("place", ["title", "body"])
def test_titles_are_checked_as_bodies_are(place: str) -> None:
    given = {"body": "会议召开。", "title": "局长司徒宁调研"} if place == "title" else {"body": "局长司徒宁调研"}
    assert words("leader.post", given.pop("body"), **given) == ["局长司徒宁"]


def test_another_citys_paper_names_its_own_people() -> None:
    def unknown(name: str, text: str) -> list[str]:
        issue = IssueText((article_text(title="调研", body=f"<p>{text}</p>", number=1),), name=name)
        return [one.text for one in check_issue(issue, REGISTERS, DAY) if one.code == "leader.unknown"]

    assert unknown("澄州经信手机报", "副市长陈立业出席。") == []
    assert unknown("云汀工信手机报", "副市长陈立业出席。") == ["副市长陈立业"]
    assert unknown("工信手机报", "副市长陈立业到云汀光华公司调研。") == ["副市长陈立业"]


def test_without_a_register_nothing_is_asked() -> None:
    for text, _ in WRONG_POST + UNKNOWN:
        assert words("leader.unknown", text, registers=Registers()) == []
