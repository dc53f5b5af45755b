"""A year's report over 100,000 articles: `python benchmarks/adoption.py [ARTICLES]`, on the database of DATABASE_URL.

Makes its content in a scratch database below a temporary folder unless DATABASE_URL is set; prints statements,
seconds and the peak memory of the count.
"""

import datetime as dt
import os
import sys
import tempfile
import time
import tracemalloc

ISSUES = 250


def main(articles: int) -> None:
    folder = tempfile.mkdtemp()
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/statistics.sqlite3")
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.development"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from issues.statistics import counting
    from issues.statistics.facts import Period

    call_command("migrate", verbosity=0)
    fill(articles)
    period = Period(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    for _ in range(3):
        started = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            summary = counting.counted(period)
        print(
            f"{connection.vendor}: {articles} articles, {len(summary.lines)} lines, {len(queries)} statements,"
            f" {time.perf_counter() - started:.2f} s"
        )
    tracemalloc.start()
    counting.counted(period)
    print(f"peak {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB")


def fill(articles: int) -> None:
    """Forty units, three hundred people, published issues of a year, a byline an article."""
    from django.utils import timezone

    from articles.models import Article, Byline, Contributor, Department
    from issues.models import Entry, Issue, Outlet, ScoringRules

    units = [Department.objects.create(name=f"单位{n}", slug=f"u{n}") for n in range(40)]
    people = Contributor.objects.bulk_create(Contributor(name=f"作者{n}", department=units[n % 40]) for n in range(300))
    Outlet.objects.create(name="手机报", own=True)
    ScoringRules.objects.create(
        name="办法", start=dt.date(2020, 1, 1), table={"points": [["手机报", "", "1"]], "share": "split"}
    )
    day = dt.date(2024, 1, 2)
    now = dt.datetime(2024, 1, 2, 8, tzinfo=timezone.get_current_timezone())
    issues = Issue.objects.bulk_create(
        Issue(
            year=2024, number=n, total_number=n, date=day + dt.timedelta(days=n), status="published", published_at=now
        )
        for n in range(1, ISSUES + 1)
    )
    made = Article.objects.bulk_create(
        (
            Article(
                title=f"第{n}条", body="<p>正文</p>", status="published", published_at=now, department=units[n % 40]
            )
            for n in range(articles)
        ),
        batch_size=5000,
    )
    Article.objects.update(created_at=now)
    each = articles // ISSUES + 1
    Entry.objects.bulk_create(
        (Entry(issue=issues[n // each], article=one, position=n % each + 1) for n, one in enumerate(made)),
        batch_size=5000,
    )
    Byline.objects.bulk_create(
        (
            Byline(article=one, department=units[n % 40], contributor=people[n % 300], department_name="单位")
            for n, one in enumerate(made)
        ),
        batch_size=5000,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
