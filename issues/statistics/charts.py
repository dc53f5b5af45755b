"""Charts that a chief reads in ten seconds: points of a class, best first. The table stands beside them. Pure.

Drawn here: pygal, the kept library that makes plain SVG, hooks itself into Python's import system (see decision 50).
"""

from collections.abc import Sequence
from html import escape

from issues.statistics.scoring import shown
from issues.statistics.summary import UnitRow

MOST = 15
WIDTH, NAMES, ROW, HEAD = 720, 200, 30, 44  # pixels; NAMES is the column of the units' names


def bars(rows: Sequence[UnitRow], title: str) -> str:
    """Points of the units as an SVG of horizontal bars, the best on top; at most fifteen."""
    best = [row for row in rows if row.points > 0][:MOST]
    height = HEAD + ROW * max(len(best), 1) + 8
    most = max((row.points for row in best), default=1)
    box = f'viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="14"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box}>',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="{WIDTH // 2}" y="24" text-anchor="middle" font-size="16" fill="#1b1d1f">{escape(title)}</text>',
    ]
    if not best:
        parts.append(f'<text x="{WIDTH // 2}" y="{HEAD + 18}" text-anchor="middle" fill="#62676c">没有得分</text>')
    for number, row in enumerate(best):
        top = HEAD + ROW * number
        long = max(2, int((WIDTH - NAMES - 70) * row.points / most))
        name = row.name if len(row.name) <= 13 else f"{row.name[:12]}…"
        parts += [
            f'<text x="{NAMES - 10}" y="{top + 16}" text-anchor="end" fill="#1b1d1f">{escape(name)}</text>',
            f'<rect x="{NAMES}" y="{top}" width="{long}" height="{ROW - 8}" fill="#1d4473"/>',
            f'<text x="{NAMES + long + 8}" y="{top + 16}" fill="#1b1d1f">{shown(row.points)}</text>',
        ]
    return "".join([*parts, "</svg>"])
