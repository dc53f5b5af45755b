"""Signing in with the office's directory (LDAP), by python-ldap. Off unless LDAP_URL is set."""

import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest

from articles.refusals import Refused
from cms.sign_in.outside import Person, account_of

logger = logging.getLogger(__name__)
SECONDS = 5


class DirectoryBackend(ModelBackend):
    """Asks the directory after the local accounts, so that these still let in when it is away."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """The account of somebody whom the directory lets in; None for everybody else.

        Why somebody with the right password may not come in is told by the form (`request.refusal`).
        """
        # A directory takes an empty password for nobody in particular, and says yes.
        if not settings.LDAP_URL or not username or not password or "\x00" in username + password:
            return None
        person = look_up(username, password)
        if person is None:
            return None
        try:
            return account_of(person)
        except Refused as refused:
            if request is not None:
                request.refusal = str(refused)  # type: ignore[attr-defined]
            return None


def look_up(username: str, password: str) -> Person | None:
    """Who the directory says it is; None for a wrong name or password, and (logged) when it cannot be asked."""
    try:
        import ldap
        from ldap.filter import escape_filter_chars
    except ImportError:
        raise ImproperlyConfigured("设了 LDAP_URL，但没有装 python-ldap：见 docs/operations.md。") from None
    try:
        reader = _connection(ldap)
        reader.simple_bind_s(settings.LDAP_BIND_DN, settings.LDAP_BIND_PASSWORD)
        wanted = settings.LDAP_FILTER.replace("{name}", escape_filter_chars(username))
        found = _entries(reader.search_s(settings.LDAP_BASE, ldap.SCOPE_SUBTREE, wanted, ["*", "+"]))
        if len(found) != 1:
            return None
        dn, entry = found[0]
        _connection(ldap).simple_bind_s(dn, password)
        groups = _groups(ldap, reader, dn, entry)
    except ldap.INVALID_CREDENTIALS:
        return None
    except ldap.LDAPError:
        logger.warning("目录服务不能用", exc_info=True)
        return None
    return Person(
        issuer=settings.LDAP_URL,
        subject=_identity(entry) or dn.lower(),
        username=_attribute(entry, settings.LDAP_NAME_ATTRIBUTE) or username,
        last_name=_attribute(entry, "sn"),
        first_name=_attribute(entry, "givenName"),
        email=_attribute(entry, "mail"),
        groups=groups,
    )


def _connection(ldap: Any) -> Any:
    made = ldap.initialize(settings.LDAP_URL)
    made.set_option(ldap.OPT_REFERRALS, 0)
    made.set_option(ldap.OPT_NETWORK_TIMEOUT, SECONDS)
    made.set_option(ldap.OPT_TIMEOUT, SECONDS)
    made.protocol_version = ldap.VERSION3
    if settings.LDAP_START_TLS and settings.LDAP_URL.startswith("ldap://"):
        made.start_tls_s()
    return made


def _groups(ldap: Any, reader: Any, dn: str, entry: Mapping[str, list[bytes]]) -> list[str]:
    """The names (cn) of the person's groups: those that list them, and those that their own entry names."""
    from ldap.dn import explode_dn
    from ldap.filter import escape_filter_chars

    named = [explode_dn(one.decode(), notypes=True)[0] for one in entry.get("memberOf", [])]
    if not settings.LDAP_GROUP_BASE:
        return named
    wanted = f"(|(member={escape_filter_chars(dn)})(uniqueMember={escape_filter_chars(dn)}))"
    listing = _entries(reader.search_s(settings.LDAP_GROUP_BASE, ldap.SCOPE_SUBTREE, wanted, ["cn"]))
    return named + [_attribute(one, "cn") for _, one in listing]


def _entries(answer: list[Any]) -> list[tuple[str, Mapping[str, list[bytes]]]]:
    return [(dn, entry) for dn, entry, *_ in answer if dn is not None]  # without a name: a referral


def _identity(entry: Mapping[str, list[bytes]]) -> str:
    """What stays when the name changes: OpenLDAP's entryUUID, Active Directory's objectGUID."""
    if "objectGUID" in entry:
        return entry["objectGUID"][0].hex()
    return _attribute(entry, "entryUUID")


def _attribute(entry: Mapping[str, list[bytes]], name: str) -> str:
    return entry[name][0].decode("utf-8", "replace") if entry.get(name) else ""
