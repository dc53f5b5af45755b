"""What the proof checks find in stored articles and issues, with what somebody has let stand."""

from collections.abc import Collection

from django.db.models import prefetch_related_objects

from articles.models import Article
from articles.proofing.waivers import Judged, judged
from articles.registers.waiving import waivers_of
from issues.assembly.loading import document_with_articles
from issues.assembly.proofreading import check_stored_article, check_stored_issue
from issues.models import Issue


def findings_for(articles: Collection[Article]) -> dict[int, list[Judged]]:
    """Article's number → its findings, open and waived, each by its own day.

    The pictures, sections, sources and waivers of all are read at once; each article adds the query for 稿源 alone.
    """
    prefetch_related_objects(list(articles), "images", "section", "source")
    waivers = waivers_of("article", [article.pk for article in articles])
    return {article.pk: judged(check_stored_article(article), waivers.get(article.pk, {})) for article in articles}


def for_issue(issue: Issue) -> list[Judged]:
    """The issue's findings, open and waived, its articles' and its own. A waiver given in an article holds here too."""
    _, numbers = document_with_articles(issue)
    own = waivers_of("issue", [issue.pk]).get(issue.pk, {})
    of_articles = waivers_of("article", numbers)
    found: list[Judged] = []
    for one in check_stored_issue(issue):
        article = numbers[one.article - 1] if one.article else None
        known = {**own, **of_articles.get(article, {})} if article else own
        found += judged([one], known)
    return found
