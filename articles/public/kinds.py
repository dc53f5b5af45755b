"""What articles are listed by. An entry of `KINDS` is all that a list needs: its pages, feeds and index
(`articles.urls`), its place in the navigation, the site map, the list of feeds and sitemap.xml are made from it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Model
from django.shortcuts import get_object_or_404
from taggit.models import Tag

from articles.models import Article, Byline, Contributor, Department, Section, SiteRevision, Source, TaggedArticle
from articles.models.memo import memo
from articles.models.querysets import ArticleQuerySet
from articles.paths import path_to
from articles.text.pinyin import surname_initial


class Thing(NamedTuple):
    """One of a kind, as the head of its list shows it."""

    pk: int
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A line of an index: a name, its page, how many published articles there are, and what tells namesakes apart."""

    name: str
    url: str
    count: int
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of thing that has a list of articles.

    key         names its page in the URL map, with an s its index, with _feed its feeds
    folder      the first part of its addresses
    label       what one is called (栏目); `title` heads the index
    model       its table; `field` is what the address says of a row: slug or pk
    articles    the way from a row to its articles, for counting; `of` gives those of a row, published or not
    note        what the head of a list adds to the name
    order       of the index; `by_initial` groups it by the initial of a surname, `told_by` tells namesakes apart
    in_nav      whether it stands in the navigation; all stand in the site map at the foot
    always      whether one has a page that nothing published names; of others nobody learns that they are there
    subscribed  whether the list of all feeds (OPML) has one for each: not where there are hundreds
    """

    key: str
    folder: str
    label: str
    title: str
    model: type[Model]
    articles: str
    of: Callable[[int], ArticleQuerySet]
    field: str = "slug"
    note: Callable[[Any], str] = lambda _row: ""
    order: tuple[str, ...] = ("position", "pk")
    by_initial: bool = False
    told_by: tuple[str, ...] = ()
    in_nav: bool = False
    always: bool = False
    subscribed: bool = False

    @property
    def url(self) -> str:
        """The index."""
        return path_to(f"{self.key}s")

    def path(self, part: str | int) -> str:
        """The list of the row whose slug or pk that is."""
        return path_to(self.key, part)

    def find(self, revision: SiteRevision, part: str | int) -> Thing:
        """The row of an address; Http404 for none or one that only unpublished work names. One query a revision."""
        return memo.get(revision.key, ("thing", self.key, part), lambda: self._find(part))

    def _find(self, part: str | int) -> Thing:
        rows = self.model._default_manager.all()
        if not self.always:
            rows = rows.filter(**{f"{self.articles}__status": Article.Status.PUBLISHED}).distinct()
        row = get_object_or_404(rows, **{self.field: part})
        return Thing(row.pk, str(row), self.note(row))

    def index(self, revision: SiteRevision) -> list[IndexRow]:
        """Every row that has published articles, in the order of the index. One query a revision."""
        return memo.get(revision.key, ("index", self.key), lambda: list(self._index()))

    def _index(self) -> Iterator[IndexRow]:
        rows = self.model._default_manager.filter(**{f"{self.articles}__status": Article.Status.PUBLISHED})
        rows = rows.annotate(n=Count(self.articles, distinct=True)).order_by(*self.order)
        found = list(rows.values_list("name", self.field, "n", *self.told_by))
        if self.by_initial:
            found.sort(key=lambda row: _surname_key(row[0]))
        for name, part, count, *about in found:
            yield IndexRow(name, self.path(part), count, "、".join(filter(None, about)))


def _surname_key(name: str) -> tuple[bool, str, bytes]:
    """By initial, then in the order of GB2312, which is that of pinyin as near as a table of bytes tells it."""
    initial = surname_initial(name)
    return initial == "#", initial, name.encode("gb18030", "replace")


def _credited(**to: int) -> ArticleQuerySet:
    return Article.objects.filter(pk__in=Byline.objects.filter(**to).values("article_id"))


SECTION = Kind(
    key="section",
    folder="sections",
    label="栏目",
    title="全部栏目",
    model=Section,
    articles="articles",
    of=lambda pk: Article.objects.filter(section_id=pk),
    always=True,
    subscribed=True,
)

KINDS = (
    SECTION,
    Kind(
        key="department",
        folder="departments",
        label="科室",
        title="供稿科室和单位",
        model=Department,
        articles="bylines__article",
        of=lambda pk: _credited(department_id=pk),
        note=lambda row: "" if row.active else "该科室已撤并，旧稿署名不变。",
        in_nav=True,
        subscribed=True,
    ),
    Kind(
        key="contributor",
        folder="people",
        label="作者",
        title="作者",
        model=Contributor,
        articles="bylines__article",
        of=lambda pk: _credited(contributor_id=pk),
        field="pk",
        note=lambda row: row.department.name if row.department else "",
        order=("pk",),
        by_initial=True,
        told_by=("note", "department__name"),
    ),
    Kind(
        key="source",
        folder="sources",
        label="来源",
        title="来源",
        model=Source,
        articles="articles",
        of=lambda pk: Article.objects.filter(source_id=pk),
        note=lambda row: row.homepage,
        order=("name",),
        subscribed=True,
    ),
    Kind(
        key="tag",
        folder="tags",
        label="标签",
        title="标签",
        model=Tag,
        articles="tagged_articles__content_object",
        of=lambda pk: Article.objects.filter(
            pk__in=TaggedArticle.objects.filter(tag_id=pk).values("content_object_id")
        ),
        order=("-n", "name"),
        in_nav=True,
    ),
)
