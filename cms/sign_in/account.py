"""账号安全: one's own password, telephone and sign-ins, and a colleague's for whoever may change accounts."""

import time
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from articles.models import AccountRequest
from articles.record.accounts import is_guarded
from articles.record.audit import actor_of, name_of
from articles.text.numbers import whole_number
from cms.models import SignIn
from cms.sign_in import second_factor, sessions
from cms.sign_in.confirming import is_confirmed, to_confirm
from cms.sign_in.forms import CodeForm
from cms.sign_in.views import enrolling, page
from issues.desk.pages import desk_page

MAY_REPLACE = "may_replace_factor"  # in the session: until when another telephone may take the place of this one
REPLACE_SECONDS = 600


@desk_page()
def account(request: HttpRequest) -> HttpResponse:
    """账号安全: one's password, where one is signed in; a POST ends one place or all the others."""
    user = cast(User, request.user)
    if request.method == "POST":
        return _end(request, user, back="sign_in:account") if is_confirmed(request) else to_confirm(request)
    return page(request, "account", "账号安全", _context(request, user) | {"own": True})


@desk_page("auth.change_user")
def colleague(request: HttpRequest, pk: int) -> HttpResponse:
    """The same of somebody else, for whoever may change accounts."""
    person = get_object_or_404(User, pk=pk)
    sessions.require_over(actor_of(cast(User, request.user)), person)
    if request.method == "POST" and "reset_factor" in request.POST:
        waiting = second_factor.remove(user=person, by=actor_of(cast(User, request.user)))
        if waiting is None:
            messages.success(request, "动态口令已取消，已告诉本人。")
        else:
            messages.warning(request, f"{waiting.said}：已提出申请，由另一人（安全管理）同意后生效。")
        return redirect("sign_in:colleague", person.pk)
    if request.method == "POST":
        return _end(request, person, back="sign_in:colleague")
    return page(request, "account", f"账号安全：{name_of(person)}", _context(request, person) | {"own": False})


@sensitive_post_parameters()
@desk_page()
def factor(request: HttpRequest) -> HttpResponse:
    """One's own telephone: taken up, changed for another, given up; new recovery codes.

    All but the first ask for a code of the telephone that there is.
    """
    user = cast(User, request.user)
    back = reverse("sign_in:account")
    if second_factor.of(user) is None and not is_confirmed(request):
        return to_confirm(request)  # or whoever finds the desk unattended takes the account for good
    if second_factor.of(user) is None or time.time() < request.session.get(MAY_REPLACE, 0):
        codes, shown = enrolling(request, user, replacing=time.time() < request.session.get(MAY_REPLACE, 0))
        if codes:
            request.session.pop(MAY_REPLACE, None)
            return page(request, "own_recovery_codes", "记下恢复码", {"codes": codes, "after": back})
        return page(request, "own_enrol", "启用动态口令", shown)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if second_factor.passes(user=user, code=form.cleaned_data["otp_code"], known=False):
            return _changed(request, user, request.POST.get("act", ""))
        form.add_error("otp_code", second_factor.WRONG)
    shown = {"form": form, "required": second_factor.is_required(user)}
    return page(request, "factor", "动态口令", shown)


def _changed(request: HttpRequest, user: User, act: str) -> HttpResponse:
    """What was asked for with a good code."""
    by = actor_of(user)
    if act == "remove":
        second_factor.remove(user=user, by=by)
        messages.success(request, "动态口令已停用。")
        return redirect("sign_in:account")
    if act == "replace":
        request.session[MAY_REPLACE] = time.time() + REPLACE_SECONDS
        return redirect("sign_in:factor")
    codes = second_factor.new_recovery_codes(user=user, by=by)
    shown = {"codes": codes, "after": reverse("sign_in:account")}
    return page(request, "own_recovery_codes", "记下恢复码", shown)


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """How long the sign-in still holds (JSON); a POST says that somebody is there. 403 when it is over."""
    row: SignIn | None = getattr(request, "sign_in", None)
    if row is None or not request.user.is_authenticated:
        return JsonResponse({"idle": 0, "longest": 0}, status=403)
    if request.method == "POST":
        sessions.touch(row, at_once=True)
    return JsonResponse(sessions.seconds_left(row))


def _end(request: HttpRequest, person: User, *, back: str) -> HttpResponse:
    by = actor_of(cast(User, request.user))
    pk = whole_number(request.POST.get("sign_in", ""), 18)
    if pk is not None:
        row = SignIn.objects.filter(pk=pk, user=person).select_related("user").first()
        if row is not None:
            sessions.end(sign_in=row, by=by)
        messages.success(request, "那一处登录已结束。")
    else:
        ended = sessions.end_all(user=person, by=by)
        messages.success(request, f"已结束 {ended} 处登录。")
    return redirect(back) if back == "sign_in:account" else redirect(back, person.pk)


def _context(request: HttpRequest, person: User) -> dict[str, Any]:
    return {
        "person": person,
        "places": _places(request, person),
        "device": second_factor.of(person),
        "required": second_factor.is_required(person),
        "takes_two": is_guarded(person),
        "waiting": AccountRequest.objects.filter(person=person, status=AccountRequest.Status.WAITING).first(),
        "codes_left": person.recovery_codes.count(),
    }


def _places(request: HttpRequest, person: User) -> list[dict[str, Any]]:
    here: SignIn | None = getattr(request, "sign_in", None)
    return [
        {"row": row, "device": sessions.device(row.agent), "here": here is not None and row.pk == here.pk}
        for row in sessions.current(person)
    ]
