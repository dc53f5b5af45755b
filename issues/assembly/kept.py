"""An issue's findings as pages read them: found once, good while nothing that they follow from has changed.

What decides (a signature, a waiver) asks the words themselves: `fresh`.
"""

import contextlib
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from articles.models import RegisterRevision, SiteRevision
from articles.proofing import fingerprint
from articles.proofing.findings import Finding
from issues.assembly.proofreading import check_stored_issue
from issues.assembly.texts import text_of_issue
from issues.assembly.typo_checks import keep, looked_for, remembered
from issues.models import Entry, Issue, KeptFindings

if TYPE_CHECKING:
    from articles.proofing.typos.model import TypoModel

OPEN = (Issue.Status.COMPOSING, Issue.Status.IN_REVIEW, Issue.Status.APPROVED)
"""Issues whose findings are kept: of others they are seldom asked."""

_MARKS = f"""
    SELECT version, published_at,
        (SELECT number FROM {RegisterRevision._meta.db_table} WHERE id = 1),
        (SELECT number || '-' || mark FROM {SiteRevision._meta.db_table} WHERE id = 1),
        (SELECT SUM(version) FROM {Issue._meta.db_table} WHERE status IN (%s, %s, %s)),
        (SELECT COUNT(*) FROM {Issue._meta.db_table} WHERE status IN (%s, %s, %s))
    FROM {Issue._meta.db_table} WHERE id = %s
"""  # noqa: S608 - the names of our own tables


@dataclass(frozen=True, slots=True)
class Look:
    """An issue's findings, each with its article's number (None for the issue's own) and title.

    unfinished  articles in which typos were not yet looked for
    """

    found: tuple[tuple[int | None, str, Finding], ...]
    unfinished: int = 0


def look(issue: Issue, *, fresh: bool = False) -> Look:
    """The issue's findings: kept ones where they hold. Three queries then; else as many as checking it takes.

    fresh  check the words now, whatever is kept
    """
    if fresh:
        return _checked(issue)
    stamp = _stamp(issue)
    row = KeptFindings.objects.filter(issue=issue, stamp=stamp).first()
    if row is not None:
        found = tuple((number, title, Finding.from_row(one)) for number, title, one in row.found)
        return Look(found, row.unfinished)
    seen = _checked(issue)
    _keep(issue, stamp, seen)
    return seen


def is_complete(issue: Issue) -> bool:
    """Whether the kept findings hold now, typos included. Three queries."""
    return KeptFindings.objects.filter(issue=issue, stamp=_stamp(issue), unfinished=0).exists()


def complete(issue: Issue, model: "TypoModel") -> Look:
    """Check the issue with the typo model and keep what it gives. For workers: it takes seconds."""
    stamp = _stamp(issue)
    seen = _checked(issue, model)
    _keep(issue, stamp, seen)
    return seen


def _checked(issue: Issue, model: "TypoModel | None" = None) -> Look:
    text, numbers = text_of_issue(issue)
    typos = remembered(text.articles, model)
    findings = check_stored_issue(issue, typos=typos, read=(text, numbers))
    if typos is not None and typos.new:
        keep(typos)
    titles = [article.title for article in text.articles]
    found = tuple(
        (numbers[one.article - 1], titles[one.article - 1], one) if one.article else (None, "", one) for one in findings
    )
    return Look(found, typos.unfinished if typos else 0)


def _keep(issue: Issue, stamp: str, seen: Look) -> None:
    """Store them. A database that is busy writing is not waited for twice: the next look finds them again."""
    if issue.status not in OPEN:
        return
    rows = [(number, title, one.to_row()) for number, title, one in seen.found]
    values = {"stamp": stamp, "found": rows, "unfinished": seen.unfinished}
    with contextlib.suppress(OperationalError), transaction.atomic():
        KeptFindings.objects.update_or_create(issue=issue, defaults=values)


def _stamp(issue: Issue) -> str:
    """All that the findings follow from: the words' versions, registers, what is published, other open issues, the
    rules, the day. Two queries."""
    known = ("article_id", "article__version", "article__source__name", "section__name", "lead_title")
    entries = Entry.objects.filter(issue=issue).order_by("position").values_list(*known)
    with connection.cursor() as cursor:  # by hand: putting it together from querysets takes longer than all the rest
        cursor.execute(_MARKS, [*OPEN, *OPEN, issue.pk])
        marks = cursor.fetchone()
    limit = settings.CHANNEL_LIMITS.wechat_title
    told = (marks, *entries, fingerprint.rules(), timezone.localdate(), limit, looked_for())
    return hashlib.sha256(repr(told).encode()).hexdigest()
