"""Where the text of a page really ends: bylines, signatures, attachments and short lines below its last paragraph.
Pure."""

import re

from articles.intake.extraction.captions import is_attachment, looks_like_heading
from articles.intake.extraction.classify import Classified, heads_links
from articles.intake.extraction.credits import closing_byline, line_byline
from articles.intake.extraction.lines import HAN, Line, is_terminated
from articles.intake.extraction.regions import Kind, table_cells

_CUT_SHORT = re.compile(r"(?:…+|\.{3,})[”’]?(?:[,，]\s?\S{2,12})?$")
_ITEM = re.compile(rf"[{HAN}]{{2,6}}[:：]\s*\S")
_SIGNED = r"(?:局|委员会|政府|办公室|厅|公司|中心|委|院|处|会|部|组)$"


def extended(page: Classified, last: int, *, trusted: bool) -> int:
    """The last line of the text, with what follows the last long paragraph and is text all the same."""
    end = last
    for i in range(last + 1, min(last + 30, len(page.lines))):
        line, kind = page.lines[i], page.kinds[i]
        if kind in (Kind.ENDING, Kind.COMMENTS) or (trusted and not line.inside):
            return i if kind is Kind.TEXT and i <= last + 2 and line_byline(line.text) else end
        if heads_links(page, i):
            return end
        if kind is Kind.IMAGE and trusted and i == end + 1:
            end = i  # the picture below the text
        elif kind is Kind.LABEL and _is_day(line.text) and (trusted or end > last):
            page.kinds[i], page.whys[i] = Kind.TEXT, ""  # the date under a signature
            end = i
        elif kind is Kind.TEXT:
            if _belongs_elsewhere(line, trusted=trusted):
                break
            if trusted or _goes_on(page, i, last, end):
                end = i
            elif not (looks_like_heading(line.text) and i - end <= 2):  # 三、保障措施: text if text follows it
                break
    return end


def before_other_stories(page: Classified, first: int, last: int) -> int:
    """The last line before the teasers of other stories: what follows 责任编辑：… and ends cut short, or without a
    sentence of its own."""
    end, cut, sentence, some = last, False, False, False
    for i in range(last, first - 1, -1):
        text = page.lines[i].text
        if page.is_text(i) and text:
            some, cut, sentence = True, cut or bool(_CUT_SHORT.search(text)), sentence or is_terminated(text)
        elif i in page.labels and page.kinds[i] is Kind.LABEL and page.labels[i].kinds & {"editor", "duty_editor"}:
            end = i if some and (cut or not sentence) else end
    return end


def cells_kept(page: Classified, first: int, last: int) -> None:
    """The figures of a table's cells are text, though a number alone on its line is none elsewhere."""
    for i in table_cells(page.lines, page.kinds):
        if first <= i <= last and page.whys[i] == "无字的行":
            page.kinds[i], page.whys[i] = Kind.TEXT, ""


def _belongs_elsewhere(line: Line, *, trusted: bool) -> bool:
    """A link that is no attachment, or in pasted text an item of a list."""
    linked = line.link > 0.5 and not (trusted and is_attachment(line.text))
    return linked or (line.bullet and not trusted)


def _goes_on(page: Classified, i: int, last: int, end: int) -> bool:
    """In pasted text: a byline of its own, a signature with its date, or a sentence set as the others are."""
    line, text = page.lines[i], page.lines[i].text
    if line_byline(text) or (text[:1] in ("(", "（") and _closes(text)):
        return True
    near = i - end <= 3
    signed = i - end <= 5
    dated = any(_is_day(page.lines[j].text) for j in (i, i + 1) if j < len(page.lines))
    if signed and len(text) <= 20 and _signed_below(page, i):
        return True  # 单位 姓名 职务: the head of a form, a cell to a line
    if signed and dated and len(text) <= 30:
        return _is_day(text) or bool(re.search(_SIGNED, text))
    if near and (
        is_attachment(text) or (page.lines[end].text.startswith("附件") and re.match(r"\d{1,2}\s*[.．、]", text))
    ):
        return True
    if near and _ITEM.match(text) and (page.lines[end].text.endswith(("：", ":")) or _ITEM.match(page.lines[end].text)):
        return True  # 地点：县人力资源市场
    if near and "\t" in text:
        return True
    set_alike = line.indent and page.lines[last].indent
    ended = _closes(page.lines[last].text)
    return near and (
        set_alike or (is_terminated(text) and text.endswith("。")) or (ended and i == last + 1 and len(text) <= 20)
    )


def _signed_below(page: Classified, i: int) -> bool:
    """A signature and its date stand within a few lines below, nothing else between."""
    for j in range(i + 1, min(i + 5, len(page.lines) - 1)):
        if not page.is_text(j) or len(page.lines[j].text) > 30:
            return False
        if re.search(_SIGNED, page.lines[j].text) and _is_day(page.lines[j + 1].text):
            return True
    return False


def _closes(text: str) -> bool:
    """The paragraph ends in a byline, so that a short line after it is the column's name."""
    return closing_byline(text) is not None


def _is_day(text: str) -> bool:
    return bool(
        re.fullmatch(r"(?:20\d\d|二[〇○零0][〇○零一二三四五六七八九0]{2})\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日", text)
    )
