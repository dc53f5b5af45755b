"""存量检查: the page, its filters and exports, and what may be done on it."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from articles.record.audit import OPERATOR
from issues.inspection import rechecks
from issues.models import ArchiveFinding, Recheck
from tests import factories
from tests.issues.inspection.conftest import _fresh_registers, published  # noqa: F401 - a fixture
from tests.issues.inspection.test_archive_check import check

pytestmark = pytest.mark.django_db
PAGE = "/admin/desk/archive-check/"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factories.person("青禾", "编辑"))
    return client


def html(client: Client, page: str = PAGE) -> str:
    return client.get(page).content.decode()


def test_rows_are_counted_filtered_and_lead_to_their_correction(desk: Client) -> None:
    article = published("<p>市长亲自带队，联系电话13912345678。</p>", title="甲稿")
    check()
    page = html(desk)
    assert "待核 2" in page
    assert "A 须改 1" in page
    assert f"/admin/desk/articles/{article.pk}/correct/" in page
    only = html(desk, f"{PAGE}?level=A")
    assert "13912345678" in only
    assert "<mark>亲自</mark>" not in only
    assert "<mark>亲自</mark>" in html(desk, f"{PAGE}?code=word.forbidden&state=all")
    assert "没有待核的问题" in html(desk, f"{PAGE}?code=none")
    for odd in ("state=x", "level=Z", "page=9999999", "state=&level=&code="):
        assert desk.get(f"{PAGE}?{odd}").status_code == 200


def test_a_row_is_waived_with_a_reason_then_ticked_off(desk: Client) -> None:
    published()
    check()
    row = ArchiveFinding.objects.get()
    answer = desk.post(f"{PAGE}{row.pk}/waive/?state=open&level=B", {"reason": ""}, follow=True)
    assert "请写明理由" in answer.content.decode()
    answer = desk.post(f"{PAGE}{row.pk}/waive/?state=open&level=B", {"reason": "确是市长带队"}, follow=True)
    assert answer.redirect_chain == [(f"{PAGE}?state=open&level=B", 302)]
    assert "已放行" in answer.content.decode()
    assert "确是市长带队" in html(desk, f"{PAGE}?state=waived")
    desk.post(f"{PAGE}{row.pk}/check/", {})
    assert "已复查 1" in html(desk)


def test_who_only_looks_sees_no_buttons(client: Client) -> None:
    published()
    check()
    client.force_login(factories.person("审计", "审计员"))
    page = html(client)
    assert "亲自" in page
    assert "放行</button>" not in page
    assert "去更正" not in page


def test_it_says_what_waits_and_how_far_the_check_is(desk: Client) -> None:
    article = published()
    page = html(desk)
    assert "已发布稿件 1 篇，按现在的规则查过 0 篇" in page
    check()
    assert "按现在的规则查过 1 篇" in html(desk)
    rechecks.queue(articles=[article.pk], what="领导：何望舒", by=OPERATOR)
    assert "领导：何望舒（命令行，" in html(desk)
    assert "共 1 篇，还有 1 篇" in html(desk)
    Recheck.objects.update(left=0, articles=[], done_at=timezone.now())
    assert "何望舒" not in html(desk)


def test_exports_hold_the_filtered_rows_as_text(desk: Client) -> None:
    published("<p>市长亲自带队。</p>", title="=1+1")
    published("<p>联系电话13912345678。</p>", title="乙稿")
    check()
    book = load_workbook(io.BytesIO(desk.get(f"{PAGE}export/xlsx/?state=all").content))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert cells[2][:4] == ["序号", "级别", "检查项", "稿件"]
    assert {row[3] for row in cells[3:]} == {"=1+1", "乙稿"}
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
    answer = desk.get(f"{PAGE}export/docx/?level=A")
    assert "attachment" in answer.headers["Content-Disposition"]
    (table,) = Document(io.BytesIO(answer.content)).tables
    assert [cell.text for cell in table.rows[1].cells][1:4] == ["A", "privacy.mobile", "乙稿"]
    assert len(table.rows) == 2
    assert desk.get(f"{PAGE}export/pdf/").status_code == 404


def test_the_page_costs_no_more_when_there_is_more_on_it(desk: Client) -> None:
    def queries(size: int) -> int:
        for number in range(size):
            published(f"<p>5月6日，市长亲自带队，电话13912345{number:03}。</p>")
        check()
        rechecks.queue(articles=[1], what="领导", by=OPERATOR)
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(PAGE).status_code == 200
        return len(asked)

    queries(1)
    assert queries(2) == queries(30)
