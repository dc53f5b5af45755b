"""A story's text lines to its body: paragraphs, captions and pictures apart, bylines and end marks taken off. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from articles.intake.extraction.captions import caption_positions, is_caption, photographers
from articles.intake.extraction.credits import closing_byline, line_byline, merged
from articles.intake.extraction.datelines import read_opening
from articles.intake.extraction.labels import Labelled, read_labels
from articles.intake.extraction.lines import HAN, Line, is_prose, is_terminated
from articles.intake.extraction.paragraphs import damage, rejoin
from articles.intake.extraction.story import Note, Removed, StoryImage
from articles.text.byline import NO_BYLINE, Byline
from articles.text.furniture import END_MARK, JUMP, OLD_TITLE, SOURCE_CREDIT, TAIL_LINK
from articles.text.names import is_person

_LABELLED_END = re.compile(
    r"\s*[（(【\[]\s*(?P<inner>(?:责任编辑|责编|编辑|来源|作者|编审|审核|供稿|"
    r"通讯员|记者)\s*[:：/].{2,40}?)\s*[）)】\]]$"
)


_ABOUT_WRITER = re.compile(r"[（(](?:本文)?作者(?:系|为|是|单位|简介)\s*[:：]?[^（()）]{2,60}[)）]")
"""（作者系某某大学教授） on a line of its own: who the writer is, not what was written."""
_PICTURE_CREDIT = re.compile(
    rf"(?<=[。！？”])\s*(?:[{HAN}]{{0,8}}记者|通讯员|摄影)?\s?[{HAN}]{{2,4}}\s(?:摄|摄影|摄影报道)$"
)
"""The photographer's name after the last sentence of a news picture's text."""
_DANGLING = re.compile(r"(?:附件|相关附件)\s*[:：]?")


@dataclass
class Body:
    """What a story's text lines hold."""

    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    images: list[StoryImage] = field(default_factory=list)
    photographers: list[str] = field(default_factory=list)
    byline: Byline = NO_BYLINE
    dateline: str = ""
    outlet: str = ""
    labels: list[Labelled] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read_body(lines: Sequence[Line]) -> Body:
    """The body of a story from its text lines in order (pictures among them as lines without words)."""
    body = Body()
    open_lines = _credits_apart(lines, body)
    positions = caption_positions(open_lines, [bool(line.text) for line in open_lines])
    texts = [line for i, line in enumerate(open_lines) if i not in positions]
    joined, broken = rejoin(texts)
    _pictures(open_lines, positions, joined, body)
    paragraphs = [line for line in joined if line.text]
    paragraphs = _opening(paragraphs, body)
    paragraphs = _closing(paragraphs, body)
    body.paragraphs = [line.text for line in paragraphs if line.text]
    body.notes += damage(body.paragraphs, seams=[line.text[:12] for line in texts if line.number in broken])
    return body


def _credits_apart(lines: Sequence[Line], body: Body) -> list[Line]:
    """The lines without those that are wholly a byline, an end mark or a source credit."""
    out: list[Line] = []
    for line in lines:
        text = line.text
        if text and END_MARK.fullmatch(text):
            body.removed.append(Removed(line.number, text, "结束标记"))
        elif text and _ABOUT_WRITER.fullmatch(text):
            body.removed.append(Removed(line.number, text, "作者简介"))
        elif text and OLD_TITLE.match(text):
            body.removed.append(Removed(line.number, text, "原标题"))
        elif text and SOURCE_CREDIT.match(text) and not (line.caption or line.images):
            body.removed.append(Removed(line.number, text, "资料来源说明"))
        elif text and not line.images and is_person(text.replace(" ", "")) and not any(is_prose(o.text) for o in out):
            body.byline = merged(body.byline, Byline(raw=text, names=(text.replace(" ", ""),)))
            body.removed.append(Removed(line.number, text, "署名，已另记"))
        elif text and not _is_told_caption(text) and (byline := line_byline(text)):
            body.byline = merged(body.byline, byline)
            body.removed.append(Removed(line.number, text, "署名，已另记"))
        else:
            out.append(line)
    return out


def _is_told_caption(text: str) -> bool:
    """A caption that tells what is seen before it names the photographer, who is often 记者 too."""
    return "。" in text[:-1] and is_caption(text)


