"""E-mail to members of staff. Sent on commit, so that no mail reports a change that was rolled back.

A mail server that does not answer is logged and never stops the desk.
"""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.db import transaction

logger = logging.getLogger(__name__)


def write(people: Iterable[User], subject: str, text: str, page: str) -> None:
    """Write to those of `people` who have an address. `page`: the path of where to go; the site's address is added."""
    line = " ".join(subject.split())  # what is typed may have line breaks, which no subject may
    transaction.on_commit(lambda: _send(people, line, f"{text}\n\n{settings.SITE_URL}{page}"))


def _send(people: Iterable[User], subject: str, text: str) -> None:
    addresses = sorted({person.email for person in people if person.email})
    if not addresses:
        return
    try:
        send_mail(subject, text, None, addresses)
    except OSError:  # smtplib's errors are OSErrors too
        logger.exception("通知未发出：%s", subject)
