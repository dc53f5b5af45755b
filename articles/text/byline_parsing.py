"""Reading bylines: who sent and wrote an article, from words such as （发展规划科 徐原芃）. Pure.

`parse_byline` reads what is known to be a byline. `split_byline` finds one at the end of a paragraph and is
strict, since a body may end in other brackets; `byline_line` judges a line of its own; `split_dateline` finds
one in an opening such as 本报讯（记者 何一凡）.
"""

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from articles.text.byline import NO_BYLINE, Byline
from articles.text.names import is_office, is_outlet, is_person, may_be_person
from articles.text.widths import fold

_EDITORS = ("责任编辑", "本期编辑", "执行编辑", "责编", "编辑", "编审")
_SOURCES = (
    "信息来源",
    "文章来源",
    "稿件来源",
    "资料来源",
    "消息来源",
    "来源",
    "稿源",
    "转载自",
    "转自",
    "摘自",
    "选自",
    "原载",
    "据",
)
_UNITS = ("供稿单位", "报送单位", "作者单位", "撰稿单位", "来稿单位", "单位", "科室", "供稿科室")
_WRITERS = (
    "本报记者",
    "本网记者",
    "本台记者",
    "见习记者",
    "实习记者",
    "首席记者",
    "特约记者",
    "全媒体记者",
    "融媒体记者",
    "记者",
    "特约通讯员",
    "通讯员",
    "实习生",
    "特约撰稿人",
    "撰稿人",
    "撰稿",
    "撰文",
    "供稿人",
    "供稿",
    "作者",
    "采写",
    "整理",
    "编译",
    "翻译",
    "综合",
    "报送人",
    "报送",
    "投稿人",
    "投稿",
    "图文",
    "文图",
    "文字",
    "文",
)
_OTHERS = (
    "摄影报道",
    "摄影",
    "图片提供",
    "供图",
    "图片",
    "摄像",
    "视频",
    "制图",
    "绘图",
    "漫画",
    "图",
    "摄",
    "校对",
    "审核",
    "审校",
    "初审",
    "复审",
    "终审",
    "签发",
    "监制",
    "策划",
    "统筹",
)
_VERBS = frozenset(("整合", "整理", "综合", "报道", "采写", "摄影报道", "编译", "汇编", "供稿"))
_NEEDS_MARK = frozenset(("文", "图", "摄", "据", "单位", "综合", "图文", "文图", "文字", "图片", "视频", "编辑"))
_SUFFIX_ROLES = ("摄影报道", "摄影", "供图", "供稿", "撰稿", "整理", "编译", "文图", "图文", "文", "图", "摄")
_GLUED_LABELS = ("特约通讯员", "通讯员", "本报记者", "实习生", "记者", "责任编辑", "供稿")
_ALL_LABELS = sorted({*_EDITORS, *_SOURCES, *_UNITS, *_WRITERS, *_OTHERS}, key=len, reverse=True)
_LABEL = re.compile(rf"(?P<label>文\s*/\s*图|图\s*/\s*文|{'|'.join(_ALL_LABELS)})\s*(?P<mark>[:/|])?\s*")
_SUFFIX = re.compile(
    rf"\s*/\s*(?P<role>{'|'.join(_SUFFIX_ROLES)})(?=$|[\s、,;/|)])|\s(?P<bare>{'|'.join(_SUFFIX_ROLES)})$"
)
_WORD = re.compile(r"(?:https?://|www\.)[^\s、,;)]+|[^\s、,;|/:]+")
_SEPARATORS = re.compile(r"[\s、,;|/]+")
_OPENERS = {"(": ")", "[": "]", "【": "】", "〔": "〕", "〖": "〗", "「": "」"}
_CLOSERS = {closer: opener for opener, closer in _OPENERS.items()}
_ENDS = frozenset('。！？!?…”’"』」》.;；）)')
_SENTENCE_MARKS = re.compile(r"[。！？!?;；…“”《》]")
_TELLING = re.compile(r"[的了在来到赴把将等是和]")  # words of a sentence, which no office's name holds
_LONGEST = 120
_LONGEST_WITH_URL = 600
_DATELINE = re.compile(
    r"^(?P<place>[\w·•]{1,20}?(?:\d{1,2}月)?(?:\d{1,2}日)?)(?P<kind>讯|电|消息|报道)"
    r"(?:\s*\((?P<inner>[^()]{1,60})\))?(?P<after>\s*:\s*|\s+)?"
)
_OPENING_BRACKET = re.compile(r"^\((?P<inner>[^()]{2,60})\)\s*")


class Opening(NamedTuple):
    """The head of a paragraph, e.g. 本报讯（记者 何一凡）: its words, byline or NO_BYLINE, outlet, and what follows."""

    dateline: str
    byline: Byline
    outlet: str
    rest: str


