"""The order in which leaders are named: by level (省委 → 省厅 → 市领导 → 局), within a level by the official list. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.proofing.registers import Leader

# The register's 级别, the surest word first: 副厅级, 市领导, 局领导 …
_LEVELS = (
    ("国家", 0), ("省部", 1), ("部级", 1), ("厅", 3), ("局", 5), ("处", 6), ("县级", 6), ("县处", 6), ("科", 8),
    ("省", 2), ("市", 4), ("县", 7), ("区", 7),
)  # fmt: skip
# Where no 级别 is given, what office and post say.
_OFFICES = (
    ("省委", 2), ("省政府", 2), ("省长", 2), ("省人大", 2), ("省政协", 2), ("厅", 3), ("市委", 4), ("市政府", 4), ("市长", 4),
    ("市人大", 4), ("市政协", 4), ("局", 5), ("县", 7), ("区", 7), ("科", 8),
)  # fmt: skip
_LAST = 10**6


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands: level (smaller first; None: not known), place in its list, office."""

    level: int | None
    rank: int | None
    unit: str


def standing(rows: Sequence[Leader]) -> Standing | None:
    """The highest of a person's posts; None for nobody."""
    found = [Standing(_level(row), row.rank, row.unit) for row in rows]
    return min(found, key=lambda one: (_LAST if one.level is None else one.level, one.rank or _LAST), default=None)


def _level(row: Leader) -> int | None:
    given = next((level for word, level in _LEVELS if word in row.level), None)
    said = row.unit + row.post + row.short_post
    return given if given is not None else next((level for word, level in _OFFICES if word in said), None)


def is_before(one: Standing | None, other: Standing | None) -> bool:
    """Whether `one` is named before `other`. False where the register does not tell."""
    if one is None or other is None:
        return False
    if one.level is not None and other.level is not None and one.level != other.level:
        return one.level < other.level
    if (one.level is None or other.level is None) and one.unit != other.unit:
        return False
    return one.rank is not None and other.rank is not None and one.rank < other.rank
