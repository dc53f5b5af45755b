"""订阅 by mail: the form's answer, and the page where an address says that it meant it. No cookie, no account."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from articles.public.request import Visit, current_revision
from articles.refusals import Refused
from issues.editions.signing_up import confirm, sign_up
from issues.models import Subscriber


def offers_mail() -> bool:
    """Whether this server can send mail to readers."""
    return "console" not in settings.EMAIL_BACKEND


# A forged post can do no more than have one mail sent that asks: nothing happens until it is answered.
@csrf_exempt
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """POST /mail/subscribe/: has the address asked by mail. The answer is the same for every address."""
    if request.method != "POST" or not offers_mail():
        return HttpResponseNotAllowed(["POST"])
    visit = Visit(request, current_revision())
    wrong, status = "", 200
    try:
        sign_up(
            address=request.POST.get("address", "")[:300],
            visitor=request.META.get("REMOTE_ADDR", ""),
            site_url=visit.root,
        )
    except ValidationError as error:
        wrong, status = error.messages[0], 400
    except Refused as error:
        wrong, status = str(error), 429
    except OSError:  # what smtplib raises is an OSError too
        wrong, status = "现在发不出确认信，请过一会儿再试。", 503
    return visit.page("issues/subscribed.html", {"wrong": wrong}, status=status)


@csrf_exempt  # the token is the permission
@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """/mail/confirm/<token>/: asks on GET, since mail scanners follow links; puts the address on the list on POST."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    visit = Visit(request, current_revision())
    if request.method == "POST":
        person = confirm(token)
    else:
        person = Subscriber.objects.filter(token=token, asked_at__isnull=False).first()
    return visit.page("issues/confirm.html", {"person": person}, status=200 if person else 404)
