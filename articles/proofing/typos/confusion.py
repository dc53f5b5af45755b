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
from functools import cache, lru_cache
from pathlib import Path
from typing import Self

from articles.proofing.typos.packages import Missing

STROKES = Path("/usr/share/rime-data/stroke.dict.yaml")
_READINGS = 3
_ALIKE = 0.7
_END = 3
_KINDS = "hspnz"
"""横 竖 撇 捺 折."""
_ORDERS = 2
_REMEMBERED = 20_000


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


@dataclass(frozen=True, slots=True)
class Strokes:
    """A character's strokes in order.

    places  stroke → the bits of its places;  counts: how many of each kind
    """

    order: str
    places: Mapping[str, int]
    counts: tuple[int, ...]

    @classmethod
    def of(cls, order: str) -> Self:
        places = {kind: sum(1 << i for i, stroke in enumerate(order) if stroke == kind) for kind in set(order)}
        return cls(order, places, tuple(order.count(kind) for kind in _KINDS))


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
        self.likeness = lru_cache(maxsize=_REMEMBERED)(self._likeness)

    def _around(self, typed: str) -> frozenset[str]:
        """The characters for which `typed` may have been written."""
        found = {other for sound in self.regional.get(typed, ()) for other in self._of_sound[sound]}
        near = {other for end in _ends(self._strokes.get(typed, ())) for other in self._of_end[end]}
        found |= {other for other in near - found if self._shape(typed, other, _ALIKE) >= _ALIKE}
        return frozenset(found - {typed})

    def _likeness(self, typed: str, right: str) -> Likeness:
        if set(self.sounds.get(typed, ())) & set(self.sounds.get(right, ())):
            sound = 2
        else:
            sound = int(bool(set(self.regional.get(typed, ())) & set(self.regional.get(right, ()))))
        tone = bool(set(self._toned.get(typed, ())) & set(self._toned.get(right, ())))
        return Likeness(sound, tone, self._shape(typed, right))

    def _shape(self, typed: str, right: str, least: float = 0.0) -> float:
        """2 × strokes in common, in order, by all strokes of both; where that is under `least` it may come out as 0."""
        best = 0.0
        for one in self._strokes.get(typed, ()):
            for other in self._strokes.get(right, ()):
                both = len(one.order) + len(other.order)
                if 2 * sum(map(min, one.counts, other.counts)) >= least * both:
                    best = max(best, 2 * _in_common(one, other) / both)
        return best


def _index(rows: Iterable[tuple[str, Iterable[str]]]) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for char, keys in rows:
        for key in keys:
            found[key].add(char)
    return found


def _ends(orders: Iterable[Strokes]) -> set[str]:
    return {key for one in orders for key in ("<" + one.order[:_END], ">" + one.order[-_END:])}


def _in_common(one: Strokes, other: Strokes) -> int:
    """The length of the longest common subsequence, by the bits of one number."""
    full = rest = (1 << len(one.order)) - 1
    places = one.places
    for stroke in other.order:
        hit = rest & places.get(stroke, 0)
        rest = ((rest + hit) | (rest - hit)) & full
    return len(one.order) - rest.bit_count()


def _readings(chars: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The commonest readings of each character. Only the table is read: the whole library would cost 55 MB."""
    spec = importlib.util.find_spec("pypinyin")
    if spec is None or spec.origin is None:
        raise Missing("Python 库 pypinyin")
    table = json.loads(Path(spec.origin).with_name("pinyin_dict.json").read_bytes())
    found = ((c, table.get(str(ord(c)))) for c in chars)
    return {c: tuple(readings.split(",")[:_READINGS]) for c, readings in found if readings}


def _strokes(chars: Mapping[str, float]) -> dict[str, tuple[Strokes, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    if STROKES.exists():
        for line in STROKES.read_text(encoding="utf-8").splitlines():
            char, tab, rest = line.partition("\t")
            if tab and char in chars:
                found[char].append(rest.partition("\t")[0])
    return {char: tuple(map(Strokes.of, orders[:_ORDERS])) for char, orders in found.items()}


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
