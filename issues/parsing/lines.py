"""The input as rows: each line with what its form shows, and a place to write down what it was taken for. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.widths import clean_edges, display_width, fold, squeeze, squeezed_key
from issues.parsing.furniture import anywhere_kind
from issues.parsing.marks import Mark, read_mark
from issues.parsing.recognition import Line, LineKind, UnreadableInput

MAX_LINES = 30_000
MAX_LINE_LENGTH = 200_000
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_SENTENCE_ENDS = frozenset("。！？!?…；;")
NEVER_FIRST = frozenset("，。、；：！？）》”’】,.;:!?)")
_CLOSING = frozenset("”’\"'』」》）)】]")


@dataclass(slots=True, eq=False)
class Row:
    """One line of the input while it is being read.

    raw     the line as it came, without its line break
    text    without white space around it and without invisible characters; "" for a blank line
    folded  `text` with half-width ASCII, character for character
    bare    `folded` without any white space
    key     what is left for comparing: letters, digits and Han characters
    page    the kind of page furniture it is wherever it stands, "" for other lines
    mark    the item mark, number or enclosing brackets that the line begins with
    url     the address of a link to the whole text
    section the section that this row heads by a picture
    kind    what the line was taken for, None while nobody has claimed it
    """

    number: int
    raw: str
    text: str
    folded: str
    bare: str
    key: str
    page: str
    mark: Mark
    kind: LineKind | None = None
    note: str = ""
    item: int | None = None
    url: str = ""
    section: str = ""

    @property
    def indent(self) -> int:
        """Columns of white space before the text."""
        return display_width(self.raw[: len(self.raw) - len(self.raw.lstrip())])

    @property
    def is_open(self) -> bool:
        """True while the row has words that nobody has claimed."""
        return self.kind is None

    def take(self, kind: LineKind, note: str = "", item: int | None = None) -> None:
        """Writes down what the row was taken for."""
        self.kind, self.note, self.item = kind, note, item

    def as_line(self) -> Line:
        return Line(self.number, self.raw, self.kind or LineKind.UNRECOGNISED, self.note, self.item)


def split_lines(text: str) -> list[str]:
    r"""Lines of `text`, broken at \n, \r\n and \r alone; U+2028, form feeds and the like stay inside a line."""
    return _LINE_BREAK.split(text)


def read_rows(text: str) -> list[Row]:
    """All lines of `text` as rows; UnreadableInput when there are too many or one is too long for any issue."""
    lines = split_lines(text)
    if len(lines) > MAX_LINES:
        raise UnreadableInput(f"文件有 {len(lines)} 行，超过一次导入的上限 {MAX_LINES} 行，请按期拆开后再导入。")
    return list(_rows(lines))


def _rows(lines: list[str]) -> Iterator[Row]:
    for number, raw in enumerate(lines, start=1):
        if len(raw) > MAX_LINE_LENGTH:
            raise UnreadableInput(
                f"这一行有 {len(raw)} 个字，超过上限 {MAX_LINE_LENGTH} 字；请检查换行是否丢失。", number
            )
        yield row_of(number, raw)


def row_of(number: int, raw: str) -> Row:
    """The row that a line is; blank lines are claimed as such."""
    text = clean_edges(raw)
    if "**" in text:  # Markdown's bold
        text = _BOLD.sub(r"\1", text)
    folded = fold(text)
    bare = squeeze(folded)
    row = Row(number, raw, text, folded, bare, squeezed_key(bare), anywhere_kind(bare), read_mark(text, folded))
    if not text:
        row.kind = LineKind.BLANK
    return row


def ends_sentence(text: str) -> bool:
    """True when `text` closes with a sentence mark, quotes and brackets after it aside."""
    position = len(text) - 1
    while position >= 0 and text[position] in _CLOSING:
        position -= 1
    return position >= 0 and text[position] in _SENTENCE_ENDS


def is_prose(row: Row) -> bool:
    """True for a line of running text rather than a title: a whole sentence, or too long for a title."""
    text = row.text
    if "。" in text[:-1] or len(text) >= 80:
        return True
    if text.endswith("。"):
        return len(text) >= (40 if row.mark.style else 12)
    return text.endswith(("，", ",")) and len(text) >= 10


def is_sentence(row: Row) -> bool:
    """True for running text, short sentences included: for places where a list entry's full stop cannot mislead."""
    text = row.text
    return is_prose(row) or (text.endswith("。") and not row.mark.style) or text[0] in NEVER_FIRST
