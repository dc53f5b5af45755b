"""What the front page is made of: the newest issue, and what came beside it. Worked out once a revision.

A story stands once on the page, wherever it would come first: lead, seconds, sections, news since, pictures, ranking.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from articles.models import Article, SiteRevision
from articles.models.memo import memo
from articles.paths import path_to
from articles.public.headlines import headline
from articles.public.pictures import Thumb, thumbs
from articles.public.shell import Site
from issues.models import Correction, Edition, Issue
from issues.public.back_issues import IssueEntry, issues_before
from issues.public.edition import ReadItem, ReadSection, read_sections

SECONDS = 2
PER_SECTION = 4
SINCE = 5
PICTURES = 3
FEWEST_PICTURES = 2
RANKED = 5
PAST = 3
A_MINUTE = 400  # characters that somebody reads


class _Row(NamedTuple):
    """An article that may come on the front page; the fields are the columns asked for."""

    pk: int
    title: str
    title_breaks: str
    excerpt: str
    published_at: dt.datetime
    day_unknown: bool
    status: str
    status_since: dt.datetime
    section__name: str | None
    top_reading__rank: int | None


@dataclass(frozen=True, slots=True)
class Story:
    """A story on the front page. `picture` is its first one, None without any."""

    url: str
    title: str
    headline: SafeString
    excerpt: str = ""
    picture: Thumb | None = None


@dataclass(frozen=True, slots=True)
class FrontSection:
    """A section of the newest issue: the first stories that do not stand higher on the page; `count` counts all."""

    name: str
    url: str
    count: int
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What came since the newest issue went out. `mark` is 更正, 撤回 or "", `section` "" for none; of what was
    withdrawn there is no page to read."""

    at: dt.datetime
    url: str
    title: str
    section: str = ""
    mark: str = ""

    @property
    def day(self) -> str:
        """11月27日"""
        return f"{localtime(self.at).month}月{localtime(self.at).day}日"


@dataclass(frozen=True, slots=True)
class Front:
    """The front page beside its head. `kicker` is the lead's section; `minutes` what reading the issue takes."""

    lead: Story | None
    kicker: str
    seconds: tuple[Story, ...]
    sections: tuple[FrontSection, ...]
    count: int
    minutes: int
    since: tuple[News, ...]
    pictures: tuple[Story, ...]
    ranking: tuple[Story, ...]
    past: tuple[IssueEntry, ...]


def newest_edition(revision: SiteRevision) -> Edition | None:
    """The frozen edition of the newest published issue, one whose day is known before any other; None before the
    first. One query a revision."""
    wanted = (
        Edition.objects.filter(issue__status=Issue.Status.PUBLISHED)
        .select_related("issue")
        .order_by("issue__day_unknown", "-issue__year", "-issue__number", "-number")
    )
    return memo.get(revision.key, "newest edition", wanted.first)


def front_of(site: Site, edition: Edition) -> Front:
    """The front page of a site whose newest issue is that edition. Three to five queries a revision."""
    return memo.get(site.revision.key, "front", lambda: _load(site, edition))


def _load(site: Site, edition: Edition) -> Front:
    sections = read_sections(edition, site)
    out_since = edition.issue.published_at or edition.published_at
    rows = {row.pk: row for row in _rows(edition, out_since)}
    pictures = thumbs(rows) if site.has_pictures else {}
    shown = _Shown(rows, pictures)
    placed = [(section, item, pk) for section, item, pk in _placed(sections, edition.article_ids) if not item.withdrawn]
    first = placed[0] if placed else None
    top = [shown.item(item, pk) for _, item, pk in placed[: 1 + SECONDS]]
    blocks = tuple(_blocks(sections, placed, shown))
    issue_urls = {item.url for _, item, _ in placed}
    since = tuple(_since(site, rows.values(), out_since, issue_urls))
    for news in since:
        shown.take(news.url)
    return Front(
        lead=top[0] if top else None,
        kicker=first[0].name if first else "",
        seconds=tuple(top[1:]),
        sections=blocks,
        count=len(placed),
        minutes=max(1, round(sum(len(item.body) for _, item, _ in placed) / A_MINUTE)),
        since=since,
        pictures=tuple(_picture_news(shown)),
        ranking=tuple(_ranking(shown)),
        past=tuple(issues_before(edition.issue, PAST)),
    )


