"""From lines to what a 通报 prints: sums, ranks with ties, places gained. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter

from issues.statistics.facts import Adoption, Facts, Period, Unit
from issues.statistics.lines import Account, Line, totals
from issues.statistics.quality import quality
from issues.statistics.rules import Points, RuleBook
from issues.statistics.scoring import account, grant
from issues.statistics.summary import ZERO, Assigned, Outlet, PersonRow, Running, Summary, UnitRow


def summarise(
    period: Period,
    books: Sequence[RuleBook],
    facts: Facts,
    *,
    outlets: Sequence[Outlet],
    running: Mapping[int, Running] | None = None,
) -> Summary:
    """The period's table.

    outlets  in the order in which tables print them
    running  unit → what it had of the year before this period; None: counted from `facts`
    """
    granted = grant(books, facts)
    counted = account(period, books, facts, granted)
    if running is None:
        year = period.year_to_date
        so_far = counted if year == period else account(year, books, facts, granted)
        to_date: Mapping[int, Running] = _to_date(so_far)
    else:
        to_date = running
    before = account(period.previous, books, facts, granted)
    uncounted = tuple(outlet.name for outlet in outlets if not outlet.counts)
    rows = _rows(period, facts, counted, to_date, totals(before.units), uncounted, add=running is not None)
    used = {outlet for row in rows for outlet in (*row.adoptions, *row.running_adoptions)}
    used_forms = {form for row in rows for form in row.forms}
    return Summary(
        period=period,
        outlets=tuple(outlet for outlet in outlets if outlet.name in used),
        forms=tuple(sorted(form for form in used_forms if form)),
        units=rows,
        people=_people(facts, counted.people),
        silent=tuple(row.name for row in rows if not row.sent),
        assigned=_assigned(period, facts),
        lines=counted.units,
        people_lines=counted.people,
        undated=facts.undated,
        quality=quality(period, facts),
    )


def ranks(points: Mapping[int, Points]) -> dict[int, int]:
    """Places from 1; equal points share a place and the next one is skipped (1, 2, 2, 4)."""
    ordered = sorted(points.values(), reverse=True)
    return {owner: ordered.index(value) + 1 for owner, value in points.items()}


def _to_date(counted: Account) -> dict[int, Running]:
    by_outlet = _by_outlet(counted.units)
    return {owner: Running(points, by_outlet[owner]) for owner, points in totals(counted.units).items()}


def _by_outlet(lines: Iterable[Line]) -> dict[int, dict[str, Points]]:
    sums: dict[int, dict[str, Points]] = defaultdict(dict)
    for (owner, outlet, points), times in Counter(map(itemgetter(2, 6, 8), lines)).items():
        if outlet:
            sums[owner][outlet] = sums[owner].get(outlet, ZERO) + points * times
    return sums


def _rows(
    period: Period,
    facts: Facts,
    counted: Account,
    to_date: Mapping[int, Running],
    before: Mapping[int, Points],
    uncounted: tuple[str, ...],
    *,
    add: bool,
) -> tuple[UnitRow, ...]:
    """The rows, a class after the other, best first. `add`: `to_date` ends before the period."""
    sent, running_sent = _sent(period, facts), _sent(period.year_to_date, facts)
    adoptions, running_adoptions, forms = _adoptions(period, facts)
    points, by_outlet = totals(counted.units), _by_outlet(counted.units)
    rows = []
    for unit, rank, moved in _ranked(facts, points, before):
        mine = by_outlet[unit.id]
        running = to_date.get(unit.id, Running())
        if add:
            running = running.plus(points[unit.id], mine)
        rows.append(
            UnitRow(
                unit=unit.id,
                name=unit.name,
                unit_class=unit.unit_class,
                sent=sent[unit.id],
                running_sent=running_sent[unit.id],
                adoptions=adoptions[unit.id],
                running_adoptions=running_adoptions[unit.id],
                forms=forms[unit.id],
                by_outlet=mine,
                running_by_outlet=dict(sorted(running.by_outlet.items())),
                points=points[unit.id],
                running=running.points,
                rank=rank,
                moved=moved,
                uncounted=uncounted,
            )
        )
    return tuple(rows)


def _ranked(
    facts: Facts, points: Mapping[int, Points], before: Mapping[int, Points]
) -> Iterator[tuple[Unit, int, int | None]]:
    """Each unit with its place in its class and how many places it gained."""
    for unit_class in dict.fromkeys(unit.unit_class for unit in _listed(facts)):
        members = [unit for unit in facts.units.values() if unit.unit_class == unit_class]
        place = ranks({unit.id: points[unit.id] for unit in members})
        was = ranks({unit.id: before[unit.id] for unit in members}) if any(before[m.id] for m in members) else {}
        for unit in sorted(members, key=lambda one: (place[one.id], one.position, one.id)):
            yield unit, place[unit.id], was[unit.id] - place[unit.id] if unit.id in was else None


def _listed(facts: Facts) -> list[Unit]:
    return sorted(facts.units.values(), key=lambda unit: (unit.position, unit.id))


def _sent(period: Period, facts: Facts) -> dict[int, int]:
    counted: dict[int, int] = defaultdict(int)
    for sending in facts.sendings:
        if sending.day in period:
            counted[sending.unit] += sending.number
    return counted


Counts = dict[int, dict[str, int]]


def _adoptions(period: Period, facts: Facts) -> tuple[Counts, Counts, Counts]:
    """Unit → items by outlet in the period, by outlet in the year so far, by form in the period.

    An item that an outlet took twice is one.
    """
    taken = Counter(
        (unit, one.day, one.outlet, one.form) for one, units in _first_takings(facts.adoptions) for unit in units
    )
    inside, running, forms = (defaultdict[int, dict[str, int]](dict) for _ in range(3))
    year = period.year_to_date
    for (unit, day, outlet, form), number in taken.items():
        if day in year:
            running[unit][outlet] = running[unit].get(outlet, 0) + number
        if day in period:
            inside[unit][outlet] = inside[unit].get(outlet, 0) + number
            forms[unit][form] = forms[unit].get(form, 0) + number
    return inside, running, forms


def _first_takings(adoptions: Sequence[Adoption]) -> Iterator[tuple[Adoption, Collection[int]]]:
    """Each adoption with its units, without those whose item the outlet had taken before."""
    times = Counter(one.article for one in adoptions)
    again = []
    for one in adoptions:
        if one.article is None or times[one.article] > 1:
            again.append(one)
        elif len(one.credits) == 1:
            unit = one.credits[0].unit
            yield one, (unit,) if unit is not None else ()
        else:
            yield one, _units_of(one)
    seen: set[tuple[int, str, str]] = set()
    for one in sorted(again, key=lambda one: (one.day, one.key)):
        new = [unit for unit in _units_of(one) if (unit, one.outlet, one.item) not in seen]
        seen.update((unit, one.outlet, one.item) for unit in new)
        yield one, new


def _units_of(adoption: Adoption) -> set[int]:
    return {credit.unit for credit in adoption.credits if credit.unit is not None}


def _people(facts: Facts, lines: Sequence[Line]) -> tuple[PersonRow, ...]:
    points = totals(lines)
    place = ranks(points)
    items: dict[int, set[str]] = defaultdict(set)
    roles: dict[int, dict[str, int]] = defaultdict(dict)
    for line in lines:
        items[line.owner].add(line.item)
        if line.kind == "adoption" and line.role:
            roles[line.owner][line.role] = roles[line.owner].get(line.role, 0) + 1
    rows = []
    for owner in sorted(points, key=lambda one: (place[one], one)):
        person = facts.people[owner]
        unit = facts.units.get(person.unit) if person.unit is not None else None
        rows.append(
            PersonRow(
                owner,
                person.name,
                unit.name if unit else "",
                len(items[owner]),
                points[owner],
                place[owner],
                roles[owner],
            )
        )
    return tuple(rows)


def _assigned(period: Period, facts: Facts) -> tuple[Assigned, ...]:
    ended: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for answer in facts.answers:
        if answer.due in period and not answer.point:
            ended[answer.unit][answer.state] += 1
    listed = [unit for unit in _listed(facts) if any(ended[unit.id][state] for state in ("done", "late", "missed"))]
    return tuple(
        Assigned(unit.name, ended[unit.id]["done"], ended[unit.id]["late"], ended[unit.id]["missed"]) for unit in listed
    )
