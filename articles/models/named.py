"""What sections, departments and sources share: a unique name, aliases, a slug."""

import unicodedata
from typing import Any, Generic, Self, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from articles.text.slugs import pinyin_slug

T = TypeVar("T", bound="Named")


def name_key(name: str) -> str:
    """The form in which names are compared: width and case folded, all white space out."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def require_room(row: models.Model, field: str, what: str) -> None:
    """ValidationError (科室“……”太长) when the field holds more than its column takes: PostgreSQL would refuse the row
    with an error of its own, SQLite store it all the same."""
    value, longest = getattr(row, field), row._meta.get_field(field).max_length  # type: ignore[union-attr]
    if longest is not None and len(value) > longest:
        raise ValidationError(f"{what}“{value[:20]}……”太长，最多 {longest} 字。")


class NamedQuerySet(models.QuerySet[T], Generic[T]):
    """Rows found by any name they go by."""

    def by_name(self) -> dict[str, T]:
        """All rows by `name_key` of their names and aliases; an official name wins over an alias."""
        rows = list(self)
        known = {name_key(alias): row for row in rows for alias in row.aliases}
        return known | {name_key(row.name): row for row in rows}


class Named(models.Model):
    """A thing with one official name and any number of other names (曾用名、简称)."""

    name = models.CharField("名称", max_length=60, unique=True)
    slug = models.SlugField("网址", max_length=60, unique=True, blank=True, help_text="留空则按拼音自动生成，可改。")
    aliases = models.JSONField("别名", default=list, blank=True, help_text="简称、曾用名；导入时认作同一个。")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @classmethod
    def called(cls, name: str) -> Self:
        """A new row of that name, checked and not saved. ValidationError, with the name, when it is too long."""
        row = cls(name=name.strip())
        require_room(row, "name", str(row._meta.verbose_name))
        row.full_clean(exclude=["slug"])
        return row

    def clean(self) -> None:
        """Refuse a name or alias that another row of the same kind has."""
        super().clean()
        mine = {name_key(name): name for name in [self.name, *self.aliases]}
        others = type(self)._default_manager.exclude(pk=self.pk)
        for other in others.only("name", "aliases"):
            for name in [other.name, *other.aliases]:
                if name_key(name) in mine:
                    raise ValidationError(f"“{mine[name_key(name)]}”已是“{other.name}”的名称或别名，不能重复。")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        """The pinyin of the name, numbered when taken; the model's own name when there is nothing to spell."""
        base = pinyin_slug(self.name) or str(self._meta.model_name)
        taken = set(
            type(self)._default_manager.exclude(pk=self.pk).filter(slug__startswith=base).values_list("slug", flat=True)
        )
        return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)
