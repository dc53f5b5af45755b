"""How quantities are written."""

import pytest

from tests.articles.proofing.examples import flagged
from tests.articles.proofing.tables import assert_flags

EXAMPLES = {
    "number.hedges": """
        产值同比增长⟦近20%左右⟧。
        同比增长⟦约15.2%左右⟧。
        参会人数⟦超过200多⟧人。
        ⟦约20余⟧家企业参加。
        ⟦大约50人左右⟧参加培训。
        ⟦近100多⟧家企业报名。
        总投资⟦超10亿元左右⟧。
        ⟦逾300余⟧名职工参加。
        吸引⟦将近1000人左右⟧。
        面积⟦大约为300亩上下⟧。
        ⟦不足50余⟧人。
        ⟦至少20家以上⟧企业受益。
        共有⟦20多家左右⟧企业参会。
        ⟦大约近⟧500名客商参会。
        参会⟦30余人左右⟧。
        产量⟦约占20%左右⟧。
        产值⟦接近5亿元左右⟧。
        ⟦超过三百多⟧家。
        20余人参加。
        近20家企业参加。
        约15.2%的企业。
        增长20%左右。
        近年来，100多家企业入驻。
        近3年多来，投资增长。
        签约20多个项目。
        节约10余万元。
        最近20多天，无降雨。
        附近300多户居民。
        公约20条左右。
        许多企业参会，多种形式。
        超过200家企业，多个项目落地。
        近20家多元化企业。
        年营业收入2000万元以上的企业。
        超过20家上下游企业参会。
        约50名左右手都灵活的选手。
        突破100亿元大关。
        近5万人次以上下班时间出行。
    """,
    "number.approx": """
        投资⟦3、4⟧亿元。
        需要⟦5、6⟧个小时。
        参加的有⟦七、八⟧十人。
        用了⟦二、三⟧十天。
        工期⟦2、3⟧年。
        来了⟦三、四⟧家企业。
        十⟦七、八⟧岁的青年。
        产值增加⟦两、三⟧倍。
        检查3、4号楼。
        3、4月份产值增长。
        第3、4条规定。
        第三、四季度产值增长。
        一、二、三产业融合发展。
        1、2家企业获奖。
        图3、4所示。
        二、三产业增加值。
        1、2、3个小组。
        三四亿元，七八十人。
        3、4年级学生。
        5、8两个项目。
    """,
    "number.range": """
        产量增长⟦10-20%⟧。
        补助⟦5—6万⟧元。
        利润率在⟦3~5%⟧之间。
        占比⟦10至15%⟧。
        投资⟦2-3亿⟧元。
        5-6月完成。
        5月5—6日举行。
        电话0379-6393万。
        比分3-2，得分率60%。
        型号ZX-20-30万能机。
        10%-20%。
        2021-2025年规划。
    """,
    "unit.form": """
        年产5⟦Gwh⟧钠离子电池。
        建成110⟦Kv⟧变电站。
        全长12⟦KM⟧。
        面积500⟦平米⟧。
        装机100⟦Kw⟧。
        重达20⟦KG⟧。
        建筑面积3万⟦㎡⟧。
        频率50⟦hz⟧。
        压力3⟦Mpa⟧。
        体积200⟦立方⟧。
        发电量3亿⟦kwh⟧。
        年产5GWh、10kW、20kg、3km。
        华为KM系列。
        占地500平方米，容积200立方米。
        增长5％，下降3％。
        5G基站，4K电视，3D打印。
    """,
}


@pytest.mark.parametrize(
    ("code", "example"),
    [(code, line.strip()) for code, table in EXAMPLES.items() for line in table.strip().split("\n")],
)
def test_examples(code: str, example: str) -> None:
    assert_flags(code, example)


def test_percent_signs_of_two_widths_in_one_article() -> None:
    assert flagged("unit.form", "增长5％。\n下降3%。") == [("％", "%")]


def test_what_is_proposed() -> None:
    assert flagged("number.approx", "投资3、4亿元") == [("3、4", "三四")]
    assert flagged("number.approx", "2、3年内") == [("2、3", "两三")]
    assert flagged("number.range", "增长10-20%") == [("10-20%", "10%-20%")]
    assert flagged("number.hedges", "近20%左右") == [("近20%左右", "近20%")]
