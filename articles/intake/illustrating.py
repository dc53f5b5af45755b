"""Pictures of outside pages: those an editor chose, fetched under the rules for pages and stored as any upload is."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from articles import workflow
from articles.images import StoredImage, attach, store_image
from articles.intake.drafting import require_taker
from articles.intake.extraction import StoryImage
from articles.intake.extraction.captions import photographers, without_credit
from articles.intake.net.fetching import Fetcher
from articles.intake.net.refusals import FetchRefused
from articles.models import Article
from articles.record import history
from articles.record.audit import Actor
from articles.snapshots import snapshot_of

# The last is what careless servers call any file; what it is, is judged by its bytes.
PICTURE_TYPES = (
    *(f"image/{kind}" for kind in ("jpeg", "jpg", "png", "webp", "gif", "bmp", "tiff")),
    "application/octet-stream",
)
MOST = 20
"""Pictures taken at a time; each may cost the time of a page."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture of a page to be taken: its address, the words that go with it, after which paragraph it stands."""

    src: str
    alt: str
    caption: str = ""
    credit: str = ""
    after: int = 0


def with_page_caption(image: StoryImage, source: str) -> Wanted:
    """A picture with the words that its page gives for it, and the outlet it is from; `alt` "" where it gives none."""
    people = photographers(image.caption)
    caption = without_credit(image.caption) if people else image.caption
    if source and not people:  # the credit is printed as “… 摄”, which an outlet alone did not do
        caption = f"{caption}（图片来源：{source}）"
    credit = " ".join([source, *people]).strip() if people else ""
    return Wanted(image.src, image.alt or image.caption, caption, credit, image.after)


def can_be_fetched(src: str) -> bool:
    """Whether an address is complete; those of a page without an address of its own often are not."""
    return src.startswith(("http://", "https://"))


def picture_fetcher(fetcher: Fetcher) -> Fetcher:
    """`fetcher` with the size limits of pictures instead of those of pages."""
    limit = settings.IMAGE_MAX_BYTES
    return replace(fetcher, policy=replace(fetcher.policy, max_bytes=limit, max_unpacked=limit))


def take_pictures(*, article: Article, wanted: Sequence[Wanted], fetcher: Fetcher, by: Actor) -> list[str]:
    """Fetch pictures of a reprint and add them to its draft; why some were not added (Chinese), [] when all were.

    The draft stays whatever happens, and the reasons are kept in its internal note. Call it outside a transaction:
    it waits for other people's servers.

    Refused without "articles.take_page"; ValidationError for one without 替代文字, or for more than 20.
    """
    require_taker(by)
    check_wanted(wanted)
    client = picture_fetcher(fetcher)
    stored: list[tuple[Wanted, StoredImage]] = []
    problems: list[str] = []
    for number, picture in enumerate(wanted, start=1):
        try:
            image = _fetched(client, picture.src, article.source_url)
            stored.append((picture, image))
            if image.note:
                problems.append(f"第{number}张图片（{_short_name(picture)}）{image.note}")
        except (FetchRefused, ValidationError) as error:
            reason = error.message if isinstance(error, FetchRefused) else "".join(error.messages)
            problems.append(f"第{number}张图片（{_short_name(picture)}）没有取来：{reason}")
    if wanted:
        _add(article, stored, problems, by)
    return problems


def check_wanted(wanted: Sequence[Wanted]) -> None:
    """ValidationError naming the first picture without 替代文字, or saying that they are too many."""
    if len(wanted) > MOST:
        raise ValidationError(f"一次最多取{MOST}张图片。")
    for number, picture in enumerate(wanted, start=1):
        if not picture.alt.strip():
            raise ValidationError(f"请给选中的第{number}张图片填替代文字：图里有谁、在做什么。")


def _fetched(client: Fetcher, src: str, page: str) -> StoredImage:
    if not can_be_fetched(src):
        raise FetchRefused("address", "图片的网址不完整，请另存后在稿件里上传。")
    headers = {"Accept": "image/*", **({"Referer": page} if page.isascii() and page else {})}
    answer = client.fetch(src, types=PICTURE_TYPES, headers=headers)
    return store_image(io.BytesIO(answer.body), size=len(answer.body))


@transaction.atomic
def _add(article: Article, stored: Sequence[tuple[Wanted, StoredImage]], problems: list[str], by: Actor) -> None:
    """The pictures' rows, after those that are there, as one more version of the article; adds to `problems`."""
    row = workflow.locked(article)
    history.claim(row=row, based_on=row.version, snapshot=snapshot_of)
    before = snapshot_of(row)
    for one, image in stored:
        attach(
            article=row,
            image=image,
            alt=one.alt,
            caption=one.caption,
            credit=one.credit,
            after=one.after,
            left_out=problems,
        )
    row.internal_note = "\n".join(filter(None, [row.internal_note, *problems]))
    row.save(update_fields=["internal_note", "updated_at"])
    workflow.finish_edit(
        article=row,
        before=before,
        by=by,
        action="take_pictures",
        note=f"取来图片{len(stored)}张",
        pictures=[one.src for one, _ in stored],
    )


def _short_name(picture: Wanted) -> str:
    """The end of an address, enough to know the picture by."""
    return picture.caption[:20] or picture.src.partition("?")[0].rpartition("/")[2][-40:] or picture.src[:60]
