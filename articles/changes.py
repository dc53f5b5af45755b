"""Changes to what the public reads, announced in one place.

Whatever alters a public page ends in `announce()`: it bumps the site's revision inside the
transaction, which makes validators change and processes forget what they worked out.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from taggit.models import Tag

from articles.models import (
    Contributor,
    Department,
    Publication,
    Section,
    SiteRevision,
    Source,
)


def announce() -> None:
    """Say that a public page may have changed. Call it in the transaction of the change."""
    SiteRevision.bump()


def _announce_saved(**_: Any) -> None:
    announce()


def connect() -> None:
    """Have the small tables whose names are printed on public pages announce themselves."""
    for model in (Contributor, Department, Publication, Section, Source, Tag):
        post_save.connect(_announce_saved, sender=model, dispatch_uid=f"announce-{model.__name__}")
        post_delete.connect(_announce_saved, sender=model, dispatch_uid=f"announce-{model.__name__}-gone")
