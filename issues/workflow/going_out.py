"""What is asked about before an issue is published: what goes out, when, where, and what somebody should have seen."""

from django.conf import settings
from django.utils import timezone

from articles.record.open_points import OpenPoint
from issues import numbering
from issues.models import Issue
from issues.rendering.labels import date_line
from issues.workflow import readiness
from issues.workflow.standing import standing_of

_SHOWN = 4


def facts(issue: Issue) -> list[str]:
    """What goes out, when and where, in sentences."""
    document = standing_of(issue).document
    titles = [item.title for _, item in document.items()]
    shown = "；".join(titles[:_SHOWN]) + ("……" if len(titles) > _SHOWN else "")
    again = "再次发布，" if issue.editions.exists() else ""
    now = timezone.localtime()
    return [
        f"发什么：{again}{document.masthead.name} {issue.label}，共{len(titles)}条：{shown}",
        f"什么时候：现在，{date_line(now.date())} {now:%H:%M}（北京时间）；发布日期记今天，不能倒填。",
        f"发到哪里：网站 {settings.SITE_URL}{issue.get_absolute_url()}、首页、订阅源和站内搜索。"
        "邮件、短信、公众号不会自动发出，在导出页另发。",
    ]


def open_points(issue: Issue) -> list[OpenPoint]:
    """What is to be seen before: missing signatures, another printed day, a set time, remarks, what comes back."""
    standing, today = standing_of(issue), timezone.localdate()
    found = [OpenPoint(text, error=True) for text in readiness.problems_of(issue, standing.document)]
    if not standing.approved:
        found.append(OpenPoint("现在的文字没有签发，不能发布。", error=True, address=(readiness.REVIEW, issue.pk)))
    if issue.date and issue.date != today and not standing.declared:
        printed = date_line(issue.date)
        found.append(OpenPoint(f"刊头日期是{printed}，今天是{date_line(today)}：现在发布，刊头仍印{printed}。"))
    if issue.publish_at and issue.publish_at > timezone.now():
        at = timezone.localtime(issue.publish_at)
        found.append(OpenPoint(f"已定于{at:%Y-%m-%d %H:%M}（北京时间）发布，现在发布就不等到那时了。"))
    number = numbering.IssueNumber(issue.year, issue.number, issue.total_number)
    found += [OpenPoint(text) for text in numbering.doubts(number)]
    entries = list(issue.entries.select_related("article").defer("article__body").order_by("position"))
    return [*found, *readiness.withdrawn(issue, entries), *readiness.reviewers_remarks(issue)]
