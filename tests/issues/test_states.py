"""The table of states is what the functions do: every act is tried in every state."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from articles.record.audit import OPERATOR
from articles.refusals import Refused
from issues import states
from issues.assembly import Importer
from issues.document import SectionBlock
from issues.editions import mailing
from issues.models import Issue, ReviewStep, Subscriber
from issues.workflow import arranging, correcting, editing, publishing, reviewing
from issues.workflow.standing import standing_of
from tests import factories
from tests.issues.signing import agree_as, fresh
from tests.published import a_document, an_item

pytestmark = pytest.mark.django_db
S = Issue.Status


def composing() -> Issue:
    return factories.issue(factories.article("甲"), factories.article("乙"), number=1, total_number=1, year=2024)


def in_review() -> Issue:
    return reviewing.send(issue=composing(), by=OPERATOR)


def published() -> Issue:
    issue = composing()
    factories.published(issue)
    return fresh(issue)


def withdrawn() -> Issue:
    return publishing.withdraw(issue=published(), by=OPERATOR, reason="有误")


STATES: dict[str, Callable[[], Issue]] = {
    S.COMPOSING: composing,
    S.IN_REVIEW: in_review,
    S.APPROVED: lambda: factories.signed(composing()),
    S.PUBLISHED: published,
    S.WITHDRAWN: withdrawn,
}


def overwrite(issue: Issue) -> None:
    document = a_document(1, SectionBlock("要闻", (an_item("另一条"),)))
    Importer(by=OPERATOR).store(document, overwrite=True)


def decide(issue: Issue) -> None:
    step = standing_of(issue).current or ReviewStep.objects.get(position=1)
    agree_as(issue, "审核人", step.group.name, step=step.position)


def take_out(issue: Issue) -> None:
    entry = issue.entries.get(position=1).pk
    arranging.take_out(issue=issue, entry_id=entry, based_on=issue.version, by=OPERATOR)


def correct(issue: Issue) -> None:
    order = list(issue.entries.order_by("-position").values_list("article_id", flat=True))
    correcting.propose_for_issue(
        issue=issue, based_on=issue.version, changes={"order": order}, what="次序", why="排错", by=OPERATOR
    )


DONE: dict[str, Callable[[Issue], Any]] = {
    "change": take_out,
    "delete": lambda issue: editing.delete(issue=issue, by=OPERATOR),
    "overwrite": overwrite,
    "send": lambda issue: reviewing.send(issue=issue, by=OPERATOR),
    "recall": lambda issue: reviewing.recall(issue=issue, by=OPERATOR, reason="补一条"),
    "decide": decide,
    "declare": lambda issue: reviewing.declare_signed(issue=issue, by=OPERATOR, statement="纸质签发"),
    "publish": lambda issue: publishing.publish(issue=issue, by=OPERATOR),
    "withdraw": lambda issue: publishing.withdraw(issue=issue, by=OPERATOR, reason="有误"),
    "correct": correct,
    "mail": lambda issue: mailing.start(issue=issue, by=OPERATOR, site_url="https://example.test"),
}


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("name", states.ACTS)
def test_an_act_goes_through_where_the_table_offers_it_and_leads_where_it_says(name: str, status: str) -> None:
    Subscriber.objects.create(address="li@example.test")
    issue, act = fresh(STATES[status]()), states.ACTS[name]
    assert issue.status == status
    if not act.fits(issue):
        assert act.sentence(issue)
        with pytest.raises(ValidationError):
            DONE[name](issue)
        assert fresh(issue).status == status
        return
    DONE[name](issue)
    after = Issue.objects.filter(pk=issue.pk).values_list("status", flat=True).first()
    if name == "delete":
        assert after is None
    else:
        assert after in (act.leads_to or {status})


def test_every_act_is_tried() -> None:
    assert set(DONE) == set(states.ACTS)


@pytest.mark.parametrize("name", [name for name, act in states.ACTS.items() if act.right])
def test_an_act_is_refused_and_not_offered_to_who_lacks_the_right(name: str) -> None:
    nobody, act = factories.actor("无权"), states.ACTS[name]
    issue = Issue(year=2024, number=1, total_number=1, status=next(iter(act.states)))
    assert not states.offered_to(issue, nobody)[name]
    with pytest.raises(Refused, match="您没有"):
        act.require_right(nobody)


class TestDeleting:
    """An editor could delete an issue that was under review, by a POST to its delete page."""

    def pressed(self, issue: Issue) -> tuple[int, str]:
        client = Client()
        client.force_login(factories.person("青禾", "编辑"))
        answer = client.post(reverse("admin:issues_issue_delete", args=[issue.pk]), {"post": "yes"})
        return answer.status_code, answer.content.decode()

    @pytest.mark.parametrize("status", [S.IN_REVIEW, S.APPROVED, S.PUBLISHED, S.WITHDRAWN])
    def test_what_was_sent_stays(self, status: str) -> None:
        issue = STATES[status]()
        assert self.pressed(issue)[0] == 403
        assert fresh(issue).status == status

    def test_what_came_back_from_review_stays(self) -> None:
        issue = reviewing.recall(issue=in_review(), by=OPERATOR, reason="补一条")
        assert self.pressed(issue)[0] == 403
        assert fresh(issue).status == S.COMPOSING

    def test_what_was_never_sent_goes(self) -> None:
        issue = composing()
        assert self.pressed(issue)[0] == 302
        assert not Issue.objects.exists()

    def test_of_several_chosen_none_goes_where_one_must_stay(self) -> None:
        first, second = in_review(), factories.issue()
        client = Client()
        client.force_login(factories.person("青禾", "编辑"))
        chosen = {"action": "delete_selected", "_selected_action": [first.pk, second.pk], "post": "yes"}
        answer = client.post(reverse("admin:issues_issue_changelist"), chosen)
        assert answer.status_code == 403
        assert Issue.objects.count() == 2
