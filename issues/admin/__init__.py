"""The admin of issues. Importing it registers everything."""

from issues.admin.bulletin import BulletinFormAdmin
from issues.admin.issue import IssueAdmin
from issues.admin.mailing import MailingAdmin, SubscriberAdmin
from issues.admin.reviewing import ReturnReasonAdmin, ReviewStepAdmin

__all__ = ["BulletinFormAdmin", "IssueAdmin", "MailingAdmin", "ReturnReasonAdmin", "ReviewStepAdmin", "SubscriberAdmin"]
