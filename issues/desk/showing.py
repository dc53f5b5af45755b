"""Words, differences and standings in the shape the desk's templates show them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.core.files.storage import default_storage

from articles.snapshots import FieldChange
from articles.text.blocks import Block, to_html
from articles.text.diffing import LineChange, compare_lines
from issues.comparison import Difference
from issues.document import IssueDocument, Item, Picture
from issues.models import ReviewComment


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
    """A block of the body with its number (0: the title), its mark-up, the pictures after it, the remarks on it."""

    number: int
    html: str
    pictures: tuple[tuple[str, Picture], ...] = ()  # address and picture
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
    document: IssueDocument, ids: Sequence[int], changed_titles: set[str], comments: Sequence[ReviewComment]
) -> list[ShownItem]:
    """The items of an issue's document and their articles' ids with the remarks on them, in reading order."""
    return [
        ShownItem(
            article_id=article_id,
            section=section,
            item=item,
            paragraphs=tuple(_paragraphs(item, [one for one in comments if one.article_id == article_id])),
            changed=item.title in changed_titles,
        )
        for article_id, (section, item) in zip(ids, document.items(), strict=True)
    ]


def _paragraphs(item: Item, comments: Sequence[ReviewComment]) -> Iterator[ShownParagraph]:
    """Title and blocks by number, each picture after its block; one that is placed after the end stands at the end."""
    ordinal = 0
    for number, block in enumerate((None, *item.body)):
        ordinal = ordinal + 1 if block is not None and block.kind == "number" else 0
        yield ShownParagraph(
            number,
            _html(block, ordinal) if block is not None else "",
            tuple(
                (default_storage.url(picture.name), picture)
                for picture in item.pictures
                if min(picture.after, len(item.body)) == number
            ),
            [one for one in comments if one.paragraph == number],
        )


def _html(block: Block, ordinal: int) -> str:
    """A block by itself as restricted HTML; an item of a numbered list keeps its number."""
    html = to_html((block,))
    return html.replace("<ol>", f'<ol start="{ordinal}">', 1) if block.kind == "number" else html
