"""A table taken into a register: first what would be new, changed and ended, then stored whole or not at all.

Rows are dated and never overwritten. A row whose words changed ends on the eve and goes on from today as a new row; a
later row of the same thing ends the open one on its eve. Only what no check reads (来源、备注、依据) and a day of
ending are put right in place; the audit log keeps what they were. The same table again changes nothing.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import RegisterRevision, RegisterRow
from articles.proofing.register_tables import Table, TableError
from articles.record import audit
from articles.record.audit import Actor, require
from articles.registers import concerned
from articles.registers.kinds import Register

MOST_ROWS = 20_000
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """What a line of the table does to one row.

    line    of the table
    row     the row as it will be
    before  the values that change, as they were; empty for a new row
    """

    line: int
    row: RegisterRow
    before: dict[str, Any] = field(default_factory=dict)

    @property
    def after(self) -> dict[str, Any]:
        """The values that change, as they will be."""
        return {name: getattr(self.row, name) for name in self.before}


@dataclass(slots=True)
class Plan:
    """What a table would do to its register. With errors nothing is stored.

    concerned  once stored: how many published articles the change can concern
    """

    register: Register
    new: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    ended: list[Change] = field(default_factory=list)
    unchanged: int = 0
    errors: list[TableError] = field(default_factory=list)
    concerned: int = 0

    @property
    def changes(self) -> list[Change]:
        """All of them, rows that end first, so that their places are free."""
        return [*self.ended, *self.changed, *self.new]

    @property
    def summary(self) -> str:
        """新增3条，改2条，止1条，40条没有变化。"""
        return f"新增{len(self.new)}条，改{len(self.changed)}条，止{len(self.ended)}条，{self.unchanged}条没有变化。"


def plan(register: Register, table: Table, today: dt.date | None = None) -> Plan:
    """What a table's rows would change. One query, whatever their number.

    What the table has no column for stays as it is stored.
    """
    rows = table.rows
    made = Plan(register)
    unsaid = [
        stored
        for stored in register.fields.values()
        if table.columns
        and stored not in ("since", *register.identity)
        and register.column(stored) not in table.columns
    ]
    if len(rows) > MOST_ROWS:
        line = rows[MOST_ROWS][0]
        made.errors.append(TableError(line, f"共 {len(rows)} 行，一次最多 {MOST_ROWS} 行，请分成几个文件。"))
        return made
    stored: dict[tuple[Any, ...], list[RegisterRow]] = {}
    for row in register.model._default_manager.order_by("pk"):
        stored.setdefault(_identity(register, row), []).append(row)
    for line, pure in rows:
        wanted = register.model(**register.as_values(pure))
        if problem := _too_long(wanted):
            made.errors.append(TableError(line, problem))
            continue
        others = stored.setdefault(_identity(register, wanted), [])
        _keep_unsaid(wanted, others, unsaid)
        _fit(made, line, wanted, others, today or timezone.localdate())
    return made


@transaction.atomic
def store(plan: Plan, *, by: Actor) -> Plan:
    """Store what was planned, all of it in one transaction; one audit row a changed row. Refused without the right.

    ValueError for a plan with errors.
    """
    if plan.errors:
        raise ValueError("a plan with errors is not stored")
    model = plan.register.model
    label = f"{model._meta.app_label}.{{}}_{model._meta.model_name}"
    require(by, label.format("add"))
    if plan.changed or plan.ended:
        require(by, label.format("change"))
    for change in [*plan.ended, *plan.changed]:
        model._default_manager.filter(pk=change.row.pk).update(**change.after)
    model._default_manager.bulk_create([change.row for change in plan.new], batch_size=500)
    if plan.changes:
        RegisterRevision.bump()
    _record(plan, by)
    what = f"{model._meta.verbose_name}：从表格导入，{plan.summary}"
    plan.concerned = concerned.tell(_touched(plan), what=what, by=by) if plan.changes else 0
    return plan


def _touched(plan: Plan) -> Iterator[RegisterRow]:
    """The rows as they are, and as they were where names went."""
    for change in plan.changes:
        yield change.row
        if change.before:
            yield type(change.row)(**change.before)


def _fit(made: Plan, line: int, wanted: RegisterRow, others: list[RegisterRow], today: dt.date) -> None:
    """Find what the wanted row means for those of the same thing that are stored."""
    register = made.register
    same_day = next((row for row in others if row.since == wanted.since), None)
    words = _words(register, wanted)
    match = next((row for row in _chain(others, same_day) if _words(register, row) == words), None)
    if match is not None:
        _put_right(made, line, match, wanted)
    elif same_day is None:
        _add(made, line, wanted, others)
    elif (same_day.since or dt.date.min) >= today or wanted.until is not None or same_day.until is not None:
        _correct(made, line, same_day, wanted)  # not yet in force, or over and done: there is no eve to end it on
    else:
        _end(made, line, same_day, today - _DAY)
        wanted.since = today
        _add(made, line, wanted, others)


def _keep_unsaid(wanted: RegisterRow, others: Sequence[RegisterRow], unsaid: Iterable[str]) -> None:
    """Take over from the stored row of the same thing, the newest, what the table has no column for."""
    newest = max(others, key=lambda row: row.since or dt.date.min, default=None)
    same_day = any(row.since == wanted.since for row in others)
    for name in unsaid:
        if newest is not None and (name != "until" or same_day):
            setattr(wanted, name, getattr(newest, name))


def _chain(others: Iterable[RegisterRow], first: RegisterRow | None) -> list[RegisterRow]:
    """The row that starts on the wanted day, and what was put in its place on the morrow of its end, and so on."""
    by_start = {row.since: row for row in others}
    found: list[RegisterRow] = []
    while first is not None and len(found) <= len(by_start):
        found.append(first)
        first = by_start.get(first.until + _DAY) if first.until else None
    return found


def _put_right(made: Plan, line: int, row: RegisterRow, wanted: RegisterRow) -> None:
    """The same words are stored: at most the end or a remark differs."""
    before = {
        name: getattr(row, name)
        for name in ("until", *made.register.remarks)
        if getattr(row, name) != getattr(wanted, name)
    }
    ends = before.get("until", wanted) is None
    for name in before:
        setattr(row, name, getattr(wanted, name))
    if not before:
        made.unchanged += 1
    else:
        (made.ended if ends else made.changed).append(Change(line, row, before))


def _correct(made: Plan, line: int, row: RegisterRow, wanted: RegisterRow) -> None:
    names = [name for name in made.register.fields.values() if getattr(row, name) != getattr(wanted, name)]
    before = {name: getattr(row, name) for name in names}
    for name in names:
        setattr(row, name, getattr(wanted, name))
    made.changed.append(Change(line, row, before))


def _add(made: Plan, line: int, wanted: RegisterRow, others: list[RegisterRow]) -> None:
    """A new row; one that is open when it starts ends on its eve."""
    for row in others:
        if wanted.since and row.until is None and (row.since or dt.date.min) < wanted.since:
            _end(made, line, row, wanted.since - _DAY)
        elif _overlap(row, wanted):
            days = f"{row.since or '（空）'}至{row.until or '（空）'}"
            made.errors.append(TableError(line, f"“{wanted}”与登记簿里的一条起止时间重叠（{days}）。"))
            return
    others.append(wanted)
    made.new.append(Change(line, wanted))


def _end(made: Plan, line: int, row: RegisterRow, day: dt.date) -> None:
    row.until = day
    if row.pk:
        made.ended.append(Change(line, row, {"until": None}))


def _overlap(one: RegisterRow, other: RegisterRow) -> bool:
    return (one.since or dt.date.min) <= (other.until or dt.date.max) and (other.since or dt.date.min) <= (
        one.until or dt.date.max
    )


def _identity(register: Register, row: RegisterRow) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in register.identity)


def _words(register: Register, row: RegisterRow) -> tuple[Any, ...]:
    """All that a check reads of a row, without its days."""
    return tuple(
        getattr(row, name)
        for name in register.fields.values()
        if name not in ("since", "until") and name not in register.remarks
    )


def _too_long(row: RegisterRow) -> str:
    for one in row._meta.concrete_fields:
        value, longest = getattr(row, one.attname), one.max_length
        if longest and isinstance(value, str) and len(value) > longest:
            return f"“{one.verbose_name}”有 {len(value)} 字，最多 {longest} 字。"
    return ""


def _record(plan: Plan, by: Actor) -> None:
    told = [(bool(change.before), _audit_change(change)) for change in plan.changes]
    for action, changed in (("create", False), ("change", True)):
        audit.record(
            *(one for is_changed, one in told if is_changed is changed), by=by, action=action, reason="从表格导入"
        )


def _audit_change(change: Change) -> audit.Change:
    after = {name: _audit_value(value) for name, value in change.after.items()} if change.before else {}
    return audit.Change(
        change.row,
        before={name: _audit_value(value) for name, value in change.before.items()},
        after=after | {"line": change.line},
    )


def _audit_value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
