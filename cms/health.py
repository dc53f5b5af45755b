"""/healthz and /readyz, for what watches the site."""

import ipaddress
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from articles.models import Heartbeat
from articles.search.indexing import due_count, is_watching
from issues.workflow.lateness import tell_late

# A database that does not take a write for so long is not ready.
WRITE_SECONDS = 3
# What the largest file that readers are made takes.
ROOM = 4 * 1024 * 1024


def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers. Asks nothing of the database."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


def readyz(request: HttpRequest) -> HttpResponse:
    """The site can serve: the database answers and takes a write, knows every migration, search is watching the
    articles, and files can be written.

    503 with the reason otherwise. `index_due` counts articles waiting for the index (a rebuild going on or broken off;
    at most 1,000 are counted) and `late`, the timed issues that did not go out, take nothing out of service; of the
    latter those who publish are told by mail, once. 404 for whom it is not meant (PROBE_ADDRESSES).
    """
    if not _is_probe(request.META.get("REMOTE_ADDR", "")):
        raise Http404("没有这个页面")
    checks = {"database": "ok", "migrations": "ok", "index": "ok", "write": "ok", "files": _files()}
    due, late = 0, list[str]()
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            checks["migrations"] = "pending"
        checks["index"] = "ok" if is_watching() else "unwatched"
        due = due_count(limit=1000)
        checks["write"] = _write()
        if checks["write"] == checks["migrations"] == "ok":
            late = [f"{issue.label} {timezone.localtime(issue.publish_at):%Y-%m-%d %H:%M}" for issue in tell_late()]
    except DatabaseError as error:
        checks |= {"database": type(error).__name__, "migrations": "unknown", "index": "unknown", "write": "unknown"}
    ready = all(state == "ok" for state in checks.values())
    return JsonResponse({"ready": ready, **checks, "index_due": due, "late": late}, status=200 if ready else 503)


def _is_probe(address: str) -> bool:
    """Whether the address is one of PROBE_ADDRESSES; a request by a socket of this machine has none."""
    try:
        asking = ipaddress.ip_address(address) if address else None
    except ValueError:
        return False
    return asking is None or any(asking in network for network in settings.PROBE_ADDRESSES)


def _write() -> str:
    """ "ok", or how a write failed."""
    try:
        _bound(WRITE_SECONDS)
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = '{WRITE_SECONDS}s'")
            Heartbeat.objects.update_or_create(pk=1, defaults={"at": timezone.now()})
    except DatabaseError as error:
        return f"{type(error).__name__}: {error}".splitlines()[0][:200]
    finally:
        _bound(None)
    return "ok"


def _bound(seconds: int | None) -> None:
    """How long SQLite waits for its turn to write; None for as long as ever."""
    if connection.vendor == "sqlite":
        wait = seconds or settings.DATABASES["default"]["OPTIONS"]["timeout"]
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {int(wait * 1000)}")


def _files() -> str:
    """ "ok", or why no file can be written where pictures and generated files go: a full disk takes no `ROOM`."""
    try:
        for folder in (settings.MEDIA_ROOT, settings.GENERATED_ROOT):
            Path(folder).mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder) as file:
                os.posix_fallocate(file.fileno(), 0, ROOM)
    except OSError as error:
        return f"{type(error).__name__}: {error.strerror}"
    return "ok"
