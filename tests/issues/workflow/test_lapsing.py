"""A sign-off is for words: it lapses when they change, by whatever path, and for nothing else."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail

from articles import workflow as articles_workflow
from articles.models import Article, ArticleImage, AuditEntry, Publication, Source
from issues.models import Entry, Issue, ReviewStep
from issues.workflow import editing
from issues.workflow.reviewing import StaleReview
from tests import factories
from tests.issues.signing import agree_as, fresh, states

pytestmark = pytest.mark.django_db


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

    def test_an_agreement_does_not_stand_while_a_step_before_it_is_open(self, twice_agreed: Issue) -> None:
        for position, later in ((3, 5), (2, 4)):
            ReviewStep.objects.filter(position=position).update(position=later)
        ReviewStep.objects.create(name="法规", group=Group.objects.get(name="复审"), position=2)
        assert states(twice_agreed) == ["agreed", "waiting", "lapsed", "ahead"]

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

    @pytest.mark.parametrize("field", ["kicker", "summary", "editor_name"])
    def test_words_that_only_the_articles_own_page_prints(self, twice_agreed: Issue, field: str) -> None:
        article = self.one()
        articles_workflow.edit(
            article=article, based_on=article.version, changes={field: "没有签过的话"}, by=factories.actor("desk")
        )
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

    def test_tags_are_signed_since_the_article_s_page_prints_them(self, twice_agreed: Issue) -> None:
        article, desk = self.one(), factories.actor("desk")
        row = articles_workflow.edit(article=article, based_on=article.version, changes={}, tags=["投产"], by=desk)
        assert states(twice_agreed) == ["lapsed", "lapsed", "ahead"]
        articles_workflow.edit(article=row, based_on=row.version, changes={}, tags=[], by=desk)
        assert states(twice_agreed) == ["agreed", "agreed", "waiting"]

    def test_internal_notes_credits_and_filing_lapse_nothing(self, twice_agreed: Issue) -> None:
        article, desk = self.one(), factories.actor("desk")
        articles_workflow.edit(
            article=article,
            based_on=article.version,
            changes={"internal_note": "等科室补图", "department": factories.department()},
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
