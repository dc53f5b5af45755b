"""An article's way through the desk, and who may change it when."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles import access, workflow
from articles.models import Article, ArticleImage, AuditEntry, Byline, Contributor, Revision
from articles.record import history
from articles.record.audit import OPERATOR, Actor
from articles.record.history import StaleEdit
from articles.refusals import Refused
from articles.workflow import NotEditable
from tests import factories

pytestmark = pytest.mark.django_db
Status = Article.Status


def edit(article: Article, by: Actor, **changes: object) -> Article:
    return workflow.edit(article=article, based_on=article.version, changes=changes, by=by)


class TestTheWay:
    def test_a_draft_is_handed_in_and_accepted(self, own: Article, writer: Actor, desk: Actor) -> None:
        assert workflow.submit(article=own, by=writer).status == Status.SUBMITTED
        assert workflow.accept(article=own, by=desk).status == Status.ACCEPTED
        assert [entry.action for entry in AuditEntry.objects.filter(kind="article").order_by("pk")] == [
            "submit",
            "accept",
        ]

    def test_a_return_tells_the_department_why_and_lets_it_write_again(
        self, own: Article, writer: Actor, desk: Actor
    ) -> None:
        workflow.submit(article=own, by=writer)
        returned = workflow.return_(article=own, by=desk, reason="缺时间")
        assert returned.returned_reason == "缺时间"
        edited = edit(returned, writer, body="<p>5月17日，改造完成。</p>")
        assert workflow.submit(article=edited, by=writer).returned_reason == ""

    def test_a_return_without_a_reason_is_refused(self, own: Article, writer: Actor, desk: Actor) -> None:
        workflow.submit(article=own, by=writer)
        with pytest.raises(ValidationError, match="原因"):
            workflow.return_(article=own, by=desk, reason="  ")

    def test_an_article_in_an_issue_is_not_returned(self, desk: Actor) -> None:
        article = factories.article()
        factories.issue(article)
        with pytest.raises(ValidationError, match="已编入"):
            workflow.return_(article=article, by=desk, reason="重复")

    def test_an_article_in_an_issue_is_not_deleted_and_the_reason_names_the_issue(self) -> None:
        article = factories.article("甲")
        made = factories.issue(article)
        with pytest.raises(ValidationError, match=made.label):
            workflow.delete(article=article, by=factories.actor("chief", "管理员"))
        assert Article.objects.filter(pk=article.pk).exists()

    def test_what_was_ever_published_is_not_deleted(self) -> None:
        article = factories.article("甲", status=Status.WITHDRAWN, published_at=timezone.now())
        with pytest.raises(ValidationError, match="只能撤回"):
            workflow.delete(article=article, by=factories.actor("chief", "管理员"))
        assert Article.objects.filter(pk=article.pk).exists()

    def test_held_articles_come_back(self, own: Article, desk: Actor) -> None:
        workflow.hold(article=own, by=desk)
        assert workflow.accept(article=own, by=desk).status == Status.ACCEPTED

    def test_submitting_twice_submits_once(self, own: Article, writer: Actor) -> None:
        workflow.submit(article=own, by=writer)
        with pytest.raises(ValidationError, match="已投稿"):
            workflow.submit(article=own, by=writer)
        assert AuditEntry.objects.filter(action="submit").count() == 1

    @pytest.mark.parametrize("verb", [workflow.accept, workflow.hold])
    def test_only_the_desk_decides(self, own: Article, writer: Actor, verb: Callable[..., Article]) -> None:
        for by in (writer, factories.actor("chu", "初审"), factories.actor("shen", "审计员")):
            with pytest.raises(Refused):
                verb(article=own, by=by)

    def test_what_counts_is_the_article_as_stored_not_as_it_was_read(self, own: Article, writer: Actor) -> None:
        Article.objects.filter(pk=own.pk).update(department=factories.department("技改科"))
        with pytest.raises(Refused, match="科室"):
            workflow.submit(article=own, by=writer)
        Article.objects.filter(pk=own.pk).update(department=factories.department(), body="")
        with pytest.raises(ValidationError, match="正文为空"):
            workflow.submit(article=own, by=writer)

    def test_a_reprint_that_lost_its_source_is_not_published_again(self, writer: Actor) -> None:
        edition = factories.published(
            factories.issue(factories.article("甲", is_reprint=True, source=factories.source()))
        )
        article = Article.objects.get(pk=edition.article_ids[0])
        chief = factories.actor("chief", "管理员")
        workflow.withdraw(article=article, by=chief, reason="核实")
        Article.objects.filter(pk=article.pk).update(source=None)
        with pytest.raises(ValidationError, match="来源"):
            workflow.publish(article=article, by=chief)

    def test_an_empty_draft_is_not_handed_in(self, writer: Actor) -> None:
        with pytest.raises(ValidationError, match="正文为空"):
            workflow.submit(
                article=factories.article(body="", status=Status.DRAFT, department=factories.department()), by=writer
            )


class TestWhoMayChangeIt:
    def test_a_correspondent_changes_their_own_departments_drafts_until_they_are_handed_in(
        self, own: Article, writer: Actor
    ) -> None:
        edited = edit(own, writer, title="新标题")
        workflow.submit(article=edited, by=writer)
        fresh = Article.objects.get(pk=own.pk)
        with pytest.raises(NotEditable, match="编辑部"):
            edit(fresh, writer, title="又改")

    def test_another_department_neither_sees_nor_changes_nor_hands_it_in(self, own: Article) -> None:
        other = factories.actor("yi", "通讯员", department=factories.department("运行科"))
        assert other.user is not None
        assert not access.visible_to(other.user).exists()
        with pytest.raises(Refused):
            edit(own, other, title="别科的")
        with pytest.raises(Refused):
            workflow.submit(article=own, by=other)

    @pytest.mark.parametrize("group", ["初审", "复审", "签发", "审计员"])
    def test_reviewers_and_auditors_read_only(self, own: Article, group: str) -> None:
        with pytest.raises(Refused):
            edit(own, factories.actor("reader", group), title="改")

    def test_the_desk_changes_it_in_every_state_before_publication(self, own: Article, desk: Actor) -> None:
        for status in (Status.DRAFT, Status.SUBMITTED, Status.ACCEPTED, Status.HELD, Status.RETURNED):
            Article.objects.filter(pk=own.pk).update(status=status)
            edit(Article.objects.get(pk=own.pk), desk, title=f"标题{status}")


class TestNoLostEdit:
    def test_a_stale_save_is_refused_and_carries_both_sides(self, own: Article, writer: Actor, desk: Actor) -> None:
        mine = Article.objects.get(pk=own.pk)
        edit(own, writer, title="他的标题")
        with pytest.raises(StaleEdit) as caught:
            edit(mine, desk, title="我的标题")
        assert caught.value.base is not None
        assert caught.value.theirs is not None
        assert caught.value.base.snapshot["title"] == own.title
        assert caught.value.theirs.snapshot["title"] == "他的标题"
        assert caught.value.theirs.by_name == "wen"
        assert Article.objects.get(pk=own.pk).title == "他的标题"

    def test_a_save_of_a_deleted_article_says_that_it_is_gone_and_its_words_are_in_the_history(
        self, own: Article, desk: Actor
    ) -> None:
        mine = Article.objects.get(pk=own.pk)
        workflow.delete(article=own, by=desk)
        with pytest.raises(StaleEdit) as caught:
            edit(mine, desk, title="我的标题")
        assert caught.value.theirs is None
        last = Revision.objects.filter(kind="article", object_id=mine.pk).latest("version")
        assert (last.action, last.snapshot["title"]) == ("delete", mine.title)

    def test_a_state_change_counts_as_a_newer_version(self, own: Article, writer: Actor, desk: Actor) -> None:
        open_form = Article.objects.get(pk=own.pk)
        workflow.submit(article=own, by=writer)
        with pytest.raises(StaleEdit):
            edit(open_form, desk, title="改")


class TestHistory:
    def test_every_change_is_a_revision_with_who_and_what(self, own: Article, writer: Actor, desk: Actor) -> None:
        first = edit(own, writer, title="第一次")
        edit(first, desk, body="<p>新正文。</p>")
        kept = list(history.revisions_of(own).values_list("version", "action", "by_name"))
        assert kept == [(3, "edit", "desk"), (2, "edit", "wen"), (1, "found", "")]

    def test_restoring_brings_back_words_credits_tags_and_pictures_as_a_new_revision(
        self, own: Article, desk: Actor, settings: object
    ) -> None:
        from django.core.files.base import ContentFile
        from django.core.files.storage import default_storage

        name = default_storage.save("kept.jpg", ContentFile(b"x"))
        person = Contributor.objects.create(name="时雨")
        Byline.objects.create(article=own, contributor=person, position=1)
        own.tags.set(["改造"])
        ArticleImage.objects.create(
            article=own, name=name, digest="0" * 64, width=9, height=9, alt="车间", caption="车间一角"
        )
        before = workflow.snapshot_of(own)
        changed = edit(own, desk, title="改了")
        own.bylines.all().delete()
        own.tags.clear()
        own.images.all().delete()
        restored = workflow.restore(article=changed, version=1, based_on=changed.version, by=desk)
        assert workflow.snapshot_of(restored) == before
        assert (restored.version, history.revisions_of(own).count()) == (3, 3)
        assert AuditEntry.objects.filter(action="restore").exists()

    def test_restoring_over_newer_work_is_refused(self, own: Article, desk: Actor) -> None:
        seen = edit(own, desk, title="二")
        edit(seen, desk, title="三")
        with pytest.raises(StaleEdit):
            workflow.restore(article=own, version=1, based_on=2, by=desk)
        assert Article.objects.get(pk=own.pk).title == "三"

    def test_nothing_of_a_refused_change_stays(self, own: Article, desk: Actor) -> None:
        with pytest.raises(ValidationError):
            edit(own, desk, title="")
        assert Article.objects.get(pk=own.pk).version == 1
        assert not Revision.objects.exists()


def test_the_operator_may_all_and_is_named_as_the_command_line(own: Article) -> None:
    with transaction.atomic():
        workflow.accept(article=own, by=OPERATOR)
    assert AuditEntry.objects.get(action="accept").actor_name == "命令行"
