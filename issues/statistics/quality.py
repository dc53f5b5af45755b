"""报送质量: adoption rate, correction rate and time to adoption of each unit. Pure."""

from collections import Counter, defaultdict
from decimal import Decimal
from statistics import median

from issues.statistics.facts import Facts, Period
from issues.statistics.summary import Quality


def quality(period: Period, facts: Facts) -> tuple[Quality, ...]:
    """A row a unit that sent or printed something in the period, in the order of lists. No points hang on it."""
    sent, taken = defaultdict[int, int](int), defaultdict[int, int](int)
    for one in facts.sendings:
        if one.day in period:
            sent[one.unit] += one.number
            taken[one.unit] += one.adopted
    printed = defaultdict[int, set[int]](set)
    start, end = period.start, period.end
    for adoption in facts.adoptions:
        if adoption.outlet == facts.own and adoption.article is not None and start <= adoption.day <= end:
            for credit in adoption.credits:
                if credit.unit is not None:
                    printed[credit.unit].add(adoption.article)
    late = Counter(unit for unit, _ in facts.late_by(period))
    rows = []
    for unit in sorted(facts.units.values(), key=lambda one: (one.position, one.id)):
        mine = printed[unit.id]
        if not mine and not sent[unit.id] and not late[unit.id]:
            continue
        waits = [wait for article in mine if (wait := facts.waits.get(article)) is not None]
        days = Decimal(str(median(waits))) if waits else None
        corrected = len(mine & facts.corrected)
        rows.append(Quality(unit.name, sent[unit.id], taken[unit.id], len(mine), corrected, days, late=late[unit.id]))
    return tuple(rows)
