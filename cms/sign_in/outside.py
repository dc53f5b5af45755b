"""Accounts of people who sign in elsewhere (OpenID Connect, LDAP): found, made, and given the roles of their groups.

A new account has no rights but those that SSO_GROUPS gives its groups. Roles that take two people (`articles.record.
accounts`) are not given so: whoever keeps the directory would make reviewers alone. They are taken away with the group.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction

from articles.record import accounts
from articles.record.audit import OPERATOR, Change, record
from articles.record.rights import tell_auditors
from articles.refusals import Refused
from cms.models import OutsideAccount

_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as their provider tells of them."""

    issuer: str
    subject: str
    username: str
    last_name: str = ""
    first_name: str = ""
    email: str = ""
    groups: Collection[str] = ()


def account_of(person: Person) -> User:
    """The account of somebody who has signed in elsewhere, made when there is none, with the roles of their groups.

    Refused (Chinese) when the name belongs to an account here that is not theirs, when the account is closed, and when
    it may not use the desk.
    """
    try:
        return _account_of(person)
    except IntegrityError:  # made in the same moment by another request, so it is there now
        return _account_of(person)


@transaction.atomic
def _account_of(person: Person) -> User:
    tie = OutsideAccount.objects.select_related("user").filter(issuer=person.issuer, subject=person.subject).first()
    user = accounts.lock((tie.user if tie is not None else _new(person)).pk, OPERATOR)
    if not user.is_active:
        raise Refused("这个账号已停用，请找管理员。")
    _give_roles(user, person.groups)
    if not user.is_staff:
        raise Refused("已认出您，但您还没有角色，不能进后台。请找管理员。")
    return user


def _new(person: Person) -> User:
    name = person.username.strip()[:_LONGEST_NAME]
    if not name:
        raise Refused("统一登录没有给出账号名，请找管理员。")
    user = User.objects.filter(username=name).first()
    if user is not None and not _may_be_tied(user):
        raise Refused(f"这里已有一个叫“{name}”的账号，没有与统一登录关联。请找管理员。")
    if user is None:
        names = {"last_name": person.last_name[:150], "first_name": person.first_name[:150]}
        user = User(username=name, email=person.email[:254], **names)
        user.set_unusable_password()
        user.save()
    else:
        record(Change(user, after={"issuer": person.issuer}), by=OPERATOR, action="tie_outside")
        tell_auditors(user, "tie_outside", ())
    OutsideAccount.objects.create(user=user, issuer=person.issuer[:200], subject=person.subject[:300])
    return user


def _may_be_tied(user: User) -> bool:
    """Whether an account from here may become the outside one of the same name: only where the setting trusts names,
    and never a superuser's, which stays for emergencies."""
    return bool(settings.SSO_LINK_BY_NAME) and not user.is_superuser and not user.outside_accounts.exists()


def _give_roles(user: User, groups: Collection[str]) -> None:
    mapped: dict[str, str] = settings.SSO_GROUPS
    entitled = {role for group, role in mapped.items() if group in groups}
    held = set(user.groups.values_list("name", flat=True))
    added = entitled - held - accounts.guarded_roles()
    gone = (held & set(mapped.values())) - entitled
    if gone:
        user.groups.remove(*Group.objects.filter(name__in=gone))
    if added:
        user.groups.add(*Group.objects.filter(name__in=added))
    staff = bool((held - gone) | added) or user.is_superuser
    if user.is_staff != staff:
        user.is_staff = staff
        user.save(update_fields=["is_staff"])
