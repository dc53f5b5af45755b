"""What is open before an issue goes to its reviews: told, refused where it must be, acknowledged where it may be."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import workflow as articles_workflow
from articles.models import Article, AuditEntry
from issues.models import Entry, Issue
from issues.workflow import publishing, reviewing
from issues.workflow.readiness import open_points
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = """澄江工信手机报
(2024年第3期•总第103期)
★本期导读★
【要闻】
■澄江新材料园开园
【要闻】
■澄江新材料园开工
1月3日，澄江新材料园一期开工，计划年底投产。(产业科 闻笛)
"""


@pytest.fixture
def desk(client: Client) -> Client:
    user = factories.actor("青禾", "编辑").user
    assert user is not None
    client.force_login(user)
    return client


def send_page(issue: Issue) -> str:
    return reverse("admin:issues_issue_send", args=[issue.pk])


def told(issue: Issue) -> list[tuple[bool, str]]:
    return [(point.error, point.text) for point in open_points(issue)]


def stage(issue: Issue) -> str:
    return str(Issue.objects.get(pk=issue.pk).status)


def test_an_issue_in_order_is_sent_with_one_press(desk: Client) -> None:
    issue = factories.issue(factories.article())
    assert told(issue) == []
    html = desk.get(send_page(issue)).content.decode()
    assert "acknowledged" not in html
    desk.post(send_page(issue))
    assert stage(issue) == "in_review"


def test_an_entry_without_a_section_is_refused_by_name_everywhere(desk: Client) -> None:
    issue = factories.issue(factories.article("甲企业投产"), factories.article("乙企业扩建"))
    Entry.objects.filter(article__title="乙企业扩建").update(section=None)
    html = desk.get(send_page(issue)).content.decode()
    assert "《乙企业扩建》没有放进栏目" in html
    assert "甲企业投产" not in html.partition('class="step__open"')[2]
    assert 'value="确认送审"' not in html
    desk.post(send_page(issue))
    desk.post(reverse("desk:send", args=[issue.pk]))
    with pytest.raises(ValidationError, match="《乙企业扩建》没有放进栏目"):
        reviewing.send(issue=issue, by=factories.actor("青禾"))
    assert stage(issue) == "composing"


def test_a_paper_that_came_in_without_sections_may_go_without() -> None:
    issue = factories.issue(factories.article(), imported_digest="a" * 64)
    issue.entries.update(section=None)
    reviewing.send(issue=issue, by=factories.actor("青禾", "编辑"))
    assert stage(issue) == "in_review"


def test_warnings_are_shown_and_the_issue_goes_once_they_are_acknowledged(desk: Client) -> None:
    issue = factories.issue(
        factories.article("甲企业投产", byline_text=""),
        year=(timezone.localdate() - dt.timedelta(1)).year,
        date=timezone.localdate() - dt.timedelta(1),
    )
    page = desk.get(send_page(issue))
    assert "1 条没有署名：甲企业投产。" in page.content.decode()
    assert "已过，还没有发布" in page.content.decode()
    refused = desk.post(send_page(issue))
    assert "还有要留意的地方" in refused.content.decode()
    assert stage(issue) == "composing"
    desk.post(send_page(issue), {"acknowledged": page.context["acknowledge"]})
    assert stage(issue) == "in_review"
    assert "1 条没有署名：甲企业投产。" in AuditEntry.objects.get(action="send_to_review").reason


def test_what_turned_up_after_the_look_has_to_be_looked_at_first(desk: Client) -> None:
    issue = factories.issue(factories.article("甲企业投产", byline_text=""))
    seen = desk.get(send_page(issue)).context["acknowledge"]
    Article.objects.filter(title="甲企业投产").update(status=Article.Status.HELD)
    html = desk.post(send_page(issue), {"acknowledged": seen}).content.decode()
    assert "《甲企业投产》还是“备用”，没有采用。" in html
    assert stage(issue) == "composing"


def test_what_the_import_warned_of_is_told_again(desk: Client, tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "第3期.txt"
    file.write_text(TEXT, encoding="utf-8")
    call_command("import_issue", str(file))
    issue = Issue.objects.get()
    assert (False, "导入时的提示：第 5 行：导读写的是「澄江新材料园开园」，正文标题是「澄江新材料园开工」。") in told(
        issue
    )
    html = desk.get(send_page(issue)).content.decode()
    assert "澄江新材料园开园" in html
    call_command("import_issue", str(file))
    assert len(issue.imports.get().remarks) >= 1, "the same file again takes no remark away"


def test_the_button_on_the_review_page_leads_to_what_is_open(desk: Client) -> None:
    issue = factories.issue(factories.article(byline_text=""))
    assert f'href="{send_page(issue)}"' in desk.get(reverse("desk:review", args=[issue.pk])).content.decode()
    assert desk.post(reverse("desk:send", args=[issue.pk])).headers["Location"] == send_page(issue)
    assert stage(issue) == "composing"


def test_several_issues_are_sent_at_once_with_one_acknowledgement_for_all(desk: Client) -> None:
    issues = [factories.issue(factories.article(f"第{n}稿", byline_text="")) for n in range(2)]
    data = {"action": "send", "_selected_action": [issue.pk for issue in issues]}
    page = desk.post(reverse("admin:issues_issue_changelist"), data)
    assert page.content.decode().count("1 条没有署名") == 2
    sent = {**data, "confirmed": "1", "acknowledged": page.context["acknowledge"]}
    desk.post(reverse("admin:issues_issue_changelist"), sent)
    assert [stage(issue) for issue in issues] == ["in_review"] * 2


def test_of_a_withdrawn_issue_only_what_was_withdrawn_by_itself_is_named() -> None:
    made = factories.issue(factories.article("甲企业投产"), factories.article("乙企业扩建"))
    made.entries.update(section=factories.section())
    factories.published(made)
    chief = factories.actor("chief", "管理员")
    articles_workflow.withdraw(article=Article.objects.get(title="甲企业投产"), by=chief, reason="数字有误")
    publishing.withdraw(issue=made, by=chief, reason="整期重发")
    told = " ".join(point.text for point in open_points(Issue.objects.get(pk=made.pk)))
    assert "《甲企业投产》已单独撤回（数字有误）" in told
    assert "乙企业扩建" not in told


def test_a_finding_at_two_places_is_told_once() -> None:
    words = "全市推广应用车辆换电模式，做好做好协调。"
    body = f"<p>{words}</p><p>另一段。</p><p>会上指出，各单位做好做好协调。</p>"
    found = [said for _, said in told(factories.issue(factories.article("甲", body=body))) if "做好做好" in said]
    assert len(found) == len(set(found))
    assert all(said.endswith("（2 处）") for said in found)
    assert len(found) == 1
