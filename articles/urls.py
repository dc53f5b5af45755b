"""Lists of articles and their feeds. An article's own page is made where issues are known."""

from django.urls import path

from articles.public import data, feeds, lists, media, pictures, ranking
from articles.public.kinds import KINDS

urlpatterns = [
    path("articles/<int:pk>/read", ranking.report, name="article_read"),
    path("media/<path:path>", media.picture, name="media"),
    path("pictures/", pictures.pictures, name="pictures"),
    path("data/", data.index, name="data"),
    path("data/<str:slug>/", data.indicator, name="indicator"),
    path("ranking/", ranking.ranking, name="ranking"),
    path("feeds/articles.<str:extension>", feeds.newest, name="article_feed"),
]
for kind in KINDS:
    index = lists.index_by_initial if kind.by_initial else lists.index
    part = f"{kind.folder}/<{'int' if kind.field == 'pk' else 'str'}:part>/"
    urlpatterns += [
        path(f"{kind.folder}/", index, {"kind": kind}, name=f"{kind.key}s"),
        path(part, lists.of_thing, {"kind": kind}, name=kind.key),
        path(f"{part}feed.<str:extension>", feeds.of_thing, {"kind": kind}, name=f"{kind.key}_feed"),
    ]
