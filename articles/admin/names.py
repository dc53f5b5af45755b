"""Sections, departments, people, sources and tags: the small tables, each with how often it is used."""

from typing import Any

import taggit.admin  # noqa: F401 - registers its own page for tags, which ours replaces
from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from taggit.models import Tag

from articles.admin.forms import ContributorForm, DepartmentForm, NamedForm
from articles.admin.recorded import RegisterAdmin
from articles.models import Article, Byline, Contributor, Department, Section, Source, TaggedArticle

# What Django asks: rows that go, how many of each kind, rights that lack, rows that stand in the way.
Deleted = tuple[list[Any], dict[str, int], set[Any], list[Any]]
# From so many on, what stands in the way of deleting a row is counted, not listed.
MANY = 50


def uses(model: type[Any], field: str) -> Coalesce:
    """How many rows of `model` point here through `field`: a subquery, so that a join does not multiply rows."""
    counted = model.objects.filter(**{field: OuterRef("pk")}).order_by().values(field).annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


class CountedAdmin(RegisterAdmin):
    """A list with a column 稿件数."""

    counted: tuple[type[Any], str]
    show_full_result_count = False
    list_per_page = 100

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).annotate(article_count=uses(*self.counted))
        return rows

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Deleted:
        """As Django tells it, but what hangs on a row in great number is counted, not listed."""
        model, name = self.counted
        used = {row: model.objects.filter(**{name: row.pk}).count() for row in objs}
        if max(used.values(), default=0) < MANY:
            found: Deleted = super().get_deleted_objects(objs, request)
            return found
        told = [f"{row}：{number} 篇稿件在用" for row, number in used.items() if number]
        if model._meta.get_field(name).remote_field.on_delete is models.PROTECT:
            return [], {}, set(), told
        return told, {str(self.opts.verbose_name_plural): len(used)}, set(), []

    @admin.display(description="稿件数", ordering="article_count")
    def articles_shown(self, row: Any) -> int:
        count: int = row.article_count
        return count


class NamedAdmin(CountedAdmin):
    """A thing with one official name and other names."""

    form = NamedForm
    search_fields = ["name", "aliases"]

    @admin.display(description="别名")
    def aliases_shown(self, row: Any) -> str:
        return "、".join(row.aliases)


@admin.register(Section)
class SectionAdmin(NamedAdmin):
    counted = (Article, "section")
    list_display = ["name", "position", "aliases_shown", "articles_shown", "active"]
    fields = ["name", "aliases", "position", "active", "slug"]


@admin.register(Department)
class DepartmentAdmin(NamedAdmin):
    form = DepartmentForm
    counted = (Byline, "department")
    list_display = ["name", "position", "aliases_shown", "articles_shown", "active"]
    list_filter = ["active"]
    fields = ["name", "aliases", "position", "active", "slug", "members", "head", "head_consents"]
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}


@admin.register(Source)
class SourceAdmin(NamedAdmin):
    counted = (Article, "source")
    list_display = ["name", "kind", "aliases_shown", "articles_shown", "active"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_filter = ["kind", "active"]
    fields = ["name", "aliases", "kind", "homepage", "active", "slug"]


@admin.register(Contributor)
class ContributorAdmin(CountedAdmin):
    form = ContributorForm
    counted = (Byline, "contributor")
    list_display = ["name", "note", "department", "articles_shown", "active"]
    list_select_related = ["department"]
    list_filter = ["active", "department"]
    search_fields = ["name", "aliases", "department__name"]
    fields = ["name", "department", "note", "aliases", "active"]


admin.site.unregister(Tag)


@admin.register(Tag)
class TagAdmin(CountedAdmin):
    counted = (TaggedArticle, "tag")
    list_display = ["name", "articles_shown"]
    search_fields = ["name"]
    ordering = ["name"]
    fields = ["name", "slug"]
