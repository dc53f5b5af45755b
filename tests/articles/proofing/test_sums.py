"""Parts and wholes."""

import pytest

from tests.articles.proofing.examples import findings

FLAGS = """
    现场签约12个，其中工业7个、服务业6个。
    签约项目12个，其中工业项目7个、服务业项目6个。
    共有选手50名，其中男选手30名、女选手18名。
    发现问题隐患47项，已整改41项，其余5项明确责任人。
    评出获奖作品20件，其中一等奖3件、二等奖6件、三等奖12件。
    全市新增企业20家，其中工业企业23家。
    总投资12亿元，其中设备投资8亿元、土建投资5亿元。
    邀请客商100人，其中省内60人、省外30人。
    共收到意见36条，采纳20条，未采纳15条，其他2条。
    组织培训8场，其中线上3场、线下6场。
    检查企业32家（其中化工企业20家、冶金企业15家）。
    实施项目50个，其中新建20个、续建35个。
""".strip().split("\n")
CLEAN = """
    现场签约12个，其中工业7个、服务业5个。
    签约12个，其中工业7个、服务业3个。
    共有选手50名，其中男选手30名、女选手20名。
    发现问题隐患47项，已整改41项，其余6项明确责任人。
    新增企业20家，其中高新技术企业15家、专精特新企业12家。
    签约12家，其中投资额18亿元、用地60亩。
    全市企业20家，其中工业企业3户。
    总投资12.5亿元，其中设备投资8.2亿元、土建投资4.3亿元。
    检查企业20余家，其中化工企业12家、冶金企业10家。
    培训300人，其中党员200人、女性150人。
    共走访企业20家，解决问题86个。
    实施项目50个，其中亿元以上项目30个、工业项目40个。
    新签约5个项目，总投资6亿元。
""".strip().split("\n")


@pytest.mark.parametrize("text", [line.strip() for line in FLAGS])
def test_flagged(text: str) -> None:
    assert len(findings("number.sum", text)) == 1


@pytest.mark.parametrize("text", [line.strip() for line in CLEAN])
def test_let_pass(text: str) -> None:
    assert findings("number.sum", text) == []
