"""The archive that the typo check learns from what is published."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, SiteRevision
from articles.proofing.typos import archive
from articles.registers import typos
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> Iterator[None]:
    settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]
    typos.forget()
    yield
    typos.forget()


def train(*arguments: str) -> str:
    said = StringIO()
    call_command("train_typos", *arguments, stdout=said)
    return said.getvalue().strip()


def published(title: str, **fields: object) -> None:
    factories.article(title, status=Article.Status.PUBLISHED, published_at=timezone.now(), **fields)


def counted(run: str) -> int:
    found = archive.opened(typos.archive_file())
    assert found is not None
    return found.count(run)


def test_what_is_published_is_learnt_and_nothing_else() -> None:
    published("甲湾码头开工", body="<p>甲湾码头今日开工。</p><ul><li>甲湾码头</li></ul>")
    factories.article("乙湾码头", body="<p>未定稿。</p>")
    assert train().startswith("已学习")
    assert counted("甲湾码头") == 3
    assert counted("乙湾") == 0


def test_it_learns_again_only_when_something_was_published() -> None:
    published("甲湾码头开工")
    SiteRevision.bump()
    assert train().startswith("已学习")
    before = typos.archive_file().stat()
    assert train() == "没有新发布的稿件。"
    assert typos.archive_file().stat().st_ino == before.st_ino
    published("丙湾码头开工")
    SiteRevision.bump()
    assert train().startswith("已学习")
    assert counted("丙湾码头") == 1
    assert train("--always").startswith("已学习")


def test_a_file_of_another_version_is_written_anew() -> None:
    published("甲湾码头开工")
    typos.archive_file().parent.mkdir(parents=True)
    typos.archive_file().write_bytes(b"{}\n")
    assert train().startswith("已学习")
    assert counted("甲湾码头") == 1
