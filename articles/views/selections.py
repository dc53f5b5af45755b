"""Which published articles belong to a list, and how many there are of each kind. Pages and feeds share these."""

from typing import Any

from django.db.models import Count
from taggit.models import Tag

from articles.listing import memo
from articles.models import Article, Byline, Contributor, Department, SiteRevision, Source, TaggedArticle
from articles.querysets import ArticleQuerySet

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
    """(id, name, note, department or "", published articles) of each person who has any, by department."""
    rows = (
        Contributor.objects.filter(bylines__article__status=Article.Status.PUBLISHED)
        .annotate(n=Count("bylines__article", distinct=True))
        .order_by("department__position", "department__pk", "name", "pk")
        .values_list("pk", "name", "note", "department__name", "n")
    )
    return memo.get(revision.number, "contributors", lambda: [(*r[:3], r[3] or "", r[4]) for r in rows])


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
