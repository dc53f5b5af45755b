"""Changes of rights, told to the audit log: who is staff, in which group, writes for which department, what a group
may do.

They are made in Django's own user and group pages, so signals watch them; every path of the ORM that
sends signals is covered.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import get_hasher, identify_hasher, is_password_usable
from django.contrib.auth.models import Group, Permission, User
from django.db import models, transaction
from django.db.models import F
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils import timezone

from articles.models import AuditEntry, Department
from articles.models.account import FIELDS
from articles.record import audit, staff_mail
from articles.record.actions import in_chinese
from articles.record.audit import Change

# So long an account counts as new, or as newly reset, to those who see it sign.
FRESH_DAYS = 30
_GIVING = ("create_user", "change_user", "add_groups", "reset_factor", "tie_outside")

# Fields of a user that decide what they may do. That a password changed is recorded, never its hash.
_GRANTING = ("username", "is_active", "is_staff", "is_superuser", "password")


@dataclass(frozen=True, slots=True)
class _Link:
    """A relation that grants something: its name in the log, and its rows as seen from either side."""

    name: str
    owner: type[models.Model]
    members: str
    member: type[models.Model]
    owners: str


_LINKS = {
    User.groups.through: _Link("groups", User, "groups", Group, "user_set"),
    User.user_permissions.through: _Link("permissions", User, "user_permissions", Permission, "user_set"),
    Group.permissions.through: _Link("permissions", Group, "permissions", Permission, "group_set"),
    # A department's correspondents see and write its drafts.
    Department.members.through: _Link("members", Department, "members", User, "departments"),
}


def connect() -> None:
    """Start watching. Called once, when the apps are ready."""
    pre_save.connect(_remember, sender=User, dispatch_uid="rights-before")
    post_save.connect(_user_saved, sender=User, dispatch_uid="rights-user")
    pre_save.connect(_remember_group, sender=Group, dispatch_uid="rights-group-before")
    post_save.connect(_group_saved, sender=Group, dispatch_uid="rights-group")
    for model in (User, Group):
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"rights-{model.__name__}-gone")
    for through in _LINKS:
        m2m_changed.connect(_members_changed, sender=through, dispatch_uid=f"rights-{through.__name__}")


def _remember(*, instance: User, update_fields: Iterable[str] | None = None, raw: bool = False, **_: Any) -> None:
    """Keep the granting fields as stored, for `_user_saved` to compare with. A login changes none of them."""
    instance._rights_before = None  # type: ignore[attr-defined]
    if raw or (update_fields is not None and not set(update_fields) & set(_GRANTING)) or not instance.pk:
        return
    instance._rights_before = User.objects.filter(pk=instance.pk).values(*_GRANTING).first()  # type: ignore[attr-defined]


def _user_saved(*, instance: User, created: bool, raw: bool = False, **_: Any) -> None:
    before: dict[str, Any] | None = getattr(instance, "_rights_before", None)
    if raw or (before is None and not created):
        return
    after = {name: getattr(instance, name) for name in _GRANTING}
    changed = [name for name in _GRANTING if before is None or before[name] != after[name]]
    if before is not None and changed == ["password"] and _is_hashed_anew(instance, before["password"]):
        return
    if changed:
        audit.record(
            Change(instance, before=_without_password(before or {}, changed), after=_without_password(after, changed)),
            by=audit.current_actor(),
            action="create_user" if created else "change_user",
        )
    if "password" in changed and not created:
        _notify_of_new_password(instance)
    if changed and not (changed == ["password"] and _is_own(instance)):
        tell_auditors(instance, "create_user" if created else "change_user", changed)


def _is_hashed_anew(person: User, stored: str) -> bool:
    """Whether the password is the one there was, which Django hashed anew as it was typed: the stored hash was of
    another hasher or of fewer rounds, nobody is signed in yet (or its owner is), and none was set.
    """
    if person._password is not None or not is_password_usable(person.password):  # type: ignore[attr-defined]
        return False
    if not (_is_own(person) or audit.current_actor().user is None):
        return False
    hasher = get_hasher()
    try:
        old = identify_hasher(stored)
    except ValueError:  # no hash at all, as of an account without a password
        return False
    return old.algorithm != hasher.algorithm or hasher.must_update(stored)


def _is_own(person: User) -> bool:
    by = audit.current_actor()
    return by.user is not None and by.user.pk == person.pk


def tell_auditors(subject: models.Model, action: str, what: Iterable[str]) -> None:
    """E-mail 审计员 of a change of an account or of rights: once for all of a transaction's."""
    names = "、".join(FIELDS.get(one, one) for one in what)
    line = f"{audit.current_actor().name} {in_chinese(action)} {subject}" + (f"：{names}" if names else "")
    connection = transaction.get_connection()
    waiting = next((f for _, f, _ in connection.run_on_commit if isinstance(f, _LettersToAuditors)), None)
    if waiting is None:
        waiting = _LettersToAuditors()
        transaction.on_commit(waiting)
    waiting.lines.append(line)


