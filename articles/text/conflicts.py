"""Two people's versions of one form, field by field and paragraph by paragraph, and what was chosen of them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from articles.text.blocks import from_html, to_html
from articles.text.bodies import sanitise
from articles.text.diffing import Span, compare
from articles.text.merging import Chunk, Origin, merge, merge_value

# Fields whose text is restricted HTML: merged by paragraph; any other field is one value.
BODIES = frozenset({"body"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A stretch on which the two differ: what each made of the old words, and what is proposed.

    key     names the choice in the form, e.g. "body-3"
    mine, theirs  the difference from the old words to each side, to read
    proposed      "mine", "theirs" or "both" (mine first)
    """

    key: str
    origin: Origin
    mine: tuple[Span, ...]
    theirs: tuple[Span, ...]
    proposed: str
    may_keep_both: bool


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field in which the two sides differ."""

    name: str
    choices: tuple[Choice, ...]


def conflicts(base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> list[FieldConflict]:
    """The fields of `mine` that differ from `theirs`, in the form's order, with a choice for each stretch."""
    found = []
    for name in mine:
        if name not in theirs or _normal(name, mine[name]) == _normal(name, theirs[name]):
            continue
        chunks = _chunks(name, base.get(name, theirs[name]), mine[name], theirs[name])
        choices = tuple(_choice(name, n, chunk) for n, chunk in enumerate(chunks) if chunk.mine != chunk.theirs)
        if choices:
            found.append(FieldConflict(name, choices))
    return found


def merged(
    base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str], picks: Mapping[str, str]
) -> dict[str, str]:
    """The fields of `mine` with each stretch as picked (key → "mine", "theirs" or "both"); else as proposed."""
    result = {}
    for name in mine:
        if name not in theirs:
            result[name] = mine[name]
            continue
        chunks = _chunks(name, base.get(name, theirs[name]), mine[name], theirs[name])
        kept = [part for n, chunk in enumerate(chunks) for part in _picked(chunk, picks.get(f"{name}-{n}", ""))]
        result[name] = to_html(from_html("".join(kept))) if name in BODIES else "".join(kept[:1])
    return result


def _chunks(name: str, base: str, mine: str, theirs: str) -> tuple[Chunk, ...]:
    if name in BODIES:
        return merge(_paragraphs(base), _paragraphs(mine), _paragraphs(theirs))
    return (merge_value(*(_normal(name, text) for text in (base, mine, theirs))),)


def _paragraphs(html: str) -> list[str]:
    return [to_html((block,)) for block in from_html(sanitise(html))]


def _normal(name: str, text: str) -> str:
    if name in BODIES:
        return "".join(_paragraphs(text))
    return text.replace("\r\n", "\n").strip()


def _choice(name: str, number: int, chunk: Chunk) -> Choice:
    body = name in BODIES
    proposed = chunk.origin if chunk.origin in ("mine", "theirs") else ("both" if body else "mine")
    old = _words(body, chunk.base)
    return Choice(
        key=f"{name}-{number}",
        origin=chunk.origin,
        mine=compare(old, _words(body, chunk.mine)),
        theirs=compare(old, _words(body, chunk.theirs)),
        proposed=proposed,
        may_keep_both=body and chunk.origin == "conflict",
    )


def _picked(chunk: Chunk, pick: str) -> tuple[str, ...]:
    if chunk.mine == chunk.theirs:
        return chunk.mine
    sides = {"mine": chunk.mine, "theirs": chunk.theirs, "both": chunk.mine + chunk.theirs}
    return sides.get(pick) or (() if pick in sides else chunk.proposed)


def _words(body: bool, parts: tuple[str, ...]) -> str:
    if not body:
        return "".join(parts)
    return "\n".join(block.text for part in parts for block in from_html(part))
