"""Settings read from the environment. A bad value stops the start with a sentence that names the variable."""

import hashlib
import ipaddress
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
WEAK_SECRETS = {"secret", "changeme", "change-me", "insecure", "password"}


def text(name: str, default: str | None = None) -> str:
    """The variable's value; ImproperlyConfigured when it is unset and has no default."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"环境变量 {name} 未设置，请参照 docs/operations.md 填写。")
    return value


def flag(name: str, *, default: bool) -> bool:
    """A yes/no variable: 1/true/yes/on or 0/false/no/off, nothing else."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"环境变量 {name} 应为 true 或 false，现为 {value!r}。")


def choice(name: str, *, among: Sequence[str]) -> str:
    """One of these words; the first where the variable is not set."""
    value = os.environ.get(name, among[0])
    if value not in among:
        raise ImproperlyConfigured(f"环境变量 {name} 应为 {'、'.join(among)} 之一，现为 {value!r}。")
    return value


def integer(name: str, *, default: int, minimum: int = 0) -> int:
    """A whole number not below `minimum`."""
    value = os.environ.get(name)
    if value is None:
        return default
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"环境变量 {name} 应为整数，现为 {value!r}。") from None
    if number < minimum:
        raise ImproperlyConfigured(f"环境变量 {name} 不能小于 {minimum}，现为 {number}。")
    return number


def words(name: str, *, default: str = "") -> list[str]:
    """A list separated by commas; blanks are dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def networks(name: str, *, default: str = "") -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Addresses and networks (10.0.0.0/8), separated by commas."""
    try:
        return [ipaddress.ip_network(word, strict=False) for word in words(name, default=default)]
    except ValueError as error:
        raise ImproperlyConfigured(f"环境变量 {name} 应为 IP 地址或网段，以逗号隔开：{error}") from None


def secret(name: str) -> str:
    """A secret of at least 50 characters that is no placeholder."""
    value = text(name)
    if len(value) < 50 or any(weak in value.lower() for weak in WEAK_SECRETS):
        raise ImproperlyConfigured(
            f"环境变量 {name} 太弱：至少 50 个随机字符，可用 "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))' 生成。"
        )
    return value


def secrets(name: str) -> list[str]:
    """Secrets separated by commas, each of at least 32 characters and none twice; none when unset."""
    found = words(name)
    if any(len(one) < 32 or any(weak in one.lower() for weak in WEAK_SECRETS) for one in found):
        raise ImproperlyConfigured(f"环境变量 {name} 里有太弱的密钥：每个至少 32 个随机字符，以逗号隔开。")
    if len(set(found)) < len(found):
        raise ImproperlyConfigured(f"环境变量 {name} 里有重复的密钥。")
    return found


def digest(name: str) -> str:
    """sha256 or sm3; refused where this machine's OpenSSL does not have it."""
    value = text(name, "sha256").strip().lower()
    if value not in {"sha256", "sm3"}:
        raise ImproperlyConfigured(f"环境变量 {name} 应为 sha256 或 sm3，现为 {value!r}。")
    try:
        hashlib.new(value)
    except ValueError:
        raise ImproperlyConfigured(f"环境变量 {name} 是 {value}，但本机的 OpenSSL 没有这个算法。") from None
    return value


def pairs(name: str) -> dict[str, str]:
    """left=right, separated by semicolons or commas; what is left of the last equals sign may hold others
    (cn=editors,ou=groups=编辑 needs semicolons)."""
    value = text(name, "")
    found: dict[str, str] = {}
    for word in (one.strip() for one in value.split(";" if ";" in value else ",")):
        left, sign, right = word.rpartition("=")
        if word and not (sign and left.strip() and right.strip()):
            raise ImproperlyConfigured(f"环境变量 {name} 应为“组=角色”，以分号隔开，现为 {word!r}。")
        if word:
            found[left.strip()] = right.strip()
    return found


def database(name: str, *, default_path: Path) -> dict[str, Any]:
    """Django's DATABASES entry for postgres://user:password@host:port/name or sqlite:///path.

    Unset: SQLite at `default_path`. PostgreSQL takes ?pool=N (connections per process, 0 for none) and
    any libpq option (sslmode=require, …) in the query string.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        return sqlite(default_path)
    url = urlsplit(value)
    if url.scheme in {"sqlite", "sqlite3"}:
        path = unquote(url.path[1:])
        if not path:
            raise ImproperlyConfigured(f"环境变量 {name} 缺少数据库文件路径，例如 sqlite:////srv/cms/db.sqlite3。")
        return sqlite(Path(path))
    if url.scheme in {"postgres", "postgresql"}:
        return postgresql(name, value)
    raise ImproperlyConfigured(f"环境变量 {name} 只支持 postgres:// 与 sqlite:///，现为 {url.scheme or value!r}。")


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite for several processes: WAL, immediate transactions, foreign keys (Django switches them on)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "articles.database.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; "
            "PRAGMA mmap_size=1073741824; PRAGMA temp_store=MEMORY; PRAGMA busy_timeout=20000;",
        },
    }


def postgresql(name: str, value: str) -> dict[str, Any]:
    """PostgreSQL through psycopg 3, with a connection pool in each process. Several hosts (a:5432,b:5432) are libpq's:
    it takes the first that answers, or that suits target_session_attrs."""
    url = urlsplit(value)
    options: dict[str, Any] = dict(parse_qsl(url.query))
    if not url.path.strip("/"):
        raise ImproperlyConfigured(f"环境变量 {name} 缺少数据库名，例如 postgres://cms@localhost/cms。")
    login, _, servers = url.netloc.rpartition("@")
    user, _, password = login.partition(":")
    hosts, ports = zip(*map(_host_and_port, servers.split(",")), strict=True)
    try:
        pool = int(options.pop("pool", 4))
        for port in filter(None, ports):
            int(port)
    except ValueError:
        raise ImproperlyConfigured(f"环境变量 {name} 的端口或 pool 不是整数。") from None
    if pool:
        options["pool"] = {"min_size": 1, "max_size": pool, "timeout": 5}
    return {
        "ENGINE": "articles.database.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(user),
        "PASSWORD": unquote(password),
        "HOST": ",".join(hosts) or str(options.pop("host", "")),
        "PORT": ",".join(ports) if any(ports) else "",
        "CONN_MAX_AGE": 0 if pool else None,
        # A connection is tried before it is used: after a restart or a failover each would answer one request with 500.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _host_and_port(server: str) -> tuple[str, str]:
    """host, host:port or [address]:port"""
    host, sign, port = server.rpartition(":")
    if not sign or server.endswith("]"):
        host, port = server, ""
    return unquote(host.strip("[]")), port
