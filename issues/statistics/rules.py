"""The scoring rules of an office: dated data, never code. Pure.

Offices differ in every figure (points 0.5 to 80, shared bylines full or split, several outlets summed or
highest), so a `RuleBook` names them all, and `from_json` refuses what is no rule.
"""

import datetime as dt
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

Points = Decimal
# Points are kept to the hundredth: enough to split one point among three offices and lose nothing (see `portions`).
CENT = Decimal("0.01")
LARGEST = Decimal(10_000)

ANY_FORM = ""
FORMS = ("一句话", "综合", "独立", "专报", "调研", "约稿", "图片")
INSTRUCTION_LEVELS = ("国家级", "省级", "市级", "县区级")
LATE = "迟报"
PENALTIES = (LATE, "漏报", "瞒报", "失实", "差错点名", "扣分")


class Share(StrEnum):
    """What the units (or people) of a shared byline get of an item's points."""

    FULL = "full"
    SPLIT = "split"
    FIRST = "first"
    MAIN = "main"

    @property
    def label(self) -> str:
        """The rule as a table prints it."""
        return {"full": "各计全分", "split": "平均分摊", "first": "只计第一单位", "main": "主次分摊"}[self.value]


class Several(StrEnum):
    """What an item gets that several outlets took."""

    SUM = "sum"
    HIGHEST = "highest"

    @property
    def label(self) -> str:
        """The rule as a table prints it."""
        return {"sum": "累计计分", "highest": "就高不重复"}[self.value]


class Lateness(StrEnum):
    """Which late drafts (逾期) take off what the penalty 迟报 says, by themselves."""

    NONE = "none"
    ASKED = "asked"
    ANY = "any"

    @property
    def label(self) -> str:
        """The rule as a form says it."""
        return {
            "none": "只标明，不自动扣分",
            "asked": "约稿逾期交的，每篇按“迟报”扣",
            "any": "约稿、报送要点逾期和截稿后投来而刊用的，每篇按“迟报”扣",
        }[self.value]


class Every(StrEnum):
    """The length of a quota's period."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months it has."""
        return {"month": 1, "quarter": 3, "year": 12}[self.value]

    @property
    def label(self) -> str:
        """每月、每季度、每年."""
        return {"month": "每月", "quarter": "每季度", "year": "每年"}[self.value]


@dataclass(frozen=True, slots=True)
class Quota:
    """What a class of unit must send in a period.

    minimum      items to be sent
    base         points for sending them
    keeps_base   whether a unit that sent too few keeps the base
    per_missing  points taken off for each item short
    least_rate   adopted ÷ sent in per cent below which `rate_penalty` is taken off; 0: not asked
    """

    every: Every = Every.QUARTER
    minimum: int = 0
    base: Points = Decimal(0)
    keeps_base: bool = False
    per_missing: Points = Decimal(0)
    least_rate: int = 0
    rate_penalty: Points = Decimal(0)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules in force from `start` to `end` (both included; None: open).

    points         (outlet, form) → points; form "" for every form that has no row of its own
    instructions   批示 level → points on top
    factors        form → what its points are multiplied by when the item got a 批示 (调研 ×2)
    penalties      kind → points taken off, as a positive number
    quotas         class of unit → what it must send
    main_share     per cent of the main unit under `Share.MAIN`; the others split the rest
    cap            the most one item can bring from outlets in all; None: no limit
    missed_limit   missed 约稿 in the counted period that make its score zero; 0: none do
    brief_length   characters up to which an item of the own paper counts as 一句话; 0: none does
    joint_from     units on an item from which it counts as 综合; 0: never
    late           which late drafts take the penalty 迟报
    """

    name: str
    start: dt.date
    end: dt.date | None = None
    points: Mapping[tuple[str, str], Points] = field(default_factory=dict)
    instructions: Mapping[str, Points] = field(default_factory=dict)
    factors: Mapping[str, Points] = field(default_factory=dict)
    penalties: Mapping[str, Points] = field(default_factory=dict)
    quotas: Mapping[str, Quota] = field(default_factory=dict)
    share: Share = Share.FULL
    main_share: int = 60
    people_share: Share = Share.FULL
    several: Several = Several.SUM
    cap: Points | None = None
    missed_limit: int = 0
    brief_length: int = 0
    joint_from: int = 0
    late: Lateness = Lateness.NONE

    def worth(self, outlet: str, form: str) -> Points:
        """The points of one adoption, before sharing; 0 for an outlet that the rules do not name."""
        exact = self.points.get((outlet, form))
        return exact if exact is not None else self.points.get((outlet, ANY_FORM), Decimal(0))


def in_force(books: Sequence[RuleBook], day: dt.date) -> RuleBook | None:
    """The rules of a day; None where there are none. Books do not overlap (`overlap` tells)."""
    return next((book for book in books if book.start <= day and (book.end is None or day <= book.end)), None)


def overlap(books: Sequence[RuleBook]) -> tuple[RuleBook, RuleBook] | None:
    """Two books that are in force on one day, or None."""
    ordered = sorted(books, key=lambda book: book.start)
    for before, after in itertools.pairwise(ordered):
        if before.end is None or before.end >= after.start:
            return before, after
    return None


class BadRules(ValueError):
    """A rule table that is no rule table; says which row and why, in the editor's language."""


