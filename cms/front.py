"""What the front page is made of besides the list of newest articles. Worked out once a revision."""

import datetime as dt
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Q

from articles.models import Article, SiteRevision
from articles.models.memo import memo
from articles.paths import path_to
from articles.public.kinds import SECTION
from articles.public.pictures import Picture, first_pictures, with_pictures
from articles.public.shell import Site
from issues.models import Edition, Issue

PER_SECTION = 5
PICTURES = 3


class Headline(NamedTuple):
    """An article on the front page; the fields are the columns asked for."""

    pk: int
    title: str
    published_at: dt.datetime
    day_unknown: bool
    section_id: int | None
    top_reading__rank: int | None

    @property
    def url(self) -> str:
        return path_to("article", self.pk)


@dataclass(frozen=True, slots=True)
class FrontSection:
    """A section on the front page with its newest articles."""

    name: str
    url: str
    newest: list[Headline]


@dataclass(frozen=True, slots=True)
class Front:
    """What the front page adds: the sections in use that have articles, what is read most, and picture news."""

    sections: list[FrontSection]
    ranking: list[Headline]
    pictures: list[Picture]


def newest_edition(revision: SiteRevision) -> Edition | None:
    """The frozen edition of the newest published issue; None before the first."""
    wanted = (
        Edition.objects.filter(issue__status=Issue.Status.PUBLISHED)
        .select_related("issue")
        .order_by("-issue__year", "-issue__number", "-number")
    )
    return memo.get(revision.number, "newest edition", wanted.first)


def front_of(site: Site) -> Front:
    """The front page's sections, ranking and pictures. One query a revision, two where there are pictures."""
    return memo.get(site.revision.number, "front", lambda: _load(site))


def _load(site: Site) -> Front:
    # One statement for all: SQLite takes no LIMIT inside a UNION, but it does inside IN (…).
    wanted = Q(top_reading__isnull=False)
    for section in site.nav:
        wanted |= Q(pk__in=SECTION.of(section.pk).published().newest_first().values("pk")[:PER_SECTION])
    rows = Article.objects.published().filter(wanted).newest_first().values_list(*Headline._fields)
    found = list(map(Headline._make, rows))
    by_section = {section: [one for one in found if one.section_id == section.pk][:PER_SECTION] for section in site.nav}
    newest = with_pictures().newest_first().values_list("pk", flat=True)[:PICTURES]
    return Front(
        [FrontSection(section.name, section.url, rows) for section, rows in by_section.items() if rows],
        sorted((one for one in found if one.top_reading__rank), key=attrgetter("top_reading__rank")),
        first_pictures(newest) if site.has_pictures else [],
    )
