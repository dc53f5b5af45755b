"""What was taken in a span and who gets the credit: by the own paper, whose published issues say so; by other outlets,
as it was entered."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import CharField, DateField, F, Func, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Article, Byline, Publication
from articles.models.moments import end_of, start_of
from issues.document import number_label
from issues.models import Adoption, Entry, Issue
from issues.statistics import facts as pure
from issues.statistics.deadlines import copy_day
from issues.statistics.facts import Credit, Period
from issues.statistics.rules import RuleBook, in_force

Credits = Mapping[int, tuple[Credit, ...]]


@dataclass(frozen=True, slots=True)
class Own:
    """What the own paper took.

    credits  article → its byline, of everything printed
    days     article → the day on which it was first printed in the span
    senders  article → the unit that sent it and the day on which it came in
    undated  entries whose issue has no known day
    late     what was handed in after copy for its issue had closed
    """

    adoptions: tuple[pure.Adoption, ...]
    credits: Credits
    days: Mapping[int, dt.date]
    senders: Mapping[int, tuple[int | None, dt.date]]
    undated: int
    late: tuple[pure.LateCopy, ...] = ()

    @classmethod
    def read(
        cls,
        span: Period,
        books: Sequence[RuleBook],
        own: str,
        successor: Mapping[int, int],
        forms: Mapping[int | None, str],
        asked: Collection[int | None],
    ) -> "Own":
        """Three statements. `forms`: those that somebody set by hand; `asked`: articles that answer an assignment."""
        issues, credits = _issues(span, books), _credits(span, successor)
        found, days, senders = list[pure.Adoption](), dict[int, dt.date](), dict[int, tuple[int | None, dt.date]]()
        undated, local, late = 0, LocalDays(), dict[int, pure.LateCopy]()
        for entry, article, title, excerpt, unit, created, handed, number in _printed(span, books):
            issue = issues.get(number)
            if issue is None:
                undated += 1
                continue
            mine, day = credits.get(article, ()), issue.day
            form = forms.get(article) or ("约稿" if article in asked else _form(issue.book, mine, excerpt))
            found.append(pure.Adoption(f"entry:{entry}", article, title, own, form, day, mine, issue.label))
            if article not in days or day < days[article]:
                days[article] = day
            senders[article] = unit, local.of(created)
            if handed is not None and unit is not None and issue.closed and local.of(handed) > issue.closed:
                one = pure.LateCopy(article, unit, day, title, issue.closed)
                late[article] = min(late.get(article, one), one, key=lambda copy: copy.day)
        return cls(tuple(found), credits, days, senders, undated, tuple(late.values()))

    @property
    def waits(self) -> dict[int, int]:
        """Article → days from its coming in to its being printed; without back numbers, which came in afterwards."""
        return {
            article: (day - came).days
            for article, day in self.days.items()
            if (came := self.senders[article][1]) <= day
        }


class _Issue(NamedTuple):
    """A published issue: its day, what it is called, the rules of the day, the last day for copy."""

    day: dt.date
    label: str
    book: RuleBook | None
    closed: dt.date | None = None


def in_span(span: Period, prefix: str = "") -> Q:
    """Issues whose day lies in the span: the printed date, else the day they went out."""
    went_out = {f"{prefix}published_at__gte": start_of(span.start), f"{prefix}published_at__lt": end_of(span.end)}
    undated = Q(**{f"{prefix}date__isnull": True}, **went_out)
    return Q(**{f"{prefix}date__gte": span.start, f"{prefix}date__lte": span.end}) | undated


class LocalDays:
    """The local day of each moment as `raw` gives it, worked out once for every ten minutes: days begin on one here."""

    def __init__(self) -> None:
        self._known: dict[str, dt.date] = {}

    def of(self, moment: str | dt.date) -> dt.date:
        """The day of one moment."""
        if not isinstance(moment, str):
            return moment
        day = self._known.get(moment[:15])
        if day is None:
            at = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
            self._known[moment[:15]] = day = timezone.localtime(at).date()
        return day


class _LocalDay(Func):
    """The local day of a moment, worked out by PostgreSQL."""

    template = "(%(expressions)s AT TIME ZONE '%(zone)s')::date"
    output_field = DateField()


def raw(field: str) -> Func:
    """A moment as `LocalDays` takes it, so that none becomes a datetime a hundred thousand times: on PostgreSQL its
    day, on SQLite the text that is stored (in UTC)."""
    if connection.vendor == "postgresql":
        return _LocalDay(F(field), zone=timezone.get_current_timezone_name())
    return Coalesce(F(field), Value(None), output_field=CharField())


def printed(span: Period) -> QuerySet[Entry]:
    """The entries of published issues in the span, without articles that were withdrawn since."""
    there = Entry.objects.filter(issue__status=Issue.Status.PUBLISHED, article__status=Article.Status.PUBLISHED)
    return there.filter(in_span(span, "issue__")).order_by()


def _issues(span: Period, books: Sequence[RuleBook]) -> dict[int, _Issue]:
    """The published issues of the span that have a known day."""
    numbers = "year", "number", "number_end", "total_number", "total_number_end"
    rows = Issue.objects.published().filter(in_span(span)).exclude(date=None, day_unknown=True)
    found = {}
    copy_days = Subquery(Publication.objects.filter(pk=1).values("copy_days")[:1])
    for pk, date, published, days, *number in rows.values_list("pk", "date", "published_at", copy_days, *numbers):
        day = date or timezone.localtime(published).date()
        closed = copy_day(date, Publication().copy_days if days is None else days)
        found[pk] = _Issue(day, number_label(*number), in_force(books, day), closed)
    return found


def _printed(span: Period, books: Sequence[RuleBook]) -> QuerySet[Entry, tuple[Any, ...]]:
    """Entry, article, title, excerpt (where a rule asks for it), sender, times of being made and handed in, issue."""
    excerpt = F("article__excerpt") if any(book.brief_length for book in books) else Value("")
    return printed(span).values_list(
        "pk",
        "article_id",
        "article__title",
        excerpt,
        "article__department_id",
        raw("article__created_at"),
        raw("article__handed_in_at"),
        "issue_id",
    )


def _form(book: RuleBook | None, credits: Sequence[Credit], excerpt: str) -> str:
    """The form of an item of the own paper that nobody set by hand and no assignment asked for."""
    if book is None:
        return "独立"
    joint = book.joint_from and len(credits) >= book.joint_from
    if joint and len({one.unit for one in credits if one.unit is not None}) >= book.joint_from:
        return "综合"
    if book.brief_length and len(excerpt.rstrip("…")) <= book.brief_length and excerpt[-1:] != "…":
        return "一句话"
    return "独立"


def _credits(span: Period, successor: Mapping[int, int]) -> Credits:
    """Article → its byline's credits, for the articles of published issues in the span."""
    entries = Entry.objects.filter(issue__status=Issue.Status.PUBLISHED).filter(in_span(span, "issue__")).order_by()
    return _by_article(Byline.objects.filter(article__in=entries.values("article")), successor)


