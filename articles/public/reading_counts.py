"""Counting readings without cookies, without personal data, and without a database write a reading.

A page's script reports that an article was read. The report goes into a counter in memory; once a minute the
process adds its counters to the day's sums in one statement, once an hour it renews the ranking. A reader is
counted once an hour an article: told apart by a digest of the address under a key that lives and dies with the
process, never stored.
"""

import datetime as dt
import hashlib
import logging
import secrets
import time
from collections import Counter
from threading import Lock

from django.db import DatabaseError, transaction
from django.db.models import F, Sum
from django.utils import timezone

from articles.models import Article, Reading, SiteRevision, TopReading
from articles.signals import announce

logger = logging.getLogger(__name__)

FLUSH_SECONDS = 60
RANK_SECONDS = 3600
RANKED = 10
RANKING_DAYS = 30
# Readers remembered for an hour at most, and never more than this many; then all are forgotten at once.
REMEMBERED = 100_000
# What a database takes as an id; nothing has a greater one.
LARGEST_ID = 2**63 - 1
# Ids asked about at a time: databases take only so many parameters.
BATCH = 500


class Counters:
    """The readings of one process that are not in the database yet."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._key = secrets.token_bytes(16)
        self._counts: Counter[int] = Counter()
        self._seen: set[bytes] = set()
        self._hour = self._flushed = self._ranked = time.monotonic()

    def note(self, article_id: int, address: str) -> None:
        """An article was read from an address. Costs no query but once a minute."""
        if article_id > LARGEST_ID:
            return
        now = time.monotonic()
        with self._lock:
            if now - self._hour > RANK_SECONDS or len(self._seen) >= REMEMBERED:
                self._seen.clear()
                self._key, self._hour = secrets.token_bytes(16), now
            reader = hashlib.blake2b(f"{article_id} {address}".encode(), key=self._key, digest_size=8).digest()
            if reader in self._seen:
                return
            self._seen.add(reader)
            self._counts[article_id] += 1
            due = now - self._flushed > FLUSH_SECONDS
        if due:
            self.flush()

    def flush(self) -> None:
        """Add what was counted to the day's sums, and renew the ranking when its hour has come.

        Never raises: the reader whose report is the first of a minute is not told of the database's troubles. What
        could not be written waits for the next minute.
        """
        now = time.monotonic()
        with self._lock:
            counted, self._counts, self._flushed = self._counts, Counter(), now
            rank = now - self._ranked > RANK_SECONDS
            if rank:
                self._ranked = now
        try:
            if counted:
                store(counted)
                counted = Counter()
            if rank:
                renew_ranking()
        except DatabaseError:
            logger.exception("readings not written")
            with self._lock:
                self._counts.update(counted)

    @property
    def pending(self) -> int:
        """How many readings are only in memory."""
        return sum(self._counts.values())


counters = Counters()


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
