"""Counting readings without cookies, without personal data, and without a database write a reading.

A page's script reports that an article was read. The report is a line of a few bytes in a file of the hour, which all
processes of the machine write to: one that is killed takes none with it. The regular job `count_readings` adds them
to the day's sums and renews the ranking. A reader is counted once an hour an article, whichever process he met: told
apart by a digest of the address under a key of the hour, gone with the hour's file.
"""

import datetime as dt
import fcntl
import hashlib
import hmac
import logging
import struct
from collections import Counter
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from articles.models import Article, Reading, SiteRevision, TopReading
from articles.signals import announce

logger = logging.getLogger(__name__)

RANKED = 10
RANKING_DAYS = 30
# What a database takes as an id; nothing has a greater one.
LARGEST_ID = 2**63 - 1
# Ids asked about at a time: databases take only so many parameters.
BATCH = 500
# An article and a reader. A file that outgrows MOST_BYTES takes no more: somebody makes readings up.
_LINE = struct.Struct(">Q8s")
MOST_BYTES = 64 * 1024 * 1024
_HOUR = "%Y%m%d%H"


def note(article_id: int, address: str, now: dt.datetime | None = None) -> None:
    """An article was read from an address. No query. A disk that takes nothing loses the reading, not the page."""
    if article_id > LARGEST_ID:
        return
    hour = timezone.localtime(now).strftime(_HOUR)
    key = hmac.digest(settings.SECRET_KEY.encode(), f"readings {hour}".encode(), "sha256")
    reader = hashlib.blake2b(f"{article_id} {address}".encode(), key=key, digest_size=8).digest()
    try:
        _folder().mkdir(parents=True, exist_ok=True)
        with (_folder() / hour).open("ab", buffering=0) as file:
            if file.tell() < MOST_BYTES:
                file.write(_LINE.pack(article_id, reader))
    except OSError:
        logger.warning("a reading was not counted", exc_info=True)


def count(now: dt.datetime | None = None) -> int:
    """Add what was reported since the last time to the days' sums; how many readings. Once an hour is over its ranking
    is renewed and its file goes. One process at a time; others wait for it."""
    _folder().mkdir(parents=True, exist_ok=True)
    current, total = timezone.localtime(now).strftime(_HOUR), 0
    with (_folder() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for file in sorted(_folder().glob("[0-9]" * 10)):
            total += _count_file(file)
            if file.name < current:
                renew_ranking()
                file.unlink()
                file.with_suffix(".done").unlink(missing_ok=True)
    return total


def _count_file(file: Path) -> int:
    """What of an hour's file was not counted yet; how far that is, is written down beside it."""
    done, data = file.with_suffix(".done"), file.read_bytes()
    before = int(done.read_text()) if done.exists() else 0
    until = len(data) - len(data) % _LINE.size
    known = set(_LINE.iter_unpack(data[:before]))
    new = set(_LINE.iter_unpack(data[before:until])) - known
    written = done.with_suffix(".new")
    with transaction.atomic():
        if new:
            day = dt.datetime.strptime(file.name, _HOUR).date()  # noqa: DTZ007 - the name is of local time
            store(Counter(article_id for article_id, _ in new), day=day)
        written.write_text(str(until))  # where the disk takes nothing, nothing is counted: it would be every minute
    written.replace(done)
    return len(new)


def _folder() -> Path:
    return Path(settings.VAR_DIR) / "readings"


@transaction.atomic
def store(counted: Counter[int], day: dt.date | None = None) -> None:
    """Add readings to the sums of a day (today). Numbers that are no published article are dropped."""
    asked = sorted(pk for pk in counted if pk <= LARGEST_ID)
    parts = (asked[start : start + BATCH] for start in range(0, len(asked), BATCH))
    known = [
        pk for part in parts for pk in Article.objects.published().filter(pk__in=part).values_list("pk", flat=True)
    ]
    rows = [Reading(article_id=pk, day=day or timezone.localdate(), count=0) for pk in sorted(known)]
    Reading.objects.bulk_create(rows, ignore_conflicts=True)
    for row in rows:
        Reading.objects.filter(article=row.article_id, day=row.day).update(count=F("count") + counted[row.article_id])


@transaction.atomic
def renew_ranking(today: dt.date | None = None) -> bool:
    """Rank the articles most read in the last thirty days. Returns whether the order changed."""
    # Processes that started together come to this hour together: one at a time, or their rows would collide.
    list(SiteRevision.objects.select_for_update().filter(pk=1))
    since = (today or timezone.localdate()) - dt.timedelta(days=RANKING_DAYS)
    best = (
        Reading.objects.filter(day__gt=since, article__status=Article.Status.PUBLISHED)
        .values("article_id")
        .annotate(total=Sum("count"))
        .order_by("-total", "-article_id")[:RANKED]
    )
    wanted = [row["article_id"] for row in best]
    if wanted == list(TopReading.objects.values_list("article_id", flat=True)):
        return False
    TopReading.objects.all().delete()
    TopReading.objects.bulk_create(TopReading(article_id=pk, rank=rank) for rank, pk in enumerate(wanted, start=1))
    announce()
    return True
