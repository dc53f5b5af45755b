"""Simplified into traditional: the usual traps, and names."""

import pytest

from articles.text.people import people_in
from articles.text.traditional import delicate, name_to_traditional, to_traditional

TRAPS = [
    ("发展", "發展"),
    ("头发", "頭髮"),
    ("理发店", "理髮店"),
    ("龙头发展", "龍頭發展"),
    ("带头发言", "帶頭發言"),
    ("街头发放资料", "街頭發放資料"),
    ("牵头发布", "牽頭發佈"),
    ("白发", "白髮"),
    ("市长发言", "市長發言"),
    ("会长发布报告", "會長發佈報告"),
    ("成长发展", "成長發展"),
    ("她留着长发", "她留著長髮"),
    ("余副市长说", "余副市長說"),
    ("20余局长参加", "20餘局長參加"),
    ("其余主任", "其餘主任"),
    ("会后", "會後"),
    ("皇后", "皇后"),
    ("之后发展", "之後發展"),
    ("里程", "里程"),
    ("公里", "公里"),
    ("这里", "這裡"),
    ("干部", "幹部"),
    ("干燥", "乾燥"),
    ("若干", "若干"),
    ("苦干实干", "苦幹實幹"),
    ("台湾", "臺灣"),
    ("台州", "台州"),
    ("台风", "颱風"),
    ("系统", "系統"),
    ("联系", "聯繫"),
    ("关系", "關係"),
    ("复工", "復工"),
    ("重复", "重複"),
    ("复杂", "複雜"),
    ("范围", "範圍"),
    ("示范区", "示範區"),
    ("规范", "規範"),
    ("范先生说", "范先生說"),
    ("面粉", "麵粉"),
    ("全面", "全面"),
    ("制造", "製造"),
    ("制度", "制度"),
    ("征求", "徵求"),
    ("征程", "征程"),
    ("一只", "一隻"),
    ("只有", "只有"),
    ("云计算", "雲計算"),
    ("借鉴", "借鑑"),
]


@pytest.mark.parametrize(("simplified", "traditional"), TRAPS)
def test_the_usual_traps(simplified: str, traditional: str) -> None:
    assert to_traditional(simplified) == traditional
    assert to_traditional(f"会上，{simplified}。") == f"會上，{traditional}。"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("岳知秋", "岳知秋"), ("范里", "范里"), ("余国发", "余國發"), ("后干", "后干"), ("陈飞云", "陳飛雲")],
)
def test_names_stay_whole(name: str, expected: str) -> None:
    assert name_to_traditional(name) == expected
    assert to_traditional(f"作者{name}发展", delicate([name])) == f"作者{expected}發展"


def test_mark_up_passes_through() -> None:
    html = '<a href="/tags/%E5%8F%91/" title="发展">发展</a>'
    assert to_traditional(html) == '<a href="/tags/%E5%8F%91/" title="發展">發展</a>'


def test_nothing_is_nothing() -> None:
    assert to_traditional("") == ""


@pytest.mark.parametrize(
    ("form", "expected"),
    [("tw", "群眾在山峰上為了吃飯，裡面有線上報名"), ("hk", "羣眾在山峯上為了吃飯，裏面有線上報名")],
)
def test_each_place_has_its_own_forms(form: str, expected: str) -> None:
    assert to_traditional("群众在山峰上为了吃饭，里面有线上报名", form=form) == expected


PEOPLE = [
    ("局长胡子钟主持会议。", "胡子钟"),
    ("会上，副局长游云、郁娟出席。", "游云 郁娟"),
    ("记者范丑报道", "范丑"),
    ("负责人谷丰说，订单排到三月。", "谷丰"),
    ("市委书记姜丰后来到会", "姜丰"),
    ("（安全生产科 余里 沈征）", "余里 沈征"),
    ("图/沈升", "沈升"),
    ("通讯员：党采", "党采"),
    ("主任曲千里带队走访", "曲千里"),
    ("书记于是决定", ""),
    ("局长办公会研究了三件事", ""),
    ("他长着胡子，钟声响了，云在游。", ""),
]


@pytest.mark.parametrize(("text", "names"), PEOPLE)
def test_people_are_known_by_post_and_credit(text: str, names: str) -> None:
    assert people_in(text) == set(names.split())


def test_a_name_stays_itself_in_the_body() -> None:
    body = "<p>局长胡子钟主持，副局长游云、郁娟出席，记者范丑报道。</p><p>胡子钟说，他留着胡子。</p>"
    html = to_traditional(body, delicate(people_in(body)))
    for name in ("胡子鍾主持", "游雲", "郁娟", "範丑"):
        assert (name in html) == (name != "範丑"), name
    assert "留著鬍子" in html


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("县委书记丑建中到园区调研。", "丑建中"),
        ("郁文博副局长讲话。", "郁文博"),
        ("车间主任郁娟笑着说", "郁娟"),
        ("镇党委书记谷雨生带头清扫街道。", "谷雨生"),
        ("劳动模范朴正干代表发言。", "朴正干"),
        ("来自三车间的于得水说：", "于得水"),
        ("致富带头人种干成的合作社", "种干成"),
        ("市领导谷朴、沈里、岳秋实出席。", "谷朴、沈里、岳秋實"),
        ("消防员仇后来讲解灭火器。", "仇后來"),
        ("讲师姜准细讲了三个案例。", "姜准細"),
        ("工匠折志岩的工作室挂牌。", "折志岩"),
        ("老职工胡须白回忆当年。", "胡須白"),
        ("老板娘郁金香忙着打包。", "郁金香"),
        ("全国劳模胡占干带徒弟。", "胡占干"),
        ("他的邻居郁大爷爱喝茶。", "郁大爺"),
        ("设计师余松的方案入选。", "余松"),
        ("他叫郁里，今年三十岁。", "郁里"),
        ("班长游范笑道。", "游范"),
        ("领导于会后指出。", "會後"),
        ("师傅干完活就走。", "幹完活"),
        ("讲师游览了园区。", "遊覽"),
        ("消防员松开绳索。", "鬆開"),
        ("服务员折叠餐巾。", "摺疊"),
        ("代表干部职工发言。", "幹部"),
    ],
)
def test_surnames_that_are_words_are_known_by_where_they_stand(sentence: str, shown: str) -> None:
    assert shown in to_traditional(sentence, delicate(people_in(sentence)))
