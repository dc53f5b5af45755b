"""The admin of issues. Importing it registers everything."""

from issues.admin.adoption import (
    AdoptionAdmin,
    DeductionAdmin,
    ForwardingAdmin,
    InstructionAdmin,
    OutletAdmin,
    ScoringRulesAdmin,
    UnitStandingAdmin,
)
from issues.admin.bulletin import BulletinFormAdmin
from issues.admin.issue import IssueAdmin
from issues.admin.mailing import MailingAdmin, SubscriberAdmin
from issues.admin.planning import PlannedEventAdmin, UnitLetterAdmin
from issues.admin.reviewing import ReturnReasonAdmin, ReviewStepAdmin

__all__ = [
    "AdoptionAdmin",
    "BulletinFormAdmin",
    "DeductionAdmin",
    "ForwardingAdmin",
    "InstructionAdmin",
    "IssueAdmin",
    "MailingAdmin",
    "OutletAdmin",
    "PlannedEventAdmin",
    "ReturnReasonAdmin",
    "ReviewStepAdmin",
    "ScoringRulesAdmin",
    "SubscriberAdmin",
    "UnitLetterAdmin",
    "UnitStandingAdmin",
]
