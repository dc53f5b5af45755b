"""Lists of articles: by section, department, person, tag and source; and the indexes of those."""

from dataclasses import dataclass, field
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from taggit.models import Tag

from articles.models import Contributor, Department, Source
from articles.models.querysets import ArticleQuerySet
from articles.paths import path_to
from articles.public import selections
from articles.public.listed import list_entries
from articles.public.paging import Page, part_of, slice_of
from articles.public.request import Visit, public, takes

# An index up to this long stands on one page; with more people than FEW, letters lead into it.
WHOLE_INDEX = 300
FEW = 30


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a list. `kind` is what it lists by (栏目、科室 …), `up` the page above it."""

    title: str
    kind: str
    url: str
    up: str
    note: str = ""
    feeds: bool = True


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A line of an index: a name, its page, how many published articles there are, and what tells namesakes apart."""

    name: str
    url: str
    count: int
    about: str = ""


@dataclass(slots=True)
class IndexGroup:
    """Lines of an index under one heading; "" for no heading."""

    name: str
    rows: list[IndexRow] = field(default_factory=list)


@takes("page")
@public
def section(visit: Visit, slug: str) -> HttpResponse:
    """/sections/yaowen/"""
    found = visit.site.section(slug)
    if found is None:
        raise Http404("没有这个栏目")
    heading = Heading(found.name, "栏目", found.url, "/sections/")
    return _list(visit, heading, ("section", found.pk), selections.of_section(found.pk), current=found.url)


@takes("page")
@public
def department(visit: Visit, slug: str) -> HttpResponse:
    """/departments/bangongshi/"""
    found = get_object_or_404(Department, slug=slug)
    note = "" if found.active else "该科室已撤并，旧稿署名不变。"
    heading = Heading(found.name, "科室", path_to("department", found.slug), "/departments/", note)
    return _list(visit, heading, ("department", found.pk), selections.of_department(found.pk))


@takes("page")
@public
def contributor(visit: Visit, pk: int) -> HttpResponse:
    """/people/7/"""
    found = get_object_or_404(Contributor.objects.select_related("department"), pk=pk)
    note = found.department.name if found.department else ""
    heading = Heading(str(found), "作者", path_to("contributor", found.pk), "/people/", note, feeds=False)
    return _list(visit, heading, ("contributor", found.pk), selections.of_contributor(found.pk))


@takes("page")
@public
def tag(visit: Visit, slug: str) -> HttpResponse:
    """/tags/…/"""
    found = get_object_or_404(Tag, slug=slug)
    heading = Heading(found.name, "标签", path_to("tag", found.slug), "/tags/")
    return _list(visit, heading, ("tag", found.pk), selections.of_tag(found.pk))


@takes("page")
@public
def source(visit: Visit, slug: str) -> HttpResponse:
    """/sources/renmin-ribao/"""
    found = get_object_or_404(Source, slug=slug)
    heading = Heading(found.name, "来源", path_to("source", found.slug), "/sources/", found.homepage)
    return _list(visit, heading, ("source", found.pk), selections.of_source(found.pk))


def _list(
    visit: Visit, heading: Heading, key: tuple[object, ...], articles: ArticleQuerySet, *, current: str = ""
) -> HttpResponse:
    page = slice_of(
        visit.revision, key, articles.newest_first(), number=visit.page_number, per_page=settings.ARTICLES_PER_PAGE
    )
    context = {"heading": heading, "page": page, "entries": list_entries(page.ids)}
    return visit.page("articles/list.html", context, current=current)


@public
def sections(visit: Visit) -> HttpResponse:
    """/sections/: every section with its number of articles."""
    counts = selections.counts_by_section(visit.revision)
    rows = [IndexRow(s.name, path_to("section", s.slug), counts.get(s.pk, 0)) for s in visit.site.sections]
    return _index(visit, "全部栏目", [IndexGroup("", [row for row in rows if row.count])], current="/sections/")


@public
def departments(visit: Visit) -> HttpResponse:
    """/departments/: every department that was ever credited."""
    rows = [
        IndexRow(name, path_to("department", slug), count)
        for name, slug, count in selections.departments_with_counts(visit.revision)
    ]
    return _index(visit, "供稿科室和单位", [IndexGroup("", rows)], current="/departments/")


@takes("initial")
@public
def contributors(visit: Visit) -> HttpResponse:
    """/people/: everybody who was ever credited, by the initial of their surname; of thousands, one initial a page
    (/people/?initial=L)."""
    rows = selections.contributors_with_counts(visit.revision)
    groups: dict[str, IndexGroup] = {}
    for initial, pk, name, note, office, count in rows:
        about = "、".join(filter(None, (note, office)))
        group = groups.setdefault(initial, IndexGroup(initial))
        group.rows.append(IndexRow(name, path_to("contributor", pk), count, about))
    letters = list(groups)
    if len(rows) <= WHOLE_INDEX and "initial" not in visit.request.GET:
        links = [(letter, f"#initial-{letter}", False) for letter in letters] if len(rows) > FEW else []
        return _index(visit, "作者", list(groups.values()), current="/people/", letters=links)
    chosen = visit.request.GET.get("initial", letters[0] if letters else "")
    if chosen not in groups:
        raise Http404("没有这个字母")
    links = [(letter, f"?initial={quote(letter)}", letter == chosen) for letter in letters]
    query = f"?initial={quote(chosen)}" if chosen and chosen != letters[0] else ""
    return _index(visit, "作者", [groups[chosen]], current="/people/", letters=links, query=query)


@takes("page")
@public
def tags(visit: Visit) -> HttpResponse:
    """/tags/: every tag in use, most used first."""
    rows = [
        IndexRow(name, path_to("tag", slug), count) for name, slug, count in selections.tags_with_counts(visit.revision)
    ]
    return _long_index(visit, "标签", rows, current="/tags/")


@takes("page")
@public
def sources(visit: Visit) -> HttpResponse:
    """/sources/: the outlets that articles were taken from."""
    rows = [
        IndexRow(name, path_to("source", slug), count)
        for name, slug, count in selections.sources_with_counts(visit.revision)
    ]
    return _long_index(visit, "来源", rows, current="/sources/")


def _long_index(visit: Visit, title: str, rows: list[IndexRow], *, current: str) -> HttpResponse:
    page = part_of(rows, visit.page_number, per_page=WHOLE_INDEX)
    return _index(visit, title, [IndexGroup("", list(page.rows))], current=current, page=page)


def _index(
    visit: Visit,
    title: str,
    groups: list[IndexGroup],
    *,
    current: str,
    letters: list[tuple[str, str, bool]] | None = None,
    page: Page[IndexRow] | None = None,
    query: str = "",
) -> HttpResponse:
    context = {
        "title": title,
        "groups": [group for group in groups if group.rows],
        "letters": letters,
        "page": page,
        "query": query or (f"?page={page.number}" if page and page.number > 1 else ""),
    }
    return visit.page("articles/index.html", context, current=current)
