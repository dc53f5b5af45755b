"""三审三校: one step after the other, by the people who may, for the words they had before them."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import Article, AuditEntry
from articles.record.audit import OPERATOR
from articles.refusals import Refused
from issues.models import GATES, Issue, Review, ReviewStep
from issues.workflow import publishing, reviewing
from issues.workflow.reviewing import NotSigned, StaleReview
from issues.workflow.standing import standing_of
from tests import factories
from tests.issues.signing import agree_as, fresh

pytestmark = pytest.mark.django_db


class TestTheWayThroughTheSteps:
    def test_three_people_sign_and_the_publisher_publishes(self, sent: Issue) -> None:
        agree_as(sent, "anna", "初审")
        assert fresh(sent).stage == "复审"
        agree_as(sent, "bo", "复审", step=2)
        agree_as(sent, "chen", "签发", step=3)
        assert fresh(sent).status == Issue.Status.APPROVED
        edition = publishing.publish(issue=sent, by=factories.actor("chen"))
        assert edition.digest == standing_of(fresh(sent)).digest
        assert set(Review.objects.values_list("digest", flat=True)) == {edition.digest}

    def test_a_step_cannot_be_taken_before_its_turn(self, sent: Issue) -> None:
        for position, group in ((2, "复审"), (3, "签发")):
            with pytest.raises(StaleReview, match="不能越过"):
                agree_as(sent, f"early{position}", group, step=position)
        assert not Review.objects.exists()

    def test_only_the_group_that_holds_a_step_takes_it_not_even_a_superuser(self, sent: Issue) -> None:
        chief = factories.person("chief", is_superuser=True)
        for name in ("chief", "desk"):
            with pytest.raises(Refused, match="初审"):
                agree_as(sent, name)
        assert chief.is_superuser
        step = ReviewStep.objects.get(position=1)
        with pytest.raises(Refused, match="本人"):
            reviewing.agree(issue=sent, step=step, digest=standing_of(sent).digest, gates=GATES, by=OPERATOR)

    def test_nobody_takes_two_steps_of_one_issue(self, sent: Issue) -> None:
        agree_as(sent, "anna", "初审", "复审")
        with pytest.raises(Refused, match="同一人"):
            agree_as(sent, "anna", step=2)

    def test_nobody_takes_another_step_after_a_return_either(self, sent: Issue) -> None:
        agree_as(sent, "anna", "初审", "复审")
        step = ReviewStep.objects.get(position=2)
        reviewing.return_(
            issue=sent, step=step, digest=standing_of(sent).digest, reason="标题太长", by=factories.actor("bo", "复审")
        )
        reviewing.send(issue=sent, by=factories.actor("desk"))
        agree_as(sent, "ann2", "初审")
        with pytest.raises(Refused, match="同一人"):
            agree_as(sent, "anna", step=2)

    def test_a_setting_may_allow_it_and_then_the_record_says_so(self, sent: Issue, settings: object) -> None:
        settings.REVIEW_SAME_PERSON = True  # type: ignore[attr-defined]
        agree_as(sent, "anna", "初审", "复审")
        assert agree_as(sent, "anna", step=2).same_person

    def test_the_database_itself_refuses_a_second_step_by_one_person_for_the_same_words(self, sent: Issue) -> None:
        first = agree_as(sent, "anna", "初审")
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.create(
                issue=sent,
                round=first.round,
                step=ReviewStep.objects.get(position=2),
                step_name="复审",
                decision="agreed",
                reviewer=first.reviewer,
                digest=first.digest,
            )

    def test_every_gate_has_to_be_vouched_for(self, sent: Issue) -> None:
        step = ReviewStep.objects.get(position=1)
        with pytest.raises(ValidationError, match="保密"):
            reviewing.agree(
                issue=sent,
                step=step,
                digest=standing_of(sent).digest,
                gates=["政治", "法律", "政策", "文字"],
                by=factories.actor("anna", "初审"),
            )

    def test_a_page_opened_before_a_change_cannot_sign_the_new_words(self, sent: Issue) -> None:
        seen = standing_of(sent).digest
        Article.objects.filter(title="甲企业投产").update(title="甲企业投产了")
        with pytest.raises(StaleReview, match="改动"):
            reviewing.agree(
                issue=sent,
                step=ReviewStep.objects.get(position=1),
                digest=seen,
                gates=GATES,
                by=factories.actor("anna", "初审"),
            )

    def test_pressing_agree_twice_agrees_once(self, sent: Issue) -> None:
        agree_as(sent, "anna", "初审")
        with pytest.raises(StaleReview):
            agree_as(sent, "anna")
        assert Review.objects.count() == 1

    def test_a_return_needs_a_reason_and_sends_the_issue_back_with_it(self, sent: Issue) -> None:
        step, anna = ReviewStep.objects.get(position=1), factories.actor("anna", "初审")
        with pytest.raises(ValidationError, match="原因"):
            reviewing.return_(issue=sent, step=step, digest=standing_of(sent).digest, reason=" ", by=anna)
        reviewing.return_(
            issue=sent, step=step, digest=standing_of(sent).digest, reason="第二条导读与正文不符", by=anna
        )
        assert fresh(sent).status == Issue.Status.COMPOSING
        assert AuditEntry.objects.get(action="return").reason == "第二条导读与正文不符"

    @pytest.mark.parametrize("names", [["初审", "终审"], ["初审", "科审", "复审", "法审", "终审"]])
    def test_two_to_five_steps_may_be_set(self, issue: Issue, names: list[str]) -> None:
        ReviewStep.objects.all()._raw_delete(using="default")  # type: ignore[attr-defined]
        for position, name in enumerate(names, start=1):
            group = Group.objects.get_or_create(name=f"组{name}")[0]
            ReviewStep.objects.create(name=name, group=group, position=position)
        factories.signed(issue)
        assert fresh(issue).status == Issue.Status.APPROVED
        assert Review.objects.count() == len(names)

    def test_a_step_added_after_the_sign_off_is_not_skipped(self, issue: Issue) -> None:
        factories.signed(issue)
        ReviewStep.objects.create(name="法审", group=Group.objects.create(name="法规科"), position=4)
        with pytest.raises(NotSigned):
            publishing.publish(issue=issue, by=OPERATOR)

    def test_fewer_than_two_steps_send_nothing(self, issue: Issue) -> None:
        ReviewStep.objects.filter(position__gt=1)._raw_delete(using="default")  # type: ignore[attr-defined]
        with pytest.raises(ValidationError, match="少于"):
            reviewing.send(issue=issue, by=factories.actor("desk", "编辑"))

    def test_an_empty_issue_is_not_sent(self) -> None:
        with pytest.raises(ValidationError, match="没有稿件"):
            reviewing.send(issue=factories.issue(), by=factories.actor("desk", "编辑"))


def test_the_next_holders_are_written_to_and_nobody_else(
    issue: Issue, django_capture_on_commit_callbacks: object
) -> None:
    factories.person("anna", "初审")
    factories.person("bo", "复审")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        reviewing.send(issue=issue, by=factories.actor("desk", "编辑"))
    assert [letter.to for letter in mail.outbox] == [["anna@example.test"]]
    assert "待初审" in mail.outbox[0].subject
