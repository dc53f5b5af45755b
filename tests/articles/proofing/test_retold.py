"""A count told twice in one item with two figures."""

from tests.articles.proofing.tables import assert_flags

EXAMPLES = {
    "number.same-fact": """
        园区3条道路建成通车，总长5.8公里。⟦4条道路⟧沿途布设智慧路灯212盏。
        展馆展出老照片640张。退休工人把⟦460张⟧照片的说明逐一核对。
        活动签约12个项目，总投资36亿元。⟦13个项目⟧涉及装备、食品等领域。
        园区3条道路建成通车，总长5.8公里。3条道路沿途布设智慧路灯212盏。
        今年新增3条道路。4条道路完成改造。
        全市共有12个项目，其中工业8个。8个项目年内开工。
        发放手册640张、折页500张。
    """
}


def test_examples() -> None:
    for line in EXAMPLES["number.same-fact"].strip().split("\n"):
        assert_flags("number.same-fact", line.strip())
