"""数据: series, figures and the map, as the desk enters them."""

from django.contrib import admin

from articles.admin.recorded import RegisterAdmin
from articles.models import County, Indicator, IndicatorFigure


@admin.register(Indicator)
class IndicatorAdmin(RegisterAdmin):
    list_display = ("name", "unit", "position")


@admin.register(IndicatorFigure)
class IndicatorFigureAdmin(RegisterAdmin):
    list_display = ("indicator", "said", "value", "article")
    list_filter = ("indicator",)
    list_select_related = ("indicator", "article")
    autocomplete_fields = ("article",)


@admin.register(County)
class CountyAdmin(RegisterAdmin):
    list_display = ("name", "column", "row", "search")
