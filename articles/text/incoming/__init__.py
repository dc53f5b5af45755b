"""Word files and pasted HTML as lines: what plain-text readers understand, with bold, lists, tables, pictures kept.

Pure: no Django, no network, no macro is run and nothing outside the file is fetched.
"""

from articles.text.incoming.lines import IncomingDocument, RichLine, UnreadableFile
from articles.text.incoming.page import looks_like_html, read_html
from articles.text.incoming.word import looks_like_docx, read_docx

__all__ = [
    "IncomingDocument",
    "RichLine",
    "UnreadableFile",
    "looks_like_docx",
    "looks_like_html",
    "read_docx",
    "read_html",
]
