"""The section (栏目) that a published article is printed in, and its correction."""

from collections.abc import Mapping
from typing import Any

from articles.models import Article
from articles.record.audit import Actor
from articles.workflow import together
from issues.document import item_at
from issues.models import Edition, Entry, Issue


def printed_section(article: Article) -> dict[str, Any] | None:
    """The section that a published article is printed in, {"id", "name"} as its edition names it; None for none."""
    edition = Edition.objects.showing(article.pk).first()
    if edition is None:
        return None
    name, _ = item_at(edition.document, edition.article_ids.index(article.pk))
    entry = Entry.objects.filter(issue_id=edition.issue_id, article=article).first()
    return {"id": entry.section_id, "name": name} if entry and entry.section_id else None


def refile(*, issue: Issue, article_id: int, section: Mapping[str, Any], by: Actor) -> None:
    """Put an article behind the last one of another section; where the issue has none of it, it stays in its place.

    Part of a correction, which locks the issue and puts the change on record.
    """
    entries = list(issue.entries.order_by("position"))
    moved = next(entry for entry in entries if entry.article_id == article_id)
    others = [entry for entry in entries if entry is not moved]
    same = [place for place, entry in enumerate(others, start=1) if entry.section_id == section["id"]]
    place = same[-1] if same else moved.position - 1
    moved.section_id = section["id"]
    rows = [*others[:place], moved, *others[place:]]
    issue.entries.all().delete()
    Entry.objects.bulk_create(
        Entry(issue=issue, article_id=one.article_id, section_id=one.section_id, lead_title=one.lead_title, position=n)
        for n, one in enumerate(rows, start=1)
    )
    order = [entry.article_id for entry in rows]
    if issue.published_at and order != [entry.article_id for entry in entries]:
        together.reorder(article_ids=order, at=issue.published_at, by=by, note="更正栏目")
