"""Filters of the article list that stay fast at a hundred thousand articles."""

from typing import Any

from django.contrib import admin
from django.db.models import Max, Min, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article
from articles.text.numbers import whole_number


class YearFilter(admin.SimpleListFilter):
    """By year of publication. The years come from the two ends of an index, not from reading every row."""

    title = "发布年份"
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        ends = Article.objects.published().aggregate(first=Min("published_at"), last=Max("published_at"))
        if ends["first"] is None:
            return []
        first, last = (timezone.localtime(ends[end]).year for end in ("first", "last"))
        return [(str(year), f"{year}年") for year in range(last, first - 1, -1)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        year = whole_number(self.value() or "", digits=4)
        return queryset.filter(published_at__year=year) if year else queryset
