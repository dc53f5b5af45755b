"""Lists of published things, exact and fast at any page of any length.

Each process works out the order of a list once per site revision (`SiteRevision`) and keeps the ids.
A page is then a fetch by primary key: page five hundred costs what page one costs, and the count is
known. Nothing here outlives the revision it was worked out for, so nothing is ever stale.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar

from django.db import models
from django.http import Http404

from articles.models import SiteRevision
from articles.models.memo import memo
from articles.text.numbers import whole_number

M = TypeVar("M", bound=models.Model)
R = TypeVar("R")


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
    """The ids on page `number` (as typed in the address) of a list.

    key      names the list, e.g. ("section", 3)
    ordered  the whole list in order; asked only for ids, once a revision

    Http404 for a page that is no number or not there. No query, one on the first call of a revision.
    """
    ids = memo.get(revision.key, ("ids", *key), lambda: array("q", ordered.values_list("pk", flat=True).iterator()))
    pages = max(1, ceil(len(ids) / per_page))
    wanted = _page_number(number)
    if not 1 <= wanted <= pages:
        raise Http404("没有这一页")
    part = ids[(wanted - 1) * per_page : wanted * per_page].tolist()
    return Slice(ids=part, number=wanted, pages=pages, total=len(ids))


def part_of(rows: Sequence[R], number: str | None, *, per_page: int) -> Page[R]:
    """Page `number` (as typed in the address) of rows that are at hand; errors as for `slice_of`."""
    pages = max(1, ceil(len(rows) / per_page))
    wanted = _page_number(number)
    if not 1 <= wanted <= pages:
        raise Http404("没有这一页")
    part = rows[(wanted - 1) * per_page : wanted * per_page]
    return Page(rows=part, number=wanted, pages=pages, total=len(rows))


def _page_number(typed: str | None) -> int:
    if not typed:
        return 1
    return whole_number(typed) or 0  # no page has it
