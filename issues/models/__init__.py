"""The tables of issues. Import models from here."""

from issues.models.bulletin import BulletinForm
from issues.models.correction import Correction
from issues.models.issue import Edition, Entry, ImportRecord, Issue
from issues.models.mailing import Delivery, Mailing, Subscriber
from issues.models.review import GATES, Look, Review, ReviewComment, Wording
from issues.models.step import ReviewStep

__all__ = [
    "GATES",
    "BulletinForm",
    "Correction",
    "Delivery",
    "Edition",
    "Entry",
    "ImportRecord",
    "Issue",
    "Look",
    "Mailing",
    "Review",
    "ReviewComment",
    "ReviewStep",
    "Subscriber",
    "Wording",
]
