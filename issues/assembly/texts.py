"""The words of stored articles and issues as the proof checks read them."""

from dataclasses import replace

from articles.models import Article
from articles.proofing.units import ArticleText, IssueText, PictureText, article_text
from issues.assembly.loading import document_with_articles
from issues.models import Issue
from issues.proofing.adapting import issue_text


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


def text_of_issue(issue: Issue) -> tuple[IssueText, list[int]]:
    """A stored issue's words and its articles' numbers. Its lead follows from them and says nothing of its own."""
    document, numbers = document_with_articles(issue)
    text = issue_text(document, printed_lead=False)
    rows = Article.objects.filter(pk__in=numbers).values_list("pk", "is_reprint", "event_date", "source__name")
    known = {pk: (reprint, event, source or "") for pk, reprint, event, source in rows}
    articles = (
        replace(one, is_reprint=known[pk][0], event_date=known[pk][1], source=known[pk][2] or one.source)
        for one, pk in zip(text.articles, numbers, strict=True)
    )
    return replace(text, articles=tuple(articles)), numbers
