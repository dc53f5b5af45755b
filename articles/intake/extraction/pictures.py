"""Pictures of a page: their addresses, and which are only buttons. Pure."""

import re
from typing import Any
from urllib.parse import urljoin

from articles.intake.extraction.lines import clean
from articles.intake.extraction.story import StoryImage

_LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src", "oldsrc", "src")


_ICON = re.compile(
    r"(?:^|[-_.])(?:icon|logo|qr-?code|ewm|erweima|share|spacer|blank|weixin|print|close|loading)(?:[-_.\d]|$)",
    re.IGNORECASE,
)


def picture_of(element: Any, base_url: str) -> StoryImage | None:
    """The picture that an <img> shows, its address absolute; None for one without an address, or a button's."""
    source = clean(next((element.get(name) for name in _LAZY_SOURCES if element.get(name)), "") or "")
    if not source or source.startswith("data:") or _is_icon(element, source):
        return None
    return StoryImage(_absolute(base_url, source), alt=clean(element.get("alt") or ""))


def _is_icon(element: Any, source: str) -> bool:
    """A button's or file type's picture rather than a photograph."""
    size = (element.get("width") or "", element.get("height") or "")
    return any(side.removesuffix("px").isdigit() and int(side.removesuffix("px")) <= 48 for side in size) or bool(
        _ICON.search(source.rpartition("/")[2])
    )


def _absolute(base_url: str, source: str) -> str:
    try:
        return urljoin(base_url, source)
    except ValueError:  # a malformed address such as http://[
        return source
