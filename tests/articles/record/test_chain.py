"""The audit log's chain: whatever is changed, taken out or slipped in behind the program is named."""

import json
import logging
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from articles.models import AuditArchive, AuditEntry, AuditLink
from articles.record import audit, chain, verifying
from articles.record.audit import OPERATOR
from tests.emptying import triggers_put_aside
from tests.own_database import own_database, run

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def empty(db: None) -> None:
    """An empty log: the roles that were set up are in it otherwise."""
    with triggers_put_aside(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_auditlink")
        cursor.execute("DELETE FROM articles_auditentry")


def told(count: int = 5) -> None:
    """Rows, chained as when their transaction commits (which in most tests it does not)."""
    for n in range(count):
        audit.tell(by=OPERATOR, action="export", name=f"第{n}份")
    chain.before_commit(connection)


def taken_back(count: int = 1) -> None:
    with transaction.atomic():
        told(count)
        transaction.set_rollback(True)


def sql(statement: str, *values: object) -> None:
    """What somebody does who has the database's password."""
    with triggers_put_aside(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def verified() -> str:
    call_command("verify_audit", stdout=(out := StringIO()))
    return out.getvalue()


def test_a_log_that_nobody_touched_is_whole() -> None:
    told()
    assert "审计链完整" in verified()
    assert verifying.verify().rows == AuditEntry.objects.count() == 5


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE articles_auditentry SET actor_name = '别人' WHERE id = %s", "内容与摘要不符"),
        ("UPDATE articles_auditentry SET after = '{\"x\": 1}' WHERE id = %s", "内容与摘要不符"),
        ("UPDATE articles_auditlink SET digest = 'ab' WHERE entry_id = %s", "内容与摘要不符"),
        ("UPDATE articles_auditlink SET previous = 'ab' WHERE entry_id = %s", "前面的记录换过"),
        ("UPDATE articles_auditlink SET key = 'ffffffff' WHERE entry_id = %s", "缺少密钥 ffffffff"),
        ("DELETE FROM articles_auditlink WHERE entry_id = %s", "这一条不见了"),
    ],
)
def test_the_first_broken_row_is_named(statement: str, why: str) -> None:
    told()
    third = AuditEntry.objects.order_by("pk")[2]
    place = third.link.position
    sql(statement, third.pk)
    with pytest.raises(CommandError, match=f"第 {place} 条.*{why}"):
        verified()


def test_a_row_written_past_the_program_is_named() -> None:
    told()
    sql(
        "INSERT INTO articles_auditentry (at, actor_name, action, kind, object_name, reason, before, after) "
        "VALUES ('2026-01-01 00:00:00+00:00', '某人', 'sign_in', '', '混进来的', '', '{}', '{}')"
    )
    with pytest.raises(CommandError, match=r"混进来的.*不在链上"):
        verified()


def test_a_chain_made_anew_with_another_key_does_not_pass(settings) -> None:
    """Who has the database has not the keys: digests worked out without them are found out."""
    told()
    settings.DATA_KEYS = ["b" * 40]
    with triggers_put_aside():
        AuditLink.objects.all().delete()
        with transaction.atomic():
            chain.seal(list(AuditEntry.objects.values_list("pk", flat=True)))
    settings.DATA_KEYS = []
    with pytest.raises(CommandError, match="缺少密钥"):
        verified()


def test_the_end_cut_off_is_found_by_what_was_noted_or_copied(tmp_path: Path) -> None:
    told()
    end = chain.end()
    last = AuditLink.objects.get(position=end.position)
    sql("DELETE FROM articles_auditlink WHERE position = %s", end.position)
    sql("DELETE FROM articles_auditentry WHERE id = %s", last.entry_id)
    assert "审计链完整" in verified()
    with pytest.raises(CommandError, match="以前记下的不同"):
        call_command("verify_audit", expect=f"{end.position}:{end.digest}", stdout=StringIO())


def test_a_key_that_was_replaced_still_opens_what_it_closed(settings) -> None:
    told()
    settings.DATA_KEYS = ["a" * 40]
    told()
    settings.DIGEST = "sm3"
    told()
    assert set(AuditLink.objects.values_list("algorithm", flat=True)) == {"sha256", "sm3"}
    assert "审计链完整" in verified()


@committing
def test_what_is_taken_back_leaves_no_gap() -> None:
    told(1)
    taken_back()
    with transaction.atomic():
        told(1)
        taken_back(3)
        told(1)
    assert verifying.verify().rows == 3
    assert "审计链完整" in verified()


@committing
def test_writers_side_by_side_make_one_chain() -> None:
    def write() -> None:
        try:
            for n in range(10):
                with transaction.atomic():
                    audit.tell(by=OPERATOR, action="export", name=f"{threading.get_ident()} {n}")
                    audit.tell(by=OPERATOR, action="export", name=f"{threading.get_ident()} {n} 又")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert verifying.verify() == verifying.Verdict(80, chain.end(), None)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time anyway")
@committing
def test_a_transaction_that_takes_its_time_holds_nobody_up() -> None:
    done = threading.Event()

    def write() -> None:
        try:
            audit.tell(by=OPERATOR, action="export", name="另一个")
            done.set()
        finally:
            connections.close_all()

    with transaction.atomic():
        audit.tell(by=OPERATOR, action="export", name="慢的")
        other = threading.Thread(target=write)
        other.start()
        assert done.wait(10)
    other.join()
    assert verifying.verify().rows == 2


