"""What was meant by pinyin, initials and slips of one character: a word that the site uses, or nothing.

A correction has to be a name or stand in titles or several texts; saying nothing is better than a silly guess.
"""

import re
from collections import Counter
from itertools import product

from articles.search.splitting import Piece, split
from articles.search.vocabulary import TEXT_WORTH, TITLE_WORTH, Vocabulary, rare
from articles.text.sounds import is_read, is_spelled, read_so, same_sound, sounds_of, spellings

# What a correction's occurrences must count at least: by sound, by initials alone, by look alone.
SOUND_LEAST, INITIALS_LEAST, LOOK_LEAST = TITLE_WORTH, 2 * TITLE_WORTH, 2 * TITLE_WORTH
# A word read just as it was typed goes before those of mixed-up sounds, fewer syllables before more.
EXACT, FEWEST = 8, 3
LONGEST = 16
LONGEST_SLIP = 8
LEAST_HEARD = 4
# How many stretches, of which length, are looked for in the whole index.
MOST_RARE, LONGEST_RARE = 3, 3
_LATIN = re.compile(r"[a-zü]+(?:[ '][a-zü]+)*")
_INITIALS = re.compile(r"[a-z]{2,8}")
_RUNS = re.compile(r"[a-zü' ]+|[^a-zü' ]+")


def corrected(text: str, words: Vocabulary, until: float) -> str:
    """The text with what cannot stand as it is replaced by what was meant; "" where there is nothing better."""
    if len(text) > LONGEST * 2:
        return ""
    if _LATIN.search(text):
        return _spelled(text, words, until)
    return _slip(text, words, until)


def _spelled(text: str, words: Vocabulary, until: float) -> str:
    """Pinyin, alone or among characters, as characters."""
    if is_spelled(text):
        return _from_latin(text, words, until)
    if whole := _mixed(text, words):
        return whole
    parts = [_from_latin(run.strip(), words, until) if _LATIN.fullmatch(run.strip()) else run for run in _runs(text)]
    return " ".join(parts) if all(parts) else ""


def _runs(text: str) -> list[str]:
    return [run for run in _RUNS.findall(text) if run.strip()]


def _from_latin(latin: str, words: Vocabulary, until: float) -> str:
    found: Counter[str] = Counter()
    for at, sounds in enumerate(spellings(latin)):
        if len(sounds) < 2 or len(sounds) > LONGEST:
            continue
        joined = "".join(sounds)
        heard = words.sounding(joined)
        found.update(
            {
                word: worth * (3 if at == 0 else 1) * (EXACT if is_read(word, latin) else 1)
                for word, worth in heard.items()
            }
        )
    if not found and _INITIALS.fullmatch(latin):
        found = Counter({w: n for w, n in words.beginning(latin).items() if n >= _initials_least(latin)})
        if not found and (both := _two_names(latin, words)):
            return both
    for classes in read_so(latin) if not found else ():
        found = found or rare(classes, until)
    if not found and (parts := _several(latin, words)):
        return parts
    return _best(found)


def _initials_least(latin: str) -> int:
    """Two letters may be anything: they have to be a name's. Four are seldom something else."""
    return {2: 10 * TITLE_WORTH, 3: INITIALS_LEAST}.get(len(latin), TITLE_WORTH)


def _two_names(latin: str, words: Vocabulary) -> str:
    """Initials of two words typed together, each of which is well known: zjtxqy → 专精特新 企业."""
    found: dict[str, int] = {}
    for at in range(2, len(latin) - 1):
        halves = [words.beginning(part) for part in (latin[:at], latin[at:])]
        best = [_best(half) for half in halves]
        if all(best):
            found[" ".join(best)] = min(half[word] for half, word in zip(halves, best, strict=True))
    likeliest = max(found, key=found.__getitem__, default="")
    return likeliest if likeliest and found[likeliest] >= 2 * INITIALS_LEAST else ""


def _several(latin: str, words: Vocabulary) -> str:
    """Words that stand apart though they were typed together: zhuliansuliao."""
    for sounds in spellings(latin):
        pieces = split("".join(sounds), lambda part: part in words.sounds)
        if len(pieces) > 1 and all(piece.occurs for piece in pieces):
            return " ".join(_best(words.sounding(piece.text)) for piece in pieces)
    return ""


