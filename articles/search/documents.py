"""What search keeps of one article, and the tokens that follow from it. Pure."""

import datetime as dt
from dataclasses import dataclass

from articles.search.tokens import id_token, text_tokens


@dataclass(frozen=True, slots=True)
class Document:
    """One article as search sees it.

    title, text, byline   folded paragraphs parted by line breaks; no phrase reaches across one
    dated       when it was published, less its place in print order; for the unpublished, when it was made
    year, month of that day in the site's time zone, the month counted through (`tokens.month_number`)
    """

    article_id: int
    published: bool
    dated: dt.datetime
    year: int
    month: int
    section_id: int | None
    source_id: int | None
    department_ids: tuple[int, ...]
    tag_ids: tuple[int, ...]
    title: str
    byline: str
    text: str

    def tokens(self) -> set[str]:
        """All tokens of the document; the same document always gives the same."""
        found: set[str] = set()
        for field, words in (("text", self.text), ("title", self.title), ("byline", self.byline)):
            for paragraph in words.split("\n"):
                found.update(text_tokens(paragraph, field))
        found.add(id_token("year", self.year))
        found.add(id_token("month", self.month))
        if self.section_id is not None:
            found.add(id_token("section", self.section_id))
        if self.source_id is not None:
            found.add(id_token("source", self.source_id))
        found.update(id_token("department", number) for number in self.department_ids)
        found.update(id_token("tag", number) for number in self.tag_ids)
        return found


def join_ids(ids: tuple[int, ...]) -> str:
    """Numbers as they are stored, " 3 17 ", so that one can be found by its text."""
    return f" {' '.join(map(str, ids))} " if ids else " "


def split_ids(stored: str) -> tuple[int, ...]:
    """The inverse of `join_ids`."""
    return tuple(map(int, stored.split()))
