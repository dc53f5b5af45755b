"""What `check --database default` says of the site as it is stored."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Group
from django.core import checks
from django.db import connections

from cms.roles import drifts, unknown


def roles(*, databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """A warning for each role whose rights are not as `cms.roles` says.

    Nothing while migrations are due, which bring new rights and put the roles in line.
    """
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        if Group._meta.db_table in connections[alias].introspection.table_names() and not unknown():
            hint = "运行 manage.py sync_roles，或 manage.py migrate。"
            found += [checks.Warning(f"{one}。", hint=hint, id="cms.W001") for one in drifts()]
    return found
