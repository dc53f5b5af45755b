"""The words of a stored issue as a document."""

from articles.models import Article, Publication
from articles.text.byline import Byline
from articles.text.byline_parsing import parse_byline
from issues.document import IssueDocument, Item, Masthead, Picture, derive_lead, in_sections
from issues.models import Entry, Issue


def document_of(issue: Issue) -> IssueDocument:
    """The issue's words as a document. Four queries whatever its length (plus one where it has no name of its own)."""
    return document_with_articles(issue)[0]


def document_with_articles(issue: Issue) -> tuple[IssueDocument, list[int]]:
    """The issue's words and its items' articles in reading order, as they stood at one moment."""
    with_rows = issue.entries.select_related("article__source", "section")
    chosen = with_rows.prefetch_related("article__images", "article__tags")  # type: ignore[misc]  # taggit has no types
    entries = list(chosen.order_by("position"))
    blocks = in_sections((entry.section.name if entry.section else None, item_of(entry)) for entry in entries)
    document = IssueDocument(masthead_of(issue), derive_lead(blocks), blocks)
    return document, [entry.article_id for entry in entries]


def masthead_of(issue: Issue) -> Masthead:
    """The issue's head; the publication's name where the issue has none of its own."""
    return Masthead(
        name=issue.name or Publication.current().name,
        year=issue.year,
        number=issue.number,
        number_end=issue.number_end,
        total_number=issue.total_number,
        total_number_end=issue.total_number_end,
        date=issue.date,
        facts=tuple((label, value) for label, value in issue.facts),
    )


def item_of(entry: Entry) -> Item:
    """What stands under one ■: the article's words, with the entry's own lead title."""
    article = entry.article
    byline = byline_of(article)
    return Item(
        title=article.title,
        kicker=article.kicker,
        subtitle=article.subtitle,
        summary=article.summary,
        lead_title=entry.lead_title,
        body=article.blocks,
        byline=byline,
        pictures=pictures_of(article),
        source_url=article.source_url,
        editor="" if article.editor_name == byline.editor else article.editor_name,  # the byline names him already
        tags=tags_of(article),
    )


def byline_of(article: Article) -> Byline:
    """The byline as readers see it. A reprint names its source in every format: 来源：… closes a byline without one."""
    byline = parse_byline(article.byline_text)
    if article.source is None or byline.source:
        return byline
    return parse_byline("\n".join(filter(None, [article.byline_text, f"来源：{article.source.name}"])))


def tags_of(article: Article) -> tuple[str, ...]:
    """The names of the article's tags, in an order that does not hang on when they were put there."""
    return tuple(sorted(tag.name for tag in article.tags.all()))


def pictures_of(article: Article) -> tuple[Picture, ...]:
    """The article's pictures in their order."""
    return tuple(
        Picture(image.name, image.caption, image.alt, image.credit, image.after) for image in article.images.all()
    )
