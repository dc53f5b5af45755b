"""Which issue is in hand, and which an article stands in."""

from articles.models import Article
from issues.models import Entry, Issue

Status = Issue.Status


def current_issue() -> Issue | None:
    """The newest issue that is being put together; else the newest that is not out yet. One query, or two."""
    under_way = Issue.objects.exclude(status__in=(Status.PUBLISHED, Status.WITHDRAWN)).order_by("-total_number")
    return under_way.filter(status=Status.COMPOSING).first() or under_way.first()


def newest_entry(article: Article) -> Entry | None:
    """The article's place in the newest issue that it stands in. One query."""
    return Entry.objects.filter(article=article).select_related("issue").order_by("-issue__total_number").first()
