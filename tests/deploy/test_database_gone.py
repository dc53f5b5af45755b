"""The database restarts, is down, comes back: no page is a bare error, and nothing has to be restarted."""

from pathlib import Path

import pytest
from django.db import connection

from tests.own_database import own_database, run

pytestmark = pytest.mark.django_db(transaction=True)

RESTARTED = """
import psycopg, django; django.setup()
from django.conf import settings
from django.db import close_old_connections
from django.test import Client
assert Client().get("/about/").status_code == 200
made = settings.DATABASES["default"]
where = {"host": made["HOST"], "port": made["PORT"], "user": made["USER"], "dbname": made["NAME"]}
with psycopg.connect(**where, autocommit=True) as other:
    other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                  "WHERE datname = current_database() AND pid <> pg_backend_pid()")
def asked(path):
    close_old_connections()  # as every request begins, which the test client leaves out
    return Client().get(path).status_code
print([asked(path) for path in ("/about/", "/issues/", "/about/")])
"""


@pytest.mark.parametrize("pool", [0, 3])
def test_after_a_restart_every_request_is_answered(tmp_path: Path, pool: int) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server to restart")
    with own_database(tmp_path) as environment:
        environment["DATABASE_URL"] = environment["DATABASE_URL"].replace("pool=0", f"pool={pool}")
        assert run(environment, "-c", RESTARTED).split("\n")[-2] == "[200, 200, 200]"


DOWN = """
import django; django.setup()
from django.test import Client
for path in ("/", "/articles/1/", "/search/?q=x", "/nothing/", "/admin/"):
    answer = Client(raise_request_exception=False).get(path, headers={"host": "localhost"})
    words = answer.content.decode()
    print(path, answer.status_code, answer.headers.get("Retry-After"), "半分钟" in words, "Traceback" in words)
"""


def test_while_the_database_is_down_a_page_says_when_to_come_again(tmp_path: Path) -> None:
    with own_database(tmp_path) as environment:
        environment["DATABASE_URL"] = "postgres://nobody@127.0.0.1:9/none?pool=0"
        said = run(environment, "-c", DOWN).splitlines()
    assert [line.split(" ", 1)[1] for line in said if line.startswith("/")][:4] == ["503 30 True False"] * 4
