"""A paragraph changed where a reviewer reads it: what the form sends, which articles it is offered for."""

from dataclasses import dataclass

from django.http.request import QueryDict

from articles import access
from articles.models import Article
from articles.record.audit import Actor
from articles.text.numbers import number_in


@dataclass(frozen=True, slots=True)
class Rewording:
    """Other words for a paragraph (0: the title) of an article, which showed `was` at `version`."""

    article: int
    paragraph: int
    was: str
    text: str
    version: int

    @classmethod
    def of(cls, sent: QueryDict) -> "Rewording":
        """From a form; what is no number is no row of ours."""
        article, paragraph, version = (number_in(sent, name) for name in ("article", "paragraph", "version"))
        return cls(article, paragraph, sent.get("was", ""), sent.get("text", ""), version)


def editable(ids: list[int], by: Actor) -> dict[int, int]:
    """The articles that this person may change from here, with their versions. One query."""
    if by.user is None or not by.may("articles.change_article"):
        return {}
    rows = Article.objects.filter(pk__in=ids).only("status", "version", "department")
    return {one.pk: one.version for one in rows if access.may_edit(by.user, one)}
