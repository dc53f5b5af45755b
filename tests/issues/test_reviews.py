"""三审三校: a sign-off holds for the words signed, by the people who may, one after the other."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles import workflow as articles_workflow
from articles.audit import OPERATOR
from articles.models import Article, ArticleImage, AuditEntry, Publication, Source
from issues import editing, reviews, workflow
from issues.models import GATES, Edition, Entry, Issue, Review, ReviewStep
from issues.reviews import StaleReview
from issues.standing import standing_of
from issues.workflow import NotSigned
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue() -> Issue:
    return factories.issue(
        factories.article("甲企业投产"), factories.article("乙企业扩建"), factories.article("丙项目开工")
    )


@pytest.fixture
def sent(issue: Issue) -> Issue:
    return reviews.send(issue=issue, by=factories.actor("desk", "编辑"))


def fresh(issue: Issue) -> Issue:
    return Issue.objects.get(pk=issue.pk)


def states(issue: Issue) -> list[str]:
    return [one.state for one in standing_of(fresh(issue)).steps]


def agree_as(issue: Issue, name: str, *groups: str, step: int = 1) -> Review:
    return reviews.agree(
        issue=issue,
        step=ReviewStep.objects.get(position=step),
        digest=standing_of(fresh(issue)).digest,
        gates=GATES,
        by=factories.actor(name, *groups),
    )


class TestTheWayThroughTheSteps:
    def test_three_people_sign_and_the_publisher_publishes(self, sent: Issue) -> None:
        agree_as(sent, "anna", "初审")
        assert fresh(sent).stage == "复审"
        agree_as(sent, "bo", "复审", step=2)
        agree_as(sent, "chen", "签发", step=3)
        assert fresh(sent).status == Issue.Status.APPROVED
        edition = workflow.publish(issue=sent, by=factories.actor("chen"))
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
            with pytest.raises(PermissionError, match="初审"):
                agree_as(sent, name)
        assert chief.is_superuser
        step = ReviewStep.objects.get(position=1)
        with pytest.raises(PermissionError, match="本人"):
            reviews.agree(issue=sent, step=step, digest=standing_of(sent).digest, gates=GATES, by=OPERATOR)

    def test_nobody_takes_two_steps_of_one_issue(self, sent: Issue) -> None:
        agree_as(sent, "anna", "初审", "复审")
        with pytest.raises(PermissionError, match="同一人"):
            agree_as(sent, "anna", step=2)

    def test_nobody_takes_another_step_after_a_return_either(self, sent: Issue) -> None:
        agree_as(sent, "anna", "初审", "复审")
        step = ReviewStep.objects.get(position=2)
        reviews.return_(
            issue=sent, step=step, digest=standing_of(sent).digest, reason="标题太长", by=factories.actor("bo", "复审")
        )
        reviews.send(issue=sent, by=factories.actor("desk"))
        agree_as(sent, "ann2", "初审")
        with pytest.raises(PermissionError, match="同一人"):
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
            reviews.agree(
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
            reviews.agree(
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
            reviews.return_(issue=sent, step=step, digest=standing_of(sent).digest, reason=" ", by=anna)
        reviews.return_(issue=sent, step=step, digest=standing_of(sent).digest, reason="第二条导读与正文不符", by=anna)
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
            workflow.publish(issue=issue, by=OPERATOR)

    def test_fewer_than_two_steps_send_nothing(self, issue: Issue) -> None:
        ReviewStep.objects.filter(position__gt=1)._raw_delete(using="default")  # type: ignore[attr-defined]
        with pytest.raises(ValidationError, match="少于"):
            reviews.send(issue=issue, by=factories.actor("desk", "编辑"))

    def test_an_empty_issue_is_not_sent(self) -> None:
        with pytest.raises(ValidationError, match="没有稿件"):
            reviews.send(issue=factories.issue(), by=factories.actor("desk", "编辑"))


class TestASignOffIsForWords:
    """Each change a reader would see, made after 复审 by any path, lapses both; others lapse nothing."""

    @pytest.fixture
    def twice_agreed(self, sent: Issue) -> Issue:
        agree_as(sent, "anna", "初审")
        agree_as(sent, "bo", "复审", step=2)
        assert states(sent) == ["agreed", "agreed", "waiting"]
        return sent

    def one(self) -> Article:
        return Article.objects.get(title="甲企业投产")

    def test_one_character(self, twice_agreed: Issue) -> None:
        article = self.one()
        articles_workflow.edit(
            article=article, based_on=article.version, changes={"title": "甲企业投产。"}, by=factories.actor("desk")
        )
        assert states(twice_agreed) == ["lapsed", "lapsed", "ahead"]
        assert fresh(twice_agreed).stage == "初审"

    def test_one_character_by_a_path_that_tells_nobody(self, twice_agreed: Issue) -> None:
        Article.objects.filter(pk=self.one().pk).update(body="<p>改了。</p>")
        assert states(twice_agreed) == ["lapsed", "lapsed", "ahead"]

    def test_the_order(self, twice_agreed: Issue) -> None:
        issue = fresh(twice_agreed)
        with editing.changing(issue=issue, based_on=issue.version, by=factories.actor("desk"), action="move") as row:
            first, second = row.entries.order_by("position")[:2]
            Entry.objects.filter(pk=first.pk).update(position=99)
            Entry.objects.filter(pk=second.pk).update(position=1)
            Entry.objects.filter(pk=first.pk).update(position=2)
        assert states(twice_agreed) == ["lapsed", "lapsed", "ahead"]

    def test_a_byline(self, twice_agreed: Issue) -> None:
        Article.objects.filter(pk=self.one().pk).update(byline_text="(规划科 时晴)")
        assert states(twice_agreed) == ["lapsed", "lapsed", "ahead"]

    def test_a_caption(self, twice_agreed: Issue) -> None:
        ArticleImage.objects.create(
            article=self.one(), name="a.jpg", digest="0" * 64, width=10, height=10, alt="车间", caption="车间一角"
        )
        assert states(twice_agreed) == ["lapsed", "lapsed", "ahead"]

    def test_a_lead_title_a_source_and_the_masthead(self, twice_agreed: Issue) -> None:
        Entry.objects.filter(article=self.one()).update(lead_title="甲企业")
        assert states(twice_agreed)[0] == "lapsed"
        Entry.objects.filter(article=self.one()).update(lead_title="")
        Article.objects.filter(pk=self.one().pk).update(source=Source.objects.create(name="云汀日报"))
        assert states(twice_agreed)[0] == "lapsed"
        Article.objects.filter(pk=self.one().pk).update(source=None)
        Publication(name="另一刊名").save()
        assert states(twice_agreed)[0] == "lapsed"

    def test_internal_notes_tags_and_filing_lapse_nothing(self, twice_agreed: Issue) -> None:
        article, desk = self.one(), factories.actor("desk")
        articles_workflow.edit(
            article=article,
            based_on=article.version,
            changes={"internal_note": "等科室补图", "department": factories.department()},
            tags=["投产"],
            by=desk,
        )
        issue = fresh(twice_agreed)
        with editing.changing(issue=issue, based_on=issue.version, by=desk, action="edit") as row:
            row.internal_note = "本周加急"
            row.save(update_fields=["internal_note"])
        assert states(twice_agreed) == ["agreed", "agreed", "waiting"]
        assert fresh(twice_agreed).stage == "终审"

    def test_another_issue_keeps_its_sign_offs(self, twice_agreed: Issue) -> None:
        other = factories.signed(factories.issue(factories.article("丁企业获奖")))
        Article.objects.filter(pk=self.one().pk).update(title="甲厂投产")
        assert states(other) == ["agreed"] * 3

    def test_an_article_in_two_issues_lapses_both(self, twice_agreed: Issue) -> None:
        other = factories.signed(factories.issue(self.one()))
        article = self.one()
        articles_workflow.edit(
            article=article, based_on=article.version, changes={"title": "甲厂投产"}, by=factories.actor("desk")
        )
        assert states(other)[0] == "lapsed"
        assert fresh(other).status == Issue.Status.IN_REVIEW

    def test_words_put_back_hold_again(self, twice_agreed: Issue) -> None:
        pk = self.one().pk
        Article.objects.filter(pk=pk).update(title="甲厂投产")
        Article.objects.filter(pk=pk).update(title="甲企业投产")
        assert states(twice_agreed) == ["agreed", "agreed", "waiting"]

    def test_the_lapse_is_recorded_with_what_changed_and_told(
        self, twice_agreed: Issue, django_capture_on_commit_callbacks: object
    ) -> None:
        article = self.one()
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            articles_workflow.edit(
                article=article, based_on=article.version, changes={"title": "甲厂投产"}, by=factories.actor("desk")
            )
        entry = AuditEntry.objects.get(action="lapse")
        assert "标题有改动" in entry.reason
        assert any("须重新审核" in letter.subject for letter in mail.outbox)

    def test_a_sign_off_after_a_lapse_is_for_the_new_words(self, twice_agreed: Issue) -> None:
        Article.objects.filter(pk=self.one().pk).update(title="甲厂投产")
        with pytest.raises(StaleReview):
            agree_as(twice_agreed, "chen", "签发", step=3)
        agree_as(twice_agreed, "anna")
        assert states(twice_agreed) == ["agreed", "lapsed", "ahead"]


class TestNoDoorForUnsignedWords:
    def test_publish_refuses_every_unsigned_state(self, issue: Issue) -> None:
        doors = factories.actor("chen", "签发"), OPERATOR
        for by in doors:
            with pytest.raises(NotSigned, match="送审"):
                workflow.publish(issue=issue, by=by)
        reviews.send(issue=issue, by=factories.actor("desk", "编辑"))
        for by in doors:
            with pytest.raises(NotSigned, match="初审"):
                workflow.publish(issue=issue, by=by)
        factories.signed(issue)
        Article.objects.filter(title="甲企业投产").update(title="甲厂投产")
        for by in doors:
            with pytest.raises(NotSigned, match="重新审核"):
                workflow.publish(issue=issue, by=by)
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

    def test_a_withdrawn_issue_goes_through_its_reviews_again(self, issue: Issue) -> None:
        factories.published(issue)
        workflow.withdraw(issue=issue, by=factories.actor("chief", "管理员"), reason="内容有误")
        with pytest.raises(NotSigned):
            workflow.publish(issue=issue, by=OPERATOR)
        factories.signed(fresh(issue))
        assert workflow.publish(issue=issue, by=OPERATOR).number == 2

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
            with pytest.raises(PermissionError):
                reviews.declare_signed(issue=issue, by=factories.actor(name, *groups), statement="已签")
        review = reviews.declare_signed(issue=issue, by=OPERATOR, statement="纸质审核表已签")
        assert review.get_decision_display() == "导入时声明已签发"
        Article.objects.filter(title="甲企业投产").update(title="甲厂投产")
        with pytest.raises(NotSigned):
            workflow.publish(issue=issue, by=OPERATOR)
        edition = workflow.publish_declared(issue=issue, by=OPERATOR, statement="纸质审核表已签")
        assert edition.digest == standing_of(fresh(issue)).digest

    def test_a_signed_issue_cannot_be_back_dated(self, issue: Issue) -> None:
        factories.signed(issue)
        with pytest.raises(ValidationError, match="倒填"):
            workflow.publish(issue=issue, by=OPERATOR, at=issue.created_at.replace(year=2020))


def test_the_next_holders_are_written_to_and_nobody_else(
    issue: Issue, django_capture_on_commit_callbacks: object
) -> None:
    factories.person("anna", "初审")
    factories.person("bo", "复审")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        reviews.send(issue=issue, by=factories.actor("desk", "编辑"))
    assert [letter.to for letter in mail.outbox] == [["anna@example.test"]]
    assert "待初审" in mail.outbox[0].subject


def test_a_remark_keeps_the_words_it_was_made_on(sent: Issue) -> None:
    article = Article.objects.get(title="甲企业投产")
    anna = factories.actor("anna", "初审")
    remark = reviews.remark(issue=sent, article=article, paragraph=2, text="用时请核实", by=anna)
    assert remark.quote == "改造用时三个月。"
    assert reviews.settle_remark(comment=remark, by=factories.actor("desk")).done_by_name == "desk"
    with pytest.raises(PermissionError):
        reviews.remark(issue=sent, article=article, paragraph=0, text="看看", by=factories.actor("reader", "审计员"))
