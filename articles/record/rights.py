"""Changes of rights, told to the audit log: who is staff, in which group, writes for which department, what a group
may do.

They are made in Django's own user and group pages, so signals watch them; every path of the ORM that
sends signals is covered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission, User
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from articles.models import Department
from articles.record import audit, staff_mail
from articles.record.audit import Change

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
    if changed:
        audit.record(
            Change(instance, before=_without_password(before or {}, changed), after=_without_password(after, changed)),
            by=audit.current_actor(),
            action="create_user" if created else "change_user",
        )
    if "password" in changed and not created:
        _notify_of_new_password(instance)


def _notify_of_new_password(person: User) -> None:
    """E-mail a person whose password somebody else has set: with it, that somebody could sign in as them."""
    by = audit.current_actor()
    if by.user is None or by.user.pk != person.pk:
        text = f"您在编辑部后台的密码已由{by.name}重设。如果不是您要求的，请马上告诉领导，并自己再改一次密码。"
        staff_mail.write([person], "您的后台密码已被重设", text, "/admin/")


def _deleted(*, instance: models.Model, **_: Any) -> None:
    audit.record(Change(instance), by=audit.current_actor(), action=f"delete_{instance._meta.model_name}")


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


def _without_password(values: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: ("（不记录）" if name == "password" else values[name]) for name in names if name in values}