@dataclass(slots=True)
class _Reading:
    """What the words of a byline have been taken for so far."""

    department: str | None = None
    source: str | None = None
    editors: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    roles: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    labels: int = 0
    sure_names: int = 0
    offices: int = 0

    def add_name(self, name: str) -> None:
        self.names.append(name)
        self.sure_names += 1

    def add_office(self, office: str) -> None:
        self.department = f"{self.department}、{office}" if self.department else office
        self.offices += 1


def parse_byline(text: str) -> Byline:
    """The byline that `text` is: raw as printed (white space around it dropped), the rest as far as it can be told."""
    raw = text.strip()
    if not raw:
        return NO_BYLINE
    parts = [_read(_unwrap(line)) for line in _bracket_runs(raw)]
    return _combine(raw, parts)


def join_bylines(first: Byline, second: Byline) -> Byline:
    """One byline of two printed apart (text's end and 责任编辑 on the next line); raw keeps both, a line each."""
    if not first or not second:
        return first or second
    return replace(parse_byline(f"{first.raw}\n{second.raw}"), raw=f"{first.raw}\n{second.raw}")


def split_byline(paragraph: str) -> tuple[str, Byline]:
    """(text before the byline, byline) of a paragraph; (paragraph, NO_BYLINE) when it ends in none.

    A bracket counts as a byline when it closes the paragraph, follows the end of a sentence and holds only
    names, offices, outlets and printed roles. Without a sentence's end before it, it must hold an office
    with a name, or a printed role.
    """
    body = paragraph.rstrip()
    stop = ""
    if body.endswith(("。", ".")) and fold(body[:-1].rstrip()[-1:]) == ")":
        stop, body = body[-1], body[:-1].rstrip()
    end = len(body)
    start = end
    sure = True
    while (opened := _opening_bracket(body, start)) is not None:
        reading = _read(_unwrap(body[opened:start]))
        if not _is_byline(reading):
            break
        sure = sure and _is_certain(reading)
        start = len(body[:opened].rstrip())
        cut = opened
    if start == end:
        return paragraph, NO_BYLINE
    before = body[:start]
    if not sure and (stop or (before and before[-1] not in _ENDS)):
        return paragraph, NO_BYLINE
    return before + stop, parse_byline(body[cut:])


def byline_line(line: str) -> Byline:
    """The byline that a line of its own is, e.g. 来源：省经信厅网站 or 办公室 何一凡; NO_BYLINE for other lines."""
    text = line.strip().lstrip("—-― ").strip()
    folded = fold(text)
    if not folded or len(folded) > _LONGEST_WITH_URL or not _is_balanced(folded):
        return NO_BYLINE
    if folded[0] in _OPENERS and folded[-1] == _OPENERS[folded[0]]:
        rest, byline = split_byline(text)
        return byline if not rest else NO_BYLINE
    if len(folded) > _LONGEST or _SENTENCE_MARKS.search(folded):
        return NO_BYLINE
    label = _LABEL.match(folded)
    if label and label["mark"] == ":" and label["label"] in (*_SOURCES, *_UNITS, "供稿", "作者"):
        return parse_byline(text) if folded[label.end() :] else NO_BYLINE
    reading = _read(folded)
    if not _is_byline(reading):
        return NO_BYLINE
    if reading.labels or (reading.offices and reading.sure_names and not _TELLING.search(folded)):
        return parse_byline(text)
    return NO_BYLINE


def split_dateline(paragraph: str) -> Opening | None:
    """The opening of a paragraph that names its outlet or writer before the text begins, or None.

    本报讯（记者 何一凡）6月24日… · 央视网消息（新闻联播）：5月17日… · 中新网郑州9月20日电 (王宇)作为…
    """
    text = paragraph.lstrip()
    folded = fold(text[:_LONGEST])
    match = _DATELINE.match(folded)
    if match and (match["inner"] is not None or (match["after"] and not match["after"].isspace()) or _is_wire(match)):
        outlet = _outlet_of(match["place"])
        inner = text[match.start("inner") - 1 : match.end("inner") + 1] if match["inner"] else ""
        byline = _people_in(inner)
        end = match.end()
        return Opening(text[:end].rstrip(), byline, outlet, text[end:].lstrip())
    match = _OPENING_BRACKET.match(folded)
    if match and (byline := _people_in(text[: match.end()].rstrip())) and match.end() < len(text):
        reading = _read(match["inner"])
        if reading.labels:
            return Opening("", byline, "", text[match.end() :])
    return None


def _is_wire(match: re.Match[str]) -> bool:
    return bool(match["after"]) and match["kind"] in ("讯", "电") and len(match["place"]) <= 12


