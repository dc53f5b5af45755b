"""What every engine does, and the rows it answers with."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple, Protocol

from articles.search.documents import Document, join_ids, split_ids
from articles.search.plan import Plan

# A search that would take longer answers with what it has: "没有查完".
DEADLINE_MS = 150


# A match with what facets count: article, year, section, source, departments and tags (as `join_ids` writes them).
# A plain tuple, since a thousand are read for a page.
Row = tuple[int, int, int | None, int | None, str, str]


class Matches(NamedTuple):
    """Newest first. `complete` is False when time ran out, and there may be more."""

    rows: Sequence[Row]
    complete: bool

    @property
    def ids(self) -> list[int]:
        """The articles."""
        return [row[0] for row in self.rows]


ROW_COLUMNS = "d.article_id, d.year, d.section_id, d.source_id, d.department_ids, d.tag_ids"
DOCUMENT_COLUMNS = (
    "article_id",
    "published",
    "dated",
    "year",
    "month",
    "section_id",
    "source_id",
    "department_ids",
    "tag_ids",
    "title",
    "byline",
    "text",
)


class Verifier(Protocol):
    """The index as it stood when the check began."""

    def disagreeing(self, documents: Sequence[Document]) -> list[int]:
        """The articles of these that are not stored exactly so, row and tokens."""

    def strays(self) -> int:
        """How many documents the index holds tokens of that have no row any more."""


class Engine(Protocol):
    """A database's way of finding and storing. Nothing else in the product knows which one is used."""

    def install(self) -> None:
        """Make tables, indexes and triggers that Django's migrations cannot; safe to call again."""

    def uninstall_triggers(self) -> None:
        """Take the triggers away, before migrations change the tables they stand on."""

    def write(self, documents: Sequence[Document]) -> dict[int, Document]:
        """Store these documents' rows and tokens; unchanged ones are left alone. What was stored of them before."""

    def remove(self, ids: Collection[int]) -> None:
        """Forget these articles."""

    def clear(self) -> None:
        """Forget everything."""

    def newest(
        self, plan: Plan, *, published: bool, limit: int, offset: int = 0, deadline_ms: int | None = None
    ) -> Matches:
        """Matches newest first, among the published or among the others, never both; what is found in time."""

    def texts(self, ids: Sequence[int]) -> Sequence[tuple[int, str, str, dt.datetime]]:
        """(article, folded title, folded text, date) of each, in any order."""

    def verifier(self) -> "Verifier":
        """What compares documents with what is stored; changes nothing."""

    def triggers_missing(self) -> set[str]:
        """Names of triggers that should be there and are not. Asks the catalogue only."""

    def problems(self) -> Iterable[str]:
        """What is wrong with the index's own structure, in sentences; reads all of it."""

    def optimise(self) -> None:
        """Merge and analyse after many changes."""

    def refresh_statistics(self) -> None:
        """Tell the planner how many rows there are now, where the database does not see to it itself. Quick."""

    def bytes(self) -> dict[str, int]:
        """What the index takes on disk, part by part."""


def document_from(values: Sequence[Any]) -> Document:
    """A document from a stored row in the order of `DOCUMENT_COLUMNS`."""
    row = dict(zip(DOCUMENT_COLUMNS, values, strict=True))
    row["published"] = bool(row["published"])
    row["department_ids"], row["tag_ids"] = split_ids(row["department_ids"]), split_ids(row["tag_ids"])
    if row["dated"].tzinfo is None:
        row["dated"] = row["dated"].replace(tzinfo=dt.UTC)
    return Document(**row)


def values_of(document: Document) -> tuple[Any, ...]:
    """The inverse of `document_from`."""
    listed = {"department_ids", "tag_ids"}
    return tuple(
        join_ids(getattr(document, name)) if name in listed else getattr(document, name) for name in DOCUMENT_COLUMNS
    )