class _LettersToAuditors:
    """What is told to 审计员 when the transaction commits."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __call__(self) -> None:
        people = User.objects.filter(groups__name="审计员", is_active=True)
        staff_mail.write(
            people, "账号或权限有变更", "\n".join(self.lines), "/admin/articles/auditentry/?group=accounts"
        )


def _notify_of_new_password(person: User) -> None:
    """E-mail a person whose password somebody else has set: with it, that somebody could sign in as them."""
    by = audit.current_actor()
    if not _is_own(person):
        text = f"您在编辑部后台的密码已由{by.name}重设。如果不是您要求的，请马上告诉领导，并自己再改一次密码。"
        staff_mail.write([person], "您的后台密码已被重设", text, "/admin/")


def _remember_group(*, instance: Group, **_: Any) -> None:
    instance._rights_before = Group.objects.filter(pk=instance.pk).values("name").first()  # type: ignore[attr-defined]


def _group_saved(*, instance: Group, created: bool, raw: bool = False, **_: Any) -> None:
    """Rights hang on a role's name: one that takes the name of another takes its place."""
    before: dict[str, Any] = instance._rights_before or {}  # type: ignore[attr-defined]
    if raw or before.get("name") == instance.name:
        return
    action = "create_group" if created else "change_group"
    audit.record(
        Change(instance, before=before, after={"name": instance.name}), by=audit.current_actor(), action=action
    )
    tell_auditors(instance, action, ())


def _deleted(*, instance: models.Model, **_: Any) -> None:
    action = f"delete_{instance._meta.model_name}"
    audit.record(Change(instance), by=audit.current_actor(), action=action)
    tell_auditors(instance, action, ())


def _members_changed(
    *, sender: type[models.Model], instance: models.Model, action: str, reverse: bool, pk_set: set[int] | None, **_: Any
) -> None:
    """One row a change, on the side that was changed. Before a clear, what is about to go is read."""
    link = _LINKS[sender]
    if action == "pre_clear":
        before = [str(row) for row in getattr(instance, link.owners if reverse else link.members).all()]
        if before:
            _record_members(instance, f"clear_{link.name}", before=before)
    elif action in ("post_add", "post_remove") and pk_set:
        changed = link.owner if reverse else link.member
        names = [str(row) for row in changed._default_manager.filter(pk__in=pk_set).order_by("pk")]
        if action == "post_add":
            _record_members(instance, f"add_{link.name}", after=names)
        else:
            _record_members(instance, f"remove_{link.name}", before=names)


def _record_members(
    instance: models.Model, action: str, *, before: list[str] | None = None, after: list[str] | None = None
) -> None:
    change = Change(instance, before={"names": before} if before else {}, after={"names": after} if after else {})
    audit.record(change, by=audit.current_actor(), action=action)
    if not action.endswith("_members"):  # whose drafts a correspondent writes is the desk's matter
        tell_auditors(instance, action, before or after or ())


@dataclass(frozen=True, slots=True)
class FreshAccount:
    """An account that was made, reset or given a role of late, and what was done to it, oldest first."""

    person: User
    done: tuple[str, ...]


def fresh_accounts(people: Iterable[User], *, days: int = FRESH_DAYS) -> list[FreshAccount]:
    """Those of `people` whose account somebody else made, reset or gave a role in the last `days` days. One query."""
    known = {person.pk: person for person in people}
    since = timezone.now() - dt.timedelta(days=days)
    rows = AuditEntry.objects.filter(kind="user", object_id__in=list(known), action__in=_GIVING, at__gt=since)
    found: dict[int, list[str]] = {}
    for row in rows.exclude(actor_id=F("object_id")).order_by("pk"):
        if row.action != "change_user" or set(row.after) & {"password", "is_active", "username"}:
            what = "重设密码" if "password" in row.after and row.action == "change_user" else in_chinese(row.action)
            names = "、".join(row.after.get("names", ()))
            day = timezone.localtime(row.at)
            found.setdefault(row.object_id or 0, []).append(f"{day:%-m月%-d日} {row.actor_name} {what}{names}")
    return [FreshAccount(known[pk], tuple(done)) for pk, done in found.items()]


def _without_password(values: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: ("（不记录）" if name == "password" else values[name]) for name in names if name in values}
