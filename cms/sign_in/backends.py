"""Whose session it is that began elsewhere."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.http import HttpRequest


class OutsideBackend(ModelBackend):
    """Accounts that came in by OpenID Connect: lets nobody in itself, knows them from request to request."""

    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - Django's signature
        username: str | None = None,  # noqa: ARG002
        password: str | None = None,  # noqa: ARG002
        **_: Any,
    ) -> User | None:
        """None: the provider has judged."""
        return None
