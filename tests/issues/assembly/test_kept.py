"""An issue's findings as pages read them: kept while they hold, found again when anything they follow from changes."""

import datetime as dt
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import AllowedSource, ListedWord, Place
from articles.registers import loading, typos
from issues.assembly import document_of, kept, typo_checks
from issues.assembly.findings import Findings, found_in
from issues.models import Issue, KeptFindings, TypoCheck
from issues.workflow import readiness
from tests import factories
from tests.articles.proofing.test_typos import needs_model

pytestmark = pytest.mark.django_db
TYPO = "<p>5月6日，全市深入惯彻落实会议精神，推动各项工作。</p>"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    loading.forget()


def with_word() -> Issue:
    ListedWord(word="亲自", level="B", category="禁用词").save()
    return factories.issue(factories.article(body="<p>5月6日，市长亲自带队。</p>"))


def codes(issue: Issue) -> set[str]:
    return {one.judged.finding.code for one in found_in(issue)}


def test_what_is_kept_is_what_is_found() -> None:
    made = with_word()
    fresh = kept.look(made, fresh=True)
    assert kept.look(made) == fresh
    with CaptureQueriesContext(connection) as queries:
        assert kept.look(made) == fresh
    assert len(queries) == 3
    again = kept.look(made)
    assert [one.sentence for _, _, one in again.found] == [one.sentence for _, _, one in fresh.found]
    assert KeptFindings.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda issue: workflow.edit(
            article=issue.articles.get(), based_on=issue.articles.get().version,
            changes={"body": "<p>5月6日，市长亲自到场。</p>"}, by=factories.actor("desk", "编辑"),
        ),
        lambda _: ListedWord(word="带队", level="B", category="禁用词").save(),
        lambda _: ListedWord.objects.get().delete(),
        lambda _: AllowedSource(name="云岭日报").save(),
        lambda _: factories.published(factories.issue(factories.article("乙稿"), number=30, total_number=400)),
        lambda _: factories.issue(factories.article("丙稿"), number=31, total_number=401),
    ],
    ids=["words", "register", "register row gone", "outlets", "published", "another open issue"],
)  # fmt: skip
def test_a_change_of_what_they_follow_from_asks_again(change: Callable[[Issue], Any]) -> None:
    made = with_word()
    kept.look(made)
    assert kept.is_complete(made)
    change(made)
    assert not kept.is_complete(made)
    made.refresh_from_db()
    assert kept.look(made) == kept.look(made, fresh=True)


def test_another_day_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made = with_word()
    kept.look(made)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    assert not kept.is_complete(made)


def test_a_signature_is_refused_by_the_words_whatever_is_kept() -> None:
    made = factories.issue(factories.article(body="<p>电话13912345678。</p>"))
    assert readiness.proof_points(made)[0].error
    KeptFindings.objects.update(found=[])
    assert not readiness.proof_points(made)
    assert any("13912345678" in problem for problem in readiness.not_ready(made, document_of(made)))


def test_published_issues_keep_nothing() -> None:
    made = factories.issue(factories.article("甲稿"))
    factories.published(made)
    made.refresh_from_db()
    kept.look(made)
    assert not KeptFindings.objects.exists()


@needs_model
def test_typos_are_found_beside_the_pages_and_are_there_for_the_reviewer(settings: Any, tmp_path: Any) -> None:
    settings.TYPOS_WHILE_WRITING, settings.VAR_DIR = True, tmp_path
    made = factories.issue(factories.article(body=TYPO))
    assert "错别字检查未完成：还有 1 篇" in Findings.of(made).typos
    (point,) = [one for one in readiness.open_points(made) if "错别字" in one.text]
    assert not point.error
    client = Client()
    client.force_login(factories.person("青禾", "编辑"))
    page, counters = (
        reverse("desk:review", args=[made.pk]),
        reverse("admin:issues_issue_compose_measures", args=[made.pk]),
    )
    assert "错别字检查未完成" in client.get(page).content.decode()
    assert "错别字检查未完成" in client.get(counters).content.decode()
    assert typos._model is None  # no page loads it

    said = StringIO()
    call_command("proof_open", stdout=said)
    typos.forget()
    assert made.label in said.getvalue()
    assert "typo.model" in codes(made)
    assert Findings.of(made).typos == ""
    assert "疑为“贯彻”" in client.get(page).content.decode()
    assert "错别字" not in client.get(counters).content.decode()
    again = StringIO()
    call_command("proof_open", stdout=again)
    assert again.getvalue() == ""
    assert typos._model is None


@needs_model
def test_a_name_registered_since_is_no_typo_at_once(settings: Any, tmp_path: Any) -> None:
    settings.TYPOS_WHILE_WRITING, settings.VAR_DIR = True, tmp_path
    made = factories.issue(factories.article(body=TYPO))
    call_command("proof_open", stdout=StringIO())
    assert "typo.model" in codes(made)
    Place(name="惯彻").save()
    assert "typo.model" not in codes(made)
    typos.forget()


@needs_model
def test_what_was_read_before_the_newest_was_learnt_is_read_again(settings: Any, tmp_path: Any) -> None:
    settings.TYPOS_WHILE_WRITING, settings.VAR_DIR = True, tmp_path
    factories.issue(factories.article(body=TYPO))
    call_command("proof_open", stdout=StringIO())
    assert TypoCheck.objects.get().archive == 0
    factories.published(factories.issue(factories.article("乙稿"), number=30, total_number=400))
    call_command("train_typos", stdout=StringIO())
    call_command("proof_open", stdout=StringIO())
    typos.forget()
    assert TypoCheck.objects.get().archive > 0


def test_without_its_packages_the_pages_say_that_typos_are_not_looked_for(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TYPOS_WHILE_WRITING = True
    monkeypatch.setattr(typo_checks, "lacking", lambda: "缺少语言模型，错别字检查已停用。")
    made = factories.issue(factories.article(body=TYPO))
    assert Findings.of(made).typos == "错别字未检查：缺少语言模型，错别字检查已停用。"
    assert not any("错别字" in one.text for one in readiness.open_points(made))
