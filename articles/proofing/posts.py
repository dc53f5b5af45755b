"""Posts as they are printed: 市工信局党组书记、局长 before a name, 书记 after one. Pure."""

import re
from dataclasses import dataclass

_CORE = (
    r"(?:(?:常务|第一)?副|代理|代|候任)?"
    r"(?:书记|市长|省长|县长|区长|镇长|乡长|州长|旗长|局长|厅长|部长|处长|科长|主任|主席|秘书长|检察长|院长|校长|行长"
    r"|所长|站长|队长|支队长|会长|理事长|监事长|董事长|总经理|经理|组长|链长|关长|庭长|政委|司令员|总工程师|总经济师|总规划师|总会计师|总农艺师"
    r"|厂长|矿长|场长|馆长|台长|社长|总裁|总监|总编辑|总编|督查专员|督学|专员|首席专家)"
    r"|(?:[一二三四]级)?(?:副?调研员|副?巡视员|主任科员|副主任科员|高级主办|主办|高级主管|主管)|(?:党组|党委|党工委)?(?:成员|委员)|常委|领导"
)
_ENDS_IN_POST = re.compile(rf"(?:{_CORE})\Z")
STARTS_WITH_POST = re.compile(rf"(?:同志)?(?P<post>{_CORE})(?!们|以上|会议|办公|助理|职|级)")
# What parts clauses; 、 parts the posts of one person as well.
_BOUNDARY = re.compile(r"[，。；：！？\n“”‘’（）《》、—,;:!?()\s]")
_LONGEST_QUALIFIER = 24
_BEFORE = re.compile(r"^(?:原|时任|前任|前|曾任|曾|历任|已故|离任|卸任|退休|拟任|新任|首任|老)|(?:原|时任|前任|原任)$")
# 与市长程望舒: the word before the post is none of its office.
_LEAD = re.compile(r"(?:以及|[和与及由同对向随请]|陪同)?")
_LETTER = re.compile(r"(?:中国共产党|中共)")
_PARTY = re.compile(r"(?:机关)?(?:党组|党委|党工委|党总支|党支部)$")
_GOVERNMENT = re.compile(r"(?:人民)?政府$")
_PRONOUN = re.compile(r"^(?:我|本|该|全|其)(?=[省市县区局厅委])")
_UNIT_END = re.compile(
    r"(?:局|厅|委|部|办|办公室|处|科|室|院|会|组|公司|集团|中心|府|县|区|市|省|镇|乡|街道|大学|学院|学校|企业|厂|所|队|社|行|站"
    r"|协会|人大|政协|园|馆|店|村|社区|银行|基地|平台|产业链|链|研究院|分行|支行|海关|法院|检察院|团|矿|港|司|联|残联|科协)$"
)
_SPLIT = re.compile(r"[、，,；;/]|兼(?!职)")


@dataclass(frozen=True, slots=True)
class Post:
    """One post as printed.

    qualifier   what stands before its core: 市工信局党组, 常务, "" …
    core        书记, 副局长, 四级调研员, 领导 …
    start, end  in the text it was read from
    """

    qualifier: str
    core: str
    start: int
    end: int

    @property
    def unit(self) -> str:
        """The office, plain: 云汀市工信局党组 → 云汀市工信局, 市政府 → 市; "" where none is printed."""
        return plain_unit(self.qualifier)

    @property
    def has_unit(self) -> bool:
        """Whether the qualifier ends in what looks like an office, and not in 由 or 陪同的."""
        unit = self.unit
        return bool(
            unit and (_UNIT_END.search(unit) or _PARTY.search(self.qualifier) or re.match("[省市县区]..", unit))
        )

    @property
    def is_past(self) -> bool:
        """Printed as a post of former times, or of times to come (时任、原、拟任)."""
        return bool(_BEFORE.search(self.qualifier))


def plain_unit(qualifier: str) -> str:
    """An office's name without party bodies, 人民政府, 我 and their like."""
    unit = _LETTER.sub("", qualifier)
    unit = _GOVERNMENT.sub("", _PARTY.sub("", unit)).replace("人大常委会", "人大")
    return _PRONOUN.sub("", unit)


def posts_before(text: str, at: int) -> tuple[Post, ...]:
    """The posts that end where a name begins, in printed order; () where none does."""
    end = at
    if end and text[end - 1] in " 　：:\n":
        end -= 1
    found: list[Post] = []
    while post := _post_ending(text, end):
        found.append(post)
        end = post.start
        if end and text[end - 1] in "、兼":
            end -= 1
        elif not _ENDS_IN_POST.search(text, max(end - 8, 0), end):
            break
    return tuple(reversed(found))


def _post_ending(text: str, end: int) -> Post | None:
    core = _ENDS_IN_POST.search(text, max(end - 8, 0), end)
    if core is None:
        return None
    start = core.start()
    first = max(start - _LONGEST_QUALIFIER, 0)
    boundaries = [found.end() for found in _BOUNDARY.finditer(text, first, start)]
    begin = boundaries[-1] if boundaries else first
    begin += len(_LEAD.match(text[begin:start]).group())  # type: ignore[union-attr]
    qualifier = text[begin:start]
    if qualifier.endswith("兼") or _ENDS_IN_POST.search(qualifier):  # 市委常委副市长: the 、 was left out
        return Post("", core.group(), start, end)
    return Post(qualifier, core.group(), begin, end)


def posts_of(text: str) -> tuple[tuple[str, str], ...]:
    """(qualifier, core) of each post in a register's cell: 党组书记、局长 → 党组 书记, (none) 局长."""
    found = []
    for part in _SPLIT.split(text):
        part = part.strip()
        core = _ENDS_IN_POST.search(part)
        if core:
            found.append((part[: core.start()], core.group()))
        elif part:
            found.append(("", part))
    return tuple(found)
