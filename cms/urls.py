"""The whole URL map at a glance."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from cms import errors, health, installing, sharing, sitemaps, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("", include("issues.urls")),
    path("", include("articles.urls")),
    path("about/", views.about, name="about"),
    path("about/accessibility/", views.accessibility, name="accessibility"),
    path("feeds/", views.feeds, name="feeds"),
    path("feeds/all.opml", views.opml, name="opml"),
    path("manifest.webmanifest", installing.manifest, name="manifest"),
    path("sw.js", installing.service_worker, name="service_worker"),
    path("offline.json", installing.offline_facts, name="offline_facts"),
    path("offline/", installing.offline, name="offline"),
    path("saved/", installing.saved, name="saved"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemaps/pages.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemaps/articles-<int:part>.xml", sitemaps.articles, name="sitemap_articles"),
    path("robots.txt", views.robots, name="robots"),
    path("qr/", sharing.qr_code, {"path": ""}, name="home_qr"),
    path("qr/<path:path>", sharing.qr_code, name="qr"),
    path("favicon.ico", views.favicon),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/desk/", include("issues.desk.urls")),
    path("admin/sign-in/", include("cms.sign_in.urls")),
    path("admin/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
