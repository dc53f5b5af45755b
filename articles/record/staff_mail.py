"""E-mail to members of staff. Written into a table, in the transaction of what it tells of, and sent by the regular
job `send_notices`: a mail server that hangs holds up nobody at the desk, one that is down loses nothing.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import get_connection
from django.core.mail.message import EmailMessage
from django.db import transaction
from django.utils import timezone

from articles.models import StaffMail

# A server that did not take a mail is asked again after these, then every day; after a week it is given up.
RETRIES = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
A_DAY, GIVEN_UP = dt.timedelta(days=1), dt.timedelta(days=7)
# A process that died while sending holds its row for this long.
HELD = dt.timedelta(minutes=10)
# After so many failures the server is left alone until the next run.
MOST_FAILURES = 2
# What is wrong with one mail, whose addresses a directory may have given: the server takes the others.
_ITS_OWN = (SMTPRecipientsRefused, SMTPDataError, ValueError)


def write(people: Iterable[User], subject: str, text: str, page: str) -> None:
    """Write to those of `people` who have an address. `page`: the path of where to go; the site's address is added."""
    addresses = sorted({person.email for person in people if person.email})
    if not addresses:
        return
    line = " ".join(subject.split())  # what is typed may have line breaks, which no subject may
    row = StaffMail.objects.create(
        recipients=",".join(addresses), subject=line[:300], text=f"{text}\n\n{settings.SITE_URL}{page}"
    )
    if settings.STAFF_MAIL_AT_ONCE:
        transaction.on_commit(lambda: list(send_waiting(only=row.pk)))


def send_waiting(now: dt.datetime | None = None, *, only: int | None = None) -> Iterator[StaffMail]:
    """Send what waits and give each; `error` says why one was not taken. None is sent by two at once. Those that were
    never tried go first, so that however many are refused, none waits behind them.

    only  the number of one, to send no other
    """
    connection, failures, at = get_connection(), 0, now or timezone.now()
    StaffMail.objects.filter(written_at__lt=at - GIVEN_UP).delete()
    try:
        waiting = StaffMail.objects.filter(not_before__lte=at)
        for row in (waiting.filter(pk=only) if only else waiting).order_by("attempts", "pk"):
            at = now or timezone.now()  # a run may take longer than a row is held
            held = StaffMail.objects.filter(pk=row.pk, not_before=row.not_before)
            if failures == MOST_FAILURES or not held.update(not_before=at + HELD):
                continue
            message = EmailMessage(row.subject, row.text, None, row.recipients.split(","), connection=connection)
            try:
                message.send()
            except (OSError, ValueError) as error:  # smtplib's errors are OSErrors too
                failures += not isinstance(error, _ITS_OWN)
                row.error = (str(error) or type(error).__name__)[:300]
                row.not_before = at + (RETRIES[row.attempts] if row.attempts < len(RETRIES) else A_DAY)
                row.attempts += 1
                row.save(update_fields=["error", "not_before", "attempts"])
                yield row
            else:
                StaffMail.objects.filter(pk=row.pk).delete()
                row.error = ""
                yield row
    finally:
        connection.close()


def waiting() -> int:
    """How many mails wait."""
    return StaffMail.objects.count()
