"""The tables of issues. Import models from here."""

from issues.models.adoption import (
    Adoption,
    AdoptionCredit,
    AdoptionScan,
    Deduction,
    Forwarding,
    Instruction,
    Outlet,
    ScoringRules,
    UnitStanding,
)
from issues.models.archive import ArchiveCheck, ArchiveFinding, Recheck
from issues.models.assignment import Assignment, AssignmentUnit, PlannedEvent
from issues.models.bulletin import BulletinForm
from issues.models.closing import Circular, Closing, Objection
from issues.models.correction import Correction
from issues.models.issue import Edition, Entry, Hiding, ImportRecord, Issue
from issues.models.mailing import Delivery, Mailing, Subscriber
from issues.models.proofs import KeptFindings, TypoCheck
from issues.models.review import GATES, Look, Review, ReviewComment, Wording
from issues.models.step import ReviewStep
from issues.models.unit_letter import RunningCount, UnitLetter

__all__ = [
    "GATES",
    "Adoption",
    "AdoptionCredit",
    "AdoptionScan",
    "ArchiveCheck",
    "ArchiveFinding",
    "Assignment",
    "AssignmentUnit",
    "BulletinForm",
    "Circular",
    "Closing",
    "Correction",
    "Deduction",
    "Delivery",
    "Edition",
    "Entry",
    "Forwarding",
    "Hiding",
    "ImportRecord",
    "Instruction",
    "Issue",
    "KeptFindings",
    "Look",
    "Mailing",
    "Objection",
    "Outlet",
    "PlannedEvent",
    "Recheck",
    "Review",
    "ReviewComment",
    "ReviewStep",
    "RunningCount",
    "ScoringRules",
    "Subscriber",
    "TypoCheck",
    "UnitLetter",
    "UnitStanding",
    "Wording",
]
