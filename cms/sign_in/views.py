"""The pages between the password and the desk."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from articles.record.audit import Actor
from cms.sign_in import entering, locks, passwords, second_factor
from cms.sign_in.forms import CodeForm, NewPasswordForm, OwnPasswordForm, SignInForm

ENROLLING = "enrolling"  # in the session, sealed, until a code of it has been shown


class SignInPage(LoginView):
    """账号和密码. The right ones lead to what else is due, or in."""

    authentication_form = SignInForm
    template_name = "sign_in/sign_in.html"

    def form_valid(self, form: Any) -> HttpResponse:
        user: User = form.get_user()
        return entering.enter(self.request, user, backend=user.backend, after=self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"office": settings.OIDC_ISSUER and settings.OIDC_NAME}

    def get_default_redirect_url(self) -> str:
        return entering.safe_address(self.request, None)


class OwnPasswordPage(PasswordChangeView):
    """改密码, with the old one."""

    form_class = OwnPasswordForm
    template_name = "sign_in/own_password.html"
    success_url = reverse_lazy("sign_in:account")

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        messages.success(self.request, "密码已改，别处的登录都已结束。")
        return answer


@sensitive_post_parameters()
@csrf_protect
@entering.entering_page("password")
def new_password(request: HttpRequest, user: User) -> HttpResponse:
    """The step of somebody whose password another has set, or is too old."""
    form = NewPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with entering.as_themselves(user):
            form.save()
        return entering.step_done(request, user, "password")
    context = {"form": form, "why": passwords.why_to_change(user), "person": user}
    return page(request, "new_password", "换一个密码", context)


@sensitive_post_parameters()
@csrf_protect
@entering.entering_page("code")
def code(request: HttpRequest, user: User) -> HttpResponse:
    """The step of somebody who has a telephone: its code of now, or a recovery code.

    Wrong ones count like passwords.
    """
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = user.get_username()
        if locks.is_locked(request, name):
            return HttpResponse(status=429)  # axes' middleware shows its page
        known = locks.is_known(request, name)
        if second_factor.passes(user=user, code=form.cleaned_data["otp_code"], known=known):
            return entering.step_done(request, user, "code")
        user_login_failed.send(sender=__name__, credentials={"username": name}, request=request)
        form.add_error("otp_code", second_factor.WRONG)
    return page(request, "code", "输入动态口令", {"form": form})


@sensitive_post_parameters()
@csrf_protect
@entering.entering_page("enrol")
def enrol(request: HttpRequest, user: User) -> HttpResponse:
    """The step of somebody whose role must have a telephone and who has none yet."""
    codes, shown = enrolling(request, user)
    if codes:
        entering.mark_done(request, user, "enrol", "code")
        return page(request, "recovery_codes", "记下恢复码", {"codes": codes, "after": reverse("sign_in:on")})
    return page(request, "enrol", "启用动态口令", shown)


@require_POST
@csrf_protect
@never_cache
def on(request: HttpRequest) -> HttpResponse:
    """From the recovery codes on."""
    return entering.go_on(request)


def enrolling(request: HttpRequest, user: User, *, replacing: bool = False) -> tuple[list[str], dict[str, Any]]:
    """The recovery codes of somebody who has just taken up a telephone, or else what their page shows."""
    sealed = request.session.setdefault(ENROLLING, second_factor.new_secret())
    form = CodeForm(request.POST or None, digits_only=True)
    if request.method == "POST" and form.is_valid():
        try:
            typed = form.cleaned_data["otp_code"]
            codes = second_factor.enrol(user=user, sealed=sealed, code=typed, by=Actor(user), replacing=replacing)
        except ValidationError as error:
            form.add_error("otp_code", error)
        else:
            del request.session[ENROLLING]
            return codes, {}
    picture, typed = second_factor.as_picture(user, sealed), second_factor.as_typed(sealed)
    return [], {"form": form, "picture": picture, "secret": typed}


def page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    frame = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"sign_in/{template}.html", frame)
