"""Public pages and the admin list beside the Wagtail peer: same content, machine, workers and run.

    python benchmarks/pages.py --peer ../shared/peers/wagtail --peer-python PEER_VENV/bin/python \\
        --issues 230 9100 --database sqlite postgresql
    python benchmarks/pages.py --against ../before [--made-anew]

The second compares two checkouts instead, each with a database of its own made by its own code; with --made-anew this
one keeps no pages, so that what it costs to make one is compared.

Needs wrk (Debian) and a Python with the peer's requirements. Content and databases are made once below
--var and used again. For each database and size four servers run in turn, kind by kind (the peer's
bench.py): requests per second, latency and SQL statements a page. PostgreSQL runs in a cluster of its own.
"""

import argparse
import json
import math
import os
import random
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SEED = "7"
PORTS = {"ours": 8141, "peer": 8142, "before": 8143}


def run(command: list[str], environment: dict[str, str], cwd: Path = ROOT) -> None:
    print("+", " ".join(command), file=sys.stderr, flush=True)
    subprocess.run(command, env=os.environ | environment, cwd=cwd, check=True)


def our_environment(
    options: argparse.Namespace, database: str, issues: int, name: str = "ours", root: Path = ROOT
) -> dict[str, str]:
    """The environment of a server of this checkout, or of another one's at `root`."""
    var = options.var / f"{name}-{database}-{issues}"
    url = {
        "sqlite": f"sqlite:///{var / 'db.sqlite3'}",
        "postgresql": f"postgres://{options.pg_user}@{options.pg_host}:{options.pg_port}/{name}{issues}",
    }[database]
    return {
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "SECRET_KEY": "benchmarks-sign-nothing-that-is-of-any-value-at-all-50",
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "false",
        "ALLOW_SQLITE": "true",
        "DATABASE_URL": url,
        "VAR_DIR": str(var),
        "PYTHONPATH": f"{root}:{options.peer}",
        **({"KEPT_PAGES_BYTES": "0"} if options.made_anew and root == ROOT else {}),
    }


def peer_environment(options: argparse.Namespace, database: str, issues: int) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "peer.settings",
        "PEER_VAR": str(options.var),
        "PEER_SQLITE": str(options.var / f"peer{issues}.sqlite3"),
        "PEER_DB": "postgres" if database == "postgresql" else "sqlite",
        "PEER_PGNAME": f"peer{issues}",
        "PGHOST": options.pg_host,
        "PGPORT": str(options.pg_port),
        "PGUSER": options.pg_user,
    }


def prepare(options: argparse.Namespace, database: str, issues: int) -> None:
    """Content and both databases, made when they are not there yet."""
    options.var.mkdir(parents=True, exist_ok=True)
    content = options.var / f"content{issues}.jsonl"
    if not content.exists():
        generator = options.peer.parents[1] / "bench" / "gen_content.py"
        run([sys.executable, str(generator), str(issues), SEED, str(content), "--seeds", str(options.seeds)], {})
    done = options.var / f"ready-{database}-{issues}{'-against' if options.against else ''}"
    if done.exists():
        return
    if database == "postgresql":
        for name in (f"ours{issues}", f"before{issues}" if options.against else f"peer{issues}"):
            run(["createdb", "-h", options.pg_host, "-p", str(options.pg_port), "-U", options.pg_user, name], {})
    ours = our_environment(options, database, issues)
    fill(ours, content, ROOT)
    run([sys.executable, "-m", "benchmarks.pages", "--write-urls", str(options.var / f"urls-ours-{issues}.txt")], ours)
    if options.against:
        before = our_environment(options, database, issues, "before", options.against)
        fill(before, content, options.against)
        (options.var / f"urls-before-{issues}.txt").write_text((options.var / f"urls-ours-{issues}.txt").read_text())
    else:
        prepare_peer(options, database, issues, content)
    done.touch()


def fill(environment: dict[str, str], content: Path, root: Path) -> None:
    """A checkout's database: its tables, the content, the planner's statistics."""
    manage = [sys.executable, "manage.py"]
    run([*manage, "migrate", "--verbosity", "0"], environment, root)
    run([*manage, "collectstatic", "--noinput", "--verbosity", "0"], environment, root)
    run([*manage, "import_archive", str(content), "--publish"], environment, root)
    run([sys.executable, "-m", "benchmarks.pages", "--analyze"], environment, root)


def prepare_peer(options: argparse.Namespace, database: str, issues: int, content: Path) -> None:
    peer = peer_environment(options, database, issues)
    peer_manage = [options.peer_python, "manage.py"]
    run([*peer_manage, "collectstatic", "--noinput", "-v0"], peer, options.peer)
    run([*peer_manage, "migrate", "-v0"], peer, options.peer)
    run([*peer_manage, "load_jsonl", str(content), "--tuned"], peer, options.peer)
    run([*peer_manage, "make_urls", str(options.var / f"urls-peer-{issues}.txt")], peer, options.peer)


