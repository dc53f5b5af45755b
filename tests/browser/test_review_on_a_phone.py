"""The review week on a phone: read to the end, remark, settle, return, sign, with a finger at 390 pixels."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from issues.models import GATES, Issue, Review
from issues.workflow import reviewing
from tests import factories
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
FINGER = 40  # pixels, with the rule around it 44
BODY = "<p>第{n}家企业日前完成改造，用时三个月。</p>" + "<p>改造后能耗下降，产能上升，职工不用再上夜班。</p>" * 5


def tap(what: Locator) -> None:
    """With a finger: what is too small for one fails here."""
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    assert box is not None
    assert box["height"] >= FINGER or box["width"] >= 200, (box, what)
    what.tap()


def read_to_the_end(page: Page, count: int) -> None:
    told = page.locator("[data-read-told]")
    for _ in range(count + 1):
        if "都看过了" in (told.inner_text() or ""):
            break
        tap(page.get_by_role("button", name="下一条没看的"))
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(1200)
    expect(told).to_have_text(f"{count} 条都看过了")
    tap(page.get_by_role("link", name="到文末作决定"))
    expect(page.locator("#decide h2")).to_be_in_viewport()


def test_the_review_week_with_a_finger(open_page: Open, violations: Callable[..., list[str]]) -> None:
    section = factories.section()
    articles = [factories.article(f"第{n}家", body=BODY.format(n=n), section=section) for n in range(1, 4)]
    issue = factories.issue(*articles)
    editor = factories.person("青禾", "编辑")
    reviewing.send(issue=issue, by=factories.actor("青禾"))
    address = f"/admin/desk/issues/{issue.pk}/review/"

    anna = sign_in(open_page, factories.person("anna", "初审"), "/admin/", **PHONE)
    tap(anna.locator("[aria-labelledby=desk-tasks] a"))
    read_to_the_end(anna, 3)
    assert violations(anna) == []
    assert anna.evaluate("document.documentElement.scrollWidth") == 390
    tap(anna.get_by_text("对第2段提意见").nth(1))
    second = anna.locator(f"#article-{articles[1].pk}")
    second.locator("textarea:visible").fill("数字请核")
    tap(second.get_by_role("button", name="写下"))
    expect(anna.locator(".remark")).to_contain_text("数字请核")
    anna.locator("#comment").fill("请核数字")
    tap(anna.get_by_role("button", name="退回编辑"))
    expect(anna.locator(".messagelist")).to_contain_text("已退回编辑")

    desk = sign_in(open_page, editor, "/admin/", **PHONE)
    tap(desk.get_by_role("link", name="1 条审核意见待处理"))
    tap(desk.get_by_role("button", name="标为已处理"))
    expect(desk.locator(".remark--done")).to_contain_text("青禾 已处理")
    tap(desk.get_by_role("link", name="到文末送审"))
    tap(desk.locator("#decide").get_by_role("link", name="送审"))
    expect(desk.get_by_role("button", name="确认送审")).to_be_visible()
    if (told := desk.get_by_label("以上提示看过了")).count():
        told.check()
    tap(desk.get_by_role("button", name="确认送审"))
    expect(desk.locator(".messagelist")).to_contain_text("已送审")

    for name, role in (("anna", "初审"), ("bofu", "复审"), ("chen", "签发")):
        agree(anna if name == "anna" else sign_in(open_page, factories.person(name, role), address, **PHONE), address)
    assert Issue.objects.get().status == Issue.Status.APPROVED
    assert list(Review.objects.order_by("pk").values_list("decision", flat=True)) == ["returned", *["agreed"] * 3]


def agree(page: Page, address: str) -> None:
    """Every gate of the page pressed, and 同意."""
    page.goto(page.url.partition("/admin")[0] + address)
    for gate in GATES:
        tap(page.get_by_label(f"{gate}关").locator("xpath=.."))
    tap(page.get_by_role("button", name="同意", exact=True))
    expect(page.locator(".messagelist")).to_contain_text("已同意")
