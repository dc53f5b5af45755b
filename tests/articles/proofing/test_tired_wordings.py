"""Wordings of the catalogue's kinds that a third set of issues held and the rules had missed; others of each kind."""

import pytest

from articles.proofing.catalogue import RULES
from articles.proofing.checking import check_article
from articles.proofing.registers import NO_REGISTERS
from articles.proofing.units import plain_article

CODES = {rule.code for rule in RULES}


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
    ("text", "code"),
    [
        ("他主动做为民办实事的带头人。", "word.confused"),
        ("争做为企业服务的标兵。", "word.confused"),
        ("要加强检查加大力度。", "word.collocation"),
        ("与对比组相比，通关时间更短。", "word.pleonasm"),
        ("同比增速相比之下更能说明问题。", "word.pleonasm"),
        ("隐患排查到家属王建国家中。", "name.vulnerable"),
        ("她的女儿白雨桐今年28岁，在县城工作。", "name.vulnerable"),
        ("提醒：浏览器打开http://192.168.1.1，请及时改路由器默认密码。", "link.bad"),
        ("这份说明请勿转发给亲友。", "secret.mark"),
        ("反诈中心提醒：收到不明链接请勿转发给亲友。", "furniture"),
        ("未经证实的消息请勿转发。", "secret.mark"),
        ("产量占全市的15%，比上届的9%提高6个百分点。", "number.pp"),
        ("产量占全市的15%，比上届的9%提高8%。", "number.pp"),
    ],
)
def test_is_right(text: str, code: str) -> None:
    assert code in CODES
    told = check_article(plain_article([text]), NO_REGISTERS, None)
    assert [text[one.start : one.end] for one in told if one.code == code] == []


@pytest.mark.parametrize("title", ["服务热线开通", "服务热线升级上线", "网络服务能力再提升"])
def test_a_hotline_may_be_what_is_told(title: str) -> None:
    article = plain_article(["12345服务热线今日开通。"], title=title)
    assert not [one for one in check_article(article, NO_REGISTERS, None) if one.code == "furniture"]
