"""Whose session it is that began elsewhere."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser


class OutsideBackend(ModelBackend):
    """Accounts that came in by OpenID Connect: lets nobody in itself, knows them from request to request."""

    def authenticate(self, *_: Any, **__: Any) -> AbstractBaseUser | None:
        """None: the provider has judged."""
        return None
