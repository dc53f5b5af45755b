"""Places and offices: what each rule must flag and must not. The names are invented."""

import datetime as dt

import pytest

from articles.proofing.places import short_form
from articles.proofing.register_tables import read_csv
from articles.proofing.registers import Registers
from tests.articles.proofing.examples import flagged

PLACES = """名称,简称,代码,上级,起,止,现名
江北省,,990000,,,,
澄州市,,990100,江北省,,,
云汀市,,990200,江北省,,,
石梁市,,990181,澄州市,1993-01-01,2021-03-17,石梁区
石梁区,,990107,澄州市,2021-03-18,,
孟溪县,,990122,澄州市,,2021-03-17,孟溪区
孟溪区,,990108,澄州市,2021-03-18,,
吉安区,,990106,澄州市,,2021-03-17,孟溪区
湘河回族区,湘河区,990104,澄州市,,,
老城区,,990102,澄州市,,,
老城区,,990202,云汀市,,,
云湖区,,990203,云汀市,,,
陵县,,990123,澄州市,,2014-12-31,陵城区
陵城区,,990109,澄州市,2015-01-01,,
新区,,990110,澄州市,,2000-12-31,老城区
平远县,,990124,澄州市,,2010-12-31,平远市
平远市,,990182,澄州市,2011-01-01,2020-12-31,平远区
平远区,,990111,澄州市,2021-01-01,,
桥东区,,990112,澄州市,,2014-12-31,老城区、云湖区
"""
ORGANISATIONS = """全称,简称,曾用名,起,止
澄州市工业和信息化局,市工信局、工信局,市工信委、工信委、市经贸委,2019-01-01,
江北省工业和信息化厅,省工信厅、省工业和信息化厅,省工信委,2018-11-01,
澄州市发展和改革委员会,市发展改革委,市发改委,2018-11-01,
澄州市旅游发展委员会,市旅发委,,2015-01-01,2018-12-31
"""
DAY = dt.date(2023, 5, 22)


def rows(kind: str, text: str) -> tuple:  # type: ignore[type-arg]
    table = read_csv(kind, text)  # type: ignore[arg-type]
    assert table.errors == ()
    return tuple(row for _, row in table.rows)


REGISTERS = Registers(places=rows("places", PLACES), organisations=rows("organisations", ORGANISATIONS))


def found(code: str, text: str, date: dt.date = DAY) -> list[tuple[str, str | None]]:
    return flagged(code, text, registers=REGISTERS, date=date)


@pytest.mark.parametrize(
    ("text", "word", "new"),
    [
        ("石梁市召开推进会。", "石梁市", "石梁区"),
        ("5月8日，石梁市、老城区等2个县区发言。", "石梁市", "石梁区"),
        ("调研组到澄州市孟溪县调研。", "孟溪县", "孟溪区"),
        ("孟溪县多家企业恢复生产。", "孟溪县", "孟溪区"),
        ("吉安区工信局负责人介绍。", "吉安区", "孟溪区"),
        ("石梁市政府出台办法。", "石梁市", "石梁区"),
        ("澄州市陵县举办展销会。", "陵县", "陵城区"),
        ("平远县产值增长8%。", "平远县", "平远区"),
        ("（石梁市工信局 张三）", "石梁市", "石梁区"),
        ("桥东区企业复工。", "桥东区", None),
        ("来自石梁市的企业代表说。", "石梁市", "石梁区"),
        ("到石梁市民爆仓库检查。", "石梁市", "石梁区"),
        ("石梁市民营企业座谈会召开。", "石梁市", "石梁区"),
        ("石梁市政务服务中心启用。", "石梁市", "石梁区"),
        ("石梁市场馆建设提速。", "石梁市", "石梁区"),
        ("石梁市面粉加工企业复工。", "石梁市", "石梁区"),
        ("孟溪县城管局参加。", "孟溪县", "孟溪区"),
        ("石梁市外贸进出口增长。", "石梁市", "石梁区"),
        ("石梁市情况汇报完毕。", "石梁市", "石梁区"),
        ("吉安区外资企业增资。", "吉安区", "孟溪区"),
        ("石梁市民政局发布。", "石梁市", "石梁区"),
    ],
)
def test_a_name_that_ended_is_flagged(text: str, word: str, new: str | None) -> None:
    assert found("place.old", text) == [(word, new)]


@pytest.mark.parametrize(
    "text",
    [
        "石梁区、孟溪区发言。",
        "原石梁市的老厂房。",
        "2021年，石梁市撤市设区。",
        "撤销孟溪县、吉安区，设立孟溪区。",
        "2019年，石梁市建成投产的项目。",
        "石梁市场开发中心。",
        "石梁市民踊跃参加。",
        "石梁市民代表发言。",
        "石梁市场监管所检查。",
        "考核在石梁市第一中等职业学校举行。",
        "石梁市一中师生参加。",
        "孟溪县职教中心揭牌。",
        "石梁市中等专业学校招生。",
        "孟溪县域经济发展。",
        "石梁市区道路改造。",
        "吉安区间车开行。",
        "石梁市内公交。",
        "孟溪县城区改造。",
        "孟溪县第一高级中学师生参加。",
        "石梁市光华化工有限公司投产。",
        "孟溪县人民医院启用新楼。",
        "孟溪县政〔2019〕12号文件",
        "吉安区域协作启动。",
        "《石梁市志》出版。",
        "直通县区的线路。",  # 通县 is no place here
        "江陵县区一级。",
        "新区建设加快。",
        "石梁市由县改市，历史上曾属云汀。",
    ],
)
def test_names_told_as_former_and_other_words_are_not(text: str) -> None:
    assert found("place.old", text) == []


