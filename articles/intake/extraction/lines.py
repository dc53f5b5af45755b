"""A page as a sequence of visible lines: the one form that HTML and pasted text are both brought to. Pure."""

import re
from dataclasses import dataclass

from articles.intake.extraction.story import StoryImage

HAN = r"\u3400-\u9fff\U00020000-\U0003134f"
"""Chinese characters, for use inside a regular expression's brackets; Plane 2 and 3 hold rare names."""

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\r\n\f\v]+")
_INDENT = re.compile(r"^(?:[ \t\u00a0]*\u3000[\u3000 \t\u00a0]*|[ \t\u00a0\u2002\u2003]{2,})(?=\S)")
_BULLET = re.compile(r"^[•·●○◆◇■□▪▫►▶※\-–*]+(?:\s+[•·●■]?|(?=[•·]))\s*")
_RUN_ON = re.compile(r"(?<=[。！？”）)])\s*\u3000{2,}(?=\S)")
_SIGNED = re.compile(rf"[□■◇◆]\s+[{HAN}]{{2,4}}$")
_PIPES = re.compile(r"^(?:[|｜]\s*)+|(?:\s*[|｜])+$")
"""What a layout table leaves at the edges of its copied cells."""
_TERMINAL = re.compile(r"[。！？!?…][”’」』）)】\]]*$")
_CLOSED = re.compile(r"[。！？!?…；;：:][”’」』）)】\]]*$|[）)】\]]$|——[^\s，,、]{2,12}$")
_THREE = re.compile(f"[{HAN}]{{3}}")
_COMMA = re.compile(r"[，,、；;。]")


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line of a page.

    number   counts from 1 over the whole input
    text     cleaned: no invisible characters, no space at the ends, single spaces within
    indent   began with a paragraph indent;  bullet: with a list mark (taken off)
    blank    blank lines before it
    link     share of its characters that stand in links, 0..1 (0 for pasted text)
    heading  1–6 for h1–h6, else 0;  mark: "page_title" for the browser's title at the head of a copied page
    centred, strong, small, caption: what the markup says;  hidden: not shown to readers
    beside   in an element that is named as a sidebar, a ranking or other stories
    images   pictures standing at (before) this line; a line may be images only, its text ""
    inside   within the container that was chosen as the article's body (always True for pasted text)
    """

    number: int
    text: str
    indent: bool = False
    bullet: bool = False
    blank: int = 0
    link: float = 0.0
    heading: int = 0
    mark: str = ""
    centred: bool = False
    strong: bool = False
    small: bool = False
    caption: bool = False
    hidden: bool = False
    beside: bool = False
    images: tuple[StoryImage, ...] = ()
    inside: bool = True


def clean(text: str) -> str:
    """`text` without invisible characters, runs of space made one, none at the ends."""
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return text.strip(" \u3000")


def lines_of_text(text: str) -> list[Line]:
    """The non-blank lines of a pasted text, numbered as in the input."""
    out: list[Line] = []
    blank = 0
    raws = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = _table_rows(raws)
    for number, raw in enumerate(raws, start=1):
        if row := rows.get(number - 1):
            out.append(Line(number, row, blank=blank))
            blank = 0
            continue
        visible = _INVISIBLE.sub("", raw)
        shown = _PIPES.sub("", clean(visible))
        if not shown:
            blank += 1
            continue
        bullet = None if _SIGNED.match(shown) else _BULLET.match(shown)
        rest = shown[bullet.end() :].strip() if bullet else shown
        if not rest:
            blank += 1
            continue
        indent = bool(_INDENT.match(visible))
        for piece in _RUN_ON.split(rest):  # paragraphs on one line, their indents left between them
            out.append(Line(number, piece.strip(), indent, bool(bullet), blank))
            indent, blank = True, 0
        blank = 0
    return out


def _table_rows(raws: list[str]) -> dict[int, str]:
    """Rows of figures copied from a table: two lines or more, one after another, of equally many cells; or the
    head of a form to be filled in."""
    cells = [[clean(cell) for cell in raw.split("\t")] if "\t" in raw.strip() else [] for raw in raws]
    rows: dict[int, str] = {}
    for i, row in enumerate(cells):
        alike = (i and len(cells[i - 1]) == len(row)) or (i + 1 < len(cells) and len(cells[i + 1]) == len(row))
        form = len(row) >= 3 and i + 1 < len(raws) and "\t" in raws[i + 1] and not raws[i + 1].strip()
        if len(row) >= 2 and (alike or form) and row[0] and all(len(cell) <= 60 for cell in row):
            rows[i] = "\t".join(row)
    return rows


def is_terminated(text: str) -> bool:
    """Ends as a sentence does (。！？…, perhaps with a closing quote or bracket after it)."""
    return bool(_TERMINAL.search(text))


def is_closed(text: str) -> bool:
    """Ends as a paragraph may: a sentence's end, a colon or semicolon, or a closing bracket."""
    return bool(_CLOSED.search(text))


def is_prose(text: str) -> bool:
    """Running text rather than a headline or label: a whole sentence, or long with commas in it."""
    length = len(text)
    if is_terminated(text):
        return length >= 20 or "。" in text or (length >= 10 and "，" in text)
    commas = len(_COMMA.findall(text))
    return (length >= 40 and commas >= 1) or (length >= 25 and commas >= 2) or "。" in text[:-1]


def squeeze(text: str) -> str:
    """`text` without any space and with full-width punctuation halved: what repeated lines are compared by."""
    return re.sub(r"\s+", "", text).translate(_HALF)


_HALF = str.maketrans("，（）；：！？“”‘’　", ",();:!?\"\"'' ")


def bigrams(text: str) -> set[str]:
    """The two-character pieces of `text`, spaces and punctuation left out."""
    letters = re.sub(r"[\W_]+", "", text)
    return {letters[i : i + 2] for i in range(len(letters) - 1)}


def trigrams(text: str) -> set[str]:
    """The three-character pieces of `text` that are all Chinese."""
    return {text[i : i + 3] for i in range(len(text) - 2) if _THREE.fullmatch(text[i : i + 3])}


def overlap(left: str, right: str) -> float:
    """How much of the shorter text's bigrams the other has, 0..1."""
    a, b = bigrams(left), bigrams(right)
    small = min(len(a), len(b))
    return len(a & b) / small if small else 0.0
