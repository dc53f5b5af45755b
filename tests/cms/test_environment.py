"""Settings from the environment refuse what they cannot mean."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.settings import env


@pytest.mark.parametrize(
    ("written", "meant"), [("1", True), ("true", True), ("Off", False), ("", False), ("no", False)]
)
def test_a_flag_reads_the_usual_words(monkeypatch: pytest.MonkeyPatch, written: str, meant: bool) -> None:
    monkeypatch.setenv("SOME_FLAG", written)
    assert env.flag("SOME_FLAG", default=not meant) is meant


def test_a_flag_refuses_a_word_that_is_neither_yes_nor_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_FLAG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="SOME_FLAG"):
        env.flag("SOME_FLAG", default=True)


@pytest.mark.parametrize("weak", ["short", "changeme" * 10, "this-is-an-insecure-key-of-forty-characters-or-more"])
def test_a_weak_secret_stops_the_start(monkeypatch: pytest.MonkeyPatch, weak: str) -> None:
    monkeypatch.setenv("SECRET_KEY", weak)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        env.secret("SECRET_KEY")


def test_without_a_database_url_the_embedded_database_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database = env.database("DATABASE_URL", default_path=tmp_path / "db.sqlite3")
    assert database["ENGINE"].endswith("sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_postgresql_url_is_read_with_its_pool_and_options(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://desk:p%40ss@db.internal:6432/news?pool=7&sslmode=require")
    database = env.database("DATABASE_URL", default_path=tmp_path / "unused")
    assert (database["USER"], database["PASSWORD"], database["HOST"], database["PORT"], database["NAME"]) == (
        "desk", "p@ss", "db.internal", "6432", "news",
    )  # fmt: skip
    assert database["OPTIONS"]["pool"]["max_size"] == 7
    assert database["OPTIONS"]["sslmode"] == "require"


@pytest.mark.parametrize(
    ("servers", "host", "port"),
    [
        ("a:5432,b:6432", "a,b", "5432,6432"),
        ("a,b", "a,b", ""),
        ("a:5433,b", "a,b", "5433,"),
        ("[fd00::1]:5432,[fd00::2]", "fd00::1,fd00::2", "5432,"),
        ("%2Frun%2Fpostgresql", "/run/postgresql", ""),
        ("DB.Internal", "DB.Internal", ""),
    ],
)
def test_a_postgresql_url_may_name_several_servers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, servers: str, host: str, port: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgres://desk:p%40s%3As@{servers}/news?target_session_attrs=read-write")
    database = env.database("DATABASE_URL", default_path=tmp_path / "unused")
    assert (database["HOST"], database["PORT"]) == (host, port)
    assert (database["USER"], database["PASSWORD"], database["NAME"]) == ("desk", "p@s:s", "news")
    assert database["OPTIONS"]["target_session_attrs"] == "read-write"


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "postgres://host", "postgres://host:port/db", "postgres://a:1,b:x/db", "sqlite://"]
)
def test_a_database_url_that_cannot_be_used_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env.database("DATABASE_URL", default_path=tmp_path / "unused")
