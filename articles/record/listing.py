"""The audit log as its readers ask for it: by time, person, action, thing and address; and taken away as a table."""

import csv
import datetime as dt
import io
import ipaddress
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import AuditEntry
from articles.models.moments import end_of, start_of
from articles.record.actions import GROUPS, in_chinese, kind_in_chinese
from articles.text.numbers import whole_number
from articles.text.table_cells import csv_words, write_words

PER_PAGE = 50
MOST_EXPORTED = 100_000
COLUMNS = (
    "编号", "时间", "姓名", "账号", "来源地址", "操作", "对象类别", "对象编号", "对象",
    "原因", "改前", "改后", "链上位置", "摘要",
)  # fmt: skip
_LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for. Dates are days of local time, both inclusive; a value that makes no sense is not asked for.

    group   a key of `actions.GROUPS`
    person  part of the name or of the account
    thing   part of what it is called
    """

    since: dt.date | None = None
    until: dt.date | None = None
    group: str = ""
    action: str = ""
    person: str = ""
    thing: str = ""
    address: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """From a page's address."""
        words = {name: query.get(name, "").strip()[:_LONGEST_WORD] for name in ("action", "person", "thing", "address")}
        group = query.get("group", "")
        return cls(
            _day(query.get("since", "")), _day(query.get("until", "")), group if group in GROUPS else "", **words
        )

    @property
    def query(self) -> str:
        """As the part of an address after the ?."""
        return urlencode({name: value for name in self.__slots__ if (value := getattr(self, name))})

    @property
    def said(self) -> str:
        """In words, for the row that tells of an export."""
        named = {
            "从": self.since, "至": self.until, "类别": GROUPS[self.group].label if self.group else "",
            "操作": in_chinese(self.action) if self.action else "", "人员": self.person, "对象": self.thing,
            "地址": self.address,
        }  # fmt: skip
        return "，".join(f"{label} {value}" for label, value in named.items() if value) or "全部"

    def rows(self) -> QuerySet[AuditEntry]:
        """The entries, newest first."""
        asked = Q()
        if self.since:
            asked &= Q(at__gte=start_of(self.since))
        if self.until:
            asked &= Q(at__lt=end_of(self.until))
        if self.group:
            asked &= Q(action__in=GROUPS[self.group].actions)
        if self.action:
            asked &= Q(action=self.action)
        if self.person:
            asked &= Q(actor_name__icontains=self.person) | Q(actor__username__icontains=self.person)
        if self.thing:
            asked &= Q(object_name__icontains=self.thing)
        if self.address:
            asked &= Q(address=self.address) if _is_address(self.address) else Q(pk=None)
        return AuditEntry.objects.filter(asked).select_related("actor").order_by("-pk")


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the number of the row that an older page begins below; None where there is none older."""

    rows: list[AuditEntry]
    older: int | None


def page(filters: Filters, before: str) -> Page:
    """The newest rows below the number `before` ("" for the newest of all). One query, whatever the page."""
    number = whole_number(before, 18)
    rows = filters.rows() if number is None else filters.rows().filter(pk__lt=number)
    found = list(rows[: PER_PAGE + 1])
    return Page(found[:PER_PAGE], found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None)


def as_csv(filters: Filters) -> Iterator[bytes]:
    """The table in pieces, as UTF-8 with the mark that table programs look for."""
    yield b"\xef\xbb\xbf"
    for cells in _table(filters):
        out = io.StringIO()
        csv.writer(out).writerow([csv_words(cell) for cell in cells])
        yield out.getvalue().encode()


def as_xlsx(filters: Filters) -> bytes:
    """The table as a workbook; every cell is text and nothing is worked out."""
    from openpyxl import Workbook  # heavy: loaded when a workbook is made
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("审计记录")
    for cells in _table(filters):
        made = [WriteOnlyCell(sheet) for _ in cells]
        for cell, text in zip(made, cells, strict=True):
            write_words(cell, text)
        sheet.append(made)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _table(filters: Filters) -> Iterator[list[Any]]:
    yield list(COLUMNS)
    rows = filters.rows().select_related("actor", "link")[:MOST_EXPORTED]
    for entry in rows.iterator(1000):
        yield _texts(entry)


def _texts(entry: AuditEntry) -> list[Any]:
    link = getattr(entry, "link", None)
    return [
        entry.pk, f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}", entry.actor_name,
        entry.actor.get_username() if entry.actor else "", entry.address or "", in_chinese(entry.action),
        kind_in_chinese(entry.kind) if entry.kind else "", entry.object_id or "", entry.object_name, entry.reason,
        json.dumps(entry.before, ensure_ascii=False) if entry.before else "",
        json.dumps(entry.after, ensure_ascii=False) if entry.after else "",
        link.position if link else "", link.digest if link else "",
    ]  # fmt: skip


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
