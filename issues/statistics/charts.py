"""Charts that a chief reads in ten seconds: points of a class, best first. The table stands beside them. Pure.

Drawn here: pygal, the kept library that makes plain SVG, hooks itself into Python's import system (see decision 50).
Lengths are per cent of the page's width and colours are the page's own (`static/desk/statistics.css`), so that words
keep their size on a phone and stay legible in the dark.
"""

from collections.abc import Sequence
from html import escape

from issues.statistics.lines import shown
from issues.statistics.summary import UnitRow

MOST = 15
ROW, BAR, WORDS = 44, 12, 18  # pixels: a unit's name and points over its bar


def bars(rows: Sequence[UnitRow], title: str) -> str:
    """Points of the units as an SVG of horizontal bars to stand in a page, the best on top; at most fifteen."""
    best = [row for row in rows if row.points > 0][:MOST]
    most = max((row.points for row in best), default=1)
    height = ROW * max(len(best), 1)
    parts = [f'<svg class="bars" role="img" aria-label="{escape(title)}" width="100%" height="{height}">']
    if not best:
        parts.append(f'<text x="0" y="{WORDS}">没有得分</text>')
    for number, row in enumerate(best):
        top = ROW * number
        parts += [
            f'<text x="0" y="{top + WORDS}">{escape(row.name)}</text>',
            f'<text x="100%" y="{top + WORDS}" text-anchor="end">{shown(row.points)}</text>',
            f'<rect x="0" y="{top + WORDS + 6}" width="{max(100 * row.points / most, 1):.1f}%" height="{BAR}"/>',
        ]
    return "".join([*parts, "</svg>"])
