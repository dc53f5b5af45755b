"""Words, differences and standings in the shape the desk's templates show them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from django.core.files.storage import default_storage

from articles.proofing.findings import Finding
from articles.snapshots import FieldChange
from articles.text.blocks import Block, to_html
from articles.text.diffing import LineChange, compare_lines
from issues.assembly.findings import Found
from issues.comparison import Difference
from issues.desk.rewording import Rewording
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
    """A block of the body with its number (0: the title), its mark-up, the pictures after it, what is said of it.

    found  what the proof checks find there, open ones only
    """

    number: int
    html: str
    pictures: tuple[tuple[str, Picture], ...] = ()  # address and picture
    comments: list[ReviewComment] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)
    words: str = ""  # to be changed where they stand; "" for a table
    typed: str | None = None  # what somebody wrote for them that could not be stored


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One ■ as the reviewer reads it. `changed` since their last look; `version` where they may change its words."""

    article_id: int
    section: str | None
    item: Item
    paragraphs: tuple[ShownParagraph, ...]
    changed: bool
    version: int | None = None

    @property
    def findings(self) -> int:
        """How much the proof checks find open."""
        return sum(len(one.found) for one in self.paragraphs)

    @property
    def remarks(self) -> int:
        """How many remarks wait to be dealt with."""
        return sum(comment.done_at is None for one in self.paragraphs for comment in one.comments)


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
    document: IssueDocument,
    ids: Sequence[int],
    changed_titles: set[str],
    comments: Sequence[ReviewComment],
    findings: Sequence[Found] = (),
    versions: Mapping[int, int] = MappingProxyType({}),
    wish: Rewording | None = None,
) -> list[ShownItem]:
    """The items of an issue's document and their articles' ids with what is said of them, in reading order.

    versions  of the articles whose words may be changed in place;  wish: a change that could not be stored
    """
    found: dict[int | None, list[Finding]] = {}
    for one in findings:
        if one.judged.is_open:
            found.setdefault(one.article, []).append(one.judged.finding)
    return [
        ShownItem(
            article_id=article_id,
            section=section,
            item=item,
            paragraphs=tuple(
                _paragraphs(
                    item,
                    [one for one in comments if one.article_id == article_id],
                    found.get(article_id, []),
                    wish if wish and wish.article == article_id else None,
                )
            ),
            changed=item.title in changed_titles,
            version=versions.get(article_id),
        )
        for article_id, (section, item) in zip(ids, document.items(), strict=True)
    ]


def _paragraphs(
    item: Item, comments: Sequence[ReviewComment], findings: Sequence[Finding], wish: Rewording | None
) -> Iterator[ShownParagraph]:
    """Title and blocks by number, each picture after its block; one that is placed after the end stands at the end.
    What was found outside the body (byline, captions) stands at the title."""
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
            [one for one in findings if (one.paragraph if one.paragraph <= len(item.body) else 0) == number],
            item.title if block is None else "" if block.kind == "table" else block.text,
            wish.text if wish and wish.paragraph == number else None,
        )


def _html(block: Block, ordinal: int) -> str:
    """A block by itself as restricted HTML; an item of a numbered list keeps its number."""
    html = to_html((block,))
    return html.replace("<ol>", f'<ol start="{ordinal}">', 1) if block.kind == "number" else html
