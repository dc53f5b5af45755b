"""What the front page is made of besides the list of newest articles. Worked out once a revision."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from articles.addresses import article_path
from articles.listing import memo
from articles.models import Article, SiteRevision
from articles.views import selections
from articles.views.listed import link
from articles.views.site import Site
from issues.models import Edition, Issue

PER_SECTION = 5


@dataclass(frozen=True, slots=True)
class FrontSection:
    """A section on the front page with its newest titles."""

    name: str
    url: str
    links: SafeString


def newest_edition(revision: SiteRevision) -> Edition | None:
    """The frozen edition of the newest published issue; None before the first."""
    wanted = (
        Edition.objects.filter(issue__status=Issue.Status.PUBLISHED)
        .select_related("issue")
        .order_by("-issue__published_at", "-issue__total_number", "-number")
    )
    return memo.get(revision.number, "newest edition", wanted.first)


def newest_by_section(site: Site) -> tuple[FrontSection, ...]:
    """The sections in use that have articles, each with its newest titles. One query a revision."""
    return memo.get(site.revision.number, "front sections", lambda: _by_section(site))


def _by_section(site: Site) -> tuple[FrontSection, ...]:
    if not site.nav:
        return ()
    # One statement for all sections; SQLite takes no LIMIT inside a UNION, but it does inside IN (…).
    newest = Q()
    for section in site.nav:
        newest |= Q(pk__in=selections.of_section(section.pk).newest_first().values("pk")[:PER_SECTION])
    rows = list(Article.objects.filter(newest).newest_first().values_list("section_id", "pk", "title", "published_at"))
    sections = []
    for section in site.nav:
        mine = [row for row in rows if row[0] == section.pk]
        links = "".join(
            f"<li>{link(article_path(pk), title)}<time>{localtime(at):%m-%d}</time></li>\n" for _, pk, title, at in mine
        )
        if links:
            sections.append(FrontSection(section.name, section.url, mark_safe(links)))  # noqa: S308 - link() escapes
    return tuple(sections)
