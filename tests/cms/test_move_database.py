"""From SQLite into PostgreSQL: everything that was there is there, and the audit log holds on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.migrated import migrated
from tests.own_database import ROOT, own_database, run

pytestmark = pytest.mark.django_db(transaction=True)

FILL = """
import django; django.setup()
from tests import factories
from articles.models import Article
from articles import workflow
from articles.record.audit import OPERATOR
factories.published(factories.issue(factories.article("甲企业投产"), factories.article("乙企业扩建")))
one = factories.article("草稿一", status=Article.Status.DRAFT)
one.tags.add("技改")
workflow.edit(article=one, based_on=one.version, changes={"title": "草稿二"}, by=OPERATOR)
"""
TELL = """
import django; django.setup()
from articles.models import *
from issues.models import *
from django.contrib.auth.models import User
models = [Article, AuditEntry, Revision, Issue, Edition, Review, Byline, Department, User, TaggedArticle]
print([(one.__name__, one.objects.count()) for one in models])
print(list(Edition.objects.values_list("digest", "published_at")))
print(list(Article.objects.order_by("pk").values_list("pk", "title", "created_at", "updated_at", "version")))
print(sorted(User.objects.values_list("username", "groups__name")))
"""
USE = """
import django; django.setup()
from django.db import DatabaseError, transaction
from articles.models import Article, AuditEntry, Section
from articles.search.desk import desk_search
Section.objects.create(name="新栏目")
assert list(Article.objects.filter(pk__in=desk_search("草稿二").ids).values_list("title", flat=True)) == ["草稿二"]
first = AuditEntry.objects.order_by("pk").first()
try:
    with transaction.atomic():
        AuditEntry._base_manager.filter(pk=first.pk)._raw_delete("default")
    print("deleted")
except DatabaseError as error:
    print("refused", "new rows only" in str(error))
"""


def test_everything_moves_and_the_site_goes_on(tmp_path: Path) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("moves into PostgreSQL")
    file = tmp_path / "old.sqlite3"
    shutil.copy(migrated(), file)
    old = os.environ | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.test", "VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{file}",
    }  # fmt: skip
    run(old, "-c", FILL)
    wanted = run(old, "-c", TELL)
    with own_database(tmp_path) as environment:
        said = run(environment, "manage.py", "move_database", str(file))
        assert "articles_auditentry" in said
        assert run(environment, "-c", TELL).replace("datetime.UTC", "datetime.timezone.utc") == wanted.replace(
            "datetime.UTC", "datetime.timezone.utc"
        )
        assert run(environment, "-c", USE).strip() == "refused True"
        again = subprocess.run(
            [sys.executable, "manage.py", "move_database", str(file)],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert again.returncode == 1
        assert "已有稿件" in again.stderr
