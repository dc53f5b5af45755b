"""Who is named in a text, by which post: the registered leaders, and names that stand after a post. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from articles.proofing.matching import Match, Words
from articles.proofing.posts import STARTS_WITH_POST, Post, posts_before, posts_of
from articles.proofing.registers import Leader, RegistersAt
from articles.text.names import is_person
from articles.text.pinyin import syllables

_HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
# What comes after a person's name: marks, and words that say what they did. Longer words are surer than single ones.
_SURE_AFTER = re.compile(
    r"$|[，。；：！？、,;:!?\n（）()“”《》\s—·]|同志|一行|率|带队|带领|主持|出席|参加|陪同|指出|强调|要求|表示|介绍|认为|提出|希望"
    r"|宣布|宣读|讲话|作了|做了|作(?![用业为品风战物])|深入|前往|走进|走访|实地|现场|调研|察看|查看|视察|检查|督导|督查|听取|会见"
    r"|接待|致辞|发言|汇报|传达|通报|解读|部署|总结|代表|担任|兼任|牵头|负责|参与|随同|围绕|先后|分别|一同|共同|应邀|组织|召集|召开"
    r"|率队|慰问|看望|座谈|了解|询问|考察|参观|观摩|莅临|抽查|接受|回应|来到|到|在|对|向|与|和|及|等|说|将|已|为|就|从|以|赴|来"
    r"|签|摄|供图|任|带|随|专程|专题|详细|仔细|充分|首先|最后|一一|之|的|是|曾|也|还|则|于|被|当选|获|亲|主讲|授课|揭牌|启动|推介|同"
)
_WEAK = frozenset("到在对向与和及等说将已为就从以赴来签任带随之的是曾也还则于被获亲率同")
_NEVER_LAST = frozenset("等说率对将已从就到为及的之是")
_JOINT = re.compile(r"[、]|以?及|[和与]")
_OPENS = frozenset(
    "、和与及由同对向随陪请受在是给让为把被的日时”“‘’有以并且经报新：，。；！？（）《》—,;:!?() \u3000\n\t·•|｜/\"'"
)
_NO_NAME = re.compile(
    r"强调|要求|介绍|表示|说明|陪同|提出|[和与及](?:市|县|区|省|局|各|相|有|其|副|部|企|全|工|党)|任(?:组|务|职|命|期|何|由)|于(?:是|\d|近|今|本|昨)|向(?:全|市|县|企|与|我|各|上|社)"
    r"|从(?:严|事|而|中|企|市|全|我|业)|应(?:邀|当|急|对|该)|安(?:排|全|心)|常(?:务|委|态)|时(?:间|任|候|代|说)|文(?:化|明|件)|万(?:人|元|名|家|吨|户)"
    r"|方(?:面|案|式|法)|师(?:生|范)|谈(?:话|心|到|及)|高(?:度|新|级|质|校)|平(?:安|时|均)|关(?:于|心|键|注)|经(?:济|开|营|过)|商(?:务|会|贸|业)|项目|计划"
    r"|成(?:员|立|果|为)|金融|国(?:家|资|有|务)|支(?:持|部|撑)|全(?:体|面|程|力|市|县|省|区|国)|相关|明确|宣(?:传|布|读)|石油|农(?:业|村)|能(?:源|够|力)"
    r"|水(?:利|务|平)|广(?:大|泛|播)|解(?:读|决|放|释)|查(?:看|阅|处)|党(?:组|委|员|建|课)|连(?:续|线)|居民|封(?:面|闭)|曾(?:经|任)|左右|上(?:级|述|午)"
    r"|双(?:方|创)|单位|别|干部|言|后(?:备|来|续)|第[一二三四五六七八九十]|年|代(?:表|替)|通(?:过|报|信|讯|知)|温(?:暖|馨)|司(?:法|机)|充分|包(?:括|联|抓|保)"
)


_LISTED_AFTER = re.compile(r"[、，。；等）)和与及\n]|同志|参加|出席|陪同|$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named in a text.

    name        without a blank inside; start, end are where it stands
    posts       printed before or after it; of the one before in a list when it has none of its own (inherited)
    start_all   where the posts before it begin
    known       the register has the name, of whatever time
    """

    name: str
    start: int
    end: int
    posts: tuple[Post, ...] = ()
    known: bool = False
    inherited: bool = False
    after: bool = False

    @property
    def start_all(self) -> int:
        if self.inherited or self.after or not self.posts:
            return self.start
        return self.posts[0].start

    @property
    def last(self) -> Post | None:
        return self.posts[-1] if self.posts else None

    @property
    def is_past(self) -> bool:
        return any(post.is_past for post in self.posts)


