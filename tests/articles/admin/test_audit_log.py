"""审计记录: the page of those who read the log, and the log taken away."""

import csv
import io
import time
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import AuditEntry
from articles.record import audit
from articles.record.audit import OPERATOR, Change, client_address
from tests import factories
from tests.pace import within

pytestmark = pytest.mark.django_db
PAGE = "/admin/articles/auditentry/"


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(factories.person("审计", "审计员"))
    return client


def names(client: Client, query: str) -> list[str]:
    return [entry.object_name for entry, *_ in client.get(f"{PAGE}?{query}").context["rows"]]


def test_rows_are_found_by_person_action_thing_address_and_day(reader: Client) -> None:
    token = client_address.set("192.0.2.9")
    audit.tell(by=factories.actor("lin", "编辑"), action="export", name="甲")
    client_address.reset(token)
    audit.tell(by=OPERATOR, action="refused", name="乙")
    assert names(reader, "person=lin") == ["甲"]
    assert names(reader, "action=refused") == ["乙"]
    assert names(reader, "group=looks") == ["甲"]
    assert names(reader, f"thing={quote('乙')}") == ["乙"]
    assert "甲" in names(reader, "address=192.0.2.9")
    assert "乙" not in names(reader, "address=192.0.2.9")
    assert names(reader, "address=nonsense") == []
    assert names(reader, "since=2020-01-01&until=2020-02-01") == []
    assert "乙" in names(reader, "since=2020-01-01&until=nonsense&before=nonsense&group=%00")


def test_a_page_costs_the_same_statements_whatever_there_is(reader: Client) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(PAGE).status_code == 200
        return len(asked)

    reader.get(PAGE)
    few = statements()
    for n in range(120):
        audit.tell(by=OPERATOR, action="export", name=f"第{n}份")
    assert statements() == few
    first = reader.get(PAGE).context["page"]
    second = reader.get(f"{PAGE}?before={first.older}").context["page"]
    assert len(first.rows) == len(second.rows) == 50
    assert first.rows[-1].pk > second.rows[0].pk


def test_what_is_taken_away_is_the_rows_asked_for_as_text(reader: Client) -> None:
    for name in ("=1+1", "+86", "-x", "@SUM(A1)", "\t=1", "＝1", "平常\x0b的"):
        audit.tell(by=OPERATOR, action="preview", name=name)
    answer = reader.get(f"{PAGE}export/csv/?action=preview")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    told = [row[8] for row in rows[1:]]
    assert told == ["平常的", "'＝1", "'\t=1", "'@SUM(A1)", "'-x", "'+86", "'=1+1"]
    book = reader.get(f"{PAGE}export/xlsx/?action=preview")
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(b"".join(book.streaming_content))).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    kept = AuditEntry.objects.filter(action="export", object_name="审计记录")
    assert [row.reason for row in kept] == ["操作 预览", "操作 预览"]


def test_nobody_else_reads_or_takes_it(client: Client) -> None:
    for group in ("编辑", "签发", "通讯员"):
        client.force_login(factories.person(group, group))
        assert client.get(PAGE).status_code == 403
        assert client.get(f"{PAGE}export/csv/").status_code == 403
    assert client.get(f"{PAGE}export/doc/").status_code == 403


def test_a_row_of_its_own_says_what_was_and_is(reader: Client) -> None:
    audit.record(Change(factories.article("题"), {"title": "旧"}, {"title": "新"}), by=OPERATOR, action="edit")
    page = reader.get(f"{PAGE}{AuditEntry.objects.latest('pk').pk}/change/").content.decode()
    assert "旧" in page
    assert "新" in page


def test_a_log_of_many_rows_answers_at_once(reader: Client) -> None:
    AuditEntry.objects.bulk_create(
        AuditEntry(actor_name="某人", action="export", object_name=f"第{n}份") for n in range(20_000)
    )
    start = time.process_time()
    assert len(names(reader, "action=export")) == 50
    assert within(time.process_time() - start, 1)
