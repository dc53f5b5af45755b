"""The admin of issues. Importing it registers everything."""

from issues.admin.bulletin import BulletinFormAdmin
from issues.admin.issue import IssueAdmin
from issues.admin.mailing import MailingAdmin, SubscriberAdmin

__all__ = ["BulletinFormAdmin", "IssueAdmin", "MailingAdmin", "SubscriberAdmin"]
