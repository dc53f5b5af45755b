"""The words of a byline taken for what they are: role labels, names, offices, outlets. Pure.

`articles.text.byline_parsing` decides where a byline stands; this module only reads its words.
"""

import re
from dataclasses import dataclass, field

from articles.text.byline_labels import EDITORS, OTHERS, SOURCES, UNITS, WRITERS
from articles.text.names import is_office, is_outlet, is_person, may_be_person

_VERBS = frozenset(("整合", "整理", "综合", "报道", "采写", "摄影报道", "编译", "汇编", "供稿"))
_NEEDS_MARK = frozenset(("文", "图", "摄", "据", "单位", "综合", "图文", "文图", "文字", "图片", "视频", "编辑"))
_SUFFIX_ROLES = (
    "摄影报道",
    "摄影",
    "供图",
    "供稿",
    "撰稿",
    "报送",
    "提供",
    "整理",
    "编译",
    "文图",
    "图文",
    "文",
    "图",
    "摄",
)
_GLUED_LABELS = ("特约通讯员", "通讯员", "本报记者", "实习生", "记者", "责任编辑", "供稿")
_ALL_LABELS = sorted({*EDITORS, *SOURCES, *UNITS, *WRITERS, *OTHERS}, key=len, reverse=True)
LABEL = re.compile(rf"(?P<label>文\s*/\s*图|图\s*/\s*文|{'|'.join(_ALL_LABELS)})\s*(?P<mark>[:/|])?\s*")
_SUFFIX = re.compile(
    rf"\s*/\s*(?P<role>{'|'.join(_SUFFIX_ROLES)})(?=$|[\s、,;/|)])|\s(?P<bare>文/图|图/文|{'|'.join(_SUFFIX_ROLES)})$"
)
_SPACED = (re.compile(r"\s+(\S)\s+(\S)(?=$|[\s、,;/|])"), re.compile(r"\s+(\S)(?=$|[\s、,;/|])"))
_WORD = re.compile(r"(?:https?://|www\.)[^\s、,;)]+|[^\s、,;|/:]+?(?=(?:19|20)\d\d[年./-]|[\s、,;|/:]|$)")
_SEPARATORS = re.compile(r"[\s、,;|/]+")
_AFTER_OFFICE = re.compile(r"\s*:\s*")
_BARS = str.maketrans("丨│┃∣︱", "|||||")
_STAMP = re.compile(
    r"(?:(?:发布|发表|更新|录入|上传|报送|供稿|来稿)?(?:时间|日期)\s*:?\s*)?"
    r"(?:(?:19|20)\d\d\s*(?:年|[-./])\s*)?\d{1,2}\s*(?:月|[-./])\s*\d{1,2}(?!\d)\s*日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?(?=[\s)|]|$)|"
    r"(?:阅读|浏览|点击)(?:次数|数量|量|数)?\s*:?\s*\d+\s*次?|(?:联系)?(?:电话\s*:?\s*)?(?:0\d{2,3}-?\d{7,8}|1\d{10})(?!\d)"
)
_STAMP_LAST = re.compile(rf"(?<=[》\s])(?:{_STAMP.pattern})$")
_REPORTED = re.compile(r"(?:报道|消息|讯|电)$")
# A company or a school may have sent the text: 恒岳传动供稿. Its name holds no word of a sentence.
_SENDERS = range(3, 17)
_TELLING = re.compile(r"[的了在来到赴把将等是和]")
LONGEST = 120
LONGEST_WITH_URL = 600


@dataclass(slots=True)
class Reading:
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


def is_byline(reading: Reading) -> bool:
    if reading.unknown:
        return False
    return bool(reading.names or reading.roles or reading.department or reading.source or reading.editors)


def is_certain(reading: Reading) -> bool:
    return bool(reading.labels or (reading.offices and reading.sure_names))


def read_words(text: str) -> Reading:
    """Takes the words of one folded byline for what their form and their labels say."""
    reading = Reading()
    if not text or len(text) > LONGEST_WITH_URL or (len(text) > LONGEST and "http" not in text):
        reading.unknown.append(text)
        return reading
    position, role = 0, ""
    text = text.translate(_BARS)
    while position < len(text):
        if gap := _SEPARATORS.match(text, position) or _STAMP.match(text, position):
            position = gap.end()
            continue
        if reading.offices and not reading.names and (colon := _AFTER_OFFICE.match(text, position)):
            position = colon.end()
            continue
        label = _label_at(text, position)
        if label:
            role, position = re.sub(r"\s", "", label["label"]), label.end()
            reading.labels += 1
            if role in SOURCES:
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
    match = LABEL.match(text, position)
    if not match:
        return None
    follows = text[match.end("label") : match.end("label") + 1]
    if match["mark"] or not follows:
        return match
    if match["label"] in SOURCES and (outlet := _WORD.match(text, match.end())):
        word = _REPORTED.sub("", outlet.group())
        if word.startswith("《") or is_outlet(word):
            return match
    if match["label"] in _NEEDS_MARK:
        return match if follows.isspace() and position + len(match["label"]) < len(text) else None
    if follows.isspace():
        return match
    rest = _WORD.match(text, match.end())
    return match if rest and (may_be_person(rest.group()) or is_office(rest.group())) else None


