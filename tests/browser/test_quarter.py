"""A quarter of statistics in Chromium by four roles: assigned, reminded, answered, taken, entered higher up, closed,
objected to, answered, printed. Every page on the way is clean for axe and fits its width."""

import datetime as dt
import io
import subprocess
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect

from articles.models import Article, Department
from articles.record.audit import OPERATOR
from issues.models import Assignment, Circular, Closing, Issue, Outlet, ScoringRules, UnitStanding
from issues.statistics.rules import Every, Quota, RuleBook, to_json
from issues.statistics.running import quarter
from issues.workflow import publishing
from tests import factories
from tests.browser.conftest import Open
from tests.browser.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "竹纤维餐盒首单发运"


@pytest.fixture
def office() -> Department:
    """Two units, a head who agrees, rules with a quota, the own paper and the parent's bulletin."""
    quota = {"科室": Quota(Every.QUARTER, minimum=2, per_missing=Decimal(1))}
    points = {("手机报", ""): Decimal(1), ("手机报", "约稿"): Decimal(2), ("省厅简报", ""): Decimal(6)}
    table = to_json(
        RuleBook("2026年办法", timezone.localdate(), points=points, quotas=quota, instructions={"省级": Decimal(10)})
    )
    ScoringRules.objects.create(name="2026年办法", start=dt.date(timezone.localdate().year - 1, 1, 1), table=table)
    Outlet.objects.create(name="手机报", own=True, position=1)
    Outlet.objects.create(name="省厅简报", position=2)
    for name in ("产业科", "办公室"):
        UnitStanding.objects.create(department=factories.department(name), unit_class="科室")
    unit = factories.department("产业科")
    unit.head, unit.head_consents = factories.person("孟主任", "单位负责人"), True
    unit.save()
    return unit


def said(page: Page, words: str) -> None:
    expect(page.locator(".messagelist").first).to_contain_text(words)


def printed_on(page: Page) -> list[str]:
    """The words of each sheet that the page prints on."""
    made = page.pdf(prefer_css_page_size=True)
    text = subprocess.run(["pdftotext", "-enc", "UTF-8", "-", "-"], input=made, capture_output=True, check=True).stdout
    return text.decode().split("\f")[:-1]


def over(title: str) -> None:
    """The quarter goes by: what happened in it lies three months back."""
    past = quarter(timezone.localdate()).previous.start + dt.timedelta(days=40)
    at = timezone.make_aware(dt.datetime.combine(past, dt.time(8)))
    Issue.objects.update(date=past, published_at=at)
    Article.objects.filter(title=title).update(created_at=at, published_at=at)
    Assignment.objects.update(due=past)
    Assignment.objects.get().parts.update(answered_at=at)


