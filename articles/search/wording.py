"""What people write around what they look for: punctuation, lists, question words, polite phrases, posts. Pure.

Everything here works on folded text (`articles.text.folding`) and on nothing that stands in quotation marks.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from articles.search.dates import Told, told
from articles.text.dates import han_number
from articles.text.folding import is_word
from articles.text.names import is_person, is_surname

_INNER = re.compile(r"[、,;/&+\n]+|(?<=[一-鿿])\s+(?=[一-鿿])")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[,/](?=\d)")
_FILLER = re.compile(
    "|".join(
        (
            r"(?:请问|你好|您好|麻烦)(?:一下)?",
            r"问(?:一)?下",
            r"(?:都|又|还)?(?:发|写|说|做|讲|干)(?:了|过)(?:些)?(?:什么|啥|哪些)?(?=$)",
            r"^(?:看看|看一看|看一下|找找|打开|进入|来点)",
            r"我?(?:想|要|想要)(?:看看|看|知道|了解|找|查|问)(?:一下)?",
            r"(?:请|帮我|帮忙)?(?:查找|查询|查看|查|找|搜索|搜)(?:一下|找)",
            r"(?:有没有|是不是|能不能|可不可以|是否|哪里(?:能|可以)|哪里|在哪(?:里|儿)?(?:能|可以)?(?:看|查|找)?|哪儿|到哪)",
            r"(?:怎么(?:样|办|才能)?|怎样|咋样?|如何|为什么|为何|是什么|(?:需要|要|有|用)?什么(?:时候|时间|地方)?|何时|几时)",
            r"(?:有哪些|哪些|哪个|哪家|哪天|哪年|哪(?:一)?(?:期|次)|是谁|谁|多少(?:家|个|人|次|项|钱)?|多久|几(?:家|次|项))",
            r"(?:关于|有关)",
            r"[要会能](?=[一-鿿](?:什么|哪些|多少))",
            r"(?:吗|呢|吧|啊|么)(?=$|[?!,。])",
        )
    )
)
# What may follow a name or a matter without meaning more than "what there is about it".
_TAIL = re.compile(
    r"的?(?:相关)?(?:最新)?(?:全部|所有)?(?:稿件|稿子|文章|新闻|报道|消息|内容|资料|栏目?|专栏|板块|手机报|全文|供稿)$|(?<=[一-鿿]{2})(?<!所有)(?<!全部)(?:标签|版面?)$|(?:所?写|发布?|编写|采写)的?$|的$"
)
_ISSUE = re.compile(r"(?:(?:20)?\d\d年)?(?:总?第[\d一二三四五六七八九十百]{1,6}期|[\d一二三四五六七八九十百]{1,6}期)")
# An issue's number among other words; 第二期培训班 is none.
_INNER_ISSUE = re.compile(
    r"((?:20)?\d\d年第?\d{1,3}期|(?:20)?\d\d年?第\d{1,3}期|总第?\d{1,6}期|第\d{2,6}期)(?!(?:培训|项目|工程|厂房|债|基金))"
)
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_NO = re.compile(r"(?<![a-z])no[.: ]?(\d{1,6})(?![\d.])")
_NUMERAL = re.compile(
    r"[〇零○一二两三四五六七八九十百千]{2,}(?=[年月日号期])|(?<=第)[一二两三四五六七八九十百千零]+(?=期)"
)
_HEAD = re.compile(
    r"^(?:通讯员|作者|记者|供稿人?|科室|部门|栏目|标签|来源|所有的?|全部的?|最新的?|最近的?)(?=[一-鿿]{2})"
)
_PARTICLES = "的了是在有着被吗呢吧啊么也都到给把和与及或并为"
_POSTS = tuple(
    """
    市委书记 县委书记 区委书记 党组书记 书记 副市长 市长 副县长 县长 副区长 区长 副省长 省长 副局长 局长 副处长 处长
    副科长 科长 副厅长 厅长 副部长 部长 副主任 主任 副主席 主席 秘书长 巡视员 调研员 董事长 总经理 经理 院长 校长 会长
    行长 主编 记者 总 工 局 厅 处
