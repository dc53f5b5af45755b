"""What an article's page prints beside its text, from the frozen edition, and what hangs on it, in one round trip.

No word here is a live row's: rows only say where a printed name leads, while they bear that name. See decision 62.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.timezone import localtime

from articles.database.compiled import Prepared
from articles.models import Article, Byline, RelatedArticle, TaggedArticle
from articles.paths import path_to
from articles.proofing.privacy import masked
from issues.document import Item, item_at
from issues.models import Correction, Edition

_EDITION, _TAG, _CREDIT, _CORRECTION, _RELATED = range(5)
# The columns of every part: kind, place, name, slug, second name, second id. The reader below says what they hold.
_COLUMNS = ("kind", "place", "shown", "slug", "also", "other")

MOST_RELATED = 8


@dataclass(frozen=True, slots=True)
class Link:
    """A name with its page, "" where there is none of that name; `day` (2023-05-19) only for articles."""

    name: str
    url: str
    day: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A public correction: what was corrected, on which day (2023-05-19)."""

    what: str
    day: str


@dataclass(frozen=True, slots=True)
class Attached:
    """What stands beside an article's text.

    section … people  as the newest edition that shows the article has them; empty where none does
    source            the outlet that its byline names, "" for none
    corrected         when its words were last corrected, publicly or not; None when they never were
    """

    section: Link
    source: str
    tags: tuple[Link, ...]
    department: Link
    people: tuple[Link, ...]
    corrections: tuple[Notice, ...]
    related: tuple[Link, ...]
    corrected: dt.datetime | None


def attached_to(article_id: int) -> Attached:
    """Everything that stands beside an article's text, each thing once, in order. One query."""
    section, item = Link("", ""), Item("")
    tags: dict[str, str] = {}
    departments: dict[str, str] = {}
    people: dict[str, str] = {}
    related: dict[Link, None] = {}
    corrections = []
    corrected: dt.datetime | None = None
    for kind, _, name, slug, also, other in _ROWS(article_id):
        if kind == _EDITION and article_id in (ids := json.loads(name)):
            held, item = item_at(json.loads(also), ids.index(article_id))
            section = Link(held or "", path_to("section", slug) if held and slug else "")
        elif kind == _TAG:
            tags[name] = path_to("tag", slug)
        elif kind == _CORRECTION:
            corrected = _moment(also)
            if other:
                corrections.append(Notice(name, _local_day(corrected)))
        elif kind == _RELATED:
            related[Link(name, path_to("article", other), _day(also) if also else "")] = None
        else:
            if slug:
                departments.setdefault(name, path_to("department", slug))
            if other:
                people.setdefault(also, path_to("contributor", other))
    byline = item.byline
    return Attached(
        section=section,
        source=item.source or byline.source or "",
        tags=_linked(item.tags, tags),
        department=_linked([byline.department or ""], departments)[0],
        people=_linked(dict.fromkeys([*byline.names, *(name for name, _ in byline.roles)]), people),
        corrections=tuple(corrections),
        related=tuple(related)[:MOST_RELATED],
        corrected=corrected,
    )


def _linked(names: Iterable[str], addresses: Mapping[str, str]) -> tuple[Link, ...]:
    """Printed names with the pages of the rows that bear them today."""
    return tuple(Link(name, addresses.get(name, "")) for name in names)


def corrections_in(issue_id: int) -> list[Notice]:
    """The public corrections of an issue's arrangement and of its articles, oldest first. One query."""
    return corrections_by_issue([issue_id]).get(issue_id, [])


def corrections_by_issue(issue_ids: Iterable[int]) -> dict[int, list[Notice]]:
    """`corrections_in` of many issues, by issue; the ones without are absent. One query.

    Not of articles that were withdrawn since: their title and what was wrong with them went with their words.
    """
    wanted = list(issue_ids)
    found: dict[int, list[Notice]] = {}
    rows = Correction.objects.told().filter(Q(issue__in=wanted) | Q(article__entries__issue__in=wanted))
    for issue, holder, title, what, at in rows.order_by("reviewed_at", "pk").values_list(
        "issue_id", "article__entries__issue_id", "article__title", "what", "reviewed_at"
    ):
        notice = Notice(masked(f"《{title}》{what}" if title else what), _local_day(at) if at else "")
        found.setdefault(issue or holder or 0, []).append(notice)
    return found


