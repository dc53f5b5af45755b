"""The one way into the audit log, and who is acting."""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db import models

from articles.models.audit import AuditEntry
from articles.refusals import Refused

# The client's address of the request under way; set by `articles.record.middleware.ClientAddressMiddleware`.
client_address: ContextVar[str | None] = ContextVar("client_address", default=None)
# The user of the request under way, unevaluated until somebody asks: public pages must not touch the session.
request_user: ContextVar[User | AnonymousUser | None] = ContextVar("request_user", default=None)

COMMAND_LINE = "命令行"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who changes something: a signed-in user, or the operator at the command line (user None, allowed all)."""

    user: User | None = None

    @property
    def name(self) -> str:
        if self.user is None:
            return COMMAND_LINE
        return name_of(self.user)

    def may(self, permission: str) -> bool:
        """Whether the actor holds the permission, e.g. "issues.publish_issue"."""
        return self.user is None or self.user.has_perm(permission)


def name_of(person: User) -> str:
    """A person's name as Chinese writes it, surname first and no space (李小丽); the account's where none is given."""
    return f"{person.last_name}{person.first_name}".strip() or person.get_username()


OPERATOR = Actor()


def require(by: Actor, permission: str, to: str = "这项操作") -> None:
    """Refused unless `by` holds the permission, e.g. "issues.publish_issue"; `to` says in Chinese what it is for."""
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


def record(
    *,
    by: Actor,
    action: str,
    subject: models.Model,
    reason: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write one audit row. Call it inside the transaction of the change it tells of.

    action  a short verb such as "publish"; `subject` the changed row; `before` and `after` only what changed.
    """
    return AuditEntry.objects.create(
        actor=by.user,
        actor_name=by.name,
        address=client_address.get(),
        action=action,
        kind=subject._meta.model_name or "",
        object_id=subject.pk if isinstance(subject.pk, int) else None,
        object_name=str(subject)[:300],
        reason=reason[:300],
        before=before or {},
        after=after or {},
    )
