"""Which issue is in hand."""

from issues.models import Issue

Status = Issue.Status


def current_issue() -> Issue | None:
    """The newest issue that is being put together; else the newest that is not out yet. One query, or two."""
    under_way = Issue.objects.exclude(status__in=(Status.PUBLISHED, Status.WITHDRAWN)).order_by("-total_number")
    return under_way.filter(status=Status.COMPOSING).first() or under_way.first()
