"""The regular jobs: their names, how often each is due, and the note of each run, which the desk reads."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone

from articles.models import JobRun


@dataclass(frozen=True, slots=True)
class Job:
    """A job by its command. `every`: it is late when it last went well longer ago than that."""

    label: str
    every: dt.timedelta


JOBS: dict[str, Job] = {
    "publish_due": Job("定时发布", dt.timedelta(minutes=10)),
    "send_mailings": Job("发邮件", dt.timedelta(minutes=10)),
    "remind_units": Job("催稿和给负责人的信", dt.timedelta(minutes=10)),
    "make_files": Job("生成下载文件", dt.timedelta(minutes=30)),
    "proof_archive": Job("存量检查", dt.timedelta(hours=1)),
    "poll_feeds": Job("看外来消息", dt.timedelta(hours=2)),
    "backup": Job("备份", dt.timedelta(hours=26)),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A job that failed last (`problem`), or that has not gone well for too long."""

    label: str
    problem: str
    since: dt.datetime


def note(name: str, problem: str = "") -> None:
    """Note a run of a job; `problem` why it failed. A database that cannot be written to is no matter of the job's."""
    now = timezone.now()
    try:
        if not problem:
            JobRun.objects.update_or_create(
                name=name, defaults={"ran_at": now, "succeeded_at": now, "failures": 0, "problem": ""}
            )
        elif not JobRun.objects.filter(name=name).update(ran_at=now, failures=F("failures") + 1, problem=problem[:300]):
            JobRun.objects.create(name=name, ran_at=now, failures=1, problem=problem[:300])
    except DatabaseError:
        return


def noted(name: str, run: Callable[[], str | None]) -> str | None:
    """Run a command's work and note how it went, where it is a regular job. What it raises is raised."""
    try:
        said = run()
    except BaseException as error:
        if name in JOBS and not isinstance(error, KeyboardInterrupt):
            note(name, (str(error) or type(error).__name__).strip())
        raise
    if name in JOBS:
        note(name)
    return said


def troubles(now: dt.datetime | None = None) -> Sequence[Trouble]:
    """The jobs that failed last or are late, longest first. A job that never ran here is not missed. One statement."""
    at = now or timezone.now()
    found = []
    for row in JobRun.objects.all():
        job = JOBS.get(row.name)
        if job is None:
            continue
        last = row.succeeded_at or row.ran_at
        if row.problem:
            found.append(Trouble(job.label, row.problem, last))
        elif at - last > job.every:
            found.append(Trouble(job.label, "到时没有运行", last))
    return sorted(found, key=lambda one: one.since)
