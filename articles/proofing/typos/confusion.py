"""Which characters are mistaken for one another: by sound, by a sound of the region, by shape. Pure.

Sounds are pypinyin's table of single characters; shapes are the orders of strokes of the Debian package
rime-data-stroke (without it only sounds are compared).
"""

import importlib.util
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from articles.proofing.typos.packages import Missing

STROKES = Path("/usr/share/rime-data/stroke.dict.yaml")
_READINGS = 3
_ALIKE = 0.7
_END = 3


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two characters are.

    sound  2 one reading in common, 1 one in common but for 平翘舌, 前后鼻音, n/l, 0 none
    tone   a reading in common with its tone
    shape  0…1: strokes in common, in order
    """

    sound: int
    tone: bool
    shape: float


class Confusion:
    """What may stand in place of a character. `rarity` gives log10 of each character's probability."""

    def __init__(self, rarity: Mapping[str, float], rarest: float = -5.9) -> None:
        self._toned = _readings(rarity)
        self._common = frozenset(c for c, p in rarity.items() if p > rarest)
        self.sounds = {c: tuple(dict.fromkeys(map(_plain, r))) for c, r in self._toned.items()}
        self.regional = {c: tuple(dict.fromkeys(map(_regional, r))) for c, r in self.sounds.items()}
        self._strokes = _strokes(rarity)
        self._of_sound = _index((c, self.regional.get(c, ())) for c in self._common)
        self._of_end = _index((c, _ends(self._strokes.get(c, ()))) for c in self._common)
        self.around = cache(self._around)
        self.likeness = cache(self._likeness)

    def _around(self, typed: str) -> frozenset[str]:
        """The characters for which `typed` may have been written."""
        found = {other for sound in self.regional.get(typed, ()) for other in self._of_sound[sound]}
        near = {other for end in _ends(self._strokes.get(typed, ())) for other in self._of_end[end]}
        found |= {other for other in near - found if self.likeness(typed, other).shape >= _ALIKE}
        return frozenset(found - {typed})

    def _likeness(self, typed: str, right: str) -> Likeness:
        if set(self.sounds.get(typed, ())) & set(self.sounds.get(right, ())):
            sound = 2
        else:
            sound = int(bool(set(self.regional.get(typed, ())) & set(self.regional.get(right, ()))))
        tone = bool(set(self._toned.get(typed, ())) & set(self._toned.get(right, ())))
        pairs = ((a, b) for a in self._strokes.get(typed, ()) for b in self._strokes.get(right, ()))
        return Likeness(sound, tone, max((_in_common(a, b) for a, b in pairs), default=0.0))


def _index(rows: Iterable[tuple[str, Iterable[str]]]) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for char, keys in rows:
        for key in keys:
            found[key].add(char)
    return found


def _ends(orders: Iterable[str]) -> set[str]:
    return {key for order in orders for key in ("<" + order[:_END], ">" + order[-_END:])}


def _in_common(one: str, other: str) -> float:
    """2 × longest common subsequence / both lengths, by the bits of one number."""
    at: dict[str, int] = {}
    for i, stroke in enumerate(one):
        at[stroke] = at.get(stroke, 0) | 1 << i
    full = rest = (1 << len(one)) - 1
    for stroke in other:
        hit = rest & at.get(stroke, 0)
        rest = ((rest + hit) | (rest - hit)) & full
    return 2 * (len(one) - rest.bit_count()) / (len(one) + len(other))


def _readings(chars: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The commonest readings of each character. Only the table is read: the whole library would cost 55 MB."""
    spec = importlib.util.find_spec("pypinyin")
    if spec is None or spec.origin is None:
        raise Missing("Python 库 pypinyin")
    table = json.loads(Path(spec.origin).with_name("pinyin_dict.json").read_bytes())
    found = ((c, table.get(str(ord(c)))) for c in chars)
    return {c: tuple(readings.split(",")[:_READINGS]) for c, readings in found if readings}


def _strokes(chars: Mapping[str, float]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    if STROKES.exists():
        for line in STROKES.read_text(encoding="utf-8").splitlines():
            char, tab, rest = line.partition("\t")
            if tab and char in chars:
                found[char].append(rest.partition("\t")[0])
    return {char: tuple(orders) for char, orders in found.items()}


def _plain(reading: str) -> str:
    """zhuāng → zhuang, lǜ → lü."""
    parts = unicodedata.normalize("NFD", reading)
    kept = (c for c in parts if c == "\u0308" or unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", "".join(kept))


def _regional(sound: str) -> str:
    """As those say it who do not part zh/z, ch/c, sh/s, ang/an, eng/en, ing/in, n/l."""
    if sound[:2] in ("zh", "ch", "sh"):
        sound = sound[0] + sound[2:]
    if sound.endswith("ng") and not sound.endswith("ong"):
        sound = sound[:-1]
    return "n" + sound[1:] if sound[0] == "l" else sound
