"""People that a text names, by the post before the name or the credit around it: 局长胡子钟, 记者游云, 图/郁娟. Pure.

For the traditional form of pages, which must not take a name for words. What it finds beside names does no harm there:
only characters that are ambiguous in a name stay as they are, in that very string.
"""

import re

from articles.text.names import is_surname

_POST = (
    r"(?:书记|市长|省长|县长|区长|镇长|乡长|局长|厅长|部长|处长|科长|主任|主席|秘书长|检察长|院长|校长|行长|所长|站长|队长|会长"
    r"|理事长|董事长|总经理|经理|厂长|组长|链长|调研员|巡视员|科员|成员|委员|常委|总工程师|工程师|负责人|代表|教授|研究员|专家|记者"
    r"|支书|总监|领导|劳模|模范|标兵|工匠|老板|老板娘|老师|师傅|邻居|学者|院士|民警|[\u4e00-\u9fff]{1,2}(?:员|长|师|士|者|警|人|手|匠)"
    r"|通讯员|职工|工人|村民|居民|选手|同志|摄影|摄|编辑|责编|校对|审核|签发|供稿|文/图|图/文|图文|文|图)"
)
# What follows a name in a sentence; a name of two characters is told from one of three by it.
_AFTER = (
    r"(?=[、，。；：！？,;:\s（(）)“”《》<]|$|同志|一行|等|出席|主持|参加|讲话|作|说|介绍|表示|指出|强调|带领|带队|率|到|在|赴|陪同|深入|调研"
    r"|走访|会见|听取|宣布|致辞|为|与|和|对|向|就|要求|任|代表|分别|现场|也|还|认为|告诉|笑|汇报|检查|督导|来到|签|发言|发表|发布|传达|领|通报|报道|采访|拍摄|撰|反映|透露|提醒|坦言|感慨|算|安排|后来|来|正|已|将|曾|便|又|却|把|从|是|有|了)"
)
_HAN = r"[\u4e00-\u9fff]"
# Surnames that behind a post need no verb after the name, and the words that begin with one of them.
_LOOSE = "范余岳郁谷松朴曲游姜沈丰升舍种仇折涂咸胡岩丑斗卜于党占"
# What begins with a character that is a surname too, and is none behind a post: 领导于会后指出, 师傅干完活.
_WORDS = (
    r"余[名人家个位下]|范[围例本文]|曲[线折]|丰[收富厚]|升[级值学至]|种[植类子种养]|折[合扣旧叠]|斗[争]|谷物|松[了绑动开]|胡[同乱]|沈阳"
    r"|游[客戏览泳玩行]|咸菜|涂[料装层]|岩[石土]|于[是会此今日月年后前]|干[部完活劲事了得]|后[来续期台]|里[外面程]|台[上下账]|党[员建委组支]"
    r"|几[个次名]|准[备时]|征[求集收得]|云[计平端上]|钟[表声头]|[余于]\d"
)
_WORD = re.compile(_WORDS)
_RARE = frozenset("丑种升舍折斗咸朴")
_WITHOUT_VERB = re.compile(rf"{_POST}[:：/／　 ]?(?!{_WORDS}|{_HAN}{{2,3}}{_AFTER})([{_LOOSE}]{_HAN}{{2}})")
_BEFORE_POST = re.compile(
    rf"(?<!{_HAN})({_HAN}{{2,3}})(?=副?(?:市长|县长|区长|局长|厅长|处长|科长|部长|院长|主任|书记|总经理|经理|厂长|同志|先生|女士|师傅))"
)
_SPEAKING = re.compile(
    rf"(?:(?<!{_HAN})|(?<=的))({_HAN}{{2,3}})(?=(?:笑着|感慨地|高兴地|坦)?(?:说|介绍|表示|告诉记者|言|回忆)[：:，,“])"
)
_CALLED = re.compile(rf"(?:名叫|叫|名为|家住[^，。]{{2,12}}的)({_HAN}{{2,3}})(?=[，。、的])")
_NAMED = re.compile(rf"{_POST}[:：/／　 ]?({_HAN}{_HAN}{{1,2}}?){_AFTER}")
_ANOTHER = re.compile(rf"[、和与　 ]({_HAN}{_HAN}{{1,2}}?){_AFTER}")
_CREDIT = re.compile(r"[（(][^（()）<>]{2,60}[)）]")
_CREDITED = re.compile(rf"(?<!{_HAN})({_HAN}{{2,3}})(?!{_HAN})")


def people_in(text: str) -> frozenset[str]:
    """The names of two or three characters that stand behind a post or in a bracketed credit. Mark-up may be between
    them: tags end a name."""
    found = set()
    for named in _NAMED.finditer(text):
        found.add(named[1])
        end = named.end()
        while another := _ANOTHER.match(text, end):
            found.add(another[1])
            end = another.end()
    for pattern in (_WITHOUT_VERB, _BEFORE_POST, _SPEAKING, _CALLED):
        found.update(pattern.findall(text))
    for credit in _CREDIT.finditer(text):
        found.update(_CREDITED.findall(credit[0]))
    return frozenset(n for n in found if (is_surname(n[0]) or n[0] in _RARE) and not _WORD.match(n))
