"""Production starts only when it has what it needs, and then passes Django's deployment check."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": "zX9-fKq2_Lr7vTn4-Wb8sYc1_Hd6mPj3-Ga5uEo0-Ri-Jt7wNv5_Ql4",
    "ALLOWED_HOSTS": "news.example.gov.cn",
    "DATABASE_URL": "postgres://cms@127.0.0.1/cms",
    "SECOND_FACTOR_ROLES": "签发",
}
# The last is set by the browser tests for their own process.
NOT_INHERITED = {"DEBUG", "ALLOW_SQLITE", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def checked(tmp_path: Path, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """`manage.py check --deploy` under the production settings, with a variable changed or (None) taken away."""
    inherited = {name: value for name, value in os.environ.items() if name not in {*COMPLETE, *NOT_INHERITED}}
    wanted = {name: value for name, value in (COMPLETE | changes).items() if value is not None}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=inherited | wanted | {"VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_complete_environment_passes_the_deployment_check(tmp_path: Path) -> None:
    done = checked(tmp_path)
    assert done.returncode == 0, done.stderr


def test_without_a_role_that_must_show_a_second_factor_the_check_says_so(tmp_path: Path) -> None:
    assert "cms.W005" in checked(tmp_path, SECOND_FACTOR_ROLES=None).stderr


def test_cookies_are_of_this_host_alone(tmp_path: Path) -> None:
    """`__Host-`: by TLS, for this very host, whatever a neighbour of the domain sets."""
    names = "SESSION_COOKIE_NAME CSRF_COOKIE_NAME RETURNING_COOKIE_NAME SESSION_COOKIE_SECURE SESSION_COOKIE_DOMAIN"
    shown = f"from django.conf import settings; print(*(getattr(settings, n) for n in {names.split()!r}))"
    environment = {**os.environ, **COMPLETE, "VAR_DIR": str(tmp_path)}
    for name in NOT_INHERITED:
        environment.pop(name, None)
    out = subprocess.run(
        [sys.executable, "-c", shown], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert out.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "__Host-desk", "True", "None"]


def test_one_script_reads_the_token_under_either_name() -> None:
    scripts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "static").rglob("*.js")}
    assert [name for name, text in scripts.items() if "csrftoken=" in text] == ["csrf.js"]
    assert "(__Host-)?csrftoken=" in scripts["csrf.js"]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"DATABASE_URL": None}, "DATABASE_URL"),
        ({"DATABASE_URL": "oracle://x/y"}, "DATABASE_URL"),
        ({"DEBUG": "true"}, "DEBUG"),
        ({"HTTPS": "perhaps"}, "HTTPS"),
    ],
)
def test_what_is_missing_or_wrong_stops_the_start_and_is_named(
    tmp_path: Path, changes: dict[str, str | None], named: str
) -> None:
    done = checked(tmp_path, **changes)
    assert done.returncode != 0
    assert named in done.stderr
