"""Whether the audit log is whole: the chain in the database, its archives, and its copy elsewhere."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import F

from articles import keys
from articles.models import AuditArchive, AuditEntry, AuditLink
from articles.record.actions import in_chinese
from articles.record.chain import FIELDS, PLACE, End, digest_of

# What a row is named by.
_ENTRY = {name: F(f"entry__{name}") for name in ("id", "at", "actor_name", "action", "object_name")}


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain is broken: the place, what the row says of itself, and what is wrong with it."""

    position: int
    row: str
    why: str

    def __str__(self) -> str:
        return f"第 {self.position} 条{f'（{self.row}）' if self.row else ''}：{self.why}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: how many rows, where they end, and the first break, if any."""

    rows: int
    end: End
    first_break: Break | None = None


def verify() -> Verdict:
    """Check the log in the database, from the end of its last archive. A pass over all rows, a few at a time."""
    start = End(0, "")
    for archive in AuditArchive.objects.order_by("last_position"):
        if archive.first_position != start.position + 1:
            why = f"归档 {archive.name} 从第 {archive.first_position} 条开始，中间缺了。"
            return Verdict(0, start, Break(start.position + 1, "", why))
        start = End(archive.last_position, archive.last_digest)
    entries = {f"entry__{name}": name for name in FIELDS}
    rows = AuditLink.objects.order_by("position").values(*PLACE, *entries)
    found = follow(
        ({name.removeprefix("entry__"): value for name, value in row.items()} for row in rows.iterator(2000)), start
    )
    if found.first_break is None:
        stray = AuditEntry.objects.filter(link=None).order_by("pk").values(*FIELDS).first()
        if stray is not None:
            why = "不在链上：没有经过程序，是直接写进数据库的。"
            return Verdict(found.rows, found.end, Break(found.end.position + 1, _row_in_words(stray), why))
    return found


def follow(rows: Iterable[Mapping[str, Any]], start: End) -> Verdict:
    """Follow chained rows (PLACE and FIELDS) that should go on from `start`."""
    count, last = 0, start
    for row in rows:
        if why := _wrong(row, last):
            missing = row["position"] != last.position + 1
            return Verdict(count, last, Break(last.position + 1, "" if missing else _row_in_words(row), why))
        last, count = End(row["position"], row["digest"]), count + 1
    return Verdict(count, last)


def _wrong(row: Mapping[str, Any], last: End) -> str:
    if row["position"] != last.position + 1:
        return f"这一条不见了（下一条是第 {row['position']} 条）。"
    if row["previous"] != last.digest:
        return "记下的前一条摘要与前一条不符：前面的记录换过。"
    try:
        key = keys.named(row["key"])
        digest = digest_of(row["position"], row["previous"], row, key, row["algorithm"])
    except (keys.UnknownKey, ValueError) as error:  # ValueError: an algorithm that nobody has
        return str(error)
    return "" if digest == row["digest"] else "内容与摘要不符：这一条改过。"


def verify_file(path: Path) -> tuple[Verdict, End]:
    """Check an archive by itself; with where it begins. OSError or ValueError when it cannot be read."""
    rows = read_lines(path)
    first = next(rows, None)
    if first is None:
        return Verdict(0, End(0, "")), End(0, "")
    start = End(first["position"] - 1, first["previous"])

    def all_rows() -> Iterator[dict[str, Any]]:
        yield first
        yield from rows

    return follow(all_rows(), start), start


def not_copied(path: Path) -> Iterator[Break]:
    """Rows of the database that a copy (a file of JSON lines, other lines are passed over) lacks or tells otherwise."""
    copied = {row["position"]: row["digest"] for row in read_lines(path)}
    rows = AuditLink.objects.order_by("position").values("position", "digest", **_ENTRY)
    for row in rows.iterator(2000):
        if row["position"] not in copied:
            yield Break(row["position"], _row_in_words(row), "副本里没有。")
        elif copied.pop(row["position"]) != row["digest"]:
            yield Break(row["position"], _row_in_words(row), "与副本不符。")
    archived = AuditArchive.objects.order_by("-last_position").values_list("last_position", flat=True).first() or 0
    for position in sorted(place for place in copied if place > archived):
        yield Break(position, "", "副本里有，数据库里没有。")


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The chained rows of a file of JSON lines, .gz or not; what syslog put before the JSON is passed over."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            if (at := line.find('{"algorithm":')) >= 0:
                row = json.loads(line[at:])
                yield {**row.pop("entry"), **row}


def _row_in_words(row: Mapping[str, Any]) -> str:
    at = row["at"] if isinstance(row["at"], str) else row["at"].isoformat(timespec="seconds")
    return f"编号 {row['id']}，{at}，{row['actor_name']} {in_chinese(row['action'])} {row['object_name']}"
