"""Stored articles' and issues' findings with their waivers; and that an old article is judged by its own day."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.models import Article, Leader, ListedWord
from articles.proofing.waivers import Judged
from articles.registers import loading
from articles.registers.waiving import waive
from issues.assembly.findings import findings_of, found_in
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_registers() -> None:
    loading.forget()
    ListedWord(word="亲自", level="B", category="禁用词").save()
    Leader(name="何望舒", unit="市经信局", post="局长", since=dt.date(2020, 1, 1)).save()


def with_word() -> Article:
    return factories.article(body="<p>5月6日，市长亲自带队。</p>")


def word(found: list[Judged]) -> list[bool]:
    return [one.is_open for one in found if one.finding.code == "word.forbidden"]


def test_a_waiver_given_in_an_article_holds_in_its_issue() -> None:
    article = with_word()
    made = factories.issue(article, with_word())
    assert word([one.judged for one in found_in(made)]) == [True, True]
    (open_one,) = [one.finding for one in findings_of(article) if one.finding.code == "word.forbidden"]
    waive(subject=article, finding=open_one, reason="确是市长带队", by=factories.actor("desk", "编辑"))
    assert word(findings_of(article)) == [False]
    assert word([one.judged for one in found_in(made)]) == [False, True]


def test_a_row_ended_today_changes_no_finding_of_last_years_articles() -> None:
    article = factories.article(title="局长何望舒调研", body="<p>5月6日，市经信局局长何望舒到企业调研。</p>")
    factories.published(factories.issue(article))
    article.refresh_from_db()
    article.published_at = timezone.now() - dt.timedelta(days=365)
    before = [one.finding for one in findings_of(article)]
    row = Leader.objects.get()
    row.until = timezone.localdate() - dt.timedelta(days=1)
    row.save()
    assert [one.finding for one in findings_of(article)] == before
    article.published_at = timezone.now()
    now = {one.finding.code for one in findings_of(article)}
    assert "leader.former" in now
