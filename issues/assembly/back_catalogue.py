"""A back catalogue: one issue a line, as JSON. Pure but for the document it makes."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any, TypeVar

from articles.text.blocks import paragraphs
from articles.text.bodies import strip_control
from articles.text.byline import Byline
from articles.text.numbers import whole_number
from issues.document import IssueDocument, Item, Masthead, SectionBlock, derive_lead

Kind = TypeVar("Kind", str, list[Any])
_KINDS: dict[type, str] = {str: "文字", list: "列表", dict: "对象"}


class BadRecord(ValueError):
    """A line of an archive that is not an issue; the message is Chinese and says what is wrong, and where."""


@dataclass(frozen=True, slots=True)
class ArchivedIssue:
    """One line: the document, and each item's tags in reading order."""

    document: IssueDocument
    tags: list[list[str]]


def read_record(line: str) -> ArchivedIssue:
    """The issue of one line: {year, number, total_number, date, sections: [{name, articles: [{title, body,
    department, author, tags}]}]}; paragraphs of a body are parted by line breaks. BadRecord on anything else."""
    data = _loaded(line)
    head = Masthead(
        name=_optional(data, "name", str, "") or "",
        year=_number(data, "year"),
        number=_number(data, "number"),
        total_number=_number(data, "total_number"),
        date=_date(data),
    )
    sections, tags = [], []
    for place, section in enumerate(_required(data, "sections", list, ""), start=1):
        where = f"第{place}个栏目"
        name, articles = _words(_object(section, where), "name", where), _required(section, "articles", list, where)
        items = [_item(article, f"{where}第{number}篇") for number, article in enumerate(articles, start=1)]
        sections.append(SectionBlock(name, tuple(item for item, _ in items)))
        tags += [listed for _, listed in items]
    blocks = tuple(sections)
    return ArchivedIssue(IssueDocument(head, derive_lead(blocks), blocks), tags)


def _loaded(line: str) -> dict[str, Any]:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadRecord(f"不是 JSON（第{error.colno}个字符处）") from error
    except RecursionError as error:
        raise BadRecord("不是一期的 JSON：括号套得太深") from error
    except ValueError as error:  # Python reads no number of thousands of digits
        raise BadRecord("不是一期的 JSON：里面的数字太长") from error
    return _object(data, "这一行")


def _item(data: Any, where: str) -> tuple[Item, list[str]]:
    article = _object(data, where)
    department, author = (_optional(article, name, str, where) or "" for name in ("department", "author"))
    printed = " ".join(filter(None, [department, author]))
    tags = _optional(article, "tags", list, where) or []
    if not all(isinstance(tag, str) for tag in tags):
        raise BadRecord(f"内容不合要求：{where}的 tags 里有不是文字的")
    item = Item(
        title=_words(article, "title", where),
        body=paragraphs(part for part in _required(article, "body", str, where).split("\n") if part.strip()),
        byline=Byline(
            raw=f"({printed})" if printed else "",
            department=department or None,
            names=(author,) if author else (),
        ),
    )
    return item, [strip_control(tag) for tag in tags]


def _object(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadRecord(f"内容不合要求：{where}应为{_KINDS[dict]}，现为 {_excerpt(value)}")
    return value


def _optional(data: dict[str, Any], name: str, kind: type[Kind], where: str) -> Kind | None:
    value = data.get(name)
    if value is not None and not isinstance(value, kind):
        raise BadRecord(f"内容不合要求：{where and f'{where}的 '}{name} 应为{_KINDS[kind]}，现为 {_excerpt(value)}")
    return strip_control(value) if isinstance(value, str) else value


def _required(data: dict[str, Any], name: str, kind: type[Kind], where: str) -> Kind:
    value = _optional(data, name, kind, where)
    if value is None:
        raise BadRecord(f"{where}缺少 {name}")
    return value


def _words(data: dict[str, Any], name: str, where: str) -> str:
    """A text that is not blank."""
    value = _required(data, name, str, where)
    if not value.strip():
        raise BadRecord(f"{where}的 {name} 是空的")
    return value


def _number(data: dict[str, Any], name: str) -> int:
    value = data.get(name)
    if value is None:
        raise BadRecord(f"缺少 {name}")
    if isinstance(value, str) and (stated := whole_number(value)) is not None:
        return stated
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadRecord(f"内容不合要求：{name} 应为整数，现为 {_excerpt(value)}")
    return value


def _date(data: dict[str, Any]) -> dt.date | None:
    value = data.get("date")
    if value in (None, ""):
        return None
    try:
        date = dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        date = None
    if date is None or not 1949 <= date.year <= 2199:
        raise BadRecord(f"内容不合要求：date 应为 2023-05-19 这样的日期，现为 {_excerpt(value)}")
    return date


def _excerpt(value: Any) -> str:
    """The beginning of a value, to find it by."""
    text = str(value) if isinstance(value, int | float) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]}…"
