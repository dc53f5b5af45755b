"""Rules for passwords, in words that an editor understands, and what was used before.

Django calls the validators with each new password, and again once it is stored (`password_changed`). A hash that is
only made anew, as after a change of hasher, is no new password.
"""

import unicodedata
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles.models import Publication
from articles.record.audit import current_actor
from articles.text.slugs import pinyin_slug
from cms.models import PasswordSet
from cms.sign_in.sessions import leave_elsewhere

_SOON = 7  # days before the limit in which it is told


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


class NameValidator(UserAttributeSimilarityValidator):
    """Not like the account's name or address (Django's), nor with the name in it (小丽 in 小丽的密码-2026)."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError for a password that holds or resembles what everybody knows of the person."""
        super().validate(password, user)
        if not isinstance(user, User):
            return
        known = {user.get_username(), user.first_name, user.last_name + user.first_name, user.email.partition("@")[0]}
        # Two letters stand in many a word; two Chinese characters are a name.
        told = {one.casefold() for one in known if len(one) >= (3 if one.isascii() else 2)}
        if any(one in password.casefold() for one in told):
            raise ValidationError("密码里不要有姓名、账号或邮箱名。", code="password_has_name")

    def get_help_text(self) -> str:
        return "密码里不要有姓名、账号或邮箱名，也不要与它们相似。"


class OwnWordsValidator:
    """None made of what everybody knows of this paper: its name, its publisher's, the site's, PASSWORD_WORDS."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django's signature
        """ValidationError for a password of which such a word is a third or more. One query."""
        typed = unicodedata.normalize("NFKC", password).casefold()
        if any(word in typed and len(word) * 3 >= len(typed) for word in _own_words()):
            raise ValidationError("密码里不要用刊名、单位名或网站名。", code="password_has_own_word")

    def get_help_text(self) -> str:
        """For the form."""
        return "密码里不要用刊名、单位名或网站名。"


def _own_words() -> set[str]:
    paper = Publication.current()
    words = {paper.name, paper.publisher, paper.organiser, "编辑部", "手机报", "cms", *settings.PASSWORD_WORDS}
    words |= {pinyin_slug(word) for word in (paper.name, paper.publisher, paper.organiser)}
    words |= set((urlsplit(settings.SITE_URL).hostname or "").split(".")) - {"www", "gov", "com", "org", "net", "cn"}
    plain = {unicodedata.normalize("NFKC", word).casefold().replace("-", "") for word in words}
    return {word for word in plain if len(word) >= (4 if word.isascii() else 2)}


class CommonValidator(CommonPasswordValidator):
    """Django's list of twenty thousand."""

    def get_help_text(self) -> str:
        return "不要用很多人在用的密码。"


class DigitsValidator(NumericPasswordValidator):
    """Not digits alone."""

    def get_help_text(self) -> str:
        return "不要全是数字。"


class HistoryValidator:
    """None of the last passwords again. Keeps them, as hashes."""

    def __init__(self, last: int = 5) -> None:
        self.last = last

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError for one of the last passwords. One query."""
        if not isinstance(user, User) or user.pk is None:
            return
        used = [*_newest(user)[: self.last].values_list("encoded", flat=True)]
        stored = [] if user.password in used or not user.has_usable_password() else [user.password]
        if any(check_password(password, encoded) for encoded in [*stored, *used][: self.last]):
            raise ValidationError(f"最近 {self.last} 次用过的密码不能再用。", code="password_used_before")

    def password_changed(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django's signature
        """Keep the new one and forget those that no longer count; end what is signed in elsewhere with the old one."""
        if not isinstance(user, User) or user.pk is None:
            return
        leave_elsewhere(user)
        by = current_actor().user
        other = by is not None and by.pk != user.pk
        PasswordSet.objects.create(user=user, encoded=user.password, by_other=other)
        old = _newest(user).values_list("pk", flat=True)[self.last :]
        PasswordSet.objects.filter(pk__in=list(old)).delete()

    def get_help_text(self) -> str:
        return f"最近 {self.last} 次用过的密码不能再用。"


def why_to_change(user: User) -> str:
    """Why this password must be changed before the person goes on, said to them; "" when it need not. One query.

    An account without a password signs in elsewhere and need not.
    """
    if not user.has_usable_password():
        return ""
    newest = _newest(user).first()
    if newest is not None and newest.by_other:
        return "这个密码是别人替您设的，请换成只有您自己知道的。"
    if _days_left(user, newest) < 0:
        return f"这个密码用了超过 {settings.PASSWORD_DAYS} 天，请换一个。"
    return ""


def warning(user: User) -> str:
    """That the password will soon have to be changed; "" when there is time yet. One query."""
    left = _days_left(user, _newest(user).first()) if user.has_usable_password() else _SOON + 1
    return f"密码再过 {left} 天到期，届时登录要先换。可以现在就改。" if 0 <= left <= _SOON else ""


def _days_left(user: User, newest: PasswordSet | None) -> int:
    """Days until the age limit. A password from before this record is as old as its account."""
    since = user.date_joined if newest is None else newest.at
    return settings.PASSWORD_DAYS - (timezone.now() - since).days if settings.PASSWORD_DAYS else _SOON + 1


def _newest(user: User) -> Any:
    return PasswordSet.objects.filter(user=user).order_by("-at", "-pk")
