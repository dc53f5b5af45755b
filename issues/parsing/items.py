"""One article: its paragraphs, byline, pictures and source, from the rows under its title. Pure."""

import re
from dataclasses import dataclass, field

from articles.text.blocks import Block
from articles.text.byline import NO_BYLINE, Byline
from articles.text.byline_parsing import byline_line, join_bylines, signature, split_byline, split_dateline
from articles.text.inline import from_plain_text
from articles.text.widths import same_words
from issues.document import Item, Picture
from issues.parsing import furniture
from issues.parsing.body import ItemSpan
from issues.parsing.lines import Row, ends_sentence
from issues.parsing.pictures import is_orphan_caption, is_picture, read_caption, read_picture
from issues.parsing.recognition import LineKind
from issues.parsing.wrapping import Wrapping

EDITOR = "本稿责任编辑"
_SOURCE = re.compile(r"出处\s*:\s*(?P<source>.+)")
_URL = re.compile(r"https?://[^\s，。；、）)\]】]+")
_BESIDE = re.compile(r"(?P<label>引题|摘要|本稿责任编辑)\s*:\s*(?P<words>.+)")
_SUBTITLE = re.compile(r"^(?:——|--|―+|—)\s*(?P<subtitle>[^—\-―].*)$")


@dataclass(slots=True)
class _Draft:
    paragraphs: list[str] = field(default_factory=list)
    rows: list[list[Row]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    byline: Byline = NO_BYLINE
    kicker: str = ""
    subtitle: str = ""
    summary: str = ""
    editor: str = ""
    source: str = ""
    source_url: str = ""


def build_item(span: ItemSpan, index: int, wrapping: Wrapping) -> Item:
    """The item that a span of rows is; claims all of its rows. `index` is its place in the document."""
    for row in span.title_rows:
        row.take(LineKind.TITLE, item=index)
    draft = _Draft()
    if span.run_in:
        draft.paragraphs.append(span.run_in)
        draft.rows.append([span.title_rows[-1]])
    previous: Row | None = None
    bylines = _byline_rows(span.rows)
    for row in span.rows:
        if row.number in bylines and row.is_open:
            draft.byline = join_bylines(draft.byline, byline_line(row.text) or signature(row.mark.rest))
            row.take(LineKind.BYLINE, item=index)
        elif row.is_open and not _take_special(draft, row, index):
            row.take(LineKind.BODY, item=index)
            if previous is not None and draft.paragraphs and wrapping.continues(previous, row):
                draft.paragraphs[-1] = wrapping.join(draft.paragraphs[-1], row.text)
                draft.rows[-1].append(row)
            else:
                draft.paragraphs.append(row.text)
                draft.rows.append([row])
            previous = row
        elif row.kind is LineKind.FURNITURE and row.url and not draft.source_url:
            draft.source_url = row.url
        if row.kind is LineKind.FURNITURE:
            row.item = index
    _take_openings(draft)
    _take_closing(draft)
    return _item_of(span, draft)


def _item_of(span: ItemSpan, draft: _Draft) -> Item:
    return Item(
        title=span.title,
        kicker=draft.kicker,
        subtitle=draft.subtitle,
        summary=draft.summary,
        editor=draft.editor,
        lead_title=_lead_title(span),
        body=tuple(Block("paragraph", from_plain_text(text)) for text in draft.paragraphs),
        byline=draft.byline,
        pictures=tuple(draft.pictures),
        source=draft.source,
        source_url=draft.source_url,
    )


def find_url(text: str) -> str:
    """The first web address in `text`, or ""."""
    match = _URL.search(text)
    return match.group() if match else ""


def same_but_for_stop(lead: str, title: str) -> bool:
    """Whether a line of the contents list says the title: there a closing 。 only parts the list's lines."""
    return same_words(lead, title) or same_words(lead, title.rstrip("。；;"))


def _lead_title(span: ItemSpan) -> str:
    if span.entry is None or same_but_for_stop(span.entry.title, span.title):
        return ""
    return span.entry.title


def _take_special(draft: _Draft, row: Row, index: int) -> bool:
    """Claims a row that is not body text: furniture, a picture, a caption, the source, a byline of its own."""
    folded = row.folded
    if row.page:
        row.take(LineKind.FURNITURE, row.page, index)
        return True
    if _take_picture(draft, row, index):
        return True
    if match := _SOURCE.fullmatch(folded):
        _take_source(draft, row.text[match.start("source") :])
        row.take(LineKind.BYLINE, item=index)
        return True
    if (match := _BESIDE.fullmatch(folded)) and _take_beside(draft, match["label"], row, match.start("words")):
        row.take(LineKind.BYLINE if match["label"] == EDITOR else LineKind.SUBTITLE, item=index)
        return True
    if (
        not draft.paragraphs
        and not draft.subtitle
        and (match := _SUBTITLE.match(row.text))
        and not byline_line(row.text)
    ):
        draft.subtitle = match["subtitle"].strip()
        row.take(LineKind.SUBTITLE, item=index)
        return True
    return False


def _take_beside(draft: _Draft, label: str, row: Row, start: int) -> bool:
    """Takes 引题： and 摘要： lines above the text and the editor's below it; whether it was one of them."""
    field = {"引题": "kicker", "摘要": "summary", EDITOR: "editor"}[label]
    if getattr(draft, field) or (label != EDITOR and draft.paragraphs):
        return False
    setattr(draft, field, row.text[start:].strip())
    return True


def _byline_rows(rows: list[Row]) -> set[int]:
    """Numbers of the rows that are bylines by themselves: those before the first and after the last body line."""
    live = [row for row in rows if row.is_open and not is_picture(row) and not row.folded.startswith(EDITOR)]
    found: set[int] = set()
    for ordered in (live, live[::-1]):
        for row in ordered:
            if not byline_line(row.text):
                break
            found.add(row.number)
    if not found and len(live) > 1 and live[0].mark.is_symbol and signature(live[0].mark.rest):
        found.add(live[0].number)
    if not found and len(live) > 1 and ends_sentence(live[-2].text) and signature(live[-1].text):
        found.add(live[-1].number)
    return found


def _take_picture(draft: _Draft, row: Row, index: int) -> bool:
    here = len(draft.paragraphs)
    if picture := read_picture(row, here):
        draft.pictures.append(picture)
        row.take(LineKind.IMAGE, item=index)
        return True
    last = draft.pictures[-1] if draft.pictures and draft.pictures[-1].after == here else None
    captioned = read_caption(row, last) if last else None
    if captioned:
        draft.pictures[-1] = captioned
    elif is_orphan_caption(row) and (orphan := read_caption(row, Picture(after=here))):
        draft.pictures.append(orphan)
    else:
        return False
    row.take(LineKind.CAPTION, item=index)
    return True


def _take_source(draft: _Draft, text: str) -> None:
    match = _URL.search(text)
    if match:
        draft.source_url = match.group()
        text = f"{text[: match.start()]} {text[match.end() :]}"
    draft.source = text.strip()


def _take_openings(draft: _Draft) -> None:
    """Takes 本报讯（记者 何一凡） and the like off the first paragraph."""
    if not draft.paragraphs:
        return
    opening = split_dateline(draft.paragraphs[0])
    if opening is None:
        return
    row = draft.rows[0][0]
    row.note = f"{furniture.DATELINE} {opening.dateline}" if opening.dateline else ""
    draft.source = draft.source or opening.outlet
    draft.byline = join_bylines(opening.byline, draft.byline)
    if opening.rest:
        draft.paragraphs[0] = opening.rest
    else:
        del draft.paragraphs[0], draft.rows[0]
        row.take(LineKind.FURNITURE, furniture.DATELINE, row.item)


def _take_closing(draft: _Draft) -> None:
    """Takes the byline off the last paragraph that ends in one."""
    for position in range(len(draft.paragraphs) - 1, max(len(draft.paragraphs) - 3, -1), -1):
        before, byline = split_byline(draft.paragraphs[position])
        if not byline:
            continue
        draft.byline = join_bylines(byline, draft.byline)
        if before.strip():
            draft.paragraphs[position] = before
        else:
            del draft.paragraphs[position]
            for row in draft.rows.pop(position):
                row.take(LineKind.BYLINE, item=row.item)
        return
