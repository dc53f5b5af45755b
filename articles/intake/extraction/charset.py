"""Bytes of a page to text: the charset its header names, then its meta tag, then detection. Pure."""

import codecs
import re
from dataclasses import dataclass

_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "utf8": "utf-8",
    "iso-8859-1": "",  # what servers say when nobody told them; never true of a Chinese page
    "latin-1": "",
    "us-ascii": "",
}
"""Labels as pages write them → the codec that reads all such pages; "" means: says nothing."""


_ENOUGH_HAN = 30


@dataclass(frozen=True, slots=True)
class DecodedPage:
    """The text of a page, the codec that read it, and `conflict`: True where a named charset proved wrong."""

    text: str
    charset: str
    conflict: bool = False


def decode_page(data: bytes, header_charset: str = "") -> DecodedPage:
    """The page's text. A byte-order mark wins; then header, meta, utf-8, gb18030; the first that reads all bytes.

    Where none does, the first named one (or utf-8) is used with replacement characters, and `conflict` is set.
    Rule source: gb2312 and gbk are read as gb18030, their superset (WHATWG Encoding does the same).
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return DecodedPage(data.decode(codec, "replace"), codec)
    named = [name for name in (_codec(header_charset), _codec(_declared(data))) if name]
    if _surely_utf8(data):
        return DecodedPage(data.decode("utf-8"), "utf-8", conflict="utf-8" not in named and bool(named))
    for codec in [*named, "utf-8", "gb18030"]:
        try:
            return DecodedPage(data.decode(codec), codec, conflict=bool(named) and codec != named[0])
        except UnicodeDecodeError:
            continue
    return _least_damaged(data, named)


def _surely_utf8(data: bytes) -> bool:
    """Valid UTF-8 with so many Chinese characters that no GBK page could be it by chance.

    A short GBK text may be valid UTF-8 as well (停水通知 is), so few characters prove nothing.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return sum("\u4e00" <= char <= "\u9fff" for char in text) >= _ENOUGH_HAN


def _least_damaged(data: bytes, named: list[str]) -> DecodedPage:
    """A page cut or corrupted somewhere: the reading with the fewest replacement characters, named ones first."""
    readings = [(data.decode(codec, "replace"), codec) for codec in dict.fromkeys([*named, "utf-8", "gb18030"])]
    text, codec = min(readings, key=lambda reading: reading[0].count("\ufffd"))
    return DecodedPage(text, codec, conflict=True)


def _declared(data: bytes) -> str:
    match = _META.search(data[:4096]) or _XML.search(data[:400])
    return match.group(1).decode("ascii") if match else ""


def _codec(label: str) -> str:
    name = label.strip().strip("\"'").lower()
    name = _WIDER.get(name, name)
    try:
        return codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