def credits_of(articles: Collection[int], successor: Mapping[int, int]) -> Credits:
    """Article → its byline's credits. One statement, none for no articles."""
    return _by_article(Byline.objects.filter(article__in=articles), successor) if articles else {}


def _by_article(bylines: QuerySet[Byline], successor: Mapping[int, int]) -> Credits:
    """Put in order here where several share an article, as few do: a database takes longer to sort all of a year's."""
    rows = bylines.order_by().values_list("article", "position", "department", "contributor", "role")
    made, found = dict[tuple[int | None, int | None, str], tuple[Credit, ...]](), dict[int, tuple[Credit, ...]]()
    places, shared = dict[int, int](), dict[int, list[tuple[int, tuple[Credit, ...]]]]()
    for article, position, unit, person, role in rows:
        who = unit, person, role
        one = made.get(who)
        if one is None:
            made[who] = one = (Credit(successor.get(unit, unit), person, role),)
        if article in found:
            shared.setdefault(article, [(places[article], found[article])]).append((position, one))
        else:
            found[article], places[article] = one, position
    for article, credits in shared.items():
        found[article] = tuple(one for _, (one,) in sorted(credits, key=itemgetter(0)))
    return found


@dataclass(frozen=True, slots=True)
class EnteredRow:
    """A row of the entered adoptions; `credits` are those entered with it, as (unit, person)."""

    pk: int
    article: int | None
    title: str
    outlet: str
    own: bool
    form: str
    day: dt.date
    evidence: str
    credits: tuple[tuple[int, int | None], ...]


def entered_rows(span: Period) -> list[EnteredRow]:
    """Everything entered up to the span's end: what went before the span is counted against it. One statement."""
    rows = (
        Adoption.objects.filter(day__lte=span.end)
        .filter(Q(article__isnull=True) | ~Q(article__status=Article.Status.WITHDRAWN))
        .annotate(shown=Coalesce("article__title", "title"))
        .order_by("pk", "credits__position")
        .values_list("pk", "article_id", "shown", "outlet__name", "outlet__own", "form", "day", "evidence",
                     "credits__department_id", "credits__contributor_id")
    )  # fmt: skip
    found = []
    for (pk, article, title, outlet, own, form, day, proof), group in groupby(rows, key=lambda row: row[:8]):
        named = tuple((unit, person) for *_, unit, person in group if unit is not None)
        found.append(EnteredRow(pk, article, title, outlet, own, form, day, proof, named))
    return found


def entered(rows: Sequence[EnteredRow], credits: Credits, successor: Mapping[int, int]) -> tuple[pure.Adoption, ...]:
    """What other outlets took, with the credits that were entered or with the article's."""
    return tuple(
        pure.Adoption(
            key=f"adoption:{row.pk}",
            article=row.article,
            title=row.title,
            outlet=row.outlet,
            form=row.form,
            day=row.day,
            credits=tuple(Credit(successor.get(unit, unit), person) for unit, person in row.credits)
            or credits.get(row.article or 0, ()),
            evidence=row.evidence,
        )
        for row in rows
    )
