"""What the proof checks find between the articles of a published issue, for the archive check."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from articles.proofing.checking import check_between
from articles.proofing.findings import Finding
from articles.registers.loading import registers
from issues.assembly.texts import text_of_issue
from issues.models import Issue

Found = Mapping[int, tuple[Finding, ...]]


def between(articles: Collection[int]) -> Found:
    """Article's number → what its published issues show of it. Two queries, and five for each of the issues."""
    at, found = registers(), defaultdict[int, list[Finding]](list)
    for issue in Issue.objects.published().filter(entries__article__in=articles).distinct().order_by("total_number"):
        text, numbers = text_of_issue(issue)
        for one in check_between(text, at, issue.day):
            if one.article is not None and (number := numbers[one.article - 1]) in articles:
                found[number].append(one)
    return {number: tuple(ones) for number, ones in found.items()}
