"""Checks in other processes: texts in, findings out. They touch no database, so that nothing is half written."""

import datetime as dt
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import cached_property
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from articles.proofing.checking import check_article
from articles.proofing.findings import Finding
from articles.proofing.registers import Registers
from articles.proofing.rules import Context
from articles.proofing.units import ArticleText
from articles.proofing.waivers import waiver_key

_AHEAD = 3  # batches a process that wait, so that none is idle


@dataclass(frozen=True, slots=True)
class Job:
    """An article to be checked: its number, its version, its words and the day by which they are judged.

    between  what its issue shows of it, found already
    """

    article: int
    version: int
    text: ArticleText
    day: dt.date | None
    between: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What an article's version gave."""

    article: int
    version: int
    findings: tuple[Finding, ...]

    @cached_property
    def by_key(self) -> dict[str, Finding]:
        """The findings by `waiver_key`; the same words in the same sentence count once."""
        return {waiver_key(one): one for one in reversed(self.findings)}


Batch = Sequence[Job]


@dataclass(frozen=True, slots=True)
class Means:
    """By what is checked. `typos`: the archive's file of the typo model, which is then loaded; None without it."""

    registers: Registers
    context: Context
    typos: Path | None = None

    def ready(self) -> "Means":
        """With the typo model loaded. `Missing` when one of its packages is."""
        if self.typos is None:
            return self
        from articles.proofing.typos.model import TypoModel  # heavy: loaded where it is asked for

        return replace(self, context=replace(self.context, typos=TypoModel.load(self.typos)))


_means: Means | None = None


def checked(batches: Iterator[Batch], means: Means, processes: int) -> Iterator[list[Checked]]:
    """Each batch's findings, as they are ready, by so many processes; with one, in this process itself."""
    if processes <= 1:
        ready_here = means.ready()
        for batch in batches:
            yield [_check(job, ready_here) for job in batch]
        return
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin, initargs=(means,))
    try:
        waiting: set[Future[list[Checked]]] = set()
        for batch in batches:
            waiting.add(pool.submit(_work, batch))
            if len(waiting) >= processes * _AHEAD:
                ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in ready)
        while waiting:
            ready, waiting = wait(waiting, return_when=FIRST_COMPLETED)
            yield from (one.result() for one in ready)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(means: Means) -> None:
    """What a process begins with. It ends when the one that started it does, killed or not."""
    global _means
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    Thread(target=_end_with_parent, daemon=True).start()
    _means = means.ready()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: Batch) -> list[Checked]:
    assert _means is not None  # noqa: S101 - set by `_begin`; tells the type checker
    return [_check(job, _means) for job in batch]


def _check(job: Job, means: Means) -> Checked:
    found = check_article(job.text, means.registers, job.day, means.context)
    return Checked(job.article, job.version, (*found, *job.between))
