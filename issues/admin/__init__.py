"""The admin of issues. Importing it registers everything."""

from issues.admin.adoption import (
    AdoptionAdmin,
    DeductionAdmin,
    InstructionAdmin,
    OutletAdmin,
    ScoringRulesAdmin,
    UnitStandingAdmin,
)
from issues.admin.bulletin import BulletinFormAdmin
from issues.admin.issue import IssueAdmin
from issues.admin.mailing import MailingAdmin, SubscriberAdmin
from issues.admin.reviewing import ReturnReasonAdmin, ReviewStepAdmin

__all__ = [
    "AdoptionAdmin",
    "BulletinFormAdmin",
    "DeductionAdmin",
    "InstructionAdmin",
    "IssueAdmin",
    "MailingAdmin",
    "OutletAdmin",
    "ReturnReasonAdmin",
    "ReviewStepAdmin",
    "ScoringRulesAdmin",
    "SubscriberAdmin",
    "UnitStandingAdmin",
]
