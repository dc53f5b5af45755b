"""What hangs on an article besides its words — tags, credits, corrections, related articles — in one round trip."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.timezone import localtime

from articles.database.compiled import Prepared
from articles.models import Article, Byline, RelatedArticle, TaggedArticle
from articles.paths import path_to
from issues.models import Correction, Entry

_TAG, _CREDIT, _CORRECTION, _RELATED = range(4)
# The columns of every part: kind, place, name, slug, second name, second id. The reader below says what they hold.
_COLUMNS = ("kind", "place", "shown", "slug", "also", "other")

MOST_RELATED = 8


@dataclass(frozen=True, slots=True)
class Link:
    """A name with its page; `day` (2023-05-19) only for articles."""

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
    """An article's tags, the departments and people its byline credits, its corrections and related articles."""

    tags: tuple[Link, ...]
    departments: tuple[Link, ...]
    people: tuple[Link, ...]
    corrections: tuple[Notice, ...]
    related: tuple[Link, ...]


def attached_to(article_id: int) -> Attached:
    """Everything that hangs on an article, each thing once, in order. One query."""
    tags: dict[Link, None] = {}
    departments: dict[Link, None] = {}
    people: dict[Link, None] = {}
    related: dict[Link, None] = {}
    corrections = []
    for kind, _, name, slug, also, other in _ROWS(article_id):
        if kind == _TAG:
            tags[Link(name, path_to("tag", slug))] = None
        elif kind == _CORRECTION:
            corrections.append(Notice(name, _day(also)))
        elif kind == _RELATED:
            related[Link(name, path_to("article", other), _day(also))] = None
        else:
            if slug:
                departments[Link(name, path_to("department", slug))] = None
            if other:
                people[Link(also, path_to("contributor", other))] = None
    return Attached(tuple(tags), tuple(departments), tuple(people), tuple(corrections), tuple(related)[:MOST_RELATED])


def corrections_in(issue_id: int) -> list[Notice]:
    """The public corrections of an issue's arrangement and of its articles, oldest first. One query.

    Not of articles that were withdrawn since: their title and what was wrong with them went with their words.
    """
    held = Entry.objects.filter(issue_id=issue_id, article__status=Article.Status.PUBLISHED)
    rows = Correction.objects.filter(
        Q(issue_id=issue_id) | Q(article__in=held.values("article_id")),
        status=Correction.Status.APPLIED,
        public=True,
    ).order_by("reviewed_at", "pk")
    return [
        Notice(f"《{row.article.title}》{row.what}" if row.article else row.what, _local_day(row.reviewed_at or row.at))
        for row in rows.select_related("article")
    ]


def corrections_by_issue(issue_ids: Iterable[int]) -> dict[int, list[Notice]]:
    """`corrections_in` of many issues, by issue; the ones without are absent. One query."""
    wanted = list(issue_ids)
    found: dict[int, list[Notice]] = {}
    rows = Correction.objects.filter(
        Q(issue__in=wanted) | Q(article__entries__issue__in=wanted, article__status=Article.Status.PUBLISHED),
        status=Correction.Status.APPLIED,
        public=True,
    ).order_by("reviewed_at", "pk")
    for issue, holder, title, what, at in rows.values_list(
        "issue_id", "article__entries__issue_id", "article__title", "what", "reviewed_at"
    ):
        notice = Notice(f"《{title}》{what}" if title else what, _local_day(at) if at else "")
        found.setdefault(issue or holder or 0, []).append(notice)
    return found


def _day(moment: str) -> str:
    """The local day of a moment that the database wrote as text, in UTC."""
    parsed = dt.datetime.fromisoformat(moment)
    return _local_day(parsed if parsed.tzinfo else parsed.replace(tzinfo=dt.UTC))


def _local_day(moment: dt.datetime) -> str:
    return localtime(moment).date().isoformat()


def _part(rows: QuerySet[Any, Any], kind: int, place: str, **columns: Any) -> QuerySet[Any, Any]:
    """One part of the union: the named columns as text (`other` as a number), blank where not given."""
    texts = {
        name: Cast(Coalesce(columns[name], Value("")) if name != "also" else columns[name], CharField())
        if name in columns
        else Value("", output_field=CharField())
        for name in ("shown", "slug", "also")
    }
    other = Cast(Coalesce(columns["other"], Value(0)) if "other" in columns else Value(0), IntegerField())
    kinds = Value(kind, output_field=IntegerField())
    annotated: QuerySet[Any, Any] = rows.annotate(kind=kinds, place=Cast(place, IntegerField()), **texts, other=other)
    return annotated.order_by().values_list(*_COLUMNS)


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
        also=Coalesce(F("contributor__name"), Value("")),
        other=F("contributor_id"),
    )


def _corrections(article_id: int) -> QuerySet[Any, Any]:
    rows = Correction.objects.filter(article_id=article_id, status=Correction.Status.APPLIED, public=True)
    return _part(rows, _CORRECTION, "pk", shown=F("what"), also=F("reviewed_at"))


def _related(article_id: int) -> QuerySet[Any, Any]:
    rows = RelatedArticle.objects.filter(article_id=article_id, related__status=Article.Status.PUBLISHED)
    return _part(
        rows, _RELATED, "rank", shown=F("related__title"), also=F("related__published_at"), other=F("related_id")
    )


def _related_since(article_id: int) -> QuerySet[Any, Any]:
    """Later articles that named this one: a thread is followed forwards as well as back."""
    nearest = RelatedArticle.objects.filter(related_id=article_id, article__status=Article.Status.PUBLISHED)
    rows = RelatedArticle.objects.filter(pk__in=nearest.order_by("rank", "-article_id").values("pk")[:MOST_RELATED])
    return _part(
        rows, _RELATED, "rank", shown=F("article__title"), also=F("article__published_at"), other=F("article_id")
    )


_ROWS = Prepared(
    lambda article_id: (
        _tags(article_id)
        .union(
            _credits(article_id),
            _corrections(article_id),
            _related(article_id),
            _related_since(article_id),
            all=True,
        )
        .order_by("kind", "place", "other")
    )
)
