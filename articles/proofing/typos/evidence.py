"""What speaks for and against a change, as named numbers, and what they weigh together. Pure.

The weights stand in weights.tsv, made by `benchmarks/typos.py fit` (logistic regression).
"""

import csv
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

from articles.proofing.typos.archive import LENGTHS, Archive
from articles.proofing.typos.confusion import Confusion
from articles.proofing.typos.language import Language
from articles.proofing.typos.lattice import Change, Gain, Lattice
from articles.proofing.typos.lexicon import Lexicon

Evidence: TypeAlias = dict[str, float]

_WEIGHTS = Path(__file__).with_name("weights.tsv")
_PLACE_ENDS = frozenset("省市县区州盟旗镇乡村屯寨庄街路河湖山江岛港湾桥苏木")
_NEAR = 3
_NEARLY = 0.78
_STEPS = (2.5, 3.5, 4.5, 6.0)


def evidence(
    gain: Gain, lattice: Lattice, language: Language, confusion: Confusion, lexicon: Lexicon, archive: Archive | None
) -> Evidence:
    """The numbers of one change."""
    found, kind, state = _of_words(gain, lattice, language, confusion, lexicon)
    if archive is not None:
        found |= _seen(lattice.text, gain.change, kind, state, archive)
    return found


def _of_words(
    gain: Gain, lattice: Lattice, language: Language, confusion: Confusion, lexicon: Lexicon
) -> tuple[Evidence, str, str]:
    """What the models say, with the kind of the change and the state of the words as typed."""
    text, change = lattice.text, gain.change
    first, last = change[0][0], change[-1][0]
    old, old_often = lexicon.around(text, first, last)
    new, new_often = lexicon.around(put_in(text, change), first, last)
    whole = max(len(lattice.owner[i][1]) for i, _ in change)
    state = _state(gain, text, language, lexicon, broken=whole == 1 and not old)
    alike, kind = _likeness(gain, text, confusion, state)
    more, right_rarity = min(gain.gain, 8.0), min(language.rarity.get(char, -6.3) for _, char in change)
    found: Evidence = {
        "always": 1.0,
        **alike,
        f"{kind}.known.more": float(new - old),
        f"{kind}.right.rarity": max(right_rarity, -6.3) + 4,
        f"{kind}.lone": float(min(_lone_around(lattice, first, last), 5)),
        **{f"gain.over.{at}": max(0.0, more - at) for at in _STEPS},
        state: 1.0,
        f"{state}.gain": more,
        f"word.{min(len(gain.word), 4)}": 1.0,
        "word.rarity": max(language.alone(gain.word), -7.0) + 5,
        f"typed.{min(whole, 3)}": 1.0,
        "typed.rarity": max(min(language.rarity.get(text[i], -6.3) for i, _ in change), -6.3) + 4,
        f"known.old.{min(old, 4)}": 1.0,
        f"known.new.{min(new, 4)}": 1.0,
        "known.old.often": old_often,
        "known.new.often": new_often,
        "edge": float(first == 0) + float(last == len(text) - 1),
        "short": float(len(text) <= 4),
    }
    if any(char in _PLACE_ENDS for char in text[last : last + 1 + _NEAR]):
        found |= {"place": 1.0, f"place.{state}": 1.0}
    return found, kind, state


def _likeness(gain: Gain, text: str, confusion: Confusion, state: str) -> tuple[Evidence, str]:
    """How like the characters are to the typed ones, and which kind of change it is."""
    alike = [confusion.likeness(text[i], char) for i, char in gain.change]
    sound = min(one.sound for one in alike)
    shape = min(one.shape for one in alike)
    kind = "many" if len(gain.change) > 1 else ("shape", "regional", "sound")[sound]
    return {
        kind: 1.0,
        f"{kind}.gain": min(gain.gain, 8.0),
        f"{kind}.lead": max(min(gain.lead, 4.0), -1.5),
        f"{kind}.tone": float(all(one.tone for one in alike)),
        f"{kind}.alike": max(0.0, shape - 0.5) * 2,
        "shape.near": float(shape >= _NEARLY),
        "regional.any": float(kind == "many" and sound == 1),
        "alone.shape": float(state == "alone" and sound == 0),
    }, kind


