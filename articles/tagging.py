"""Tags, one article's or many articles' at once; new ones are put on record as they first come up."""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.text import slugify
from taggit.models import Tag

from articles.models import Article, TaggedArticle
from articles.models.named import require_room
from articles.record import rows
from articles.record.audit import Actor
from articles.text.tags import fold_tag


class TagBook:
    """All tags by their folded name, read once; new ones are added, in the name of `by`, when they first come up."""

    def __init__(self, *, by: Actor) -> None:
        self.by = by
        self.tags = {_key(tag.name): tag for tag in Tag.objects.all()}

    def tag(self, name: str) -> Tag:
        """The tag of that name, whatever its width and case. ValidationError when it is too long for a tag."""
        key = _key(name)
        if key not in self.tags:
            self.tags[key] = _added(name, self.by)
        return self.tags[key]

    def attach(self, wanted: Mapping[int, Sequence[str]]) -> None:
        """Put tags on articles that have none yet: article id → tag names. One query plus two a new tag."""
        rows = {
            (article, self.tag(name).pk): None for article, names in wanted.items() for name in names if fold_tag(name)
        }
        TaggedArticle.objects.bulk_create(TaggedArticle(content_object_id=a, tag_id=t) for a, t in rows)


def set_tags(article: Article, names: Iterable[str], *, by: Actor) -> None:
    """Give a stored article these tags and no others; the caller keeps the article's revision."""
    article.tags.set(tags_named(names, by=by))


def tags_named(names: Iterable[str], *, by: Actor) -> list[Tag]:
    """The tags of these names, whatever their width and case; those that are new are added. One query."""
    wanted = {_key(name): fold_tag(name) for name in names if fold_tag(name)}
    alike = reduce(or_, (Q(name__iexact=name) for name in wanted.values()), Q(pk__in=()))
    known = {_key(tag.name): tag for tag in Tag.objects.filter(alike)}
    return [known.get(key) or _added(name, by) for key, name in wanted.items()]


def _key(name: str) -> str:
    return fold_tag(name).casefold()


def _added(name: str, by: Actor) -> Tag:
    tag = Tag(name=fold_tag(name))
    require_room(tag, "name", "标签")
    tag.slug = slugify(tag.name, allow_unicode=True) or tag.slug
    rows.add(row=tag, by=by)  # taggit numbers a slug that is taken
    return tag