def _pictures(lines: Sequence[Line], positions: set[int], joined: Sequence[Line], body: Body) -> None:
    """Images with their captions, each at its place among the paragraphs; captions in printed order."""
    starts = {line.number for line in joined if line.text}
    before = 0
    waiting: list[StoryImage] = []
    for i, line in enumerate(lines):
        waiting += [replace(image, after=before) for image in line.images]
        if i in positions:
            if line.text not in body.captions:
                body.captions.append(line.text)
            body.photographers += [who for who in photographers(line.text) if who not in body.photographers]
            if waiting:
                waiting[-1] = replace(waiting[-1], caption=line.text)
                body.images += waiting
                waiting = []
        elif line.text:
            body.images += waiting
            waiting = []
            before += line.number in starts
    body.images += waiting


def _opening(paragraphs: list[Line], body: Body) -> list[Line]:
    """Dateline and leading byline taken off the first paragraph that has one (subheadings may stand before it)."""
    for i, line in enumerate(paragraphs[:4]):
        opening = read_opening(line.text)
        if opening.dateline or opening.byline:
            body.dateline, body.outlet = opening.dateline, opening.outlet
            body.byline = merged(opening.byline, body.byline)
            if opening.rest.startswith(("题：", "题:")):
                body.removed.append(Removed(line.number, opening.rest, "电头后的题"))
                return paragraphs[:i] + paragraphs[i + 1 :]
            rest = [replace(line, text=opening.rest)] if opening.rest else []
            return paragraphs[:i] + rest + paragraphs[i + 1 :]
        if is_prose(line.text):
            break
    return paragraphs


def _closing(paragraphs: list[Line], body: Body) -> list[Line]:
    """End marks, jumps and closing bylines taken off; anything short left after them is a column's label."""
    paragraphs = _cut_after_byline(paragraphs, body)
    for i in range(len(paragraphs) - 1, max(len(paragraphs) - 4, -1), -1):
        line = paragraphs[i]
        text = _strip_ends(line, body)
        if text != line.text:
            paragraphs[i] = replace(line, text=text)
        if body.byline and text != line.text:
            break
    if paragraphs and _DANGLING.fullmatch(paragraphs[-1].text):
        body.removed.append(Removed(paragraphs[-1].number, paragraphs.pop().text, "附件下载"))
    return [line for line in paragraphs if line.text]


def _cut_after_byline(paragraphs: list[Line], body: Body) -> list[Line]:
    """A short line after the paragraph that ends in the byline: the column's name, not the text."""
    if len(paragraphs) < 2:
        return paragraphs
    last, before = paragraphs[-1], paragraphs[-2]
    column = len(last.text) <= 12 and last.text[0] in "●■▲◆★□○◎"
    if len(last.text) <= 20 and not is_terminated(last.text) and (column or _is_over(before.text)):
        body.removed.append(Removed(last.number, last.text, "栏题，不属正文"))
        body.notes.append(Note("column_label", f"篇末印有栏题“{last.text}”，没有放进正文；要用请填到引题。"))
        return paragraphs[:-1]
    return paragraphs


def _is_over(text: str) -> bool:
    return bool(END_MARK.search(text)) or closing_byline(text) is not None


def _strip_ends(line: Line, body: Body) -> str:
    """A paragraph without the end marks, labels and byline it closes with, each recorded."""
    text = line.text
    for _ in range(4):  # （张三）（完）, （完）（责任编辑：李四）: a few at most
        shorter = _strip_one(line.number, text, body)
        if shorter == text:
            break
        text = shorter
    return text


def _strip_one(number: int, text: str, body: Body) -> str:
    if (link := TAIL_LINK.search(text)) and is_terminated(text[: link.start()]):
        body.removed.append(Removed(number, link.group().strip(), "页面按钮"))
        return text[: link.start()].rstrip()
    if mark := END_MARK.search(text):
        body.removed.append(Removed(number, mark.group().strip(), "结束标记"))
        return text[: mark.start()].rstrip()
    if jump := JUMP.search(text):
        body.removed.append(Removed(number, jump.group(), "转版标记"))
        body.notes.append(Note("continued_elsewhere", f"原文标有“{jump.group()}”，其余部分在别的版面，请补齐。"))
        return (text[: jump.start()] + text[jump.end() :]).strip()
    if labelled := _LABELLED_END.search(text):
        found = read_labels(labelled["inner"])
        if found:
            body.labels.append(found)
            body.removed.append(Removed(number, labelled.group().strip(), "来源、编辑等标注"))
            return text[: labelled.start()].rstrip()
    if credit := _PICTURE_CREDIT.search(text):
        body.photographers += [who for who in photographers(credit.group()) if who not in body.photographers]
        body.removed.append(Removed(number, credit.group().strip(), "署名，已另记"))
        return text[: credit.start()].rstrip()
    found_byline = closing_byline(text)
    if found_byline:
        body.byline = merged(body.byline, found_byline[1])
        return found_byline[0]
    return text
