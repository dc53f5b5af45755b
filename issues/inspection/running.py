"""The archive check: which published articles are due, and checking them, by several processes, so that a run that
was stopped or killed goes on where it was."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Article, RegisterRevision, Waiver
from articles.models.moments import start_of
from articles.proofing.fingerprint import rules
from articles.registers.known import known_sources, of_published
from articles.registers.loading import registers
from articles.registers.typos import archive_file
from issues.assembly.between import between, own
from issues.assembly.proofreading import day_of
from issues.assembly.texts import text_of_article
from issues.inspection import rechecks
from issues.inspection.storing import WITH_TYPOS, Marks, store
from issues.inspection.workers import Batch, Job, Means, checked
from issues.models import ArchiveCheck, Entry

BATCH = 25
Progress = Callable[[int, int], None]


def marks_now(*, typos: bool = False) -> Marks:
    """By what an article would be checked now. Two queries."""
    sources = hashlib.sha256("\n".join(sorted(known_sources())).encode()).hexdigest()[:8]
    return Marks(RegisterRevision.current(), rules() + sources, timezone.now(), typos)


def due(marks: Marks, *, since: dt.date | None = None, whatever_registers: bool = False) -> list[int]:
    """The numbers of published articles that were not yet checked as they and the marks are now, by day. One query.

    since               only those published from this day on
    whatever_registers  those that were checked by other registers are not due
    """
    waivers = Waiver.objects.filter(kind="article", object_id=OuterRef("pk")).order_by()
    count = waivers.values("object_id").annotate(n=Count("pk")).values("n")
    known = Q(rules=marks.rules + WITH_TYPOS) if marks.typos else Q(rules__in=[marks.rules, marks.rules + WITH_TYPOS])
    if not whatever_registers:
        known &= Q(registers=marks.registers)
    done = ArchiveCheck.objects.filter(
        known, article=OuterRef("pk"), version=OuterRef("version"), waivers=OuterRef("let_stand")
    )
    # An issue's head and order may have changed since, though its articles' words did not.
    changed = Entry.objects.filter(article=OuterRef("article"), issue__updated_at__gt=OuterRef("at"))
    done = done.filter(~Exists(changed))
    rows = _published(since).annotate(let_stand=Coalesce(Subquery(count, output_field=IntegerField()), 0))
    return list(rows.filter(~Exists(done)).order_by("published_at", "pk").values_list("pk", flat=True))


def pending(marks: Marks, *, most: int) -> list[int]:
    """What has to be looked at by itself, at most so many: what a register's change waits for, then what is new or
    was changed, waived or never checked by these rules. Four queries."""
    waiting = rechecks.waiting()
    if gone := rechecks.gone(waiting):
        rechecks.forget(gone)
    numbers = dict.fromkeys([one for one in waiting if one not in gone])
    if len(numbers) < most:
        numbers |= dict.fromkeys(due(marks, whatever_registers=True))
    return list(numbers)[:most]


def inspect(numbers: Sequence[int], marks: Marks, *, processes: int, told: Progress) -> int:
    """Check these articles and store what they give, a batch a transaction; how many were checked.

    told  is called after each batch with how many are done, of how many
    Stopped at any moment, it leaves whole batches. `Missing` when typos are asked for and a package is not there.
    """
    # A copy without what was remembered of single days: it goes to every process.
    means = Means(replace(registers(), _days={}), of_published(), archive_file() if marks.typos else None)
    done = 0
    for results in checked(_batches(numbers), means, processes):
        store(checked=results, marks=marks)
        done += len(results)
        told(done, len(numbers))
    return done


def progress(marks: Marks) -> tuple[int, int]:
    """(published articles that were checked by these rules as they are, all published articles). Two queries."""
    done = ArchiveCheck.objects.filter(
        article__status=Article.Status.PUBLISHED, version=F("article__version"), rules__startswith=marks.rules
    )
    return done.count(), Article.objects.published().count()


def _published(since: dt.date | None) -> QuerySet[Article]:
    rows = Article.objects.published()
    if since is None:
        return rows
    return rows.filter(published_at__gte=start_of(since))


def _batches(numbers: Sequence[int]) -> Iterator[Batch]:
    """The articles with their words and what their issues show of them: four queries a batch, and some an issue."""
    for start in range(0, len(numbers), BATCH):
        wanted = numbers[start : start + BATCH]
        rows = Article.objects.filter(pk__in=wanted).select_related("section", "source").prefetch_related("images")
        shown, heads = between(wanted), own(wanted)
        yield [
            Job(
                row.pk,
                row.version,
                replace(text_of_article(row), number=1),
                day_of(row),
                (*shown.get(row.pk, ()), *heads.get(row.pk, ())),
            )
            for row in rows
        ]