def test_a_quarter_by_four_roles(open_page: Open, violations: Callable[[Page], list[str]], office: Department) -> None:
    def clean(page: Page) -> None:
        assert violations(page) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url

    # the desk asks, the minute reminds
    desk = sign_in(open_page, factories.person("青禾", "编辑"), "/admin/desk/assignments/new/", width=1366)
    clean(desk)
    desk.get_by_label("题目").fill("竹产业新进展")
    desk.get_by_label("截止日期").fill(str(timezone.localdate() + dt.timedelta(days=2)))
    desk.get_by_label("产业科").check()
    desk.get_by_role("button", name="发出").click()
    said(desk, "已约稿，通知了1个单位")
    clean(desk)
    writer = factories.person("闻笛", "通讯员", department=office)
    call_command("remind_units")
    assert "约稿将到期：竹产业新进展" in [one.subject for one in mail.outbox]

    # the correspondent pastes a draft, asks the head, answers the assignment
    own = sign_in(open_page, writer, "/admin/", width=390)
    expect(own.get_by_text("还有 2 天")).to_be_visible()
    clean(own)
    own.get_by_role("link", name="粘贴，或从文件取稿（可多个）").click()
    clean(own)
    own.get_by_label("或粘贴文字").fill(f"{TITLE}\n（产业科 闻笛）\n日前，竹纤维餐盒首单发运。多余的一句。")
    own.get_by_role("button", name="存好就投稿").click()
    expect(own.get_by_text("存下的都投了")).to_be_visible()
    own.goto(own.url.partition("/admin/")[0] + "/admin/")
    expect(own.get_by_text("等负责人同意")).to_be_visible()
    own.get_by_role("link", name="竹产业新进展").click()
    clean(own)
    own.get_by_label("用哪一篇").select_option(label=f"{TITLE}（草稿）")
    own.get_by_role("button", name="交稿").click()
    said(own, "投出以后才算交稿")
    assert office.head
    head = sign_in(open_page, office.head, "/admin/", width=390, dark=True)
    head.locator("[aria-labelledby=own-consents] a").click()
    clean(head)
    head.get_by_role("button", name="同意并投稿").click()
    said(head, "已同意")

    # the desk takes it, cuts it; it goes out
    desk.goto(desk.url.partition("/admin/")[0] + "/admin/")
    clean(desk)
    desk.locator("[aria-labelledby=desk-needs]").get_by_role("link", name=TITLE).click()
    desk.wait_for_url("**/change/")
    one = Article.objects.get(title=TITLE)
    desk.goto(desk.url.replace("/change/", "/accept/"))
    desk.get_by_role("button", name="采用").click()
    one.refresh_from_db()
    one.body = "<p>日前，竹纤维餐盒首单发运。</p>"
    one.save()
    made = factories.issue(one)
    publishing.publish_declared(issue=made, by=OPERATOR, statement="测试用", at=timezone.now())
    own.goto(own.url.partition("/admin/")[0] + f"/admin/desk/articles/{one.pk}/fate/")
    expect(own.locator("del")).to_have_text("多余的一句。")
    clean(own)

    # taken by the province
    desk.goto(desk.url.partition("/admin/")[0] + f"/admin/issues/adoption/add/?article={one.pk}")
    desk.get_by_label("载体").select_option(label="省厅简报")
    period = quarter(timezone.localdate()).previous
    desk.locator("#id_day").fill(str(period.start + dt.timedelta(days=50)))
    desk.get_by_label("凭据").fill("第9期")
    desk.get_by_role("button", name="保存", exact=True).click()
    over(TITLE)

    # the quarter is counted, closed and objected to
    query = f"?from={period.start}&to={period.end}"
    manager = sign_in(open_page, factories.person("管事", "管理员"), f"/admin/desk/statistics/{query}", width=1366)
    expect(manager.get_by_role("row", name="1 产业科 1 2 7")).to_be_visible()  # 2 + 6, one short of two
    clean(manager)
    expect(manager.locator("svg.bars rect")).to_have_count(1)
    manager.get_by_role("link", name=f"结算{period.label}").click()
    expect(manager.get_by_text("没有未了结的事项。")).to_be_visible()
    clean(manager)
    manager.get_by_role("button", name=f"确认结算{period.label}").click()
    said(manager, "已结算")
    clean(manager)
    closed = Closing.objects.get()
    own.goto(own.url.partition("/admin/")[0] + f"/admin/desk/statistics/closings/{closed.pk}/")
    own.get_by_label("内容").fill("还有一条图片没有计。")
    own.get_by_role("button", name="提交").click()
    said(own, "异议已提交")
    clean(own)
    manager.goto(manager.url.partition("/admin/")[0] + f"/admin/desk/statistics/closings/{closed.pk}/")
    manager.get_by_label("答复").fill("属实，补记。")
    manager.get_by_label("补记分值").fill("0.5")
    manager.get_by_role("button", name="采纳", exact=True).click()
    said(manager, "已答复")
    own.reload()
    expect(own.get_by_text("采纳：属实，补记。")).to_be_visible()

    # the circular is drafted, signed and printed
    manager.get_by_role("button", name="排名表").click()
    manager.get_by_label("文号").fill("云工信办〔2026〕9号")
    manager.get_by_role("button", name="保存").click()
    said(manager, "已保存")
    clean(manager)
    manager.get_by_role("button", name="签发").click()
    clean(manager)
    manager.get_by_role("button", name="确认签发").click()
    said(manager, "通报已签发")
    with manager.expect_download() as got:
        manager.get_by_role("link", name="Word").click()
    document = Document(io.BytesIO(got.value.path().read_bytes()))
    first = [cell.text for cell in document.tables[0].rows[1].cells]
    assert first[:5] == ["1", "产业科", "1", "2", "7"]
    assert Circular.objects.get().signed_by_name == "管事"
    manager.emulate_media(media="print")
    expect(manager.locator("article.printed h1")).to_be_visible()
    expect(manager.locator(".presses").first).to_be_hidden()
    manager.goto(manager.url.partition("/admin/")[0] + f"/admin/desk/statistics/{query}&layout=outlets")
    sheets = printed_on(manager)
    assert "采用统计" in sheets[0]
    assert "产业科" in sheets[0]  # the wide table lies below its title
    assert all(sheet.strip() for sheet in sheets)


def test_a_unit_with_a_long_name_fits_a_phone(open_page: Open, office: Department) -> None:
    office.name = "信息化与软件服务业和人工智能推进科（市大数据中心）"
    office.save()
    manager = sign_in(open_page, factories.person("管事", "管理员"), "/admin/desk/statistics/account/", width=390)
    expect(manager.get_by_label("单位")).to_contain_text(office.name)
    assert manager.evaluate("document.documentElement.scrollWidth") <= 390
    manager.goto(f"{manager.url.partition('/admin/')[0]}/admin/articles/department/{office.pk}/change/")
    name, aliases = (manager.locator(f"#id_{field}").bounding_box() for field in ("name", "aliases"))
    assert name
    assert aliases
    assert aliases["width"] == name["width"]