def _rows(edition: Edition, out_since: dt.datetime) -> list[_Row]:
    """Every article that may come on the page. One query."""
    newest = Article.objects.published().filter(day_unknown=False)
    wanted = Q(pk__in=edition.article_ids, status=Article.Status.PUBLISHED)
    wanted |= Q(top_reading__isnull=False, status=Article.Status.PUBLISHED)
    with_picture = newest.filter(images__isnull=False).exclude(pk__in=edition.article_ids).newest_first()
    wanted |= Q(pk__in=with_picture.values("pk")[: PICTURES * 3])  # those with several pictures come several times
    wanted |= Q(pk__in=newest.filter(published_at__gt=out_since).newest_first().values("pk")[:SINCE])
    gone = Article.objects.filter(status=Article.Status.WITHDRAWN, status_since__gt=out_since, day_unknown=False)
    wanted |= Q(pk__in=gone.order_by("-status_since").values("pk")[:SINCE])
    rows = Article.objects.filter(wanted).newest_first().values_list(*_Row._fields)
    return list(dict.fromkeys(map(_Row._make, rows)))


def _placed(sections: Sequence[ReadSection], ids: Sequence[int]) -> list[tuple[ReadSection, ReadItem, int]]:
    items = [(section, item) for section in sections for item in section.items]
    return [(section, item, pk) for (section, item), pk in zip(items, ids, strict=False)]


class _Shown:
    """Makes the stories, and remembers which stand on the page."""

    def __init__(self, rows: dict[int, _Row], pictures: dict[int, Thumb]) -> None:
        self.rows, self.pictures = rows, pictures
        self._urls: set[str] = set()

    def __contains__(self, url: str) -> bool:
        return url in self._urls

    def take(self, url: str) -> None:
        """Note that this address stands on the page."""
        self._urls.add(url)

    def item(self, item: ReadItem, pk: int) -> Story:
        """An item of the issue, under the title that its contents list has."""
        self.take(item.url)
        row = self.rows.get(pk)
        breaks = row.title_breaks if row and row.title == item.lead else ""
        return Story(
            item.url, item.lead, headline(item.lead, breaks), row.excerpt if row else "", self.pictures.get(pk)
        )

    def row(self, row: _Row) -> Story:
        """An article from elsewhere."""
        url = path_to("article", row.pk)
        self.take(url)
        return Story(url, row.title, headline(row.title, row.title_breaks), row.excerpt, self.pictures.get(row.pk))

    def others(self) -> list[_Row]:
        """Published articles that do not stand on the page yet, newest first."""
        return [
            row
            for row in self.rows.values()
            if row.status == Article.Status.PUBLISHED and path_to("article", row.pk) not in self
        ]


def _blocks(
    sections: Iterable[ReadSection], placed: Sequence[tuple[ReadSection, ReadItem, int]], shown: _Shown
) -> Iterable[FrontSection]:
    for section in sections:
        of_it = [(item, pk) for other, item, pk in placed if other is section]
        stories = tuple(shown.item(item, pk) for item, pk in of_it if item.url not in shown)[:PER_SECTION]
        if stories:
            yield FrontSection(section.name, section.url, len(of_it), stories)


def _since(site: Site, rows: Iterable[_Row], out_since: dt.datetime, of_the_issue: set[str]) -> Iterable[News]:
    """New articles, corrections and withdrawals since the issue went out, newest first. One query where readers were
    ever told of a correction."""
    found = []
    for row in rows:
        url = path_to("article", row.pk)
        if row.status == Article.Status.WITHDRAWN:
            found.append(News(row.status_since, "", "一条稿件已撤回", mark="撤回"))
        elif row.published_at > out_since and not row.day_unknown and url not in of_the_issue:
            found.append(News(row.published_at, url, row.title, row.section__name or ""))
    if site.has_corrections:
        found += _corrected(out_since)
    return sorted(found, key=lambda news: news.at, reverse=True)[:SINCE]


def _corrected(out_since: dt.datetime) -> Iterable[News]:
    told = Correction.objects.told().filter(reviewed_at__gt=out_since, article__isnull=False)
    for pk, title, at in told.order_by("-reviewed_at").values_list("article_id", "article__title", "reviewed_at")[
        :SINCE
    ]:
        if at:
            yield News(at, f"{path_to('article', pk)}#corrections", title, mark="更正")


def _picture_news(shown: _Shown) -> list[Story]:
    rows = [row for row in shown.others() if row.pk in shown.pictures and not row.day_unknown][:PICTURES]
    return [shown.row(row) for row in rows] if len(rows) >= FEWEST_PICTURES else []


def _ranking(shown: _Shown) -> list[Story]:
    ranked = [row for row in shown.others() if row.top_reading__rank]
    return [shown.row(row) for row in sorted(ranked, key=lambda row: row.top_reading__rank or 0)[:RANKED]]