""".split()  # noqa: SIM905 - a list of words reads better so
)
_SPOKEN_POSTS = {"局": "局长", "厅": "厅长", "处": "处长"}
_NAMED = re.compile(rf"([一-鿿]{{1,4}}?)({'|'.join(sorted(_POSTS, key=len, reverse=True))})")


class Person(NamedTuple):
    """A name or surname with a post, as spoken, and what was said of them: 顾局长 · 调研."""

    name: str
    post: str
    rest: str = ""


class Wording(NamedTuple):
    """A piece of a query taken apart: what is asked about, and the date that was named with it."""

    words: tuple[str, ...]
    date: Told | None


def bare(text: str) -> str:
    """Without punctuation and brackets around it; brackets inside stay: 《光电》？ → 光电, 首台(套) as it is."""
    start, end = 0, len(text)
    while start < end and not is_word(text[start]):
        start += 1
    while end > start and not is_word(text[end - 1]):
        end -= 1
    inner = text[start:end]
    # A bracket whose partner is inside belongs to the words.
    for opener, closer in ("()", "《》", "【】", "[]", '""'):
        if text[end : end + 1] == closer and opener in inner and inner.count(opener) > inner.count(closer):
            return inner + closer
    return inner


def listed(text: str) -> list[str]:
    """The parts of what is written as a list: 光电、卫星 → 光电, 卫星; one part where it is none. 1,000 stays whole."""
    masked = _BETWEEN_DIGITS.sub(lambda found: {",": "\ue000", "/": "\ue001"}[found[0]], text)
    parts = (bare(part.replace("\ue000", ",").replace("\ue001", "/")) for part in _INNER.split(masked))
    return list(filter(None, parts))


def subject(text: str) -> str:
    """A name without what is said around it: 祁小棠的稿子 → 祁小棠, 企业风采栏目 → 企业风采."""
    before = ""
    text = bare(text)
    while text != before:
        before = text
        text = bare(_TAIL.sub("", text)) or text
        text = bare(_HEAD.sub("", text)) or text
    return text


def reworded(text: str) -> Wording:
    """Question words and dates off: 怎么申请专精特新 → 申请专精特新; 11月12日常务会议 → the day and 常务会议."""
    date, rest = told(text)
    pieces = []
    for part in _FILLER.sub(" ", rest).split():
        word = subject(_without_particles(bare(part)))
        if word and not (date and _TAIL.fullmatch(word)):  # 11月的稿件: the month and nothing else
            pieces.append(word)
    return Wording(tuple(dict.fromkeys(pieces)), date)


def _without_particles(text: str) -> str:
    return text.strip(_PARTICLES) if len(text.strip(_PARTICLES)) >= 2 else text


def person(text: str) -> Person | None:
    """A name or surname before a post, with which the text begins; None for anything else."""
    found = _NAMED.match(text)
    if not found or found[1] == "原" or not (is_surname(found[1]) or is_person(found[1])):
        return None
    if len(found[2]) == 1 and not (found.end() == len(text) and is_surname(found[1])):
        return None  # 王总 is one, 金工车间 and 张总裁 are none
    return Person(found[1], _SPOKEN_POSTS.get(found[2], found[2]), _without_particles(text[found.end() :]))


def is_issue_number(text: str) -> bool:
    """第46期, 2026年第46期, 46期: what names an issue and stands in no article."""
    return bool(_ISSUE.fullmatch(text))


def with_figures(text: str) -> str:
    """Numerals of years, days and issues as figures: 贰零贰陆年第四十六期 → 2026年第46期, no.46 → 第46期."""
    plain = _NO.sub(r"第\1期", text.translate(_FORMAL))
    figured = _NUMERAL.sub(lambda found: str(han_number(found[0]) or found[0]), plain)
    return figured if figured != text.translate(_FORMAL) else text


def apart(text: str) -> list[str]:
    """A part with an issue's number in it, number and words apart: 第46期要闻 → 第46期, 要闻."""
    pieces = [bare(piece) for piece in _INNER_ISSUE.split(with_figures(text))]
    return [piece for piece in pieces if piece] if len(pieces) > 1 else [text]


def joined(parts: Sequence[str]) -> list[str]:
    """The parts without blanks between characters: 消, 防演, 练 → 消防演练; [] where there are none."""
    whole = re.sub(r"(?<=[一-鿿])\n(?=[一-鿿])", "", "\n".join(parts)).split("\n")
    return whole if len(whole) < len(parts) else []


def is_particle(char: str) -> bool:
    """Whether the character left over means nothing by itself."""
    return char in _PARTICLES or not is_word(char)
