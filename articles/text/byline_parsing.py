"""Reading bylines: who sent and wrote an article, from words such as （发展规划科 徐原芃）. Pure.

`parse_byline` reads what is known to be a byline. `split_byline` finds one at the end of a paragraph and is
strict, since a body may end in other brackets; `byline_line` judges a line of its own; `split_dateline` finds
one in an opening such as 本报讯（记者 何一凡）.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from articles.text.byline import NO_BYLINE, Byline
from articles.text.byline_labels import SOURCES, UNITS
from articles.text.byline_words import (
    LABEL,
    LONGEST,
    LONGEST_WITH_URL,
    Reading,
    is_byline,
    is_certain,
    read_words,
)
from articles.text.names import is_office, is_outlet, is_person
from articles.text.widths import fold

_OPENERS = {"(": ")", "[": "]", "【": "】", "〔": "〕", "〖": "〗", "「": "」"}
_CLOSERS = {closer: opener for opener, closer in _OPENERS.items()}
_ENDS = frozenset('。！？!?…”’"』」》.;；）)')
_LONGEST_SIGNATURE = 24
_MOST_SIGNING = 4
_STROKE = re.compile(
    r"(?:^|(?<=\s))(供稿|来稿|撰稿|撰文|文字?|图片?|摄影|作者|来源|编辑|责编|审核|通讯员|记者)\s*[|｜丨]\s*(?=\S)"
)
_SENTENCE_MARKS = re.compile(r"[。！？!?;；…“”《》]")
_TELLING = re.compile(r"[的了在来到赴把将等是和]")  # words of a sentence, which no office's name holds
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


def parse_byline(text: str) -> Byline:
    """The byline that `text` is: raw as printed (white space around it dropped), the rest as far as it can be told."""
    raw = text.strip()
    if not raw:
        return NO_BYLINE
    parts = [read_words(_unwrap(line)) for line in _bracket_runs(raw)]
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
        reading = read_words(_unwrap(body[opened:start]))
        if not is_byline(reading):
            break
        sure = sure and is_certain(reading)
        start = len(body[:opened].rstrip())
        cut = opened
    if start == end:
        return paragraph, NO_BYLINE
    before = body[:start]
    if stop and before.endswith(("。", "！", "？")):  # …发言。（综合科 唐若兰）。
        body, stop = body + stop, ""
    if not sure and (stop or (before and before[-1] not in _ENDS)):
        return paragraph, NO_BYLINE
    return before + stop, parse_byline(body[cut:])


def byline_line(line: str) -> Byline:
    """The byline that a line of its own is, e.g. 来源：省经信厅网站 or 办公室 何一凡; NO_BYLINE for other lines."""
    printed = line.strip().lstrip("—-― □○■●◇◆※◎⊙").strip()
    text = _STROKE.sub(r"\1：", printed)
    byline = _byline_line(text)
    return byline if text == printed or not byline else replace(byline, raw=printed)


def _byline_line(text: str) -> Byline:
    folded = fold(text)
    if not folded or len(folded) > LONGEST_WITH_URL or not _is_balanced(folded):
        return NO_BYLINE
    if folded[0] in _OPENERS and folded[-1] == _OPENERS[folded[0]]:
        rest, byline = split_byline(text)
        return byline if not rest else NO_BYLINE
    if len(folded) > LONGEST or _SENTENCE_MARKS.search(folded):
        return NO_BYLINE
    label = LABEL.match(folded)
    if label and label["mark"] == ":" and label["label"] in (*SOURCES, *UNITS, "供稿", "作者"):
        return parse_byline(text) if folded[label.end() :] else NO_BYLINE
    reading = read_words(folded)
    if not is_byline(reading):
        return NO_BYLINE
    if reading.labels or (reading.offices and reading.sure_names and not _TELLING.search(folded)):
        return parse_byline(text)
    return NO_BYLINE


def signature(line: str) -> Byline:
    """The byline that bare names or one office are under a finished text: 唐若兰, 综合科; else NO_BYLINE."""
    text = line.strip()
    words = text.split()
    if len(text) > _LONGEST_SIGNATURE or not words or len(words) > _MOST_SIGNING:
        return NO_BYLINE
    if all(is_person(word) for word in words) or (len(words) == 1 and is_office(text) and not is_outlet(text)):
        return parse_byline(text)
    return NO_BYLINE


def split_dateline(paragraph: str) -> Opening | None:
    """The opening of a paragraph that names its outlet or writer before the text begins, or None.

    本报讯（记者 何一凡）6月24日… · 央视网消息（新闻联播）：5月17日… · 中新网郑州9月20日电 (王宇)作为…
    """
    text = paragraph.lstrip()
    folded = fold(text[:LONGEST])
    match = _DATELINE.match(folded)
    if match and (match["inner"] is not None or (match["after"] and not match["after"].isspace()) or _is_wire(match)):
        outlet = _outlet_of(match["place"])
        inner = text[match.start("inner") - 1 : match.end("inner") + 1] if match["inner"] else ""
        byline = _people_in(inner)
        end = match.end()
        return Opening(text[:end].rstrip(), byline, outlet, text[end:].lstrip())
    match = _OPENING_BRACKET.match(folded)
    if match and (byline := _people_in(text[: match.end()].rstrip())) and match.end() < len(text):
        reading = read_words(match["inner"])
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
    reading = read_words(_unwrap(bracket))
    return parse_byline(bracket) if is_byline(reading) and reading.names else NO_BYLINE


def _opening_bracket(text: str, end: int) -> int | None:
    """Where the bracket opens that closes just before `end`; None when none closes there or it is too long."""
    closer = fold(text[end - 1 : end]) if end else ""
    opener = _CLOSERS.get(closer)
    if opener is None:
        return None
    depth = 0
    for position in range(end - 1, max(end - LONGEST_WITH_URL, 0) - 1, -1):
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
        rest = line.strip().rstrip("。")
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


def _combine(raw: str, parts: list[Reading]) -> Byline:
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
