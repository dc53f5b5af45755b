"""What the front page is made of besides the list of newest articles. Worked out once a revision."""

from dataclasses import dataclass
from operator import itemgetter

from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from articles.database.compiled import Row
from articles.models import Article, SiteRevision
from articles.models.memo import memo
from articles.paths import path_to
from articles.public.kinds import SECTION
from articles.public.listed import link
from articles.public.pictures import picture_entries, with_pictures
from articles.public.shell import Site
from issues.models import Edition, Issue

PER_SECTION = 5
PICTURES = 3


@dataclass(frozen=True, slots=True)
class FrontSection:
    """A section on the front page with its newest titles."""

    name: str
    url: str
    links: SafeString


@dataclass(frozen=True, slots=True)
class Front:
    """What the front page adds: the sections in use that have articles, what is read most (<li> elements), and
    picture news ("" where no article has a picture)."""

    sections: tuple[FrontSection, ...]
    ranking: SafeString
    pictures: SafeString


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
        wanted |= Q(pk__in=SECTION.of(section.pk).newest_first().values("pk")[:PER_SECTION])
    rows = list(
        Article.objects.published()
        .filter(wanted)
        .newest_first()
        .values_list("section_id", "pk", "title", "published_at", "top_reading__rank")
    )
    ranked = sorted((row for row in rows if row[4]), key=itemgetter(4))
    sections = (
        FrontSection(section.name, section.url, _links([row for row in rows if row[0] == section.pk][:PER_SECTION]))
        for section in site.nav
    )
    newest = with_pictures().newest_first().values_list("pk", flat=True)[:PICTURES]
    pictures = picture_entries(newest, heading="h3") if site.has_pictures else SafeString("")
    return Front(
        tuple(section for section in sections if section.links),
        _links(ranked),
        pictures,
    )


def _links(rows: list[Row]) -> SafeString:
    """<li> elements: title and day."""
    links = (
        f"<li>{link(path_to('article', row[1]), row[2])}<time>{localtime(row[3]):%m-%d}</time></li>\n" for row in rows
    )
    return mark_safe("".join(links))  # noqa: S308 - link() escapes
