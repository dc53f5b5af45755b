"""The page for outside news: paste an address or a text, or choose a file; look; take as drafts."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from articles.intake.drafting import keep_page, make_draft
from articles.intake.duplicates import Duplicate, catch_up, duplicates_of
from articles.intake.extraction import Line, Story, StoryImage
from articles.intake.illustrating import Wanted, can_be_fetched, check_wanted, take_pictures, with_page_caption
from articles.intake.pages import (
    FetchRefused,
    Handed,
    Unreadable,
    captured_again,
    fetch_page,
    fetcher,
    is_allowed,
    pasted_page,
    uploaded_page,
)
from articles.models import Article, CapturedPage, FeedItem
from articles.proofing.checking import check_article
from articles.proofing.findings import Finding, Level
from articles.proofing.units import PictureText, article_text
from articles.record.audit import actor_of, require
from articles.registers.known import of_unpublished
from articles.registers.loading import registers
from articles.text.blocks import paragraphs
from articles.text.numbers import whole_number

_CATCH_UP = 300
_LONGEST_PROOFREAD = 60_000  # characters; a page waits for no more
_DIGITS = 18
"""As many as the number of any row can have."""


@dataclass(slots=True)
class Run:
    """Neighbouring lines of the page that were all kept, or all left out. `whys` names the reasons."""

    kept: bool
    lines: list[tuple[Line, str]]

    @property
    def whys(self) -> str:
        return "、".join(dict.fromkeys(why for _, why in self.lines if why))


@dataclass(slots=True)
class OfferedPicture:
    """A picture of the story, with the words that would go with it.

    key   names its fields in the form;  reachable: its address is complete
    """

    key: str
    picture: Wanted
    reachable: bool
    chosen: bool = False


@dataclass(slots=True)
class Offered:
    """One story as the page shows it, with what an editor should know before taking it.

    headless  the page gives no headline: it is asked for
    findings  what the proof checks find in it, but for hints
    """

    index: int
    story: Story
    source: str
    headless: bool = False
    duplicates: Sequence[Duplicate] = ()
    unlisted: bool = False
    chosen: bool = True
    pictures: Sequence[OfferedPicture] = ()
    findings: Sequence[Finding] = ()

    @property
    def wanted(self) -> list[Wanted]:
        """The pictures that were chosen."""
        return [one.picture for one in self.pictures if one.chosen]


@dataclass(slots=True)
class Sheet:
    """The page's contents: what was typed, the stored page, the stories, what went wrong."""

    url: str = ""
    text: str = ""
    error: str = ""
    page: CapturedPage | None = None
    source_of_all: str = ""
    offered: list[Offered] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)


