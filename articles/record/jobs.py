"""The regular jobs: their names, how often each is due, and the note of each run, which the desk reads."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone

from articles.models import JobRun


@dataclass(frozen=True, slots=True)
class Job:
    """A job by its command.

    every    it is late when it last went well longer ago than that
    pause    minutes between two runs; None for one that something else runs
    eager    tried every time, whatever became of it before; others wait longer after each failure
    options  the command's
    """

    label: str
    every: dt.timedelta
    pause: int | None = 1
    eager: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)


def _minutes(number: int) -> dt.timedelta:
    return dt.timedelta(minutes=number)


JOBS: dict[str, Job] = {
    "publish_due": Job("定时发布", _minutes(10), eager=True),
    "send_notices": Job("给编辑部的通知", _minutes(30)),
    "send_mailings": Job("发邮件", _minutes(10)),
    "remind_units": Job("催稿和给负责人的信", _minutes(10)),
    "make_files": Job("生成下载文件", _minutes(30)),
    "count_readings": Job("记阅读次数", _minutes(60)),
    "ping_hub": Job("通知订阅中心", _minutes(60)),
    "train_typos": Job("学习已发布的文字", _minutes(120)),
    "proof_open": Job("校对在编各期", _minutes(60)),
    "proof_archive": Job("存量检查", _minutes(60), options={"pending": True}),
    "poll_feeds": Job("看外来消息", _minutes(120), pause=10),
    "index_duplicates": Job("更新查重", _minutes(240), pause=60),
    "backup": Job("备份", dt.timedelta(hours=26), pause=None),
}
LONGEST_PAUSE = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A job that failed last (`problem`), or that has not gone well for too long."""

    label: str
    problem: str
    since: dt.datetime


def note(name: str, problem: str = "", began: dt.datetime | None = None) -> None:
    """Note a run of a job; `problem` why it failed. A database that cannot be written to is no matter of the job's."""
    now = timezone.now()
    try:
        if not problem:
            JobRun.objects.update_or_create(
                name=name, defaults={"ran_at": now, "succeeded_at": began or now, "failures": 0, "problem": ""}
            )
        elif not JobRun.objects.filter(name=name).update(ran_at=now, failures=F("failures") + 1, problem=problem[:300]):
            JobRun.objects.create(name=name, ran_at=now, failures=1, problem=problem[:300])
    except DatabaseError:
        return


def noted(name: str, run: Callable[[], str | None]) -> str | None:
    """Run a command's work and note how it went, where it is a regular job. What it raises is raised."""
    began = timezone.now()
    try:
        said = run()
    except BaseException as error:
        if name in JOBS and not isinstance(error, KeyboardInterrupt):
            note(name, (str(error) or type(error).__name__).strip())
        raise
    if name in JOBS:
        note(name, began=began)
    return said


def last_success(name: str) -> dt.datetime | None:
    """When the last run that went well began."""
    return JobRun.objects.filter(name=name).values_list("succeeded_at", flat=True).first()


def is_due(name: str, now: dt.datetime | None = None) -> bool:
    """Whether a job is to run now: its pause is over, and after failures twice as long a one with each."""
    job, row = JOBS[name], JobRun.objects.filter(name=name).first()
    if row is None or job.eager:
        return True
    pause = _minutes(job.pause or 0)
    if row.failures:
        pause = max(pause, min(_minutes(2 ** min(row.failures, 10) // 2), LONGEST_PAUSE))
    return (now or timezone.now()) - row.ran_at >= pause - dt.timedelta(seconds=30)  # a timer is never quite punctual


@dataclass(frozen=True, slots=True)
class Shown:
    """A job as the page of jobs shows it; `row` is None for one that never ran."""

    name: str
    job: Job
    row: JobRun | None
    late: bool

    @property
    def state(self) -> str:
        if self.row is None:
            return "没有运行过"
        if self.row.problem:
            return f"失败 {self.row.failures} 次"
        return "到时没有运行" if self.late else "正常"


def shown(now: dt.datetime | None = None) -> Sequence[Shown]:
    """All jobs in order. One statement."""
    at, rows = now or timezone.now(), {row.name: row for row in JobRun.objects.all()}
    return [Shown(name, job, row, _is_late(job, row, at)) for name, job in JOBS.items() for row in [rows.get(name)]]


def _is_late(job: Job, row: JobRun | None, at: dt.datetime) -> bool:
    return row is not None and at - (row.succeeded_at or row.ran_at) > job.every


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
        elif _is_late(job, row, at):
            found.append(Trouble(job.label, "到时没有运行", last))
    return sorted(found, key=lambda one: one.since)
