"""Personal data left in the text. All numbers are made up."""

import pytest

from articles.proofing.registers import Exemption, Registers
from tests.articles.proofing.examples import findings, flagged
from tests.articles.proofing.tables import assert_flags

EXAMPLES = {
    "privacy.id": """
        身份证号：⟦41130219871104281X⟧。
        持⟦11010519491231002X⟧办理。
        身份证号码⟦410303 19900101 1231⟧，已核实。
        身份证号410303********1237，已遮盖。
        身份证：⟦410303900101123⟧。
        身份证号为⟦１１０１０５１９４９１２３１００２Ｘ⟧。
        护照号码⟦E12345678⟧。
        统一社会信用代码：91410300MA44XXXX1G。
        统一社会信用代码11010519491231002X。
        持⟦411302198711042816⟧的人员。
        订单号411302198711042817已发货。
        编号202305170001234567。
    """,
    "privacy.mobile": """
        联系电话：⟦13912345678⟧。
        联系人：李工，⟦139 1234 5678⟧。
        手机⟦139-1234-5678⟧（微信同号）。
        请拨打+86⟦18612345678⟧咨询。
        电话：0379-63912345、⟦17712345678⟧。
        手机：⟦１３９１２３４５６７８⟧。
        联系人张某⟦15937912345⟧
        值班电话(⟦18603795040⟧;接听时间为工作日)
        服务热线12345。
        客服电话400-800-1234。
        座机0379-63912345。
        联系电话139****5678。
        豫ICP备13912345号。
        QQ群13912345678。
        订单13912345678901。
        总额13912345678元。
        圆周率3.13912345678。
        网址http://example.com/13912345678
    """,
    "privacy.bank": """
        卡号⟦6228480012345678903⟧。
        请汇至⟦6228 4800 1234 5678 903⟧。
        工资卡：⟦6217001234567893⟧。
        退款账号⟦621700123456789012⟧。
        卡号6228****8903。
        流水号2023051700012345。
        统一编号6228480012345678903。
    """,
    "privacy.plate": """
        车牌号为⟦豫C·12345⟧的货车。
        ⟦豫C12345⟧违停。
        一辆⟦京A·B1234⟧轿车。
        新能源车⟦豫CD12345⟧。
        豫C·***45。
        京A股份上市。
        苏G20高速公路。
    """,
    "privacy.address": """
        家住⟦幸福小区7栋2单元602⟧。
        ⟦某小区7栋2单元602⟧的业主。
        业主住在⟦春晖花园3号楼1单元502室⟧。
        家庭住址：⟦澄阳区凯旋路12号⟧。
        户籍所在地：⟦云溪县石桥镇前进村3组12号⟧。
        走访⟦绿城家园12栋1203室⟧的居民。
        ⟦惠民公寓5号楼-301⟧。
        会议在科技园5号楼举行。
        公司位于创业大厦A座1203室。
        地址：澄州市政和路10号市经信局。
        到幸福小区检查消防安全。
        入住率达到90%，居住条件改善。
        3号线、5号楼开工。
    """,
    "name.vulnerable": """
        患者⟦张小山⟧被送往医院。
        犯罪嫌疑人⟦李大伟⟧已被抓获。
        被害人⟦王丽⟧报警。
        小学生⟦赵小宝⟧走失。
        ⟦陈小明⟧（男，8岁）溺水。
        年仅12岁的⟦刘晓彤⟧住院。
        嫌疑人的妻子⟦孙桂芳⟧说。
        死者⟦周建国⟧的家属已妥善安置。
        犯罪嫌疑人李某已被抓获。
        患者王某某病情稳定。
        小学生赵小宝荣获全国一等奖。
        陈大明（男，48岁）当选。
        患者满意度达到98%。
        病人家属表示感谢。
        三年级学生参观科技馆。
        罪犯的儿子⟦李小明⟧在场。
        隐患排查到家属王建国家中。
        学生⟦李明远⟧的父亲被依法拘留。
        学生李明远的父亲因公牺牲。
        女儿⟦白雨桐⟧今年8岁。
        女儿白雨桐今年28岁。
    """,
}


@pytest.mark.parametrize(
    ("code", "example"),
    [(code, line.strip()) for code, table in EXAMPLES.items() for line in table.strip().split("\n")],
)
def test_examples(code: str, example: str) -> None:
    assert_flags(code, example)


def test_one_press_masks() -> None:
    assert flagged("privacy.mobile", "电话139 1234 5678。") == [("139 1234 5678", "139****5678")]
    assert flagged("privacy.id", "身份证11010519491231002X。") == [("11010519491231002X", "110105********002X")]
    assert flagged("privacy.bank", "卡号6228480012345678903。") == [("6228480012345678903", "6228***********8903")]
    assert flagged("privacy.plate", "车牌豫C·12345。") == [("豫C·12345", "豫C·1***5")]
    assert flagged("privacy.address", "家住幸福小区7栋2单元602。") == [("幸福小区7栋2单元602", "幸福小区")]
    assert flagged("name.vulnerable", "患者张小山被送医。") == [("张小山", "张某某")]


def test_an_identity_number_with_an_impossible_day_is_asked() -> None:
    (found,) = findings("privacy.id", "持410303199013011239办理。")
    assert str(found.level) == "B"


def test_an_official_line_is_in_the_register_once() -> None:
    registers = Registers(exemptions=(Exemption("privacy.mobile", "13912345678"),))
    assert flagged("privacy.mobile", "值班电话139-1234-5678。", registers=registers) == []
    assert len(flagged("privacy.mobile", "电话13912345679。", registers=registers)) == 1
