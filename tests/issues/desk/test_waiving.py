"""Findings let stand on the review page: with a reason that reviewers read, taken back, made general."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Exemption, Leader, ListedWord, Waiver
from articles.registers import loading
from issues.models import Issue
from issues.workflow import reviewing
from issues.workflow.readiness import not_ready
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_registers() -> None:
    loading.forget()


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(factories.person("青禾", "编辑"))
    return client


def page(client: Client, issue: Issue) -> str:
    return client.get(reverse("desk:review", args=[issue.pk])).content.decode()


def found(client: Client, issue: Issue, code: str) -> dict[str, object]:
    context = client.get(reverse("desk:review", args=[issue.pk])).context
    one = next(one for one in context["findings"] if one.judged.finding.code == code)
    return {"article": one.article or "", "key": one.key}


def waive(client: Client, issue: Issue, code: str, reason: str) -> str:
    data = found(client, issue, code) | {"reason": reason}
    return client.post(reverse("desk:waive_in_issue", args=[issue.pk]), data, follow=True).content.decode()


def test_an_articles_finding_is_let_stand_where_the_issue_is_sent_from(desk: Client) -> None:
    issue = factories.issue(factories.article(body="<p>5月6日，工信服务热线13912345678开通。</p>"))
    assert any("手机" in problem for problem in not_ready(issue, reviewing.standing_of(issue).document))
    waive(desk, issue, "privacy.mobile", "这是公开的服务热线")
    assert not_ready(issue, reviewing.standing_of(issue).document) == []
    reviewing.send(issue=issue, by=factories.actor("青禾"))
    reviewer = Client()
    reviewer.force_login(factories.person("白榆", "初审"))
    shown = page(reviewer, issue)
    assert "青禾" in shown
    assert "这是公开的服务热线" in shown


def test_what_the_issues_own_head_gives_is_let_stand_too(desk: Client) -> None:
    issue = factories.issue(factories.article(), facts=[["热线", "13912345678"]])
    assert any("手机" in problem for problem in not_ready(issue, reviewing.standing_of(issue).document))
    waive(desk, issue, "privacy.mobile", "公务手机")
    assert Waiver.objects.get().kind == "issue"
    assert not_ready(issue, reviewing.standing_of(issue).document) == []


def test_a_second_reason_is_not_lost_in_silence(desk: Client) -> None:
    issue = factories.issue(factories.article(body="<p>5月6日，热线13912345678开通。</p>"))
    data = found(desk, issue, "privacy.mobile")
    address = reverse("desk:waive_in_issue", args=[issue.pk])
    desk.post(address, data | {"reason": "公开的热线"})
    again = desk.post(address, data | {"reason": "别的理由"}, follow=True).content.decode()
    assert "这一处已由青禾放行：公开的热线" in again
    assert Waiver.objects.get().reason == "公开的热线"


def test_taken_back_it_is_open_again(desk: Client) -> None:
    issue = factories.issue(factories.article(body="<p>5月6日，热线13912345678开通。</p>"))
    waive(desk, issue, "privacy.mobile", "公开的热线")
    waiver = Waiver.objects.get()
    answer = desk.post(reverse("desk:waiver_reopen", args=[waiver.pk]), {"issue": issue.pk}, follow=True)
    assert "已收回放行" in answer.content.decode()
    assert not Waiver.objects.exists()
    assert any("手机" in problem for problem in not_ready(issue, reviewing.standing_of(issue).document))


def test_made_general_it_is_asked_once_and_never_again(desk: Client) -> None:
    issue = factories.issue(
        factories.article(body="<p>5月6日，热线13912345678开通。</p>"),
        factories.article(body="<p>5月7日，请拨打13912345678咨询。</p>"),
    )
    waive(desk, issue, "privacy.mobile", "公开的热线")
    waiver = Waiver.objects.get()
    address = reverse("desk:waiver_everywhere", args=[waiver.pk])
    answer = desk.post(address, "{}", content_type="application/json", headers={"accept": "application/json"})
    assert "放行词句" in json.loads(answer.content)["said"]
    row = Exemption.objects.get()
    assert (row.words, row.code, row.reason) == ("13912345678", "privacy.mobile", "公开的热线")
    assert "privacy.mobile" not in {
        one.judged.finding.code for one in desk.get(reverse("desk:review", args=[issue.pk])).context["findings"]
    }


def test_a_listed_word_is_let_through_only_among_the_words_given(desk: Client) -> None:
    ListedWord(word="最佳", level="B", category="禁用词").save()
    issue = factories.issue(factories.article(body="<p>5月6日，公布最佳实践名单。</p>"))
    waive(desk, issue, "word.forbidden", "奖项名称")
    address = reverse("desk:waiver_everywhere", args=[Waiver.objects.get().pk])
    wrong = desk.post(address, {"context": "优秀实践", "issue": issue.pk}, follow=True).content.decode()
    assert "上下文要含“最佳”" in wrong
    desk.post(address, {"context": "最佳实践", "issue": issue.pk})
    assert ListedWord.objects.get().exceptions == "最佳实践"
    assert not Exemption.objects.exists()


def test_who_may_not_neither_sees_the_buttons_nor_reaches_what_they_do(desk: Client) -> None:
    Leader(name="何望舒", unit="市经信局", post="局长").save()
    issue = factories.issue(factories.article(body="<p>5月6日，热线13912345678开通。</p>"))
    waive(desk, issue, "privacy.mobile", "公开的热线")
    reviewer = Client()
    reviewer.force_login(factories.person("白榆", "审计员"))
    assert "收回放行" not in page(reviewer, issue)
    for name in ("waiver_reopen", "waiver_everywhere"):
        assert reviewer.post(reverse(f"desk:{name}", args=[Waiver.objects.get().pk])).status_code == 403
    assert reviewer.post(reverse("desk:waive_in_issue", args=[issue.pk])).status_code == 403
    assert Waiver.objects.count() == 1
