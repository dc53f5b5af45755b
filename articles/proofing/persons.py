"""Full names of minors, patients, victims and suspects' families. Pure."""

import re
from collections.abc import Iterator

from articles.proofing.rules import Hit, Scope
from articles.text.dates import han_number
from articles.text.names import is_person

_ROLE = re.compile(
    r"(?P<role>(?:犯罪)?嫌疑人|被告人|受害人|被害人|受害者|被害者|遇害者|死者|遇难者|伤者|患者|病患(?!者)|病人|病例|确诊者|感染者|孤儿|弃婴|留守儿童|困境儿童|(?:患病|走失|受伤|失踪|溺水|被困|受害|被拐)儿童|患儿|未成年人|"
    r"(?:初|高)?[一二三四五六]年级(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)]?班)?的?(?:学生|同学|小朋友)?|[初高][一二三](?:[（(]?\d{1,2}[）)]?班)?(?:学生|男生|女生)|自闭症儿童|残疾儿童|聋哑儿童|孤独症儿童|重病儿童|小学生|初中生|中学生|幼儿|男童|女童|男孩子?|女孩子?|男婴|女婴|失足少年|吸毒人员|戒毒人员|社区矫正对象|刑满释放人员|艾滋病人|精神病人)"
    r"(?:家属|亲属)?[：:]?(?P<name>[一-鿿]{2,4})"
)
_FAMILY = re.compile(
    r"(?:罪犯|嫌疑人|被告人|死者|患者|受害人|被害人)[一-鿿]{0,3}?[的之]?(?:妻子?|夫|父|母|子|女|丈夫|父亲|母亲|儿子|女儿|家属|亲属|哥哥|弟弟|姐姐|妹妹)(?P<name>[一-鿿]{2,4})"
)
_ILL_FAMILY = re.compile(
    r"(?<![隐后祸忧匪水防医])患[^，。；]{1,16}?(?:家属|亲属|妻子|丈夫|父亲|母亲|儿子|女儿|孩子)(?P<name>[一-鿿]{2,4})"
)
# 学生某某的父亲因涉案被抓: whoever's parent is named so is known.
_OF_SUSPECT = re.compile(
    r"(?:学生|同学|孩子|少年|女孩|男孩|儿童)(?P<name>[一-鿿]{2,3}?)的(?:父亲|母亲|父母|爸爸|妈妈|家长)[^，。；]{0,4}(?:因?(?:涉[案嫌毒黑赌罪]|犯罪|贩毒|吸毒|盗窃|诈骗)|被(?:依法)?(?:抓|捕|逮捕|拘|判|刑|带走|控|查)|服刑|在押)"
)
# 女儿某某患有心脏病
_CHILD_ILL = re.compile(
    r"(?:儿子|女儿|孙子|孙女|外孙女?|孩子|妻子|丈夫|父亲|母亲)(?P<name>[一-鿿]{2,3}?)(?=(?:身患|患有|罹患|确诊|被确诊|查出|患上|因病|住院)[^，。]{0,12})"
)
# 女儿某某今年8岁
_CHILD = re.compile(
    r"(?:儿子|女儿|孙子|孙女|外孙女?|孩子)(?P<name>[一-鿿]{2,3})(?:今年|现年|年仅|才|刚满)(?P<age>\d{1,2}|[一二三四五六七八九十]{1,3})(?:周)?岁"
)
_AGE = re.compile(
    r"(?P<name>[一-鿿]{2,4}?)(?:（|\(|，)(?:(?:男|女|化名)[，,]?){0,2}(?:今年|年仅|现年)?(?P<age>\d{1,2}|[一二三四五六七八九十]{1,3})(?:周)?岁"
)
_AGE_FIRST = re.compile(
    r"(?:年仅|今年|现年)?(?P<age>\d{1,2}|[一二三四五六七八九十]{1,3})(?:周)?岁(?:的)?(?:男孩|女孩|男童|女童|孩子|儿童|少年|少女|学生|小朋友|小学生|患儿|儿子|女儿|学徒工?|童工|实习生|中专生|高中生|初中生|技校生|伤者|女工|男工|小伙|姑娘)?(?P<name>[一-鿿]{2,4})"
)
# 白血病患者、7岁的某某 · 身患尿毒症的某某 · 在医院住院的某某
_ILL = re.compile(
    r"(?:身患|患有|罹患|(?<![隐后祸忧匪水防医])患|确诊(?:为)?|查出)[^，。；]{1,12}?(?:病|癌|症|瘤|炎|瘫|残疾)[^，。；]{0,2}的(?P<name>[一-鿿]{2,4})|(?:住院|治疗|抢救|透析|化疗|隔离)的(?:病人|患者|病患|群众|职工|工人|学生|孩子)?(?P<name2>[一-鿿]{2,4})"
)
_NEVER_NAMED = re.compile(
    "嫌疑人|被告人|害人|害者|死者|患者|病[患人例]|确诊|感染|吸毒|戒毒|矫正|刑满|患[^者难]|住院|治疗"
)
_MAY = re.compile(
    "患有|患上|因病|服刑|罪犯|嫌疑人|被告人|害人|害者|死者|难者|伤者|病[人例]|感染者|孤儿|弃婴|儿童|未成年|年级|[小初中高]学?生|学生|[初高][一二三]|幼儿|[男女][童孩婴]|少年|人员|对象|岁|患|确诊|查出|住院|治疗|抢救|透析|化疗"
)
_HONOUR = re.compile(
    r"荣获|获得|获奖|表彰|先进|最美|好少年|冠军|亚军|季军|金牌|银牌|铜牌|[一二三特]等奖|竞赛|大赛|夺|入选|优秀|模范|楷模|见义勇为|烈士|英雄|录取|考入|代表发言|志愿者|演讲|朗诵|参赛|比赛"
)
_FOLLOWS = "至实今才刚收获得手捡路跌卧因的是在被将已于因与和向从对到及等说表示介绍送经由为有家住不也都曾正上下入出接治康患病死伤遇抢救告诉称报走失哭逃跑承认交供术生身还已现当因受突遭时，"


