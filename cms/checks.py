"""What `check --database default` says of the site as it is stored."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core import checks
from django.db import connections

from articles.models import AccountRequest
from articles.record import accounts, guards
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


def guarded(*, databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """A warning for each table of rows that nothing may change which lacks its triggers."""
    hint = "运行 manage.py migrate，会补上。"
    return [
        checks.Warning(f"{guard.table} 缺少防改触发器。", hint=hint, id="cms.W002")
        for alias in databases or ()
        for guard in guards.missing(alias)
    ]


def second_factor(**_: Any) -> list[checks.CheckMessage]:
    """A warning where no role must show a second factor."""
    if settings.SECOND_FACTOR_ROLES:
        return []
    text = "没有角色必须用动态口令：等保三级 8.1.4.1 d 要求两种鉴别。"
    hint = "设 SECOND_FACTOR_ROLES，如 签发,复审,初审,管理员,系统管理,安全管理,审计员,超级用户。"
    return [checks.Warning(text, hint=hint, id="cms.W005")]


def separated(*, databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """Warnings where 系统管理, 安全管理 and 审计 are not three people, or nobody can consent to changes of accounts."""
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        if AccountRequest._meta.db_table not in connections[alias].introspection.table_names() or unknown():
            continue
        for person, names in accounts.combined():
            text = f"账号 {person.get_username()} 兼有 {'、'.join(names)}。"
            found.append(checks.Warning(text, hint="三员应分设：在后台把其中的角色交给另一人。", id="cms.W003"))
        keepers = User.objects.filter(is_active=True, groups__name="系统管理")
        if keepers.exists() and not accounts.who_may_agree().exclude(pk__in=keepers).exists():
            text = "没有人能同意账号变更：没有安全管理，也没有别的超级用户。"
            found.append(checks.Warning(text, hint="运行 manage.py grant_role 账号 安全管理。", id="cms.W004"))
    return found
