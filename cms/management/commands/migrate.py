"""migrate: Django's, for a site that goes on serving."""

import time
from typing import Any

from django.core.management.commands import migrate
from django.db import OperationalError, connections

from articles.management.base import DeskCommand

# A change of a table waits for whoever uses it, and all who come later wait behind it: not longer than this at a time.
LOCK_SECONDS = 2
TRIES = 30
PAUSE_SECONDS = 1


class Command(DeskCommand, migrate.Command):
    """Each migration waits briefly for its locks and is tried again, so that the desk and readers are never held up."""

    def handle(self, *args: Any, **options: Any) -> None:
        """As Django's. OperationalError when a table could not be had in `TRIES` tries; what was migrated stays so,
        and running it again goes on from there."""
        connection = connections[options["database"]]
        if connection.vendor != "postgresql":
            super().handle(*args, **options)
            return
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        try:
            for left in reversed(range(TRIES)):
                try:
                    super().handle(*args, **options)
                    return
                except OperationalError as error:
                    if not left or getattr(error.__cause__, "sqlstate", "") != "55P03":  # lock_not_available
                        raise
                    self.stderr.write("表正在使用，稍后再试。")
                    time.sleep(PAUSE_SECONDS)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
