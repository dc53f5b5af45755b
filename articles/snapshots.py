"""An article as plain data, and back: what a revision keeps and a restore brings back, pictures too."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import prefetch_related_objects

from articles.models import Article, ArticleImage, Byline, Department, Section, Source, TaggedArticle
from articles.text.blocks import from_html
from articles.text.photo_credits import signed
from articles.text.tags import join_tags

# What readers of an issue see of an article. After publication these change by a correction only.
WORDS = ("title", "kicker", "subtitle", "body", "summary", "byline_text", "source", "source_url", "editor_name")
# What else an editor sets; it files the article, but is no part of its words.
FILING = tuple(one.name for one in Article._meta.fields if one.editable and one.name not in ("id", *WORDS))

_NAMES = {"section": Section, "department": Department, "source": Source}
_IMAGE_FIELDS = ("name", "digest", "width", "height", "widths", "alt", "caption", "credit", "after", "position")

Snapshot = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that differs between two snapshots: its Chinese label and its text on either side, a paragraph a line."""

    name: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def snapshot_of(article: Article) -> Snapshot:
    """All of the article that can be restored. Three queries, one more for each of section, department and source."""
    return snapshots_of([article])[article.pk]


def snapshots_of(articles: Sequence[Article]) -> dict[int, Snapshot]:
    """`snapshot_of` each of many articles, by number, in as many queries as for one."""
    ids = [article.pk for article in articles]
    prefetch_related_objects(articles, *_NAMES)
    credits, images, tags = (defaultdict[int, list[Any]](list) for _ in range(3))
    for row in Byline.objects.filter(article__in=ids).select_related("contributor").order_by("position", "pk"):
        credits[row.article_id].append(_credit(row))
    for image in ArticleImage.objects.filter(article__in=ids).order_by("position", "pk"):
        images[image.article_id].append(picture_row(image))
    for pk, name in TaggedArticle.objects.filter(content_object__in=ids).values_list("content_object", "tag__name"):
        tags[pk].append(name)
    return {
        one.pk: {name: _plain(getattr(one, name)) for name in (*WORDS, *FILING) if name not in _NAMES}
        | {name: _reference(getattr(one, name)) for name in _NAMES}
        | {"bylines": credits[one.pk], "tags": sorted(tags[one.pk]), "images": images[one.pk]}
        for one in articles
    }


def _credit(row: Byline) -> dict[str, Any]:
    return {
        "department": row.department_id,
        "department_name": row.department_name,
        "contributor": row.contributor_id,
        "contributor_name": row.contributor.name if row.contributor else "",
        "role": row.role,
    }


def put_back(article: Article, snapshot: Snapshot) -> None:
    """Bring a stored article to a snapshot: fields, credits, tags, pictures. Pictures whose files are gone stay out.

    Saves; the caller holds the row's lock and keeps the revision.
    """
    assign(article, {name: snapshot[name] for name in (*WORDS, *FILING) if name in snapshot})
    article.save()
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(
            article=article,
            department_id=row["department"],
            department_name=row["department_name"],
            contributor_id=row["contributor"],
            role=row["role"],
            position=position,
        )
        for position, row in enumerate(snapshot.get("bylines", ()), start=1)
    )
    article.tags.set(snapshot.get("tags", ()))
    put_pictures(article, snapshot.get("images", ()))


def put_pictures(article: Article, rows: Sequence[Mapping[str, Any]]) -> None:
    """Give an article these pictures, as a snapshot has them, and no others. Those whose files are gone stay out."""
    article.images.all().delete()
    ArticleImage.objects.bulk_create(
        ArticleImage(article=article, **row) for row in rows if default_storage.exists(row["name"])
    )


def picture_row(image: ArticleImage) -> Snapshot:
    """A picture as a snapshot has it."""
    return {field: getattr(image, field) for field in _IMAGE_FIELDS}


def assign(article: Article, changes: Mapping[str, Any]) -> None:
    """Set fields from plain data: references as {"id", "name"}, number or row; dates as ISO text. Nothing is saved."""
    for name, value in changes.items():
        if name not in WORDS and name not in FILING:
            raise KeyError(name)
        if name in _NAMES:
            setattr(article, name, _found(name, value))
        elif name == "event_date" and isinstance(value, str):
            article.event_date = dt.date.fromisoformat(value) if value else None
        else:
            setattr(article, name, value)


def words_differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether readers would see a difference between two snapshots."""
    return any(one.get(name) != other.get(name) for name in (*WORDS, "images"))


def changes_between(before: Snapshot, after: Snapshot) -> Iterator[FieldChange]:
    """The fields that differ, in the order of the form."""
    for name in (*WORDS, *FILING, "bylines", "tags", "images"):
        old, new = lines_of(name, before.get(name)), lines_of(name, after.get(name))
        if old != new or before.get(name) != after.get(name):
            yield FieldChange(name, label_of(name), old, new)


def label_of(name: str) -> str:
    """The Chinese label of a snapshot's field."""
    extra = {"tags": "标签", "bylines": "署名归属", "images": "图片"}
    return extra.get(name) or str(Article._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def lines_of(name: str, value: Any) -> tuple[str, ...]:
    """A snapshot's value as lines of text to show and compare."""
    if not value:
        return ()
    if name == "body":
        return tuple(block.text for block in from_html(value))
    if name in _NAMES:
        return (str(value["name"]),) if isinstance(value, dict) else (str(value),)
    if name == "bylines":
        return tuple(" ".join(filter(None, (r["department_name"], r["contributor_name"], r["role"]))) for r in value)
    if name == "tags":
        return (join_tags(value),)
    if name == "images":
        return tuple(_picture_line(row) for row in value)
    return (str(value),)


def _picture_line(row: Mapping[str, Any]) -> str:
    """A picture in words, its file told apart by the beginning of its digest."""
    place, file = f"第{row['after']}段之后", f"文件 {row['digest'][:6]}"
    return "　".join(filter(None, (row["caption"], f"描述：{row['alt']}", signed(row["credit"]), place, file)))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _reference(row: Section | Department | Source | None) -> dict[str, Any] | None:
    return {"id": row.pk, "name": row.name} if row else None


def _found(name: str, value: Any) -> Any:
    """The row that a reference means; None where it is gone or was empty."""
    if not isinstance(value, dict | int | str) or not value:
        return value or None
    number = value["id"] if isinstance(value, dict) else value
    return _NAMES[name].objects.filter(pk=number).first()  # type: ignore[attr-defined]
