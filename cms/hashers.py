"""Passwords hashed with SM3 (GB/T 32905), where 国密 is asked for: PBKDF2 as RFC 8018 has it, with HMAC-SM3."""

import hashlib

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class PBKDF2SM3PasswordHasher(PBKDF2PasswordHasher):
    """Stored as pbkdf2_sm3$iterations$salt$hash. Passwords of other hashers go on working and are hashed anew at the
    next sign-in."""

    algorithm = "pbkdf2_sm3"

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """ValueError where OpenSSL has no SM3; the setting is checked at the start, so that only a move to another
        machine finds out here."""
        self._check_encode_args(password, salt)  # type: ignore[attr-defined]  # unknown to the stubs
        rounds = iterations or self.iterations
        digest = hashlib.pbkdf2_hmac("sm3", password.encode(), salt.encode(), rounds)
        return f"{self.algorithm}${rounds}${salt}${digest.hex()}"
