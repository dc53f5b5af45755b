"""数据: series, figures and the map, as the desk enters them."""

from functools import partial

from django.contrib import admin
from django.urls import URLPattern, path

from articles.admin.proposed_figures import proposals_page
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
    change_list_template = "admin/articles/indicatorfigure/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(partial(proposals_page, site=self.admin_site))
        return [path("proposed/", page, name="articles_indicatorfigure_proposed"), *super().get_urls()]


@admin.register(County)
class CountyAdmin(RegisterAdmin):
    list_display = ("name", "column", "row", "search")
