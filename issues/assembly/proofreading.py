"""Stored issues and articles made ready for the proof checks: their text, and what the database knows beside it."""

import datetime as dt
from collections import Counter
from dataclasses import replace

from django.utils import timezone

from articles.models import AllowedSource, Article
from articles.proofing.checking import check_article, check_issue
from articles.proofing.findings import Finding, Level
from articles.proofing.rules import Context, TypoChecker
from articles.proofing.units import ArticleText, IssueText, PictureText, article_text
from articles.registers.loading import registers
from articles.text.widths import match_key
from issues import numbering
from issues.assembly.loading import document_with_articles
from issues.document import IssueDocument
from issues.models import Issue
from issues.proofing.adapting import issue_text
from issues.proofing.recognised import judged_on

_ISSUES_LOOKED_AT = 12
_MOSTLY = 0.75


def check_stored_issue(issue: Issue, date: dt.date | None = None, *, typos: TypoChecker | None = None) -> list[Finding]:
    """What a stored issue gives, judged by its own day (the printed one, the day it went out) unless one is named."""
    text = text_of_issue(issue)
    day = (
        date
        or issue.date
        or (issue.published_at and not issue.day_unknown and timezone.localtime(issue.published_at).date())
        or judged_on(text)
    )
    wanted = numbering.IssueNumber(issue.year, issue.number, issue.total_number)
    return check_issue(text, registers(), day or None, replace(context_of(wanted, issue.pk), typos=typos))


def check_stored_article(
    article: Article, date: dt.date | None = None, *, typos: TypoChecker | None = None
) -> list[Finding]:
    """What a stored article gives, judged by the day it was published, or else by its event's day."""
    text = replace(text_of_article(article), number=1)
    return check_article(text, registers(), date or day_of(article), Context(sources=known_sources(), typos=typos))


def day_of(article: Article) -> dt.date | None:
    """The day by which a stored article is judged."""
    return timezone.localtime(article.published_at).date() if article.published_at else article.event_date


def check_words(text: ArticleText, article: Article | None = None) -> list[Finding]:
    """What words give that are being written, before they are stored: `article` is what they are to become words of.

    A published article's are judged by the day it was published, others by today.
    """
    published = timezone.localtime(article.published_at).date() if article and article.published_at else None
    today = timezone.localdate()
    context = Context(sources=known_sources(), today=today)
    return check_article(replace(text, number=1), registers(), published or today, context)


def check_document(document: IssueDocument) -> list[tuple[str, Finding]]:
    """What a document gives that is not stored yet, each with the title of its article ("" for head and lead).

    Its lead and number are judged by the import's own remarks, so they are left out here.
    """
    text = issue_text(document, printed_lead=False)
    titles = [item.title for _, item in document.items()]
    context = Context(year=document.masthead.year, sources=known_sources())
    found = check_issue(text, registers(), judged_on(text), context)
    return [(titles[one.article - 1] if one.article else "", one) for one in found if one.level is not Level.C]


def text_of_article(article: Article) -> ArticleText:
    """A stored article's words, pictures included."""
    return article_text(
        title=article.title,
        body=article.body,
        kicker=article.kicker,
        subtitle=article.subtitle,
        summary=article.summary,
        byline=article.byline_text,
        source=article.source.name if article.source else "",
        source_url=article.source_url,
        editor=article.editor_name,
        is_reprint=article.is_reprint,
        event_date=article.event_date,
        section=article.section.name if article.section else None,
        pictures=(PictureText(image.caption, image.alt, image.credit) for image in article.images.all()),
    )


def text_of_issue(issue: Issue) -> IssueText:
    """A stored issue's words. Its lead follows from its articles and says nothing of its own."""
    document, numbers = document_with_articles(issue)
    text = issue_text(document, printed_lead=False)
    rows = Article.objects.filter(pk__in=numbers).values_list("pk", "is_reprint", "event_date", "source__name")
    known = {pk: (reprint, event, source or "") for pk, reprint, event, source in rows}
    articles = (
        replace(one, is_reprint=known[pk][0], event_date=known[pk][1], source=known[pk][2] or one.source)
        for one, pk in zip(text.articles, numbers, strict=True)
    )
    return replace(text, articles=tuple(articles))


def context_of(wanted: numbering.IssueNumber, besides: int | None = None) -> Context:
    """What the stored issues and the register of outlets say beside an issue's words. Six queries."""
    before = Issue.objects.filter(total_number__lt=wanted.total_number).order_by("-total_number")
    dates = [date for date in before.values_list("date", flat=True)[:_ISSUES_LOOKED_AT] if date]
    weekdays = Counter(date.weekday() for date in dates).most_common(1)
    usual = weekdays[0][0] if len(dates) >= 4 and weekdays[0][1] >= _MOSTLY * len(dates) else None
    return Context(
        year=wanted.year,
        sources=known_sources(),
        usual_weekday=usual,
        previous_date=dates[0] if dates else None,
        number_doubts=tuple(numbering.doubts(wanted)),
        number_conflicts=tuple(numbering.conflicts(wanted, besides=besides)),
    )


def known_sources() -> frozenset[str]:
    """The names of the outlets that may be reprinted, in the form in which rules compare them."""
    rows = AllowedSource.objects.values_list("name", "aliases")
    return frozenset(match_key(name) for main, aliases in rows for name in (main, *aliases))
