"""Picture files that nothing names any more: uploaded and never saved, or cut anew before they were used.

What an article, a version of one, an edition, a reviewed wording or a correction names stays, however old: versions can
be brought back and editions are what readers saw.
"""

import contextlib
import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from articles.models import ArticleImage, Revision
from articles.record.audit import Actor, require, tell
from issues.models import Correction, Edition, Wording

RIGHT = "articles.delete_article"
# A form may name a picture that it has uploaded for a week (`articles.admin.inlines`).
FRESH = dt.timedelta(days=8)
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Unused:
    """A file below MEDIA_ROOT with its length in bytes."""

    name: str
    size: int


def unused() -> list[Unused]:
    """The picture files that nothing names, older than `FRESH`. Reads everything that may name one."""
    named = _named()
    found = []
    for name in _files():
        if PurePosixPath(name).name[:64] in named:
            continue
        with contextlib.suppress(FileNotFoundError):  # pressed twice at once: the other press has it
            if _is_old(name):
                found.append(Unused(name, default_storage.size(name)))
    return found


def tidy(*, by: Actor) -> list[Unused]:
    """Delete them, once that is on record; gives what is deleted. Refused without "articles.delete_article"."""
    require(by, RIGHT, "清理图片")
    gone = unused()
    if not gone:
        return []
    with transaction.atomic():
        tell(by=by, action="tidy_pictures", name="图片库", files=[one.name for one in gone][:500], number=len(gone))
        transaction.on_commit(lambda: _delete(gone))
    return gone


def _delete(files: Iterable[Unused]) -> None:
    for one in files:
        with contextlib.suppress(FileNotFoundError):
            if _is_old(one.name):  # it may have been uploaded again meanwhile
                default_storage.delete(one.name)


def _is_old(name: str) -> bool:
    return default_storage.get_modified_time(name) < timezone.now() - FRESH


def _files() -> Iterator[str]:
    if not default_storage.exists("images"):
        return
    folders, _ = default_storage.listdir("images")
    for folder in sorted(folders):
        _, names = default_storage.listdir(f"images/{folder}")
        yield from (f"images/{folder}/{name}" for name in sorted(names) if _DIGEST.match(name))


def _named() -> set[str]:
    """The digests of all pictures that something names."""
    found = set(ArticleImage.objects.order_by().values_list("digest", flat=True).distinct())
    kept = (
        Revision.objects.filter(kind="article").order_by().values_list("snapshot__images", flat=True),
        Edition.objects.order_by().values_list("document", flat=True),
        Wording.objects.order_by().values_list("document", flat=True),
        Correction.objects.order_by().values_list("changes", flat=True),
        Correction.objects.order_by().values_list("before", flat=True),
    )
    for rows in kept:
        for one in rows.iterator(chunk_size=200):
            if one:
                found.update(_DIGEST.findall(json.dumps(one)))
    return found
