"""A closed period's result as JSON, and how a later count differs from it. Pure.

What is frozen is never counted again: a withdrawn article, a corrected byline or a renamed office shows
as a difference beside it.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from issues.statistics.facts import Period
from issues.statistics.lines import Line, shown
from issues.statistics.rules import Points, RuleBook, to_json
from issues.statistics.summary import Assigned, Outlet, PersonRow, Quality, Summary, UnitRow

Frozen = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """A line of a closed period that would be counted differently today.

    was, now  points; None where the line is new or gone
    """

    unit: str
    title: str
    outlet: str
    was: Points | None
    now: Points | None
    why: str

    @property
    def change(self) -> Points:
        """Points that the unit would gain (or, negative, lose)."""
        return (self.now or Decimal(0)) - (self.was or Decimal(0))


def freeze(summary: Summary, books: Sequence[RuleBook]) -> Frozen:
    """The result with the rules it was counted by, as plain JSON data."""
    data = {
        "start": summary.period.start.isoformat(),
        "end": summary.period.end.isoformat(),
        "outlets": [asdict(outlet) for outlet in summary.outlets],
        "forms": list(summary.forms),
        "units": [asdict(row) for row in summary.units],
        "people": [asdict(row) for row in summary.people],
        "silent": list(summary.silent),
        "assigned": [asdict(row) for row in summary.assigned],
        "lines": [line._asdict() for line in summary.lines],
        "people_lines": [line._asdict() for line in summary.people_lines],
        "undated": summary.undated,
        "quality": [asdict(row) for row in summary.quality],
        "rules": [to_json(book) for book in books],
    }
    plain: Frozen = json.loads(json.dumps(data, default=_plain, ensure_ascii=False))
    return plain


def thaw(data: Mapping[str, Any]) -> Summary:
    """The frozen result as it was."""
    return Summary(
        period=Period(dt.date.fromisoformat(data["start"]), dt.date.fromisoformat(data["end"])),
        outlets=tuple(Outlet(**row) for row in data["outlets"]),
        forms=tuple(data["forms"]),
        units=tuple(
            UnitRow(
                **{
                    **_points(row, "points", "running", "by_outlet", "running_by_outlet"),
                    "uncounted": tuple(row.get("uncounted", ())),
                }
            )
            for row in data["units"]
        ),
        people=tuple(PersonRow(**_points(row, "points")) for row in data["people"]),
        silent=tuple(data["silent"]),
        assigned=tuple(Assigned(**row) for row in data["assigned"]),
        lines=tuple(_line(row) for row in data["lines"]),
        people_lines=tuple(_line(row) for row in data["people_lines"]),
        undated=data["undated"],
        quality=tuple(Quality(**_points(row, "days")) for row in data.get("quality", ())),
    )


def digest(data: Mapping[str, Any]) -> str:
    """The fingerprint of a frozen result."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def differences(frozen: Summary, now: Summary) -> list[Difference]:
    """The unit lines that differ, in the frozen order, then the new ones."""
    names = {row.unit: row.name for row in (*frozen.units, *now.units)}
    old = {(line.key, line.owner): line for line in frozen.lines}
    new = {(line.key, line.owner): line for line in now.lines}
    found = []
    for key in [*old, *(key for key in new if key not in old)]:
        was, is_ = old.get(key), new.get(key)
        if was and is_ and was.points == is_.points:
            continue
        line = was or is_
        assert line is not None  # noqa: S101 - one of the two holds the key
        found.append(
            Difference(
                unit=names.get(line.owner, f"单位{line.owner}"),
                title=line.title or line.reason,
                outlet=line.outlet,
                was=was.points if was else None,
                now=is_.points if is_ else None,
                why=_why(was, is_),
            )
        )
    return found


def _why(was: Line | None, now: Line | None) -> str:
    if now is None:
        return "现在不再计入（撤回、改署名或改归属）"
    if was is None:
        return f"结算后新增：{now.reason}"
    return f"原计{shown(was.points)}分（{was.reason}），现为{shown(now.points)}分（{now.reason}）"


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(type(value))


def _points(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    out = dict(row)
    for name in names:
        value = out[name]
        if value is None:
            continue
        out[name] = {key: Decimal(one) for key, one in value.items()} if isinstance(value, dict) else Decimal(value)
    return out


def _line(row: Mapping[str, Any]) -> Line:
    return Line(**{**_points(row, "points"), "day": dt.date.fromisoformat(row["day"])})
