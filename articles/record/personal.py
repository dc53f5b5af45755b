"""What is kept of a member of staff: given to them on request, and erased as far as the law of records lets it be.

What was signed, published or put on record keeps the name it was done under, as 三审三校 and 网络安全法 ask. The
account itself loses name, e-mail address, password and roles, and nobody signs in by it again.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from articles.models import AccountRequest, AuditEntry, RecoveryBuffer
from articles.record import accounts
from articles.record.actions import in_chinese
from articles.record.audit import Actor, Change, record, require, tell
from articles.refusals import Refused

MOST = 10_000
ERASED = "已注销-"


def everything_of(*, person: User, by: Actor) -> dict[str, Any]:
    """All that is kept of a member of staff, as plain data; that it was given out is put on record.

    Refused to others than themselves without "auth.change_user".
    """
    if by.user is None or by.user.pk != person.pk:
        require(by, accounts.MAY_KEEP, "管理账号")
    tell(by=by, action="export_person", subject=person)
    rows = AuditEntry.objects.filter(Q(actor=person) | Q(kind="user", object_id=person.pk)).order_by("-pk")[:MOST]
    return {
        "账号": person.username,
        "姓": person.last_name,
        "名": person.first_name,
        "邮箱": person.email,
        "角色": sorted(person.groups.values_list("name", flat=True)),
        "加入时间": minute_of(person.date_joined),
        "上次登录": minute_of(person.last_login),
        "未保存的文字": [buffer.fields for buffer in RecoveryBuffer.objects.filter(person=person)],
        "账号变更申请": [str(one.said) for one in AccountRequest.objects.filter(person=person)],
        f"审计记录（最近{MOST}条）": [
            {
                "时间": minute_of(row.at), "操作": in_chinese(row.action), "对象": row.object_name,
                "来源地址": row.address or "", "办的人": row.actor_name,
            }
            for row in rows
        ],
    }  # fmt: skip


@transaction.atomic
def erase(*, person: User, reason: str, by: Actor) -> None:
    """Erase a member of staff. What they signed and did stays on record under the name it was done under.

    Refused without "auth.change_user", for oneself, and for a superuser to all but superusers.
    ValidationError without a reason.
    """
    require(by, accounts.MAY_KEEP, "管理账号")
    if by.user is not None and by.user.pk == person.pk:
        raise Refused("自己的账号由别人删除。")
    if not reason.strip():
        raise ValidationError("请写明删除的原因，如本人离职、本人要求。")
    accounts.change(person=person, fields={"is_active": False, "is_superuser": False}, groups=(), by=by)
    for waiting in AccountRequest.objects.filter(person=person, status=AccountRequest.Status.WAITING):
        accounts.take_back(request=waiting, by=by)  # agreed to later, it would open the account again
    row = accounts.lock(person.pk, by)
    record(Change(row), by=by, action="erase_person", reason=reason.strip())
    _delete_own(row)
    row.departments.clear()
    row.user_permissions.clear()
    _end_sessions(row)
    blank = {"username": f"{ERASED}{row.pk}", "first_name": "", "last_name": "", "email": "", "is_staff": False}
    _set(row, blank)


def _delete_own(row: User) -> None:
    """What is only theirs: unsaved words, open pages, old passwords, codes. What is on record is held by PROTECT."""
    for relation in User._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel) or relation.related_model._meta.auto_created:
            continue
        if relation.on_delete is models.CASCADE:
            relation.related_model._default_manager.filter(**{relation.field.name: row}).delete()


def _set(row: User, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.set_unusable_password()
    row.save()


def _end_sessions(row: User) -> None:
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if str(session.get_decoded().get("_auth_user_id")) == str(row.pk):
            session.delete()


def minute_of(moment: dt.datetime | None) -> str:
    """2026-05-19 08:30 in local time; "" for never."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""
