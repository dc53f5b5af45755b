"""Wordings of the catalogue's kinds that a third set of issues held and the rules had missed; others of each kind."""

import pytest

from articles.proofing.checking import check_article
from articles.proofing.registers import NO_REGISTERS
from articles.proofing.units import plain_article


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in check_article(plain_article([text]), NO_REGISTERS, None)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("县里把闲置厂房做为实训基地。", "做为"),
        ("各单位要加强宣传力度，做到家喻户晓。", "加强"),
        ("两套系统的接口亟待需要打通。", "亟待需要"),
        ("通关时间比上年同期相比更短。", "比上年同期相比"),
        ("工会走访了患尿毒症的困难职工家属顾晓岚。", "顾晓岚"),
        ("她的女儿白雨桐今年8岁，在县城上学。", "白雨桐"),
        ("工控默认口令已全部改掉。试用网址：http://localhost:9000/app（科技科）", "http://localhost:9000/app"),
        ("（科技科 顾一）此件内部掌握，不得上网", "此件内部掌握"),
        ("（规划科 顾一）仅供领导参阅，请勿转发", "仅供领导参阅"),
        ("从报警到处置用时？？分钟（待运维方补）。", "？？"),
        ("参展企业数占全市的15%，比上届的9%提高6%。", "%"),
    ],
)
def test_is_told(text: str, words: str) -> None:
    assert words in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "他年轻有为，敢做为民办实事的带头人。",
        "要加强执法检查，加大处罚力度。",
        "与上年同期相比，通关时间更短。",
        "同比相比之下更能说明问题。",
        "医院走访了患者家属代表。",
        "她的女儿今年8岁，在县城上学。",
        "网址192.168.1.1是路由器默认的登录地址，请及时改密码。",
        "反诈中心提醒：收到不明链接请勿转发给亲友。",
        "产量占全市的15%，比上届的9%提高6个百分点。",
        "产值比上年的9%增速提高了，占比为15%。",
    ],
)
def test_is_right(text: str) -> None:
    assert not [
        words
        for words in found(text)
        if words in ("做为", "加强", "%", "同比相比")
        or "相比" in words
        or "http" in words
        or "请勿" in words
        or len(words) == 3
    ]


@pytest.mark.parametrize("title", ["服务热线开通", "服务热线升级上线", "网络服务能力再提升"])
def test_a_hotline_may_be_what_is_told(title: str) -> None:
    article = plain_article(["12345服务热线今日开通。"], title=title)
    assert not [one for one in check_article(article, NO_REGISTERS, None) if one.code == "furniture"]
