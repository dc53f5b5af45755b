"""What the proof desk costs: one article, the composer and a save with findings on and off, 10,000 articles again.

    python -m benchmarks.proofing_costs [--articles 10000] [--texts FILE] [--kills 3] [--repeats 40] [--typos]

A database of its own is made of the held-out set (benchmarks/proofing/heldout): its registers, the national list of
places, issues 01 to 11 published and 12 with its planted faults being composed. CPU time throughout, so that others on
the machine matter little; on and off take turns in one process, medians of --repeats. Off: the same page without asking
for findings. The archive's articles are --texts' paragraphs (a paragraph a line; without it the held-out set's) at
random, three to six each; `proof_archive` runs as an editor's does, is killed (SIGKILL, with its processes) at random
moments --kills times, and is then let finish: what it says it checked, and what was stored before, make the sum.
"""

import argparse
import contextlib
import datetime as dt
import io
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from benchmarks.proofing import REGISTERS, ROOT, SET

SEED = 20261130
CHECKED = re.compile(r"查了 (\d+) 篇")


def main() -> None:
    """Runs all of it in a database of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=40)
    parser.add_argument("--typos", action="store_true", help="the archive with the typo model too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        os.environ.update(VAR_DIR=made, DJANGO_SETTINGS_MODULE="cms.settings.development")
        import django

        django.setup()
        from django.conf import settings

        settings.DEBUG, settings.ALLOWED_HOSTS = False, ["testserver"]
        prepare()
        print("\n".join([*one_article(arguments.repeats), *pages(arguments.repeats)]), flush=True)
        paragraphs = texts(arguments.texts)
        print("\n".join(archive(arguments.articles, paragraphs, arguments.kills, arguments.typos)))


def prepare() -> None:
    """The registers, eleven published issues, the twelfth with its faults."""
    from django.core.management import call_command

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        call_command("migrate", verbosity=0)
        for kind in REGISTERS:
            call_command("import_register", kind, str(SET / "registers" / f"{kind}.csv"))
        call_command("import_places")
        for number in range(1, 12):
            call_command("import_issue", str(SET / f"{number:02}.clean.txt"), publish=True)
        call_command("import_issue", str(SET / "12.faulty.txt"))


def texts(path: Path | None) -> list[str]:
    """Paragraphs for the archive."""
    files = [path] if path else sorted(SET.glob("*.clean.txt"))
    return [line for one in files for line in one.read_text("utf-8").splitlines() if len(line) > 20]


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of CPU time."""
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000


def one_article(repeats: int) -> list[str]:
    """Rules alone; with the typo model cold (texts it never read), and warm (texts it has read)."""
    from articles.models import Article
    from articles.registers.typos import typo_model
    from issues.assembly.proofreading import check_stored_article

    rows = list(Article.objects.select_related("section", "source").prefetch_related("images"))
    size = median(len(row.body) for row in rows)
    check_stored_article(rows[0])
    rules = [timed(partial(check_stored_article, row)) for row in rows]
    told = [f"one article, rules, past articles asked for: median {median(rules):.1f} ms, slowest {max(rules):.1f} ms "
            f"({len(rows)} articles, median {size:.0f} characters of HTML)"]  # fmt: skip
    start = time.process_time()
    model = typo_model()
    if model is None:
        return [*told, "typo model: not installed"]
    load = time.process_time() - start
    cold = [timed(partial(check_stored_article, row, typos=model)) for row in rows[:repeats]]
    warm = [timed(partial(check_stored_article, row, typos=model)) for row in rows[:repeats]]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times = f"new text median {median(cold):.0f} ms, slowest {max(cold):.0f}; again {median(warm):.0f}, {max(warm):.0f}"
    return [*told, f"with the typo model: {times}; loading {load:.1f} s, process {memory:.0f} MB"]


