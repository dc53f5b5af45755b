"""Tags as an editor types them: parted by 、，；, folded in width, each once. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

_SEPARATORS = re.compile(r"[、，,；;\n\r\t]+")
_SPACES = re.compile(r"\s+")


def fold_tag(tag: str) -> str:
    """One tag in its canonical form: full-width letters and digits made half-width, spaces single."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", tag)).strip(" #")


def split_tags(text: str) -> list[str]:
    """The tags of a typed list, in order, without repeats (case-insensitive); "" gives []."""
    found: dict[str, str] = {}
    for part in _SEPARATORS.split(text):
        tag = fold_tag(part)
        if tag:
            found.setdefault(tag.casefold(), tag)
    return list(found.values())


def join_tags(tags: Iterable[Any]) -> str:
    """Tags (strings or objects with a name) as one line that `split_tags` reads back."""
    return "、".join(sorted(str(getattr(tag, "name", tag)) for tag in tags))
