"""更正 as readers see them: what they had read and what it says now, beside the article, in a list and in a feed."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.html import escape
from django.utils.timezone import localtime

from articles.models import Article
from articles.paths import path_to
from articles.proofing.privacy import masked
from articles.public.feed_formats import FeedItem
from articles.public.feeds import respond
from articles.public.paging import slice_of
from articles.public.request import Visit, public, takes
from articles.text.blocks import from_html
from articles.text.diffing import LineChange, Span, compare_lines
from articles.text.tags import join_tags
from issues.models import Correction
from issues.models.querysets import CorrectionQuerySet

PER_PAGE = 20
# Of an unchanged run so much is shown beside a change.
_AROUND = 16


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that were changed: where (标题, 第2段), and the difference in reading order."""

    place: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A correction that readers are told of. `url` is the page of what was corrected, `about` its title."""

    pk: int
    at: dt.datetime
    what: str
    about: str
    url: str
    passages: tuple[Passage, ...]

    @property
    def day(self) -> str:
        """2023-05-19"""
        return localtime(self.at).date().isoformat()


def corrections_of(article_id: int) -> list[Told]:
    """The public corrections of an article, oldest first. One query."""
    return _for_readers(Correction.objects.told().filter(article=article_id).order_by("reviewed_at", "pk"))


@takes("page")
@public
def all_of_them(visit: Visit) -> HttpResponse:
    """/corrections/: every public correction, newest first."""
    page = slice_of(visit.revision, ("corrections",), _newest(), number=visit.page_number, per_page=PER_PAGE)
    rows = _for_readers(_newest().filter(pk__in=page.ids)) if page.ids else []
    return visit.page("issues/corrections.html", {"page": page, "corrections": rows}, current=path_to("corrections"))


@public
def feed(visit: Visit, extension: str) -> HttpResponse:
    """/feeds/corrections.rss"""
    items = [_item(visit, row) for row in _for_readers(_newest()[: settings.FEED_LENGTH])]
    return respond(visit, extension, f"{visit.site.name}·更正", path_to("corrections"), items)


def _newest() -> CorrectionQuerySet:
    return Correction.objects.told().order_by("-reviewed_at", "-pk")


def _for_readers(rows: CorrectionQuerySet) -> list[Told]:
    return [_one(row) for row in rows.select_related("article", "issue")]


def _one(row: Correction) -> Told:
    about, url = "", ""
    if row.article:
        about, url = row.article.title, path_to("article", row.article_id)
    elif row.issue:
        about, url = row.issue.label, path_to("issue", row.issue.year, row.issue.number)
    passages = tuple(_passages(row.before, row.changes)) if row.article else ()
    return Told(row.pk, row.reviewed_at or row.at, masked(row.what), about, url, passages)


def _passages(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Passage]:
    """Each changed place, with private numbers covered: what was taken out for privacy does not come back here."""
    for name in after:
        label = "" if name == "body" else _label(name)
        for change in compare_lines(_lines(name, before.get(name)), _lines(name, after[name])):
            if change.changed:
                yield Passage(label or _paragraph(change), tuple(_shortened(change.spans)))


def _label(name: str) -> str:
    return "标签" if name == "tags" else str(Article._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _paragraph(change: LineChange) -> str:
    return f"第{change.after or change.before}段"


def _lines(name: str, value: Any) -> list[str]:
    """A field's text as readers saw it, a paragraph each."""
    if not value:
        return []
    if name == "body":
        return [masked(block.text.replace("\t", "，")) for block in from_html(value)]
    if name == "tags":
        return [join_tags(value)]
    if isinstance(value, dict):
        return [str(value.get("name", ""))]
    return [masked(str(value))]


def _shortened(spans: Iterable[Span]) -> Iterator[Span]:
    """Long runs of what stayed, cut to what stands beside the changes."""
    spans = list(spans)
    for place, span in enumerate(spans):
        text = span.text
        if span.kind != "same" or len(text) <= 2 * _AROUND:
            yield span
        elif place == 0:
            yield Span("same", "…" + text[-_AROUND:])
        elif place == len(spans) - 1:
            yield Span("same", text[:_AROUND] + "…")
        else:
            yield Span("same", f"{text[:_AROUND]}…{text[-_AROUND:]}")


def _item(visit: Visit, row: Told) -> FeedItem:
    words = f"<p>{escape(row.what)}</p>" + "".join(
        f"<p>{escape(passage.place)}：{''.join(map(_marked, passage.spans))}</p>" for passage in row.passages
    )
    at = localtime(row.at)
    path = f"{row.url}#correction-{row.pk}"
    title = f"更正：《{row.about}》" if row.passages else f"更正：{row.about}"
    return FeedItem(
        id=visit.identity + path,
        url=visit.root + path,
        title=title,
        content=words,
        published=at,
        updated=at,
        summary=row.what,
    )


def _marked(span: Span) -> str:
    tag = {"gone": "del", "new": "ins"}.get(span.kind)
    return f"<{tag}>{escape(span.text)}</{tag}>" if tag else escape(span.text)
