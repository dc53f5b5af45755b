"""From a finding's place in plain text to the very characters in the stored HTML. Pure."""

import html as escaping
import re
from bisect import bisect_left

from articles.proofing.units import Field, UnitKey, article_text
from articles.text.scripts import scripted

# As `articles.text.bodies.sanitise` stores it: quoted attributes may hold angle brackets.
_TOKEN = re.compile(r"""<(?P<tag>/?[a-z0-9]+)(?:[^<>"]|"[^"]*")*>|&(?:#\w+|\w+);|.""", re.DOTALL)

BLANKS = frozenset(" \t\r\n\u00a0\u3000")
"""White space that an editor may add or drop; static/desk/proof.js leaves out the same."""

Origins = list[tuple[int, int]]
"""For each character of a text the (start, end) in the HTML that it was read from."""


class StoredBody:
    """A stored body and where each unit's characters stand in it."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._origins: dict[UnitKey, Origins] = {}
        seen = list(_visible_characters(html))
        self._counted = [start for character, start, _ in seen if character not in BLANKS]
        at = 0
        for unit in article_text(body=html).body:
            origins: Origins = []
            for character in unit.text:
                # Only white space at the edges of blocks is missing from a unit's text.
                while at < len(seen) and seen[at][0] != character:
                    at += 1
                if at == len(seen):
                    break
                origins.append(seen[at][1:])
                at += 1
            self._origins[unit.key] = origins

    def span(self, key: UnitKey, start: int, end: int) -> tuple[int, int]:
        """(start, end) in the HTML of the unit's characters `start` to `end`; marks and entities within included.

        Raises LookupError when the body has no such unit or characters.
        """
        if key.field not in (Field.BODY, Field.HEADING, Field.CELL):
            raise LookupError(f"{key.field} is no part of the body")
        origins = self._origins[key]
        if not 0 <= start <= end <= len(origins):
            raise LookupError(f"no characters {start}–{end} in {key}")
        if start == end:
            place = origins[start][0] if start < len(origins) else origins[-1][1] if origins else 0
            return place, place
        return origins[start][0], origins[end - 1][1]

    def counted(self, key: UnitKey, start: int, end: int) -> tuple[int, int]:
        """The same span as (from, to) counted in characters of the whole body, `BLANKS` left out: what an editor in
        the browser finds again, whatever it makes of white space. LookupError as for `span`."""
        first, last = self.span(key, start, end)
        return bisect_left(self._counted, first), bisect_left(self._counted, last)

    def words(self, key: UnitKey, start: int, end: int) -> str:
        """The plain words of that span as read back from the HTML."""
        first, last = self.span(key, start, end)
        return "".join(character for character, _, _ in _visible_characters(self._html[first:last]))


def _visible_characters(html: str) -> list[tuple[str, int, int]]:
    """(character, start, end) of everything that shows; a <br> shows as a line break."""
    shown: list[tuple[str, int, int]] = []
    script = ""
    for token in _TOKEN.finditer(html):
        text = token.group()
        if token["tag"]:
            if token["tag"] in ("sup", "sub", "/sup", "/sub"):
                script = token["tag"] if token["tag"][0] != "/" else ""
            elif token["tag"] == "br":
                shown.append(("\n", *token.span()))
            continue
        characters = escaping.unescape(text) if text.startswith("&") and len(text) > 1 else text
        characters = scripted(characters, script)
        shown.extend((character, *token.span()) for character in characters)
    return shown
