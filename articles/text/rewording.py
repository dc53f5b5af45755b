"""Other words for a paragraph that keeps its form: what stays bold, raised or linked as it was. Pure."""

import re

from articles.text.diffing import compare
from articles.text.inline import clip, from_plain_text, plain_text

_ONE = re.compile(r"((?:<[^/>][^>]*>)*)(.*?)((?:</[^>]*>)*)", re.DOTALL)
_SEAM = re.compile(r"</(strong|em|sup|sub)><\1>")


def reworded(html: str, text: str) -> str:
    """Restricted inline HTML that shows `text`, made from `html`: words that stay keep their mark-up, words that
    replace others take theirs, words that are added take that of the word before (links excepted)."""
    parts, at = [], 0  # at: how far the old words are used up
    gone_from = -1
    for span in compare(plain_text(html), text):
        if span.kind == "new":
            parts.append(_dressed(html, span.text, gone_from if gone_from >= 0 else at - 1, replaced=gone_from >= 0))
            gone_from = -1
            continue
        if span.kind == "same":
            parts.append(clip(html, at, at + len(span.text)))
        gone_from = at if span.kind == "gone" else -1
        at += len(span.text)
    return _SEAM.sub("", "".join(parts))


def _dressed(html: str, words: str, place: int, *, replaced: bool) -> str:
    """`words` in the mark-up of the old character at `place`; not raised or lowered: typed signs are so already."""
    match = _ONE.fullmatch(clip(html, place, place + 1)) if place >= 0 else None
    before, after = (match[1], match[3]) if match else ("", "")
    plain = not before or re.search(r"<su[bp]\b", before) or (not replaced and "<a" in before)
    return from_plain_text(words) if plain else f"{before}{from_plain_text(words)}{after}"
