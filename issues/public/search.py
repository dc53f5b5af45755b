"""Search: the page, the same as JSON and as a feed, suggestions, the browser's search box."""

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import quote_plus, urlencode

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static

from articles.paths import path_to
from articles.public import feeds
from articles.public.request import Visit, public, takes
from articles.search import advising, finding, outlines
from articles.search.direct import Direct, direct_hits
from articles.search.finding import Found
from articles.search.outlines import FacetValue
from articles.search.query import FIELD_LABELS
from articles.search.resolving import FILTER_KINDS, Filters
from articles.search.saying import said_of
from articles.search.suggesting import KINDS, suggest
from articles.search.wording import apart, is_issue_number
from articles.text.folding import search_form
from articles.text.numbers import whole_number
from issues.public.search_results import hits, named_issue

PER_PAGE = 20
DEEPEST_PAGE = 5000
# What an address of a search may state.
ASKED = ("q", *FILTER_KINDS, "sort", "page")
LABELS = FIELD_LABELS | {"year": "年份"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as the address states it. `page` and `sort` fall back where they make no sense."""

    q: str
    filters: Filters
    sort: str
    page: int

    def path(self, **changes: str | int) -> str:
        """The address of this search with some parts changed; a changed part other than the page starts at page 1."""
        values: dict[str, str | int] = {"q": self.q, **self.filters.chosen()}
        if self.sort != outlines.RELEVANCE:
            values["sort"] = self.sort
        values |= changes
        return "?" + urlencode({key: value for key, value in values.items() if value not in ("", None)})


def asked(visit: Visit) -> Asked:
    """What the address asks for."""
    given = visit.request.GET
    number = whole_number(given.get("page", ""), digits=6) or 1
    sort = outlines.NEWEST if given.get("sort") in ("newest", "date", "new") else outlines.RELEVANCE
    filters = Filters(**{kind: given.get(kind, "").strip()[:100] for kind in FILTER_KINDS})
    return Asked(given.get("q", "").strip(), filters, sort, min(max(number, 1), DEEPEST_PAGE))


def _search(visit: Visit, wanted: Asked, *, per_page: int = PER_PAGE) -> Found:
    return finding.search(
        wanted.q,
        revision=visit.revision,
        filters=wanted.filters,
        sort=wanted.sort,
        number=wanted.page,
        per_page=per_page,
    )


def _direct(visit: Visit, wanted: Asked, found: Found) -> tuple[Direct, ...]:
    """The pages that the query names, as typed or as corrected; none beside filters."""
    if wanted.filters.chosen() or wanted.page > 1:
        return ()
    better = found.reading.corrected if found.reading else ""
    hits = direct_hits(wanted.q, visit.revision) or (direct_hits(better, visit.revision) if better else ())
    if not hits:  # an issue may be named beside other words
        numbers = filter(is_issue_number, (one for part in wanted.q.split() for one in apart(search_form(part))))
        return tuple(hit for part in numbers for hit in direct_hits(part, visit.revision)[:1])
    return hits


@takes(*ASKED)
@public
def page(visit: Visit) -> HttpResponse:
    """/search/?q=…: results, or how to search. A query that is just an issue's number leads to the issue."""
    wanted = asked(visit)
    found = _search(visit, wanted)
    issue = named_issue(found.query.issue)
    if issue and found.query.only_issue and not wanted.filters.chosen() and "page" not in visit.request.GET:
        return HttpResponseRedirect(path_to("issue", issue.year, issue.number))
    nothing = bool(found.query.clauses) and found.total == 0
    context = {
        "asked": wanted,
        "found": found,
        "hits": hits(found.ids, found.query),
        "facets": _facets(wanted, found),
        "sorts": _sorts(wanted),
        "pager": _pager(wanted, found),
        "synonyms": [term.shown for clause in found.query.clauses for term in clause.added],
        "instead": [(text, f"?{urlencode({'q': text})}") for text in advising.instead(found, visit.revision)]
        if nothing
        else [],
        "direct": [(KINDS[hit.kind], hit) for hit in _direct(visit, wanted, found)],
        "said": said_of(found.reading, wanted.q) if found.reading else "",
        "without_filters": f"?{urlencode({'q': wanted.q})}" if wanted.filters.chosen() and wanted.q else "",
        "exact": " ".join(f"“{word}”" for word in re.split(r"[\s“”\"]+", wanted.q) if word),
        "first_page": wanted.path(),
        "feed_query": wanted.path(sort=outlines.NEWEST),
    }
    return visit.page("issues/search.html", context, current=path_to("search"))


@takes(*ASKED)
@public
def as_json(visit: Visit) -> HttpResponse:
    """/search.json?q=…: the same results for other programs."""
    wanted = asked(visit)
    found = _search(visit, wanted)
    issue = named_issue(found.query.issue)
    data = {
        "query": wanted.q,
        "direct": [{"kind": hit.kind, "title": hit.title, "url": hit.url} for hit in _direct(visit, wanted, found)],
        "corrected": found.reading.corrected if found.reading else "",
        "dropped": list(found.reading.dropped) if found.reading else [],
        "understood": found.query.understood,
        "notes": list(found.query.notes),
        "total": found.total,
        "total_is_exact": found.total_is_exact,
        "page": found.number,
        "next": path_to("search_json") + wanted.path(page=found.number + 1) if found.has_next else None,
        "issue": {"label": issue.label, "url": path_to("issue", issue.year, issue.number)} if issue else None,
        "results": [
            {
                "id": hit.pk,
                "url": hit.url,
                "title": hit.title,
                "snippet": hit.snippet,
                "title_html": hit.title_html,
                "snippet_html": hit.snippet_html,
                "date": hit.day,
                "section": hit.section or None,
                "issue": hit.issue or None,
                "issue_url": hit.issue_url or None,
            }
            for hit in hits(found.ids, found.query)
        ],
        "facets": {
            kind: [{"value": value.slug, "name": value.name, "count": value.count} for value in values]
            for kind, values in found.outline.facets.items()
        },
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


@takes("q", "format")
@public
def suggestions(visit: Visit) -> HttpResponse:
    """/search/suggest.json?q=…: what to offer while typing; with format=opensearch in browsers' own form."""
    typed = visit.request.GET.get("q", "").strip()
    offered = suggest(typed, visit.revision)
    if visit.request.GET.get("format") == "opensearch":
        lists = [typed, [s.text for s in offered], [s.kind for s in offered], [visit.root + s.url for s in offered]]
        return JsonResponse(
            lists, safe=False, json_dumps_params={"ensure_ascii": False}, content_type="application/x-suggestions+json"
        )
    data = {"query": typed, "suggestions": [{"kind": s.kind, "text": s.text, "url": s.url} for s in offered]}
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})


