"""The Word edition in the form of a 简报, after GB/T 9704-2012 as a model (a 简报 is not bound by it)."""

from issues.rendering.word.bulletin import render_docx

__all__ = ["render_docx"]