def _mixed(text: str, words: Vocabulary) -> str:
    """Characters and pinyin that make one word: guangdian产业链."""
    runs = _runs(text)
    options = [list(spellings(run)) if _LATIN.fullmatch(run.strip()) else [tuple(run)] for run in runs]
    found: Counter[str] = Counter()
    for way in product(*options):
        units = [unit for part in way for unit in part]
        heard = words.sounding("".join(unit if _is_sound(unit) else sounds_of(unit)[0] for unit in units))
        fits = {w: n for w, n in heard.items() if all(_is_sound(u) or u == c for u, c in zip(units, w, strict=True))}
        found.update(fits)
    return _best(found)


def _is_sound(unit: str) -> bool:
    return "\ue000" <= unit < "\uf000"


def _best(found: Counter[str]) -> str:
    return min(found, key=lambda word: (-found[word], word)) if found else ""


def _slip(text: str, words: Vocabulary, until: float) -> str:
    """Characters that do not occur so replaced by ones that sound alike or, in longer words, by any one other."""
    if len(text) <= LONGEST_SLIP and (whole := _replacement(text, words)):
        return whole
    pieces = split(text, lambda part: words.occurs(part, until))
    stretches = [_windows(start, end, len(text)) for start, end in _stretches(pieces)]
    changed = text
    for windows in stretches:
        for left, right in windows:
            if better := _replacement(changed[left:right], words):
                changed = changed[:left] + better + changed[right:]
                break
    if changed == text and len(text) <= LONGEST_SLIP:
        for left, right in [window for windows in stretches for window in windows if window[1] - window[0] < 4][
            :MOST_RARE
        ]:
            if better := _rare_replacement(text[left:right], until):
                return text[:left] + better + text[right:]
    return changed if changed != text else ""


def _stretches(pieces: list[Piece]) -> list[tuple[int, int]]:
    """Where characters were left over, neighbouring ones as one stretch."""
    found: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        if not piece.occurs:
            found = [*found[:-1], (found[-1][0], end)] if found and found[-1][1] == at else [*found, (at, end)]
        at = end
    return found


def _windows(start: int, end: int, length: int) -> list[tuple[int, int]]:
    """The stretch with what stands around it, longest first.

    One character left over beside words that occur is no slip of two: 首台套 is not 首 and 一套.
    """
    least = 3 if end - start == 1 and length > 2 else 2
    sizes = [
        (left, right)
        for left in range(max(0, start - 4), start + 1)
        for right in range(end, min(length, end + 4) + 1)
        if least <= right - left <= LONGEST_SLIP
    ]
    return sorted(sizes, key=lambda window: window[0] - window[1])


def _replacement(text: str, words: Vocabulary) -> str:
    """A word that sounds like the text or looks like it; "" for none that is known well enough, and for figures."""
    if any(char.isascii() or not char.isalpha() for char in text):
        return ""
    found = _heard(text, words)
    if not found and len(text) >= 3:
        least = LOOK_LEAST * (3 if len(text) == 3 else 1)
        found = Counter({w: n for w, n in words.near(text).items() if n >= least and _is_inside(w, text)})
    return _best(found)


def _heard(text: str, words: Vocabulary) -> Counter[str]:
    found: Counter[str] = Counter()
    for sounds in _ways(text):
        found.update(words.sounding(sounds))
    return Counter({w: n for w, n in found.items() if n >= SOUND_LEAST and _is_slip(w, text)})


def sounding(text: str, words: Vocabulary) -> str:
    """A word of four characters or more that sounds as the text does and has most of its characters; "" for none."""
    if not LEAST_HEARD <= len(text) <= LONGEST or any(char.isascii() or not char.isalpha() for char in text):
        return ""
    return _best(_heard(text, words))


def _is_inside(word: str, text: str) -> bool:
    """Whether the odd character has others on both sides: at an edge it is rather a word of its own, as 工厂要 is."""
    return word[0] == text[0] and word[-1] == text[-1]


def _rare_replacement(text: str, until: float) -> str:
    """A word that is none of the newest texts' and differs in one character that sounds alike."""
    found: Counter[str] = Counter()
    for odd in range(len(text)):
        found += rare([same_sound(char) if at == odd else char for at, char in enumerate(text)], until)
    return _best(Counter({word: n for word, n in found.items() if n >= 2 * TEXT_WORTH and word != text}))


def _is_slip(word: str, text: str) -> bool:
    """Whether most of the characters are the same; of two, one has to be."""
    same = sum(a == b for a, b in zip(word, text, strict=True))
    return word != text and same * 2 >= len(text) and word.isalnum()


def _ways(text: str) -> list[str]:
    """The text's sounds, characters of several readings in each of them; at most eight ways."""
    return ["".join(way) for way, _ in zip(product(*map(sounds_of, text)), range(8), strict=False)]
