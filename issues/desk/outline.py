"""An issue's arrangement as the composer shows it. Built from entries that are already read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from articles.admin.listing import length_of
from articles.models import Article, Section
from issues.models import Entry

NO_SECTION = "（不分栏目）"
# Characters that an item of a phone paper should have: fewer say too little, more fill screens.
FEWEST, MOST = 150, 250


@dataclass(frozen=True, slots=True)
class Row:
    """An entry: `place` of `of` in its section; `draft` where the article is not accepted yet; its body's length."""

    entry: Entry
    place: int
    of: int
    draft: str
    characters: int = 0

    @property
    def besides(self) -> str:
        """多 62, 少 54; "" within what is wanted."""
        if self.characters > MOST:
            return f"多 {self.characters - MOST}"
        return f"少 {FEWEST - self.characters}" if self.characters < FEWEST else ""


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the issue, or of the page only while nothing has been put into it. `key` is "" for no section."""

    key: str
    name: str
    rows: tuple[Row, ...]


def lengths_of(entries: Iterable[Entry]) -> dict[int, int]:
    """The characters of each entry's article, by the article's number. One query."""
    bodies = Article.objects.filter(pk__in=[entry.article_id for entry in entries]).values_list("pk", "body")
    return {pk: length_of(body) for pk, body in bodies}


def outline_of(
    entries: Iterable[Entry], opened: Sequence[Section] = (), lengths: Mapping[int, int] = MappingProxyType({})
) -> list[Part]:
    """The issue's sections in order with their entries, then the sections that the editor opened and not yet filled."""
    parts = []
    for section, group in groupby(entries, key=lambda entry: entry.section):
        rows = list(group)
        shown = tuple(
            Row(entry, place, len(rows), _draft(entry.article), lengths.get(entry.article_id, 0))
            for place, entry in enumerate(rows, start=1)
        )
        parts.append(Part(str(section.pk) if section else "", section.name if section else NO_SECTION, shown))
    filled = {part.key for part in parts}
    return parts + [Part(str(one.pk), one.name, ()) for one in opened if str(one.pk) not in filled]


def _draft(article: Article) -> str:
    settled = (Article.Status.ACCEPTED, Article.Status.PUBLISHED)
    return "" if article.status in settled else article.get_status_display()
