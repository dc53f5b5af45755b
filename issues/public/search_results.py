"""Results as pages, JSON and feeds print them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from articles.database.compiled import Prepared
from articles.models import Article
from articles.paths import path_to
from articles.search.highlighting import highlighted, snippet
from articles.search.query import IssueNumber, Query
from articles.text.blocks import from_html
from articles.text.byline import without_brackets
from issues.document import number_label
from issues.models import Entry, Issue

_LABEL = ("year", "number", "number_end", "total_number", "total_number_end")
_TOTAL = 1 + _LABEL.index("total_number")
_ROWS = Prepared(
    lambda ids: (
        Article.objects.published()
        .filter(pk__in=ids)
        .order_by()
        .values_list(
            "pk", "title", "body", "published_at", "day_unknown", "section__name", "section__slug", "byline_text"
        )
    )
)
_ISSUES = Prepared(
    lambda ids: (
        Entry.objects.filter(article_id__in=ids, issue__status=Issue.Status.PUBLISHED)
        .order_by()
        .values_list("article_id", *(f"issue__{name}" for name in _LABEL))
    )
)


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. `title_html` and `snippet_html` are escaped, with <mark> around what was found."""

    pk: int
    url: str
    title: str
    title_html: SafeString
    snippet: str
    snippet_html: SafeString
    day: str
    section: str
    section_url: str
    byline: str
    byline_html: SafeString
    issue: str
    issue_url: str


def hits(ids: Sequence[int], query: Query) -> list[Hit]:
    """The published articles with these ids, in this order. Two queries; none for no ids."""
    if not ids:
        return []
    words = sorted({term.text for term in query.terms}, key=len, reverse=True)
    issues = _issues_of(ids)
    found: dict[int, Hit] = {}
    for pk, title, body, at, unknown, section, slug, byline in _ROWS(ids):
        plain, marked = snippet([block.text for block in from_html(body)], words)
        issue = issues.get(pk)
        found[pk] = Hit(
            pk=pk,
            url=path_to("article", pk),
            title=title,
            title_html=mark_safe(highlighted(title, words)),  # noqa: S308 - escaped by `highlighted`
            snippet=plain,
            snippet_html=mark_safe(marked),  # noqa: S308 - escaped by `snippet`
            day="" if unknown else localtime(at).date().isoformat(),
            section=section or "",
            section_url=path_to("section", slug) if slug else "",
            byline=without_brackets(byline),
            byline_html=mark_safe(highlighted(without_brackets(byline), words)),  # noqa: S308 - escaped too
            issue=issue[0] if issue else "",
            issue_url=issue[1] if issue else "",
        )
    return [found[pk] for pk in ids if pk in found]


def _issues_of(ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Label and address of the published issue that each article first appeared in."""
    rows = sorted(_ISSUES(ids), key=lambda row: -row[_TOTAL])
    return {pk: (number_label(*number), path_to("issue", *number[:2])) for pk, *number in rows}


def named_issue(number: IssueNumber | None) -> Issue | None:
    """The published issue that a query names, combined issues included."""
    if number is None:
        return None
    published = Issue.objects.published()
    if number.total is not None:
        rows = published.filter(total_number__lte=number.total).order_by("-total_number")[:1]
        return next((i for i in rows if number.total <= (i.total_number_end or i.total_number)), None)
    if number.year is None or number.number is None:
        return None
    rows = published.filter(year=number.year, number__lte=number.number).order_by("-number")[:1]
    return next((i for i in rows if (number.number or 0) <= (i.number_end or i.number)), None)
