"""Paragraphs made whole again: lines that print or OCR broke, matter that a site repeats, places where some is
missing. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce

from articles.intake.extraction.captions import is_caption, looks_like_heading
from articles.intake.extraction.credits import closing_byline, line_byline
from articles.intake.extraction.datelines import read_opening
from articles.intake.extraction.labels import read_labels
from articles.intake.extraction.lines import HAN, Line, is_closed, is_prose, is_terminated, squeeze
from articles.intake.extraction.story import Note
from articles.text.furniture import furniture
from articles.text.widths import display_width

_STRAY_DIGIT = re.compile(r"[。！？”](?P<digit>\d{1,2})$")
_OPENS_IN_MIDDLE = re.compile(rf"^(?:[，,、；;。）)”]|[{HAN}]{{2,8}}等(?![{HAN}]?级))")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,24}){1,3}", re.ASCII)
_MIN_REPEAT = 20
_MOST_LINES = 100
"""No printed paragraph has more lines; what goes on longer is no broken paragraph."""
_SUMMARY = re.compile(r"^[\[【(（]?(?:内容)?(?:摘要|提要|导语|核心提示|导读)[\]】)）]?[:：]?")


def unwrap(lines: Sequence[Line]) -> list[Line]:
    """The lines of a hard-wrapped text (every line cut at the page's width) joined to paragraphs; other texts as is.

    A text is hard-wrapped where many lines end at one width without ending a sentence; the width is counted in
    characters or in columns (a digit half of a Chinese character), whichever fits.
    """
    measures = {measure: _wrap_width(lines, measure) for measure in (len, display_width)}
    measure = max(measures, key=lambda one: measures[one][1])
    width = measures[measure][0]
    if not width:
        return _unwrap_ragged(lines)
    unit = measure("中")
    out: list[Line] = []
    full = False
    for line in lines:
        if out and full and not line.blank and not line.indent and not line.bullet and not _stands_alone(line.text):
            out[-1] = replace(out[-1], text=_glue(out[-1].text, line.text))
        else:
            out.append(line)
        extent = _extent(line, measure)
        open_ended = extent >= 0.8 * width and "，" in line.text and not is_closed(line.text)
        full = width - 2 * unit <= extent <= width + 2 * unit or (open_ended and extent <= width)
    return out


def _unwrap_ragged(lines: Sequence[Line]) -> list[Line]:
    """Runs of lines that recognition of print (OCR) cut at uneven places joined to paragraphs; other lines as is."""
    out: list[Line] = []
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and run and not line.blank:
            run.append(line)
            continue
        out += _joined_run(run) if _is_ragged(run) else run
        run = [] if line is None else [line]
    return out


def _is_ragged(run: Sequence[Line]) -> bool:
    """Five lines or more, short, most of them with commas and half of them ending inside a sentence."""
    long = [line for line in run if len(line.text) >= 10 and not _stands_alone(line.text)]
    if len(long) < 5 or max(len(line.text) for line in long) > 48 or any(line.bullet for line in long):
        return False
    open_ended = sum(not is_closed(line.text) for line in long)
    written = sum(bool(re.search("[，,、。；]", line.text)) for line in long)
    return open_ended >= 0.4 * len(long) and written >= 0.75 * len(long)


def _joined_run(run: Sequence[Line]) -> list[Line]:
    """A paragraph ends with its sentence; where paragraphs are indented, only before the next indent."""
    widest = max(len(line.text) for line in run)
    by_indent = sum(line.indent for line in run) >= 2
    groups: list[list[Line]] = []
    for line in run:
        before = groups[-1][-1] if groups else None
        full = before is not None and len(groups[-1]) >= _MOST_LINES
        if before is None or full or line.indent or _parted(before, line, widest, by_indent=by_indent):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [replace(group[0], text=reduce(_glue, (line.text for line in group))) for group in groups]


def _parted(before: Line, line: Line, widest: int, *, by_indent: bool) -> bool:
    """Whether a paragraph ends between two lines of a ragged run."""
    if _stands_alone(before.text) or _stands_alone(line.text) or len(before.text) < 0.5 * widest:
        return True
    return is_terminated(before.text) and not (by_indent and len(before.text) >= 0.8 * widest)


def _extent(line: Line, measure: Callable[[str], int]) -> int:
    return measure(line.text) + (2 * measure("中") if line.indent else 0)


def _wrap_width(lines: Sequence[Line], measure: Callable[[str], int]) -> tuple[int, float]:
    """(the width at which lines were cut, or 0; the share of lines that end there)."""
    total, unit = len(lines), measure("中")
    extents = [_extent(line, measure) for line in lines if not is_terminated(line.text)]
    counts = Counter(extent for extent in extents if 14 * unit <= extent <= 60 * unit)
    if total < 6 or not counts:
        return 0, 0.0
    near = {n: sum(counts[n + step] for step in range(-2 * unit, unit + 1)) for n in counts}
    width = max(near, key=lambda n: (near[n], n))
    longer = sum(_extent(line, measure) > width + 3 * unit for line in lines) / total
    commas = sum(bool(re.search("[，,、]", line.text)) for line in lines) / total
    share = near[width] / total
    return (width, share) if share >= 1 / 3 and longer < 0.05 and commas >= 0.3 else (0, 0.0)


def _stands_alone(text: str) -> bool:
    if looks_like_heading(text) or furniture(text) is not None or read_labels(text) is not None:
        return True
    return line_byline(text) is not None


def rejoin(lines: Sequence[Line]) -> tuple[list[Line], list[int]]:
    """Paragraphs broken inside a sentence put together; also the numbers of the lines at which they were broken."""
    widths = Counter(len(line.text) for line in lines if line.text and not is_closed(line.text))
    out: list[Line] = []
    broken: list[int] = []
    stray = False
    for i, line in enumerate(lines):
        before = lines[i - 2].text if i >= 2 else ""
        stray = stray or bool(_STRAY_DIGIT.search(line.text))
        if out and _continues(out[-1], line, before, widths, wrecked=stray or bool(broken)):
            out[-1] = replace(out[-1], text=_glue(out[-1].text, line.text), images=out[-1].images + line.images)
            broken.append(line.number)
        else:
            out.append(line)
    return out, broken


def _continues(first: Line, second: Line, before: str, widths: Counter[int], *, wrecked: bool) -> bool:
    """Whether `second` goes on in the middle of a sentence that `first` leaves open."""
    a, b = first.text, second.text
    if not a or not b or second.heading or first.heading or second.images or second.bullet:
        return False
    if b[0] in "，,、；;。）)”":
        return True
    if second.indent or not (is_prose(b) or is_terminated(b)) or _begins_anew(b) or is_caption(a):
        return False
    if a.endswith((";", "；")) and wrecked:
        return not re.match(r"[（(\d①-⑳]|[一二三四五六七八九十]+[是、]", b)
    if is_closed(a) or closing_byline(a) or _STRAY_DIGIT.search(a) or (first.strong and not second.strong):
        return False
    return "。" in a or _leaves_open(a, before, widths)


def _begins_anew(text: str) -> bool:
    if is_caption(text) or looks_like_heading(text):
        return True
    return line_byline(text) is not None or bool(read_opening(text).dateline)


def _leaves_open(text: str, before: str, widths: Counter[int]) -> bool:
    """A line without its sentence's end that is no subheading: two commas or an open quote, or cut at a width at
    which other lines were cut too."""
    if len(text) < 22 or looks_like_heading(before):
        return False
    commas = len(re.findall("[，,、；;]", text))
    if commas >= 2 or text.count("“") != text.count("”"):
        return True
    alike = sum(widths[len(text) + step] for step in (-1, 0, 1))
    return commas >= 1 and alike >= 2


def _glue(first: str, second: str) -> str:
    """Two halves of a broken line; a space only between Latin words."""
    between = " " if re.match(r"[A-Za-z,.]", first[-1:]) and re.match(r"[A-Za-z]", second) else ""
    return first + between + second


def repeated(lines: Sequence[Line]) -> dict[int, str]:
    """Indices of paragraphs that the page gives twice → why each is left out.

    Of two equal ones the later is left out, except where the earlier is only a site's lead set above the headline
    (a few short lines lie between them): then the earlier is.
    """
    out: dict[int, str] = {}
    seen: dict[str, int] = {}
    by_head: dict[str, int] = {}
    for i in range(len(lines) - 1, -1, -1):
        words = _SUMMARY.sub("", squeeze(lines[i].text))
        if len(words) < _MIN_REPEAT or (not is_prose(lines[i].text) and len(words) < 40):
            continue
        head = words[:_MIN_REPEAT]
        if words in seen:
            later = seen[words]
            between = lines[i + 1 : later]
            is_lead = len(between) <= 4 and not any(is_prose(line.text) for line in between)
            out[i if is_lead else later] = "网站重复登出的段落，只留一次"
            if is_lead:
                continue
        elif head in by_head and _is_summary_of(words, lines[by_head[head] :]):
            out[i] = "摘要，与正文段落相同"
            continue
        seen[words] = i
        by_head[head] = i
    return {**_short_neighbours(lines, out), **out}


def _short_neighbours(lines: Sequence[Line], copies: dict[int, str]) -> dict[int, str]:
    """Short lines beside repeated paragraphs that stand above as well: the whole text was set twice."""
    first = {squeeze(line.text): i for i, line in reversed(list(enumerate(lines)))}
    out: dict[int, str] = {}
    for start, why in copies.items():
        for step in (-1, 1):
            i = start + step
            while 0 <= i < len(lines) and i not in copies and len(lines[i].text) >= 4:
                if first[squeeze(lines[i].text)] == i or len(lines[i].text) >= _MIN_REPEAT * 2:
                    break
                out[i] = why
                i += step
    return out if len(copies) >= 2 else {}


def _is_summary_of(short: str, following: Sequence[Line]) -> bool:
    """Whether `short` is how the lines that follow begin, perhaps over several paragraphs, cut off at some point."""
    core = short.rstrip(".…[]》>更多详细全文")
    full = ""
    for line in following[:8]:
        full += squeeze(line.text)
        if len(full) > len(core):
            return full.startswith(core)
    return False


def damage(paragraphs: Sequence[str], *, seams: Sequence[str]) -> list[Note]:
    """Notes on what reads as if words were missing, and on numbers that must not go out.

    seams  how the lines begin that were joined to the line before them
    """
    notes: list[Note] = []
    stray = False
    for position, text in enumerate(paragraphs, start=1):
        if match := _STRAY_DIGIT.search(text):
            stray = True
            notes.append(
                Note("stray_digit", f"第{position}段末尾多出数字“{match['digit']}”，可能是版面残留，请核对。", position)
            )
        if position > 1 and _opens_in_middle(text, wrecked=stray or bool(seams)):
            notes.append(
                Note("possible_gap", f"第{position}段像是从半句开始，它前面可能缺了内容，请对照原文。", position)
            )
        notes.extend(_private_numbers(text, position))
    notes += (_seam_note(paragraphs, seam) for seam in seams)
    return notes


def _seam_note(paragraphs: Sequence[str], seam: str) -> Note:
    """Where a broken line was joined: words may be missing there that only the printed page shows."""
    for position, text in enumerate(paragraphs, start=1):
        at = text.find(seam, 1)
        if at > 0:
            words = f"{text[max(at - 8, 0) : at]}｜{seam[:8]}"
            message = f"第{position}段“…{words}…”处原是断行，已接回，请对照原文看是否缺字。"
            return Note("rejoined", message, position)
    return Note("rejoined", "有断行已接回，接缝处请对照原文。")


def _opens_in_middle(text: str, *, wrecked: bool) -> bool:
    match = _OPENS_IN_MIDDLE.match(text)
    return bool(match) and (wrecked or not re.match(f"[{HAN}]", text))


def _private_numbers(text: str, position: int) -> list[Note]:
    notes = [
        Note("mobile_number", f"第{position}段有手机号码{found}，公开前请核实或遮去中间四位。", position)
        for found in _MOBILE.findall(text)
    ]
    notes += [
        Note("email_address", f"第{position}段有电子邮箱{found}，公开前请核实。", position)
        for found in _EMAIL.findall(text)
    ]
    return notes + [
        Note("id_number", f"第{position}段有疑似身份证号码{found[:6]}…，不得公开。", position)
        for found in _IDENTITY.findall(text)
    ]
