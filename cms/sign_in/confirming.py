"""Once more the password, before what would let somebody in for good who only found a desk unattended.

Asked for unless one signed in, or showed it, in the last ten minutes: the local password, the directory's (LDAP), or at
the provider (OpenID Connect), whichever one came in by.
"""

import time
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import BACKEND_SESSION_KEY, authenticate
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters

from cms.models import SignIn
from cms.sign_in.entering import OUTSIDE, safe_address
from cms.sign_in.forms import ConfirmForm
from cms.sign_in.views import page
from issues.desk.pages import desk_page

KEY = "confirmed"  # in the session: until when
SECONDS = 600
FILLING_IN = 1800  # a form that was opened in time may be sent so much later
# Pages that make others' ways in, for whoever has the right: asked for before they are shown.
ASKING: dict[str, str] = {
    "admin:auth_user_add": "auth.add_user",
    "admin:auth_user_change": "auth.change_user",
    "admin:auth_user_password_change": "auth.change_user",
    "admin:articles_accountrequest_agree": "articles.agree_account",
    "sign_in:colleague": "auth.change_user",
}


def is_confirmed(request: HttpRequest, *, longer: int = 0) -> bool:
    """Whether it is known that whose session this is sits here; `longer` seconds are let pass besides."""
    row: SignIn | None = getattr(request, "sign_in", None)
    fresh = row is not None and (timezone.now() - row.started_at).total_seconds() < SECONDS + longer
    return fresh or time.time() < request.session.get(KEY, 0) + longer


def is_due(request: HttpRequest) -> bool:
    """Whether this is a page of `ASKING` and it is not known who sits here."""
    match = request.resolver_match
    right = ASKING.get(match.view_name) if match is not None else None
    if right is None or not cast(User, request.user).has_perm(right):
        return False
    return not is_confirmed(request, longer=FILLING_IN if request.method == "POST" else 0)


def is_known_elsewhere(request: HttpRequest) -> bool:
    """Whether only the provider can tell that it is them: they have no password that this site could ask for."""
    came_by = request.session.get(BACKEND_SESSION_KEY)
    return came_by == OUTSIDE and not cast(User, request.user).has_usable_password()


def set_confirmed(request: HttpRequest) -> None:
    """They have shown it just now."""
    request.session[KEY] = time.time() + SECONDS
    messages.success(request, "已确认是您本人，请接着做。")


def to_confirm(request: HttpRequest) -> HttpResponse:
    """To the page that asks, and from there back here."""
    return redirect(f"{reverse('sign_in:confirm')}?{urlencode({'next': request.path})}")


@sensitive_post_parameters()
@desk_page()
def confirm(request: HttpRequest) -> HttpResponse:
    """The page that asks. Wrong passwords count as they do at the door."""
    after = safe_address(request, request.GET.get("next"))
    if is_known_elsewhere(request):
        return page(request, "confirm_elsewhere", "确认是您本人", {"after": after, "office": settings.OIDC_NAME})
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = cast(User, request.user)
        found = authenticate(request, username=person.get_username(), password=form.cleaned_data["password"])
        if getattr(request, "axes_locked_out", False):
            return HttpResponse(status=429)  # axes' middleware shows its page
        if found is not None and found.pk == person.pk:
            set_confirmed(request)
            return HttpResponseRedirect(after)
        form.add_error("password", "密码不对，请再输一次。")
    return page(request, "confirm", "确认是您本人", {"form": form})
