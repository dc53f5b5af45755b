"""What each of several units or people gets of an item's points. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from issues.statistics.rules import CENT, Points, Share

ZERO = Decimal(0)


def portions(total: Points, weights: Sequence[int]) -> list[Points]:
    """`total` in parts by weight, to the hundredth, that add up to `total` exactly; the first get what is left over."""
    return list(_portions(total, tuple(weights)))


@lru_cache(maxsize=1000)  # a year shares the same few points ten thousand times
def _portions(total: Points, weights: tuple[int, ...]) -> tuple[Points, ...]:
    whole = sum(weights)
    if not whole:
        return tuple(ZERO for _ in weights)
    cents = int((total / CENT).to_integral_value())
    parts = [cents * weight // whole for weight in weights]
    rest = cents - sum(parts)
    for at in [at for at, weight in enumerate(weights) if weight][:rest]:
        parts[at] += 1
    return tuple(part * CENT for part in parts)


def shares(points: Points, owners: Sequence[int], share: Share, main_share: int) -> list[tuple[int, Points]]:
    """What each owner of an item gets, main one first."""
    if not owners:
        return []
    if share is Share.FULL or len(owners) == 1:
        return [(owner, points) for owner in owners]
    if share is Share.FIRST:
        return [(owners[0], points)]
    if share is Share.SPLIT:
        return list(zip(owners, portions(points, [1] * len(owners)), strict=True))
    others = len(owners) - 1
    weights = [main_share * others, *([100 - main_share] * others)]
    return list(zip(owners, portions(points, weights), strict=True))
