"""What was taken in a span and who gets the credit: by the own paper, whose published issues say so; by other outlets,
as it was entered."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Article, Byline
from issues.document import number_label
from issues.models import Adoption, AdoptionCredit, Entry, Issue
from issues.statistics import facts as pure
from issues.statistics.facts import Credit, Period
from issues.statistics.rules import RuleBook, in_force

Credits = Mapping[int, tuple[Credit, ...]]


@dataclass(frozen=True, slots=True)
class Own:
    """What the own paper took."""

    adoptions: tuple[pure.Adoption, ...]
    credits: Credits
    articles: frozenset[int]
    days: Mapping[int, dt.date]
    people: frozenset[int]
    undated: int

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
        rows, undated = _printed(span)
        credits = _credits(span, successor)
        found, days = [], dict[int, dt.date]()
        for row, day in rows:
            units = {credit.unit for credit in credits.get(row.article, ()) if credit.unit is not None}
            book = in_force(books, day)
            form = forms.get(row.article) or _form(row, book, len(units), asked=row.article in asked)
            days[row.article] = min(day, days.get(row.article, day))
            found.append(
                pure.Adoption(
                    key=f"entry:{row.entry}",
                    article=row.article,
                    title=row.title,
                    outlet=own,
                    form=form,
                    day=day,
                    credits=credits.get(row.article, ()),
                    evidence=row.label,
                )
            )
        people = frozenset(one.person for credit in credits.values() for one in credit if one.person is not None)
        return cls(tuple(found), credits, frozenset(days), days, people, undated)


class _Printed(NamedTuple):
    """An entry of a published issue."""

    entry: int
    article: int
    title: str
    excerpt: str
    label: str


def in_span(span: Period, prefix: str = "") -> Q:
    """Issues whose day lies in the span: the printed date, else the day they went out."""
    first = timezone.make_aware(dt.datetime.combine(span.start, dt.time.min))
    last = timezone.make_aware(dt.datetime.combine(span.end + dt.timedelta(days=1), dt.time.min))
    went_out = {f"{prefix}published_at__gte": first, f"{prefix}published_at__lt": last}
    undated = Q(**{f"{prefix}date__isnull": True}, **went_out)
    return Q(**{f"{prefix}date__gte": span.start, f"{prefix}date__lte": span.end}) | undated


def _printed(span: Period) -> tuple[list[tuple[_Printed, dt.date]], int]:
    """The entries of issues in the span with their days, and how many have no known day."""
    numbers = ("pk", "date", "published_at", "day_unknown", "year", "number", "number_end", "total_number",
               "total_number_end")  # fmt: skip
    dated = Issue.objects.published().filter(in_span(span)).values_list(*numbers)
    issues = {
        pk: (None if date is None and unknown else date or timezone.localtime(published).date(), number_label(*number))
        for pk, date, published, unknown, *number in dated
    }
    rows = (
        Entry.objects.filter(issue__status=Issue.Status.PUBLISHED, article__status=Article.Status.PUBLISHED)
        .filter(in_span(span, "issue__"))
        .order_by("issue__total_number", "position")
        .values_list("pk", "article_id", "article__title", "article__excerpt", "issue_id")
    )
    found, undated = [], 0
    for pk, article, title, excerpt, issue in rows:
        day, label = issues.get(issue, (None, ""))
        if day is None:
            undated += 1
        else:
            found.append((_Printed(pk, article, title, excerpt, label), day))
    return found, undated


def _form(row: _Printed, book: RuleBook | None, units: int, *, asked: bool) -> str:
    """The form of an item of the own paper that nobody set by hand."""
    if asked:
        return "约稿"
    if book and book.joint_from and units >= book.joint_from:
        return "综合"
    if book and book.brief_length and len(row.excerpt.rstrip("…")) <= book.brief_length and row.excerpt[-1:] != "…":
        return "一句话"
    return "独立"


def _credits(span: Period, successor: Mapping[int, int]) -> Credits:
    """Article → its byline's credits, for the articles of published issues in the span."""
    printed = Entry.objects.filter(issue__status=Issue.Status.PUBLISHED).filter(in_span(span, "issue__"))
    rows = Byline.objects.filter(article__in=printed.values("article")).order_by("article", "position")
    return by_item(rows.values_list("article_id", "department_id", "contributor_id", "role"), successor)


def by_item(rows: Iterable[tuple[int, int | None, int | None, str]], successor: Mapping[int, int]) -> Credits:
    """Rows of (item, unit, person, role), in the byline's order, as the credits of each item."""
    found: dict[int, list[Credit]] = defaultdict(list)
    for item, unit, person, role in rows:
        found[item].append(Credit(successor.get(unit, unit) if unit is not None else None, person, role))
    return {item: tuple(credits) for item, credits in found.items()}


@dataclass(frozen=True, slots=True)
class EnteredRow:
    """A row of the entered adoptions."""

    pk: int
    article: int | None
    title: str
    outlet: str
    own: bool
    form: str
    day: dt.date
    evidence: str


def entered_rows(span: Period) -> list[EnteredRow]:
    """Everything entered up to the span's end: what went before the span is counted against it."""
    rows = (
        Adoption.objects.filter(day__lte=span.end)
        .filter(Q(article__isnull=True) | ~Q(article__status=Article.Status.WITHDRAWN))
        .annotate(shown=Coalesce("article__title", "title"))
        .values_list("pk", "article_id", "shown", "outlet__name", "outlet__own", "form", "day", "evidence")
    )
    return [EnteredRow(*row) for row in rows]


def entered(
    rows: Sequence[EnteredRow], span: Period, own: Own, successor: Mapping[int, int]
) -> tuple[tuple[pure.Adoption, ...], frozenset[int]]:
    """What other outlets took, with the article's credits or with those that were entered, and whom these name."""
    elsewhere = {row.article for row in rows if row.article is not None} - set(own.credits)
    lines = Byline.objects.filter(article__in=elsewhere).order_by("article", "position")
    by_article = {
        **own.credits,
        **by_item(lines.values_list("article_id", "department_id", "contributor_id", "role"), successor),
    }
    typed = AdoptionCredit.objects.filter(adoption__day__lte=span.end).order_by("adoption", "position")
    by_row = by_item(
        (
            (row, unit, person, "")
            for row, unit, person in typed.values_list("adoption_id", "department_id", "contributor_id")
        ),
        successor,
    )
    found = tuple(
        pure.Adoption(
            key=f"adoption:{row.pk}",
            article=row.article,
            title=row.title,
            outlet=row.outlet,
            form=row.form,
            day=row.day,
            credits=by_row.get(row.pk) or by_article.get(row.article or 0, ()),
            evidence=row.evidence,
        )
        for row in rows
    )
    people = frozenset(one.person for row in found for one in row.credits if one.person is not None)
    return found, people
