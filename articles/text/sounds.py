"""Texts by how they sound: pinyin that was typed, characters typed for others that sound alike. Pure.

A sound is one character that stands for a syllable, so that texts can be looked through by sound as quickly as by
character. Syllables that many speakers do not part are one sound: zh/z, ch/c, sh/s, n/l, -ng/-n.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from articles.text.readings import characters, readings

_START = 0xE000  # sounds are characters of the private use area
MOST_SPELLINGS = 12
_LONGEST_SYLLABLE = 6
_LATIN = re.compile(r"[a-zv]+")
_TONES = "\u0304\u0301\u030c\u0300"  # as marked: ā á ǎ à
_TONE_FIGURES = re.compile(r"(?<=[a-zü])[1-5](?=[a-zü' ]|$)")
_RETROFLEX = re.compile(r"^([zcs])h")


def alike(syllable: str) -> str:
    """What syllables that are mixed up have in common: zhang, zang and zan are one."""
    plain = _RETROFLEX.sub(r"\1", syllable)
    if plain[:1] == "l":
        plain = "n" + plain[1:]
    return plain.removesuffix("g") if plain.endswith("ng") else plain


@cache
def _sounds() -> dict[str, str]:
    """What is alike → its sound."""
    return {key: chr(_START + at) for at, key in enumerate(sorted({alike(syllable) for syllable in characters()}))}


@cache
def _by_character() -> dict[int, str]:
    return {ord(char): _sounds()[alike(syllables[0])] for char, syllables in readings().items()}


@cache
def _initials() -> dict[int, str]:
    return {ord(char): syllables[0][0] for char, syllables in readings().items()}


def sounded(text: str) -> str:
    """Folded text with every Han character replaced by the sound of its commonest reading; as long as the text."""
    return text.translate(_by_character())


def initialled(text: str) -> str:
    """Folded text with every Han character replaced by its initial letter; as long as the text."""
    return text.translate(_initials())


def sounds_of(char: str) -> tuple[str, ...]:
    """The sounds that a character may have; itself where it has no reading."""
    return tuple(dict.fromkeys(_sounds()[alike(syllable)] for syllable in readings().get(char, ()))) or (char,)


def same_sound(char: str) -> str:
    """The character and those that sound like it."""
    return char + "".join(_sounding()[sound] for sound in sounds_of(char) if sound in _sounding())


@cache
def _sounding() -> dict[str, str]:
    found: dict[str, str] = {}
    for syllable, (commonly, _) in characters().items():
        sound = _sounds()[alike(syllable)]
        found[sound] = found.get(sound, "") + commonly
    return found


def read_so(latin: str) -> list[list[str]]:
    """The ways to read Latin letters as syllables, each as the characters read just so: niugang → 牛…, 刚…."""
    return [["".join(characters()[syllable]) for syllable in way] for way in _exactly(_joined(latin))]


@cache
def _exactly(latin: str) -> tuple[tuple[str, ...], ...]:
    if not latin:
        return ((),)
    ways = []
    for length in range(min(_LONGEST_SYLLABLE, len(latin)), 0, -1):
        if latin[:length] in characters() and len(latin) <= 24:
            ways += [(latin[:length], *rest) for rest in _exactly(latin[length:])]
    return tuple(sorted(ways, key=len)[:4])


def _joined(latin: str) -> str:
    return "".join(_LATIN.findall(latin.replace("ü", "v")))


def is_read(word: str, latin: str) -> bool:
    """Whether the characters are read just as the letters say, with no sounds mixed up."""
    ways = {""}
    for char in word:
        ways = {before + syllable for before in ways for syllable in readings().get(char, (char,))}
        ways = {way for way in ways if _joined(latin).startswith(way)}
    return _joined(latin) in ways


def without_tones(text: str) -> str:
    """Pinyin without its marks or figures of tone: lǜsè, lv4se4 → lvse; what is no pinyin as it is."""
    apart = unicodedata.normalize("NFD", text)
    if not any(mark in apart for mark in _TONES):
        bare = _TONE_FIGURES.sub("", text)
        return bare if bare != text and is_spelled(bare) else text
    plain = unicodedata.normalize("NFC", apart.translate(dict.fromkeys(map(ord, _TONES))))
    return plain if re.search("[a-zü]", plain) else text


def is_spelled(text: str) -> bool:
    """Whether the text may be pinyin: lower-case letters, with spaces or apostrophes between syllables."""
    return bool(re.fullmatch(r"[a-zü]+(?:[ '·-][a-zü]+)*", text))


def spellings(latin: str) -> Iterator[tuple[str, ...]]:
    """The ways to read Latin letters as syllables, each as its sounds, fewest syllables first; none for other words.

    guangdian → 光电's sounds; xian is one syllable and then two. At most `MOST_SPELLINGS`.
    """
    pieces = _LATIN.findall(latin.replace("ü", "v"))
    found = sorted(_parsed(pieces), key=len)[:MOST_SPELLINGS]
    yield from dict.fromkeys(found)


def _parsed(pieces: list[str]) -> list[tuple[str, ...]]:
    if not pieces:
        return []
    whole: list[tuple[str, ...]] = [()]
    for piece in pieces:
        whole = [before + after for before in whole for after in _syllables(piece)][:MOST_SPELLINGS]
    return whole


@cache
def _syllables(piece: str) -> tuple[tuple[str, ...], ...]:
    if not piece:
        return ((),)
    if len(piece) > 60:
        return ()
    found: list[tuple[str, ...]] = []
    for length in range(min(_LONGEST_SYLLABLE, len(piece)), 0, -1):
        sound = _sounds().get(alike(piece[:length]))
        if sound and (length > 1 or piece[0] in "aeo"):
            found += [(sound, *rest) for rest in _syllables(piece[length:])]
        if len(found) >= MOST_SPELLINGS:
            break
    return tuple(found[:MOST_SPELLINGS])
