"""Web addresses as rows keep them: only such as a reader may be sent to."""

from django.core.validators import URLValidator

SCHEMES = ("http", "https")
WEB_ADDRESS = URLValidator(schemes=SCHEMES, message="请填 http:// 或 https:// 开头的网址。")
"""Django's own fields accept ftp too. `javascript:` must never become a link, even in a row written past the forms."""


def is_web_address(url: str) -> bool:
    """Whether an address may be made a link."""
    return url.lower().startswith(tuple(f"{scheme}://" for scheme in SCHEMES))
