"""Keys for what is kept under one: the audit log's chain, addresses at rest. Pure but for the settings.

`DATA_KEYS` of the environment is a list of secrets, the newest first: it seals and encrypts, the others still open what
was closed with them. Where it is not set, and for what was closed before it was, SECRET_KEY and its fallbacks serve.
A key is known by eight characters that say nothing of it, so the order of the list carries no meaning but the first.
"""

import hashlib
import hmac
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Key:
    """A secret of the environment. `name` is what is stored beside what it closed."""

    name: str
    secret: bytes

    def derived(self, purpose: str) -> bytes:
        """32 bytes for one purpose, from which those of another cannot be told."""
        return hmac.new(self.secret, purpose.encode(), hashlib.sha256).digest()


class UnknownKey(LookupError):
    """Something was closed with a key that the environment does not have (any more)."""

    def __init__(self, name: str) -> None:
        super().__init__(f"缺少密钥 {name}：把原来的密钥放回 DATA_KEYS（排在新的后面）再试。")


def current() -> Key:
    """The key for what is closed from now on."""
    return next(iter(_all().values()))


def named(name: str) -> Key:
    """The key of that name; UnknownKey when the environment lacks it."""
    try:
        return _all()[name]
    except KeyError:
        raise UnknownKey(name) from None


def all_keys() -> list[Key]:
    """Every key that may have been used, the current one first."""
    return list(_all().values())


def seal(key: Key, purpose: str, data: bytes, algorithm: str) -> str:
    """The keyed digest (HMAC) of data in 64 hexadecimal characters; `algorithm` is sha256 or sm3."""
    return hmac.new(key.derived(purpose), data, algorithm).hexdigest()


def _all() -> dict[str, Key]:
    return _known((*settings.DATA_KEYS, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=8)
def _known(secrets: tuple[str, ...]) -> dict[str, Key]:
    keys = (Key(hashlib.sha256(b"name:" + secret.encode()).hexdigest()[:8], secret.encode()) for secret in secrets)
    return {key.name: key for key in keys}
