"""Where this site stands."""

from django.conf import settings
from django.http import HttpRequest


def site_url(request: HttpRequest) -> str:
    """The site's address, for links inside what goes out: SITE_URL where it is set, else where the request came to."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"
