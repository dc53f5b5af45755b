"""The count made a second time, by hand's method: one item after another, one unit after another, no shared code.

Slow and plain on purpose; the product's figures must be the same.
"""

import datetime as dt
from fractions import Fraction
from typing import Any


def cents(value: Any) -> int:
    return int(Fraction(str(value)) * 100)


def divided(amount: int, weights: list[int]) -> list[int]:
    parts = [amount * weight // sum(weights) for weight in weights]
    at = 0
    while sum(parts) < amount:
        if weights[at]:
            parts[at] += 1
        at += 1
    return parts


def given(amount: int, owners: list[int], rule: str, main: int) -> dict[int, int]:
    if not owners:
        return {}
    if rule == "first":
        return {owners[0]: amount}
    if rule == "full" or len(owners) == 1:
        return dict.fromkeys(owners, amount)
    if rule == "split":
        return dict(zip(owners, divided(amount, [1] * len(owners)), strict=True))
    others = len(owners) - 1
    return dict(zip(owners, divided(amount, [main * others] + [100 - main] * others), strict=True))


def unique(values: list[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if value is not None and value not in found:
            found.append(value)
    return found


def book_of(books: list[dict[str, Any]], day: dt.date) -> dict[str, Any] | None:
    for book in books:
        if book["start"] <= day and (book["end"] is None or day <= book["end"]):
            return book
    return None


def worth(book: dict[str, Any], outlet: str, form: str) -> int:
    if (outlet, form) in book["points"]:
        return cents(book["points"][outlet, form])
    return cents(book["points"].get((outlet, ""), 0))


def points_of_units(  # noqa: C901 - one plain pass, as by hand
    start: dt.date, end: dt.date, books: list[dict[str, Any]], facts: dict[str, Any]
) -> dict[int, int]:
    """Unit → hundredths of a point, by the rules of `RuleBook` given as plain dictionaries."""
    totals: dict[int, int] = dict.fromkeys(facts["units"], 0)
    best: dict[Any, tuple[int, str]] = {}
    for item in unique([one["item"] for one in facts["adoptions"]]):
        mine = [one for one in facts["adoptions"] if one["item"] == item]
        mine.sort(
            key=lambda one: (
                one["day"],
                -(worth(book_of(books, one["day"]), one["outlet"], one["form"]) if book_of(books, one["day"]) else 0),
                one["outlet"],
                one["key"],
            )
        )
        had, outlets = 0, set()
        for one in mine:
            book = book_of(books, one["day"])
            gain = 0
            if book is not None and one["outlet"] not in outlets:
                gain = worth(book, one["outlet"], one["form"])
                if book["several"] == "highest" and gain > had:
                    gain = gain - had
                elif book["several"] == "highest":
                    gain = 0
                if book["cap"] is not None and had + gain > cents(book["cap"]):
                    gain = max(0, cents(book["cap"]) - had)
            outlets.add(one["outlet"])
            had += gain
            if item not in best or gain > best[item][0]:
                best[item] = (gain, one["form"])
            if book is not None and start <= one["day"] <= end:
                for unit, part in given(gain, unique(one["units"]), book["share"], book["main_share"]).items():
                    totals[unit] = totals.get(unit, 0) + part
    for one in facts["instructions"]:
        book = book_of(books, one["day"])
        if book is None or not start <= one["day"] <= end:
            continue
        bonus = cents(book["instructions"].get(one["level"], 0))
        if one["item"] in best and best[one["item"]][1] in book["factors"]:
            factor = Fraction(str(book["factors"][best[one["item"]][1]]))
            if factor > 1:
                exact = best[one["item"]][0] * (factor - 1)
                low = exact.numerator // exact.denominator
                rest = exact - low
                bonus += low + (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and low % 2 == 1))
        for unit, part in given(bonus, unique(one["units"]), book["share"], book["main_share"]).items():
            totals[unit] = totals.get(unit, 0) + part
    for one in facts["deductions"]:
        book = book_of(books, one["day"])
        if book is not None and start <= one["day"] <= end:
            off = one["points"] if one["points"] is not None else -Fraction(str(book["penalties"].get(one["kind"], 0)))
            totals[one["unit"]] += cents(off)
    for one in [one for one in facts.get("answers", []) if one["late"]] + facts.get("copies", []):
        book = book_of(books, one["day"])
        asked = one.get("point") is False
        told = "point" not in one and one["item"] in [a["item"] for a in facts.get("answers", []) if a["late"]]
        if book is None or told or not start <= one["day"] <= end:
            continue
        if book.get("late") == "any" or (book.get("late") == "asked" and asked):
            totals[one["unit"]] -= cents(book["penalties"].get("迟报", 0))
    return totals
