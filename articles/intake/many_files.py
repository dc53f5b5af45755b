"""Departments' files into draft articles: one file one article, each with its own result."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction

from articles import access
from articles.credits import Directory
from articles.images import attach, store_image
from articles.intake.one_file import Manuscript, ManuscriptPicture, read_manuscript
from articles.models import Article, Byline, Department, Source
from articles.record import rows
from articles.record.audit import Actor, Change, record, require
from articles.snapshots import snapshot_of
from articles.text import file_errors
from articles.text.blocks import to_html
from articles.text.bodies import sanitise
from articles.text.dates import event_date
from articles.text.incoming import UnreadableFile


class Outcome(StrEnum):
    """What came of a file."""

    CREATED = "created"
    KNOWN = "known"  # the same words are an article already
    REFUSED = "refused"


LABELS = {Outcome.CREATED: "已存为草稿", Outcome.KNOWN: "已有同样的稿件，没有重复存", Outcome.REFUSED: "没有存"}


@dataclass(frozen=True, slots=True)
class Result:
    """One file's result: the article, or the reason (Chinese) why there is none; notes for the editor."""

    name: str
    outcome: Outcome
    article: Article | None = None
    reason: str = ""
    notes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return LABELS[self.outcome]


def take_file(*, data: bytes, name: str, by: Actor) -> Result:
    """One file into one draft, whole or not at all. Never raises for a bad file: the result says why.

    Refused without "articles.add_article".
    """
    require(by, "articles.add_article", "新增稿件")
    try:
        return store(manuscript=read_manuscript(data, name), name=name, by=by)
    except UnreadableFile as error:
        return Result(name, Outcome.REFUSED, reason=error.message)
    except ValidationError as error:
        return Result(name, Outcome.REFUSED, reason="".join(error.messages))


@transaction.atomic
def store(*, manuscript: Manuscript, name: str, by: Actor) -> Result:
    """A manuscript as a draft, with credits and pictures. ValidationError for words that no article can hold.

    A correspondent's draft is their own department's, whatever its byline says: else they would not see it again.
    """
    article = _filled(manuscript, by)
    seen = Article.objects.all() if by.user is None else access.visible_to(by.user)
    known = seen.filter(title=article.title, body=article.body, byline_text=article.byline_text).first()
    if known is not None:
        return Result(name, Outcome.KNOWN, known, notes=(*manuscript.notes, *_other_pictures(known, manuscript)))
    article.clean_fields(exclude=["created_by", "tags"])
    article.save()
    Byline.objects.bulk_create(Directory(by=by).credits(article, manuscript.byline))
    problems = _store_pictures(article, manuscript.pictures)
    notes = (*manuscript.notes, *problems)
    if notes:
        article.internal_note = "\n".join(notes)
        article.save(update_fields=["internal_note", "updated_at"])
    change = Change(article, after={"file": name}, snapshot=snapshot_of(article))
    record(change, by=by, action="take_file", note=f"取自文件 {name}"[:200])
    return Result(name, Outcome.CREATED, article, notes=notes)


def _filled(manuscript: Manuscript, by: Actor) -> Article:
    """The article with the manuscript's words; nothing of it is saved."""
    byline = manuscript.byline
    named = Directory(by=by).department(byline.department) if byline.department else None
    article = Article(
        title=manuscript.title,
        subtitle=manuscript.subtitle,
        body=sanitise(to_html(manuscript.body)),
        byline_text=byline.raw.replace("\n", " "),
        editor_name=byline.editor or "",
        department=_department(named, by),
        source=rows.resolve(Source, [byline.source], by=by)[byline.source] if byline.source else None,
        event_date=event_date(manuscript.body[0].text if manuscript.body else ""),
        created_by=by.user,
    )
    article.prepare()
    return article


def _department(named: Department | None, by: Actor) -> Department | None:
    """The department that a draft is filed under: the one its byline names, for a correspondent one of their own."""
    if by.user is None or access.sees_all(by.user):
        return named
    own = list(access.own_departments(by.user).filter(active=True))
    if not own:
        raise ValidationError("您的账号还没有归入科室，存不了稿件；请找管理员。")
    return named if named in own else own[0]


def _other_pictures(known: Article, manuscript: Manuscript) -> list[str]:
    """Says that the same words came with more or fewer pictures, which are not exchanged by themselves."""
    stored, handed_in = known.images.count(), len(manuscript.pictures)
    if stored == handed_in:
        return []
    return [f"文字相同，但已有的稿件有{stored}张图片，这个文件里有{handed_in}张；图片没有改动，需要的话请在稿件里换。"]


def _store_pictures(article: Article, pictures: tuple[ManuscriptPicture, ...]) -> list[str]:
    problems: list[str] = []
    for picture in pictures:
        try:
            stored = store_image(io.BytesIO(picture.data))
        except ValidationError as error:
            problems.append(f"图片“{picture.name}”没有存入：{''.join(error.messages)}")
            continue
        if stored.note:
            problems.append(f"图片“{picture.name}”{stored.note}")
        alt, caption = picture.caption or f"《{article.title}》配图", picture.caption
        attach(
            article=article,
            image=stored,
            alt=alt,
            caption=caption,
            credit=picture.credit,
            after=picture.after,
            left_out=problems,
        )
    return problems


def take_files(
    handed_in: Sequence[tuple[str, Callable[[], bytes]]], *, by: Actor, told: Callable[[int, Result], None]
) -> list[Result]:
    """Many files one after another, each whole or not at all; `told` hears of each with its number from 1."""
    results = []
    for number, (name, read) in enumerate(handed_in, start=1):
        try:
            result = take_file(data=read(), name=name, by=by)
        except OSError as error:
            result = Result(name, Outcome.REFUSED, reason=f"打不开（{file_errors.why(error)}）。")
        results.append(result)
        told(number, result)
    return results
