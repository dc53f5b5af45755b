"""Pictures that come with an imported issue: stored with their articles, or noted where they are missing."""

import io
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError

from articles.images import attach, store_image
from articles.models import Article
from issues.document import Item, Picture

MISSING = "待补图片："


def without_pictures(articles: Sequence[Article], items: Sequence[Item]) -> list[tuple[Article, Item]]:
    """The articles that `illustrate` would change: those whose item has pictures while they have none."""
    return [
        (article, item)
        for article, item in zip(articles, items, strict=True)
        if item.pictures and not article.images.exists()
    ]


def illustrate(found: Sequence[tuple[Article, Item]], pictures: Mapping[str, bytes]) -> list[str]:
    """Give each article the pictures of its item; gives sentences for the editor about those that could not be.

    found     as `without_pictures` names them; the caller keeps the articles' revisions
    pictures  bytes by `Picture.name`, as they came in the input

    A picture without a file, or one that is no picture, is written into the article's internal note with its
    caption, so that it is asked for rather than forgotten.
    """
    problems: list[str] = []
    for article, item in found:
        missing = _attach(article, item, pictures, problems)
        if missing:
            note = MISSING + "；".join(missing)
            article.internal_note = "\n".join(part for part in (article.internal_note, note) if part)
            Article.objects.filter(pk=article.pk).update(internal_note=article.internal_note)
    return problems


def _attach(article: Article, item: Item, pictures: Mapping[str, bytes], problems: list[str]) -> list[str]:
    """Store what can be stored; gives a description of each picture that is missing."""
    missing = []
    for picture in item.pictures:
        data = pictures.get(picture.name)
        if data is None:
            missing.append(_described(picture))
            continue
        try:
            stored = store_image(io.BytesIO(data))
        except ValidationError as error:
            problems.append(f"《{item.title}》的图片“{picture.name}”没有存入：{''.join(error.messages)}")
            missing.append(_described(picture))
            continue
        if stored.note:
            problems.append(f"《{item.title}》的图片“{picture.name}”{stored.note}")
        left_out: list[str] = []
        attach(
            article=article,
            image=stored,
            alt=picture.alt or picture.caption or f"《{item.title}》配图",
            caption=picture.caption,
            credit=picture.credit,
            after=picture.after,
            left_out=left_out,
        )
        problems += [f"《{item.title}》{one}" for one in left_out]
        missing += left_out
    return missing


def _described(picture: Picture) -> str:
    words = "，".join(part for part in (picture.caption, picture.credit and f"摄影：{picture.credit}") if part)
    name = picture.name or "未命名"
    return f"{name}（{words}）" if words else name