@pytest.fixture
def aged() -> None:
    """Ten rows, the first six of which are two hundred days old, chained as they are."""
    told(10)
    with triggers_put_aside():
        AuditLink.objects.all().delete()
        old = list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True)[:6])
        age = "at - interval '200 days'" if connection.vendor == "postgresql" else "datetime(at, '-200 days')"
        with connection.cursor() as cursor:
            for pk in old:
                cursor.execute(f"UPDATE articles_auditentry SET at = {age} WHERE id = %s", [pk])
        with transaction.atomic():
            chain.seal(list(AuditEntry.objects.order_by("pk").values_list("pk", flat=True)))


class TestArchive:
    def test_old_rows_go_to_a_file_that_is_checked_and_the_chain_goes_on(self, aged: None, tmp_path: Path) -> None:
        call_command("archive_audit", days=190, to=str(tmp_path), stdout=(out := StringIO()))
        chain.before_commit(connection)
        assert "已归档 6 条" in out.getvalue()
        (file,) = tmp_path.iterdir()
        call_command("verify_audit", archive=[str(file)], stdout=(said := StringIO()))
        assert "完整，第 1 至 6 条" in said.getvalue()
        assert verifying.verify().rows == 5  # the four that stayed, and that an archive was made
        assert "审计链完整" in verified()
        told(1)
        assert chain.end().position == 12
        assert "审计链完整" in verified()
        call_command("archive_audit", days=190, to=str(tmp_path), stdout=(again := StringIO()))
        assert "没有这么旧的" in again.getvalue()

    def test_a_changed_archive_is_found_out(self, aged: None, tmp_path: Path) -> None:
        call_command("archive_audit", days=190, to=str(tmp_path), stdout=StringIO())
        (file,) = tmp_path.iterdir()
        rows = list(verifying.read_lines(file))
        plain = tmp_path / "changed.jsonl"
        lines = []
        for row in rows:
            place = {name: row.pop(name) for name in ("position", "previous", "digest", "key", "algorithm")}
            lines.append(chain.canonical(place | {"entry": row}).decode().replace("第3份", "第8份"))
        plain.write_text("\n".join(lines), encoding="utf-8")
        with pytest.raises(CommandError, match=r"第 4 条.*内容与摘要不符"):
            call_command("verify_audit", archive=[str(plain)], stdout=StringIO())
        file.write_bytes(file.read_bytes()[:-20])
        with pytest.raises(CommandError, match="读不了"):
            call_command("verify_audit", archive=[str(file)], stdout=StringIO())

    def test_nothing_younger_than_half_a_year_goes(self, aged: None, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="至少保留 180 天"):
            call_command("archive_audit", days=30, to=str(tmp_path), stdout=StringIO())
        # Not even for who writes the archive's row by hand: the guards ask for the age themselves.
        AuditArchive.objects.create(
            name="x", sha256="", first_position=1, last_position=10, last_digest=chain.end().digest
        )
        young = AuditEntry.objects.latest("pk")
        with pytest.raises(Exception, match="takes new rows only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM articles_auditentry WHERE id = %s", [young.pk])

    def test_a_broken_log_is_not_archived(self, aged: None, tmp_path: Path) -> None:
        sql("UPDATE articles_auditentry SET actor_name = 'x' WHERE id = %s", AuditEntry.objects.latest("pk").pk)
        with pytest.raises(CommandError, match="审计链不完整"):
            call_command("archive_audit", days=190, to=str(tmp_path), stdout=StringIO())
        assert list(tmp_path.iterdir()) == []


@committing
def test_each_row_is_copied_as_a_line_of_json(settings, tmp_path: Path) -> None:
    copy = tmp_path / "audit.jsonl"
    settings.AUDIT_FILE = str(copy)
    handler = logging.FileHandler(copy, encoding="utf-8")
    chain.copying.logger.addHandler(handler)
    try:
        told(2)
        taken_back()
    finally:
        chain.copying.logger.removeHandler(handler)
        handler.close()
    lines = copy.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["entry"]["object_name"] for line in lines] == ["第0份", "第1份"]
    copy.write_text("\n".join(f"Nov 30 12:00:00 host {line}" for line in lines), encoding="utf-8")
    call_command("verify_audit", log=str(copy), stdout=(out := StringIO()))
    assert "副本与数据库一致" in out.getvalue()
    copy.write_text(lines[0], encoding="utf-8")
    with pytest.raises(CommandError, match=r"第 2 条.*副本里没有"):
        call_command("verify_audit", log=str(copy), stdout=StringIO())


@pytest.mark.django_db(transaction=True)
def test_a_row_written_outside_any_transaction_is_chained_at_once(tmp_path: Path) -> None:
    """By `createsuperuser`, whose process ends with no other transaction."""
    with own_database(tmp_path) as environment:
        environment["DJANGO_SUPERUSER_PASSWORD"] = "竹纤维与光电 7713"
        run(environment, "manage.py", "createsuperuser", "--noinput", "--username", "chief", "--email", "a@example.cn")
        assert "审计链完整" in run(environment, "manage.py", "verify_audit")
