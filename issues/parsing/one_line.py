"""An issue sent as one short message: 【某某手机报】6月28日 第9期：①…；②…。详情 http://… 回TD退订. Pure."""

import re

from articles.text.widths import fold
from issues.document import IssueDocument, Item, Masthead, SectionBlock
from issues.parsing import furniture, warning_codes
from issues.parsing.items import find_url
from issues.parsing.lines import Row
from issues.parsing.masthead import looks_like_name
from issues.parsing.numbers import read_number_line
from issues.parsing.recognition import LineKind, Recognition

_NAME = re.compile(r"\s*[【\[〖](?P<name>[^】\]〗]{2,24})[】\]〗]\s*")
_MARK = re.compile(r"(?P<circled>[①-⑳])|(?:^|(?<=[\s：:；;。】\]〗]))(?P<number>\d{1,2})\s*[.、．)）](?!\d)")
_TAIL = re.compile(r"\s*(?:详情|全文|阅读|查看|点击|回复?\s*(?:TD|T|N|QX)|拒收|退订|https?://)\S*.*$", re.IGNORECASE)
_LONGEST = 3000
_FEWEST = 2


def read_one_line(rows: list[Row]) -> Recognition | None:
    """The issue that one line is whose items count on from 1; None for other texts."""
    live = [row for row in rows if row.text]
    name = _NAME.match(live[0].text) if len(live) == 1 and len(live[0].text) <= _LONGEST else None
    if name is None:
        return None
    row = live[0]
    marks = _counted(row.text)
    before = row.text[name.end() : marks[0].start()].rstrip("：: ") if marks else ""
    if len(marks) < _FEWEST or not (looks_like_name(name["name"].strip()) or read_number_line(before)):
        return None
    tail = _TAIL.search(row.text, marks[-1].end())
    ends = [*(mark.start() for mark in marks[1:]), tail.start() if tail else len(row.text)]
    url = find_url(tail.group()) if tail else ""
    titles = [row.text[mark.end() : end].strip(" \u3000；;。") for mark, end in zip(marks, ends, strict=True)]
    document = IssueDocument(
        masthead=_masthead(name["name"].strip(), before),
        sections=(SectionBlock(None, tuple(Item(title=title, source_url=url) for title in titles if title)),),
    )
    note = f"{furniture.UNSUBSCRIBE} {tail.group().strip()}" if tail else ""  # it has no line of its own
    row.take(LineKind.TITLE, note, item=0)
    head = document.masthead
    missing = warning_codes.missing_year(row.number) if head.number else warning_codes.missing_number()
    return Recognition(document, tuple(one.as_line() for one in rows), () if head.number and head.year else (missing,))


def _counted(text: str) -> list[re.Match[str]]:
    """The marks that count 1, 2, 3 … in one form."""
    found: list[re.Match[str]] = []
    for mark in _MARK.finditer(fold(text)):
        value = ord(mark["circled"]) - ord("①") + 1 if mark["circled"] else int(mark["number"])
        alike = not found or bool(found[0]["circled"]) == bool(mark["circled"])
        if alike and value == len(found) + 1:
            found.append(mark)
    return found


def _masthead(name: str, head: str) -> Masthead:
    line = read_number_line(head)
    if line is None:
        return Masthead(name=name)
    return Masthead(
        name=name,
        year=line.year or (line.date.year if line.date else None),
        number=line.number,
        number_end=line.number_end,
        total_number=line.total,
        total_number_end=line.total_end,
        date=line.date,
    )