def vulnerable(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """患者张小山 → 张某某. Public honours name their bearers."""
    if not _MAY.search(text):
        return
    seen: set[int] = set()
    for pattern in (_ROLE, _FAMILY, _ILL_FAMILY, _CHILD, _CHILD_ILL, _OF_SUSPECT, _AGE, _AGE_FIRST, _ILL):
        for found in pattern.finditer(text):
            if "age" in found.groupdict() and not _minor(found["age"]):
                continue
            group = "name2" if pattern is _ILL and found["name2"] else "name"
            after = text[found.end(group) : found.end(group) + 1]
            name = _person(found[group], after, last=pattern is _AGE, told="岁的" in found[0])
            # Honours name their bearers; a patient's or suspect's name is no honour, whatever else the sentence tells.
            honoured = not _NEVER_NAMED.search(found[0]) and _HONOUR.search(_sentence(text, *found.span()))
            if not name or honoured:
                continue
            start = found.start(group) if pattern is not _AGE else found.end(group) - len(name)
            if start not in seen:
                seen.add(start)
                yield Hit(start, start + len(name), name[0] + "某" + ("某" if len(name) > 2 else ""))


def _minor(age: str) -> bool:
    value = han_number(age)
    return value is not None and value < 18


def _person(words: str, after: str, *, last: bool, told: bool) -> str:
    """The name in up to four characters and what follows them; before an age it stands at their end."""
    if "某" in words or "×" in words:
        return ""
    if last:
        return next((words[-n:] for n in (3, 2) if len(words) >= n and _name(words[-n:], told=False)), "")
    for length in (3, 2):
        name, rest = words[:length], (words + after)[length:]
        if (
            len(name) == length
            and _name(name, told=told and length > _TWO)
            and (not rest or rest[0] in _FOLLOWS or not _HAN.match(rest))
        ):
            return name
    return ""


def _name(word: str, *, told: bool) -> bool:
    """A name whose surname is not also a common word (和, 有, 全), unless what stands before leaves nothing else."""
    return (
        (told or word[0] not in _WORD_SURNAMES)
        and word[1:] not in _ADDRESSED
        and word[-1] not in _FOLLOWS
        and is_person(word)
    )


_TWO = 2
_HAN = re.compile("[一-鿿]")
_ADDRESSED = ("女士", "先生", "同学", "老师", "医生", "大爷", "阿姨", "奶奶", "爷爷", "小姐", "总", "工")
_WORD_SURNAMES = frozenset(
    "有和明从时占全束家公安康满常能成方文高水边向后任计解应支景古都党国广强经过包通开多充关危双却别利单及台各同名向因在均如年并开当总所把持按接救是最服未权来查样正每治法活清源特现用由目看着知种科第等管索红统自行认该说调费贵车转边还进连送通达过道部里金问除随青非面须项预"
)


def _sentence(text: str, start: int, end: int) -> str:
    before = re.split("[。！？\n]", text[max(start - 80, 0) : start])[-1]
    return before + re.split("[。！？\n]", text[start : end + 80])[0]