def _take_source(reading: Reading, text: str, position: int) -> int:
    """Takes all up to the next label (or the end) as the outlet."""
    end = len(text)
    for gap in re.finditer(r"[\s、,;|]+", text[position:]):
        if _label_at(text, position + gap.end()) or _STAMP.match(text, position + gap.end()):
            end = position + gap.start()
            break
    words = [word for word in re.split(r"\s+", text[position:end].strip(" 、,;|")) if not _is_url(word)]
    source = _REPORTED.sub("", _STAMP_LAST.sub("", " ".join(words)))
    if source:
        reading.source = reading.source or source
    elif not text[position:end].strip():
        reading.unknown.append(text)
    return end


def _is_url(word: str) -> bool:
    return word.startswith(("http://", "https://", "www."))


def _take_word(reading: Reading, text: str, word: re.Match[str], role: str) -> int:
    """Takes one word for what it is; returns where reading goes on."""
    value, end = word.group(), word.end()
    if _is_url(value):
        return end
    if name := _before_glued_label(value, text[end : end + 1]):
        value, end = name, word.start() + len(name)
    value, end = _join_spaced_name(text, value, end)
    suffix = _SUFFIX.match(text, end)
    if (
        suffix and role and suffix["role"]
    ):  # 记者 何一凡/文 舒原/图: the mark after a name says more than the label before
        role, end = suffix["role"] if suffix["role"] in OTHERS else role, suffix.end()
    elif suffix and not role:
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


def _spread(reading: Reading, before: str, role: str) -> None:
    """邹平、舒克俭/文: the role printed after the last name holds for those joined to it by 、 as well."""
    roled = {name for name, _ in reading.roles}
    for name in reversed(reading.names):
        before = before.rstrip()
        if not before.endswith(name + "、") or name in roled:
            break
        before = before.removesuffix(name + "、")
        reading.roles.insert(0, (name, role))
        if role in OTHERS:
            reading.names.remove(name)


def _skip(text: str, position: int) -> int:
    gap = _SEPARATORS.match(text, position)
    return gap.end() if gap else position


def _join_spaced_name(text: str, value: str, end: int) -> tuple[str, int]:
    """方 圆, set with a space to fill three characters' room, is one name; so is 唐 若 兰."""
    if len(value) == 1:
        for pattern in _SPACED:
            following = pattern.match(text, end)
            if following and is_person(value + "".join(following.groups())):
                return value + "".join(following.groups()), following.end()
    return value, end


def _before_glued_label(value: str, follows: str) -> str:
    """苏禾通讯员 → 苏禾 (and 罗菲图/崔某 → 罗菲), when a line break has swallowed the space before the label."""
    for label in _GLUED_LABELS + (("图", "文") if follows in ("/", ":") else ()):
        name = value.removesuffix(label)
        if name != value and is_person(name):
            return name
    return ""


def _glued_role(value: str) -> tuple[str, str] | None:
    """周斌摄 → 周斌, 摄; 综合科供稿 → 综合科, 供稿; 恒岳传动供稿 → 恒岳传动, 供稿."""
    for role in _SUFFIX_ROLES:
        name = value.removesuffix(role)
        if name != value and len(name) >= 2 and is_person(name) and not is_person(value):
            return name, role
        if name != value and len(role) > 1 and is_office(name):
            return name, role
    sender = value.removesuffix("供稿")
    if sender != value and len(sender) in _SENDERS and not _TELLING.search(sender):
        return sender, "供稿"
    return None


def _glued_office(value: str) -> tuple[str, str] | None:
    """办公室何一凡 → 办公室, 何一凡."""
    for length in (3, 2, 4):
        office, name = value[:-length], value[-length:]
        if len(office) >= 3 and is_office(office) and is_person(name):
            return office, name
    return None


def _place(reading: Reading, value: str, role: str) -> None:
    """Takes one word for an editor, a writer, an office, an outlet or a name; else it is unknown."""
    if value in _VERBS and (reading.names or reading.labels):
        return
    if role in EDITORS and may_be_person(value):
        reading.editors.append(value)
    elif role and role not in UNITS and may_be_person(value) and (is_person(value) or not is_office(value)):
        reading.roles.append((value, role))
        if role not in OTHERS:
            reading.add_name(value)
    elif (role in UNITS and (role != "单位" or is_office(value))) or (is_office(value) and not is_outlet(value)):
        reading.add_office(value)
    elif is_outlet(value) and not is_person(value):
        reading.source = reading.source or value
    else:
        _place_unlabelled(reading, value, role)


def _place_unlabelled(reading: Reading, value: str, role: str) -> None:
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
    elif role not in OTHERS or value.isascii():
        reading.unknown.append(value)
