"""The forms of signing in, in the desk's words."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError

WRONG = "账号或密码不对，或这个账号不能进后台。请核对大小写和输入法。"
DIFFERENT = "两次输入的密码不一样。"


class SignInForm(AuthenticationForm):
    """Account and password, for those who may use the desk."""

    error_messages = {"invalid_login": WRONG, "inactive": WRONG}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label, self.fields["password"].label = "账号", "密码"

    def get_invalid_login_error(self) -> ValidationError:
        """Why somebody with the right password elsewhere may not come in; else no more than that something is wrong."""
        told = getattr(self.request, "refusal", "")
        return ValidationError(told, code="refused") if told else super().get_invalid_login_error()

    def confirm_login_allowed(self, user: Any) -> None:
        """ValidationError, which says no more than a wrong password does, for whoever is no staff."""
        super().confirm_login_allowed(user)
        if not user.is_staff:
            raise ValidationError(WRONG, code="invalid_login")


class CodeForm(forms.Form):
    """A code from the telephone, or a recovery code."""

    otp_code = forms.CharField(label="动态口令", max_length=40, strip=True)

    def __init__(self, *args: Any, digits_only: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["otp_code"]
        field.error_messages["required"] = "请输入手机上显示的六位数字。"
        field.widget.attrs |= {"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        if digits_only:
            field.widget.attrs["inputmode"] = "numeric"


class ConfirmForm(forms.Form):
    """The password once more."""

    password = forms.CharField(label="现在的密码", strip=False, max_length=1000, widget=forms.PasswordInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["password"]
        field.error_messages["required"] = "请输入密码。"
        field.widget.attrs |= {"autocomplete": "current-password", "autofocus": True}


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # generic for the stubs only
    """A new password, for somebody who has just typed the old one."""

    error_messages = {"password_mismatch": DIFFERENT}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label, self.fields["new_password2"].label = "新密码", "再输一次"
        self.fields["new_password2"].help_text = ""
        next(iter(self.fields.values())).widget.attrs["autofocus"] = True


class OwnPasswordForm(NewPasswordForm, PasswordChangeForm):
    """A new password, with the old one."""

    error_messages = {"password_mismatch": DIFFERENT, "password_incorrect": "现在的密码不对，请再输一次。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "现在的密码"
