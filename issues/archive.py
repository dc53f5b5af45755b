"""A back catalogue: one issue a line, as JSON. Pure but for the document it makes."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from articles.text.blocks import paragraphs
from articles.text.byline import Byline
from issues.document import IssueDocument, Item, Masthead, SectionBlock, derive_lead


class BadRecord(ValueError):
    """A line of an archive that is not an issue; the message is Chinese and says what is wrong."""


@dataclass(frozen=True, slots=True)
class ArchivedIssue:
    """One line: the document, and each item's tags in reading order."""

    document: IssueDocument
    tags: list[list[str]]


def read_record(line: str) -> ArchivedIssue:
    """The issue of one line: {year, number, total_number, date, sections: [{name, articles: [{title, body,
    department, author, tags}]}]}; paragraphs of a body are parted by line breaks. BadRecord on anything else."""
    try:
        data: dict[str, Any] = json.loads(line)
        date = dt.date.fromisoformat(data["date"]) if data.get("date") else None
        head = Masthead(
            name=str(data.get("name", "")),
            year=int(data["year"]),
            number=int(data["number"]),
            total_number=int(data["total_number"]),
            date=date,
        )
        sections = tuple(
            SectionBlock(section["name"], tuple(_item(article) for article in section["articles"]))
            for section in data["sections"]
        )
        tags = [list(article.get("tags", [])) for section in data["sections"] for article in section["articles"]]
    except json.JSONDecodeError as error:
        raise BadRecord(f"不是 JSON（第{error.colno}个字符处）") from error
    except KeyError as error:
        raise BadRecord(f"缺少 {error.args[0]}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise BadRecord(f"内容不合要求：{error}") from error
    return ArchivedIssue(IssueDocument(head, derive_lead(sections), sections), tags)


def _item(data: dict[str, Any]) -> Item:
    department, author = data.get("department") or "", data.get("author") or ""
    printed = " ".join(filter(None, [department, author]))
    return Item(
        title=data["title"],
        body=paragraphs(part for part in data["body"].split("\n") if part.strip()),
        byline=Byline(
            raw=f"({printed})" if printed else "",
            department=department or None,
            names=(author,) if author else (),
        ),
    )
