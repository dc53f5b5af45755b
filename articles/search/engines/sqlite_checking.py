"""Whether SQLite's token index holds what its rows say."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from articles.search.documents import Document

TABLE = "articles_searchdocument"
INDEX = "articles_searchindex"
_VOCABULARY = "search_vocabulary"


class SQLiteVerifier:
    """See `articles.search.engines.base.Verifier`.

    stored   the rows of some articles: article → (position, document)
    execute  runs SQL
    """

    def __init__(
        self, stored: Callable[[Sequence[int]], dict[int, tuple[int, Document]]], execute: Callable[..., Any]
    ) -> None:
        self._stored = stored
        self._execute = execute
        self._held = self._checksums()

    def disagreeing(self, documents: Sequence[Document]) -> list[int]:
        stored = self._stored([document.article_id for document in documents])
        return [d.article_id for d in documents if not self._agrees(d, *stored.get(d.article_id, (0, None)))]

    def _agrees(self, document: Document, position: int, stored: Document | None) -> bool:
        return stored == document and self._held.get(position) == _checksum(document.tokens())

    def strays(self) -> int:
        rows = {position for (position,) in self._execute(f"SELECT position FROM {TABLE}").fetchall()}
        return len(self._held.keys() - rows)

    def _checksums(self) -> dict[int, int]:
        """Position → checksum of the tokens that the index holds for it: one pass over the whole index."""
        self._execute(f"DROP TABLE IF EXISTS temp.{_VOCABULARY}")
        self._execute(f"CREATE VIRTUAL TABLE temp.{_VOCABULARY} USING fts5vocab(main, {INDEX}, instance)")
        sums: dict[int, int] = {}
        cursor = self._execute(f"SELECT doc, term FROM temp.{_VOCABULARY}")
        while chunk := cursor.fetchmany(10_000):
            for position, token in chunk:
                sums[position] = sums.get(position, 0) ^ hash(token)
        self._execute(f"DROP TABLE temp.{_VOCABULARY}")
        return sums


def _checksum(tokens: Iterable[str]) -> int:
    total = 0
    for token in tokens:
        total ^= hash(token)
    return total
