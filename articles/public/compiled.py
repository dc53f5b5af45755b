"""Queries of the public pages, compiled once a process and run many times.

Putting a queryset together and turning it into SQL takes Django several times as long as SQLite or
PostgreSQL take to answer it. A page that is read a thousand times a minute asks the same few questions each
time, so their SQL is kept; only the parameters change. The queryset stays the one place where the question
is written: `published()` is still the rule.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

Row = tuple[Any, ...]

# Stand-ins for parameters while compiling: few enough to fit a small integer column, and unlike any constant of ours.
_FIRST_STAND_IN = 31_001
# What a database takes as an integer; nothing has a greater id.
_LARGEST = 2**63 - 1


class Prepared:
    """A `values_list` queryset as a function of integers.

    build  makes the queryset from its parameters, each an int or, for `pk__in`, a list of ints
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._compiled: dict[tuple[str, str, tuple[int | None, ...]], _Compiled] = {}

    def __call__(self, *parameters: int | Sequence[int], using: str = DEFAULT_DB_ALIAS) -> list[Row]:
        """The rows for these parameters, from that database. One query."""
        shape = tuple(None if isinstance(value, int) else len(value) for value in parameters)
        key = (using, connections[using].vendor, shape)
        if key not in self._compiled:
            self._compiled[key] = _Compiled(self._build, shape, using)
        flat = [item for value in parameters for item in ((value,) if isinstance(value, int) else value)]
        return self._compiled[key].run(flat) if max(flat, default=0) <= _LARGEST else []

    def first(self, *parameters: int | Sequence[int]) -> Row | None:
        """The first row, None when there is none. The queryset should be limited to one."""
        rows = self(*parameters)
        return rows[0] if rows else None


class _Compiled:
    """One SQL statement, where its parameters go, and how its columns become Python values."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], shape: tuple[int | None, ...], using: str) -> None:
        self.using = using
        number = _FIRST_STAND_IN
        stand_ins: list[int | list[int]] = []
        for length in shape:
            stand_ins.append(number if length is None else list(range(number, number + length)))
            number += 1 if length is None else length
        compiler = build(*stand_ins).query.get_compiler(using=using)
        self.sql, parameters = compiler.as_sql()
        self.fixed = list(parameters)
        self.places = [
            (at, value - _FIRST_STAND_IN)
            for at, value in enumerate(self.fixed)
            if isinstance(value, int) and _FIRST_STAND_IN <= value < number
        ]
        if {source for _, source in self.places} != set(range(number - _FIRST_STAND_IN)):
            raise ValueError("a parameter did not reach the SQL as it was given")
        columns = [select[0] for select in compiler.select[: compiler.col_count]]
        self.converters = compiler.get_converters(columns)

    def run(self, values: list[int]) -> list[Row]:
        parameters = self.fixed.copy()
        for at, source in self.places:
            parameters[at] = values[source]
        with connections[self.using].cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows: list[Row] = cursor.fetchall()
        return self._converted(rows) if self.converters else rows

    def _converted(self, rows: list[Row]) -> list[Row]:
        changed = []
        for row in map(list, rows):
            for at, (converters, expression) in self.converters.items():
                for convert in converters:
                    row[at] = convert(row[at], expression, connections[self.using])
            changed.append(tuple(row))
        return changed
