"""The archive check: everything published by its own day, resumed where it was killed, rows that follow the words."""

import datetime as dt
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import AllowedSource, Article, Waiver
from articles.proofing.rules import Context
from articles.record import rows
from articles.record.audit import OPERATOR
from articles.refusals import Refused
from articles.registers import concerned
from articles.registers.waiving import take_back, waive
from articles.search import indexing
from issues.assembly.findings import findings_of
from issues.inspection import running, settling, storing
from issues.inspection.running import due, inspect, marks_now, pending
from issues.models import ArchiveCheck, ArchiveFinding, Issue, Recheck
from issues.workflow import correcting
from tests import factories
from tests.articles.proofing.test_typos import needs_model
from tests.issues.inspection.conftest import leader, published

pytestmark = pytest.mark.django_db
WORD = "word.forbidden"


def check(*, processes: int = 1, since: dt.date | None = None) -> int:
    """A run; how many articles it checked."""
    marks = marks_now()
    return inspect(due(marks, since=since), marks, processes=processes, told=lambda *_: None)


def work_off() -> int:
    marks = marks_now()
    return inspect(pending(marks, most=500), marks, processes=1, told=lambda *_: None)


def the_row(article: Article | None = None) -> ArchiveFinding:
    rows = ArchiveFinding.objects.filter(code=WORD)
    return rows.get(article=article) if article else rows.get()


def test_several_processes_find_what_one_finds() -> None:
    for number in range(60):
        published(f"<p>5月{number % 28 + 1}日，市长亲自带队，电话13912345{number:03}。</p>", days_ago=number)
    assert check(processes=2) == 60
    two = set(ArchiveFinding.objects.values_list("article_id", "key", "state"))
    assert len(two) >= 120
    ArchiveFinding.objects.all().delete()
    ArchiveCheck.objects.all().delete()
    assert check(processes=1) == 60
    assert set(ArchiveFinding.objects.values_list("article_id", "key", "state")) == two


