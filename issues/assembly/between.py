"""What the proof checks find between the articles of a published issue and in its own head, for the archive check."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from articles.proofing.checking import check_between, check_own
from articles.proofing.findings import Finding
from articles.proofing.waivers import waiver_key
from articles.registers.known import of_published
from articles.registers.loading import registers
from articles.registers.waiving import waivers_of
from issues import numbering
from issues.assembly.proofreading import context_of
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


def own(articles: Collection[int]) -> Found:
    """What published issues' own head, lead and number give, under the article that is first in each: a row of the
    整改清单 stands in an article. What somebody let stand in the issue is left out, and each says which issue it is.

    Two queries, and some fifteen for each of the issues.
    """
    at, found = registers(), dict[int, tuple[Finding, ...]]()
    for issue in Issue.objects.published().filter(entries__article__in=articles).distinct().order_by("total_number"):
        text, numbers = text_of_issue(issue)
        if not numbers or numbers[0] not in articles:
            continue
        wanted = numbering.IssueNumber(issue.year, issue.number, issue.total_number)
        context = context_of(wanted, issue.pk, known=of_published(), gaps=False)
        let_stand = waivers_of("issue", [issue.pk]).get(issue.pk, {})
        found[numbers[0]] = tuple(
            replace(one, message=f"{issue}（刊头、导读）：{one.message}")
            for one in check_own(text, at, issue.day, context)
            if waiver_key(one) not in let_stand
        )
    return found
