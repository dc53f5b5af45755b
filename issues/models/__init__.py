"""The tables of issues. Import models from here."""

from issues.models.correction import Correction
from issues.models.issue import Edition, Entry, ImportRecord, Issue
from issues.models.review import GATES, Look, Review, ReviewComment, Wording
from issues.models.step import ReviewStep

__all__ = [
    "GATES",
    "Correction",
    "Edition",
    "Entry",
    "ImportRecord",
    "Issue",
    "Look",
    "Review",
    "ReviewComment",
    "ReviewStep",
    "Wording",
]
