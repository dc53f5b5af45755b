"""/mail/unsubscribe/<token>/: off the mailing list, with one press and no account."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from articles.public.request import Visit, current_revision
from issues.editions.mailing import unsubscribe
from issues.models import Subscriber


# The token is the permission; mail programs post here by themselves (RFC 8058), without a cookie.
@csrf_exempt
@never_cache
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Asks on GET, since mail scanners follow links; takes the address off on POST."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    person = unsubscribe(token) if request.method == "POST" else Subscriber.objects.filter(token=token).first()
    visit = Visit(request, current_revision())
    return visit.page("issues/unsubscribe.html", {"person": person}, status=200 if person else 404)