def _outlet_of(place: str) -> str:
    word = re.sub(r"(?:\d{1,2}月)?(?:\d{1,2}日)?$", "", place)
    if word.startswith(("本报", "本网", "本刊", "本台")):
        return ""
    for end in range(len(word), 1, -1):
        if is_outlet(word[:end]):
            return word[:end]
    return ""


def _people_in(bracket: str) -> Byline:
    if not bracket:
        return NO_BYLINE
    reading = _read(_unwrap(bracket))
    return parse_byline(bracket) if _is_byline(reading) and reading.names else NO_BYLINE


def _opening_bracket(text: str, end: int) -> int | None:
    """Where the bracket opens that closes just before `end`; None when none closes there or it is too long."""
    closer = fold(text[end - 1 : end]) if end else ""
    opener = _CLOSERS.get(closer)
    if opener is None:
        return None
    depth = 0
    for position in range(end - 1, max(end - _LONGEST_WITH_URL, 0) - 1, -1):
        char = fold(text[position])
        if char == closer:
            depth += 1
        elif char == opener:
            depth -= 1
            if depth == 0:
                return position
    return None


def _is_balanced(folded: str) -> bool:
    """False for the end of a byline whose bracket opened on the line before."""
    return all(folded.count(opener) == folded.count(closer) for opener, closer in _OPENERS.items())


def _bracket_runs(raw: str) -> list[str]:
    """（A）（B） or several lines as their single bylines."""
    runs = []
    for line in raw.splitlines():
        rest = line.strip()
        pieces: list[str] = []
        while rest and (opened := _opening_bracket(rest, len(rest))):
            pieces.insert(0, rest[opened:])
            rest = rest[:opened].rstrip()
        runs += [rest, *pieces] if rest else pieces
    return runs


def _unwrap(text: str) -> str:
    """`text` folded, without dashes before it and without the brackets around it."""
    folded = fold(text).strip().lstrip("—-― ").strip()
    while len(folded) >= 2 and _OPENERS.get(folded[0]) == folded[-1]:
        folded = folded[1:-1].strip()
    return folded


def _is_byline(reading: _Reading) -> bool:
    if reading.unknown:
        return False
    return bool(reading.names or reading.roles or reading.department or reading.source or reading.editors)


def _is_certain(reading: _Reading) -> bool:
    return bool(reading.labels or (reading.offices and reading.sure_names))


def _read(text: str) -> _Reading:
    """Takes the words of one folded byline for what their form and their labels say."""
    reading = _Reading()
    if not text or len(text) > _LONGEST_WITH_URL or (len(text) > _LONGEST and "http" not in text):
        reading.unknown.append(text)
        return reading
    position, role = 0, ""
    while position < len(text):
        if gap := _SEPARATORS.match(text, position):
            position = gap.end()
            continue
        label = _label_at(text, position)
        if label:
            role, position = re.sub(r"\s", "", label["label"]), label.end()
            reading.labels += 1
            if role in _SOURCES:
                position = _take_source(reading, text, position)
                role = ""
            continue
        word = _WORD.match(text, position)
        if not word:
            reading.unknown.append(text[position])
            position += 1
            continue
        position = _take_word(reading, text, word, role)
    return reading


def _label_at(text: str, position: int) -> re.Match[str] | None:
    """The role label printed at `position`; a short one (文, 图, 编辑) needs its mark, a space or the end after it."""
    match = _LABEL.match(text, position)
    if not match:
        return None
    follows = text[match.end("label") : match.end("label") + 1]
    if match["mark"] or not follows:
        return match
    if match["label"] in _NEEDS_MARK:
        return match if follows.isspace() and position + len(match["label"]) < len(text) else None
    if follows.isspace():
        return match
    rest = _WORD.match(text, match.end())
    return match if rest and (may_be_person(rest.group()) or is_office(rest.group())) else None


def _take_source(reading: _Reading, text: str, position: int) -> int:
    """Takes all up to the next label (or the end) as the outlet."""
    end = len(text)
    for gap in re.finditer(r"[\s、,;|]+", text[position:]):
        if _label_at(text, position + gap.end()):
            end = position + gap.start()
            break
    words = [word for word in re.split(r"\s+", text[position:end].strip(" 、,;|")) if not _is_url(word)]
    source = " ".join(words)
    if source:
        reading.source = reading.source or source
    elif not text[position:end].strip():
        reading.unknown.append(text)
    return end


def _is_url(word: str) -> bool:
    return word.startswith(("http://", "https://", "www."))


