"""数据: the figures that articles printed as series with their sources, and the counties leading to their news."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString

from articles.models import Article, County, IndicatorFigure, SiteRevision
from articles.models.memo import memo
from articles.paths import path_to
from articles.public.charts import Point, Square, line_chart, tile_map
from articles.public.request import Visit, public


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator with its figures, oldest first; at least one."""

    slug: str
    name: str
    unit: str
    note: str
    points: tuple[Point, ...]

    @property
    def url(self) -> str:
        return path_to("indicator", self.slug)

    @property
    def newest(self) -> Point:
        return self.points[-1]

    @property
    def newest_first(self) -> tuple[Point, ...]:
        return self.points[::-1]

    @property
    def chart(self) -> SafeString:
        return line_chart(self.points, self.name, self.unit)


@public
def index(visit: Visit) -> HttpResponse:
    """/data/: every indicator with its newest figure, and the map."""
    context = {"series": all_series(visit.revision), "map": _map(visit.revision)}
    return visit.page("articles/data.html", context, current=path_to("data"))


@public
def indicator(visit: Visit, slug: str) -> HttpResponse:
    """/data/<slug>/: one series, drawn and as a table."""
    found = next((series for series in all_series(visit.revision) if series.slug == slug), None)
    if found is None:
        raise Http404("没有这个指标")
    return visit.page("articles/indicator.html", {"series": found}, current=path_to("data"))


def all_series(revision: SiteRevision) -> list[Series]:
    """The indicators that have figures whose articles can be read. One query a revision."""
    return memo.get(revision.key, "indicators", lambda: list(_series()))


def _series() -> Iterable[Series]:
    rows = IndicatorFigure.objects.filter(article__status=Article.Status.PUBLISHED)
    rows = rows.select_related("indicator", "article").order_by("indicator__position", "indicator", "day")
    for one, figures in groupby(rows, key=lambda row: row.indicator):
        points = tuple(
            Point(
                row.day,
                row.said,
                row.value,
                f"-{row.shown}" if row.value < 0 else row.shown,
                path_to("article", row.article_id),
                row.article.title,
            )
            for row in figures
        )
        yield Series(one.slug, one.name, one.unit, one.note, points)


def _map(revision: SiteRevision) -> SafeString:
    return memo.get(revision.key, "map", lambda: tile_map(list(_squares()), "县区地图，点开看各县区的消息"))


def _squares() -> Iterable[Square]:
    for row in County.objects.all():
        yield Square(row.name, row.column, row.row, f"{path_to('search')}?{urlencode({'q': row.search or row.name})}")
