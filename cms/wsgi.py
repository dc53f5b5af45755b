"""WSGI entry point for gunicorn; settings default to production."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def behind_proxy(wrapped: Application) -> Application:
    """The application as it is reached through nginx: the client's address is what nginx says it is.

    Audit log and lock-out go by REMOTE_ADDR, which would be nginx's own or, on a socket, nothing.
    """

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        environ["REMOTE_ADDR"] = environ.get("HTTP_X_REAL_IP") or environ.get("REMOTE_ADDR", "")
        return wrapped(environ, start_response)

    return application


application: Application = get_wsgi_application()
if os.environ.get("BEHIND_PROXY", "").lower() in {"1", "true", "yes", "on"}:
    application = behind_proxy(application)
