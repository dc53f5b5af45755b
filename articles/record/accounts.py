"""Accounts: what one person may change alone, and what takes a second person's consent.

Whoever keeps accounts (系统管理) may open them, name them, take roles away and shut them. What lets somebody review,
sign or manage waits for somebody else who may consent (安全管理): a role of that kind; a password, a name or e-mail
address set for an account that has one; its second factor taken away; its being opened again. So nobody makes reviewers
for themselves, nor becomes one.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import password_changed
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from articles.models import AccountRequest
from articles.record import staff_mail
from articles.record.audit import Actor, Change, record, require
from articles.record.rights import tell_auditors
from articles.refusals import Refused, whole
from articles.signals import factor_reset_agreed

MAY_KEEP, MAY_AGREE = "auth.change_user", "articles.agree_account"
# Roles that one person may give alone: they write, and nothing goes out by them.
OPEN_ROLES = ("通讯员", "单位负责人", "编辑")
# 系统管理、安全管理、审计 are three people (三员分立), and none of them works on content.
APART = ("系统管理", "安全管理", "审计员")
_ALWAYS_FREE = ("first_name", "last_name")
# What a request changes beside the account's row.
_NO_FIELDS = ("groups", "password", "factor")
_FLAGS = ("is_active", "is_staff", "is_superuser")
Status = AccountRequest.Status


@transaction.atomic
def change(
    *, person: User, fields: Mapping[str, Any], groups: Collection[str] | None, by: Actor
) -> AccountRequest | None:
    """Change an account as far as one person may; the rest becomes a request, which is given back.

    fields  username, email, first_name, last_name, is_active, is_staff, is_superuser → value
    groups  the names of all its roles to be; None to leave them

    Refused without "auth.change_user", for one's own rights, and for a superuser's account to all but superusers.
    ValidationError for roles that exclude each other. The operator at the command line needs no second person.
    """
    row = _locked(person, by)
    held, asked = _roles(row), _roles(row) if groups is None else set(groups)
    wanted = {name: value for name, value in fields.items() if getattr(row, name) != value}
    if by.user is not None and by.user.pk == row.pk and (asked != held or set(wanted) & set(_FLAGS)):
        raise Refused("自己的角色和账号状态由别人改。")
    refuse_combination(asked, held)
    needs_two = by.user is not None and (is_guarded(row) or bool((asked - held) & guarded_roles()))
    later = {name for name in wanted if needs_two and name not in _ALWAYS_FREE and wanted[name] is not False}
    added = asked - held
    later_groups = added & guarded_roles() if by.user is not None else set()
    if wanted.get("is_superuser") and by.user is not None:
        later.add("is_superuser")
    _apply(
        row, {name: value for name, value in wanted.items() if name not in later}, added - later_groups, held - asked
    )
    changes: dict[str, Any] = {name: wanted[name] for name in sorted(later)}
    if later_groups:
        changes["groups"] = sorted(later_groups)
    return _ask(row, changes, by) if changes else None


@transaction.atomic
def set_password(*, person: User, password: str | None, by: Actor) -> AccountRequest | None:
    """Set a password, None for none; somebody else's guarded account waits for consent. Errors as for `change`."""
    row = _locked(person, by)
    if by.user in (None, row) or not is_guarded(row) or password is None:
        row.set_password(password)
        row.save(update_fields=["password"])
        return None
    return _ask(row, {"password": True}, by, make_password(password))


@transaction.atomic
def ask_to_reset_factor(*, person: User, by: Actor) -> AccountRequest | None:
    """Ask that a guarded account's second factor be taken away; None where this one person may do it now.

    Errors as for `change`. That it is done, once agreed to, is `articles.signals.factor_reset_agreed`.
    """
    row = _locked(person, by)
    return None if by.user in (None, row) or not is_guarded(row) else _ask(row, {"factor": True}, by)


@transaction.atomic
def agree(*, request: AccountRequest, by: Actor) -> AccountRequest:
    """Agree to a request; it takes effect now.

    Refused without "articles.agree_account", for one's own request and for one about oneself.
    ValidationError when it was decided before, the roles exclude each other by now, or the name has been taken.
    """
    row = _open(request, by, MAY_AGREE)
    if by.user is not None and by.user.pk in (row.by_id, row.person_id):
        raise Refused("自己申请的、关于自己的账号变更，须由另一人同意。")
    person = row.person
    groups = set(row.changes.get("groups", ()))
    refuse_combination(_roles(person) | groups, _roles(person))
    name = row.changes.get("username", person.username)
    if User.objects.filter(username=name).exclude(pk=person.pk).exists():
        raise ValidationError(f"已有一个叫“{name}”的账号，这项申请不能同意。")
    if row.password:
        person.password = row.password
        person.save(update_fields=["password"])
        password_changed("", person)  # who keeps passwords' history learns of it, and that another set it
    _apply(person, {name: row.changes[name] for name in row.changes if name not in _NO_FIELDS}, groups, ())
    if "factor" in row.changes:
        factor_reset_agreed.send(sender=AccountRequest, person=person, by=by)
    return _decide(row, Status.AGREED, by, "agree_account")


@transaction.atomic
def refuse(*, request: AccountRequest, by: Actor, reason: str) -> AccountRequest:
    """Refuse a request, with the reason. Refused and ValidationError as for `agree`, and without a reason."""
    row = _open(request, by, MAY_AGREE)
    if not reason.strip():
        raise ValidationError("请写明不同意的原因。")
    return _decide(row, Status.REFUSED, by, "refuse_account", whole(reason, longest=200, what="原因"))


