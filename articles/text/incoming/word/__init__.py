"""Word files (.docx) as lines. Reads the words and their form; runs nothing, fetches nothing."""

from articles.text.incoming.word.package import looks_like_docx
from articles.text.incoming.word.reading import read_docx

__all__ = ["looks_like_docx", "read_docx"]
