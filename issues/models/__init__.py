"""The tables of issues. Import models from here."""

from issues.models.issue import Edition, Entry, ImportRecord, Issue

__all__ = ["Edition", "Entry", "ImportRecord", "Issue"]
