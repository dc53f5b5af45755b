"""A count told twice in one item with two figures."""

from articles.proofing.findings import Level
from tests.articles.proofing.examples import findings
from tests.articles.proofing.tables import assert_flags

EXAMPLES = {
    "number.same-fact": """
        园区3条道路建成通车，总长5.8公里。⟦4条道路⟧沿途布设智慧路灯212盏。
        展馆展出老照片640张。退休工人把⟦460张⟧照片的说明逐一核对。
        活动签约12个项目，总投资36亿元。⟦13个项目⟧涉及装备、食品等领域。
        园区3条道路建成通车，总长5.8公里。3条道路沿途布设智慧路灯212盏。
        共有213人参加，其中132人为女性。
        全市绿色工厂由312家增至321家。
        甲县完成120个，乙县完成102个。
        共有213人参加。其中132人为女性。
        今年新增3条道路。4条道路完成改造。
        全市共有12个项目，其中工业8个。8个项目年内开工。
        发放手册640张、折页500张。
    """
}


def test_examples() -> None:
    for line in EXAMPLES["number.same-fact"].strip().split("\n"):
        assert_flags("number.same-fact", line.strip())


def test_it_is_a_hint_since_two_counts_may_be_of_two_things() -> None:
    said = "5家企业签约。3家企业现场揭榜。640张照片展出。460张照片捐出。"
    assert [one.level for one in findings("number.same-fact", said)] == [Level.C, Level.C]
