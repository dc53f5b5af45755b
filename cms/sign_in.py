"""Signing in: an address from which many names are tried is stopped, whoever they are.

django-axes locks the pair of account and address, so that nobody can lock a colleague out from elsewhere. Whoever
tries one password on forty accounts never reaches five failures with any; they are counted here by address. An office
shares an address: so many names must have failed there as no office forgets passwords of in a quarter of an hour.
"""

import datetime as dt
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone


class ManyNamesBackend:
    """Lets nobody in; stops all further tries from an address where SIGN_IN_NAMES accounts failed of late."""

    def authenticate(self, request: HttpRequest | None, **_: Any) -> AbstractBaseUser | None:
        """None; PermissionDenied, which ends the try, from an address that is stopped. One query."""
        if request is None or not settings.AXES_ENABLED:
            return None
        since = timezone.now() - dt.timedelta(hours=settings.AXES_COOLOFF_TIME)
        tries = AccessAttempt.objects.filter(ip_address=request.META.get("REMOTE_ADDR") or None, attempt_time__gt=since)
        if tries.values("username").distinct().count() >= settings.SIGN_IN_NAMES:
            request.axes_locked_out = True  # type: ignore[attr-defined]  # axes' middleware shows its page
            raise PermissionDenied("这个地址试过太多账号。")
        return None