@dataclass
class People:
    """The register of leaders as of a day, ready to be asked. One is kept for each registers (`people_at`)."""

    registers: RegistersAt
    _texts: dict[str, tuple[Mention, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rows = _grouped(self.registers.all.leaders)
        spaced = {f"{name[0]}{blank}{name[1:]}": name for name in self.rows for blank in " \u3000\n"}
        self._plain = {**{name: name for name in self.rows}, **spaced}
        self._names = Words(self._plain)
        self._near: dict[str, list[str]] = {}
        self._surnames = frozenset(name[0] for name in self.registers.leaders_by_name if len(name) == _LONG)
        for name in self.registers.leaders_by_name:
            for hole in _holes(name):
                self._near.setdefault(hole, []).append(name)

    def near(self, words: str) -> list[str]:
        """The names of those in office that differ from three characters by one."""
        return list(dict.fromkeys(name for hole in _holes(words) for name in self._near.get(hole, ()) if name != words))

    def misheard(self, text: str) -> Iterator[tuple[int, str]]:
        """(place, right name) where three characters sound like the name of somebody in office and one is another:
        nobody else of that sound is likely to be in the same paper."""
        for at, first in enumerate(text):
            if first in self._surnames:
                said = text[at : at + _LONG]
                if said in self.rows or not begins_well(text, at):
                    continue
                for name in self.near(said):
                    if name[0] == first and syllables(name) == syllables(said):
                        yield at, name
                        break

    def after_posts(self, text: str) -> Iterator[int]:
        """Where names may begin: after a post."""
        return _after_posts(text)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Who is named in a text, in order. Kept while the same texts are asked about by several rules."""
        found = self._texts.get(text)
        if found is None:
            found = tuple(self._find(text)) if self.rows else ()
            if len(self._texts) > _TEXTS_KEPT:
                self._texts.clear()
            self._texts[text] = found
        return found

    def name_of(self, text: str) -> str:
        """The registered name that a text is, a blank inside left out; "" for any other text."""
        return self._plain.get(text.strip(), "")

    def named(self, text: str) -> tuple[Mention, ...]:
        """As `mentions`, also where the register is empty: whoever stands after a post."""
        return self.mentions(text) or tuple(self._find(text))

    def _find(self, text: str) -> Iterator[Mention]:
        known = {match.start: match for match in self._names.find(text)}
        starts = sorted({*known, *_after_posts(text)})
        last: Mention | None = None
        at = 0
        for start in starts:
            if start < at:
                continue
            for mention in self._from(text, start, known, last):
                yield mention
                last, at = mention, mention.end

    def _from(self, text: str, start: int, known: dict[int, Match], last: Mention | None) -> Iterator[Mention]:
        """The name at `start`, and those that follow it in a list after 、 or 和 without posts of their own."""
        mention = self._at(text, start, known, last)
        while mention is not None:
            yield mention
            joint = _JOINT.match(text, mention.end)
            if joint is None or not mention.posts:
                return
            mention = self._at(text, joint.end(), known, mention, listed=True)

    def _at(
        self, text: str, start: int, known: dict[int, Match], last: Mention | None, *, listed: bool = False
    ) -> Mention | None:
        posts = posts_before(text, start)
        before = last if last is not None and last.posts and _is_joint(text[last.end : start]) else None
        match = known.get(start)
        if match is not None and not self._stands(text, match, bool(posts or before)):
            match = None
        if match is not None:
            mention = Mention(self._plain[match.word], start, match.end, posts, known=True)
        elif name := self._unknown(text, start, bool(posts), listed):
            mention = Mention(name, start, start + len(name), posts)
        else:
            return None
        return self._with_posts(text, mention, before)

    def _stands(self, text: str, match: Match, led: bool) -> bool:
        """Whether a registered name is a name here and no part of a longer one, or of other words (人马超过)."""
        if not ends_well(text, match.end):
            longer = _name_at(text, match.start)
            return led and not (longer and len(longer) > len(self._plain[match.word]))
        return led or begins_well(text, match.start)

    def _unknown(self, text: str, start: int, has_posts: bool, listed: bool) -> str:
        """A name that no register has, after a post or in a list behind one."""
        name = _name_at(text, start) or ""
        if has_posts or not listed or not name:
            return name if has_posts else ""
        return name if _LISTED_AFTER.match(text, start + len(name)) else ""

    def _with_posts(self, text: str, mention: Mention, before: Mention | None) -> Mention:
        """With the posts that stand after the name, or those of the one before it in the list."""
        if mention.posts:
            return mention
        given = (mention.name, mention.start, mention.end)
        if mention.known and (after := STARTS_WITH_POST.match(text, mention.end)):
            post = Post("", after["post"], after.start("post"), after.end("post"))
            return Mention(*given, (post,), known=True, after=True)
        if mention.known and text.startswith(("（", "("), mention.end):
            close = min((at for mark in "）)" if (at := text.find(mark, mention.end)) > 0), default=-1)
            if close > 0 and (posts := posts_before(text, close)) and posts[0].start > mention.end:
                return Mention(*given, posts, known=True, after=True)
        if before is not None:
            return Mention(*given, before.posts, known=mention.known, inherited=True)
        return mention


_TEXTS_KEPT = 400
_LONG = 3


def _holes(name: str) -> tuple[str, ...]:
    """A name of three characters with each left out in turn: 杜_毫."""
    return tuple(name[:at] + "_" + name[at + 1 :] for at in range(_LONG)) if len(name) == _LONG else ()


@lru_cache(maxsize=32)
def people_at(registers: RegistersAt) -> People:
    """The people of these registers."""
    return People(registers)


def _grouped(rows: Iterable[Leader]) -> dict[str, tuple[Leader, ...]]:
    found: dict[str, tuple[Leader, ...]] = {}
    for row in rows:
        found[row.name] = (*found.get(row.name, ()), row)
    return found


_POST_THEN_NAME = re.compile(
    rf"(?:书记|[市省县区镇乡州旗局厅部处科]长|主任|主席|秘书长|检察长|[院校行所站队会组链关庭厂矿场馆台社]长|[理监]事长|总[裁监编]|总编辑|专员|经理|政委|司令员"
    rf"|总工程师|总经济师|总规划师|调研员|巡视员|主任科员|成员|委员|常委|领导)[：: \u3000]?(?=[{_HAN}]{{2}})"
)


def _after_posts(text: str) -> Iterator[int]:
    """Where names may begin: after a post."""
    return (found.end() for found in _POST_THEN_NAME.finditer(text))


def _is_joint(text: str) -> bool:
    return bool(_JOINT.fullmatch(text))


def begins_well(text: str, start: int) -> bool:
    """Whether a name may begin here: after a mark, or a word that leads to names."""
    return start == 0 or text[start - 1] in _OPENS or not re.match(f"[{_HAN}]", text[start - 1])


def ends_well(text: str, end: int) -> bool:
    """Whether a name may end here: before a mark, a word that tells what somebody did, or their post."""
    return bool(_SURE_AFTER.match(text, end) or STARTS_WITH_POST.match(text, end))


def _name_at(text: str, start: int) -> str | None:
    """A name that is formed like one and followed by what follows names; None where none stands."""
    if _NO_NAME.match(text, start):
        return None
    good: list[tuple[bool, str]] = []
    for length in (2, 3, 4):
        name = text[start : start + length]
        if len(name) == length and is_person(name) and (after := _SURE_AFTER.match(text, start + length)):
            good.append((after.group() not in _WEAK, name))
    if not good:
        return None
    # 孙立等参加 is 孙立, 李强调研 is 李强, 孙立陪同 is 孙立; 牛富强指出 is 牛富强.
    sure = [name for is_sure, name in good if is_sure and name[-1] not in _NEVER_LAST]
    best = sure[-1] if sure else good[0][1]
    return None if re.search(r"书记|主任|[局市县区处科厅]长|领导|委员", best) else best


def same_posts(row: Leader) -> tuple[tuple[str, str], ...]:
    """(qualifier, core) of a row's posts, full and short."""
    return (*posts_of(row.post), *posts_of(row.short_post))
