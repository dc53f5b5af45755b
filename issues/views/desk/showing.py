"""Words, differences and standings in the shape the desk's templates show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.snapshots import FieldChange
from articles.text.diffing import LineChange, compare_lines
from issues.comparison import Difference
from issues.document import IssueDocument, Item
from issues.models import Issue, ReviewComment


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One difference: where, what, and the paragraphs on either side with their changed characters.

    only_marks  the words are the same: punctuation, white space or width alone differ
    """

    place: str
    label: str
    lines: tuple[LineChange, ...]
    only_marks: bool = False

    @property
    def changed(self) -> tuple[LineChange, ...]:
        """The paragraphs that differ, for a summary."""
        return tuple(line for line in self.lines if line.changed)


@dataclass(frozen=True, slots=True)
class ShownParagraph:
    """A paragraph with its number (0: the title), its mark-up, and what reviewers remarked on it."""

    number: int
    html: str
    comments: list[ReviewComment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One ■ as the reviewer reads it. `changed` since their last look."""

    article_id: int
    section: str | None
    item: Item
    paragraphs: tuple[ShownParagraph, ...]
    changed: bool


def shown_differences(found: Iterable[Difference]) -> list[ShownChange]:
    """Differences of two documents, to the character."""
    return [
        ShownChange(one.place, one.field, compare_lines(one.before.split("\n"), one.after.split("\n")), one.only_marks)
        for one in found
    ]


def shown_fields(changes: Iterable[FieldChange]) -> list[ShownChange]:
    """Differences of two revisions, to the character."""
    return [ShownChange("", one.label, compare_lines(one.before, one.after)) for one in changes]


def shown_items(
    issue: Issue, document: IssueDocument, changed_titles: set[str], comments: Sequence[ReviewComment]
) -> list[ShownItem]:
    """The issue's items with their remarks, in reading order. One query."""
    ids = list(issue.entries.order_by("position").values_list("article_id", flat=True))
    return [
        ShownItem(
            article_id=article_id,
            section=section,
            item=item,
            paragraphs=tuple(
                ShownParagraph(
                    number, html, [c for c in comments if (c.article_id, c.paragraph) == (article_id, number)]
                )
                for number, html in enumerate(("", *(block.html for block in item.body)))
            ),
            changed=item.title in changed_titles,
        )
        for article_id, (section, item) in zip(ids, document.items(), strict=True)
    ]
