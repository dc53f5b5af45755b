"""What every public page carries: the publication's facts, the sections, and which lists have anything on them. Read
once a revision."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from articles.models import Article, ArticleImage, IndicatorFigure, Publication, Section, SiteRevision, TopReading
from articles.models.memo import memo
from articles.public.kinds import KINDS, SECTION, Kind


@dataclass(frozen=True, slots=True)
class NavSection:
    """A section as the public pages need it. `used` says whether it has anything published, `active` whether the desk
    still fills it."""

    pk: int
    name: str
    url: str
    active: bool
    used: bool


@dataclass(frozen=True, slots=True)
class Site:
    """The publication at one revision. `sections` holds all of them in order.

    kinds            what articles are listed by, of which there is anything to list
    has_pictures     whether any published article has a picture
    has_ranking      whether anything was read often enough to be ranked
    has_corrections  whether readers were ever told of a correction
    has_data         whether there are figures to show
    """

    revision: SiteRevision
    publication: Publication
    sections: tuple[NavSection, ...]
    kinds: tuple[Kind, ...]
    has_pictures: bool
    has_ranking: bool
    has_corrections: bool
    has_data: bool

    @property
    def name(self) -> str:
        return self.publication.name

    @property
    def nav(self) -> tuple[NavSection, ...]:
        """The sections in use."""
        return tuple(section for section in self.sections if section.active)

    @property
    def nav_filled(self) -> tuple[NavSection, ...]:
        """The sections in use that have something to read: no page links to an empty one."""
        return tuple(section for section in self.nav if section.used)


def site_at(revision: SiteRevision) -> Site:
    """The publication at this revision; three queries when this process has not seen the revision yet."""
    return memo.get(revision.key, "site", lambda: _load(revision))


def _load(revision: SiteRevision) -> Site:
    used = Exists(Article.objects.published().filter(section=OuterRef("pk")))
    rows = Section.objects.annotate(used=used).values_list("pk", "name", "slug", "active", "used")
    sections = tuple(NavSection(pk, name, SECTION.path(slug), active, used) for pk, name, slug, active, used in rows)
    filled = _filled()
    return Site(
        revision,
        Publication.current(),
        sections,
        kinds=tuple(kind for kind in KINDS if filled.get(kind.key)),
        has_pictures=filled.get("pictures", False),
        has_ranking=filled.get("ranking", False),
        has_corrections=filled.get("corrections", False),
        has_data=filled.get("data", False),
    )


def _filled() -> dict[str, bool]:
    """Which of the pages that list things have anything to list; none before the first publication. One query."""
    published = Article.Status.PUBLISHED
    told = Q(corrections__status="applied", corrections__public=True)
    there = {
        kind.key: kind.model._default_manager.filter(**{f"{kind.articles}__status": published}) for kind in KINDS
    } | {
        "pictures": ArticleImage.objects.filter(article__status=published),
        "ranking": TopReading.objects.filter(article__status=published),
        "corrections": Article.objects.published().filter(told),
        "data": IndicatorFigure.objects.filter(article__status=published),
    }
    flags = {f"has_{key}": Exists(rows.order_by()) for key, rows in there.items()}
    row = SiteRevision.objects.filter(pk=1).annotate(**flags).values(*flags).first() or {}
    return {key.removeprefix("has_"): bool(value) for key, value in row.items()}
