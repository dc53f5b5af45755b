"""A server killed between 保存 and its answer, as a writer in Chromium meets it: nothing typed is lost."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import real_server
from tests.browser.article_page import press_save, write
from tests.real_server import PAGE, a_free_port, is_being_written, running, stored, wait_until

HELD = 1.0  # seconds for which a save that the trigger holds open has been seen, unlike a quick autosave


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 844}, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


def sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/admin/login/?next={PAGE}")
    page.fill("#id_username", "ada")
    page.fill("#id_password", "密码-ada")
    page.click("input[type=submit]")
    expect(page.locator(".ProseMirror")).to_contain_text("旧的第一段")


def is_held(path: Path) -> bool:
    """Whether one transaction has been writing for a while."""
    until = time.monotonic() + HELD
    while time.monotonic() < until:
        if not is_being_written(path):
            return False
        time.sleep(0.05)
    return True


def test_words_whose_save_died_with_the_server_are_offered_back(
    page: Page, tmp_path: Path, own_environment: dict[str, str]
) -> None:
    path, port = tmp_path / "db.sqlite3", a_free_port()
    with closing(sqlite3.connect(path)) as database:
        database.execute(real_server.SLOW)
    with running(own_environment, tmp_path, port) as server:
        sign_in(page, server.site)
        write(page, 0, "写了很久才写好。")
        press_save(page)  # at once: no autosave of its own accord came before
        wait_until(lambda: is_held(path))
        server.kill()
    expect(page.locator(".ProseMirror")).to_have_count(0)  # the browser's own page: no answer came
    assert stored(path) == (real_server.OLD, 1, [])
    with closing(sqlite3.connect(path)) as database:
        database.execute("DROP TRIGGER slow")

    with running(own_environment, tmp_path, port) as server:
        page.goto(server.site + PAGE)
        expect(page.locator(".ProseMirror")).to_have_text("旧的第一段。")
        page.get_by_role("link", name="看看与现在有什么不同").click()
        expect(page.locator(".conflict ins")).to_have_text("写了很久才写好。")
        page.get_by_role("button", name="取回并保存").click()
        expect(page.locator(".ProseMirror")).to_have_text("旧的第一段。写了很久才写好。")
        expect(page.get_by_text("没有保存的文字")).to_have_count(0)
    words, version, history = stored(path)
    assert words["body"] == "<p>旧的第一段。写了很久才写好。</p>"
    assert (version, history) == (2, [1, 2])


def test_a_save_to_a_server_that_is_down_leaves_the_page_and_goes_through_once_it_is_back(
    page: Page, tmp_path: Path, own_environment: dict[str, str]
) -> None:
    path, port = tmp_path / "db.sqlite3", a_free_port()
    with running(own_environment, tmp_path, port) as server:
        sign_in(page, server.site)
        write(page, 0, "写了很久才写好。")
        server.kill()
        press_save(page)
        expect(page.get_by_text("连不上服务器：您写的文字还在这一页")).to_be_visible()
        expect(page.locator(".ProseMirror")).to_have_text("旧的第一段。写了很久才写好。")

    with running(own_environment, tmp_path, port):
        press_save(page)
        page.wait_for_url("**/articles/article/")
    assert stored(path)[0]["body"] == "<p>旧的第一段。写了很久才写好。</p>"
