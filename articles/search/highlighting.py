"""Titles and snippets with the words that were found marked. Pure; everything but our own <mark> is escaped."""

import unicodedata
from collections.abc import Iterable, Sequence
from html import escape

from articles.text.bodies import strip_control
from articles.text.folding import search_form, search_form_with_origins

LENGTH = 110
_STOPS = "。！？；!?;"
_PAUSES = "，、：,:）)”】 "

Span = tuple[int, int]


def highlighted(text: str, words: Iterable[str]) -> str:
    """`text` as HTML with every occurrence of the folded `words` in <mark>."""
    text = _clean(text)
    return _marked(text, _spans(text, words), 0, len(text))


def snippet(paragraphs: Sequence[str], words: Sequence[str], *, length: int = LENGTH) -> tuple[str, str]:
    """The best piece of a text, as plain text and as HTML with <mark>: about `length` characters of one paragraph.

    The paragraph with the most different words wins, of equal ones the first; without any the text's beginning.
    Whole characters always: a combining mark, a variation selector or a Latin word is never cut off.
    """
    best, worth = _best(paragraphs, words)
    text = _clean(best)
    spans = _spans(text, words) if worth else []
    start, end = _window(text, spans, length)
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return before + text[start:end] + after, before + _marked(text, spans, start, end) + after


def _best(paragraphs: Sequence[str], words: Sequence[str]) -> tuple[str, int]:
    """The paragraph to show, and how many of the words it has."""
    best, most, first = "", 0, ""
    for paragraph in paragraphs:
        folded = search_form(paragraph)
        first = first or (paragraph if folded else "")
        worth = sum(word in folded for word in words)
        if worth > most:
            best, most = paragraph, worth
            if most == len(words):
                break
    return best or first, most


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(strip_control(text).split()))


def _spans(text: str, words: Iterable[str]) -> list[Span]:
    """Where the words stand in `text`, in order, overlapping ones joined."""
    form = search_form(text)
    words = [word for word in words if word and word in form]
    if not words:
        return []
    folded, origins = search_form_with_origins(text)
    found: list[Span] = []
    for word in words:
        place = folded.find(word)
        while place >= 0:
            found.append((origins[place], origins[place + len(word) - 1] + 1))
            place = folded.find(word, place + len(word))
    joined: list[Span] = []
    for start, end in sorted(found):
        end = _with_marks(text, end)
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _window(text: str, spans: Sequence[Span], length: int) -> Span:
    """The piece to show: from the sentence of the densest place, moved to where cutting does no harm."""
    if len(text) <= length:
        return 0, len(text)
    at = _densest(spans, length)
    sentence = max((text.rfind(stop, 0, at) for stop in _STOPS), default=-1) + 1
    start = sentence if at - sentence <= length // 2 else max(0, at - length // 4)
    start = min(start, max(0, len(text) - length))
    if start and start != sentence:
        pause = min((p for s in _PAUSES if (p := text.find(s, start, at)) >= 0), default=-1)
        start = pause + 1 if pause >= 0 else start
    end = min(len(text), max(start + length, next((e for s, e in spans if s >= at), 0)))
    return _whole_start(text, start), _whole_end(text, end)


def _densest(spans: Sequence[Span], length: int) -> int:
    """The start of the span that has most others within `length` after it."""
    counts = [sum(1 for s, _ in spans if start <= s < start + length // 2) for start, _ in spans]
    return spans[counts.index(max(counts))][0] if spans else 0


def _whole_start(text: str, start: int) -> int:
    while 0 < start < len(text) and (_joins(text[start]) or _is_latin_inside(text, start)):
        start -= 1
    return start


def _whole_end(text: str, end: int) -> int:
    limit = end + 24  # a very long "word" is cut after all
    while end < len(text) and end < limit and (_joins(text[end]) or _is_latin_inside(text, end)):
        end += 1
    return end


def _with_marks(text: str, end: int) -> int:
    while end < len(text) and _joins(text[end]):
        end += 1
    return end


def _joins(char: str) -> bool:
    return bool(unicodedata.combining(char)) or unicodedata.category(char) in ("Mn", "Mc", "Me") or char == "\u200d"


def _is_latin_inside(text: str, at: int) -> bool:
    return text[at].isascii() and text[at].isalnum() and text[at - 1].isascii() and text[at - 1].isalnum()


def _marked(text: str, spans: Sequence[Span], start: int, end: int) -> str:
    parts: list[str] = []
    at = start
    for left, right in spans:
        left, right = max(left, start), min(right, end)
        if left >= right:
            continue
        parts += [escape(text[at:left]), "<mark>", escape(text[left:right]), "</mark>"]
        at = right
    return "".join(parts) + escape(text[at:end])
