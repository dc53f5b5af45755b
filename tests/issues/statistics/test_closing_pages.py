"""Closing a period, its points listed, its 通报 signed: what is asked before, and what the pages cost."""

import datetime as dt
import re
from html import escape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.record.audit import OPERATOR
from issues.models import Circular, Closing, Outlet, ScoringRules, UnitStanding
from issues.statistics import closing
from issues.statistics.facts import Period
from tests import factories
from tests.issues.statistics.test_pages import QUARTER, STATISTICS, closed, page, said
from tests.published import publish_many

pytestmark = pytest.mark.django_db
__all__ = ["closed"]  # a fixture


def test_closing_asks_once_and_closes_what_was_shown(client: Client) -> None:
    ScoringRules.objects.create(name="2024年办法", start=dt.date(2024, 1, 1), table={"points": [["手机报", "", "1"]]})
    publish_many(2, 3)
    unit = factories.department("产业科")
    factories.article("没有处理的来稿", department=unit, status="submitted")
    Article.objects.filter(status="submitted").update(created_at=dt.datetime(2024, 2, 1, tzinfo=dt.UTC))
    month = closing.close(period=Period(dt.date(2024, 1, 1), dt.date(2024, 1, 31)), by=OPERATOR)
    closing.object_(closing=month, department=unit, text="漏了一条。", by=OPERATOR)
    chief, address = factories.person("管事", "管理员"), f"{STATISTICS}close/"
    span = {"from": "2024-01-01", "to": "2024-03-31"}
    shown = page(client, chief, f"{address}?from=2024-01-01&to=2024-03-31")
    for words in (
        "2024年1月1日至2024年3月31日", "各单位 3 家", "采用 6 条", "合计 6 分", "2024年办法（2024-01-01 起）",
        "有 1 篇来稿还没有处理", "有 1 条异议还没有答复（产业科）", "确认结算2024年第一季度",
    ):  # fmt: skip
        assert words in shown, words
    mark = re.search(r'name="shown" value="(\w+)"', shown)
    assert mark
    assert Closing.objects.count() == 1  # looking closes nothing
    for wrong in ({}, {"shown": "0" * 64}):
        assert "请看过新的结果再结算" in said(client, address, **span, **wrong)
    Article.objects.published().update(title="改了题目")
    assert "请看过新的结果再结算" in said(client, address, **span, shown=mark[1])
    assert Closing.objects.count() == 1
    mark = re.search(r'name="shown" value="(\w+)"', page(client, chief, f"{address}?from=2024-01-01&to=2024-03-31"))
    assert mark
    assert "已结算，结果连同计分办法一起存档" in said(client, address, **span, shown=mark[1])
    assert Closing.objects.count() == 2


@pytest.mark.parametrize("closed_already", [False, True])
def test_the_page_counts_once_at_any_size(client: Client, closed_already: bool) -> None:
    ScoringRules.objects.create(name="办法", start=dt.date(2024, 1, 1), table={"points": [["手机报", "", "1"]]})
    Outlet.objects.create(name="手机报", own=True)
    for n, unit_class in enumerate(["科室", "县区", "直属单位", "企业"]):
        UnitStanding.objects.create(department=factories.department(f"{unit_class}{n}"), unit_class=unit_class)
    client.force_login(factories.person("管事", "管理员"))
    asked = []
    for first, each in ((1, 2), (3, 30)):
        publish_many(2, each, first=first)
        if closed_already:
            Closing.objects.all().delete()
            closing.close(period=QUARTER, by=OPERATOR)
        for address in (f"{STATISTICS}?", f"{STATISTICS}account/?"):
            with CaptureQueriesContext(connection) as queries:
                html = client.get(f"{address}from=2024-01-01&to=2024-03-31").content.decode()
            # beside what every page of the desk asks: who is signed in, and what they may
            frame = ("django_session", "cms_signin", "auth_")
            asked.append(sum(not any(name in query["sql"] for name in frame) for query in queries))
            assert len(html) < 40_000, address  # whatever is counted
    assert asked[:2] == asked[2:]
    assert max(asked) <= 15


def test_every_point_is_listed_by_pages_for_one_unit_or_all(client: Client) -> None:
    ScoringRules.objects.create(name="办法", start=dt.date(2024, 1, 1), table={"points": [["手机报", "", "1"]]})
    publish_many(3, 40)
    own = factories.department("产业科")
    writer = factories.person("闻笛", "通讯员", department=own)
    row = closing.close(period=QUARTER, by=OPERATOR)
    span, editor = "from=2024-01-01&to=2024-03-31", factories.person("青禾", "编辑")
    for address, more, person in (
        (f"{STATISTICS}account/", f"{span}&", editor), (f"{STATISTICS}closings/{row.pk}/account/", "", writer),
    ):  # fmt: skip
        first = page(client, person, f"{address}?{more}")
        assert "共 120 行" in first
        assert first.count("<tr><td>") == 100
        assert f'href="?{escape(more)}page=2"' in first
        mine = page(client, person, f"{address}?{more}unit={own.pk}")
        assert "共 39 行" in mine
        assert "<td>技改科</td>" not in mine
        assert page(client, person, f"{address}?{more}page=99").count("<tr><td>") == 20
    assert f"account/?unit={own.pk}" in page(client, writer, f"{STATISTICS}closings/{row.pk}/")


def test_who_signs_finds_the_circular_and_signs_what_stands_in_the_form(client: Client, closed: Closing) -> None:
    signer, manager = factories.person("沈签", "签发"), factories.person("管事", "管理员")
    assert "没有起草" in page(client, signer, f"{STATISTICS}closings/{closed.pk}/")
    row = closing.draft_circular(closing=closed, layout="ranking", by=OPERATOR)
    address = f"{STATISTICS}circulars/{row.pk}/"
    for where in (f"{STATISTICS}closings/{closed.pk}/", "/admin/"):
        assert address in page(client, signer, where)
    client.force_login(manager)
    typed = {"title": row.title, "number": "试发〔2024〕1号", "letter": "改过的文字。"}
    answer = client.post(address, {**typed, "based_on": row.version, "sign": "1"})
    assert answer.headers["Location"] == f"{address}sign/"
    row.refresh_from_db()
    assert (row.status, row.letter) == (Circular.Status.DRAFT, "改过的文字。")  # stored and asked about, not signed
    closing.object_(closing=closed, department=factories.department("产业科"), text="漏了一条。", by=OPERATOR)
    asked = page(client, manager, f"{address}sign/")
    for words in ("改过的文字。", "采用 6 条", "有 1 条异议还没有答复（产业科）", "确认签发"):
        assert words in asked, words
    assert "还没有填文号" not in asked
    stale = said(client, f"{address}sign/", based_on=row.version - 1)
    assert "有改动，请看过再签" in stale
    client.post(f"{address}sign/", {"based_on": row.version})
    row.refresh_from_db()
    assert (row.status, row.number, row.letter) == (Circular.Status.SIGNED, typed["number"], typed["letter"])
    second = closing.draft_circular(closing=closed, layout="scores", by=OPERATOR)
    client.force_login(signer)
    answer = client.post(f"{STATISTICS}circulars/{second.pk}/", {**typed, "based_on": second.version, "sign": "1"})
    second.refresh_from_db()
    assert answer.status_code == 403  # who only signs changes no word
    assert second.status == Circular.Status.DRAFT
    assert "还没有填文号" in page(client, signer, f"{STATISTICS}circulars/{second.pk}/sign/")
    client.post(f"{STATISTICS}circulars/{second.pk}/sign/", {"based_on": second.version})
    second.refresh_from_db()
    assert second.status == Circular.Status.SIGNED
