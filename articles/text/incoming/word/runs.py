"""What a run of a Word file says of its words, and which drawings hold something. Pure."""

from collections.abc import Iterator

from lxml import etree

from articles.text.incoming.word.numbering import W
from articles.text.incoming.word.styles import is_on

_SHOWN = {"chart", "relIds", "wsp", "OLEObject", "shape", "wgp", "wpc"}


def marks(properties: etree._Element | None) -> Iterator[str]:
    """What a run's properties say of its words that is kept: strong, sup, sub."""
    if properties is None:
        return
    script = properties.find(f"{W}vertAlign")
    if script is not None and (tag := {"superscript": "sup", "subscript": "sub"}.get(script.get(f"{W}val", ""))):
        yield tag
    if is_on(properties.find(f"{W}b")):
        yield "strong"


def holds_drawing(element: etree._Element) -> bool:
    """Whether an element shows something: a chart, a diagram, a shape, an embedded file."""
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] in _SHOWN
