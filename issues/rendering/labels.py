"""The words around the words: number line, date, credits. One wording for every format. Pure."""

import datetime as dt

from articles.text.photo_credits import labelled
from issues.document import IssueDocument, Item, Masthead, Picture
from issues.rendering.plain_text import EDITOR, SUMMARY, number_line

__all__ = [
    "LEAD_HEADING",
    "UNTITLED",
    "caption_line",
    "date_line",
    "document_title",
    "editor_line",
    "fact_line",
    "file_stem",
    "number_line",
    "source_line",
    "summary_line",
]

LEAD_HEADING = "本期导读"
UNTITLED = "手机报"


def date_line(date: dt.date | None) -> str:
    """2023年5月22日; "" when the issue prints no date."""
    return f"{date.year}年{date.month}月{date.day}日" if date else ""


def document_title(document: IssueDocument) -> str:
    """The name of the whole for a window, a cover or a library: 洛阳工信手机报 2023年第18期•总第229期."""
    head = document.masthead
    return " ".join(part for part in (head.name, number_line(head)) if part) or UNTITLED


def file_stem(head: Masthead) -> str:
    """The issue's part of a file name: 2023-18, 2023-18-19 for a combined one; "issue" when it has no number."""
    return "-".join(str(part) for part in (head.year, head.number, head.number_end) if part) or "issue"


def fact_line(label: str, value: str) -> str:
    """A printed fact of the masthead: 主办：云岭市工业和信息化局."""
    return f"{label}：{value}" if label else value


def caption_line(picture: Picture) -> str:
    """A picture's caption with its credit: 图为活动现场。摄影：李晓明."""
    return " ".join(part for part in (picture.caption, labelled(picture.credit)) if part)


def summary_line(item: Item) -> str:
    """摘要：三家企业同日开工。; "" where the item has none."""
    return f"{SUMMARY}：{item.summary}" if item.summary else ""


def editor_line(item: Item) -> str:
    """本稿责任编辑：苏禾; "" where the byline names him already, or nobody is named."""
    return f"{EDITOR}：{item.editor}" if item.editor else ""


def source_line(item: Item) -> str:
    """出处：洛阳日报 https://…; "" where the item names none beside its byline."""
    words = " ".join(part for part in (item.source, item.source_url) if part)
    return f"出处：{words}" if words else ""