def to_json(book: RuleBook) -> dict[str, Any]:
    """The book as plain data: what a closed period keeps."""
    return {
        "name": book.name,
        "start": book.start.isoformat(),
        "end": book.end.isoformat() if book.end else None,
        "points": [[outlet, form, str(points)] for (outlet, form), points in sorted(book.points.items())],
        "instructions": {name: str(points) for name, points in book.instructions.items()},
        "factors": {name: str(points) for name, points in book.factors.items()},
        "penalties": {name: str(points) for name, points in book.penalties.items()},
        "quotas": {name: _quota_to_json(quota) for name, quota in book.quotas.items()},
        "share": book.share.value,
        "main_share": book.main_share,
        "people_share": book.people_share.value,
        "several": book.several.value,
        "cap": str(book.cap) if book.cap is not None else None,
        "missed_limit": book.missed_limit,
        "brief_length": book.brief_length,
        "joint_from": book.joint_from,
        "late": book.late.value,
    }


def from_json(data: Mapping[str, Any]) -> RuleBook:
    """The book from plain data. BadRules for what cannot be: no number, a share of 130 %, an end before the start."""
    points: dict[tuple[str, str], Points] = {}
    for row, (outlet, form, worth) in enumerate(data.get("points", ()), start=1):
        if not str(outlet).strip():
            raise BadRules(f"分值表第{row}行没有写载体。")
        if (outlet, form) in points:
            raise BadRules(f"分值表第{row}行与前面重复：{outlet}{f'·{form}' if form else ''}。")
        points[outlet, form] = _points(worth, f"分值表第{row}行")
    book = RuleBook(
        name=data["name"],
        start=dt.date.fromisoformat(data["start"]),
        end=dt.date.fromisoformat(data["end"]) if data.get("end") else None,
        points=points,
        instructions=_table(data.get("instructions", {}), "批示加分"),
        factors=_table(data.get("factors", {}), "批示倍数"),
        penalties=_table(data.get("penalties", {}), "扣分"),
        quotas={name: _quota(row, name) for name, row in data.get("quotas", {}).items()},
        share=Share(data.get("share", "full")),
        main_share=int(data.get("main_share", 60)),
        people_share=Share(data.get("people_share", "full")),
        several=Several(data.get("several", "sum")),
        cap=_points(data["cap"], "封顶分") if data.get("cap") not in (None, "") else None,
        missed_limit=int(data.get("missed_limit", 0)),
        brief_length=int(data.get("brief_length", 0)),
        joint_from=int(data.get("joint_from", 0)),
        late=Lateness(data.get("late", "none")),
    )
    if book.end is not None and book.end < book.start:
        raise BadRules("规则的止期早于起期。")
    if book.late is not Lateness.NONE and LATE not in book.penalties:
        raise BadRules(f"逾期要自动扣分，请在“扣分”里写“{LATE}”扣几分。")
    if not 0 <= book.main_share <= 100:
        raise BadRules("主要单位所占比例要在 0 到 100 之间。")
    return book


def _quota(row: Mapping[str, Any], name: str) -> Quota:
    return Quota(
        every=Every(row.get("every", "quarter")),
        minimum=int(row.get("minimum", 0)),
        base=_points(row.get("base", 0), f"{name}的基础分"),
        keeps_base=bool(row.get("keeps_base", False)),
        per_missing=_points(row.get("per_missing", 0), f"{name}的缺报扣分"),
        least_rate=int(row.get("least_rate", 0)),
        rate_penalty=_points(row.get("rate_penalty", 0), f"{name}的采用率扣分"),
    )


def _quota_to_json(quota: Quota) -> dict[str, Any]:
    return {
        "every": quota.every.value,
        "minimum": quota.minimum,
        "base": str(quota.base),
        "keeps_base": quota.keeps_base,
        "per_missing": str(quota.per_missing),
        "least_rate": quota.least_rate,
        "rate_penalty": str(quota.rate_penalty),
    }


def _table(rows: Mapping[str, Any], what: str) -> dict[str, Points]:
    return {name: _points(points, f"{what}“{name}”") for name, points in rows.items()}


def _points(value: Any, where: str) -> Points:
    try:
        points = Decimal(str(value).strip())
    except InvalidOperation:
        raise BadRules(f"{where}的分值“{value}”不是数。") from None
    if not points.is_finite() or not 0 <= points <= LARGEST or points != points.quantize(CENT):
        raise BadRules(f"{where}的分值“{value}”要在 0 到 {LARGEST} 之间，最多两位小数。")
    return points
