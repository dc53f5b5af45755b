"""The one way to put a change on record, and who is acting."""

import datetime as dt
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import models, transaction
from django.utils import timezone

from articles.models.audit import AuditEntry
from articles.models.history import Revision
from articles.record import chain, copying
from articles.refusals import Refused

# The client's address of the request under way; set by `articles.record.middleware.ClientAddressMiddleware`.
client_address: ContextVar[str | None] = ContextVar("client_address", default=None)
# The user of the request under way, unevaluated until somebody asks: public pages must not touch the session.
request_user: ContextVar[User | AnonymousUser | None] = ContextVar("request_user", default=None)

COMMAND_LINE = "命令行"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something: a signed-in user, or, with no user, the operator at the command line, who may do all.

    title  who it is that has no account; readers, say, who may do nothing that asks for a right
    """

    user: User | None = None
    title: str = COMMAND_LINE

    @property
    def name(self) -> str:
        if self.user is None:
            return self.title
        return name_of(self.user)

    def may(self, permission: str) -> bool:
        """Whether the actor holds the permission, e.g. "articles.publish_article"."""
        return self == OPERATOR if self.user is None else self.user.has_perm(permission)


def name_of(person: User) -> str:
    """A person's name as Chinese writes it, surname first and no space (李小丽); the account's where none is given."""
    return f"{person.last_name}{person.first_name}".strip() or person.get_username()


OPERATOR = Actor()
READER = Actor(title="读者")


def require(by: Actor, permission: str, to: str = "这项操作") -> None:
    """Refused unless `by` holds the permission ("articles.publish_article"); `to` says in Chinese what it is for."""
    if not by.may(permission):
        raise Refused(f"您没有{to}的权限。")


def actor_of(user: User | AnonymousUser) -> Actor:
    """The actor behind a request; Refused for a visitor who is not signed in."""
    if isinstance(user, AnonymousUser):
        raise Refused("请先登录。")
    return Actor(user)


def current_actor() -> Actor:
    """Who is behind what happens now: the request's user, or the operator outside of requests.

    For changes that Django's own admin makes (users, groups) and that no function of ours is asked about.
    """
    user = request_user.get()
    return Actor(user) if user is not None and user.is_authenticated else OPERATOR


@dataclass(frozen=True, slots=True)
class Change:
    """What one row was and is.

    before, after  what of it changed, as plain data
    snapshot       the whole of an object that keeps versions (article, issue) as it stands after the change
    """

    subject: models.Model
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    snapshot: Mapping[str, Any] | None = None


def edited(subject: models.Model, before: Mapping[str, Any], after: Mapping[str, Any], **more: Any) -> Change:
    """A change of what an object's snapshot holds: what differs, long texts cut short, and the new snapshot.

    more  what else the audit row says of it
    """
    names = [name for name in after if (before.get(name) or None) != (after[name] or None)]
    return Change(
        subject,
        before={name: _short(before[name]) for name in names if name in before},
        after={name: _short(after[name]) for name in names} | more,
        snapshot=after,
    )


def record(*changes: Change, by: Actor, action: str, reason: str = "", note: str = "") -> None:
    """Put changes on record: a revision of each object that keeps versions, an audit row for each row.

    Every function that changes something calls it, in the transaction of the change: once for all rows, since it
    takes two statements whatever their number (more for hundreds).

    action  a short verb such as "publish", named in `articles.record.actions`
    reason  why, as whoever did it gave it
    note    what was done, in a line, where the action does not say all
    """
    Revision.objects.bulk_create(
        Revision(
            kind=str(one.subject._meta.model_name),
            object_id=one.subject.pk,
            version=one.subject.version,  # type: ignore[attr-defined]
            action=action,
            note=(note or reason)[:300],
            snapshot=one.snapshot,
            by=by.user,
            by_name=by.name,
        )
        for one in changes
        if one.snapshot is not None
    )
    _write(
        AuditEntry(
            **_who(by),
            action=action,
            **_what(one.subject),
            reason=reason[:300],
            before=dict(one.before),
            after={**one.after, "note": note} if note else dict(one.after),
        )
        for one in changes
    )


def tell(
    *, by: Actor, action: str, subject: models.Model | None = None, name: str = "", reason: str = "", **more: Any
) -> None:
    """Put on record what changes nothing that is stored: a sign-in, an export, a look, an attempt that was refused.

    subject  what it was about, or `name` in words where that is no row
    more     what else the row says
    """
    what = _what(subject) if subject is not None else {"object_name": name[:300]}
    with transaction.atomic():
        _write([AuditEntry(**_who(by), action=action, **what, reason=reason[:300], after=more)])


def tell_once(
    *, by: Actor, action: str, subject: models.Model | None = None, name: str = "", reason: str = "", **more: Any
) -> None:
    """`tell`, but the same again within AUDIT_LOOK_MINUTES is the same row: a page that is loaded a hundred times."""
    what = _what(subject) if subject is not None else {"kind": "", "object_id": None, "object_name": name[:300]}
    since = timezone.now() - dt.timedelta(minutes=settings.AUDIT_LOOK_MINUTES)
    told = AuditEntry.objects.filter(
        **(what if what["object_id"] is None else {key: what[key] for key in ("kind", "object_id")}),
        actor=by.user, action=action, address=client_address.get(), at__gt=since,
    )  # fmt: skip
    if not told.exists():
        tell(by=by, action=action, subject=subject, name=name, reason=reason, **more)


def _who(by: Actor) -> dict[str, Any]:
    return {"actor": by.user, "actor_name": by.name[:150], "address": client_address.get()}


def _what(subject: models.Model) -> dict[str, Any]:
    number = subject.pk if isinstance(subject.pk, int) else None
    return {"kind": subject._meta.model_name or "", "object_id": number, "object_name": str(subject)[:300]}


def _write(entries: Iterable[AuditEntry]) -> None:
    chain.pend(AuditEntry.objects.bulk_create(entries))
    copying.after_commit()


_LONGEST = 200  # characters of a text that an audit row holds: the whole of it stands in the revision


def _short(value: Any) -> Any:
    return f"{value[:_LONGEST]}……（共{len(value)}字）" if isinstance(value, str) and len(value) > _LONGEST else value
