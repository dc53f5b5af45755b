"""The site on a phone without a network: what was read is there, what was withdrawn is not."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from articles.public import validators
from articles.public.kept import pages
from articles.record.audit import OPERATOR
from articles.workflow import withdraw
from cms import installing
from issues.document import SectionBlock
from tests.browser.conftest import Open
from tests.published import a_document, an_item, publish

pytestmark = pytest.mark.django_db(transaction=True)

READY = """async () => {
  await navigator.serviceWorker.register('/sw.js');
  await navigator.serviceWorker.ready;
  const { serviceWorker } = navigator;
  if (!serviceWorker.controller) await new Promise(done => serviceWorker.addEventListener('controllerchange', done));
}"""


def wait_until(page: Page, condition: str) -> None:
    """Until a condition in JavaScript holds, which may await: `wait_for_function` takes a promise for true."""
    held = """async () => {
      const end = Date.now() + 30_000;
      while (Date.now() < end) {
        if (CONDITION) return true;
        await new Promise(done => setTimeout(done, 20));
      }
      return false;
    }"""
    assert page.evaluate(held.replace("CONDITION", condition)), condition


def kept(page: Page, path: str, *, there: bool) -> None:
    wait_until(page, f"Boolean(await (await caches.open('pages')).match('{path}')) === {str(there).lower()}")


def test_read_without_a_network_but_never_what_was_withdrawn(open_page: Open) -> None:
    publish(a_document(1, SectionBlock("要闻", (an_item("留下的稿"), an_item("要撤回的稿")))))
    stays, goes = (Article.objects.get(title=title) for title in ("留下的稿", "要撤回的稿"))
    page = open_page("/", expect_errors=True)
    page.evaluate(READY)
    root = page.url.rstrip("/")
    for article in (stays, goes):
        page.goto(root + article.get_absolute_url())
        kept(page, article.get_absolute_url(), there=True)
        cached = "path => fetch(path, {cache: 'only-if-cached', mode: 'same-origin'}).then(r => r.status, () => 504)"
        assert page.evaluate(cached, article.get_absolute_url()) == 504, "a copy where the worker cannot take it away"
    kept(page, "/issues/2024/1/", there=True)

    page.context.set_offline(True)
    page.goto(root + goes.get_absolute_url())
    expect(page.locator("h1")).to_have_text("要撤回的稿")
    page.goto(root + "/issues/2024/1/")
    expect(page.locator(".item")).to_have_count(2)
    page.goto(root + "/about/")
    expect(page.locator("h1")).to_have_text("现在没有网络")
    expect(page.locator(".saved-list a")).to_contain_text(["留下的稿"])

    page.context.set_offline(False)
    withdraw(article=goes, by=OPERATOR, reason="数字有误")
    pages.clear()
    page.goto(root + stays.get_absolute_url())  # any page tells that something changed
    kept(page, goes.get_absolute_url(), there=False)
    issue = "(await (await (await caches.open('pages')).match('/issues/2024/1/'))?.text())"
    wait_until(page, f"!{issue}?.includes('要撤回的稿')")
    page.context.set_offline(True)
    page.goto(root + goes.get_absolute_url())
    expect(page.locator("h1")).to_have_text("现在没有网络")
    page.goto(root + stays.get_absolute_url())
    expect(page.locator("h1")).to_have_text("留下的稿")


def test_a_new_release_takes_over(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page("/about/", expect_errors=True)
    page.evaluate(READY)
    for module in (installing, validators):
        monkeypatch.setattr(module, "release", lambda: "newer")
    installing._worker.cache_clear()
    pages.clear()
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    shells = "(await caches.keys()).filter(name => name.startsWith('shell-')).join()"
    wait_until(page, f"{shells} === 'shell-newer'")
    installing._worker.cache_clear()


def test_the_reading_list_is_kept_in_the_browser_alone(open_page: Open) -> None:
    publish(a_document(1, SectionBlock("要闻", (an_item("值得再读的稿"),))))
    article = Article.objects.get()
    page = open_page(article.get_absolute_url())
    page.get_by_role("button", name="稍后读").click()
    page.goto(page.url.replace(article.get_absolute_url(), "/saved/"))
    expect(page.locator(".saved-list a")).to_have_text("值得再读的稿")
    page.get_by_role("button", name="移出").click()
    expect(page.locator("[data-none]")).to_be_visible()
    assert page.context.cookies() == []
