"""Simplified into traditional: the usual traps, and names."""

import pytest

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
    ("会后", "會後"),
    ("皇后", "皇后"),
    ("之后发展", "之後發展"),
    ("里程", "里程"),
    ("公里", "公里"),
    ("这里", "這裏"),
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
    ("面粉", "麪粉"),
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
