"""Queries compiled once a process and run many times.

Putting a queryset together and turning it into SQL takes Django several times as long as SQLite or
PostgreSQL take to answer it (benchmarks/parts.md). A page that is read a thousand times a minute asks the same
few questions each time, so their SQL is kept; only the parameters change. The queryset stays the one place where
the question is written: `published()` is still the rule.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, IntegerField, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = tuple[Any, ...]
# What a database takes as an integer; nothing has a greater id.
_LARGEST = 2**63 - 1


N = TypeVar("N", bound=Row)
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class _Place:
    """Stands among a statement's parameters for the number that is given at `at` when it runs."""

    at: int


class _Given(Expression):
    """One number (`length` None) or a list of `length` numbers, given each time the query runs."""

    def __init__(self, first: int, length: int | None) -> None:
        super().__init__(output_field=IntegerField())
        self.first, self.length = first, length

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002
        if self.length is None:
            return "%s", (_Place(self.first),)
        places = range(self.first, self.first + self.length)
        return f"({', '.join('%s' for _ in places)})", tuple(map(_Place, places))


class Prepared(Generic[R]):
    """A queryset as a function of integers.

    build  makes the queryset from its parameters, each an int or, for `pk__in`, a list of ints
    row    a NamedTuple whose fields are named like the columns that fill them ("pk", "section__name"); without it
           `build` gives a `values_list`, whose tuples are the rows
    """

    @overload
    def __init__(self: "Prepared[N]", build: Callable[..., QuerySet[Any, Any]], row: type[N]) -> None: ...

    @overload
    def __init__(self: "Prepared[Row]", build: Callable[..., QuerySet[Any, Any]]) -> None: ...

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], row: Any = None) -> None:
        self._build = (lambda *given: build(*given).values_list(*row._fields)) if row else build
        self._make = row._make if row else None
        self._compiled: dict[tuple[str, str, tuple[int | None, ...]], _Compiled] = {}

    def __call__(self, *parameters: int | Sequence[int], using: str = DEFAULT_DB_ALIAS) -> list[R]:
        """The rows for these parameters, from that database. One query."""
        shape = tuple(None if isinstance(value, int) else len(value) for value in parameters)
        key = (using, connections[using].vendor, shape)
        if key not in self._compiled:
            self._compiled[key] = _Compiled(self._build, shape, using)
        flat = [item for value in parameters for item in ((value,) if isinstance(value, int) else value)]
        rows: list[Any] = self._compiled[key].run(flat) if max(flat, default=0) <= _LARGEST else []
        return [self._make(row) for row in rows] if self._make else rows

    def first(self, *parameters: int | Sequence[int]) -> R | None:
        """The first row, None when there is none. The queryset should be limited to one."""
        rows = self(*parameters)
        return rows[0] if rows else None


class _Compiled:
    """One SQL statement, where its parameters go, and how its columns become Python values."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], shape: tuple[int | None, ...], using: str) -> None:
        self.using = using
        sizes = [1 if length is None else length for length in shape]
        given = [_Given(sum(sizes[:at]), length) for at, length in enumerate(shape)]
        compiler = build(*given).query.get_compiler(using=using)
        self.sql, parameters = compiler.as_sql()
        self.parameters = list(parameters)
        if len({one for one in self.parameters if isinstance(one, _Place)}) != sum(sizes):
            raise ValueError("a parameter did not reach the SQL")
        columns = [select[0] for select in compiler.select[: compiler.col_count]]
        self.converters = compiler.get_converters(columns)

    def run(self, values: list[int]) -> list[Row]:
        given = [values[one.at] if isinstance(one, _Place) else one for one in self.parameters]
        with connections[self.using].cursor() as cursor:
            cursor.execute(self.sql, given)
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
