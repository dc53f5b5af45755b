"""What should have gone before printing, wrong characters, wrong addresses."""

import pytest

from articles.proofing.checking import check_article
from articles.proofing.registers import NO_REGISTERS
from articles.proofing.units import article_text
from tests.articles.proofing.examples import findings, flagged
from tests.articles.proofing.tables import assert_flags

EXAMPLES = {
    "secret.mark": """
        ⟦内部资料，注意保存⟧
        ⟦内部资料 注意保存⟧
        ⟦秘密★1年⟧
        ⟦机密★⟧
        方案如下（⟦内部资料，不得外传⟧）。
        以上情况⟦不得外传⟧。
        ⟦密级：机密⟧
        ⟦此件不公开⟧
        （⟦秘密⟧）
        材料⟦仅供内部参考⟧。
        ⟦内部文件，请勿外传⟧。
        ⟦此件内部掌握⟧，⟦不得上网⟧。
        ⟦仅供领导参阅⟧，⟦请勿转发⟧
        未经证实的消息请勿转发。
        不信谣、不传谣，严禁转发。
        疫情不得扩散。
        开展保密教育，学习“秘密★”标志的含义。
        不得将内部资料上传到网盘。
        严禁将标有“机密★”的文件带出。
        守口如瓶，保守国家秘密。
        商业秘密保护讲座。
        用后果说明问题。
    """,
    "leftover": """
        关于公布首批绿色工厂的通知（附名单）
        工业布局调整方案（附图）
        现场⟦（补名单）⟧
        全市新增企业⟦XX⟧家。
        ⟦XX⟧公司负责人介绍。
        总投资⟦××⟧亿元。
        参会人数⟦（此处补数）⟧。
        投资12亿元⟦（待核实）⟧。
        局长⟦（请核实）⟧讲话。
        ⟦【此处插图】⟧
        20⟦XX⟧年5月。
        5月⟦X⟧日，在市政府举行。
        来源⟦复制自⟧某网站。
        ⟦批注 [⟧A1]：请改。
        共有⟦？？⟧家企业。
        姓名：⟦____⟧
        ⟦数据待核⟧，请编辑补上。
        ⟦{{title}}⟧
        现场⟦[图片]⟧展示。
        李某某参加，张××获奖。
        电话138****5678。
        情况有待核实。
        时间尚待确定。
        XXL号服装，Xbox游戏机。
        3×4米展位，16×9画面。
        他问：“真的吗？？？”
        规模以上企业（含待定项目）。
    """,
    "furniture": """
        ⟦责任编辑：王某⟧
        项目开工。⟦责任编辑：王某⟧
        ⟦扫一扫⟧关注我们。
        ⟦点击蓝字⟧关注。
        ⟦返回顶部⟧
        ⟦上一篇：⟧市工信局召开会议
        ⟦打印本页⟧ ⟦关闭窗口⟧
        ⟦字号：大⟧ 中 小
        ⟦长按二维码关注⟧
        ⟦点击阅读原文⟧
        ⟦原标题：⟧某某
        扫一扫二维码登记入园的企业有20家。
        责任编辑应当核对数字。
        这是系列报道的上一篇章。
        编辑部收到来信。
        收到不明链接请勿转发给亲友。
        觉得有用就⟦转发给亲友⟧。
    """,
    "charset": """
        光电产业⟦�⟧发展。
        新⟦\ue123⟧材料。
        ⟦⽅⟧案已印发。
        工⟦\u200b⟧业经济。
        工信⟦&nbsp;⟧局。
        重点⟦産⟧业链。
        推动⟦發⟧展。
        ⟦<br>⟧完成投资。
        瀍河回族区，徐原芃，堃、喆、淼。
        乾坤湾，著名企业，瞭望塔。
        他题写“實事求是”四个大字。
        𠮷野家，é，👨\u200d👩\u200d👧。
        AT&T公司，A&B。
    """,
    "charset.wide": """
        年产⟦５⟧GWh，投资⟦１２．５⟧亿元。
        年产5GWh，投资12.5亿元。
    """,
    "link.bad": """
        登录⟦http://127.0.0.1:8000/a⟧申报。
        网址⟦http://192.168.1.10/index⟧。
        网址⟦http:/www.a.gov.cn⟧。
        网址⟦http：//www.a.gov.cn⟧。
        见⟦C:\\Users\\Desktop\\a.docx⟧。
        见⟦file:///D:/a.docx⟧。
        网址⟦www..a.gov.cn⟧。
        网址⟦https://localhost/a⟧。
        网址⟦https://www.a.gov.cn/a/1.html⟧。
        网址www.a.gov.cn，⟦附件1.docx⟧可下载。
        网址（https://www.a.gov.cn/a/附件1.docx）。
        网址（https://www.a.gov.cn/a/1.html）。
        网址：www.a.gov.cn，欢迎登录。
        漏洞利用方式：攻击者访问http://127.0.0.1:8080即可。
        比例为3：//。
    """,
}


@pytest.mark.parametrize(
    ("code", "example"),
    [(code, line.strip("\n ")) for code, table in EXAMPLES.items() for line in table.strip("\n ").split("\n")],
)
def test_examples(code: str, example: str) -> None:
    assert_flags(code, example)


def test_names_are_masked_in_a_public_notice() -> None:
    assert flagged("leftover", "××公司拟予公示。", title="关于失信企业的公示") == []


def test_a_text_in_traditional_characters_is_left() -> None:
    assert flagged("charset", "會議強調，要堅持創新發展，推動產業轉型。") == []


def test_full_width_figures_throughout_are_one_offer() -> None:
    found = findings("charset.wide", "产值５亿元，增长６％，企业７家，\n人员８名，项目９个。")
    assert [(one.text, str(one.level)) for one in found] == [("５", "C")]
    assert "5 处" in found[0].message


LINKS = {
    "http://127.0.0.1/a": "本机",
    "http://10.0.0.8/a": "内网",
    "https://www.a.gov.cn/1.html。": "粘了",
    "https://www.a.gov.cn/1.html%E3%80%82": "粘了",
    "附件1.docx": "文件名",
    "file:///C:/1.docx": "文件",
    "http://gongxin": "写法有误",
    "mailto:zhang": "邮箱",
    "https://www.a.gov.cn/1.html": "",
    "mailto:a@b.gov.cn": "",
}


@pytest.mark.parametrize(("address", "said"), LINKS.items())
def test_links_of_the_body(address: str, said: str) -> None:
    article = article_text(body=f'<p>详见<a href="{address}">公告</a>。</p>')
    found = [one.message for one in check_article(article, NO_REGISTERS, None) if one.code == "link.bad"]
    assert [said in one for one in found] == ([True] if said else [])
