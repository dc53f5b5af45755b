"""An issue's arrangement as the composer shows it. Built from entries that are already read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from articles.models import Article, Section
from articles.text.bodies import length_of
from articles.text.diffing import Span, compare
from issues.models import Entry

NO_SECTION = "（不分栏目）"
# Characters that an item of a phone paper should have: fewer say too little, more fill screens.
FEWEST, MOST = 150, 250
# The ruler beside an item ends at this many characters, and is this many units of the drawing long.
RULER_CHARACTERS, RULER = 400, 116


@dataclass(frozen=True)
class Row:
    """An entry: `place` of `of` in its section, `number` in the issue; `draft` where it is not accepted yet."""

    entry: Entry
    place: int
    of: int
    draft: str
    number: int = 0

    @cached_property
    def characters(self) -> int:
        """Of the article's body, white space apart."""
        return length_of(self.entry.article.body)

    @property
    def besides(self) -> str:
        """多 62, 少 54; "" within what is wanted."""
        if self.characters > MOST:
            return f"多 {self.characters - MOST}"
        return f"少 {FEWEST - self.characters}" if self.characters < FEWEST else ""

    @property
    def ruler(self) -> int:
        """How far the length reaches on the ruler."""
        return min(self.characters, RULER_CHARACTERS) * RULER // RULER_CHARACTERS

    @cached_property
    def lead(self) -> tuple[Span, ...]:
        """The entry's own lead title beside the article's, "new" where it says something else; () without one."""
        own = self.entry.lead_title
        return tuple(one for one in compare(self.entry.article.title, own) if one.kind != "gone") if own else ()

    @property
    def asks_lead(self) -> bool:
        """Whether nobody has said yet that the lead is to differ from the title as it reads now."""
        return bool(self.entry.lead_title) and self.entry.lead_kept_for != self.entry.article.title


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the issue, or of the page only while nothing has been put into it. `key` is "" for no section."""

    key: str
    name: str
    rows: tuple[Row, ...]

    @property
    def characters(self) -> int:
        """Of all its items together."""
        return sum(row.characters for row in self.rows)


def outline_of(entries: Iterable[Entry], opened: Sequence[Section] = ()) -> list[Part]:
    """The issue's sections in order with their entries, then the sections that the editor opened and not yet filled."""
    parts = []
    number = 0
    for section, group in groupby(entries, key=lambda entry: entry.section):
        rows = list(group)
        shown = tuple(
            Row(entry, place, len(rows), _draft(entry.article), number + place)
            for place, entry in enumerate(rows, start=1)
        )
        number += len(rows)
        parts.append(Part(str(section.pk) if section else "", section.name if section else NO_SECTION, shown))
    filled = {part.key for part in parts}
    return parts + [Part(str(one.pk), one.name, ()) for one in opened if str(one.pk) not in filled]


def _draft(article: Article) -> str:
    settled = (Article.Status.ACCEPTED, Article.Status.PUBLISHED)
    return "" if article.status in settled else article.get_status_display()
