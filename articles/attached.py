"""What hangs on an article besides its words — tags and credits — in one round trip."""

from dataclasses import dataclass

from django.db.models import CharField, F, IntegerField, Value
from django.db.models.functions import Cast, Coalesce

from articles.addresses import contributor_path, department_path, tag_path
from articles.models import Byline, TaggedArticle
from articles.prepared import Prepared

_TAG, _CREDIT = 0, 1


@dataclass(frozen=True, slots=True)
class Link:
    """A name with its page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Attached:
    """An article's tags, and the departments and people its byline credits, each once."""

    tags: tuple[Link, ...]
    departments: tuple[Link, ...]
    people: tuple[Link, ...]


def attached_to(article_id: int) -> Attached:
    """Tags and credits of an article. One query."""
    tags: dict[Link, None] = {}
    departments: dict[Link, None] = {}
    people: dict[Link, None] = {}
    for kind, _, name, slug, person_name, person in _ROWS(article_id):
        if kind == _TAG:
            tags[Link(name, tag_path(slug))] = None
            continue
        if slug:
            departments[Link(name, department_path(slug))] = None
        if person:
            people[Link(person_name, contributor_path(person))] = None
    return Attached(tuple(tags), tuple(departments), tuple(people))


# The columns of both halves: kind, place, name, slug, person's name, person's id.
_COLUMNS = ("kind", "place", "shown", "slug", "person_name", "person")


def _tags(article_id: int):  # type: ignore[no-untyped-def]  # a values_list of annotations has no useful type
    return (
        TaggedArticle.objects.filter(content_object_id=article_id)
        .annotate(
            kind=Value(_TAG, output_field=IntegerField()),
            place=Cast("pk", IntegerField()),
            shown=Cast("tag__name", CharField()),
            slug=Cast("tag__slug", CharField()),
            person_name=Value("", output_field=CharField()),
            person=Value(0, output_field=IntegerField()),
        )
        .order_by()
        .values_list(*_COLUMNS)
    )


def _credits(article_id: int):  # type: ignore[no-untyped-def]
    return (
        Byline.objects.filter(article_id=article_id)
        .annotate(
            kind=Value(_CREDIT, output_field=IntegerField()),
            place=Cast("position", IntegerField()),
            shown=Cast("department_name", CharField()),
            slug=Cast(Coalesce(F("department__slug"), Value("")), CharField()),
            person_name=Cast(Coalesce(F("contributor__name"), Value("")), CharField()),
            person=Cast(Coalesce(F("contributor_id"), Value(0)), IntegerField()),
        )
        .order_by()
        .values_list(*_COLUMNS)
    )


_ROWS = Prepared(lambda article_id: _tags(article_id).union(_credits(article_id), all=True).order_by("kind", "place"))