def pages(repeats: int) -> list[str]:
    """Opening the composer (page, preview and counters) and saving an article, findings on and off by turns."""
    from django.contrib.auth import get_user_model
    from django.test import Client
    from django.urls import reverse

    from issues.assembly.findings import NONE, Findings
    from issues.models import Issue

    client = Client()
    client.force_login(get_user_model().objects.create_superuser("measured", password="none"))
    issue = Issue.objects.latest("pk")
    names = ("issues_issue_compose", "issues_issue_preview", "issues_issue_compose_measures")
    addresses = [reverse(f"admin:{name}", args=[issue.pk]) for name in names]

    def opened() -> None:
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200, address

    off = mock.patch.object(Findings, "of", classmethod(lambda *_, **__: NONE))
    first = timed(opened)
    told = compared("opening the composer", opened, off, repeats)
    save, asked = saving(issue)
    return [f"opening the composer for the first time: {first:.0f} ms", told, save, asked]


def compared(what: str, act: Callable[[], None], off: Any, repeats: int) -> str:
    """Medians of the act as it is and switched off, by turns."""
    act()
    with off:
        act()
    on_times, off_times = [], []
    for _ in range(repeats):
        on_times.append(timed(act))
        with off:
            off_times.append(timed(act))
    on_, off_ = median(on_times), median(off_times)
    return f"{what}: {on_:.1f} ms with findings, {off_:.1f} without = {on_ / off_ - 1:+.1%} ({repeats} of each)"


def saving(issue: Any) -> tuple[str, str]:
    """A save of an article by the desk's function, and whether it checks anything."""
    from articles import workflow
    from articles.proofing import checking
    from articles.record.audit import OPERATOR

    article = issue.articles.first()
    times, calls = [], 0
    real = checking._of_article

    def counted(*given: Any) -> Iterator[Any]:
        nonlocal calls
        calls += 1
        return real(*given)

    with mock.patch.object(checking, "_of_article", counted):
        for n in range(20):
            article.refresh_from_db()
            changes = {"summary": f"第{n}次"}
            save = partial(workflow.edit, article=article, based_on=article.version, changes=changes, by=OPERATOR)
            times.append(timed(save))
    return f"saving an article: {median(times):.1f} ms", f"articles checked while saving 20 times: {calls}"


def archive(number: int, paragraphs: list[str], kills: int, typos: bool) -> list[str]:
    """`proof_archive` over so many articles: killed and resumed, and then all of it again for the time."""
    from articles.models import Article
    from issues.models import ArchiveCheck

    characters = fill(number, paragraphs)
    command = [sys.executable, str(ROOT / "manage.py"), "proof_archive", "--processes", "2", *(["--typos"] * typos)]
    chance, stored = random.Random(SEED), list[int]()
    for _ in range(kills):
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(chance.uniform(20, 60))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        stored.append(ArchiveCheck.objects.exclude(rules="").count())
    left, _ = finished(command)
    twice = (stored[-1] if stored else 0) + left - Article.objects.published().count()
    ArchiveCheck.objects.update(rules="")
    done, cpu = finished(command)
    return [
        f"killed {kills} times with {json.dumps(stored)} stored, the last run checked {left}: {twice} twice",
        f"{done} articles ({characters} characters of HTML each{', typos too' if typos else ''}): "
        f"{cpu:.0f} s of CPU time, {cpu / 2:.0f} s on two cores",
    ]


def fill(number: int, paragraphs: list[str]) -> int:
    """Publishes made articles up to so many; how long one is."""
    from django.utils import timezone

    from articles.models import Article

    chance, now, rows = random.Random(SEED), timezone.now(), []
    for left in range(number - Article.objects.published().count(), 0, -1):
        chosen = chance.choices(paragraphs, k=chance.randint(3, 6))
        body = "".join(f"<p>{text.replace('&', '').replace('<', '')}</p>" for text in chosen)
        title = chosen[0].split("，")[0][:30]
        # One an hour: the search keeps its documents in the order of their days, and would have to put thousands of
        # one day each before all others of that day.
        hour = now - dt.timedelta(hours=left)
        rows.append(Article(title=title, body=body, status="published", published_at=hour))
    Article.objects.bulk_create(rows, batch_size=500)
    return sum(len(row.body) for row in rows) // max(len(rows), 1)


def finished(command: list[str]) -> tuple[int, float]:
    """How many articles a run that nobody stops says it checked, and its seconds of CPU time, its processes' too."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = CHECKED.search(run.stdout)
    if found is None:
        raise SystemExit(run.stderr[-2000:])
    return int(found[1]), used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
