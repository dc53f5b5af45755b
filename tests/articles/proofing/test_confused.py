"""Words taken for one another."""

import pytest

from tests.articles.proofing.tables import assert_flags

EXAMPLES = """
    企业开设银行⟦帐户⟧。
    建立问题⟦台帐⟧。
    分析土壤⟦成份⟧。
    大⟦部份⟧企业已复工。
    发布⟦招聘启示⟧。
    企业⟦反应问题⟧86个。
    收集⟦反应⟧的困难和问题。
    ⟦必需⟧坚持问题导向。
    ⟦象⟧爱护眼睛一样爱护环境。
    就⟦象⟧老朋友那样亲切。
    ⟦付⟧局长带队调研。
    项目⟦既将⟧开工。
    取得⟦另人⟧满意的成绩。
    项目⟦己经⟧投产。
    ⟦做为⟧重点工作推进。
    发挥示范带头⟦做用⟧。
    ⟦布署⟧下步工作。
    扎实做好⟦防讯⟧工作。
    ⟦竞竞业业⟧，恪尽职守。
    项目⟦座落⟧于经开区。
    营帐和帐篷搭好了。
    完成份额，全部份额。
    现象、对象、形象、气象一样重要。
    应急反应情况良好，化学反应强烈。
    必需的设备，生活必需品。
    支付局长批准的款项。
    知己经常来访，早已来到。
    以经济建设为中心，以经验为基础。
    给我们的启示，深受启示。
    群众反映强烈，反映问题。
    促消费活动，个人材料。
    防犯罪宣传，违规犯纪。
    即将开工，既将又可。
    工业园区，圆满完成。
    交付主任审批。
    作为重点，当作大事。
"""


@pytest.mark.parametrize("example", [line.strip() for line in EXAMPLES.strip().split("\n")])
def test_examples(example: str) -> None:
    assert_flags("word.confused", example)
