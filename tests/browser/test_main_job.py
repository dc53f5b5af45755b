"""The main job in a real browser: a pasted issue is confirmed and published, read by the public, received by a feed."""

from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

SAMPLE = Path(__file__).resolve().parents[2] / "sample_content" / "2026-46.txt"
TITLE = "市工信局局长顾怀瑾走访服务光电产业链重点企业"


def test_a_pasted_issue_is_published_read_and_received(open_page: Callable[..., Page]) -> None:
    chief = factories.person("主编", "管理员")
    chief.is_superuser = True
    chief.save()
    page = sign_in(open_page, chief, "/admin/issues/issue/import/", width=1280)
    page.fill("#text", SAMPLE.read_text(encoding="utf-8"))
    page.get_by_role("button", name="辨认").click()
    expect(page.get_by_role("heading", name="2026年第46期")).to_be_visible()
    page.fill("#statement", "纸质版已由局办公室签发")
    page.get_by_role("button", name="导入并发布").click()
    page.wait_for_load_state()

    reader = open_page("/", width=390)
    reader.get_by_role("link", name="读本期").click()
    expect(reader.get_by_role("heading", name=TITLE)).to_be_visible()
    assert "/issues/2026/46/" in reader.url
    assert reader.context.cookies() == []
    feed = feedparser.parse(reader.request.get(f"{reader.url.split('/issues/')[0]}/feeds/articles.rss").body())
    assert not feed.bozo
    assert TITLE in [entry.title for entry in feed.entries]
