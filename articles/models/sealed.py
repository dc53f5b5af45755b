"""Columns that are encrypted at rest: a copy of the database without the keys of the environment tells nothing.

AES-256-GCM with a random nonce, stored as "name of the key:base64". Rows can be found by an exact value through a
`LookupField` beside it, a keyed digest of the value; by nothing else.
"""

import base64
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from articles import keys
from articles.keys.sealing import seal, unseal

_NONCE = 12  # bytes, as GCM wants


def seal_text(text: str, purpose: str) -> str:
    """The text as stored, under the current key; "" stays ""."""
    if not text:
        return ""
    key, nonce = keys.current(), os.urandom(_NONCE)
    closed = AESGCM(key.derived(f"seal {purpose}")).encrypt(nonce, text.encode(), purpose.encode())
    return f"{key.name}:{base64.b64encode(nonce + closed).decode()}"


def open_text(stored: str, purpose: str) -> str:
    """The text that was sealed for this purpose; UnknownKey without its key, ValueError for anything else."""
    if not stored:
        return ""
    name, _, data = stored.partition(":")
    raw, key = base64.b64decode(data, validate=True), keys.named(name)
    try:
        plain = AESGCM(key.derived(f"seal {purpose}")).decrypt(raw[:_NONCE], raw[_NONCE:], purpose.encode())
    except InvalidTag:
        raise ValueError(f"{purpose}: not what was sealed") from None
    return plain.decode()


def lookups_of(text: str, purpose: str) -> list[str]:
    """The digests by which rows with this text are found, the current key's first."""
    return [keys.seal(key, f"lookup {purpose}", text.encode(), "sha256") for key in keys.all_keys()]


class SealedField(models.TextField):  # type: ignore[type-arg]  # generic for the stubs only
    """Text that is sealed on its way in and opened on its way out. `purpose` ties it to this column."""

    def __init__(self, *args: Any, purpose: str, longest: int = 0, **kwargs: Any) -> None:
        self.purpose, self.longest = purpose, longest
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"purpose": self.purpose, "longest": self.longest}

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return value if value is None else open_text(value, self.purpose)

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(value if value is None else seal_text(str(value), self.purpose), connection)

    def get_lookup(self, lookup_name: str) -> Any:
        """None of them finds a sealed value: a mistake in the code, told at once (FieldError)."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def formfield(self, **kwargs: Any) -> Any:
        """One line."""
        from django import forms

        return super().formfield(**{"widget": forms.TextInput, "max_length": self.longest or None, **kwargs})


class SecretField(models.CharField):  # type: ignore[type-arg]  # generic for the stubs only
    """What `articles.keys.sealing.seal` closed, and stays closed in Python; whoever needs it opens it. Closed again
    under the current key whenever its row is saved."""

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"purpose": self.purpose}

    def pre_save(self, instance: models.Model, add: bool) -> str:  # noqa: ARG002 - Django's signature
        """Under the current key."""
        value: str = getattr(instance, self.attname)
        if value and not value.startswith(f"{keys.current().name}:"):
            value = seal(unseal(value, self.purpose), self.purpose)
            setattr(instance, self.attname, value)
        return value


class LookupField(models.CharField):  # type: ignore[type-arg]  # generic for the stubs only
    """The digest by which the row is found by the text of its sealed field `of`; None where that is empty."""

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"max_length": 64, "null": True, "editable": False, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"of": self.of}

    def pre_save(self, instance: models.Model, add: bool) -> str | None:  # noqa: ARG002 - Django's signature
        """Worked out from the text on every save."""
        sealed = instance._meta.get_field(self.of)
        assert isinstance(sealed, SealedField)  # noqa: S101 - a mistake in the model
        text = getattr(instance, self.of)
        value = lookups_of(text, sealed.purpose)[0] if text else None
        setattr(instance, self.attname, value)
        return value
