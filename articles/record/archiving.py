"""Taking old rows of the audit log out of the database, into files that can be checked by themselves."""

import datetime as dt
import gzip
import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Min
from django.utils import timezone

from articles.models import AuditArchive, AuditLink
from articles.record import verifying
from articles.record.audit import Actor, Change, record
from articles.record.chain import FIELDS, PLACE, line_of
from articles.record.guards import KEPT_DAYS


@dataclass(frozen=True, slots=True)
class Archived:
    """What was archived: the file and its rows."""

    path: Path
    rows: int
    row: AuditArchive


def archive(*, folder: Path, days: int, by: Actor) -> Archived | None:
    """Write the rows older than `days` to a file in `folder` and take them out; None where there are none.

    The file is written, read again and checked before a row goes. ValidationError for fewer days than the law keeps,
    or where the log is not whole.
    """
    if days < KEPT_DAYS:
        raise ValidationError(f"审计记录至少保留 {KEPT_DAYS} 天，不能归档 {days} 天前的。")
    if (broken := verifying.verify().first_break) is not None:
        raise ValidationError(f"审计链不完整，先查清再归档。{broken}")
    last = _last_old(timezone.now() - dt.timedelta(days=days))
    first = AuditLink.objects.aggregate(first=Min("position"))["first"]
    if last is None or first is None or last < first:
        return None
    path = _written(folder, first, last)
    verdict, _ = verifying.verify_file(path)
    if verdict.first_break or verdict.end.position != last or verdict.rows != last - first + 1:
        raise ValidationError(f"写出的归档文件不完整，没有删去任何记录：{path}")
    row = AuditArchive(
        name=path.name,
        sha256=sha256(path.read_bytes()).hexdigest(),
        first_position=first,
        last_position=last,
        last_digest=verdict.end.digest,
    )
    _take_out(row, by)
    return Archived(path, verdict.rows, row)


def _last_old(before: dt.datetime) -> int | None:
    """The last place before the first row that must stay."""
    kept = AuditLink.objects.filter(entry__at__gte=before).aggregate(first=Min("position"))["first"]
    rows = AuditLink.objects.filter(position__lt=kept) if kept is not None else AuditLink.objects.all()
    return rows.order_by("-position").values_list("position", flat=True).first()


def _written(folder: Path, first: int, last: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"audit-{first}-{last}.jsonl.gz"
    unfinished = path.with_suffix(".part")
    entries = [f"entry__{name}" for name in FIELDS]
    rows = AuditLink.objects.filter(position__range=(first, last)).order_by("position")
    with unfinished.open("wb") as file:
        with gzip.open(file, "wt", encoding="utf-8") as lines:
            for row in rows.values(*PLACE, *entries).iterator(2000):
                lines.write(line_of(row, {name: row[f"entry__{name}"] for name in FIELDS}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    return path


@transaction.atomic
def _take_out(row: AuditArchive, by: Actor) -> None:
    """The guards let go of exactly what an archive tells of."""
    row.save(force_insert=True)
    told = {"rows": row.last_position - row.first_position + 1, "sha256": row.sha256, "digest": row.last_digest}
    record(Change(row, after=told), by=by, action="archive_audit")
    places = "SELECT entry_id FROM articles_auditlink WHERE position <= %s"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM articles_auditentry WHERE id IN ({places})", [row.last_position])  # noqa: S608
        cursor.execute("DELETE FROM articles_auditlink WHERE position <= %s", [row.last_position])