def _state(gain: Gain, text: str, language: Language, lexicon: Lexicon, *, broken: bool) -> str:
    """How the words stand as typed: another word (swap), a word of one character (alone), in pieces (broken)."""
    length = len(gain.word)
    typed = text[gain.start : gain.start + length]
    if length == 1:
        return "alone"
    if typed in language.words or lexicon.often(typed) is not None:
        return "swap"
    return "broken" if broken else "other"


def _lone_around(lattice: Lattice, first: int, last: int) -> int:
    """How many single-character words stand in one row around the place."""
    count = 0
    for step, at in ((-1, first - 1), (1, last + 1)):
        while 0 <= at < len(lattice.text) and len(lattice.owner[at][1]) == 1:
            count += 1
            at += step
    return count


def put_in(text: str, change: Change) -> str:
    """The text with the change made."""
    chars = list(text)
    for i, char in change:
        chars[i] = char
    return "".join(chars)


def _seen(text: str, change: Change, kind: str, state: str, archive: Archive) -> Evidence:
    """How the archive knows the place as it stands and as it would be: the longest run seen, how often."""
    first, last = change[0][0], change[-1][0]
    put = put_in(text, change)
    size = math.log10(max(archive.characters, 1000)) - 3
    old, old_often = _longest(text, first, last, archive)
    new, new_often = _longest(put, first, last, archive)
    old_sides, new_sides = _both_sides(text, first, last, archive), _both_sides(put, first, last, archive)
    return {
        "archive": 1.0,
        "archive.size": size,
        f"archive.old.{old}": 1.0,
        f"archive.new.{new}": 1.0,
        "archive.old.often": math.log1p(old_often),
        "archive.new.often": math.log1p(new_often),
        "archive.more": float(new - old),
        f"archive.{'more' if new > old else 'same' if new == old else 'less'}.is": 1.0,
        f"archive.more.{kind}": float(new - old),
        f"archive.more.{state}": float(new - old),
        "archive.only.new": float(new >= 3 and not old),
        "archive.nothing.size": size * (not new and not old),
        "archive.old.size": size * (old >= 2),
        "archive.sides.new": float(new_sides),
        "archive.sides.old": float(old_sides),
        "archive.sides.only.new": float(new_sides == 2 and not old_sides),
        "archive.sides.both.old": float(old_sides == 2),
    }


def _longest(text: str, first: int, last: int, archive: Archive) -> tuple[int, int]:
    """The longest run around text[first:last+1] that the archive has, and how often."""
    best = (0, 0)
    for length in LENGTHS:
        if length <= last - first:
            continue
        starts = range(max(0, last - length + 1), min(first, len(text) - length) + 1)
        count = max((archive.count(text[start : start + length]) for start in starts), default=0)
        if not count:
            break
        best = (length, count)
    return best


def _both_sides(text: str, first: int, last: int, archive: Archive) -> int:
    left = first > 0 and archive.count(text[first - 1 : first + 1])
    right = last + 1 < len(text) and archive.count(text[last : last + 2])
    return bool(left) + bool(right)


@cache
def weights() -> Mapping[str, float]:
    """The table of weights."""
    with _WEIGHTS.open(encoding="utf-8", newline="") as file:
        return {row["evidence"]: float(row["weight"]) for row in csv.DictReader(file, delimiter="\t")}


def likelihood(found: Evidence, table: Mapping[str, float]) -> float:
    """How likely the change puts an error right: 0…1."""
    total = sum(value * table.get(name, 0.0) for name, value in found.items())
    return 1 / (1 + math.exp(-max(min(total, 30.0), -30.0)))
