"""Reasons for returning: the desk's own list, offered beside free text wherever something is returned."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from articles.models import Article, ReturnReason
from articles.record import reasons
from issues.models import Issue, Review, ReviewStep
from issues.workflow import reviewing
from issues.workflow.standing import standing_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_list() -> None:
    ReturnReason.objects.all().delete()
    ReturnReason.objects.create(text="数字须核实", position=2)
    ReturnReason.objects.create(text="篇幅过长", position=1)
    ReturnReason.objects.create(text="早已不用", active=False)


def signed_in(name: str, group: str) -> Client:
    client = Client()
    client.force_login(factories.person(name, group))
    return client


@pytest.mark.parametrize(
    ("picked", "typed", "kept"),
    [
        ("数字须核实", "", "数字须核实"),
        ("", " 另写 ", "另写"),
        ("数字须核实", "第二段", "数字须核实：第二段"),
        ("", " ", ""),
    ],
)
def test_what_is_picked_and_what_is_typed_become_one_reason(picked: str, typed: str, kept: str) -> None:
    assert reasons.joined(picked, typed, longest=20) == kept


def test_a_reason_too_long_is_refused_and_not_cut() -> None:
    with pytest.raises(ValidationError, match="缩短到 20 字"):
        reasons.joined("", "长" * 21, longest=20)


def test_a_draft_is_returned_with_a_picked_reason_and_a_word_of_ones_own() -> None:
    desk, article = signed_in("青禾", "编辑"), factories.article(status=Article.Status.SUBMITTED)
    address = reverse("admin:articles_article_return", args=[article.pk])
    shown = desk.get(address).content.decode()
    assert shown.index("篇幅过长") < shown.index("数字须核实")
    assert "早已不用" not in shown
    assert "报送科室会看到" in shown
    assert "请写明退稿原因" in desk.post(address).content.decode()
    desk.post(address, {"picked": "数字须核实", "reason": "第二段的产值"})
    article.refresh_from_db()
    assert (article.status, article.returned_reason) == ("returned", "数字须核实：第二段的产值")


def test_several_drafts_are_returned_at_once_for_one_picked_reason() -> None:
    desk = signed_in("青禾", "编辑")
    rows = [factories.article(status=Article.Status.SUBMITTED) for _ in range(2)]
    data = {"action": "return", "_selected_action": [row.pk for row in rows]}
    assert "篇幅过长" in desk.post(reverse("admin:articles_article_changelist"), data).content.decode()
    desk.post(reverse("admin:articles_article_changelist"), data | {"confirmed": "1", "picked": "篇幅过长"})
    assert set(Article.objects.values_list("status", "returned_reason")) == {("returned", "篇幅过长")}


def test_an_issue_is_returned_with_a_picked_reason() -> None:
    issue = reviewing.send(issue=factories.issue(factories.article()), by=factories.actor("desk", "编辑"))
    anna, step = signed_in("anna", "初审"), ReviewStep.objects.get(position=1)
    assert "数字须核实" in anna.get(reverse("desk:review", args=[issue.pk])).content.decode()
    sent = {"step": step.pk, "digest": standing_of(issue).digest, "decision": "returned", "comment": "第二条"}
    anna.post(reverse("desk:decide", args=[issue.pk]), sent | {"picked": "数字须核实"})
    assert Review.objects.get().comment == "数字须核实：第二条"
    assert Issue.objects.get().status == Issue.Status.COMPOSING
