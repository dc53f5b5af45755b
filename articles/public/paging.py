"""Lists of published things, exact and fast at any page of any length.

Each process works out the order of a list once per site revision (`SiteRevision`) and keeps the ids.
A page is then a fetch by primary key: page five hundred costs what page one costs, and the count is
known. Nothing here outlives the revision it was worked out for, so nothing is ever stale.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from threading import Lock
from typing import Any, Generic, TypeVar

from django.db import models
from django.http import Http404

from articles.models import SiteRevision

M = TypeVar("M", bound=models.Model)
V = TypeVar("V")
R = TypeVar("R")

# Lists kept per process; at 100,000 articles the longest takes 0.8 MB.
KEPT = 512


class RevisionMemo:
    """Values worked out for one revision of the site; all forgotten when the revision moves on."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._revision = 0
        self._values: OrderedDict[object, Any] = OrderedDict()

    def get(self, revision: int, key: object, work_out: Callable[[], V]) -> V:
        """The value for `key` at `revision`, worked out when this process has not got it."""
        with self._lock:
            if revision > self._revision:
                self._values.clear()
                self._revision = revision
            if revision == self._revision and key in self._values:
                self._values.move_to_end(key)
                value: V = self._values[key]
                return value
        value = work_out()
        with self._lock:
            if revision == self._revision:
                self._values[key] = value
                while len(self._values) > KEPT:
                    self._values.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget everything; for tests, whose revisions start over."""
        with self._lock:
            self._revision = 0
            self._values.clear()


memo = RevisionMemo()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbered:
    """Where a page stands in its list. `number` counts from 1; `pages` is at least 1; `total` is exact."""

    number: int
    pages: int
    total: int

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(_Numbered, Generic[R]):
    """One page of a list, as objects."""

    rows: Sequence[R]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice(_Numbered):
    """Which rows stand on one page of a list; for lists that fetch plain values instead of objects."""

    ids: list[int]


def slice_of(
    revision: SiteRevision,
    key: tuple[object, ...],
    ordered: models.QuerySet[M],
    *,
    number: str | None,
    per_page: int,
) -> Slice:
    """The ids on page `number` (as typed in the address) of a list; parameters and errors as for `page_of`.

    No query, one on the first call of a revision.
    """
    ids = memo.get(revision.number, ("ids", *key), lambda: array("q", ordered.values_list("pk", flat=True).iterator()))
    pages = max(1, ceil(len(ids) / per_page))
    wanted = _page_number(number)
    if not 1 <= wanted <= pages:
        raise Http404("没有这一页")
    part = ids[(wanted - 1) * per_page : wanted * per_page].tolist()
    return Slice(ids=part, number=wanted, pages=pages, total=len(ids))


def part_of(rows: Sequence[R], number: str | None, *, per_page: int) -> Page[R]:
    """Page `number` (as typed in the address) of rows that are at hand; errors as for `page_of`."""
    pages = max(1, ceil(len(rows) / per_page))
    wanted = _page_number(number)
    if not 1 <= wanted <= pages:
        raise Http404("没有这一页")
    part = rows[(wanted - 1) * per_page : wanted * per_page]
    return Page(rows=part, number=wanted, pages=pages, total=len(rows))


def page_of(
    revision: SiteRevision,
    key: tuple[object, ...],
    ordered: models.QuerySet[M],
    rows: models.QuerySet[M],
    *,
    number: str | None,
    per_page: int,
) -> Page[M]:
    """Page `number` (as typed in the address) of a list.

    key      names the list, e.g. ("section", 3)
    ordered  the whole list in order; asked only for ids, once a revision
    rows     the same rows without order or filter, with whatever a row needs to be shown

    Http404 for a page that is no number or not there. One query, two on the first call of a revision.
    """
    part = slice_of(revision, key, ordered, number=number, per_page=per_page)
    found = rows.in_bulk(part.ids)
    shown = [found[pk] for pk in part.ids if pk in found]
    return Page(rows=shown, number=part.number, pages=part.pages, total=part.total)


def _page_number(typed: str | None) -> int:
    if typed in (None, ""):
        return 1
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
        raise Http404("没有这一页")
    return int(typed)
