"""No door lets unsigned words out: not a page, not a command, not one article by itself."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from articles import workflow as articles_workflow
from articles.models import Article
from articles.record.audit import OPERATOR
from articles.refusals import Refused
from issues.models import Edition, Issue, ReviewStep
from issues.workflow import editing, publishing, reviewing
from issues.workflow.reviewing import NotSigned
from issues.workflow.standing import standing_of
from tests import factories
from tests.issues.signing import fresh

pytestmark = pytest.mark.django_db


class TestNoDoorForUnsignedWords:
    def test_publish_refuses_every_unsigned_state(self, issue: Issue) -> None:
        doors = factories.actor("chen", "签发"), OPERATOR
        for by in doors:
            with pytest.raises(NotSigned, match="送审"):
                publishing.publish(issue=issue, by=by)
        reviewing.send(issue=issue, by=factories.actor("desk", "编辑"))
        for by in doors:
            with pytest.raises(NotSigned, match="初审"):
                publishing.publish(issue=issue, by=by)
        factories.signed(issue)
        Article.objects.filter(title="甲企业投产").update(title="甲厂投产")
        for by in doors:
            with pytest.raises(NotSigned, match="重新审核"):
                publishing.publish(issue=issue, by=by)
        assert not Edition.objects.exists()
        assert not Article.objects.published().exists()

    def test_one_article_cannot_be_published_past_the_reviews(self) -> None:
        with pytest.raises(ValidationError, match="随期发布"):
            articles_workflow.publish(article=factories.article(), by=OPERATOR)

    def test_an_article_withdrawn_and_changed_cannot_be_published_again_by_itself(self, issue: Issue) -> None:
        factories.published(issue)
        article, chief = Article.objects.get(title="甲企业投产"), factories.actor("chief", "管理员")
        articles_workflow.withdraw(article=article, by=chief, reason="数字有误")
        articles_workflow.publish(article=article, by=chief)
        row = articles_workflow.withdraw(article=article, by=chief, reason="数字有误")
        articles_workflow.edit(article=row, based_on=row.version, changes={"title": "甲厂投产"}, by=chief)
        with pytest.raises(ValidationError, match="随期发布"):
            articles_workflow.publish(article=article, by=chief)
        row = Article.objects.get(pk=article.pk)
        articles_workflow.edit(
            article=row, based_on=row.version, changes={"title": "甲企业投产", "summary": "没有签过的话"}, by=chief
        )
        with pytest.raises(ValidationError, match="随期发布"):
            articles_workflow.publish(article=article, by=chief)

    def test_a_declaration_at_import_passes_no_review_by(self, issue: Issue) -> None:
        reviewing.send(issue=issue, by=factories.actor("desk", "编辑"))
        with pytest.raises(ValidationError, match="初审"):
            publishing.publish_declared(issue=issue, by=OPERATOR, statement="声明")  # the caller's row is an old one
        factories.published(fresh(issue))
        publishing.withdraw(issue=fresh(issue), by=OPERATOR, reason="数字有误")
        with pytest.raises(ValidationError, match="已撤回"):
            publishing.publish_declared(issue=fresh(issue), by=OPERATOR, statement="声明")

    def test_a_declaration_is_for_the_words_that_were_handed_in(self, issue: Issue) -> None:
        declared = standing_of(issue).digest
        Article.objects.filter(title="甲企业投产").update(title="甲厂投产")
        with pytest.raises(NotSigned, match="不同"):
            publishing.publish_declared(issue=issue, by=OPERATOR, statement="声明", digest=declared)
        assert fresh(issue).status == Issue.Status.COMPOSING
        Article.objects.filter(title="甲厂投产").update(title="甲企业投产")
        assert publishing.publish_declared(issue=issue, by=OPERATOR, statement="声明", digest=declared).number == 1

    def test_no_step_is_taken_away_under_an_issue_in_review(self, client: Client, issue: Issue) -> None:
        client.force_login(factories.actor("guard", "安全管理").user)
        step = ReviewStep.objects.order_by("position").last()
        address = reverse("admin:issues_reviewstep_delete", args=[step.pk])
        assert client.get(address).status_code == 200
        reviewing.send(issue=issue, by=factories.actor("desk", "编辑"))
        assert client.post(address, {"post": "yes"}).status_code == 403
        assert ReviewStep.objects.filter(pk=step.pk).exists()

    def test_a_withdrawn_issue_goes_through_its_reviews_again(self, issue: Issue) -> None:
        factories.published(issue)
        publishing.withdraw(issue=issue, by=factories.actor("chief", "管理员"), reason="内容有误")
        with pytest.raises(NotSigned):
            publishing.publish(issue=issue, by=OPERATOR)
        factories.signed(fresh(issue))
        assert publishing.publish(issue=issue, by=OPERATOR).number == 2

    def test_a_published_article_keeps_its_words_and_takes_a_note(self, issue: Issue) -> None:
        factories.published(issue)
        article, desk = Article.objects.get(title="甲企业投产"), factories.actor("desk", "编辑")
        with pytest.raises(ValidationError, match="更正"):
            articles_workflow.edit(article=article, based_on=article.version, changes={"title": "甲"}, by=desk)
        articles_workflow.edit(article=article, based_on=article.version, changes={"internal_note": "存档"}, by=desk)

    def test_a_published_issue_keeps_its_order(self, issue: Issue) -> None:
        factories.published(issue)
        row = fresh(issue)
        with (
            pytest.raises(ValidationError, match="更正"),
            editing.changing(issue=row, based_on=row.version, by=factories.actor("desk"), action="move"),
        ):
            pytest.fail("the change must not begin")

    def test_a_declaration_is_the_operators_and_stands_for_its_words_only(self, issue: Issue) -> None:
        for name, groups in (("desk", ["编辑"]), ("chief", ["管理员"]), ("chen", ["签发"])):
            with pytest.raises(Refused):
                reviewing.declare_signed(issue=issue, by=factories.actor(name, *groups), statement="已签")
        review = reviewing.declare_signed(issue=issue, by=OPERATOR, statement="纸质审核表已签")
        assert review.get_decision_display() == "导入时声明已签发"
        Article.objects.filter(title="甲企业投产").update(title="甲厂投产")
        with pytest.raises(NotSigned):
            publishing.publish(issue=issue, by=OPERATOR)
        reviewing.recall(issue=issue, by=OPERATOR, reason="文字又改")
        edition = publishing.publish_declared(issue=issue, by=OPERATOR, statement="纸质审核表已签")
        assert edition.digest == standing_of(fresh(issue)).digest

    def test_a_signed_issue_cannot_be_back_dated(self, issue: Issue) -> None:
        factories.signed(issue)
        with pytest.raises(ValidationError, match="倒填"):
            publishing.publish(issue=issue, by=OPERATOR, at=issue.created_at.replace(year=2020))
