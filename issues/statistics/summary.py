"""What a 通报 prints of a period: a row a unit and a person, 零报送, 约稿完成情况. Pure; `summarising` makes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from issues.statistics.facts import Period
from issues.statistics.lines import Line, shown
from issues.statistics.rules import Points

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A column of the table; outlets of one group (市本级、省厅) stand together.

    counts  whether what it took is counted among the adoptions; else (上报) it has its column and its points alone
    """

    name: str
    group: str = ""
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Running:
    """What a unit had of the year before the period, as closed periods say."""

    points: Points = ZERO
    by_outlet: Mapping[str, Points] = field(default_factory=dict)

    def plus(self, points: Points, by_outlet: Mapping[str, Points]) -> "Running":
        """With what the unit had in the period."""
        names = {*self.by_outlet, *by_outlet}
        sums = {name: self.by_outlet.get(name, ZERO) + by_outlet.get(name, ZERO) for name in names}
        return Running(self.points + points, sums)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the table.

    adoptions    outlet → items that it took in the period
    forms        form → items taken in that form, whatever the outlet
    by_outlet    outlet → points; `running_by_outlet` those of the year so far
    running      points of the year up to the period's end
    rank         place among the units of its class by points; units with equal points share it
    moved        places gained since the period before; None where it had no place then
    uncounted    outlets whose items are no adoptions (`Outlet.counts`)
    """

    unit: int
    name: str
    unit_class: str
    sent: int
    running_sent: int
    adoptions: Mapping[str, int]
    running_adoptions: Mapping[str, int]
    forms: Mapping[str, int]
    by_outlet: Mapping[str, Points]
    running_by_outlet: Mapping[str, Points]
    points: Points
    running: Points
    rank: int
    moved: int | None
    uncounted: tuple[str, ...] = ()

    @property
    def adopted(self) -> int:
        """Items taken, each counted once an outlet."""
        return sum(number for outlet, number in self.adoptions.items() if outlet not in self.uncounted)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A writer in the table of people."""

    person: int
    name: str
    unit: str
    items: int
    points: Points
    rank: int
    roles: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assigned:
    """How the assignments of a period ended at one unit."""

    unit: str
    done: int
    late: int
    missed: int


@dataclass(frozen=True, slots=True)
class Quality:
    """How good a unit's drafts were in a period.

    sent, taken         drafts sent, and how many of these were taken by now
    printed, corrected  items in the own paper, and how many of these were corrected afterwards
    late                drafts that came late (逾期), by the day they were due or the issue's
    days                the median of days from coming in to being printed; None where no item tells
    """

    unit: str
    sent: int
    taken: int
    printed: int
    corrected: int
    days: Decimal | None
    late: int = 0

    @property
    def rate(self) -> Decimal | None:
        """Taken ÷ sent in per cent, to the tenth; None for nothing sent."""
        return _percent(self.taken, self.sent)

    @property
    def correction_rate(self) -> Decimal | None:
        """Corrected ÷ printed in per cent, to the tenth; None for nothing printed."""
        return _percent(self.corrected, self.printed)


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


@dataclass(frozen=True, slots=True)
class Summary:
    """A period's result, ready for print and for freezing."""

    period: Period
    outlets: tuple[Outlet, ...]
    forms: tuple[str, ...]
    units: tuple[UnitRow, ...]
    people: tuple[PersonRow, ...]
    silent: tuple[str, ...]
    assigned: tuple[Assigned, ...]
    lines: tuple[Line, ...]
    people_lines: tuple[Line, ...]
    undated: int
    quality: tuple[Quality, ...] = ()

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of unit in the table's order, units without one last."""
        return tuple(sorted(dict.fromkeys(row.unit_class for row in self.units), key=lambda one: not one))

    def named(self, unit_class: str) -> str:
        """How a class is called: units without one are all of them, or the others beside those that have one."""
        return unit_class or ("其他单位" if any(self.classes) else "各单位")

    def of_class(self, unit_class: str) -> tuple[UnitRow, ...]:
        """The rows of one class, best first."""
        return tuple(row for row in self.units if row.unit_class == unit_class)

    @property
    def by_class(self) -> list[tuple[str, int]]:
        """Each class by its name with how many units it has."""
        return [(self.named(one), len(self.of_class(one))) for one in self.classes]

    @property
    def sent(self) -> int:
        """What all units sent."""
        return sum(row.sent for row in self.units)

    @property
    def adopted(self) -> int:
        """What was taken of all units, an item of two units twice."""
        return sum(row.adopted for row in self.units)

    @property
    def points_shown(self) -> str:
        """The points of all units as tables print them."""
        return shown(sum((row.points for row in self.units), ZERO))

    def lines_of(self, unit: int | None) -> tuple[Line, ...]:
        """The lines of one unit's account; of all units for None."""
        return self.lines if unit is None else tuple(line for line in self.lines if line.owner == unit)
