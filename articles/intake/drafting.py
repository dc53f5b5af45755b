"""Outside stories into drafts: the page kept as proof, the source filled in, who took it on record."""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.intake.duplicates import store_sketches
from articles.intake.extraction import Story, story_to_json
from articles.intake.pages import Handed
from articles.models import Article, CapturedPage, FeedItem, Reprint, Source
from articles.record import rows
from articles.record.audit import Actor, Change, record, require
from articles.snapshots import snapshot_of
from articles.tagging import set_tags
from articles.text.blocks import Block, to_html
from articles.text.bodies import strip_control
from articles.text.dates import event_date, find_date
from articles.text.inline import from_plain_text
from articles.text.room import fitted

_TITLE = 300


@transaction.atomic
def keep_page(*, handed: Handed, by: Actor) -> CapturedPage:
    """Store a page as received, once: the same bytes from the same address are the row that is there already.

    Refused without "articles.take_page".
    """
    require_taker(by)
    page, is_new = CapturedPage.objects.get_or_create(
        url=handed.url,
        sha256=handed.sha256,
        defaults={
            "kind": handed.kind,
            "final_url": handed.final_url,
            "name": handed.name,
            "headers": dict(handed.headers),
            "body": handed.body,
            "fetched_by": by.user,
        },
    )
    if is_new:
        record(Change(page, after={"url": page.url, "sha256": page.sha256}), by=by, action="keep_page")
    return page


@transaction.atomic
def make_draft(
    *, story: Story, page: CapturedPage, by: Actor, source: str = "", item: FeedItem | None = None
) -> Article:
    """A draft of a story, its source filled in, beside the record of what the source said.

    The same story of the same page, taken again, is the draft that is there already.

    source  the outlet's name where the editor gives it; else what the page says
    item    the unread material it answers, which is marked as taken

    Refused without "articles.take_page"; ValidationError when there is no headline.
    """
    require_taker(by)
    if not story.title.strip():
        raise ValidationError("没有标题，不能存为草稿。")
    if (known := _taken_before(story, page)) is not None:
        _mark_taken(item, known, by)
        return known
    name = " ".join(strip_control(source or story.source).split())[:60]
    article = _unsaved(story, page, by)
    article.source = rows.resolve(Source, [name], by=by)[name] if name else None
    article.clean_fields(exclude=["created_by", "tags"])
    article.save()
    set_tags(article, story.tags, by=by)
    Reprint.objects.create(article=article, page=page, story=story_to_json(story))
    store_sketches([article])
    told = {"page": page.sha256, "url": page.url, "source": name}
    record(Change(article, after=told, snapshot=snapshot_of(article)), by=by, action="take_page", note=f"取自{page}")
    _mark_taken(item, article, by)
    return article


def _mark_taken(item: FeedItem | None, article: Article, by: Actor) -> None:
    if item is not None:
        FeedItem.objects.filter(pk=item.pk).update(status=FeedItem.Status.TAKEN, article=article)
        record(
            Change(item, before={"status": item.status}, after={"status": "taken", "article": article.pk}),
            by=by,
            action="take_item",
        )


def _unsaved(story: Story, page: CapturedPage, by: Actor) -> Article:
    left_out: list[str] = []
    return Article(
        title=fitted(story.title, _TITLE, "标题", left_out),
        kicker=fitted(story.kicker, _TITLE, "引题", left_out),
        subtitle=fitted(story.subtitle, _TITLE, "副题", left_out),
        body=body_html(story.body),
        byline_text=fitted(story.byline.raw.replace("\n", " "), _TITLE, "署名", left_out),
        source_url=_address(page),
        event_date=_day(story),
        is_reprint=True,
        internal_note="\n".join([*(note.message for note in story.notes), *left_out]),
        created_by=by.user,
    )


def _taken_before(story: Story, page: CapturedPage) -> Article | None:
    told = story_to_json(story)
    for reprint in Reprint.objects.filter(page__sha256=page.sha256).select_related("article"):
        if (reprint.story.get("title"), reprint.story.get("body")) == (told["title"], told["body"]):
            return reprint.article
    return None


@transaction.atomic
def ignore_item(*, item: FeedItem, by: Actor) -> None:
    """Put unread material aside as not wanted."""
    require_taker(by)
    if FeedItem.objects.filter(pk=item.pk, status=FeedItem.Status.UNREAD).update(status=FeedItem.Status.IGNORED):
        change = Change(item, before={"status": FeedItem.Status.UNREAD}, after={"status": FeedItem.Status.IGNORED})
        record(change, by=by, action="ignore_item")


def body_html(body: tuple[str, ...]) -> str:
    """Paragraphs as restricted HTML; runs of lines with cells (parted by tabs) become tables."""
    return to_html(_blocks(body))


def _blocks(body: tuple[str, ...]) -> Iterator[Block]:
    for is_row, group in groupby(body, key=lambda text: "\t" in text):
        texts = list(group)
        if is_row and len(texts) > 1:
            yield Block("table", rows=tuple(tuple(from_plain_text(cell) for cell in row.split("\t")) for row in texts))
        else:
            yield from (Block("paragraph", from_plain_text(text.replace("\t", " "))) for text in texts)


def _address(page: CapturedPage) -> str:
    address = page.final_url or page.url
    return address if len(address) <= 500 else ""


def _day(story: Story) -> dt.date | None:
    """The day that the story tells of, where the date of publication makes its year sure."""
    found = find_date(story.published)
    opening = " ".join(story.body[:1])
    return event_date(opening, issue_date=found[0]) if found else None


def require_taker(by: Actor) -> None:
    """Refused unless `by` may take outside news."""
    require(by, "articles.take_page", "取用外稿")
