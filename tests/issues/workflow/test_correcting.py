"""Corrections of published words: proposed by one, approved by another, told to readers."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from articles import workflow as articles_workflow
from articles.models import Article, AuditEntry, Publication, Revision, Source
from articles.record.audit import Actor
from articles.record.history import StaleEdit
from articles.refusals import Refused
from issues.comparison import differences
from issues.document import from_json
from issues.models import Correction, Edition, Issue
from issues.workflow import correcting, publishing
from issues.workflow.reviewing import NotSigned
from issues.workflow.standing import standing_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue() -> Issue:
    return factories.issue(factories.article("甲企业投产"), factories.article("乙企业扩建"))


def the(title: str) -> Article:
    return Article.objects.get(title=title)


class TestCorrecting:
    def propose(self, article: Article, by: Actor, **changes: object) -> Correction:
        return correcting.propose(
            article=article, based_on=article.version, changes=changes, what="标题有误", why="科室报错", by=by
        )

    def test_nothing_changes_until_another_approves(self, issue: Issue, desk: Actor, publisher: Actor) -> None:
        factories.published(issue)
        row = self.propose(the("甲企业投产"), desk, title="甲厂投产")
        assert Edition.objects.count() == 1
        assert the("甲企业投产")
        correcting.approve(correction=row, by=publisher)
        assert the("甲厂投产").status == Article.Status.PUBLISHED
        new = Edition.objects.order_by("-number").first()
        assert new is not None
        assert new.number == 2
        assert new.digest == standing_of(Issue.objects.get(pk=issue.pk)).digest

    def test_a_corrected_byline_credits_the_corrected_name(self, issue: Issue, desk: Actor, publisher: Actor) -> None:
        factories.published(issue)
        made = self.propose(the("甲企业投产"), desk, byline_text="(规划科 时语)")
        correcting.approve(correction=made, by=publisher)
        assert [row.contributor and row.contributor.name for row in the("甲企业投产").bylines.all()] == ["时语"]
        page = Client().get(the("甲企业投产").get_absolute_url()).content.decode()
        assert "时语" in page
        assert "时雨" not in page

    def test_the_responsible_editor_changes_by_a_correction_only(
        self, issue: Issue, desk: Actor, publisher: Actor
    ) -> None:
        factories.published(issue)
        article = the("甲企业投产")
        with pytest.raises(ValidationError, match="更正"):
            articles_workflow.edit(article=article, based_on=article.version, changes={"editor_name": "苏禾"}, by=desk)
        correcting.approve(correction=self.propose(article, desk, editor_name="苏禾"), by=publisher)
        assert "苏禾" in Client().get(article.get_absolute_url()).content.decode()

    def test_a_section_changes_by_a_correction_and_its_article_stands_with_the_others_of_it(
        self, desk: Actor, publisher: Actor
    ) -> None:
        made = factories.issue(*(factories.article(name) for name in "甲乙丙丁"))
        other = factories.section("工信动态")
        made.entries.filter(position__gte=3).update(section=other)
        factories.published(made)
        row = self.propose(the("甲"), desk, section={"id": other.pk, "name": other.name})
        correcting.approve(correction=row, by=publisher)
        edition = Edition.objects.order_by("-number")[0]
        printed = [(section, item.title) for section, item in from_json(edition.document).items()]
        assert printed == [("要闻", "乙"), ("工信动态", "丙"), ("工信动态", "丁"), ("工信动态", "甲")]
        assert the("甲").section == other
        assert edition.digest == standing_of(Issue.objects.get(pk=made.pk)).digest
        with pytest.raises(ValidationError, match="没有改动"):
            self.propose(the("甲"), desk, section={"id": other.pk, "name": other.name})

    def test_a_section_that_the_issue_has_not_leaves_the_article_in_its_place(
        self, issue: Issue, desk: Actor, publisher: Actor
    ) -> None:
        factories.published(issue)
        new = factories.section("县区动态")
        row = self.propose(the("甲企业投产"), desk, section={"id": new.pk, "name": new.name})
        correcting.approve(correction=row, by=publisher)
        document = from_json(Edition.objects.order_by("-number")[0].document)
        assert [section.name for section in document.sections] == ["县区动态", "要闻"]

    def test_a_line_break_in_what_is_told_does_not_stop_the_notice(
        self, issue: Issue, desk: Actor, publisher: Actor, django_capture_on_commit_callbacks
    ) -> None:
        factories.published(issue)
        article = the("甲企业投产")
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            correcting.propose(
                article=article, based_on=article.version, changes={"title": "乙"}, what="标题\n有误", why="错", by=desk
            )
        assert [sent.subject for sent in mail.outbox] == ["更正待审定：标题 有误"]

    def test_a_lead_title_longer_than_there_is_room_for_is_refused(self, issue: Issue, desk: Actor) -> None:
        factories.published(issue)
        issue.refresh_from_db()
        entry = issue.entries.first()
        assert entry is not None
        with pytest.raises(ValidationError, match="太长"):
            correcting.propose_for_issue(
                issue=issue, based_on=issue.version, changes={"lead_titles": {str(entry.article_id): "长" * 301}},
                what="导读", why="错", by=desk,
            )  # fmt: skip

    def test_a_name_changed_since_comes_in_by_no_correction_of_other_words(
        self, issue: Issue, desk: Actor, publisher: Actor
    ) -> None:
        issue.entries.update(section=factories.section("要闻"))
        source = Source.objects.create(name="云汀日报")
        Article.objects.filter(title="甲企业投产").update(source=source)
        factories.published(issue)
        source.name = "云汀晨报"
        source.save()
        section = factories.section("要闻")
        section.name = "要情"
        section.save()
        Publication(name="另一刊名").save()
        correcting.approve(correction=self.propose(the("甲企业投产"), desk, title="甲厂投产"), by=publisher)
        old, new = (from_json(edition.document) for edition in Edition.objects.order_by("number"))
        assert [one.field for one in differences(old, new)] == ["标题"]

    @pytest.mark.parametrize("change", ["one less", "one more", "one twice"])
    def test_a_correction_of_an_issue_neither_adds_nor_takes_articles(
        self, issue: Issue, desk: Actor, change: str
    ) -> None:
        factories.published(issue)
        issue.refresh_from_db()
        first, second = issue.entries.order_by("position").values_list("article_id", flat=True)
        order = {
            "one less": [second],
            "one more": [first, second, factories.article("丙").pk],
            "one twice": [first] * 2,
        }
        with pytest.raises(ValidationError, match="增减"):
            correcting.propose_for_issue(
                issue=issue, based_on=issue.version, changes={"order": order[change]}, what="次序", why="错", by=desk
            )

    def test_nobody_approves_their_own(self, issue: Issue) -> None:
        factories.published(issue)
        chief = factories.actor("chief", "管理员")
        row = self.propose(the("甲企业投产"), chief, title="甲厂投产")
        with pytest.raises(Refused, match="别人"):
            correcting.approve(correction=row, by=chief)

    def test_an_article_in_two_published_issues_gets_a_new_edition_in_each(
        self, issue: Issue, desk: Actor, publisher: Actor
    ) -> None:
        factories.published(issue)
        other = factories.issue(the("甲企业投产"))
        factories.published(other)
        correcting.approve(correction=self.propose(the("甲企业投产"), desk, title="甲厂投产"), by=publisher)
        assert sorted(Edition.objects.values_list("issue", "number")) == [
            (issue.pk, 1), (issue.pk, 2), (other.pk, 1), (other.pk, 2),
        ]  # fmt: skip

    def test_it_lapses_the_sign_offs_of_an_unpublished_issue_that_holds_the_article(
        self, issue: Issue, desk: Actor, publisher: Actor
    ) -> None:
        factories.published(issue)
        other = factories.signed(factories.issue(the("甲企业投产")))
        correcting.approve(correction=self.propose(the("甲企业投产"), desk, title="甲厂投产"), by=publisher)
        with pytest.raises(NotSigned):
            publishing.publish(issue=other, by=publisher)

    def test_two_proposals_for_one_article_the_second_is_stale_and_changes_nothing(
        self, issue: Issue, desk: Actor, publisher: Actor
    ) -> None:
        factories.published(issue)
        first = self.propose(the("甲企业投产"), desk, title="甲厂投产")
        second = self.propose(the("甲企业投产"), factories.actor("yi", "编辑"), title="甲公司投产")
        correcting.approve(correction=first, by=publisher)
        with pytest.raises(StaleEdit):
            correcting.approve(correction=second, by=publisher)
        assert the("甲厂投产")
        assert Correction.objects.get(pk=second.pk).status == Correction.Status.PROPOSED

    def test_approving_twice_approves_once(self, issue: Issue, desk: Actor, publisher: Actor) -> None:
        factories.published(issue)
        row = self.propose(the("甲企业投产"), desk, title="甲厂投产")
        correcting.approve(correction=row, by=publisher)
        with pytest.raises(ValidationError, match="不能再定"):
            correcting.approve(correction=row, by=publisher)
        assert Edition.objects.count() == 2

    def test_a_silent_one_is_recorded_as_silent(self, issue: Issue, desk: Actor, publisher: Actor) -> None:
        factories.published(issue)
        article = the("甲企业投产")
        row = correcting.propose(
            article=article, based_on=article.version, changes={"title": "甲厂投产"}, what="错字", why="校对",
            by=desk, public=False,
        )  # fmt: skip
        correcting.approve(correction=row, by=publisher)
        assert AuditEntry.objects.get(action="correct", kind="article").after["public"] is False
        assert Revision.objects.filter(action="correct").exists()

    @pytest.mark.parametrize(
        ("changes", "words"),
        [({"title": "甲企业投产"}, "没有改动"), ({"title": " "}, "标题为空"), ({"body": "<p></p>"}, "正文为空"),
         ({"internal_note": "x"}, "不含")],
    )  # fmt: skip
    def test_what_cannot_be_a_correction_is_refused(
        self, issue: Issue, desk: Actor, changes: dict[str, object], words: str
    ) -> None:
        factories.published(issue)
        with pytest.raises(ValidationError, match=words):
            self.propose(the("甲企业投产"), desk, **changes)

    def test_an_unpublished_article_is_not_corrected_but_edited(self, issue: Issue, desk: Actor) -> None:
        with pytest.raises(ValidationError, match="直接修改"):
            self.propose(the("甲企业投产"), desk, title="甲厂投产")

    def test_refusing_needs_a_reason_and_changes_nothing(self, issue: Issue, desk: Actor, publisher: Actor) -> None:
        factories.published(issue)
        row = self.propose(the("甲企业投产"), desk, title="甲厂投产")
        with pytest.raises(ValidationError, match="原因"):
            correcting.refuse(correction=row, by=publisher, reason="")
        assert correcting.refuse(correction=row, by=publisher, reason="原文无误").status == "refused"
        assert Edition.objects.count() == 1


def test_readers_are_told_of_a_public_correction_on_the_pages_and_in_the_feeds_and_not_of_a_silent_one(
    issue: Issue, desk: Actor, publisher: Actor, client: Client
) -> None:
    factories.published(issue)
    for title, public in (("甲企业投产", True), ("乙企业扩建", False)):
        row = correcting.propose(
            article=the(title), based_on=the(title).version, changes={"subtitle": "副题"}, what=f"{title}漏副题",
            why="漏排", by=desk, public=public,
        )  # fmt: skip
        correcting.approve(correction=row, by=publisher)
    article, fresh = the("甲企业投产"), Issue.objects.get(pk=issue.pk)
    pages = ("/feeds/articles.rss", "/feeds/issues.rss", article.get_absolute_url(), fresh.get_absolute_url())
    for address in pages:
        page = client.get(address).content.decode()
        assert "甲企业投产漏副题" in page, address
        assert "更正" in page
        assert timezone.localdate().isoformat() in page
        assert "乙企业扩建漏副题" not in page
    assert "乙企业扩建漏副题" not in client.get(the("乙企业扩建").get_absolute_url()).content.decode()


def test_what_was_corrected_in_an_article_is_no_longer_told_when_it_is_withdrawn(
    issue: Issue, desk: Actor, publisher: Actor, client: Client
) -> None:
    factories.published(issue)
    article = the("甲企业投产")
    row = correcting.propose(
        article=article,
        based_on=article.version,
        changes={"title": "甲厂投产"},
        what="误写姓名的一处",
        why="错",
        by=desk,
    )
    correcting.approve(correction=row, by=publisher)
    articles_workflow.withdraw(article=the("甲厂投产"), by=publisher, reason="涉及个人信息")
    fresh = Issue.objects.get(pk=issue.pk)
    for address in (
        "/",
        "/issues/",
        "/feeds/issues.rss",
        "/feeds/issues.json",
        fresh.get_absolute_url(),
        "/sitemap.xml",
    ):
        page = client.get(address).content.decode()
        for words in ("甲厂投产", "甲企业投产", "误写姓名"):
            assert words not in page, address
