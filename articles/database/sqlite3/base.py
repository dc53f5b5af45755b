"""SQLite, with hooks before commit."""

from django.db.backends.sqlite3 import base

from articles.database import CommitsWithHooks


class DatabaseWrapper(CommitsWithHooks, base.DatabaseWrapper):
    """Django's SQLite backend; see `articles.database`."""
