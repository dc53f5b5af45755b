"""Older results into the adoptions entered by hand: a table of items, units, outlets and days. Whole or not at all."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Contributor, Department
from articles.models.named import name_key
from articles.record import audit
from articles.record.audit import Actor, Change, require
from articles.registers.files import Unreadable, cells, decoded
from articles.text.dates import find_date
from issues.models import Adoption, AdoptionCredit, Outlet
from issues.statistics.rules import FORMS

COLUMNS = ("标题", "单位", "作者", "载体", "形式", "日期", "凭据")
NEEDED = ("标题", "单位", "载体", "日期")
MOST = 20_000
MOST_TOLD = 50
MOST_CREDITED = 100  # units or people of one item
LONGEST_NAME = Contributor._meta.get_field("name").max_length or 0
EARLIEST = dt.date(1950, 1, 1)
# What a table program shows for a formula that it cannot work out.
ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")


@dataclass(frozen=True, slots=True)
class Row:
    """One item as it will be stored. `units` in the byline's order."""

    title: str
    units: tuple[Department, ...]
    people: tuple[str, ...]
    outlet: Outlet
    form: str
    day: dt.date
    evidence: str


@dataclass(slots=True)
class Reading:
    """What a file says, or what is wrong with it: row number → sentence."""

    rows: list[Row] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class _Wrong(Exception):
    """A row that cannot be taken."""


def read(data: bytes) -> Reading:
    """A .xlsx or .csv (UTF-8, GB18030) as rows. Every bad row is named; at most fifty are told."""
    found = Reading()
    try:
        table = cells(data, fill=False) if data.startswith(b"PK") else csv.reader(io.StringIO(decoded(data)))
        lines = enumerate(table, start=1)
        names = _header(lines)
        maker = _Maker.read()
        for number, values in lines:
            texts = {name: _text(value) for name, value in zip(names, values, strict=False) if name}
            if not any(texts.values()):
                continue
            if number > MOST + 1:
                raise Unreadable(f"第{number}行：一次最多 {MOST} 行，请分成几个文件。")
            try:
                found.rows.append(maker.row(texts))
            except _Wrong as wrong:
                found.errors.append(f"第{number}行：{wrong}")
    except (Unreadable, csv.Error) as wrong:
        return Reading(errors=[str(wrong)])
    if not found.rows and not found.errors:
        found.errors.append("表里没有内容。")
    return found


@transaction.atomic
def store(*, rows: Sequence[Row], by: Actor) -> tuple[int, int]:
    """Store the rows; gives how many are new and how many were there already. Refused without "issues.add_adoption"."""
    require(by, "issues.add_adoption", "登记采用")
    there = set(Adoption.objects.filter(article__isnull=True).values_list("title", "outlet_id", "day"))
    new = []
    for row in rows:
        key = (row.title, row.outlet.pk, row.day)
        if key not in there:
            there.add(key)
            new.append(row)
    made = Adoption.objects.bulk_create(
        Adoption(title=row.title, outlet=row.outlet, form=row.form, day=row.day, evidence=row.evidence, by_name=by.name)
        for row in new
    )
    people = _people({(unit.pk, name) for row in new for unit in row.units[:1] for name in row.people}, by)
    AdoptionCredit.objects.bulk_create(
        credit for adoption, row in zip(made, new, strict=True) for credit in _credits(adoption, row, people)
    )
    audit.record(*(Change(one, after=_audit_values(one)) for one in made), by=by, action="create")
    return len(new), len(rows) - len(new)


def _audit_values(adoption: Adoption) -> dict[str, str]:
    return {"title": adoption.title, "outlet": adoption.outlet.name, "day": adoption.day.isoformat()}


def _credits(adoption: Adoption, row: Row, people: Mapping[tuple[int, str], Contributor]) -> Iterator[AdoptionCredit]:
    """The first unit with each of its people, then the other units."""
    first, *others = row.units
    named: Iterable[Contributor | None] = [people[first.pk, name] for name in row.people] or [None]
    pairs = [(first, person) for person in named] + [(unit, None) for unit in others]
    for position, (unit, person) in enumerate(pairs, start=1):
        yield AdoptionCredit(adoption=adoption, department=unit, contributor=person, position=position)


