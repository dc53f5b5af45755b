"""Fallen officials: their names stand nowhere but in the news of their case. Pure."""

import re
from collections.abc import Iterator

from articles.proofing.findings import Level
from articles.proofing.listed_words import listed_at
from articles.proofing.matching import Match
from articles.proofing.people import begins_well, ends_well
from articles.proofing.posts import posts_before
from articles.proofing.rules import Hit, Scope
from articles.proofing.telling import sentence_around
from articles.proofing.word_tables import word_starts

# A case by itself, in a title or in another sentence that names the same person.
_CASE = re.compile(
    r"违纪违法|违法违纪|严重违|审查调查|接受[^，。；]{0,6}(?:审查|调查)|被查|双开|开除党籍|开除公职|受贿|贪污|判处|获刑|有期徒刑|提起公诉|被公诉|"
    r"被起诉|留置|落马|受审|庭审|[^个方预备草议提答档教图文]案$|一案|忏悔|免去|罢免|移送司法|逮捕|流毒|余毒"
)
_ACCUSED_AFTER = re.compile(
    r"[^。；]{0,40}?(?:涉嫌|严重违|违纪违法|违法违纪|受贿|贪污|忏悔|双开|开除党籍|开除公职|落马|受审|获刑|判处|有期徒刑|审查调查|"
    r"接受[^，。；]{0,6}(?:审查|调查|处[分理])|被(?:查|开除|双开|立案|留置|逮捕|判|提起公诉|起诉|公诉|免|罢|依法|移送|带走|撤|采取))"
    r"|[^，。；]{0,12}?(?:违纪|违法(?!行为|线索)|违反|行贿|腐败|流毒|余毒|恶劣影响|教训|典型案|投案|认罪|服刑|被通报|(?<![个方预备草议提答档教图文])案(?!头|场|板|卷|文))"
)
_ACCUSED_BEFORE = re.compile(
    r"(?:开除|逮捕|判处|查处|免去|罢免|通报(?!表扬)|肃清|处分|公诉|起诉|审理|宣判|被告人|罪犯|嫌疑人|审查调查|立案|留置|剖析|汲取|吸取|撤销|终止)[^。；，]{0,24}$"
)
_AGAINST = re.compile(r"[^。；]{0,20}?(?:审查|调查|处分|立案|留置|逮捕|起诉|公诉|审判|通缉|处理)")
# Somebody else of the same name.
_SAME_NAME = re.compile(
    r"(?:工人|技术员|工程师|村民|居民|同学|学生|教师|老师|教授|医生|护士|农民|店主|业主|选手|记者|通讯员|作者|经理|董事长|总裁|创始人|负责人|队员|演员|司机|志愿者|先生|女士)[：:“]?$"
)


def fallen(text: str, scope: Scope) -> Iterator[Hit]:
    """The name of a fallen official wherever it stands, but for the news of the case itself and others of the same
    name."""
    listed = listed_at(scope.registers)
    if not listed.fallen:
        return
    title = scope.article.title if scope.article is not None else ""
    for match in listed.names.find(text):
        if _SAME_NAME.search(text[max(match.start - 6, 0) : match.start]) or not _is_name(text, match):
            continue
        if not _is_of_case(text, match, title) or _acts(text, match):
            yield Hit(match.start, match.end, None, level=Level(listed.fallen[match.word].level))


def _is_of_case(text: str, match: Match, title: str) -> bool:
    """Whether a name stands where its case is told: there, in the title, or in another sentence with the name."""
    start, end = sentence_around(text, match.start, match.end)
    before, after = text[start : match.start], text[match.end : end]
    against = re.search(r"(?:对|给予)[^。；，]{0,20}$", before) and _AGAINST.match(after)
    if against or _ACCUSED_AFTER.match(after) or _ACCUSED_BEFORE.search(before) or _CASE.search(title):
        return True
    others = re.split("[。；！？\n]", text[:start] + "\n" + text[end:])
    return any(match.word in one and _CASE.search(one) for one in others)


_DEEDS = (
    "提出|出席|参加|主持|讲话|强调|指出|要求|陪同|调研|视察|考察|检查|表示|致辞|发言|带队|率队|部署|介绍|慰问|走访|会见|颁奖|揭牌|宣布|听取|通报|"
    "作了?(?:报告|动员|总结)|引进|题写|题词|题字|题名|作序|创办|创建|倡导|倡议|奠基|剪彩|签批|批示|指示|牵头|推动|关心|关怀|支持|帮助|指导|培养|捐资|捐赠|设计|规划|谋划|促成|招引|授牌|点赞|肯定|勉励|嘱托|寄语"
)
# What only somebody in office or in honour does; a report of the case lets the fallen only confess and be judged.
_ACT = re.compile(rf"[^，。；]{{0,12}}?(?:{_DEEDS})")
_WRONG = re.compile(
    r"忏悔|供述|交代|检讨|后悔|悔过|自述|狱中|留置|受审|庭审|违规|违纪|违法(?!行为|线索)|违反|涉嫌|私自|接受|收受|伙同|利用"
)
_CONFESSES = re.compile(rf"{_WRONG.pattern}|任职期间|曾|当年|时任|搞")
_BY = re.compile(r"(?:由|在|经|受|请|感谢|缅怀|追忆|铭记|学习)(?:时任|原|老)?[^，。；由在经受请]{0,12}$")


def _acts(text: str, match: Match) -> bool:
    """Whether the words around a name tell of a deed in office or in honour: 由某人引进, 某人题写."""
    deed = _ACT.match(text, match.end)
    if deed is None:
        return False
    if _BY.search(text, max(match.start - 20, 0), match.start):
        return not _WRONG.search(deed[0])
    return not _CONFESSES.search(re.split("[，。；]", text[match.end : match.end + 30])[0])


_LONG = 3
# 某某路, 某某村: a place, whoever it was named after.
_NAMED_AFTER = re.compile(r"路(?!过|演)|街(?!头)|大道|巷|村(?!里)|镇(?!里)|乡|桥(?!段)|广场|社区|小区|水库|公园|庄|屯")
_DOES = re.compile(
    rf"当年|亲自|曾|一手|生前|任|主政|{_DEEDS}|捐|写|题|送|赠|奖|给|把|所|亲|来|去|又|再|还|均|都|已|正|会|能|要|让"
)


def _is_name(text: str, match: Match) -> bool:
    """Whether the characters are a name and no part of a longer one (王军 in 王军霞) or of other words."""
    if _NAMED_AFTER.match(text, match.end):
        return False
    begins = begins_well(text, match.start) or bool(posts_before(text, match.start))
    if len(match.word.replace(" ", "")) < _LONG:
        return begins and bool(ends_well(text, match.end) or _DOES.match(text, match.end))
    # 提高平安建设水平 has no 高平安: the first character belongs to the word before it.
    return begins or match.word[0] not in word_starts().get(text[match.start - 1], "")
