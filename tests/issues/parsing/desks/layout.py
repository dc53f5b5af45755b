"""A desk's layout: how an issue is printed, and what must be read from it. Templates name the pool's articles.

{t1} is the first article's title, {b1} its body ({b1i} indented, {b1n} with blank lines between), {y1} its byline.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from articles.text.widths import display_width
from tests.issues.parsing.desks.articles import BODIES, BYLINES, TITLES

_PLACE = re.compile(r"\{([tby])(\d+)([ni]*)\}")
_BREAKS = {"": "\n", "i": "\n　　", "n": "\n\n", "ni": "\n\n　　"}

Place = tuple[str | None, int]


@dataclass
class Layout:
    """name      of the test
    template  the text, see above
    head      the masthead's expected fields, None where nothing is expected
    lead      (section, article or the printed words) of the contents list, None where it is not judged
    articles  (section, article) in order
    titles, bodies, bylines  what differs from the pool, by article
    sections  expected section names where the articles do not tell them
    unrecognised  how many lines nothing is known of
    """

    name: str
    template: str
    head: dict[str, Any] | None
    lead: list[tuple[str | None, int | str]] | None
    articles: list[Place]
    titles: dict[int, str] = field(default_factory=dict)
    bodies: dict[int, list[str]] = field(default_factory=dict)
    bylines: dict[int, dict[str, Any]] = field(default_factory=dict)
    sections: list[str] | None = None
    encoding: str = "utf-8"
    line_break: str = "\n"
    wrap: Callable[[str], str] | None = None
    unrecognised: int = 0

    @property
    def text(self) -> str:
        """The issue as this desk prints it."""
        text = _PLACE.sub(_printed, self.template).lstrip("\n")
        text = self.wrap(text) if self.wrap else text
        return text.replace("\n", self.line_break)


def _printed(match: re.Match[str]) -> str:
    what, number, form = match[1], int(match[2]), match[3]
    if what == "t":
        return TITLES[number]
    if what == "y":
        return BYLINES[number]["raw"] or ""
    return ("　　" if form.endswith("i") else "") + _BREAKS[form].join(BODIES[number])


def wrapped(text: str, width: int, jitter: int = 0, seed: int = 1) -> str:
    """`text` broken at `width` columns, unevenly by up to `jitter`, as scanners and chat windows do."""
    uneven = random.Random(seed)
    lines: list[str] = []
    for line in text.split("\n"):
        if display_width(line) <= width + 6 and not line.startswith("　　"):
            lines.append(line)
            continue
        current, limit = "", width
        for char in line:
            if display_width(current + char) > limit:
                lines.append(current)
                current, limit = "", width - (uneven.randint(0, jitter) if jitter else 0)
            current += char
        lines.append(current)
    return "\n".join(lines)