def _people(wanted: set[tuple[int, str]], by: Actor) -> dict[tuple[int, str], Contributor]:
    """The writers by unit and name; new ones are made, on record."""
    known = {(row.department_id, name_key(row.name)): row for row in Contributor.objects.order_by("-pk")}
    found = {}
    for unit, name in sorted(wanted):
        row = known.get((unit, name_key(name)))
        if row is None:
            row = Contributor.objects.create(name=name, department_id=unit)
            audit.record(Change(row, after={"name": name}), by=by, action="create")
        found[unit, name] = row
    return found


def _header(lines: Iterator[tuple[int, Sequence[Any]]]) -> list[str]:
    for _, values in lines:
        names = [_text(value) for value in values]
        if not any(names):
            continue
        if unknown := [name for name in names if name and name not in COLUMNS]:
            raise Unreadable(f"不认识的列：{'、'.join(unknown)}。应有的列：{'、'.join(COLUMNS)}。")
        if missing := [name for name in NEEDED if name not in names]:
            raise Unreadable(f"缺少的列：{'、'.join(missing)}。")
        return names
    raise Unreadable("表里没有内容。")


def _text(value: Any) -> str:
    if isinstance(value, dt.datetime | dt.date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


class _Maker:
    """Rows from texts, by the units and outlets that the desk has."""

    def __init__(self, units: Mapping[str, Department], outlets: Mapping[str, Outlet]) -> None:
        self.units, self.outlets = units, outlets

    @classmethod
    def read(cls) -> "_Maker":
        """Two statements."""
        return cls(Department.objects.all().by_name(), {name_key(one.name): one for one in Outlet.objects.all()})

    def row(self, texts: Mapping[str, str]) -> Row:
        _require_words(texts)
        day = _day(texts["日期"])
        form = texts.get("形式", "")
        if form and form not in FORMS:
            raise _Wrong(f"形式“{form}”不在{'、'.join(FORMS)}之中。")
        if len(texts["标题"]) > 300 or len(texts.get("凭据", "")) > 300:
            raise _Wrong("标题或凭据超过 300 字。")
        outlet = self.outlets.get(name_key(texts["载体"]))
        if outlet is None:
            raise _Wrong(f"没有“{texts['载体']}”这个载体，请先在“采用载体”里添加。")
        return Row(
            title=texts["标题"],
            units=tuple(self._unit(name) for name in _credited(texts["单位"], "单位")),
            people=_people_named(texts.get("作者", "")),
            outlet=outlet,
            form=form,
            day=day,
            evidence=texts.get("凭据", ""),
        )

    def _unit(self, name: str) -> Department:
        unit = self.units.get(name_key(name))
        if unit is None:
            raise _Wrong(f"没有“{name}”这个单位，请先在“科室”里添加，或写成已有的别名。")
        return unit


def _require_words(texts: Mapping[str, str]) -> None:
    """No formula, and nothing that is needed left empty."""
    for name, text in texts.items():
        if text.startswith("="):
            raise _Wrong(f"“{name}”是公式，请粘贴为数值。")
        if text in ERRORS:
            raise _Wrong(f"“{name}”是算不出的公式（{text}），请改成文字。")
    for name in NEEDED:
        if not texts.get(name):
            raise _Wrong(f"没有“{name}”（合并的单元格请先拆开填满）。")


def _day(text: str) -> dt.date:
    found = find_date(text)
    if found is None:
        raise _Wrong(f"日期“{text}”认不出来，请写成 2026-10-08。")
    if not EARLIEST <= found[0] <= timezone.localdate():
        raise _Wrong(f"日期“{text}”在将来或太早，请核对。")
    return found[0]


def _credited(text: str, what: str) -> list[str]:
    names = _names(text)
    if not names:
        raise _Wrong(f"“{what}”里没有名称，只有“{text}”。")
    if len(names) > MOST_CREDITED:
        raise _Wrong(f"“{what}”有 {len(names)} 个，一条最多 {MOST_CREDITED} 个。")
    return names


def _people_named(text: str) -> tuple[str, ...]:
    names = _credited(text, "作者") if text else []
    if long := next((name for name in names if len(name) > LONGEST_NAME), None):
        raise _Wrong(f"“作者”里的“{long[:20]}…”超过 {LONGEST_NAME} 字，不像姓名；几个人之间用、隔开。")
    return tuple(names)


def _names(text: str) -> list[str]:
    for mark in "，,；;":
        text = text.replace(mark, "、")
    return list(dict.fromkeys(name.strip() for name in text.split("、") if name.strip()))
