"""The list of articles that each thing of a kind has (`articles.public.kinds`), and the index of the kind."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse

from articles.public.kinds import SECTION, Kind
from articles.public.listed import listed
from articles.public.paging import part_of, slice_of
from articles.public.request import Visit, public, takes
from articles.text.pinyin import surname_initial

# An index up to this long stands on one page; with more people than FEW, letters lead into it.
WHOLE_INDEX = 300
FEW = 30
# Beside a list so many others of its kind.
OTHERS = 12


@takes("page")
@public
def of_thing(visit: Visit, kind: Kind, part: str | int) -> HttpResponse:
    """/sections/yaowen/, /people/7/ …"""
    thing, url = kind.find(visit.revision, part), kind.path(part)
    page = slice_of(
        visit.revision,
        (kind.key, thing.pk),
        kind.of(thing.pk).published().newest_first(),
        number=visit.page_number,
        per_page=settings.ARTICLES_PER_PAGE,
    )
    context = {
        "kind": kind,
        "thing": thing,
        "url": url,
        "page": page,
        "entries": listed(page.ids),
        "others": _others(visit, kind),
    }
    return visit.page("articles/list.html", context, current=url)


def _others(visit: Visit, kind: Kind) -> Sequence[Any]:
    """What stands beside a list: the sections, which every page knows, or the first of the kind (one query a revision);
    nothing beside a person."""
    if kind is SECTION:
        return visit.site.nav_filled
    return [] if kind.by_initial else kind.index(visit.revision)[:OTHERS]


@takes("page")
@public
def index(visit: Visit, kind: Kind) -> HttpResponse:
    """/sections/ …: every thing of the kind that has articles, with their number."""
    page = part_of(kind.index(visit.revision), visit.page_number, per_page=WHOLE_INDEX)
    query = f"?page={page.number}" if page.number > 1 else ""
    return _index(visit, kind, [("", page.rows)] if page.rows else [], page=page, query=query)


@takes("initial")
@public
def index_by_initial(visit: Visit, kind: Kind) -> HttpResponse:
    """/people/: everybody by the initial of their surname; of thousands, one initial a page (/people/?initial=L)."""
    rows = kind.index(visit.revision)
    groups = {initial: list(of_it) for initial, of_it in groupby(rows, key=lambda row: surname_initial(row.name))}
    if len(rows) <= WHOLE_INDEX and "initial" not in visit.request.GET:
        links = [(initial, f"#initial-{initial}", False) for initial in groups] if len(rows) > FEW else []
        return _index(visit, kind, list(groups.items()), letters=links)
    first = next(iter(groups), "")
    chosen = visit.request.GET.get("initial", first)
    if chosen not in groups:
        raise Http404("没有这个字母")
    links = [(initial, f"?initial={quote(initial)}", initial == chosen) for initial in groups]
    query = f"?initial={quote(chosen)}" if chosen != first else ""
    return _index(visit, kind, [(chosen, groups[chosen])], letters=links, query=query)


def _index(visit: Visit, kind: Kind, groups: list[tuple[str, Any]], **context: Any) -> HttpResponse:
    return visit.page("articles/index.html", {"title": kind.title, "groups": groups, **context}, current=kind.url)
