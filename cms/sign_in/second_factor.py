"""The second factor: a code from an app on the telephone, or one of the recovery codes, each good once.

Which roles must have one says SECOND_FACTOR_ROLES. Every function that changes something puts it on record; what
somebody else did, or may have done, is told to the account's owner.
"""

import re
import secrets
import unicodedata
from base64 import b32encode
from typing import Any
from urllib.parse import quote

import segno
from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction

from articles.keys.sealing import seal, unseal
from articles.models import AccountRequest
from articles.record import accounts, staff_mail
from articles.record.audit import Actor, Change, record
from articles.record.rights import tell_auditors
from articles.refusals import Refused
from cms.models import SECOND_FACTOR as PURPOSE
from cms.models import Authenticator, RecoveryCode
from cms.sign_in.sessions import require_over

ISSUER = "编辑部"
CODES = 8
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is read for something else
_GROUPS, _LENGTH = 3, 4
WRONG = "这个码不对，或已经用过。动态口令每半分钟换一个，请用手机上现在显示的；再试前请稍等。"
ALREADY = "动态口令刚才已经启用了。请用手机上下一个码登录；没有记下恢复码的，再到“账号安全”换一批。"
SUPERUSER = "超级用户"


def is_required(user: User) -> bool:
    """Whether one of the account's roles must have a second factor. One query where the setting names any."""
    roles = settings.SECOND_FACTOR_ROLES
    if not roles:
        return False
    return (user.is_superuser and SUPERUSER in roles) or user.groups.filter(name__in=roles).exists()


def of(user: User) -> Authenticator | None:
    """The account's telephone, if it has one. One query."""
    found: Authenticator | None = Authenticator.objects.filter(user=user).first()
    return found


def new_secret() -> str:
    """A new secret, sealed: for the session of somebody who is enrolling."""
    return seal(secrets.token_bytes(20), PURPOSE)


def as_typed(sealed: str) -> str:
    """The secret as an app takes it by hand, in groups of four."""
    return " ".join(re.findall("....", _base32(sealed)))


def as_picture(user: User, sealed: str) -> str:
    """The secret as a QR code (SVG) for the app's camera."""
    label = quote(f"{ISSUER}:{user.get_username()}")
    address = (
        f"otpauth://totp/{label}?secret={_base32(sealed)}&issuer={quote(ISSUER)}&algorithm=SHA1&digits=6&period=30"
    )
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(scale=5, border=4, light="#fff", dark="#000", svgclass=None, lineclass=None, omitsize=False)


@transaction.atomic
def enrol(*, user: User, sealed: str, code: str, by: Actor, replacing: bool = False) -> list[str]:
    """Take up a telephone once it has shown a good code; the recovery codes, for once.

    replacing  in place of the one there is, of which a code has been shown

    ValidationError (Chinese) for a wrong code, and where there is a telephone that is not to be replaced: of two who
    enrol at once the first has it. Refused for anybody but the account's owner.
    """
    if by.user is None or by.user.pk != user.pk:
        raise Refused("动态口令只能自己启用。")
    accounts.lock(user.pk, by)
    there = Authenticator.objects.filter(user=user)
    if there.exists() and (
        not replacing or any(unseal(one.secret, PURPOSE) == unseal(sealed, PURPOSE) for one in there)
    ):
        raise ValidationError(ALREADY)
    there.delete()
    device = Authenticator(user=user, name=ISSUER, secret=sealed)
    if not _is_code(code) or not device.verify(_plain(code), unseal(sealed, PURPOSE)):
        raise ValidationError("这个码不对。请等手机显示下一个再输；总是不对，请核对手机的时间。")
    record(Change(user), by=by, action="enrol_factor")
    text = "您的后台账号启用了动态口令（或换了手机）。如果不是您自己做的，请马上告诉管理员。"
    staff_mail.write([user], "您的账号启用了动态口令", text, "/admin/sign-in/")
    return _new_codes(user)


