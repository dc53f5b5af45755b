"""How Chinese words are typed: pinyin without tones, and its initials. Pure."""

import unicodedata


def syllables(text: str) -> list[str]:
    """The pinyin of each Han character; runs of other characters stay as they are, folded and lower-case.

    Readings are guesses where a character has several.
    """
    from pypinyin import lazy_pinyin  # 55 MB of tables: loaded only when a name is stored or nothing was found

    return [part.lower() for part in lazy_pinyin(unicodedata.normalize("NFKC", text)) if part.strip()]


def spelled(text: str) -> str:
    """光电产业 → guangdianchanye."""
    return "".join(syllables(text))


def initials(text: str) -> str:
    """光电产业 → gdcy."""
    return "".join(part[0] for part in syllables(text))
