"""move_database FILE : everything out of a SQLite file into this site's empty PostgreSQL database, or nothing.

Not by way of `dumpdata` and `loaddata`: a migrated database holds rows of its own, which `loaddata` would overwrite,
and the audit log refuses that.
"""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.color import no_style
from django.db import connection, connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from articles.management.base import DeskCommand
from articles.models import Article
from issues.models import Issue

BATCH = 1_000
SOURCE = "moved_from"
# Made anew by the engine's own way of searching.
INDEX = frozenset({"searchdocument", "searchpast", "searchpending", "searchname"})


class Command(DeskCommand):
    help = "把 SQLite 数据库文件里的全部内容搬进本站的（空的）PostgreSQL 数据库；要么全搬，要么一条不动。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="SQLite 文件，如 var/db.sqlite3；只读，不会改动")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 0 when everything is there, 1 with the reason when nothing was changed."""
        file: Path = options["file"]
        if connection.vendor != "postgresql":
            raise CommandError("DATABASE_URL 要指向 PostgreSQL。")
        if not file.is_file():
            raise CommandError(f"没有这个文件：{file}")
        _open(file)
        self._check()
        told = []
        with transaction.atomic():
            tables = [model for model in _models() if not model._meta.proxy and model._meta.managed]
            _triggers(tables, on=False)
            for model in tables:
                with connection.cursor() as cursor:
                    cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            for model in tables:
                if model._meta.model_name not in INDEX and (count := _copy(model)):
                    told.append(f"{model._meta.db_table}\t{count}")
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # every reference is checked before anything is kept
            _triggers(tables, on=True)
            _count_on(tables)
        self.stdout.write("\n".join(told))
        call_command("rebuild_search_index", fresh=True, stdout=self.stdout)
        self.stdout.write("已全部搬入。图片在 MEDIA_ROOT 里，不在数据库里，请一并复制 var/media。")

    def _check(self) -> None:
        ours, theirs = (
            set(MigrationRecorder(connections[alias]).applied_migrations()) for alias in ("default", SOURCE)
        )
        if ours != theirs:
            other = sorted(".".join(name) for name in ours ^ theirs)
            raise CommandError(f"两个数据库的表不是同一版，请先各自运行 migrate：{'、'.join(other[:5])}")
        if Article.objects.exists() or Issue.objects.exists() or User.objects.exists():
            raise CommandError("PostgreSQL 数据库里已有稿件、期或用户，没有搬；请用刚 migrate 过的空库。")


def _open(file: Path) -> None:
    """The file as a database of its own, which nothing can be written to."""
    connections.settings[SOURCE] = connections.settings["default"] | {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"file:{file.resolve()}?mode=ro",
        "OPTIONS": {},
    }


def _models() -> Iterator[type[models.Model]]:
    return iter(apps.get_models(include_auto_created=True))


def _triggers(tables: Iterable[type[models.Model]], *, on: bool) -> None:
    """The tables' own triggers (the audit log takes new rows only, the index follows its articles) on or off."""
    with connection.cursor() as cursor:
        for model in tables:
            name = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"ALTER TABLE {name} {'ENABLE' if on else 'DISABLE'} TRIGGER USER")


def _copy(model: type[models.Model]) -> int:
    """All rows of a table, each value as it is stored; gives how many."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    quoted = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    name = connection.ops.quote_name(model._meta.db_table)
    statement = f"INSERT INTO {name} ({quoted}) VALUES ({', '.join(['%s'] * len(fields))})"  # noqa: S608 - our names
    rows = model._base_manager.using(SOURCE).order_by("pk").values_list(*(field.attname for field in fields))
    found, count = rows.iterator(chunk_size=BATCH), 0
    while batch := list(islice(found, BATCH)):
        prepared = [
            [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)]
            for row in batch
        ]
        with connection.cursor() as cursor:
            cursor.executemany(statement, prepared)
        count += len(batch)
    return count


def _count_on(tables: list[type[models.Model]]) -> None:
    """Have new rows numbered behind those that came."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