@takes(*ASKED)
@public
def feed(visit: Visit, extension: str) -> HttpResponse:
    """/search/feed.rss?q=…: the newest results of any search, to be subscribed to."""
    wanted = asked(visit)
    newest = Asked(wanted.q, wanted.filters, outlines.NEWEST, 1)
    found = _search(visit, newest)
    title = f"{visit.site.name}·搜索“{wanted.q[:60]}”"
    items = feeds.items_of(visit, found.ids)
    return feeds.respond(visit, extension, title, path_to("search") + newest.path(), items)


@public
def description(visit: Visit) -> HttpResponse:
    """/opensearch.xml: lets browsers search this site from their own box."""
    name, root = escape(visit.site.name), escape(visit.root)
    short = escape(visit.site.name[:16])  # cut first: an entity cut in two would break the document
    body = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{short}</ShortName><Description>搜索{name}</Description><InputEncoding>UTF-8</InputEncoding>"
        "<Language>zh-CN</Language>"
        f'<Image width="16" height="16" type="image/svg+xml">{root}{escape(static("icon.svg"))}</Image>'
        f'<Url type="text/html" template="{root}/search/?q={{searchTerms}}"/>'
        f'<Url type="application/json" template="{root}/search.json?q={{searchTerms}}&amp;page={{startPage?}}"/>'
        f'<Url type="application/atom+xml" template="{root}/search/feed.atom?q={{searchTerms}}"/>'
        '<Url type="application/x-suggestions+json" '
        f'template="{root}/search/suggest.json?format=opensearch&amp;q={{searchTerms}}"/>'
        "</OpenSearchDescription>\n"
    )
    return HttpResponse(body, content_type="application/opensearchdescription+xml; charset=utf-8")


@dataclass(frozen=True, slots=True)
class FacetLink:
    """A value to narrow by, with the address that adds it or, where it is chosen, takes it away."""

    name: str
    count: int
    url: str
    chosen: bool


def _facets(wanted: Asked, found: Found) -> list[tuple[str, list[FacetLink]]]:
    shown = []
    for kind, values in found.outline.facets.items():
        chosen = getattr(wanted.filters, kind)
        without = wanted.path(**{kind: ""})
        links = [_facet_link(without, kind, value, chosen) for value in values]
        if len(links) > 1 or chosen:
            shown.append((LABELS[kind], links))
    return shown


def _facet_link(without: str, kind: str, value: FacetValue, chosen: str) -> FacetLink:
    is_chosen = value.slug == chosen
    joint = "&" if len(without) > 1 else ""  # an address without any condition is just "?"
    url = without if is_chosen else f"{without}{joint}{kind}={quote_plus(value.slug)}"
    return FacetLink(value.name, value.count, url, is_chosen)


def _sorts(wanted: Asked) -> list[tuple[str, str, bool]]:
    return [
        ("最相关", wanted.path(sort=""), wanted.sort == outlines.RELEVANCE),
        ("最新", wanted.path(sort=outlines.NEWEST), wanted.sort == outlines.NEWEST),
    ]


@dataclass(frozen=True, slots=True)
class Pager:
    """Links to the pages around; "" where there is none. `pages` is None while the total is not known."""

    number: int
    previous: str
    next: str
    pages: int | None


def _pager(wanted: Asked, found: Found) -> Pager | None:
    if found.number == 1 and not found.has_next:
        return None
    return Pager(
        number=found.number,
        previous=wanted.path(page=found.number - 1 if found.number > 2 else "") if found.number > 1 else "",
        next=wanted.path(page=found.number + 1) if found.has_next else "",
        pages=max(1, -(-found.total // PER_PAGE)) if found.total_is_exact else None,
    )
