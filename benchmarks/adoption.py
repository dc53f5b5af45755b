"""A year's report over 100,000 articles, on SQLite and PostgreSQL: `python benchmarks/adoption.py [ARTICLES]`.

Each engine runs in a scratch database of its own (tests/postgresql.py starts a server); the table that is printed has
the statements, the seconds on the clock and of the processor (this process), the best of five runs, and the memory.
"""

import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ISSUES, UNITS, PEOPLE, RUNS = 250, 40, 300, 5
SPREAD = dt.timedelta(minutes=3, seconds=7)  # between the moments at which articles come in: no two are alike
HEAD = "| engine | articles | lines | statements | s | CPU s | peak MB |\n|---|---|---|---|---|---|---|"


def main(articles: int) -> None:
    """Both engines one after the other, a row each."""
    print(HEAD, flush=True)
    me = [sys.executable, str(Path(__file__).resolve()), str(articles), "--here"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(me, check=True, env={**os.environ, "DATABASE_URL": f"sqlite:///{folder}/statistics.sqlite3"})
    subprocess.run([sys.executable, str(ROOT / "tests" / "postgresql.py"), *me], check=True)


def here(articles: int) -> None:
    """One row, for the database of DATABASE_URL, which is filled first."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "cms.settings.development", "DEBUG": "false"}
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    from issues.statistics import counting
    from issues.statistics.facts import Period

    call_command("migrate", verbosity=0)
    fill(articles)
    reset_queries()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    period = Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    clock, processor, asked, lines = [], [], 0, 0
    for _ in range(RUNS):
        began, began_processor = time.perf_counter(), time.process_time()
        with CaptureQueriesContext(connection) as queries:
            lines = len(counting.report(period).lines)
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - began_processor)
        asked = len(queries)
    tracemalloc.start()
    counting.counted(period)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    seconds = f"{min(clock):.2f} | {min(processor):.2f}"
    print(f"| {connection.vendor} | {articles} | {lines} | {asked} | {seconds} | {peak:.0f} |", flush=True)


def fill(articles: int) -> None:
    """Units, people, published issues of a year; a byline an article, every fifth shared; every fiftieth taken higher
    up, every two hundredth with a 批示."""
    from django.utils import timezone

    from articles.models import Article, Byline, Contributor, Department
    from issues.models import Adoption, Entry, Instruction, Issue, Outlet, ScoringRules

    units = [Department.objects.create(name=f"单位{n}", slug=f"u{n}") for n in range(UNITS)]
    people = Contributor.objects.bulk_create(
        Contributor(name=f"作者{n}", department=units[n % UNITS]) for n in range(PEOPLE)
    )
    Outlet.objects.create(name="手机报", own=True)
    higher = Outlet.objects.create(name="省厅简报")
    table = {
        "points": [["手机报", "", "1"], ["省厅简报", "", "6"]], "instructions": {"省级": "10"}, "share": "split",
        "several": "highest", "joint_from": 2,
        "quotas": {"": {"every": "month", "minimum": 3, "base": "1", "per_missing": "0.5", "least_rate": 30}},
    }  # fmt: skip
    ScoringRules.objects.create(name="办法", start=dt.date(2020, 1, 1), table=table)
    day = dt.date(2024, 1, 2)
    now = dt.datetime(2024, 1, 2, 8, tzinfo=timezone.get_current_timezone())
    issues = Issue.objects.bulk_create(
        Issue(
            year=2024, number=n, total_number=n, date=day + dt.timedelta(days=n), status="published", published_at=now
        )
        for n in range(1, ISSUES + 1)
    )
    Article._meta.get_field("created_at").auto_now_add = False
    made = Article.objects.bulk_create(
        (
            Article(
                title=f"第{n}条", body="<p>正文</p>", status="published", published_at=now, department=units[n % UNITS],
                created_at=now + n * SPREAD, handed_in_at=now + n * SPREAD if n % 2 else None,
            )
            for n in range(articles)
        ),
        batch_size=5000,
    )  # fmt: skip
    each = articles // ISSUES + 1
    Entry.objects.bulk_create(
        (Entry(issue=issues[n // each], article=one, position=n % each + 1) for n, one in enumerate(made)),
        batch_size=5000,
    )
    credits = [(one, n, position) for n, one in enumerate(made) for position in range(1, 2 + (n % 5 == 0))]
    Byline.objects.bulk_create(
        (
            Byline(article=one, department=units[(n + position) % UNITS], contributor=people[(n + position) % PEOPLE],
                   department_name="单位", position=position)
            for one, n, position in credits
        ),
        batch_size=5000,
    )  # fmt: skip
    Adoption.objects.bulk_create(Adoption(article=one, outlet=higher, day=dt.date(2024, 10, 1)) for one in made[::50])
    Instruction.objects.bulk_create(
        Instruction(article=one, level="省级", day=dt.date(2024, 11, 1)) for one in made[::200]
    )


if __name__ == "__main__":
    wanted = [int(text) for text in sys.argv[1:] if text.isdigit()]
    (here if "--here" in sys.argv else main)(wanted[0] if wanted else 100_000)
