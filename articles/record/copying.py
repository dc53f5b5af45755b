"""The audit log's copy outside the database: a line of JSON a row, to a file or a syslog server, by settings.

Written once the transaction has committed, so that the copy tells of nothing that was taken back. A copy that cannot be
written is logged and never stops the desk; `verify_audit --log` names the rows that a copy lacks.
"""

import logging
from collections.abc import Sequence

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

NAME = "audit"
_HELD = "audit_lines"
logger = logging.getLogger(NAME)


def wanted() -> bool:
    """Whether rows are copied at all."""
    return bool(settings.AUDIT_FILE or settings.AUDIT_SYSLOG)


def after_commit(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Copy what this transaction puts into the log, once it has committed."""
    if wanted():
        transaction.on_commit(lambda: _write(connections[alias]), using=alias, robust=True)


def hold(connection: BaseDatabaseWrapper, lines: Sequence[str], *, afresh: bool = False) -> None:
    """Keep lines that are about to commit; `afresh` forgets those of a commit that failed."""
    if wanted():
        setattr(connection, _HELD, [*([] if afresh else getattr(connection, _HELD, [])), *lines])


def _write(connection: BaseDatabaseWrapper) -> None:
    lines: list[str] = getattr(connection, _HELD, [])
    setattr(connection, _HELD, [])
    for line in lines:
        logger.info(line)
