"""The words around the words: number line, date, credits. One wording for every format. Pure."""

import datetime as dt

from issues.document import IssueDocument, Item, Masthead, Picture

LEAD_HEADING = "本期导读"
UNTITLED = "手机报"


def number_range(first: int | None, last: int | None) -> str:
    """18, or 18-19 for a combined issue; "" when there is no number."""
    if first is None:
        return ""
    return f"{first}-{last}" if last else str(first)


def number_line(head: Masthead) -> str:
    """2023年第18期•总第229期, with only the parts that the masthead has."""
    year = f"{head.year}年" if head.year else ""
    number = number_range(head.number, head.number_end)
    total = number_range(head.total_number, head.total_number_end)
    parts = [f"{year}第{number}期" if number else year, f"总第{total}期" if total else ""]
    return "•".join(part for part in parts if part)


def date_line(date: dt.date | None) -> str:
    """2023年5月22日; "" when the issue prints no date."""
    return f"{date.year}年{date.month}月{date.day}日" if date else ""


def document_title(document: IssueDocument) -> str:
    """The name of the whole for a window, a cover or a library: 洛阳工信手机报 2023年第18期•总第229期."""
    head = document.masthead
    return " ".join(part for part in (head.name, number_line(head)) if part) or UNTITLED


def file_stem(head: Masthead) -> str:
    """The issue's part of a file name: 2023-18; "issue" when it has no number."""
    number = number_range(head.number, head.number_end)
    return "-".join(part for part in (str(head.year or ""), number) if part) or "issue"


def caption_line(picture: Picture) -> str:
    """A picture's caption with its credit: 图为活动现场。（李晓明 摄）."""
    credit = f"（{picture.credit} 摄）" if picture.credit else ""
    return picture.caption + credit


def source_line(item: Item) -> str:
    """来源：洛阳日报; "" where the item names none beside its byline."""
    return f"来源：{item.source}" if item.source else ""
