"""Row numbers of the FTS5 table: rising with the date of publication, as dense as room for latecomers allows.

Dense numbers keep the index small (FTS5 stores differences). Each day starts at its own multiple of `PER_DAY`;
an article goes between its neighbours in time, and where there is no room the ones after it move up by one.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from articles.search.documents import Document

PER_DAY = 64
_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
# Moving a row costs about a millisecond; beyond this many the newcomer goes out of order until the next rebuild.
MOST_MOVES = 512
_TABLE = "articles_searchdocument"


class Positions:
    """Gives out positions. `execute` runs SQL, `move` gives a stored document another position."""

    def __init__(self, execute: Callable[..., Any], move: Callable[[int, int], None]) -> None:
        self._execute = execute
        self._move = move

    def for_document(self, document: Document) -> int:
        """A free position for a document that has none."""
        if not document.published:
            return -document.article_id
        older, newer = self._older(document), self._newer(document)
        wanted = max((document.dated - _EPOCH).days * PER_DAY, older + 1)
        if newer is None or wanted < newer:
            return wanted
        if newer - older > 1:
            return newer - 1
        return self._make_room(newer)

    def _make_room(self, position: int) -> int:
        """Move the row at `position` and those right after it up by one; the freed position."""
        rows = self._execute(
            f"SELECT position FROM {_TABLE} WHERE position >= %s ORDER BY position LIMIT %s", [position, MOST_MOVES]
        ).fetchall()
        run = [taken for offset, (taken,) in enumerate(rows) if taken == position + offset]
        if len(run) == MOST_MOVES:
            return int(self._execute(f"SELECT max(position) + 1 FROM {_TABLE}").fetchone()[0])
        for taken in reversed(run):
            self._move(taken, taken + 1)
        return position

    def _older(self, document: Document) -> int:
        """The position of the next older published document, 0 when there is none."""
        return self._one("dated = %s AND article_id > %s", "article_id", document.dated, document.article_id) or (
            self._one("dated < %s", "dated DESC, article_id", document.dated) or 0
        )

    def _newer(self, document: Document) -> int | None:
        """The position of the next newer published document."""
        return self._one("dated = %s AND article_id < %s", "article_id DESC", document.dated, document.article_id) or (
            self._one("dated > %s", "dated, article_id DESC", document.dated)
        )

    def _one(self, where: str, order: str, *params: Any) -> int | None:
        row = self._execute(
            f'SELECT position FROM {_TABLE} WHERE "published" AND {where} ORDER BY {order} LIMIT 1', params
        ).fetchone()
        return int(row[0]) if row else None
