"""Articles that change along with their issue: many at once, in few statements, each put on record.

No function here asks for a right: the issue's function, which calls it, has.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import BigIntegerField, Case, F, PositiveSmallIntegerField, Value, When
from django.utils import timezone

from articles.models import Article, Section
from articles.record import history
from articles.record.audit import Actor, Change, edited, record
from articles.signals import handed_in, taken_off
from articles.snapshots import Snapshot, snapshots_of

Status = Article.Status


def publish(
    *,
    articles: Sequence[Article],
    sections: Mapping[int, Section],
    at: dt.datetime,
    by: Actor,
    note: str,
    day_unknown: bool = False,
) -> None:
    """Publish the articles of an issue: part of its publication, which has asked for the right and the signatures.

    articles  under lock (`locked`), in reading order; those that are out already are only filed anew
    sections  the section that each stands in and is filed under from now on
    note      what the history says, e.g. 随2024年第1期发布
    day_unknown  whether `at` is no day that readers may be told, only the issue's place among the others
    """
    snapshots = snapshots_of(articles)
    new = [row for row in articles if row.status != Status.PUBLISHED]
    drafts = [row for row in new if row.status == Status.DRAFT]
    out = [row for row in articles if row.status == Status.PUBLISHED and _filed_anew(row, sections)]
    history.keep_found([*new, *out], snapshots)
    places = (When(pk=pk, then=Value(one.pk)) for pk, one in sections.items())
    filing = {"section": Case(*places, default=F("section"), output_field=BigIntegerField())}
    filed = filing if any(_filed_anew(row, sections) for row in new) else {}
    placed = _placed([row.pk for row in articles], at)
    values = {**placed, "day_unknown": day_unknown, "withdrawn_reason": "", **filed}
    _update(new, status=Status.PUBLISHED, status_since=timezone.now(), **values)
    _update(out, **filing)
    record(*(_published(row, snapshots[row.pk], sections) for row in new), by=by, action="publish", note=note)
    record(*(_published(row, snapshots[row.pk], sections) for row in out), by=by, action="file", note=note)
    if drafts:
        handed_in.send(sender=Article, articles=drafts, by=by)


def withdraw(*, articles: Sequence[Article], by: Actor, reason: str) -> None:
    """Take the published articles of an issue off the site along with it: part of its withdrawal. See above."""
    snapshots = snapshots_of(articles)
    history.keep_found(articles, snapshots)
    _update(articles, status=Status.WITHDRAWN, status_since=timezone.now(), withdrawn_reason=reason)
    before, after = {"status": Status.PUBLISHED}, {"status": Status.WITHDRAWN}
    record(
        *(Change(row, before, after, snapshots[row.pk]) for row in articles), by=by, action="withdraw", reason=reason
    )
    taken_off.send(sender=Article, articles=articles, reason=reason, by=by)


def reorder(
    *, article_ids: Sequence[int], at: dt.datetime, by: Actor, note: str, to: dt.datetime | None = None
) -> None:
    """Bring the articles that were published at `at` into this order in every list: part of an issue's correction.

    to  another moment that they are to stand at, where `at` was no day but a place among others

    Those of the ids that were published at another time, with another issue, stay where they are. Their words and
    so their versions stay too.
    """
    moment = (at, at + dt.timedelta(seconds=1))
    rows = list(Article.objects.published().filter(pk__in=article_ids, published_at__range=moment).select_for_update())
    Article.objects.filter(pk__in=[row.pk for row in rows]).update(**_placed(article_ids, to or at))
    places = {pk: place for place, pk in enumerate(article_ids, start=1)}
    record(*(Change(row, after={"place": places[row.pk]}) for row in rows), by=by, action="move", note=note)


def locked(ids: Sequence[int]) -> list[Article]:
    """The rows of these numbers, in this order, under lock until the transaction ends."""
    rows = {row.pk: row for row in Article.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    return [rows[pk] for pk in ids]


def _placed(article_ids: Sequence[int], at: dt.datetime) -> dict[str, Any]:
    """Values of articles that go out at one time, in reading order: every list of the newest keeps it."""
    places = (When(pk=pk, then=Value(place)) for place, pk in enumerate(article_ids))
    return {
        "published_at": at,
        "print_order": Case(*places, default=Value(0), output_field=PositiveSmallIntegerField()),
    }


def _filed_anew(row: Article, sections: Mapping[int, Section]) -> bool:
    return row.pk in sections and sections[row.pk].pk != row.section_id


def _update(rows: Sequence[Article], **values: Any) -> None:
    """Change rows that are held under lock, in one statement; each at its next version."""
    if rows:
        changed = {"version": F("version") + 1, "updated_at": timezone.now(), **values}
        Article.objects.filter(pk__in=[row.pk for row in rows]).update(**changed)
    for row in rows:
        row.version += 1


def _published(row: Article, before: Snapshot, sections: Mapping[int, Section]) -> Change:
    """What the publication of its issue changed of an article: its state, and where it is filed."""
    section = sections.get(row.pk)
    after = before | ({"section": {"id": section.pk, "name": section.name}} if section else {})
    change = edited(row, before, after)
    if row.status == Status.PUBLISHED:
        return change
    return replace(
        change,
        before={"status": row.status, **change.before},
        after={"status": Status.PUBLISHED, **change.after},
    )
