"""Server time of every page of the desk at 100,000 articles, asked as each role: none may take over 300 ms.

    python -m benchmarks.search_load FILE.jsonl --aside          # once: the back catalogue, 9,100 issues
    python -m benchmarks.desk_pages --fill                       # once: what a desk leaves behind on top of it
    python -m benchmarks.desk_pages [--rounds 5] [--table FILE] [--only WORDS]

Runs the whole request (middleware, session, rights, view, template) in this process on the database of DATABASE_URL.
A page's time is the processor's, in this process (SQLite works in it) and in PostgreSQL's on this machine, so that what
else the machine does stays out: the median of the rounds, of the role for whom it takes longest.
"""

import argparse
import datetime as dt
import logging
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

LIMIT = 300  # milliseconds
DRAFTS = 3000
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """What one page took: milliseconds of processor, of the database's processor, by the clock; statements."""

    page: str
    role: str
    cpu: float
    database: float
    wall: float
    statements: int

    @property
    def server(self) -> float:
        """What counts against the limit."""
        return self.cpu + self.database


def fill() -> None:
    """Revisions and audit rows of all articles, drafts in every state, an issue in hand, a list of findings."""
    from articles.models import Article, AuditEntry, Department, Revision, Section
    from articles.snapshots import snapshots_of
    from issues.models import Entry, Issue
    from issues.models.archive import ArchiveFinding
    from tests import factories

    editor = factories.person("bench-editor", "编辑")
    sections, offices = list(Section.objects.all()), list(Department.objects.all()[:40])
    states = ("draft", "submitted", "accepted", "held", "returned")
    for start in range(0, DRAFTS, CHUNK):
        made = [
            Article(
                title=f"第{n}条待编的稿件，产业园区项目进展", body=f"<p>园区第{n}个项目日前开工。</p>" * 3,
                byline_text="(规划科 时雨)", status=states[n % 5], section=sections[n % len(sections)],
                department=offices[n % len(offices)],
            )
            for n in range(start, start + CHUNK)
        ]  # fmt: skip
        for one in made:
            one.prepare()
        Article.objects.bulk_create(made)
    last = Issue.objects.order_by("-total_number")[0]
    issue = Issue.objects.create(year=last.year + 1, number=1, total_number=last.total_number + 1)
    chosen = Article.objects.filter(status="accepted").order_by("pk")[:14]
    Entry.objects.bulk_create(
        Entry(issue=issue, article=one, section=one.section, position=n) for n, one in enumerate(chosen, start=1)
    )
    newest = Article.objects.order_by("-pk")[0].pk
    for first in range(1, newest + 1, CHUNK):
        rows = list(Article.objects.filter(pk__gte=first, pk__lt=first + CHUNK))
        Revision.objects.bulk_create(
            Revision(
                kind="article", object_id=pk, version=1, action="import", snapshot=shot, by=editor, by_name="编辑甲"
            )
            for pk, shot in snapshots_of(rows).items()
        )
        AuditEntry.objects.bulk_create(
            AuditEntry(actor=editor, actor_name="编辑甲", action="import", kind="article", object_id=one.pk,
                       object_name=one.title)
            for one in rows
        )  # fmt: skip
        ArchiveFinding.objects.bulk_create(
            ArchiveFinding(article=one, key=str(one.pk), code="byline.department-only", level="ABC"[one.pk % 3],
                           message="只署了科室，没有作者。", words="规划科")
            for one in rows[::5] if one.status == "published"
        )  # fmt: skip
    old = Article.objects.filter(status="draft").order_by("pk").values_list("pk", flat=True)[:200]
    Article.objects.filter(pk__in=list(old)).update(updated_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def addresses() -> dict[str, str]:
    """Every page of the desk, by what it is called in the table."""
    from django.contrib import admin
    from django.urls import reverse

    from articles.models import Article
    from cms.desk_nav import AREAS
    from issues.models import Issue

    found = {"工作台": "/admin/"} | {
        f"{area.label}·{page.label}": page.address for area in AREAS for page in area.pages
    }
    for model, owner in admin.site._registry.items():
        base, label = f"admin:{model._meta.app_label}_{model._meta.model_name}", str(model._meta.verbose_name)
        found |= {f"{label}：列表": reverse(f"{base}_changelist"), f"{label}：新建": reverse(f"{base}_add")}
        row = model._default_manager.order_by("-pk").first()
        if row is None:
            continue
        names = {"打开": "change", "删除": "delete", "历史": "history"}
        names |= {step.name: step.name for step in getattr(owner, "steps", ())}
        found |= {f"{label}：{said}": reverse(f"{base}_{name}", args=[row.pk]) for said, name in names.items()}
    articles = reverse("admin:articles_article_changelist")
    views = ("inbox", "usable", "issue", "loose", "old", "mine", "unsaved", "published", "all")
    found |= {f"稿件列表 {view}": f"{articles}?view={view}" for view in views}
    found |= {
        "稿件列表 查“产业 园区”": f"{articles}?q=产业+园区",
        "稿件列表 末页": f"{articles}?view=all&p=900",
        "稿件列表 一年一栏目": f"{articles}?view=all&published_at__year=2025",
        "搜索 企业": reverse("admin:find") + "?q=企业",
        "搜索 产业 园区": reverse("admin:find") + "?q=产业+园区",
    }
    for model_name, field in (("indicatorfigure", "article"), ("adoption", "article"), ("article", "section")):
        app = "issues" if model_name == "adoption" else "articles"
        query = f"?app_label={app}&model_name={model_name}&field_name={field}&term=产业"
        found[f"选择框 {model_name}.{field}"] = reverse("admin:autocomplete") + query
    composing = Issue.objects.filter(status="composing").latest("pk")
    newest = Issue.objects.filter(status="published").latest("total_number")
    for word, issue in (("在编", composing), ("已发布", newest)):
        found |= {f"{word}的期 {name}": reverse(f"admin:issues_issue_{name}", args=[issue.pk])
                  for name in ("compose", "export", "wechat")}  # fmt: skip
        found |= {f"{word}的期 {name}": reverse(f"desk:{name}", args=[issue.pk])
                  for name in ("review", "publish", "schedule", "approval_form", "correct_issue")}  # fmt: skip
        found[f"{word}的期 历史"] = reverse("desk:history", args=["issue", issue.pk])
    for word, state in (("草稿", "draft"), ("已发布的稿件", "published")):
        pk = Article.objects.filter(status=state).latest("pk").pk
        found |= {f"{word} 打开": reverse("admin:articles_article_change", args=[pk]),
                  f"{word} 历史": reverse("desk:history", args=["article", pk]),
                  f"{word} 对照": reverse("desk:compare", args=["article", pk]),
                  f"{word} 快看": reverse("desk:glance", args=[pk]),
                  f"{word} 去向": reverse("desk:fate", args=[pk])}  # fmt: skip
        found |= {f"{word} 侧栏 {part}": reverse("desk:side", args=[pk]) + f"?part={part}"
                  for part in ("preview", "remarks", "history")}  # fmt: skip
    found |= {"回收站": reverse("desk:trash"), "导入旧账": reverse("desk:import_adoptions"),
              "认人": reverse("desk:people") + "?q=时", "改密码": reverse("admin:password_change")}  # fmt: skip
    return found


class Statements:
    """Counts statements."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def database_worked(connection: Any) -> float:
    """Milliseconds of processor that PostgreSQL's process for this connection has had; SQLite works in ours."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")  # all of it in the one process
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6


def measured(rounds: int, only: str, roles: list[str]) -> Iterator[Taken]:
    """Each page as each role who may see it."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client

    from articles.models import Department
    from cms.roles import ROLES
    from tests import factories

    pages = {name: address for name, address in addresses().items() if only in name}
    for role in {role.rights: role for role in ROLES if not roles or role.name in roles}.values():
        name = f"bench-{role.name}"
        person = User.objects.filter(username=name).first() or factories.person(
            name, role.name, department=Department.objects.first()
        )
        client = Client(raise_request_exception=False)
        client.force_login(person)
        for page, address in pages.items():
            answer = client.get(address)
            if answer.status_code == 500:
                sys.stderr.write(f"500: {page} {address} {role.name}\n")
            if answer.status_code == 200:
                taken = one(client, page, address, role.name, rounds, connection)
                if taken.server > LIMIT:
                    sys.stderr.write(f"over: {taken}\n")
                yield taken


def one(client: Any, page: str, address: str, role: str, rounds: int, connection: Any) -> Taken:
    """A page's medians."""
    cpu, database, wall, statements = [], [], [], 0
    for _ in range(rounds):
        counted, before = Statements(), database_worked(connection)
        began, worked = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(counted):
            client.get(address)
        cpu.append((time.process_time() - worked) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
        database.append(database_worked(connection) - before)
        statements = counted.count
    middle = statistics.median
    return Taken(page, role, middle(cpu), middle(database), middle(wall), statements)


def table(found: list[Taken]) -> str:
    """The slowest role of each page, the slowest page first."""
    worst: dict[str, Taken] = {}
    for taken in found:
        if taken.page not in worst or worst[taken.page].server < taken.server:
            worst[taken.page] = taken
    lines = ["| page | role | server, ms | processor, ms | database, ms | statements |", "|---|---|---|---|---|---|"]
    for taken in sorted(worst.values(), key=lambda taken: -taken.server):
        lines.append(
            f"| {taken.page} | {taken.role} | {taken.server:.0f} | {taken.cpu:.0f} | {taken.database:.0f} "
            f"| {taken.statements} |"
        )
    over = sum(taken.server > LIMIT for taken in worst.values())
    lines += ["", f"{len(worst)} pages, {len(found)} asked as one role or another; {over} over {LIMIT} ms."]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fill", action="store_true", help="write what a desk leaves behind, once")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="pages whose name has these words")
    parser.add_argument("--roles", nargs="*", default=[], help="only these roles")
    parser.add_argument("--table", type=Path, help="write the table here as well")
    options = parser.parse_args()
    django.setup()
    logging.disable(logging.CRITICAL)  # refusals are what is asked for here
    if options.fill:
        return fill()
    said = table(list(measured(options.rounds, options.only, options.roles)))
    sys.stdout.write(said)
    if options.table:
        options.table.write_text(said, encoding="utf-8")
    return None


if __name__ == "__main__":
    main()
