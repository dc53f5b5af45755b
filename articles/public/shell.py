"""What every public page carries: the publication's name, the sections, head and foot. Worked out once a revision."""

from dataclasses import dataclass

from django.db.models import Exists, Subquery
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from articles.models import Article, ArticleImage, Publication, Section, SiteRevision
from articles.models.memo import memo
from articles.paths import path_to

_FACTS = (
    "name",
    "publisher",
    "organiser",
    "permit",
    "description",
    "site_code",
    "icp",
    "police_record",
    "contact",
)


@dataclass(frozen=True, slots=True)
class NavSection:
    """A section as the public pages need it."""

    pk: int
    name: str
    slug: str
    active: bool

    @property
    def url(self) -> str:
        return path_to("section", self.slug)


@dataclass(frozen=True, slots=True)
class Site:
    """The publication at one revision. `sections` holds all of them in order, `nav` those in use.

    links, footer  the parts of the page that are the same on every one, ready made
    search         the search page, None where it is not installed
    has_pictures   whether any published article has a picture
    """

    revision: SiteRevision
    publication: Publication
    sections: tuple[NavSection, ...]
    links: SafeString
    footer: SafeString
    search: str | None
    has_pictures: bool

    @property
    def name(self) -> str:
        return self.publication.name

    @property
    def nav(self) -> tuple[NavSection, ...]:
        return tuple(section for section in self.sections if section.active)

    def section(self, slug: str) -> NavSection | None:
        """The section of that address, in use or not."""
        return next((section for section in self.sections if section.slug == slug), None)

    def header(self, current: str = "") -> SafeString:
        """The head of the page with the entry of the address `current` marked."""
        return memo.get(
            self.revision.number,
            ("header", current),
            lambda: render_to_string("_header.html", {"site": self, "current": current}),
        )


def site_at(revision: SiteRevision) -> Site:
    """The publication at this revision; one query when this process has not seen the revision yet."""
    return memo.get(revision.number, "site", lambda: _load(revision))


def _load(revision: SiteRevision) -> Site:
    # Settings and sections in one statement: the first page after a change should not pay for two.
    settings = Publication.objects.filter(pk=1)
    facts: dict[str, Subquery | Exists] = {f"publication_{name}": Subquery(settings.values(name)) for name in _FACTS}
    facts["has_pictures"] = Exists(ArticleImage.objects.filter(article__status=Article.Status.PUBLISHED))
    sections, stored, has_pictures = [], {}, False
    for row in Section.objects.annotate(**facts).values("pk", "name", "slug", "active", *facts):
        has_pictures = row["has_pictures"]
        sections.append(NavSection(row["pk"], row["name"], row["slug"], row["active"]))
        stored = {name: row[f"publication_{name}"] for name in _FACTS if row[f"publication_{name}"] is not None}
    publication = Publication(pk=1, **stored) if sections else Publication.current()
    return Site(
        revision=revision,
        publication=publication,
        sections=tuple(sections),
        links=render_to_string(
            "_links.html",
            {
                "publication": publication,
                "tokens": static("tokens.css"),
                "style": static("site.css"),
                "icon": static("icon.svg"),
                "site_script": static("site.js"),
                "script": static("search.js"),
            },
        ),
        footer=render_to_string("_footer.html", {"publication": publication, "has_pictures": has_pictures}),
        search=_search_address(),
        has_pictures=has_pictures,
    )


def _search_address() -> str | None:
    try:
        return reverse("search")
    except NoReverseMatch:
        return None
