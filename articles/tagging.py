"""Tags on many articles at once."""

from collections.abc import Mapping, Sequence

from django.utils.text import slugify
from taggit.models import Tag

from articles.models import TaggedArticle
from articles.models.named import require_room
from articles.text.tags import fold_tag


class TagBook:
    """All tags by their folded name, read once; new ones are created when they first come up."""

    def __init__(self) -> None:
        self.tags = {fold_tag(tag.name).casefold(): tag for tag in Tag.objects.all()}

    def tag(self, name: str) -> Tag:
        """The tag of that name, whatever its width and case. ValidationError when it is too long for a tag."""
        key = fold_tag(name).casefold()
        if key not in self.tags:
            tag = Tag(name=fold_tag(name))
            require_room(tag, "name", "标签")
            tag.slug = slugify(tag.name, allow_unicode=True) or tag.slug
            tag.save()  # taggit numbers a slug that is taken
            self.tags[key] = tag
        return self.tags[key]

    def attach(self, wanted: Mapping[int, Sequence[str]]) -> None:
        """Put tags on articles that have none yet: article id → tag names. One query plus one a new tag."""
        rows = {
            (article, self.tag(name).pk): None for article, names in wanted.items() for name in names if fold_tag(name)
        }
        TaggedArticle.objects.bulk_create(TaggedArticle(content_object_id=a, tag_id=t) for a, t in rows)
