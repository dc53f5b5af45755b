"""The pages between the password and the desk."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from cms.sign_in import entering, passwords
from cms.sign_in.forms import NewPasswordForm, OwnPasswordForm, SignInForm


class SignInPage(LoginView):
    """账号和密码. The right ones lead to what else is due, or in."""

    authentication_form = SignInForm
    template_name = "sign_in/sign_in.html"

    def form_valid(self, form: Any) -> HttpResponse:
        user: User = form.get_user()
        return entering.enter(self.request, user, backend=user.backend, after=self.get_success_url())

    def get_default_redirect_url(self) -> str:
        return entering.safe_address(self.request, None)


class OwnPasswordPage(PasswordChangeView):
    """改密码, with the old one."""

    form_class = OwnPasswordForm
    template_name = "sign_in/own_password.html"
    success_url = reverse_lazy("admin:index")

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        messages.success(self.request, "密码已改。")
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
    return _page(request, "new_password", "换一个密码", context)


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    frame = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"sign_in/{template}.html", frame)