def test_a_run_that_is_killed_goes_on_and_does_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        published(days_ago=number + 1)
    monkeypatch.setattr(running, "BATCH", 2)
    marks, calls = marks_now(), 0

    def killed(done: int, total: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        inspect(due(marks), marks, processes=1, told=killed)
    first = dict(ArchiveCheck.objects.values_list("article_id", "at"))
    assert len(first) == 4
    assert check() == 3
    assert check() == 0
    assert ArchiveFinding.objects.filter(code=WORD).count() == 7
    now = dict(ArchiveCheck.objects.values_list("article_id", "at"))
    assert {pk: now[pk] for pk in first} == first


def test_what_is_due_is_what_changed_and_since_limits_it() -> None:
    old, new = published(days_ago=400), published(days_ago=1)
    assert check(since=timezone.localdate() - dt.timedelta(days=30)) == 1
    assert due(marks_now()) == [old.pk]
    check()
    assert due(marks_now()) == []
    Article.objects.filter(pk=new.pk).update(version=new.version + 1)
    assert due(marks_now()) == [new.pk]
    leader()
    assert set(due(marks_now())) == {old.pk, new.pk}
    assert due(marks_now(), whatever_registers=True) == [new.pk]
    AllowedSource.objects.create(name="澄州日报")
    assert len(due(marks_now(), whatever_registers=True)) == 2


def test_drafts_and_withdrawn_articles_are_left_alone() -> None:
    factories.article(body="<p>市长亲自带队。</p>", status=Article.Status.DRAFT)
    assert check() == 0


def test_a_row_ended_today_changes_nothing_of_last_years_articles() -> None:
    row = leader()
    article = published("<p>5月6日，市经信局局长何望舒到企业调研。</p>", days_ago=365)
    check()
    before = list(ArchiveFinding.objects.order_by("pk").values())
    row.until = timezone.localdate() - dt.timedelta(days=1)
    row.save()
    assert check() == 1
    assert list(ArchiveFinding.objects.order_by("pk").values()) == before
    published("<p>今天，市经信局局长何望舒到企业调研。</p>", days_ago=0)
    check()
    assert ArchiveFinding.objects.filter(code="leader.former").exclude(article=article).exists()


def test_a_correction_that_puts_a_finding_right_closes_its_row() -> None:
    article = factories.article(body="<p>5月6日，市长亲自带队。</p>")
    factories.published(factories.issue(article))
    article.refresh_from_db()
    check()
    assert the_row().state == "open"
    made = correcting.propose(
        article=article, based_on=article.version, changes={"body": "<p>5月6日，市长带队。</p>"}, what="删去“亲自”",
        why="用语", by=factories.actor("青禾", "编辑"),
    )  # fmt: skip
    correcting.approve(correction=made, by=factories.actor("签发人", "签发"))
    assert work_off() == 1
    row = the_row()
    assert (row.state, row.by_name, row.reason) == ("corrected", "青禾", "更正：删去“亲自”")
    assert work_off() == 0


def test_a_fault_that_comes_back_opens_its_row_again() -> None:
    article = published()
    check()
    for body, state in (("<p>市长带队。</p>", "corrected"), ("<p>市长亲自带队。</p>", "open")):
        Article.objects.filter(pk=article.pk).update(body=body, version=article.version + 1)
        article.refresh_from_db()
        check()
        assert the_row().state == state


def test_waived_rows_stay_waived_until_the_waiver_is_taken_back() -> None:
    article, by = published(), factories.actor("青禾", "编辑")
    check()
    settling.let_stand(row=the_row(), reason="确是市长带队", by=by)
    assert (the_row().state, the_row().reason, the_row().by_name) == ("waived", "确是市长带队", "青禾")
    leader()
    check()
    assert the_row().state == "waived"
    settling.check_off(row=the_row(), by=by)
    leader(name="林一帆")
    check()
    assert the_row().state == "checked"
    take_back(waiver=Waiver.objects.get(), subject=article, by=by)
    assert work_off() == 1
    assert the_row().state == "open"


def test_a_waiver_given_elsewhere_is_seen() -> None:
    article = published()
    check()
    (finding,) = [one.finding for one in findings_of(article) if one.finding.code == WORD]
    waive(subject=article, finding=finding, reason="确是", by=factories.actor("复审人", "复审"))
    work_off()
    assert (the_row().state, the_row().by_name) == ("waived", "复审人")


def test_rows_are_settled_by_those_who_may_and_only_when_it_makes_sense() -> None:
    article = published()
    check()
    by = factories.actor("青禾", "编辑")
    with pytest.raises(Refused):
        settling.let_stand(row=the_row(), reason="确是", by=factories.actor("签发人", "签发"))
    with pytest.raises(ValidationError, match="理由"):
        settling.let_stand(row=the_row(), reason=" ", by=by)
    with pytest.raises(ValidationError, match="待核，不能复查"):
        settling.check_off(row=the_row(), by=by)
    Article.objects.filter(pk=article.pk).update(body="<p>市长带队。</p>")
    with pytest.raises(ValidationError, match="文字已改"):
        settling.let_stand(row=the_row(), reason="确是", by=by)


@needs_model
def test_a_typo_of_the_list_is_let_stand_while_its_sentence_stands() -> None:
    article = published("<p>5月6日，全市深入惯彻落实会议精神，推动各项工作。</p>")
    marks = marks_now(typos=True)
    inspect([article.pk], marks, processes=1, told=lambda *_: None)
    row = ArchiveFinding.objects.get(code="typo.model")
    by = factories.actor("青禾", "编辑")
    Article.objects.filter(pk=article.pk).update(body="<p>5月6日，全市深入贯彻落实会议精神。</p>")
    with pytest.raises(ValidationError, match="文字已改"):
        settling.let_stand(row=row, reason="原文如此", by=by)
    Article.objects.filter(pk=article.pk).update(body=article.body)
    settling.let_stand(row=row, reason="原文如此", by=by)
    row.refresh_from_db()
    assert (row.state, Waiver.objects.get().key) == ("waived", row.key)


def test_a_changed_register_row_queues_the_articles_it_can_concern() -> None:
    article, other = published("<p>局长何望舒到企业调研。</p>"), published()
    indexing.settle()
    check()
    row = leader()
    assert concerned.tell([row], what="领导：何望舒", by=OPERATOR) == 1
    waiting = Recheck.objects.get()
    assert (waiting.what, waiting.articles, waiting.left) == ("领导：何望舒", [article.pk], 1)
    assert work_off() == 1
    waiting.refresh_from_db()
    assert (waiting.left, waiting.articles) == (0, [])
    assert waiting.done_at is not None
    marks = marks_now().registers
    assert ArchiveCheck.objects.get(article=article).registers == marks
    assert ArchiveCheck.objects.get(article=other).registers != marks


def test_nobody_waits_for_an_article_that_was_withdrawn() -> None:
    article = published("<p>局长何望舒到企业调研。</p>")
    indexing.settle()
    concerned.tell([leader()], what="领导：何望舒", by=OPERATOR)
    Article.objects.filter(pk=article.pk).update(status=Article.Status.WITHDRAWN)
    assert work_off() == 0
    assert Recheck.objects.get().left == 0


def test_a_batch_costs_as_many_statements_for_twenty_as_for_two() -> None:
    def statements(size: int) -> int:
        for _ in range(size):
            published()
        marks = marks_now()
        numbers = due(marks)
        assert len(numbers) == size
        with CaptureQueriesContext(connection) as asked:
            inspect(numbers, marks, processes=1, told=lambda *_: None)
        return len(asked)

    statements(2)
    assert statements(2) == statements(20)


def test_the_same_sentence_twice_is_one_row() -> None:
    published("<p>市长亲自带队。</p><p>市长亲自带队。</p>")
    check()
    assert ArchiveFinding.objects.filter(code=WORD).count() == 1


def test_typos_are_left_as_they_are_by_a_run_without_them() -> None:
    article = published("<p>甲。</p>")
    check()
    typo = ArchiveFinding.objects.create(article=article, key="t", code="typo.model", level="C", message="疑似错字。")
    leader()
    check()
    typo.refresh_from_db()
    assert typo.state == "open"


def told(*given: str) -> tuple[str, str, int]:
    out, err, status = StringIO(), StringIO(), 0
    try:
        call_command("proof_archive", *given, stdout=out, stderr=err)
    except SystemExit as end:
        status = int(end.code or 0)
    return out.getvalue(), err.getvalue(), status


def test_the_command_says_what_it_found_and_ends_with_1_for_level_a() -> None:
    published()
    out, err, status = told()
    assert "查了 1 篇" in out
    assert WORD in out
    assert "1/1 篇" in err
    assert status == 0
    published("<p>联系电话13912345678。</p>")
    assert told()[2] == 1
    out, _, status = told("--code", "word")
    assert "没有要查的" in out
    assert "privacy" not in out
    assert status == 0
    assert told("--code", "privacy.mobile")[2] == 1
    assert told("--pending") == ("", "", 0)


@pytest.mark.parametrize("given", [("--since", "去年"), ("--code", "没有"), ("--processes", "0")])
def test_wrong_arguments_are_refused(given: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("proof_archive", *given)
    assert refused.value.returncode == 2


def test_an_article_deleted_meanwhile_is_left_out() -> None:
    article = published()
    marks = marks_now()
    (batch,) = running._batches([article.pk])
    (results,) = running.checked(iter([batch]), running.Means(running.registers(), Context()), 1)
    Article.objects.all().delete()
    storing.store(checked=results, marks=marks)
    assert not ArchiveFinding.objects.exists()


def test_rows_saved_in_the_admin_keep_old_names_in_mind(client, settings) -> None:
    """An article that holds the old name alone is concerned by its row's new name."""
    article = published("<p>局长何望舒到企业调研。</p>")
    indexing.settle()
    row = leader()
    rows.save(row=row, by=OPERATOR)
    client.force_login(factories.person("青禾", "编辑"))
    form = {"name": "何望书", "unit": "市经信局", "post": "局长", "short_post": "", "level": "", "rank": "",
            "since": "2020-01-01", "until": "", "source": "", "note": ""}  # fmt: skip
    answer = client.post(f"/admin/articles/leader/{row.pk}/change/", form, follow=True)
    assert "涉及已发布的稿件 1 篇" in answer.content.decode()
    assert "/admin/desk/archive-check/" in answer.content.decode()
    assert Recheck.objects.get().articles == [article.pk]


def test_what_an_issue_shows_of_its_articles_stands_in_the_list_and_is_let_stand_there() -> None:
    story = (
        "<p>5月6日，市经信局在湖东新区举办专精特新企业对接会，六十名企业负责人与银行面对面交流，现场达成授信意向。"
        "会上，参会银行逐一介绍了设备更新贷款、订单融资和知识产权质押的办理条件。</p>"
    )
    first, second = factories.article("专精特新企业对接会举办", body=story), factories.article("银企对接会", body=story)
    factories.published(factories.issue(first, second, factories.article()))
    check()
    row = ArchiveFinding.objects.get(code="item.duplicate")
    assert (row.article, row.words, row.state) == (second, "银企对接会", "open")
    settling.let_stand(row=row, reason="两次会议", by=factories.actor("desk", "编辑"))
    assert check() == 1  # what was let stand is looked at once more
    row.refresh_from_db()
    assert (row.state, row.reason) == ("waived", "两次会议")


def test_an_issues_own_faults_stand_under_its_first_article_and_go_when_they_are_put_right() -> None:
    first = factories.article("工业运行分析会召开")
    factories.published(factories.issue(factories.article(), number=1, total_number=101))
    factories.published(factories.issue(first, factories.article(), number=2, total_number=105))
    check()
    row = ArchiveFinding.objects.get(code="issue.number")
    assert (row.article, row.state) == (first, "open")
    assert row.message.startswith("2024年第2期•总第105期（刊头、导读）：总期号不连续")
    assert check() == 0
    settling.let_stand(row=row, reason="中间三期是增刊", by=factories.actor("desk", "编辑"))
    check()
    row.refresh_from_db()
    assert row.state == "waived"


def test_an_archive_that_lacks_issues_is_no_fault_of_those_it_has() -> None:
    factories.published(factories.issue(factories.article(), number=1, total_number=101))
    factories.published(factories.issue(factories.article(), number=5, total_number=105))
    check()
    assert not ArchiveFinding.objects.filter(code="issue.number").exists()


def test_an_issue_whose_head_changed_is_looked_at_again() -> None:
    article = factories.article("工业运行分析会召开")
    factories.published(factories.issue(factories.article(), number=1, total_number=101))
    factories.published(factories.issue(article, number=2, total_number=105))
    check()
    Issue.objects.filter(number=2).update(total_number=102, updated_at=timezone.now() + dt.timedelta(seconds=1))
    assert check() > 0
    assert ArchiveFinding.objects.get(code="issue.number").state == "corrected"
