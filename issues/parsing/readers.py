"""Which reader takes which file: each says whether a file can be its own, then reads it. Pure.

A new format is one more line in `READERS`; the first reader that accepts a file takes it, plain text takes the rest.
"""

from collections.abc import Callable
from typing import NamedTuple

from articles.intake.extraction.charset import decode_page
from articles.text.incoming import UnreadableFile, looks_like_docx, looks_like_html, read_docx, read_html
from issues.parsing.decoding import decode
from issues.parsing.recognition import Recognition, UnreadableInput
from issues.parsing.rich import parse_rich
from issues.parsing.text import parse_text


class Reader(NamedTuple):
    """name     of the format, for messages
    accepts  (data, file name) → True when the file can be of this format
    read     (data, file name) → the issues in it; raises UnreadableInput
    """

    name: str
    accepts: Callable[[bytes, str], bool]
    read: Callable[[bytes, str], list[Recognition]]


def _accepts_any(data: bytes, name: str) -> bool:  # noqa: ARG001
    return True


def _read_plain_text(data: bytes, name: str) -> list[Recognition]:
    return parse_text(decode(data, name))


def _read_word(data: bytes, name: str) -> list[Recognition]:  # noqa: ARG001
    try:
        return parse_rich(read_docx(data))
    except UnreadableFile as error:
        raise UnreadableInput(error.message) from error


def _read_html(data: bytes, name: str) -> list[Recognition]:  # noqa: ARG001
    try:
        return parse_rich(read_html(decode_page(data).text))
    except UnreadableFile as error:
        raise UnreadableInput(error.message) from error


READERS: tuple[Reader, ...] = (
    Reader("Word", looks_like_docx, _read_word),
    Reader("网页", looks_like_html, _read_html),
    Reader("纯文本", _accepts_any, _read_plain_text),
)


def read(data: bytes, name: str) -> list[Recognition]:
    """The issues in a file, by the first reader that accepts it; raises UnreadableInput."""
    return next(reader for reader in READERS if reader.accepts(data, name)).read(data, name)
