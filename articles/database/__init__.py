"""Django's two database backends with one addition: something to be done just before a transaction commits.

Django has `on_commit`, which runs after. The search index has to change in the transaction of the article,
once, whatever the transaction did: so it is brought up to date at the last moment that is still inside.
`ENGINE` in the settings names `articles.database.sqlite3` or `articles.database.postgresql`.
"""

from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# Called with the connection whose transaction is about to commit; raising rolls it back.
before_commit: list[Callable[[BaseDatabaseWrapper], None]] = []


class CommitsWithHooks(BaseDatabaseWrapper):
    """Mixed into a backend: runs `before_commit` inside the transaction."""

    def _commit(self) -> Any:
        if self.connection is not None:
            try:
                for hook in before_commit:
                    hook(self)
            except BaseException:
                self._rollback()  # type: ignore[attr-defined]
                raise
        return super()._commit()  # type: ignore[misc]
