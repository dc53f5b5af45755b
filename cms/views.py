"""The front page, the pages about the site, and what machines ask for."""

from xml.sax.saxutils import escape, quoteattr

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static

from articles.paths import path_to
from articles.public.feed_formats import FORMATS
from articles.public.kinds import KINDS
from articles.public.request import Visit, public
from cms.front import front_of, newest_edition
from issues.public.back_issues import years
from issues.public.edition import written_day
from issues.public.subscribe import offers_mail


@public
def home(visit: Visit) -> HttpResponse:
    """The front page: the newest issue, what came since, pictures, what is read, back issues."""
    edition = newest_edition(visit.revision)
    day = edition.issue.day if edition else None
    context = {
        "edition": edition,
        "issue_url": path_to("issue", edition.issue.year, edition.issue.number) if edition else "",
        "day": day,
        "day_text": written_day(day),
        "front": front_of(visit.site, edition) if edition else None,
        "issue_count": sum(year.count for year in years(visit.revision)),
    }
    return visit.page("cms/home.html", context, current=path_to("home"))


@public
def about(visit: Visit) -> HttpResponse:
    """/about/: who publishes this, in what form, and how to reach them."""
    return visit.page("cms/about.html", {}, current=path_to("about"))


# What the standard asks, what the large-type pages do, how far that meets it. The first eight are measured in
# tests/browser/test_elder_pages.py.
ELDER_CHECKS = (
    ("提供特大字体", "正文25.5像素，比标准版大一半；最小的字18像素", "符合"),
    ("背景色高对比", "白底黑字，夜间黑底白字，文字对比度不低于7∶1", "符合"),
    ("语音阅读", "设备自带的声音朗读全文，逐句标出；可暂停、继续、跳到下一条", "符合"),
    ("简约界面版本", "只有一栏；上方一行工具，下面就是正文", "符合"),
    ("按键和链接容易点中", "导航、按钮高度不低于48像素", "符合"),
    ("全程可用键盘操作", "每一处都能用键盘到达，所在位置有粗框", "符合"),
    ("不出现广告、插件、弹窗，没有诱导按键", "没有", "符合"),
    ("行距不小于1.3倍", "1.8倍", "符合"),
    ("非文本内容有替代文字", "新闻图片发布前须填说明；装饰性图片不朗读", "符合"),
    ("验证码可放大、有语音形式", "没有验证码", "不涉及"),
    ("入口显著，能随时切换", "每页上方都有“长者版”“标准版”", "符合"),
    ("特大鼠标指针", "电脑上用长者版时指针放大", "符合"),
    ("信息影像化的推送", "没有；有图片新闻和语音", "未做"),
)


@public
def accessibility(visit: Visit) -> HttpResponse:
    """/about/accessibility/: how to use the large-type pages, and how far they meet the standard (适老化自查)."""
    return visit.page("cms/accessibility.html", {"checks": ELDER_CHECKS}, current=path_to("accessibility"))


@public
def feeds(visit: Visit) -> HttpResponse:
    """/feeds/: what can be subscribed to, explained to a person."""
    return visit.page(
        "cms/feeds.html", {"formats": FORMATS.values(), "offers_mail": offers_mail()}, current=path_to("feeds")
    )


@public
def opml(visit: Visit) -> HttpResponse:
    """/feeds/all.opml: every RSS feed of the site, for readers' import."""
    site, revision = visit.site, visit.revision
    feeds = [("最新稿件", path_to("article_feed", "rss")), ("各期", path_to("issue_feed", "rss"))]
    feeds += [("更正", path_to("correction_feed", "rss"))] * site.has_corrections
    feeds += [(row.name, f"{row.url}feed.rss") for kind in KINDS if kind.subscribed for row in kind.index(revision)]
    outlines = "".join(
        f'<outline type="rss" text={quoteattr(f"{site.name}·{name}")} xmlUrl={quoteattr(visit.root + path)}/>'
        for name, path in feeds
    )
    document = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0"><head><title>{escape(site.name)}</title></head>'
        f"<body>{outlines}</body></opml>\n"
    )
    return HttpResponse(document, content_type="text/x-opml; charset=utf-8")


@public
def robots(visit: Visit) -> HttpResponse:
    """/robots.txt"""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /search/", f"Sitemap: {visit.root}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def favicon(_request: HttpRequest) -> HttpResponse:
    """/favicon.ico, which browsers ask for on pages without a <link> to an icon (feeds, pictures)."""
    return HttpResponsePermanentRedirect(static("icon.svg"))
