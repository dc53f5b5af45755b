"""check_integrity: nothing to say of a whole site, and each of two dozen planted damages is named."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, QuerySet
from PIL import Image

from articles.database import before_commit
from articles.images import attach, store_image
from articles.models import Article, ArticleImage, AuditEntry, AuditLink, Revision, SearchDocument, TopReading
from articles.record import guards
from articles.record.audit import OPERATOR
from articles.search.engines import engine_of
from articles.workflow import edit
from issues.inspection import integrity
from issues.models import Edition, Entry, Issue, Subscriber, Wording
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Path:
    """A published issue with a picture, a history, reviews and a subscriber; where its pictures are."""
    settings.MEDIA_ROOT = tmp_path
    first, second = factories.article("甲企业投产"), factories.article("乙项目开工")
    for title in ("甲企业竣工", "甲企业建成", "甲企业开工"):
        first = edit(article=first, based_on=first.version, by=OPERATOR, changes={"title": title})
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), "red").save(out, "PNG")
    out.seek(0)
    attach(article=first, image=store_image(out), alt="厂房", left_out=[])
    factories.published(factories.issue(first, second))
    factories.published(factories.issue(factories.article("丙园区揭牌")))
    Subscriber.objects.create(address="reader@example.cn")
    TopReading.objects.create(article=first, rank=1)
    for hook in before_commit:  # the audit chain and the index, which a test's transaction never comes to
        hook(connection)
    return tmp_path


def sql(statement: str) -> Callable[[], object]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def rows(model: Any) -> QuerySet[Any]:
    """All rows, past what the model's own manager refuses."""
    return QuerySet(model)


def some(model: Any) -> Any:
    return rows(model).order_by("pk")[:1].get()


def change(model: Any, **values: object) -> Callable[[], object]:
    """One row changed past everything that guards it."""
    return lambda: rows(model).filter(pk=some(model).pk).update(**values)


def remove(model: Any) -> Callable[[], object]:
    return lambda: rows(model).filter(pk=some(model).pk)._raw_delete("default")


def words_in_the_frozen_edition() -> None:
    row = some(Edition)
    row.document["sections"][0]["items"][0]["title"] = "别的标题"
    Edition.objects.filter(pk=row.pk).update(document=row.document)


def words_before_the_reviewer() -> None:
    row = some(Wording)
    row.document["sections"][0]["items"][0]["title"] = "别的标题"
    Wording.objects.filter(pk=row.pk).update(document=row.document)


def a_version_in_the_midst() -> None:
    found = Revision.objects.values("kind", "object_id").annotate(n=Count("pk")).filter(n__gte=3)[0]
    versions = Revision.objects.filter(kind=found["kind"], object_id=found["object_id"]).order_by("version")
    rows(Revision).filter(pk=versions[1].pk)._raw_delete("default")


def an_audit_row_without_a_trace() -> None:
    row = AuditLink.objects.order_by("position")[1]
    rows(AuditLink).filter(pk=row.pk)._raw_delete("default")
    rows(AuditEntry).filter(pk=row.entry_id)._raw_delete("default")


def file(pattern: str, data: bytes | None) -> Callable[[], object]:
    def run() -> None:
        path = next(one for one in Path(integrity.default_storage.location).rglob(pattern))  # type: ignore[attr-defined]
        path.unlink()
        if data is not None:
            path.write_bytes(data)

    return run


DAMAGES: dict[str, tuple[Callable[[], object], str]] = {
    "an edition's words": (words_in_the_frozen_edition, "的文字与摘要不符"),
    "an edition's digest": (change(Edition, digest="0" * 64), "的文字与摘要不符"),
    "an edition's document": (change(Edition, document={"x": 1}), "定稿读不出来"),
    "an edition's articles": (change(Edition, article_ids=[1]), "的条数与稿件数不符"),
    "an edition's article that never was": (change(Edition, article_ids=[10**6, 10**6 + 1]), "已不存在"),
    "the edition before": (change(Edition, number=2), "的定稿缺了"),
    "the only edition": (remove(Edition), "已发布，却没有定稿"),
    "an article taken off by hand": (change(Article, status="withdrawn"), "定稿里却还看得到"),
    "an article's words": (change(Article, title="手工改的标题"), "的文字与最后一次保存的不同"),
    "an article's version": (change(Article, version=90), "历史记到第"),
    "an issue's version": (change(Issue, version=90), "历史记到第"),
    "a version of the history": (a_version_in_the_midst, "的历史版本缺了一版"),
    "an audit row's name": (change(AuditEntry, actor_name="别人"), "审计链第"),
    "an audit row": (an_audit_row_without_a_trace, "审计链第"),
    "an audit row's digest": (change(AuditLink, digest="0" * 64), "审计链第"),
    "the words that a reviewer signed": (words_before_the_reviewer, "的送审文本"),
    "signed words gone": (remove(Wording), "所签的文本不见了"),
    "an entry's place": (change(Entry, position=9), "的条目顺序有空缺"),
    "a section that is gone": (sql("UPDATE issues_entry SET section_id = 999999"), "已不存在"),
    "a picture's file": (file("*.jpg", None), "图片文件不见了"),
    "a picture's file cut off": (file("*.jpg", b"\xff\xd8half"), "图片文件与摘要不符"),
    "a smaller picture": (file("*-480.webp", None), "缺少 480 像素宽的一份"),
    "an article's row in the index": (remove(SearchDocument), "与索引不符"),
    "words in the index": (change(SearchDocument, title="别的"), "与索引不符"),
    "a trigger of the index": (lambda: engine_of().uninstall_triggers(), "缺少触发器"),
    "a guard": (lambda: None, "缺少防改触发器"),
    "a reader's address": (sql("UPDATE issues_subscriber SET address = 'nokey:AAAA'"), "的邮箱解不开"),
    "the ranking": (change(TopReading, rank=7), "阅读排行的名次有空缺"),
}


@contextmanager
def undone() -> Iterator[None]:
    """What is planted in the database is taken back at the end; the guards of its tables are off meanwhile."""
    if connection.vendor == "postgresql":
        sql("SET CONSTRAINTS ALL IMMEDIATE")()
        sql("SET CONSTRAINTS ALL DEFERRED")()
    mark = transaction.savepoint()
    guards.uninstall()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)


def test_a_whole_site_is_whole_and_each_damage_is_found(site: Path) -> None:
    assert list(integrity.problems()) == []
    out = io.StringIO()
    call_command("check_integrity", stdout=out)
    assert "完整" in out.getvalue()
    pictures = {path: path.read_bytes() for path in site.rglob("*.*") if path.is_file()}
    assert len(DAMAGES) >= 20
    unfound = []
    for name, (plant, told) in DAMAGES.items():
        with undone():
            plant()
            if not any(told in said for said in integrity.problems()):
                unfound.append(name)
        for path, data in pictures.items():
            path.write_bytes(data)
    assert unfound == []
    assert list(integrity.problems()) == [], "and all is whole again"


def test_the_command_names_what_it_found_and_fails(site: Path) -> None:
    ArticleImage.objects.update(digest="0" * 64)
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"共 \d+ 处不一致"):
        call_command("check_integrity", stdout=out)
    assert "图片文件与摘要不符" in out.getvalue()
