"""Secrets at rest that must be read again: under a key of the environment (`articles.keys`), by Fernet.

Fernet is AES-128 with HMAC-SHA256, of the cryptography library. What is sealed names its key, so that keys can be
changed one after another.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken

from articles import keys


def seal(secret: bytes, purpose: str) -> str:
    """The secret under the current key."""
    key = keys.current()
    return f"{key.name}:{_fernet(key, purpose).encrypt(secret).decode()}"


def unseal(sealed: str, purpose: str) -> bytes:
    """The secret; LookupError when its key is gone, ValueError when it was tampered with."""
    name, _, token = sealed.partition(":")
    try:
        return _fernet(keys.named(name), purpose).decrypt(token.encode())
    except InvalidToken:
        raise ValueError("封存的内容被改过。") from None


def _fernet(key: keys.Key, purpose: str) -> Fernet:
    return Fernet(urlsafe_b64encode(key.derived(purpose)))
