"""Which published articles belong to a list, and how many there are of each kind. Pages and feeds share these."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from taggit.models import Tag

from articles.models import Article, ArticleImage, Byline, Contributor, Department, SiteRevision, Source, TaggedArticle
from articles.models.memo import memo
from articles.models.querysets import ArticleQuerySet
from articles.text.pinyin import surname_initial

Counted = list[tuple[Any, ...]]


def of_section(pk: int) -> ArticleQuerySet:
    """A section's published articles."""
    return Article.objects.published().filter(section_id=pk)


def of_department(pk: int) -> ArticleQuerySet:
    """The published articles credited to a department, alone or with others."""
    credited = Byline.objects.filter(department_id=pk).values("article_id")
    return Article.objects.published().filter(pk__in=credited)


def of_contributor(pk: int) -> ArticleQuerySet:
    """The published articles credited to a person in any role."""
    credited = Byline.objects.filter(contributor_id=pk).values("article_id")
    return Article.objects.published().filter(pk__in=credited)


def of_tag(pk: int) -> ArticleQuerySet:
    """The published articles with a tag."""
    tagged = TaggedArticle.objects.filter(tag_id=pk).values("content_object_id")
    return Article.objects.published().filter(pk__in=tagged)


def with_pictures() -> ArticleQuerySet:
    """The published articles that have pictures."""
    return Article.objects.published().filter(pk__in=ArticleImage.objects.values("article_id"))


def of_source(pk: int) -> ArticleQuerySet:
    """The published articles taken from an outlet."""
    return Article.objects.published().filter(source_id=pk)


def counts_by_section(revision: SiteRevision) -> dict[int, int]:
    """Section id → number of published articles."""
    rows = Article.objects.published().order_by().values_list("section_id").annotate(n=Count("pk"))
    return memo.get(revision.number, "section counts", lambda: {pk: count for pk, count in rows if pk is not None})


def departments_with_counts(revision: SiteRevision) -> Counted:
    """(name, slug, published articles) of each department that has any, in the desk's order."""
    rows = (
        Department.objects.filter(bylines__article__status=Article.Status.PUBLISHED)
        .annotate(n=Count("bylines__article", distinct=True))
        .values_list("name", "slug", "n")
    )
    return memo.get(revision.number, "departments", lambda: list(rows))


def contributors_with_counts(revision: SiteRevision) -> Counted:
    """(initial of the surname, id, name, note, department or "", published articles) of each person who has any, in
    the order of their pinyin as near as GB2312 tells it."""
    rows = (
        Contributor.objects.filter(bylines__article__status=Article.Status.PUBLISHED)
        .annotate(n=Count("bylines__article", distinct=True))
        .order_by("pk")
        .values_list("pk", "name", "note", "department__name", "n")
    )
    return memo.get(revision.number, "contributors", lambda: _by_initial(rows))


def _by_initial(rows: Iterable[tuple[Any, ...]]) -> Counted:
    found = [(surname_initial(name), pk, name, note, office or "", n) for pk, name, note, office, n in rows]
    return sorted(found, key=lambda row: (row[0] == "#", row[0], row[2].encode("gb18030", "replace"), row[1]))


def tags_with_counts(revision: SiteRevision) -> Counted:
    """(name, slug, published articles) of each tag in use, most used first."""
    rows = (
        Tag.objects.filter(tagged_articles__content_object__status=Article.Status.PUBLISHED)
        .annotate(n=Count("tagged_articles"))
        .order_by("-n", "name")
        .values_list("name", "slug", "n")
    )
    return memo.get(revision.number, "tags", lambda: list(rows))


def sources_with_counts(revision: SiteRevision) -> Counted:
    """(name, slug, published articles) of each outlet that has any."""
    rows = (
        Source.objects.filter(articles__status=Article.Status.PUBLISHED)
        .annotate(n=Count("articles"))
        .values_list("name", "slug", "n")
    )
    return memo.get(revision.number, "sources", lambda: list(rows))