def _take_word(reading: _Reading, text: str, word: re.Match[str], role: str) -> int:
    """Takes one word for what it is; returns where reading goes on."""
    value, end = word.group(), word.end()
    if _is_url(value):
        return end
    if name := _before_glued_label(value, text[end : end + 1]):
        value, end = name, word.start() + len(name)
    value, end = _join_spaced_name(text, value, end)
    suffix = _SUFFIX.match(text, end)
    if suffix and not role:
        role, end = suffix["role"] or suffix["bare"], suffix.end()
        reading.labels += 1
        _spread(reading, text[: word.start()], role)
    elif not role and (glued := _glued_role(value)):
        value, role = glued
        reading.labels += 1
    if value.endswith("记者") and is_outlet(value.removesuffix("记者").removesuffix("本报")):
        reading.source = reading.source or value.removesuffix("记者")
        following = _WORD.match(text, _skip(text, end))
        if following:
            return _take_word(reading, text, following, "记者")
        return end
    _place(reading, value, role)
    return end


def _spread(reading: _Reading, before: str, role: str) -> None:
    """邹平、舒克俭/文: the role printed after the last name holds for those joined to it by 、 as well."""
    roled = {name for name, _ in reading.roles}
    for name in reversed(reading.names):
        before = before.rstrip()
        if not before.endswith(name + "、") or name in roled:
            break
        before = before.removesuffix(name + "、")
        reading.roles.insert(0, (name, role))
        if role in _OTHERS:
            reading.names.remove(name)


def _skip(text: str, position: int) -> int:
    gap = _SEPARATORS.match(text, position)
    return gap.end() if gap else position


def _join_spaced_name(text: str, value: str, end: int) -> tuple[str, int]:
    """方 圆, set with a space to fill three characters' room, is one name."""
    if len(value) == 1:
        following = re.compile(r"\s+(\S)(?=$|[\s、,;/|])").match(text, end)
        if following and is_person(value + following[1]):
            return value + following[1], following.end()
    return value, end


def _before_glued_label(value: str, follows: str) -> str:
    """苏禾通讯员 → 苏禾 (and 罗菲图/崔某 → 罗菲), when a line break has swallowed the space before the label."""
    for label in _GLUED_LABELS + (("图", "文") if follows in ("/", ":") else ()):
        name = value.removesuffix(label)
        if name != value and is_person(name):
            return name
    return ""


def _glued_role(value: str) -> tuple[str, str] | None:
    """周斌摄 → 周斌, 摄."""
    for role in _SUFFIX_ROLES:
        name = value.removesuffix(role)
        if name != value and len(name) >= 2 and is_person(name) and not is_person(value):
            return name, role
    return None


def _glued_office(value: str) -> tuple[str, str] | None:
    """办公室何一凡 → 办公室, 何一凡."""
    for length in (3, 2, 4):
        office, name = value[:-length], value[-length:]
        if len(office) >= 3 and is_office(office) and is_person(name):
            return office, name
    return None


def _place(reading: _Reading, value: str, role: str) -> None:
    """Takes one word for an editor, a writer, an office, an outlet or a name; else it is unknown."""
    if value in _VERBS and (reading.names or reading.labels):
        return
    if role in _EDITORS and may_be_person(value):
        reading.editors.append(value)
    elif role and role not in _UNITS and may_be_person(value) and (is_person(value) or not is_office(value)):
        reading.roles.append((value, role))
        if role not in _OTHERS:
            reading.add_name(value)
    elif role in _UNITS or (is_office(value) and not is_outlet(value)):
        reading.add_office(value)
    elif is_outlet(value) and not is_person(value):
        reading.source = reading.source or value
    else:
        _place_unlabelled(reading, value, role)


def _place_unlabelled(reading: _Reading, value: str, role: str) -> None:
    if is_person(value):
        reading.add_name(value)
    elif glued := _glued_office(value):
        reading.add_office(glued[0])
        reading.add_name(glued[1])
    elif len(value) == 6 and is_person(value[:3]) and is_person(value[3:]):  # 杜浩翔冯昕晴: a space lost at a break
        reading.add_name(value[:3])
        reading.add_name(value[3:])
    elif reading.offices and may_be_person(value):
        reading.names.append(value)
    elif role not in _OTHERS or value.isascii():
        reading.unknown.append(value)


def _combine(raw: str, parts: list[_Reading]) -> Byline:
    def first(values: list[str | None]) -> str | None:
        return next((value for value in values if value), None)

    editors = [name for part in parts for name in part.editors]
    names = [name for part in parts for name in part.names]
    return Byline(
        raw=raw,
        department=first([part.department for part in parts]),
        names=tuple(dict.fromkeys(names)),
        roles=tuple(dict.fromkeys(pair for part in parts for pair in part.roles)),
        source=first([part.source for part in parts]),
        editor="、".join(editors) or None,
    )
