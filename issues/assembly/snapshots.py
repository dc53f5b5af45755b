"""An issue's arrangement as plain data, and back: what its revisions keep. The articles' words have their own."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from articles.models import Article, Section
from articles.snapshots import FieldChange
from issues.models import Entry, Issue

FIELDS = (
    "name", "year", "number", "number_end", "total_number", "total_number_end", "date", "facts", "internal_note",
)  # fmt: skip

Snapshot = dict[str, Any]


def snapshot_of(issue: Issue) -> Snapshot:
    """All of the issue that can be restored: its head and its entries in order. One query, none if prefetched."""
    data: Snapshot = {name: _plain(getattr(issue, name)) for name in FIELDS}
    rows: Iterable[tuple[Any, ...]]
    if "entries" in getattr(issue, "_prefetched_objects_cache", {}):
        rows = [
            (e.article_id, e.article.title, e.section_id, e.section.name if e.section else None, e.lead_title)
            for e in issue.entries.all()
        ]
    else:
        rows = issue.entries.order_by("position").values_list(
            "article_id", "article__title", "section_id", "section__name", "lead_title"
        )
    data["entries"] = [
        {"article": a, "title": title, "section": {"id": s, "name": name} if s else None, "lead_title": lead}
        for a, title, s, name, lead in rows
    ]
    return data


def put_back(issue: Issue, snapshot: Snapshot) -> list[str]:
    """Bring a stored issue to a snapshot. Saves; returns the titles of articles that are gone and stay out.

    The caller holds the row's lock and keeps the revision.
    """
    for name in FIELDS:
        value = snapshot[name]
        setattr(issue, name, dt.date.fromisoformat(value) if name == "date" and value else value)
    issue.full_clean(exclude=["articles", "step", "publish_by"])
    issue.save(update_fields=[*FIELDS, "updated_at"])
    rows = snapshot["entries"]
    there = set(Article.objects.filter(pk__in=[row["article"] for row in rows]).values_list("pk", flat=True))
    sections = Section.objects.in_bulk([row["section"]["id"] for row in rows if row["section"]])
    kept = [row for row in rows if row["article"] in there]
    issue.entries.all().delete()
    Entry.objects.bulk_create(
        Entry(
            issue=issue,
            article_id=row["article"],
            section=sections.get(row["section"]["id"]) if row["section"] else None,
            position=position,
            lead_title=row["lead_title"],
        )
        for position, row in enumerate(kept, start=1)
    )
    return [row["title"] for row in rows if row["article"] not in there]


def changes_between(before: Snapshot, after: Snapshot) -> Iterator[FieldChange]:
    """The fields that differ, then the arrangement, a line an entry."""
    for name in (*FIELDS, "entries"):
        old, new = lines_of(name, before.get(name)), lines_of(name, after.get(name))
        if old != new:
            label = "条目" if name == "entries" else str(Issue._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            yield FieldChange(name, label, old, new)


def lines_of(name: str, value: Any) -> tuple[str, ...]:
    """A snapshot's value as lines of text to show and compare."""
    if value in (None, "", []):
        return ()
    if name == "entries":
        return tuple(_entry_line(row) for row in value)
    if name == "facts":
        return tuple(f"{label}：{text}" for label, text in value)
    return (str(value),)


def _entry_line(row: dict[str, Any]) -> str:
    section = f"【{row['section']['name']}】" if row["section"] else ""
    lead = f"（导读：{row['lead_title']}）" if row["lead_title"] else ""
    return f"{section}{row['title']}{lead}"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
