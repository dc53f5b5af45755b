"""Signing in and out, put on record: who came from where, and who failed. Locks: `cms.sign_in.locks`.

Of a failed attempt only the name of an account that exists is kept: what strangers type as a name is often a password.
"""

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from articles.record import audit
from articles.record.audit import Actor

STRANGER = Actor(title="未登录")


def connect() -> None:
    """Start watching. Called once, when the apps are ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="audit-sign-in")
    user_logged_out.connect(_signed_out, dispatch_uid="audit-sign-out")
    user_login_failed.connect(_failed, dispatch_uid="audit-sign-in-failed")


def _signed_in(*, user: User, **_: Any) -> None:
    audit.tell(by=Actor(user), action="sign_in", subject=user)


def _signed_out(*, user: User | None, **_: Any) -> None:
    if user is not None:
        audit.tell(by=Actor(user), action="sign_out", subject=user)


def _failed(*, credentials: dict[str, Any], **_: Any) -> None:
    name = str(credentials.get(User.USERNAME_FIELD) or "")[:150]
    account = User.objects.filter(username=name).first() if name else None
    audit.tell(by=STRANGER, action="sign_in_failed", subject=account, name="没有这个账号")
