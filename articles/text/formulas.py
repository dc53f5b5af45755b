"""Formulas of Word (OMML) and of pages (MathML) written on one line: (a+b)/c, x<sup>2</sup>, √(x), ∑. Pure.

Restricted inline HTML has no formulas. On one line every sign of one is kept, and whoever reads it can set it anew.
"""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

_UNREAD = frozenset({"annotation", "annotation-xml", "mphantom", "mspace", "maction-hidden"})


def written(element: Any) -> str:
    """The formula that an lxml element of either kind holds, as restricted inline HTML (sup, sub; text escaped)."""
    name = _name(element)
    if not name or name in _UNREAD or name.endswith("pr"):
        return ""
    writer = _WRITERS.get(name)
    return writer(element) if writer else _all(element)


def _name(element: Any) -> str:
    """The tag without its namespace, as HTML's parser and XML's give it alike."""
    if not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower()


def _all(element: Any) -> str:
    parts = [escape((element.text or "").strip(), quote=False)]
    for child in element:
        parts += [written(child), escape((child.tail or "").strip(), quote=False)]
    return "".join(parts)


def _children(element: Any) -> Iterator[Any]:
    """The parts of a construction, properties left out."""
    return (child for child in element if (name := _name(child)) and not name.endswith("pr"))


def _parts(element: Any, count: int) -> list[str]:
    """What its first `count` parts say, "" for one that is missing."""
    found = [written(child) for child in _children(element)][:count]
    return found + [""] * (count - len(found))


def _named(element: Any, *names: str) -> list[str]:
    """What its parts of these names say (OMML), "" for one that is missing."""
    by_name = {_name(child): written(child) for child in _children(element)}
    return [by_name.get(name, "") for name in names]


def _value(element: Any, name: str, default: str) -> str:
    """A property's value such as m:chr m:val="∑"."""
    for one in element.iter():
        if _name(one) == name:
            return next((value for key, value in one.items() if key.rpartition("}")[2].rpartition(":")[2] == "val"), "")
    return default


def _grouped(words: str) -> str:
    """In brackets where it is more than one sign or number."""
    return words if words.isalnum() or (words[:1] == "(" and words[-1:] == ")") else f"({words})"


def _raised(words: str) -> str:
    return f"<sup>{words}</sup>" if words else ""


def _lowered(words: str) -> str:
    return f"<sub>{words}</sub>" if words else ""


def _fraction(element: Any) -> str:
    above, below = _parts(element, 2)
    return f"{_grouped(above)}/{_grouped(below)}"


def _superscript(element: Any) -> str:
    base, above = _parts(element, 2)
    return base + _raised(above)


def _subscript(element: Any) -> str:
    base, below = _parts(element, 2)
    return base + _lowered(below)


def _both(element: Any) -> str:
    base, below, above = _parts(element, 3)
    return base + _lowered(below) + _raised(above)


def _before(element: Any) -> str:
    below, above, base = _named(element, "sub", "sup", "e")
    return _lowered(below) + _raised(above) + base


def _root(element: Any) -> str:
    return f"√({_all(element)})"


def _nth_root(element: Any) -> str:
    base, degree = _parts(element, 2)
    return f"{_raised(degree)}√({base})"


def _radical(element: Any) -> str:
    degree, base = _named(element, "deg", "e")
    return f"{_raised(degree)}√({base})"


def _nary(element: Any) -> str:
    below, above, base = _named(element, "sub", "sup", "e")
    return escape(_value(element, "chr", "∫"), quote=False) + _lowered(below) + _raised(above) + base


def _delimited(element: Any) -> str:
    opening, closing = _value(element, "begchr", "("), _value(element, "endchr", ")")
    inner = escape(_value(element, "sepchr", "|"), quote=False).join(written(child) for child in _children(element))
    return escape(opening, quote=False) + inner + escape(closing, quote=False)


def _fenced(element: Any) -> str:
    inner = escape((element.get("separators") or ",")[:1]).join(written(child) for child in _children(element))
    return escape(element.get("open", "("), quote=False) + inner + escape(element.get("close", ")"), quote=False)


def _matrix(element: Any) -> str:
    rows = ("，".join(written(cell) for cell in _children(row)) for row in _children(element))
    return f"[{'；'.join(rows)}]"


def _lines(element: Any) -> str:
    return "；".join(written(child) for child in _children(element))


def _first(element: Any) -> str:
    """Of the same formula in several notations the first."""
    return next((written(child) for child in _children(element)), "")


_WRITERS: dict[str, Callable[[Any], str]] = {
    "mfrac": _fraction,
    "f": _fraction,
    "msup": _superscript,
    "mover": _superscript,
    "ssup": _superscript,
    "limupp": _superscript,
    "msub": _subscript,
    "munder": _subscript,
    "ssub": _subscript,
    "limlow": _subscript,
    "msubsup": _both,
    "munderover": _both,
    "ssubsup": _both,
    "spre": _before,
    "msqrt": _root,
    "mroot": _nth_root,
    "rad": _radical,
    "nary": _nary,
    "d": _delimited,
    "mfenced": _fenced,
    "mtable": _matrix,
    "m": _matrix,
    "eqarr": _lines,
    "semantics": _first,
}
