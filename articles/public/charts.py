"""A series as an SVG line on a true time scale, each point a link to the article that printed it. Pure but for the mark
of safety."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 640, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 24, 24, 44, 40
# Fewer are no line.
FEWEST = 3


class Point(NamedTuple):
    """One figure: its day, what it speaks of, the figure as printed, its article."""

    day: dt.date
    said: str
    value: Decimal
    shown: str
    url: str
    title: str


def line_chart(points: Sequence[Point], name: str, unit: str) -> SafeString:
    """The chart of points in the order of their days; "" for fewer than `FEWEST`. Colours come from the style sheet."""
    if len(points) < FEWEST:
        return SafeString("")
    places = [(_across(point.day, points), _up(point.value, points)) for point in points]
    line = " ".join(f"{x},{y}" for x, y in places)
    dots = "".join(_dot(point, x, y, unit) for point, (x, y) in zip(points, places, strict=True))
    label = escape(f"{name}：{points[0].said}{points[0].shown}{unit}，{points[-1].said}{points[-1].shown}{unit}")
    years = "".join(
        f'<text class="axis" x="{x}" y="{HEIGHT - 12}" text-anchor="{anchor}">{escape(point.said)}</text>'
        for point, (x, _), anchor in ((points[0], places[0], "start"), (points[-1], places[-1], "end"))
    )
    base = HEIGHT - _BOTTOM
    svg = (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{label}">'
        f'<line class="base" x1="{_LEFT}" y1="{base}" x2="{WIDTH - _RIGHT}" y2="{base}"/>'
        f'<polyline class="series" points="{line}"/>{years}{dots}</svg>'
    )
    return mark_safe(svg)  # noqa: S308 - every word in it is escaped


def _dot(point: Point, x: float, y: float, unit: str) -> str:
    label = escape(f"{point.said}：{point.shown}{unit}，见《{point.title}》")
    return (
        f'<a href="{escape(point.url)}" aria-label="{label}"><circle class="hit" cx="{x}" cy="{y}" r="16"/>'
        f'<circle class="dot" cx="{x}" cy="{y}" r="5"/>'
        f'<text class="value" x="{x}" y="{y - 14}" text-anchor="middle">{escape(point.shown)}</text></a>'
    )


def _across(day: dt.date, points: Sequence[Point]) -> float:
    first, last = points[0].day, points[-1].day
    part = (day - first).days / max(1, (last - first).days)
    return round(_LEFT + part * (WIDTH - _LEFT - _RIGHT), 1)


def _up(value: Decimal, points: Sequence[Point]) -> float:
    values = [point.value for point in points]
    low, high = min(values), max(values)
    part = float((value - low) / (high - low)) if high > low else 0.5
    return round(HEIGHT - _BOTTOM - 16 - part * (HEIGHT - _BOTTOM - 16 - _TOP), 1)


class Square(NamedTuple):
    """A county on the map: where it stands (from 1), where it leads."""

    name: str
    column: int
    row: int
    url: str


_SIDE, _GAP = 96, 6


def tile_map(squares: Sequence[Square], name: str) -> SafeString:
    """Counties as squares in a grid, each a link; "" for none."""
    if not squares:
        return SafeString("")
    left, top = min(square.column for square in squares), min(square.row for square in squares)
    width = (max(square.column for square in squares) - left + 1) * _SIDE
    height = (max(square.row for square in squares) - top + 1) * _SIDE
    tiles = "".join(_tile(square, (square.column - left) * _SIDE, (square.row - top) * _SIDE) for square in squares)
    svg = f'<svg class="tiles" viewBox="0 0 {width} {height}" role="group" aria-label="{escape(name)}">{tiles}</svg>'
    return mark_safe(svg)  # noqa: S308 - every word in it is escaped


def _tile(square: Square, x: int, y: int) -> str:
    side, middle = _SIDE - _GAP, (_SIDE - _GAP) / 2
    return (
        f'<a href="{escape(square.url)}"><rect x="{x}" y="{y}" width="{side}" height="{side}"/>'
        f'<text x="{x + middle}" y="{y + middle + 6}" text-anchor="middle">{escape(square.name)}</text></a>'
    )
