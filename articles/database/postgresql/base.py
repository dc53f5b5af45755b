"""PostgreSQL, with hooks before commit."""

from django.db.backends.postgresql import base

from articles.database import CommitsWithHooks


class DatabaseWrapper(CommitsWithHooks, base.DatabaseWrapper):
    """Django's PostgreSQL backend; see `articles.database`."""