@transaction.atomic
def take_back(*, request: AccountRequest, by: Actor) -> AccountRequest:
    """Take a waiting request back. Refused without "auth.change_user"."""
    return _decide(_open(request, by, MAY_KEEP), Status.TAKEN_BACK, by, "take_back_account")


def is_guarded(person: User) -> bool:
    """Whether the account reviews, signs or manages: what is done to it takes two."""
    return person.is_superuser or bool(_roles(person) & guarded_roles())


def guarded_roles() -> set[str]:
    """The roles that one person does not give alone: all but the open ones, and every one that holds a review step."""
    holding = models.Q(review_steps__isnull=False)
    return set(Group.objects.filter(~models.Q(name__in=OPEN_ROLES) | holding).values_list("name", flat=True))


def refuse_combination(asked: Collection[str], held: Collection[str] = ()) -> None:
    """ValidationError for roles that exclude each other; who has them together from before may keep them."""
    alone = [name for name in APART if name in asked]
    if alone and len(set(asked)) > 1 and not set(asked) <= set(held):
        raise ValidationError(f"“{alone[0]}”不能兼任其他角色：系统管理、安全管理、审计三员分设，都不做内容。")


def combined() -> list[tuple[User, list[str]]]:
    """Accounts in use whose roles exclude each other, from before they did. Two queries."""
    people = User.objects.filter(is_active=True, groups__name__in=APART).distinct().prefetch_related("groups")
    found = [(person, sorted(group.name for group in person.groups.all())) for person in people.order_by("pk")]
    return [(person, names) for person, names in found if len(names) > 1]


def lock(person_id: int, by: Actor) -> User:
    """The account's row, locked before anything that hangs on it, with the one of whoever acts.

    Both in one order, since what is put on record refers to both: two who decide about each other wait and do not block
    one another. NO KEY, since rows that only refer to an account must not wait for it.
    """
    wanted = {person_id} if by.user is None else {person_id, by.user.pk}
    list(User.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))
    return User.objects.get(pk=person_id)


def who_may_agree() -> models.QuerySet[User]:
    """The people who may consent: holders of 安全管理, and superusers."""
    right = models.Q(groups__permissions__codename="agree_account") | models.Q(is_superuser=True)
    return User.objects.filter(right, is_active=True, is_staff=True).distinct()


def _locked(person: User, by: Actor) -> User:
    require(by, MAY_KEEP, "管理账号")
    row = lock(person.pk, by)
    if row.is_superuser and by.user is not None and not by.user.is_superuser:
        raise Refused("超级用户的账号只有超级用户能改。")
    return row


def _roles(person: User) -> set[str]:
    return set(person.groups.values_list("name", flat=True))


def _apply(row: User, fields: Mapping[str, Any], added: Collection[str], removed: Collection[str]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    if fields:
        row.save(update_fields=list(fields))
    if added:
        row.groups.add(*Group.objects.filter(name__in=added))
    if removed:
        row.groups.remove(*Group.objects.filter(name__in=removed))


def _ask(person: User, changes: dict[str, Any], by: Actor, password: str = "") -> AccountRequest:
    """A new request. One that waits already is replaced; what the same person asked for in it is asked for still."""
    old = AccountRequest.objects.select_for_update().filter(person=person, status=Status.WAITING).first()
    if old is not None:
        if by.user is not None and old.by_id == by.user.pk:
            changes, password = {**old.changes, **changes}, password or old.password
        old.status, old.password = Status.REPLACED, ""
        old.save(update_fields=["status", "password"])
    row = AccountRequest.objects.create(person=person, changes=changes, password=password, by=by.user, by_name=by.name)
    told = Change(person, after=changes | {"request": row.pk})
    record(told, Change(row, after=changes), by=by, action="ask_account")
    tell_auditors(person, "ask_account", changes)
    text = f"{by.name}申请改账号“{person.get_username()}”：{row.said}。须由申请人以外的人同意后才生效。"
    staff_mail.write(who_may_agree().exclude(pk=row.by_id or 0), "账号变更待同意", text, _page(row))
    return row


def _open(request: AccountRequest, by: Actor, right: str) -> AccountRequest:
    require(by, right, "处理账号变更申请")
    person = lock(request.person_id, by)
    row = AccountRequest.objects.select_for_update().get(pk=request.pk)
    row.person = person
    if row.status != Status.WAITING:
        raise ValidationError(f"这项申请{row.get_status_display()}，不能再处理。")
    return row


def _decide(row: AccountRequest, status: str, by: Actor, action: str, reason: str = "") -> AccountRequest:
    row.status, row.password, row.reason = status, "", reason
    row.decided_by, row.decided_by_name, row.decided_at = by.user, by.name, timezone.now()
    row.save()
    told = {"status": status, "asked_by": row.by_name}
    record(Change(row, {"status": Status.WAITING}, told), by=by, action=action, reason=reason)
    if row.by is not None and row.by != by.user:
        text = f"您申请的账号变更（{row}）{row.get_status_display()}，{by.name}。{reason}"
        staff_mail.write([row.by], f"账号变更{row.get_status_display()}", text, _page(row))
    return row


def _page(row: AccountRequest) -> str:
    return f"/admin/articles/accountrequest/{row.pk}/change/"
