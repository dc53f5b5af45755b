"""The admin of issues. Importing it registers everything."""

from issues.admin.issue import IssueAdmin

__all__ = ["IssueAdmin"]
