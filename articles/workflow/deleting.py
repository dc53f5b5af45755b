"""The recycle bin (回收站): articles that were deleted, and bringing one back from its last revision."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Subquery

from articles import access
from articles.models import Article, Revision
from articles.record.audit import Actor, Change, record, require
from articles.signals import about_to_lock, words_changed
from articles.snapshots import put_back, snapshot_of
from articles.tagging import tags_named

MOST = 200


@dataclass(frozen=True, slots=True)
class Deleted:
    """An article that is gone: its number and the revision that its deletion left."""

    object_id: int
    revision: Revision

    @property
    def title(self) -> str:
        return str(self.revision.snapshot.get("title") or "（无题）")


def deleted(*, by: Actor) -> list[Deleted]:
    """What was deleted and not brought back, the last first, at most 200; for a correspondent of their departments.

    Refused without "articles.delete_article".
    """
    require(by, "articles.delete_article")
    newest = Revision.objects.filter(kind="article", object_id=OuterRef("object_id")).order_by("-version")
    gone = Revision.objects.filter(kind="article", action="delete", version=Subquery(newest.values("version")[:1]))
    rows = gone.exclude(object_id__in=Article.objects.values("pk")).order_by("-at", "-pk")[:MOST]
    return [Deleted(row.object_id, row) for row in rows if _may_see(by, row)]


@transaction.atomic
def bring_back(*, object_id: int, by: Actor) -> Article:
    """A deleted article as it was, as a draft under its old number: words, credits, tags, pictures.

    Refused without "articles.delete_article"; ValidationError when nothing of that number was deleted, or it is back.
    """
    require(by, "articles.delete_article")
    about_to_lock.send(sender=Article, article=Article(pk=object_id))
    last = (
        Revision.objects.select_for_update(of=("self",))
        .filter(kind="article", object_id=object_id)
        .order_by("-version")
    ).first()
    if last is None or last.action != "delete" or not _may_see(by, last):
        raise ValidationError("回收站里没有这篇稿件。")
    if Article.objects.filter(pk=object_id).exists():
        raise ValidationError("这篇稿件已经恢复了。")
    first = Revision.objects.filter(kind="article", object_id=object_id).order_by("version").first()
    row = Article(pk=object_id, title=last.snapshot["title"], version=last.version + 1)
    row.created_by = first.by if first else None
    submitted = Revision.objects.filter(kind="article", object_id=object_id, action="submit").order_by("version")
    row.handed_in_at = submitted.values_list("at", flat=True).first()
    row.save(force_insert=True)
    tags_named(last.snapshot.get("tags", ()), by=by)  # one that was deleted since
    put_back(row, last.snapshot)
    record(
        Change(row, after={"status": row.status}, snapshot=snapshot_of(row)),
        by=by,
        action="bring_back",
        note="从回收站恢复",
    )
    words_changed.send(sender=Article, article=row, by=by)
    return row


def _may_see(by: Actor, revision: Revision) -> bool:
    if by.user is None or access.sees_all(by.user):
        return True
    department = (revision.snapshot.get("department") or {}).get("id")
    return by.user.departments.filter(pk=department).exists() if department else revision.by_id == by.user.pk
