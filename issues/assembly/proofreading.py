"""Stored issues and articles made ready for the proof checks: their text, and what the database knows beside it."""

import datetime as dt
from collections import Counter
from dataclasses import replace

from django.utils import timezone

from articles.models import Article
from articles.proofing.checking import check_article, check_issue
from articles.proofing.findings import Finding, Level
from articles.proofing.rules import Context, TypoChecker
from articles.proofing.units import ArticleText, IssueText
from articles.registers.known import of_published, of_unpublished
from articles.registers.loading import registers
from issues import numbering
from issues.assembly.past import past_of
from issues.assembly.texts import text_of_article, text_of_issue
from issues.document import IssueDocument
from issues.models import Issue
from issues.proofing.adapting import issue_text
from issues.proofing.recognised import judged_on

_ISSUES_LOOKED_AT = 12
_MOSTLY = 0.75
_SEVERAL, _FEWEST = 4, 2
"""Two or three issues tell the usual weekday only when they all have it."""


def check_stored_issue(
    issue: Issue,
    date: dt.date | None = None,
    *,
    typos: TypoChecker | None = None,
    read: tuple[IssueText, list[int]] | None = None,
) -> list[Finding]:
    """What a stored issue gives, judged by its own day (the printed one, the day it went out) unless one is named.

    read  what `text_of_issue` gives of it, where that is at hand
    """
    text, numbers = read or text_of_issue(issue)
    out = (
        date
        or issue.date
        or (issue.published_at and not issue.day_unknown and timezone.localtime(issue.published_at).date())
    )
    day = out or judged_on(text)
    wanted = numbering.IssueNumber(issue.year, issue.number, issue.total_number)
    context = replace(
        context_of(wanted, issue.pk, known=of_published() if issue.published_at else None, gaps=not issue.published_at),
        typos=typos,
        past=past_of(text.articles, before=out or None, besides=numbers),
    )
    return check_issue(text, registers(), day or None, context)


def check_stored_article(
    article: Article, date: dt.date | None = None, *, typos: TypoChecker | None = None
) -> list[Finding]:
    """What a stored article gives, judged by the day it was published, or else by its event's day."""
    text, day = replace(text_of_article(article), number=1), date or day_of(article)
    out = day if article.published_at else None
    return check_article(text, registers(), day, replace(_context(article, text, out), typos=typos))


def day_of(article: Article) -> dt.date | None:
    """The day by which a stored article is judged."""
    return timezone.localtime(article.published_at).date() if article.published_at else article.event_date


def check_words(
    text: ArticleText, article: Article | None = None, *, typos: TypoChecker | None = None
) -> list[Finding]:
    """What words give that are being written, before they are stored: `article` is what they are to become words of.

    A published article's are judged by the day it was published, others by today.
    """
    published = timezone.localtime(article.published_at).date() if article and article.published_at else None
    today = timezone.localdate()
    context = replace(_context(article, text, published), today=today, typos=typos)
    return check_article(replace(text, number=1), registers(), published or today, context)


def _context(article: Article | None, text: ArticleText, published: dt.date | None) -> Context:
    """What the database knows beside an article's words; of those published on a day, what it knew by then."""
    known = of_published() if article and article.published_at else of_unpublished()
    besides = [article.pk] if article and article.pk else []
    return replace(known, past=past_of([text], before=published, besides=besides))


def check_document(document: IssueDocument) -> list[tuple[str, Finding]]:
    """What a document gives that is not stored yet, each with the title of its article ("" for head and lead).

    Its lead and number are judged by the import's own remarks, so they are left out here.
    """
    text = issue_text(document, printed_lead=False)
    titles = [item.title for _, item in document.items()]
    day = judged_on(text)
    known = replace(of_unpublished(), year=document.masthead.year, past=past_of(text.articles, before=text.date))
    found = check_issue(text, registers(), day, known)
    return [(titles[one.article - 1] if one.article else "", one) for one in found if one.level is not Level.C]


def context_of(
    wanted: numbering.IssueNumber, besides: int | None = None, *, known: Context | None = None, gaps: bool = True
) -> Context:
    """What the stored issues and the desk's tables say beside an issue's words. Eight queries.

    gaps  whether issues that are missing before this one are told
    """
    before = Issue.objects.filter(total_number__lt=wanted.total_number).order_by("-total_number")
    dates = [date for date in before.values_list("date", flat=True)[:_ISSUES_LOOKED_AT] if date]
    weekdays = Counter(date.weekday() for date in dates).most_common(1)
    alike = len(dates) >= _FEWEST and weekdays[0][1] >= (_MOSTLY if len(dates) >= _SEVERAL else 1) * len(dates)
    usual = weekdays[0][0] if alike else None
    return replace(
        known or of_unpublished(),
        year=wanted.year,
        usual_weekday=usual,
        previous_date=dates[0] if dates else None,
        number_doubts=tuple(numbering.doubts(wanted, gaps=gaps)),
        number_conflicts=tuple(numbering.conflicts(wanted, besides=besides)),
    )
