"""The desk at 200 % on a screen of 1366 × 768: no page wider than the window, and room to read."""

import pytest
from playwright.sync_api import Page

from issues.workflow import reviewing
from tests import factories
from tests.browser.article_page import page_of
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

ZOOMED = {"width": 683, "height": 384, "device_scale_factor": 2}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Of twenty points down the middle of the window, how many lie on something that does not scroll along.
COVERED = """() => {
    window.scrollTo(0, 300)
    const stands = (one) => ["fixed", "sticky"].includes(getComputedStyle(one).position)
    const still = (one) => one && (stands(one) || still(one.parentElement))
    const points = Array.from({ length: 20 }, (_, n) => (n + 0.5) * window.innerHeight / 20)
    return points.filter((y) => still(document.elementFromPoint(window.innerWidth / 2, y))).length
}"""


def test_every_page_of_the_week_is_read_at_twice_its_size(open_page: Open) -> None:
    out = factories.issue(factories.article("已发布的稿"))
    factories.published(out)
    article = factories.article("在编的稿", section=factories.section())
    issue = factories.issue(article)
    reviewing.send(issue=issue, by=factories.actor("主编", "编辑"))
    page: Page = sign_in(open_page, factories.person("青禾", "管理员"), "/admin/", **ZOOMED)
    addresses = ["/admin/", "/admin/articles/article/?view=all", page_of(article)]
    addresses += [f"/admin/issues/issue/{out.pk}/export/"]
    addresses += [f"/admin/issues/issue/{issue.pk}/compose/", f"/admin/desk/issues/{issue.pk}/review/"]
    addresses += [f"/admin/desk/history/issue/{out.pk}/", "/admin/desk/statistics/", "/admin/desk/archive-check/"]
    found = {}
    for address in addresses:
        page.goto(page.url.split("/admin/")[0] + address)
        found[address] = (page.evaluate(SIDEWAYS), page.evaluate(COVERED))
    assert {address: seen for address, seen in found.items() if seen[0] > 0 or seen[1] > 7} == {}
