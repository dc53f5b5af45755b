"""People that a text names, by the post before the name or the credit around it: 局长胡子钟, 记者游云, 图/郁娟. Pure.

For the traditional form of pages, which must not take a name for words. What it finds beside names does no harm there:
only characters that are ambiguous in a name stay as they are, in that very string.
"""

import re

from articles.text.names import is_surname

_POST = (
    r"(?:书记|市长|省长|县长|区长|镇长|乡长|局长|厅长|部长|处长|科长|主任|主席|秘书长|检察长|院长|校长|行长|所长|站长|队长|会长"
    r"|理事长|董事长|总经理|经理|厂长|组长|链长|调研员|巡视员|科员|成员|委员|常委|总工程师|工程师|负责人|代表|教授|研究员|专家|记者"
    r"|通讯员|职工|工人|村民|居民|选手|同志|摄影|摄|编辑|责编|校对|审核|签发|供稿|文/图|图/文|图文|文|图)"
)
# What follows a name in a sentence; a name of two characters is told from one of three by it.
_AFTER = (
    r"(?=[、，。；：！？,;:\s（(）)“”《》<]|$|同志|一行|等|出席|主持|参加|讲话|作|说|介绍|表示|指出|强调|带领|带队|率|到|在|赴|陪同|深入|调研"
    r"|走访|会见|听取|宣布|致辞|为|与|和|对|向|就|要求|任|代表|分别|现场|也|还|认为|告诉|汇报|检查|督导|来到|签|发言|发表|发布|传达|领|通报|报道|采访|拍摄|撰|反映|透露|提醒|坦言|感慨|算|安排|后来|来|正|已|将|曾|便|又|却|把|从|是|有|了)"
)
_HAN = r"[\u4e00-\u9fff]"
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
    for credit in _CREDIT.finditer(text):
        found.update(_CREDITED.findall(credit[0]))
    return frozenset(name for name in found if is_surname(name[0]))
