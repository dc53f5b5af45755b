"""What the readers of Word files and HTML give: lines of text, each knowing its form. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from articles.text.blocks import BlockKind
from articles.text.bodies import strip_control
from articles.text.inline import plain_text

# Line breaks inside one block (a table's rows) that a reader of plain text must not take for line ends.
INNER_BREAK = "\u2028"
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_CHINESE = "[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]"
_BROKEN_LINE = re.compile(rf"(?<={_CHINESE})[ \t]*\r?\n[ \t\r\n]*(?={_CHINESE})")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")


class UnreadableFile(ValueError):
    """The file cannot be read, or is refused. `message` is Chinese, for the editor."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class RichLine:
    """One line of an incoming document.

    html     its words as restricted inline HTML (strong, sup, sub, a)
    label    what stands before it without being in `html`: the number that the program prints ("1.", "一、"), or
             the sign that plain text has for such a line (■, 图注：)
    kind     the block it is; "number" only for numbers like 1. that a numbered list prints by itself
    level    a heading's level from 1, 0 for none; `is_title` for Word's own style 标题 (Title)
    rows     a table's cells as restricted inline HTML; then `html` is ""
    picture  the name of the picture that stands here; then there are no words
    centred  whether it is set in the middle; broken: whether it goes on a paragraph after a line break
    """

    html: str = ""
    label: str = ""
    kind: BlockKind = "paragraph"
    level: int = 0
    is_title: bool = False
    rows: tuple[tuple[str, ...], ...] = ()
    picture: str = ""
    centred: bool = False
    broken: bool = False

    @property
    def words(self) -> str:
        """The words without the label; a table's cells parted by tabs, its rows by INNER_BREAK."""
        if self.rows:
            return INNER_BREAK.join("\t".join(plain_text(cell) for cell in row) for row in self.rows)
        return plain_text(self.html)

    @property
    def text(self) -> str:
        """The line as a reader of plain text gets it."""
        if self.picture:
            return f"[图：{self.picture}]"
        return self.label + self.words


@dataclass(frozen=True, slots=True)
class IncomingDocument:
    """A document's lines in reading order; its pictures by name; what the editor should know (Chinese)."""

    lines: tuple[RichLine, ...]
    pictures: dict[str, bytes] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All lines as plain text."""
        return "\n".join(line.text for line in self.lines)


def tidy(lines: Iterable[RichLine]) -> tuple[RichLine, ...]:
    """The lines without invisible characters, blank lines at the ends, and more than one blank line in a row."""
    found: list[RichLine] = []
    for line in lines:
        clean = replace(line, html=clean_inline(line.html), rows=tuple(tuple(map(clean_inline, r)) for r in line.rows))
        if clean.text.strip() or (found and found[-1].text.strip()):
            found.append(clean)
    while found and not found[-1].text.strip():
        found.pop()
    return tuple(found)


def clean_inline(html: str) -> str:
    """Inline HTML without control and invisible characters; its words' edges bare of white space."""
    return strip_control(_INVISIBLE.sub("", html)).strip(" \t\n\r\f\v\xa0\u3000")


def collapse(text: str) -> str:
    """White space as HTML shows it: any run of it is one space, but none where a program broke a line of Chinese."""
    return _SPACES.sub(" ", _BROKEN_LINE.sub("", text) if "\n" in text else text)


def mark_headings(lines: tuple[RichLine, ...]) -> tuple[RichLine, ...]:
    """Headings given the signs that plain text has for them: sections 【 】, titles ■.

    Which level is which shows in how they follow one another: a section's heading is followed by a title's at
    once, a title's by text. A line that carries a sign or number already keeps it. Deeper headings are
    headings within a text and stay as they are; so does everything when no level is plainly the titles'.
    """
    titles = _title_level(lines)
    if not titles:
        return lines
    return tuple(_marked(line, following, titles) for line, following in _with_next(lines))


def _with_next(lines: tuple[RichLine, ...]) -> Iterator[tuple[RichLine, RichLine | None]]:
    """Each line with the next that has words."""
    following: RichLine | None = None
    pairs: list[tuple[RichLine, RichLine | None]] = []
    for line in reversed(lines):
        pairs.append((line, following))
        if line.text.strip():
            following = line
    return reversed(pairs)


def _title_level(lines: tuple[RichLine, ...]) -> int:
    below: dict[int, int] = {}
    plain: dict[int, int] = {}
    for line, following in _with_next(lines):
        if line.level and following is not None:
            if following.level > line.level:
                below[following.level] = below.get(following.level, 0) + 1
            elif not following.level:
                plain[line.level] = plain.get(line.level, 0) + 1
    candidates = {level: count for level, count in below.items() if plain.get(level)}
    if candidates:
        return max(candidates, key=lambda level: (plain[level], -level))
    often = {level: count for level, count in plain.items() if count > 1}
    return max(often, key=lambda level: (often[level], -level)) if often else 0


_LEAD_HEADINGS = frozenset(
    {"本期导读", "导读", "内容提要", "本期要目", "本期目录", "目录", "要目", "本期看点", "今日导读"}
)
_NOT_WORD = re.compile(r"[\W_]+")


def mark_lead(lines: tuple[RichLine, ...]) -> tuple[RichLine, ...]:
    """A contents list that is a list of the program's given its signs: entries ■, the lines between them 【 】."""
    start = next((i for i, line in enumerate(lines) if _NOT_WORD.sub("", line.words) in _LEAD_HEADINGS), None)
    if start is None:
        return lines
    end = next((i for i in range(start + 1, len(lines)) if lines[i].level), len(lines))
    entries = [i for i in range(start + 1, end) if lines[i].kind == "bullet"]
    if not entries:
        return lines
    marked = list(lines)
    for index in range(start + 1, entries[-1] + 1):
        line = lines[index]
        if line.kind == "bullet" and not line.label and not _HAS_SIGN.match(line.words):
            marked[index] = replace(line, label="■")
        elif line.words and not line.label and not _HAS_SIGN.match(line.words):
            marked[index] = replace(line, label="【", html=f"{line.html}】")
    return tuple(marked)


_CREDITED = re.compile(r"^(.*?)\s*(摄影[：:].*)$", re.DOTALL)


def caption_lines(html: str) -> list[RichLine]:
    """A caption with the signs that plain text has for it, the photographer on a line of its own."""
    match = _CREDITED.match(html)
    if match is None or "<" in html:
        return [RichLine(html, label="图注：")]
    caption = [RichLine(match[1], label="图注：")] if match[1] else []
    return [*caption, RichLine(match[2])]


_HAS_SIGN = re.compile(r"[^\w\s“‘《（(]|[（(]?[一二三四五六七八九十\d]+[）)、.．]")


def _marked(line: RichLine, following: RichLine | None, titles: int) -> RichLine:
    if not line.level or line.label or _HAS_SIGN.match(line.words):
        return line
    if line.level == titles:
        return replace(line, label="■")
    if line.level < titles and following is not None and following.level == titles:
        return replace(line, label="【", html=f"{line.html}】")
    return line
