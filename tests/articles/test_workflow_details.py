"""What the functions of `articles.workflow` say, to people, to the record and to who listens, word for word."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.dispatch import Signal

from articles import signals, workflow
from articles.models import Article, AuditEntry, Revision, SiteRevision
from articles.record.audit import OPERATOR, Actor
from articles.record.history import StaleEdit
from articles.refusals import Refused
from articles.workflow import NotEditable
from tests import factories

pytestmark = pytest.mark.django_db
Status = Article.Status
Heard = list[dict[str, Any]]


@pytest.fixture
def chief() -> Actor:
    return factories.actor("chief", "管理员")


@pytest.fixture
def published() -> Article:
    return Article.objects.get(pk=factories.published(factories.issue(factories.article("甲"))).article_ids[0])


@pytest.fixture
def listen() -> Iterator[Callable[[Signal], Heard]]:
    """What articles (and nothing else) send from now on, signal by signal."""
    connected: list[tuple[Signal, Callable[..., None]]] = []

    def start(signal: Signal) -> Heard:
        heard: Heard = []

        def receive(**sent: Any) -> None:
            heard.append(sent)

        signal.connect(receive, sender=Article, weak=False)
        connected.append((signal, receive))
        return heard

    yield start
    for signal, receive in connected:
        signal.disconnect(receive, sender=Article)


def edit(article: Article, by: Actor, **changes: object) -> Article:
    return workflow.edit(article=article, based_on=article.version, changes=changes, by=by)


class TestEditing:
    def test_words_that_readers_have_seen_change_by_a_correction_only(self, published: Article) -> None:
        before = SiteRevision.current().number
        with pytest.raises(NotEditable) as refused:
            edit(published, OPERATOR, title="又改")
        assert refused.value.messages == ["稿件已发布，读者看到的文字只能通过“更正”修改。"]
        assert SiteRevision.current().number == before
        edit(published, OPERATOR, section=factories.section("别的栏目"))
        assert SiteRevision.current().number > before

    def test_a_draft_changes_nothing_that_readers_could_see(self, own: Article, desk: Actor) -> None:
        before = SiteRevision.current().number
        edit(own, desk, title="改")
        assert SiteRevision.current().number == before

    def test_whoever_listens_hears_what_was_changed_by_whom(
        self, own: Article, desk: Actor, listen: Callable[[Signal], Heard]
    ) -> None:
        locked, changed = listen(signals.about_to_lock), listen(signals.words_changed)
        edit(own, desk, title="改")
        assert [one["article"] for one in locked] == [own]
        assert [(one["article"], one["by"]) for one in changed] == [(own, desk)]

    def test_the_record_says_nothing_beside_the_change_and_of_a_restoring_from_where(
        self, own: Article, desk: Actor
    ) -> None:
        changed = edit(own, desk, title="改")
        workflow.restore(article=changed, version=1, based_on=changed.version, by=desk)
        assert list(Revision.objects.filter(kind="article").order_by("version").values_list("note", flat=True)) == [
            "", "", "恢复到第1版",
        ]  # fmt: skip
        after = AuditEntry.objects.get(action="restore").after
        assert (after["version"], after["restored"]) == (3, 1)

    def test_a_reader_is_told_that_it_is_not_theirs_to_change(self, own: Article) -> None:
        with pytest.raises(Refused) as refused:
            edit(own, factories.actor("shen", "审计员"), title="改")
        assert str(refused.value) == "您不能修改这篇稿件。"

    def test_what_is_gone_is_named(self, own: Article, desk: Actor) -> None:
        number, version = own.pk, own.version
        Article.objects.filter(pk=number).delete()
        with pytest.raises(StaleEdit) as gone:
            edit(own, desk, title="改")
        assert (gone.value.kind, gone.value.object_id, gone.value.based_on) == ("article", number, version)


class TestHandingIn:
    def test_refusals_say_why(self, own: Article, writer: Actor) -> None:
        Article.objects.filter(pk=own.pk).update(body="  ")
        with pytest.raises(ValidationError) as empty:
            workflow.submit(article=own, by=writer)
        assert empty.value.messages == ["正文为空，不能投稿。"]
        Article.objects.filter(pk=own.pk).update(department=factories.department("运行科"))
        with pytest.raises(Refused) as other:
            workflow.submit(article=own, by=writer)
        assert str(other.value) == "这不是您科室的稿件。"

    def test_a_unit_whose_head_consents_hands_in_by_its_head_or_the_desk(
        self, own: Article, writer: Actor, desk: Actor
    ) -> None:
        head = factories.actor("tou", "单位负责人", department=factories.department())
        assert not workflow.needs_consent(own, writer)
        office = factories.department()
        office.head, office.head_consents = head.user, True
        office.save()
        own.refresh_from_db()
        assert workflow.needs_consent(own, writer) is True
        assert not any(workflow.needs_consent(own, by) for by in (head, desk, OPERATOR))
        assert not workflow.needs_consent(factories.article(), writer)
        with pytest.raises(ValidationError) as refused:
            workflow.submit(article=own, by=writer)
        assert refused.value.messages == ["贵单位投稿要先经负责人同意：请按“请负责人同意”。"]
        assert workflow.submit(article=own, by=head).status == Status.SUBMITTED


class TestDeciding:
    def test_each_decision_is_on_record_by_its_name_and_reason(self, own: Article, writer: Actor, desk: Actor) -> None:
        workflow.submit(article=own, by=writer)
        workflow.hold(article=own, by=desk)
        workflow.return_(article=own, by=desk, reason="  缺时间 ")
        rows = AuditEntry.objects.filter(kind="article").order_by("pk").values_list("action", "reason")
        assert list(rows) == [("submit", ""), ("hold", ""), ("return", "缺时间")]

    def test_acceptance_takes_the_reason_of_the_return_away(self, own: Article, writer: Actor, desk: Actor) -> None:
        workflow.submit(article=own, by=writer)
        returned = workflow.return_(article=own, by=desk, reason="缺" * 300)
        assert returned.returned_reason == "缺" * 300
        assert workflow.accept(article=returned, by=desk).returned_reason == ""

    def test_a_return_without_a_reason_says_what_is_wanted(self, own: Article, desk: Actor) -> None:
        with pytest.raises(ValidationError) as refused:
            workflow.return_(article=own, by=desk, reason=" ")
        assert refused.value.messages == ["请写明退稿原因。"]

    def test_what_holds_it_is_asked_about_this_article(
        self, own: Article, desk: Actor, listen: Callable[[Signal], Heard]
    ) -> None:
        asked = listen(signals.asks_whether_in_use)
        Article.objects.filter(pk=own.pk).update(status=Status.ACCEPTED)
        workflow.return_(article=own, by=desk, reason="缺时间")
        assert [one["article"] for one in asked] == [own]


class TestPublishing:
    def test_an_article_nobody_signed_goes_out_with_its_issue_only(
        self, chief: Actor, listen: Callable[[Signal], Heard]
    ) -> None:
        article, asked = factories.article(), listen(signals.asks_whether_signed)
        with pytest.raises(ValidationError) as refused:
            workflow.publish(article=article, by=chief)
        assert refused.value.messages == ["稿件随期发布：请把它编入一期，经审核签发后与该期一同发布。"]
        assert [one["article"] for one in asked] == [article]

    def test_one_whose_words_were_signed_comes_back(self, published: Article, chief: Actor) -> None:
        workflow.withdraw(article=published, by=chief, reason="核实")
        assert workflow.publish(article=published, by=chief).status == Status.PUBLISHED
