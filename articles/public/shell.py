"""What every public page carries: the publication's facts and the sections. Read once a revision."""

from dataclasses import dataclass

from articles.models import Article, ArticleImage, Publication, Section, SiteRevision
from articles.models.memo import memo
from articles.public.kinds import KINDS, SECTION, Kind


@dataclass(frozen=True, slots=True)
class NavSection:
    """A section as the public pages need it."""

    pk: int
    name: str
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class Site:
    """The publication at one revision. `sections` holds all of them in order.

    has_pictures   whether any published article has a picture
    """

    revision: SiteRevision
    publication: Publication
    sections: tuple[NavSection, ...]
    has_pictures: bool

    @property
    def name(self) -> str:
        return self.publication.name

    @property
    def nav(self) -> tuple[NavSection, ...]:
        """The sections in use."""
        return tuple(section for section in self.sections if section.active)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What articles are listed by."""
        return KINDS


def site_at(revision: SiteRevision) -> Site:
    """The publication at this revision; three queries when this process has not seen the revision yet."""
    return memo.get(revision.number, "site", lambda: _load(revision))


def _load(revision: SiteRevision) -> Site:
    pictures = ArticleImage.objects.filter(article__status=Article.Status.PUBLISHED)
    rows = Section.objects.values_list("pk", "name", "slug", "active")
    sections = (NavSection(pk, name, SECTION.path(slug), active) for pk, name, slug, active in rows)
    return Site(revision, Publication.current(), tuple(sections), pictures.exists())