def passes(*, user: User, code: str, known: bool) -> bool:
    """Whether the code is good, which uses it up. A wrong one is put on record.

    known  from a browser in which the account was signed in before: it need not wait after others' failures
    """
    with transaction.atomic():
        device = Authenticator.objects.select_for_update().filter(user=user).first()
        if device is None:
            return False
        if _is_code(code):
            allowed = known or device.verify_is_allowed()[0]
            good = allowed and device.verify(_plain(code), unseal(device.secret, PURPOSE))
        else:
            good = (known or device.verify_is_allowed()[0]) and _use_recovery_code(user, _plain(code))
            if not good:
                device.throttle_increment()
        if not good:
            record(Change(user), by=Actor(user), action="wrong_code")
        return bool(good)


@transaction.atomic
def new_recovery_codes(*, user: User, by: Actor) -> list[str]:
    """Others in place of those there were; shown once. Refused for anybody but the owner."""
    if by.user is None or by.user.pk != user.pk:
        raise Refused("恢复码只能自己换。")
    accounts.lock(user.pk, by)
    record(Change(user), by=by, action="new_recovery_codes")
    return _new_codes(user)


@transaction.atomic
def remove(*, user: User, by: Actor) -> AccountRequest | None:
    """Go without a telephone again, or take a colleague's away who has lost theirs and the codes.

    One's own only where no role asks for it; a colleague's with the right to change accounts, told to them and to
    审计员 by mail. Refused otherwise. That of somebody who reviews, signs or manages becomes a request to a second
    person, which is given back.
    """
    require_over(by, user)
    own = by.user is not None and by.user.pk == user.pk
    if own and is_required(user):
        raise Refused("您的角色必须用动态口令，可以换手机，不能停用。")
    if own:
        accounts.lock(user.pk, by)
        _take_away(user, by, "remove_factor")
        return None
    if of(user) is None:
        return None
    waiting = accounts.ask_to_reset_factor(person=user, by=by)
    if waiting is None:
        on_reset_agreed(person=user, by=by)
    return waiting


def on_reset_agreed(*, person: User, by: Actor, **_: Any) -> None:
    """Take a colleague's telephone and recovery codes away, tell them and 审计员."""
    if _take_away(person, by, "reset_factor"):
        tell_auditors(person, "reset_factor", ())
        text = f"您的动态口令已由{by.name}取消，下次登录只问密码或请您重新启用。如果不是您要求的，请马上告诉领导。"
        staff_mail.write([person], "您的动态口令已被取消", text, "/admin/sign-in/")


def _take_away(user: User, by: Actor, action: str) -> bool:
    """Whether there was one. The account is locked."""
    if not Authenticator.objects.filter(user=user).delete()[0]:
        return False
    RecoveryCode.objects.filter(user=user).delete()
    record(Change(user), by=by, action=action)
    return True


def _use_recovery_code(user: User, code: str) -> bool:
    for row in RecoveryCode.objects.select_for_update().filter(user=user, start=code[:2]):
        if check_password(code, row.encoded):
            row.delete()
            left = RecoveryCode.objects.filter(user=user).count()
            record(Change(user, after={"left": left}), by=Actor(user), action="use_recovery_code")
            text = f"有人用恢复码登录了您的账号，还剩 {left} 个。如果不是您自己，请马上改密码、换恢复码并告诉管理员。"
            staff_mail.write([user], "有人用恢复码登录", text, "/admin/sign-in/")
            return True
    return False


def _new_codes(user: User) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    codes = ["".join(secrets.choice(_ALPHABET) for _ in range(_GROUPS * _LENGTH)) for _ in range(CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, start=code[:2], encoded=make_password(code)) for code in codes
    )
    return ["-".join(re.findall("." * _LENGTH, code)) for code in codes]


def _plain(code: str) -> str:
    """As compared: half-width, small, without spaces and hyphens."""
    return re.sub(r"[^0-9a-z]", "", unicodedata.normalize("NFKC", code).lower())


def _is_code(code: str) -> bool:
    return re.fullmatch(r"[0-9]{6}", _plain(code)) is not None


def _base32(sealed: str) -> str:
    return b32encode(unseal(sealed, PURPOSE)).decode()
