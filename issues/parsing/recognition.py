"""What a parser says about its input: the document, and every input line accounted for. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from articles.text.byline import Byline
from issues.document import IssueDocument


class LineKind(StrEnum):
    """What an input line was taken for. Every line has exactly one; nothing is dropped unnamed."""

    MASTHEAD = "masthead"  # the publication's name
    NUMBER = "number"  # 2023年第18期•总第229期, with or without the date
    FACT = "fact"  # 主办、编辑、准印证 …
    LEAD_HEADING = "lead_heading"  # ★本期导读★
    LEAD_SECTION = "lead_section"
    LEAD_TITLE = "lead_title"
    SECTION = "section"
    TITLE = "title"
    SUBTITLE = "subtitle"
    BODY = "body"  # may end in the byline
    BYLINE = "byline"  # a byline or source on a line of its own
    IMAGE = "image"
    CAPTION = "caption"
    FURNITURE = "furniture"  # known matter that is not the issue's text: rules, page heads, 报送, promotion
    BLANK = "blank"
    UNRECOGNISED = "unrecognised"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the input. `number` counts from 1 over the whole file; `note` names the furniture's kind.

    item  index of the item (in reading order over the document) that the line belongs to, or None
    """

    number: int
    text: str
    kind: LineKind
    note: str = ""
    item: int | None = None


@dataclass(frozen=True, slots=True)
class ImportWarning:
    """Something the editor should look at. `line` is the input's line, 0 when it concerns the whole."""

    code: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """One issue found in an input.

    lines     all lines of the input that belong to this issue, in order, none missing
    pictures  (name, bytes) of the pictures that came inside the input; `Picture.name` in the document names them
    """

    document: IssueDocument
    lines: tuple[Line, ...]
    warnings: tuple[ImportWarning, ...] = ()
    pictures: tuple[tuple[str, bytes], ...] = ()

    @property
    def furniture(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind is LineKind.FURNITURE)

    @property
    def unrecognised(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.kind is LineKind.UNRECOGNISED)

    def bylines(self) -> tuple[Byline, ...]:
        """The items' bylines in reading order."""
        return tuple(item.byline for _, item in self.document.items())


class UnreadableInput(ValueError):
    """The input is not an issue, or not text at all. `message` is Chinese and for the editor; `line` may be 0."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
