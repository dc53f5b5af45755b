"""The issue as one document: what parsers produce and renderers consume. No database, no Django.

An `IssueDocument` holds exactly the words a reader sees. Two documents are equal when readers would
see the same; `digest` is the fingerprint a sign-off is given for.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from articles.text.blocks import Block
from articles.text.byline import NO_BYLINE, Byline


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of an item. `after` is the number of blocks before it (0: above the text).

    name   the stored file's name, or what the input called it
    """

    name: str = ""
    caption: str = ""
    alt: str = ""
    credit: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """An article's place in the issue: what stands under one ■.

    Tags are printed on the article's own page only; editor is the 责任编辑 where the byline does not name him.
    """

    title: str
    body: tuple[Block, ...] = ()
    byline: Byline = NO_BYLINE
    kicker: str = ""
    subtitle: str = ""
    summary: str = ""
    lead_title: str = ""
    pictures: tuple[Picture, ...] = ()
    source: str = ""
    source_url: str = ""
    editor: str = ""
    tags: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's words, a string a block."""
        return tuple(block.text for block in self.body)


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section (栏目) of the issue; name None where items stand under no heading."""

    name: str | None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class LeadLine:
    """One line of the contents list (本期导读)."""

    section: str | None
    title: str


def number_label(
    year: int | None, number: int | None, number_end: int | None, total: int | None, total_end: int | None
) -> str:
    """2023年第18期•总第229期, with 第18-19期 for a combined issue (合刊); "" without any number."""
    years = f"{year}年" if year is not None else ""
    numbers, totals = _range(number, number_end), _range(total, total_end)
    parts = [f"{years}第{numbers}期" if numbers else years, f"总第{totals}期" if totals else ""]
    return "•".join(part for part in parts if part) if numbers or totals else ""


def _range(first: int | None, last: int | None) -> str:
    if first is None:
        return ""
    return f"{first}-{last}" if last else str(first)


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of an issue, e.g. 洛阳工信手机报 (2023年第18期•总第229期).

    number_end, total_number_end  the last number of a combined issue (合刊), else None
    date                          the printed date, None when none is printed
    facts                         printed (label, value) pairs: 主办 编辑 审核 签发 准印证 …
    """

    name: str = ""
    year: int | None = None
    number: int | None = None
    total_number: int | None = None
    date: dt.date | None = None
    number_end: int | None = None
    total_number_end: int | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class IssueDocument:
    """A whole issue. `lead` is as printed; `derive_lead(sections)` gives what it should be."""

    masthead: Masthead
    lead: tuple[LeadLine, ...] = ()
    sections: tuple[SectionBlock, ...] = ()

    def items(self) -> Iterator[tuple[str | None, Item]]:
        """(section name, item) in reading order."""
        for section in self.sections:
            for item in section.items:
                yield section.name, item

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of everything readers see; changes with any word, order, caption or picture."""
        data = json.dumps(to_json(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()


def in_sections(items: Iterable[tuple[str | None, Item]]) -> tuple[SectionBlock, ...]:
    """Items with the names of their sections, as sections: those that follow one another under one name together."""
    return tuple(
        SectionBlock(name, tuple(item for _, item in group)) for name, group in groupby(items, key=lambda pair: pair[0])
    )


def without_tags(document: IssueDocument) -> IssueDocument:
    """The document as one that was handed in says it: nothing that is printed names an article's tags."""
    return replace(
        document,
        sections=tuple(
            SectionBlock(section.name, tuple(replace(item, tags=()) for item in section.items))
            for section in document.sections
        ),
    )


def derive_lead(sections: Iterable[SectionBlock]) -> tuple[LeadLine, ...]:
    """The contents list that the body implies: each item once, in order, under its lead title if it has one."""
    return tuple(
        LeadLine(section.name, item.lead_title or item.title) for section in sections for item in section.items
    )


def to_json(document: IssueDocument) -> dict[str, Any]:
    """The document as JSON data; `from_json` is its inverse. Stored in editions and sent as the .json edition."""
    head = document.masthead
    return {
        "masthead": {
            "name": head.name,
            "year": head.year,
            "number": head.number,
            "number_end": head.number_end,
            "total": head.total_number,
            "total_end": head.total_number_end,
            "date": head.date.isoformat() if head.date else None,
            "facts": [list(fact) for fact in head.facts],
        },
        "lead": [{"section": line.section, "title": line.title} for line in document.lead],
        "sections": [
            {"name": section.name, "items": [_item_to_json(item) for item in section.items]}
            for section in document.sections
        ],
    }


def from_json(data: dict[str, Any]) -> IssueDocument:
    """The document that `to_json` wrote; KeyError or TypeError on other data."""
    head = data["masthead"]
    return IssueDocument(
        masthead=Masthead(
            name=head["name"],
            year=head["year"],
            number=head["number"],
            number_end=head["number_end"],
            total_number=head["total"],
            total_number_end=head["total_end"],
            date=dt.date.fromisoformat(head["date"]) if head["date"] else None,
            facts=tuple((label, value) for label, value in head["facts"]),
        ),
        lead=tuple(LeadLine(line["section"], line["title"]) for line in data["lead"]),
        sections=tuple(
            SectionBlock(section["name"], tuple(_item_from_json(item) for item in section["items"]))
            for section in data["sections"]
        ),
    )


def item_at(data: dict[str, Any], place: int) -> tuple[str | None, Item]:
    """(section name, item) at a place, from 0, of what `to_json` wrote, the rest unread. IndexError past the end."""
    for section in data["sections"]:
        if place < len(section["items"]):
            return section["name"], _item_from_json(section["items"][place])
        place -= len(section["items"])
    raise IndexError(place)


def _item_to_json(item: Item) -> dict[str, Any]:
    byline = item.byline
    return {
        "title": item.title,
        "subtitle": item.subtitle,
        "lead_title": item.lead_title,
        "body": [
            {"kind": block.kind, "html": block.html, "rows": [list(row) for row in block.rows]} for block in item.body
        ],
        "byline": {
            "raw": byline.raw,
            "department": byline.department,
            "names": list(byline.names),
            "roles": [list(pair) for pair in byline.roles],
            "source": byline.source,
            "editor": byline.editor,
        },
        "pictures": [
            {"name": p.name, "caption": p.caption, "alt": p.alt, "credit": p.credit, "after": p.after}
            for p in item.pictures
        ],
        "source": item.source,
        "source_url": item.source_url,
        # Few articles have them; left out they leave the digests of all others as they were.
        **{name: words for name in ("kicker", "summary", "editor") if (words := getattr(item, name))},
        **({"tags": list(item.tags)} if item.tags else {}),
    }


def _item_from_json(data: dict[str, Any]) -> Item:
    byline = data["byline"]
    return Item(
        title=data["title"],
        subtitle=data["subtitle"],
        lead_title=data["lead_title"],
        body=tuple(
            Block(block["kind"], block["html"], tuple(tuple(row) for row in block["rows"])) for block in data["body"]
        ),
        byline=Byline(
            raw=byline["raw"],
            department=byline["department"],
            names=tuple(byline["names"]),
            roles=tuple((name, role) for name, role in byline["roles"]),
            source=byline["source"],
            editor=byline["editor"],
        ),
        pictures=tuple(Picture(**picture) for picture in data["pictures"]),
        source=data["source"],
        source_url=data["source_url"],
        kicker=data.get("kicker", ""),
        summary=data.get("summary", ""),
        editor=data.get("editor", ""),
        tags=tuple(data.get("tags", ())),
    )
