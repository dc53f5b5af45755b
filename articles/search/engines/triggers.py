"""Which changes make an article's index row due. Database triggers see them all, raw SQL included.

Each line: a table, the columns whose change matters (none: any), and the article concerned, as an
expression over the row or as a query.
"""

from typing import NamedTuple


class Watched(NamedTuple):
    """A table to watch. `article` is SQL with {row} for the changed row: one column of article ids."""

    table: str
    columns: tuple[str, ...]
    article: str
    events: tuple[str, ...] = ("INSERT", "UPDATE", "DELETE")


ARTICLE_COLUMNS = (
    "title",
    "kicker",
    "subtitle",
    "body",
    "summary",
    "byline_text",
    "section_id",
    "department_id",
    "source_id",
    "status",
    "published_at",
    "print_order",
)
WATCHED = (
    Watched("articles_article", ARTICLE_COLUMNS, "SELECT {row}.id"),
    Watched("articles_byline", ("article_id", "department_id", "contributor_id"), "SELECT {row}.article_id"),
    Watched("articles_taggedarticle", ("tag_id", "content_object_id"), "SELECT {row}.content_object_id"),
    Watched("articles_articleimage", ("article_id", "caption"), "SELECT {row}.article_id"),
    Watched("articles_revision", (), "SELECT {row}.object_id WHERE {row}.kind = 'article'", ("INSERT", "DELETE")),
    Watched(
        "taggit_tag",
        ("name",),
        "SELECT content_object_id FROM articles_taggedarticle WHERE tag_id = {row}.id",
        ("UPDATE",),
    ),
    Watched(
        "articles_contributor",
        ("name",),
        "SELECT DISTINCT article_id FROM articles_byline WHERE contributor_id = {row}.id",
        ("UPDATE",),
    ),
)


def name_of(watched: Watched, event: str) -> str:
    """The trigger's name."""
    return f"search_{watched.table}_{event.lower()}"


def trigger_names() -> set[str]:
    """The names of all of them."""
    return {name_of(watched, event) for watched in WATCHED for event in watched.events}