def take_page(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Ask for a page, show what was read beside the original, make drafts of what was chosen."""
    require(actor_of(request.user), "articles.take_page", "取用外稿")
    item = _item(request)
    sheet = Sheet(url=item.url if item else "")
    if request.method == "POST":
        sheet = _look(request, item)
        if sheet.page and "take" in request.POST and (made := _take(request, sheet, item)):
            return HttpResponseRedirect(_where(made))
    context = {
        **site.each_context(request),
        "title": "取用外稿",
        "opts": FeedItem._meta,
        "sheet": sheet,
        "item": item,
        "max_megabytes": settings.IMPORT_MAX_BYTES // 1024 // 1024,
    }
    return TemplateResponse(request, "admin/articles/feeditem/take.html", context)


def _item(request: HttpRequest) -> FeedItem | None:
    """The unread material that the page is about, if any. Http404 for a number that no row can have."""
    number = _number(request.POST.get("item") or request.GET.get("item") or "")
    return FeedItem.objects.filter(pk=number).first() if number is not None else None


def _number(text: str) -> int | None:
    """A row's number as a form or address gives it, None for none; Http404 for one that no row can have."""
    if not text:
        return None
    number = whole_number(text, _DIGITS)
    if number is None:
        raise Http404("没有这样的编号。")
    return number


def _look(request: HttpRequest, item: FeedItem | None) -> Sheet:
    """What was handed in, read; where that fails, the reason, with everything typed kept."""
    sheet = Sheet(request.POST.get("url", "").strip(), request.POST.get("text", "").replace("\r\n", "\n"))
    sheet.source_of_all = request.POST.get("source-all", "").strip()
    try:
        handed, sheet.page = _handed(request, sheet)
        stories = handed.stories()
        sheet.page = sheet.page or keep_page(handed=handed, by=actor_of(request.user))
    except (FetchRefused, Unreadable) as error:
        sheet.error, sheet.page = str(error), None
        return sheet
    catch_up(limit=_CATCH_UP)
    suggested = item.feed.source.name if item and item.feed.source else ""
    sheet.offered = [_offer(request, index, story, handed, suggested) for index, story in enumerate(stories)]
    sheet.runs = _runs(handed, stories)
    _proofread(request, sheet.offered)
    return sheet


def _proofread(request: HttpRequest, offered: Sequence[Offered]) -> None:
    """What the proof checks find in each story, as it would stand in a draft of today."""
    known, today = of_unpublished(), timezone.localdate()
    for one in offered:
        story = one.story
        length = sum(map(len, story.body))
        if length > _LONGEST_PROOFREAD:
            what = f"《{story.title}》正文有 {length:,} 个字符，太长，这里没有校对，请取用后分段校对。"
            messages.warning(request, what)
            continue
        text = article_text(
            title=story.title,
            kicker=story.kicker,
            subtitle=story.subtitle,
            body=paragraphs(story.body),
            byline=story.byline,
            source=one.source,
            is_reprint=True,
            pictures=[PictureText(caption, caption, "") for caption in story.captions],
            number=1,
        )
        found = check_article(text, registers(), today, replace(known, today=today))
        one.findings = [finding for finding in found if finding.level is not Level.C]


def _handed(request: HttpRequest, sheet: Sheet) -> tuple[Handed, CapturedPage | None]:
    """The page as handed in; with its row where it was stored when it was first looked at."""
    number = _number(request.POST.get("page", ""))
    if "take" in request.POST and number is not None:
        stored = CapturedPage.objects.filter(pk=number).first()
        if stored is not None:
            return captured_again(stored), stored
    upload = request.FILES.get("file")
    if upload is not None:
        if (upload.size or 0) > settings.IMPORT_MAX_BYTES:
            raise Unreadable(f"文件超过 {settings.IMPORT_MAX_BYTES // 1024 // 1024} MB，不像是网页。")
        return uploaded_page(upload.read(), upload.name or "", sheet.url), None
    if sheet.text.strip():
        return pasted_page(sheet.text, sheet.url), None
    if sheet.url:
        return fetch_page(sheet.url), None
    raise Unreadable("请填网址、粘贴文字，或选一个文件。")


def _offer(request: HttpRequest, index: int, story: Story, handed: Handed, suggested: str) -> Offered:
    taking = "take" in request.POST
    source = story.source or suggested or story.site
    if taking:
        source = request.POST.get(f"source-{index}", "").strip() or request.POST.get("source-all", "").strip()
    typed = request.POST.get(f"title-{index}", "").strip()
    return Offered(
        index,
        story if story.title else replace(story, title=typed),
        source,
        headless=not story.title,
        duplicates=duplicates_of("\n".join(story.body), url=handed.url),
        unlisted=bool(source) and not is_allowed(source, handed.final_url or handed.url),
        chosen=f"chosen-{index}" in request.POST if taking else True,
        pictures=[_offer_picture(request, f"{index}-{n}", image, source) for n, image in enumerate(story.images)],
    )


def _offer_picture(request: HttpRequest, key: str, image: StoryImage, source: str) -> OfferedPicture:
    """A picture with the page's own words for it, or what was typed for it on this page."""
    given = with_page_caption(image, source)
    suggested = {"alt": given.alt, "caption": given.caption, "credit": given.credit}
    words = {name: request.POST.get(f"{name}-{key}", value).strip() for name, value in suggested.items()}
    wanted = Wanted(image.src, words["alt"], words["caption"], words["credit"], image.after)
    return OfferedPicture(key, wanted, can_be_fetched(image.src), f"picture-{key}" in request.POST)


def _runs(handed: Handed, stories: Sequence[Story]) -> list[Run]:
    """The page's lines with the reason why each was left out, neighbours of one fate together."""
    reasons = {item.line: item.why for story in stories for item in story.removed}
    whole = {item.line for story in stories for item in story.removed if item.text}
    lines = [line for line in handed.lines() if line.text]
    dropped = {line.number for line in lines if line.number in whole and _is_all(line, stories)}
    groups = groupby(lines, key=lambda line: line.number not in dropped)
    return [Run(kept, [(line, reasons.get(line.number, "")) for line in group]) for kept, group in groups]


def _is_all(line: Line, stories: Sequence[Story]) -> bool:
    """Whether a line was left out whole, and not only its （完） or its site's name."""
    return any(item.line == line.number and item.text == line.text for story in stories for item in story.removed)


def _take(request: HttpRequest, sheet: Sheet, item: FeedItem | None) -> list[Article]:
    """Drafts of the chosen stories; none where one cannot be made."""
    chosen = [one for one in sheet.offered if one.chosen]
    if not chosen:
        sheet.error = "请至少选一篇。"
    try:
        for one in chosen:
            check_wanted(one.wanted)
        with transaction.atomic():
            made = [_draft(request, one, sheet, item) for one in chosen]
    except ValidationError as error:
        sheet.error = " ".join(error.messages)
        return []
    for one, article in zip(chosen, made, strict=True):
        messages.success(request, f"《{article.title}》已存为草稿。")
        if article.source_id is None:
            messages.warning(request, f"《{article.title}》没有来源，补上以前不能发布。")
        _illustrate(request, one, article)
    return made


def _illustrate(request: HttpRequest, one: Offered, article: Article) -> None:
    """The chosen pictures into the draft; those that could not be had are named, and the draft stays."""
    wanted = [picture for picture in one.wanted if not article.images.filter(alt=picture.alt[:200]).exists()]
    if not wanted:
        return
    try:
        problems = take_pictures(article=article, wanted=wanted, fetcher=fetcher(), by=actor_of(request.user))
    except ValidationError as error:  # taken before, and published since
        messages.warning(request, f"《{article.title}》没有取图：{''.join(error.messages)}")
        return
    if taken := len(wanted) - len(problems):
        messages.success(request, f"取来图片{taken}张，请核对说明和授权。")
    for problem in problems:
        messages.warning(request, f"{problem}草稿已经存好，可以另存图片后在稿件里上传。")


def _draft(request: HttpRequest, one: Offered, sheet: Sheet, item: FeedItem | None) -> Article:
    if sheet.page is None:  # unreachable: what is offered was read from a stored page
        raise ValidationError("原始网页不在了，请重新取一次。")
    return make_draft(story=one.story, page=sheet.page, by=actor_of(request.user), source=one.source, item=item)


def _where(made: Sequence[Article]) -> str:
    if len(made) == 1:
        return reverse("admin:articles_article_change", args=[made[0].pk])
    return reverse("admin:articles_article_changelist") + "?status__exact=draft"