def targets(options: argparse.Namespace, database: str, issues: int) -> Path:
    """The peer's target file for one database and size: ours and the other, two gunicorn workers each."""
    lines: list[str] = []
    specs: list[tuple[str, list[str], str, dict[str, str], Path]] = [
        ("ours", [sys.executable, "-m", "gunicorn", "-w", "2", "-b", f"127.0.0.1:{PORTS['ours']}", "cms.wsgi"],
         f"{sys.executable} -m benchmarks.pages --session", our_environment(options, database, issues), ROOT),
        ("peer", [options.peer_python, "-m", "gunicorn", "-w", "2", "-b", f"127.0.0.1:{PORTS['peer']}",
                  "--timeout", "300", "peer.wsgi"],
         f"{options.peer_python} manage.py bench_session", peer_environment(options, database, issues), options.peer),
    ]  # fmt: skip
    if options.against:
        environment = our_environment(options, database, issues, "before", options.against)
        start = [sys.executable, "-m", "gunicorn", "-w", "2", "-b", f"127.0.0.1:{PORTS['before']}", "cms.wsgi"]
        specs[1] = ("before", start, f"{sys.executable} -m benchmarks.pages --session", environment, options.against)
    for name, start, cookie, environment, cwd in specs:
        lines += [
            "[[target]]",
            f"name = {json.dumps(f'{name}-{database}-{issues}')}",
            f"base = {json.dumps(f'http://127.0.0.1:{PORTS[name]}')}",
            f"urls = {json.dumps(str(options.var / f'urls-{name}-{issues}.txt'))}",
            f"start = {json.dumps(' '.join(start))}",
            f"cookie_cmd = {json.dumps(cookie)}",
            f"cwd = {json.dumps(str(cwd))}",
            "env = { " + ", ".join(f"{key} = {json.dumps(value)}" for key, value in environment.items()) + " }",
            "",
        ]
    path = options.var / f"targets-{database}-{issues}.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    tomllib.loads(path.read_text(encoding="utf-8"))
    return path


def write_urls(path: Path) -> None:
    """The page kinds of the peer's README on our addresses, KIND<TAB>PATH a line."""
    import django

    django.setup()
    from django.conf import settings
    from taggit.models import Tag

    from articles.models import Article, Section
    from issues.models import Issue

    chance, lines = random.Random(1), []
    issues = list(Issue.objects.published().order_by("total_number"))
    picks = [issues[-1], *chance.sample(issues, min(99, len(issues)))]
    lines += ["home\t/"]
    lines += [f"issue\t{issue.get_absolute_url()}" for issue in picks[:50]]
    articles = Article.objects.published().values_list("pk", flat=True)
    lines += [f"article\t/articles/{pk}/" for pk in chance.sample(list(articles), min(100, len(articles)))]
    last = math.ceil(len(issues) / settings.ISSUES_PER_PAGE)
    lines += ["issues_p1\t/issues/", f"issues_deep\t/issues/?page={min(500, last)}"]
    for section in Section.objects.all()[:2]:
        count = Article.objects.published().filter(section=section).count()
        last = math.ceil(count / settings.ARTICLES_PER_PAGE)
        lines += [
            f"section_p1\t/sections/{section.slug}/",
            f"section_deep\t/sections/{section.slug}/?page={min(500, last)}",
        ]
    tags = list(Tag.objects.order_by("name"))
    lines += [f"tag\t/tags/{quote(tag.slug)}/" for tag in chance.sample(tags, min(10, len(tags)))]
    lines += ["feed\t/feeds/articles.rss", "admin_list\t/admin/articles/article/"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def print_session() -> None:
    """A Cookie header of a signed-in superuser."""
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore

    user, _ = get_user_model().objects.get_or_create(
        username="benchmark", defaults={"is_staff": True, "is_superuser": True}
    )
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print(f"sessionid={session.session_key}")


def analyze() -> None:
    """Planner statistics after the bulk load, as autovacuum would gather them."""
    import django

    django.setup()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", type=Path, default=ROOT.parent / "shared" / "peers" / "wagtail")
    parser.add_argument("--peer-python", default=sys.executable)
    parser.add_argument("--against", type=Path, help="another checkout to compare with, in the place of the peer")
    parser.add_argument("--made-anew", action="store_true", help="keep no pages in this checkout's processes")
    parser.add_argument("--seeds", type=Path, default=ROOT.parent / "shared" / "seeds")
    parser.add_argument("--var", type=Path, default=ROOT / "var" / "benchmarks")
    parser.add_argument("--issues", type=int, nargs="+", default=[230])
    parser.add_argument("--database", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite"])
    parser.add_argument("--pg-host", default=os.environ.get("PGHOST", "127.0.0.1"))
    parser.add_argument("--pg-port", default=os.environ.get("PGPORT", "5432"))
    parser.add_argument("--pg-user", default=os.environ.get("PGUSER", "cms"))
    parser.add_argument("--kinds", help="comma-separated page kinds; all when absent")
    parser.add_argument("--rounds", default="3")
    parser.add_argument("--duration", default="8")
    parser.add_argument("--write-urls", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--session", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--analyze", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.peer = options.peer.resolve()
    options.var = options.var.resolve()
    options.against = options.against.resolve() if options.against else None
    return options


def main() -> None:
    options: Any = arguments()
    if options.write_urls:
        return write_urls(options.write_urls)
    if options.session:
        return print_session()
    if options.analyze:
        return analyze()
    for database in options.database:
        for issues in options.issues:
            prepare(options, database, issues)
            table = options.var / f"pages-{database}-{issues}.md"
            command = [sys.executable, str(options.peer / "bench.py"), str(targets(options, database, issues))]
            command += ["--rounds", options.rounds, "--duration", options.duration, "--table", str(table)]
            run(command + (["--kinds", options.kinds] if options.kinds else []), {})
    return None


if __name__ == "__main__":
    main()
