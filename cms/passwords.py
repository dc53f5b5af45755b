"""Rules for passwords, in words that an editor understands."""

from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError


class LengthValidator(MinimumLengthValidator):
    """Django's, whose message is in English."""

    def get_error_message(self) -> str:
        return f"密码太短，至少 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        return f"密码至少 {self.min_length} 个字符。"


class VarietyValidator:
    """No password of one character over and over, or of a few."""

    def __init__(self, least: int = 5) -> None:
        self.least = least

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django's signature
        """ValidationError (Chinese) for fewer different characters than `least`."""
        if len(set(password)) < self.least:
            raise ValidationError(f"密码里不同的字符太少，至少要有 {self.least} 种。", code="password_few_characters")

    def get_help_text(self) -> str:
        """For the form."""
        return f"密码至少要有 {self.least} 种不同的字符。"
