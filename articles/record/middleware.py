"""What every request needs and nothing more."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from articles.record.audit import client_address, request_user


class ClientAddressMiddleware:
    """Makes the client's address and user known to the audit log for the time of the request.

    Behind nginx gunicorn sees the proxy; deploy/nginx.conf sets X-Real-IP and gunicorn trusts it only
    from the proxy, so REMOTE_ADDR is what counts here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = client_address.set(request.META.get("REMOTE_ADDR") or None)
        user = request_user.set(getattr(request, "user", None))
        try:
            return self.get_response(request)
        finally:
            request_user.reset(user)
            client_address.reset(address)
