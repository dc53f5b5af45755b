"""Stored articles' and issues' findings with their waivers; and that an old article is judged by its own day."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.models import Article, Leader, ListedWord
from articles.registers import loading
from articles.registers.waiving import waive
from issues.assembly.findings import findings_for, for_issue
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_registers() -> None:
    loading.forget()
    ListedWord(word="亲自", level="B", category="禁用词").save()
    Leader(name="何望舒", unit="市经信局", post="局长", since=dt.date(2020, 1, 1)).save()


def with_word() -> Article:
    return factories.article(body="<p>5月6日，市长亲自带队。</p>")


def word(found: object, of: int | None = None) -> list[bool]:
    judged = found if isinstance(found, list) else found[of]  # type: ignore[index]
    return [one.is_open for one in judged if one.finding.code == "word.forbidden"]


def test_a_waiver_given_in_an_article_holds_in_its_issue() -> None:
    article = with_word()
    made = factories.issue(article, with_word())
    assert word(for_issue(made)) == [True, True]
    (open_one,) = [one.finding for one in findings_for([article])[article.pk] if one.finding.code == "word.forbidden"]
    waive(subject=article, finding=open_one, reason="确是市长带队", by=factories.actor("desk", "编辑"))
    assert word(findings_for([article]), article.pk) == [False]
    assert word(for_issue(made)) == [False, True]


def test_many_articles_cost_a_query_more_each(django_assert_max_num_queries) -> None:
    few, many = [with_word() for _ in range(2)], [with_word() for _ in range(12)]
    findings_for(few)
    with django_assert_max_num_queries(4 + 2 * 2):
        findings_for(list(Article.objects.filter(pk__in=[one.pk for one in few])))
    with django_assert_max_num_queries(4 + 2 * 12):
        findings_for(list(Article.objects.filter(pk__in=[one.pk for one in many])))


def test_a_row_ended_today_changes_no_finding_of_last_years_articles() -> None:
    article = factories.article(title="局长何望舒调研", body="<p>5月6日，市经信局局长何望舒到企业调研。</p>")
    factories.published(factories.issue(article))
    article.refresh_from_db()
    article.published_at = timezone.now() - dt.timedelta(days=365)
    before = [one.finding for one in findings_for([article])[article.pk]]
    row = Leader.objects.get()
    row.until = timezone.localdate() - dt.timedelta(days=1)
    row.save()
    assert [one.finding for one in findings_for([article])[article.pk]] == before
    article.published_at = timezone.now()
    now = {one.finding.code for one in findings_for([article])[article.pk]}
    assert "leader.former" in now
