"""Lists of articles and their feeds. An article's own page is in `issues.urls`."""

from django.urls import path

from articles.public import feeds, lists, pictures, readings

urlpatterns = [
    path("sections/", lists.sections, name="sections"),
    path("sections/<str:slug>/", lists.section, name="section"),
    path("sections/<str:slug>/feed.<str:extension>", feeds.section, name="section_feed"),
    path("departments/", lists.departments, name="departments"),
    path("departments/<str:slug>/", lists.department, name="department"),
    path("departments/<str:slug>/feed.<str:extension>", feeds.department, name="department_feed"),
    path("people/", lists.contributors, name="contributors"),
    path("people/<int:pk>/", lists.contributor, name="contributor"),
    path("tags/", lists.tags, name="tags"),
    path("tags/<str:slug>/", lists.tag, name="tag"),
    path("tags/<str:slug>/feed.<str:extension>", feeds.tag, name="tag_feed"),
    path("sources/", lists.sources, name="sources"),
    path("sources/<str:slug>/", lists.source, name="source"),
    path("sources/<str:slug>/feed.<str:extension>", feeds.source, name="source_feed"),
    path("articles/<int:pk>/read", readings.report, name="article_read"),
    path("pictures/", pictures.pictures, name="pictures"),
    path("ranking/", readings.ranking, name="ranking"),
    path("feeds/articles.<str:extension>", feeds.newest, name="article_feed"),
]
