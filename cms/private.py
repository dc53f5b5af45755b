"""Which pages are for staff."""

from django.conf import settings
from django.http import HttpRequest


def is_private(request: HttpRequest) -> bool:
    """Whether the page is for staff."""
    return request.path_info.startswith(settings.PRIVATE_PREFIXES)
