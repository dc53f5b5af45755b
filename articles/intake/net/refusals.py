"""Why a page was not fetched, in words for the editor, and how long the server asks us to stay away."""

import datetime as dt
from email.utils import parsedate_to_datetime

_LONGEST_WAIT = 7 * 24 * 3600


class FetchRefused(ValueError):
    """A page was not fetched. `code` is stable; the message is Chinese, for the editor.

    Codes: address, private, dns, connect, tls, timeout, too_large, encoding, type, status, redirects, robots, protocol.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class StatusRefused(FetchRefused):
    """An answer other than 200. The status rides along for robots.txt, Retry-After (seconds) for the next look."""

    def __init__(self, status: int, message: str, retry_after: int = 0) -> None:
        super().__init__("status", message)
        self.status = status
        self.retry_after = retry_after


def retry_after(value: str, now: dt.datetime | None = None) -> int:
    """Seconds that a Retry-After header (seconds or an HTTP date) asks to wait, a week at most; 0 for none."""
    if value.strip().isdigit():
        return min(int(value.strip()[:12]), _LONGEST_WAIT)
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return 0
    at = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    seconds = (at - (now or dt.datetime.now(dt.UTC))).total_seconds()
    return max(0, min(int(seconds), _LONGEST_WAIT))
