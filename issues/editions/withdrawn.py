"""What was taken off the site is taken out of everything that still goes out: its place stays, its words do not."""

from collections.abc import Mapping
from dataclasses import replace

from articles.models import Article
from articles.text.blocks import paragraphs
from issues.document import IssueDocument, Item, derive_lead, from_json
from issues.models import Edition, Hiding

TITLE = "（本条已撤回）"


def document_to_send(edition: Edition) -> IssueDocument:
    """The edition's words without those of articles that were taken off the site since. Two queries."""
    withdrawn = Article.objects.filter(pk__in=edition.article_ids, status=Article.Status.WITHDRAWN)
    gone = dict(withdrawn.values_list("pk", "withdrawn_reason"))
    gone |= dict(Hiding.objects.filter(edition=edition).values_list("article_id", "reason"))
    document = from_json(edition.document)
    return _without(document, edition.article_ids, gone) if gone else document


def _without(document: IssueDocument, article_ids: list[int], gone: Mapping[int, str]) -> IssueDocument:
    ids = iter(article_ids)
    sections = tuple(
        replace(
            section,
            items=tuple(
                Item(TITLE, paragraphs([f"撤回原因：{gone[pk]}"])) if pk in gone else item
                for item, pk in zip(section.items, ids, strict=False)
            ),
        )
        for section in document.sections
    )
    return replace(document, sections=sections, lead=derive_lead(sections))