def _moment(text: str) -> dt.datetime:
    """A moment that the database wrote as text, in UTC."""
    parsed = dt.datetime.fromisoformat(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=dt.UTC)


def _day(moment: str) -> str:
    return _local_day(_moment(moment))


def _local_day(moment: dt.datetime) -> str:
    return localtime(moment).date().isoformat()


def _part(rows: QuerySet[Any, Any], kind: int, place: str, **columns: Any) -> QuerySet[Any, Any]:
    """One part of the union: the named columns as text (`other` as a number), blank where not given."""
    texts = {
        name: Coalesce(Cast(columns[name], CharField()), Value(""))
        if name in columns
        else Value("", output_field=CharField())
        for name in ("shown", "slug", "also")
    }
    other = Cast(Coalesce(columns["other"], Value(0)) if "other" in columns else Value(0), IntegerField())
    kinds = Value(kind, output_field=IntegerField())
    annotated: QuerySet[Any, Any] = rows.annotate(kind=kinds, place=Cast(place, IntegerField()), **texts, other=other)
    return annotated.order_by().values_list(*_COLUMNS)


def _edition(article_id: int) -> QuerySet[Any, Any]:
    """The frozen edition that the page is drawn from, and the page of the section that the article stands in."""
    chosen = Edition.objects.showing(article_id).values("pk")[:1]
    rows = Edition.objects.filter(pk__in=chosen, issue__entries__article=article_id)
    return _part(
        rows,
        _EDITION,
        "number",
        shown=F("article_ids"),
        slug=F("issue__entries__section__slug"),
        also=F("document"),
    )


def _tags(article_id: int) -> QuerySet[Any, Any]:
    rows = TaggedArticle.objects.filter(content_object_id=article_id)
    return _part(rows, _TAG, "pk", shown=F("tag__name"), slug=F("tag__slug"))


def _credits(article_id: int) -> QuerySet[Any, Any]:
    rows = Byline.objects.filter(article_id=article_id)
    return _part(
        rows,
        _CREDIT,
        "position",
        shown=F("department_name"),
        slug=F("department__slug"),
        also=F("contributor__name"),
        other=F("contributor_id"),
    )


def _corrections(article_id: int) -> QuerySet[Any, Any]:
    """Oldest first; `other` is 1 for those that readers are told of."""
    rows = Correction.objects.filter(article_id=article_id, status=Correction.Status.APPLIED)
    return _part(rows, _CORRECTION, "pk", shown=F("what"), also=F("reviewed_at"), other=Cast("public", IntegerField()))


def _day_of(article: str) -> Case:
    """When the article went out; null where nobody wrote it down."""
    return Case(When(**{f"{article}__day_unknown": False}, then=F(f"{article}__published_at")))


def _related(article_id: int) -> QuerySet[Any, Any]:
    rows = RelatedArticle.objects.filter(article_id=article_id, related__status=Article.Status.PUBLISHED)
    return _part(rows, _RELATED, "rank", shown=F("related__title"), also=_day_of("related"), other=F("related_id"))


def _related_since(article_id: int) -> QuerySet[Any, Any]:
    """Later articles that named this one: a thread is followed forwards as well as back."""
    nearest = RelatedArticle.objects.filter(related_id=article_id, article__status=Article.Status.PUBLISHED)
    rows = RelatedArticle.objects.filter(pk__in=nearest.order_by("rank", "-article_id").values("pk")[:MOST_RELATED])
    return _part(rows, _RELATED, "rank", shown=F("article__title"), also=_day_of("article"), other=F("article_id"))


_ROWS = Prepared(
    lambda article_id: (
        _edition(article_id)
        .union(
            _tags(article_id),
            _credits(article_id),
            _corrections(article_id),
            _related(article_id),
            _related_since(article_id),
            all=True,
        )
        .order_by("kind", "place", "other")
    )
)