def test_a_place_is_judged_by_the_articles_day() -> None:
    assert found("place.old", "石梁市发言。", dt.date(2021, 3, 17)) == []
    assert found("place.old", "石梁市发言。", dt.date(2021, 3, 18)) == [("石梁市", "石梁区")]
    assert found("place.old", "平远县发言。", dt.date(2015, 1, 1)) == [("平远县", "平远市")]


def test_a_short_form_beside_the_full_one() -> None:
    assert found("place.short", "湘河回族区举办活动。\n湘河区有关负责人参加。") == [("湘河区", "湘河回族区")]
    assert found("place.short", "湘河区举办活动。湘河区有关负责人参加。") == []
    assert found("place.short", "湘河回族区（以下简称湘河区）举办活动。") == []
    assert found("place.short", "1956年设立湘河回族区。如今的湘河区面貌一新。") == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("云汀市石梁区企业参展。", "云汀市石梁区"),
        ("澄州市云湖区举办活动。", "澄州市云湖区"),
        ("在云汀市湘河区召开。", "云汀市湘河区"),
        ("到澄州市石梁区、云湖区考察。", "云湖区"),
        ("赴云汀市云湖区、老城区、孟溪区学习。", "孟溪区"),
    ],
)
def test_a_wrong_parent_is_flagged(text: str, word: str) -> None:
    assert [one for one, _ in found("place.parent", text)] == [word]


@pytest.mark.parametrize(
    "text",
    [
        "澄州市老城区、云汀市老城区。",
        "江北省澄州市石梁区。",
        "江北省石梁区。",
        "云汀市、石梁区参加。",
        "我市云湖区。",
        "澄州市云湖区域协同。",
        "澄州市高新区。",
        "云汀市石梁区商会成立。",
        "赴云汀市云湖区、澄州市石梁区考察。",
        "云汀市云湖区，石梁区参加。",
        "云汀市云湖区、老城区参加。",
    ],
)
def test_a_right_parent_is_not(text: str) -> None:
    assert found("place.parent", text) == []


def test_short_forms_of_places_named_after_peoples() -> None:
    assert short_form("瀍河回族区") == "瀍河区"
    assert short_form("围场满族蒙古族自治县") == "围场县"
    assert short_form("广西壮族自治区") == ""
    assert short_form("洛龙区") == ""


@pytest.mark.parametrize(
    ("text", "word", "new"),
    [
        ("市工信委召开会议。", "市工信委", "市工信局"),
        ("市发改委、市统计局作了解读。", "市发改委", "市发展改革委"),
        ("省工信委到我市调研。", "省工信委", "省工信厅"),
        ("记者从市工信委获悉。", "市工信委", "市工信局"),
        ("市旅发委组织推介。", "市旅发委", None),
        ("市经贸委主任参加。", "市经贸委", "市工信局"),
    ],
)
def test_a_former_office_is_flagged(text: str, word: str, new: str | None) -> None:
    assert found("org.renamed", text) == [(word, new)]


@pytest.mark.parametrize(
    "text",
    [
        "市工信局召开会议。",
        "原市工信委办公楼。",
        "2017年，市工信委印发了方案。",
        "2018年机构改革，市工信委更名为市工信局。",
        "市工信委〔2018〕12号文件继续有效。",
        "《市工信委关于进一步做好工作的通知》",
        "国家发改委公布名单。",
        "云汀市工信委来我市考察。",
        "时任市工信委主任张三回忆。",
        "市工信局的前身是市经贸委。",
        "县区工信委负责人参加。",
    ],
)
def test_offices_told_as_former_and_others_are_not(text: str) -> None:
    assert found("org.renamed", text) == []


def test_an_office_is_judged_by_the_articles_day() -> None:
    assert found("org.renamed", "市工信委召开会议。", dt.date(2018, 12, 31)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("省工信厅来我市调研。\n省工业和信息化厅有关负责人参加。", ["省工业和信息化厅"]),
        ("活动由澄州市工业和信息化局主办。市工信局局长讲话。", ["市工信局"]),
        ("澄州市工业和信息化局（以下简称市工信局）主办。市工信局负责人讲话。", []),
        ("省工信厅印发《省工业和信息化厅关于开展工作的通知》。", []),
        ("市工信局召开会议。市工信局要求。", []),
        ("听取了市工业和信息化局汇报，市工信局局长介绍情况。", ["市工信局"]),
        ("12月，省工信厅公布名单。按照省工业和信息化厅要求推进。", ["省工业和信息化厅"]),
        ("市工信局牵头，配合市工业和信息化局做好服务。", ["市工业和信息化局"]),
        ("根据市工业和信息化局安排，市工业和信息化局派员参加。", []),
        ("云汀市工业和信息化局来访，市工信局接待。", []),
        ("省工信厅、市工信局参加。", []),
        ("澄州市工业和信息化局主办，各县区工信局参加。", []),
        ("市工信局挂出“澄州市工业和信息化局”的牌子。", []),
    ],
)
def test_full_beside_short(text: str, words: list[str]) -> None:
    assert [word for word, _ in found("org.full-short", text)] == words
