"""Waivers: good for the very words in their sentence, on record, and made general as a register's row."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from articles.models import Article, AuditEntry, Exemption, ListedWord, Waiver
from articles.proofing.checking import check_article
from articles.proofing.findings import Finding
from articles.proofing.units import article_text
from articles.proofing.waivers import Judged, judged
from articles.refusals import Refused
from articles.registers.loading import registers
from articles.registers.waiving import AlreadyWaived, make_general, take_back, waive, waivers_of
from tests import factories

pytestmark = pytest.mark.django_db

DAY = dt.date(2023, 5, 22)
FIRST, SECOND = "市长亲自带队调研。", "会议由局长主持。"


@pytest.fixture
def article() -> Article:
    ListedWord(word="亲自", level="B", category="禁用词").save()
    ListedWord(word="攻府", level="A", suggestion="政府", category="错误表述").save()
    return factories.article(body=f"<p>{FIRST}{SECOND}</p>")


def findings(body: str) -> list[Finding]:
    found = check_article(article_text(title="调研", body=body), registers(), DAY)
    return [one for one in found if one.code.startswith("word.f") or one.code == "word.wrong-form"]


def state(article: Article, body: str) -> list[tuple[str, bool]]:
    kept = waivers_of("article", [article.pk]).get(article.pk, {})
    return [(one.finding.text, one.is_open) for one in judged(findings(body), kept)]


def waived(article: Article, body: str | None = None, reason: str = "确是市长本人带队") -> Waiver:
    (one,) = findings(body or article.body)
    return waive(subject=article, finding=one, reason=reason, by=factories.actor("desk", "编辑"))


def test_a_waiver_holds_for_the_words_in_their_sentence(article: Article) -> None:
    assert state(article, article.body) == [("亲自", True)]
    waived(article)
    assert state(article, article.body) == [("亲自", False)]
    assert state(article, f"<p>另外一段。</p><p>{FIRST}{SECOND}又改了后一句。</p>") == [("亲自", False)]
    assert state(article, "<p><strong>市长</strong>亲自带队 调研。</p>") == [("亲自", False)]
    assert state(article, f"<p>副{FIRST}</p>") == [("亲自", True)]
    assert state(factories.article(), article.body) == [("亲自", True)]


def test_who_when_and_why_are_told(article: Article) -> None:
    waived(article)
    (one,) = judged(findings(article.body), waivers_of("article", [article.pk])[article.pk])
    assert one.waived is not None
    assert (one.waived.reason, one.waived.by_name) == ("确是市长本人带队", "desk")
    entry = AuditEntry.objects.filter(kind="article", object_id=article.pk, action="waive").get()
    assert (entry.actor_name, entry.reason, entry.after["词句"]) == ("desk", "确是市长本人带队", "亲自")


def test_waived_twice_the_first_stands_and_taken_back_it_is_open(article: Article) -> None:
    first = waived(article)
    with pytest.raises(AlreadyWaived, match="desk放行：确是市长本人带队"):
        waived(article, reason="另一个理由")
    assert Waiver.objects.get().reason == "确是市长本人带队"
    take_back(waiver=first, subject=article, by=factories.actor("desk"))
    assert state(article, article.body) == [("亲自", True)]
    assert AuditEntry.objects.filter(action="unwaive", object_id=article.pk).exists()


def test_taken_back_by_two_it_is_on_record_once_and_cannot_be_made_general(article: Article) -> None:
    first = waived(article)
    one, another, third = (Waiver.objects.get(pk=first.pk) for _ in range(3))  # three pages were open
    take_back(waiver=one, subject=article, by=factories.actor("desk"))
    take_back(waiver=another, subject=article, by=factories.actor("desk"))
    assert AuditEntry.objects.filter(action="unwaive", object_id=article.pk).count() == 1
    with pytest.raises(ValidationError, match="已被收回"):
        make_general(waiver=third, subject=article, by=factories.actor("chief", "管理员"))
    assert not Exemption.objects.exists()


def test_a_reason_is_asked_for_and_not_cut(article: Article) -> None:
    for reason in (" \n", "长" * 301):
        with pytest.raises(ValidationError):
            waived(article, reason=reason)
    assert not Waiver.objects.exists()


def test_without_the_right_nothing_is_waived(article: Article) -> None:
    (one,) = findings(article.body)
    with pytest.raises(Refused):
        waive(subject=article, finding=one, reason="好", by=factories.actor("sender", "通讯员"))
    editor = factories.person("plain", "编辑")
    editor.groups.get().permissions.remove(*editor.groups.get().permissions.filter(codename="waive_serious_finding"))
    (grave,) = findings("<p>市攻府。</p>")
    with pytest.raises(Refused, match="A 级"):
        waive(subject=article, finding=grave, reason="好", by=factories.actor("plain"))


def test_only_an_open_a_stops(article: Article) -> None:
    (grave,) = findings("<p>市攻府。</p>")
    (mild,) = findings(article.body)
    assert (Judged(grave).stops, Judged(mild).stops) == (True, False)


def test_made_general_the_words_are_let_through_everywhere(article: Article) -> None:
    row = make_general(waiver=waived(article), subject=article, by=factories.actor("desk"))
    assert isinstance(row, Exemption)
    assert (row.words, row.code, row.reason) == ("亲自", "word.forbidden", "确是市长本人带队")
    assert findings(article.body) == []
    assert Waiver.objects.get().register_row == f"exemption:{row.pk}"
    assert make_general(waiver=Waiver.objects.get(), subject=article, by=factories.actor("desk")) == row


def test_made_general_in_a_context_the_word_has_an_exception(article: Article) -> None:
    row = make_general(waiver=waived(article), subject=article, by=factories.actor("desk"), context="市长亲自带队")
    assert isinstance(row, ListedWord)
    assert row.exceptions == "市长亲自带队"
    assert findings(article.body) == []
    assert len(findings("<p>局长亲自带队。</p>")) == 1


def test_a_register_is_changed_only_by_those_who_may(article: Article) -> None:
    with pytest.raises(Refused):
        make_general(waiver=waived(article), subject=article, by=factories.actor("reviewer", "初审"))


def test_waivers_of_many_articles_are_one_query(article: Article, django_assert_num_queries) -> None:
    waived(article)
    for count in (1, 40):
        with django_assert_num_queries(1):
            waivers_of("article", range(article.pk, article.pk + count))
