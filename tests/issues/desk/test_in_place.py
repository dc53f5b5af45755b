"""Paragraphs changed where they are read: a version on record, lapses said before, two people kept apart."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles import workflow
from articles.models import Article
from articles.record.audit import OPERATOR
from articles.record.history import revisions_of
from issues.models import Issue
from issues.workflow import reviewing
from tests import factories
from tests.issues.signing import agree_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return factories.article("甲企业投产", body="<p><strong>会议</strong>强调抓好。</p><p>各县区要跟进。</p>")


@pytest.fixture
def issue(article: Article) -> Issue:
    return reviewing.send(issue=factories.issue(article), by=factories.actor("主编", "编辑"))


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factories.person("青禾", "编辑"))
    return client


def wish(article: Article, paragraph: int, was: str, text: str) -> dict[str, object]:
    return {"article": article.pk, "paragraph": paragraph, "was": was, "text": text, "version": article.version}


def test_a_word_is_changed_in_place_as_a_version_and_keeps_its_form(
    desk: Client, issue: Issue, article: Article
) -> None:
    address = reverse("desk:reword", args=[issue.pk])
    answer = desk.post(address, wish(article, 1, "会议强调抓好。", "会议要求抓实。"))
    assert answer.headers["Location"].endswith(f"#article-{article.pk}")
    article.refresh_from_db()
    assert article.body == "<p><strong>会议</strong>要求抓实。</p><p>各县区要跟进。</p>"
    assert revisions_of(article)[0].by_name == "青禾"
    desk.post(address, wish(article, 0, "甲企业投产", "甲企业正式投产"))
    assert Article.objects.get(pk=article.pk).title == "甲企业正式投产"


def test_what_lapses_is_said_before_and_lapses(desk: Client, issue: Issue, article: Article) -> None:
    page = reverse("desk:review", args=[issue.pk])
    assert "签过的字随即失效" not in desk.get(page).content.decode()
    agree_as(issue, "安", "初审")
    assert "初审签过的字随即失效" in desk.get(page).content.decode()
    desk.post(reverse("desk:reword", args=[issue.pk]), wish(article, 2, "各县区要跟进。", "各县区跟进。"))
    shown = desk.get(page).content.decode()
    assert "已失效" in shown
    assert "签过的字随即失效" not in shown


def test_anothers_words_are_not_written_over_and_what_was_typed_stays(
    desk: Client, issue: Issue, article: Article
) -> None:
    sent = wish(article, 2, "各县区要跟进。", "各县区马上跟进。")
    theirs = article.body.replace("各县区要跟进", "县区跟进")
    workflow.edit(article=article, based_on=article.version, changes={"body": theirs}, by=OPERATOR)
    answer = desk.post(reverse("desk:reword", args=[issue.pk]), sent)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "autofocus>各县区马上跟进。</textarea>" in shown
    near = shown.partition("autofocus>各县区马上跟进。")[0].rpartition('class="reword__told"')[2]
    assert "您写的还在下面" in near  # where one looks, beside the words
    assert "县区跟进。" in shown
    assert Article.objects.get(pk=article.pk).body == theirs
    again = sent | {"version": Article.objects.get(pk=article.pk).version}  # still of the old paragraph
    assert desk.post(reverse("desk:reword", args=[issue.pk]), again).status_code == 409
    assert Article.objects.get(pk=article.pk).body == theirs


def test_what_was_typed_for_a_paragraph_that_is_gone_stays_readable(
    desk: Client, issue: Issue, article: Article
) -> None:
    sent = wish(article, 2, "各县区要跟进。", "各县区马上跟进。")
    workflow.edit(article=article, based_on=article.version, changes={"body": "<p>只剩一段。</p>"}, by=OPERATOR)
    answer = desk.post(reverse("desk:reword", args=[issue.pk]), sent)
    assert answer.status_code == 409
    assert "各县区马上跟进。</textarea>" in answer.content.decode()


def test_a_bold_paragraph_that_ends_in_a_space_is_changed(desk: Client, issue: Issue, article: Article) -> None:
    body = "<p><strong>会议 </strong></p>"
    changed = workflow.edit(article=article, based_on=article.version, changes={"body": body}, by=OPERATOR)
    answer = desk.post(reverse("desk:reword", args=[issue.pk]), wish(changed, 1, "会议 ", "会上"))
    assert answer.status_code == 302
    assert Article.objects.get(pk=article.pk).body == "<p><strong>会上</strong></p>"


@pytest.mark.parametrize(("paragraph", "was", "text"), [(0, "甲企业投产", "新题"), (2, "各县区要跟进。", "跟进。")])
def test_pressed_twice_it_is_stored_once(
    desk: Client, issue: Issue, article: Article, paragraph: int, was: str, text: str
) -> None:
    sent = wish(article, paragraph, was, text)
    address = reverse("desk:reword", args=[issue.pk])
    assert [desk.post(address, sent).status_code for _ in range(2)] == [302, 302]
    assert Article.objects.get(pk=article.pk).version == article.version + 1


def test_the_same_words_make_no_version(desk: Client, issue: Issue, article: Article) -> None:
    sent = wish(article, 2, "各县区要跟进。", "各县区要跟进。")
    answer = desk.post(reverse("desk:reword", args=[issue.pk]), sent, follow=True)
    assert "文字没有改动。" in answer.content.decode()
    assert Article.objects.get(pk=article.pk).version == article.version


def test_a_remark_that_is_refused_stands_in_its_own_form_again(desk: Client, issue: Issue, article: Article) -> None:
    long = "长" * 1001
    sent = {"article": article.pk, "paragraph": 2, "text": long}
    answer = desk.post(reverse("desk:remark", args=[issue.pk]), sent)
    assert answer.status_code == 409
    form = answer.content.decode().partition(f'id="remark-{article.pk}-2"')[2].partition("</textarea>")[0]
    assert form.endswith(long)


def test_a_remark_on_a_paragraph_that_is_gone_stays_readable(desk: Client, issue: Issue, article: Article) -> None:
    workflow.edit(article=article, based_on=article.version, changes={"body": "<p>只剩一段。</p>"}, by=OPERATOR)
    page = reverse("desk:remark", args=[issue.pk])
    answer = desk.post(page, {"article": article.pk, "paragraph": 2, "text": "请核实时间。"})
    assert answer.status_code == 409
    assert "请核实时间。</textarea>" in answer.content.decode()
    other = factories.article("别期的稿")
    assert (
        "请核实时间。</textarea>"
        in desk.post(page, {"article": other.pk, "paragraph": 1, "text": "请核实时间。"}).content.decode()
    )


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_paragraph_is_refused(desk: Client, issue: Issue, article: Article, text: str) -> None:
    assert (
        desk.post(reverse("desk:reword", args=[issue.pk]), wish(article, 1, "会议强调抓好。", text)).status_code == 409
    )
    assert Article.objects.get(pk=article.pk).version == article.version


def test_only_who_may_edit_is_offered_it_and_may(issue: Issue, article: Article, client: Client) -> None:
    client.force_login(factories.person("闻笛", "审计员"))
    page = reverse("desk:review", args=[issue.pk])
    assert "data-reword>" not in client.get(page).content.decode()
    refused = client.post(reverse("desk:reword", args=[issue.pk]), wish(article, 2, "各县区要跟进。", "改"))
    assert refused.status_code == 403
    client.force_login(factories.person("青禾", "编辑"))
    assert "data-reword>" in client.get(page).content.decode()


def test_an_article_of_another_issue_is_refused(desk: Client, issue: Issue) -> None:
    other = factories.article("乙", body="<p>别处。</p>")
    assert desk.post(reverse("desk:reword", args=[issue.pk]), wish(other, 1, "别处。", "改")).status_code == 409


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a full disk is brought about by SQLite's own limit of pages")
def test_on_a_full_disk_nothing_is_half_stored(client: Client, issue: Issue, article: Article) -> None:
    client.force_login(factories.person("青禾", "编辑"))
    client.get(reverse("desk:review", args=[issue.pk]))
    client.raise_request_exception = False
    long = "很长的一段，" * 20_000
    with connection.cursor() as cursor:
        used = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {used + 2}")
        try:
            answer = client.post(reverse("desk:reword", args=[issue.pk]), wish(article, 2, "各县区要跟进。", long))
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert answer.status_code >= 500
    row = Article.objects.get(pk=article.pk)
    assert (row.body, row.version) == (article.body, article.version)
    assert (
        client.post(reverse("desk:reword", args=[issue.pk]), wish(article, 2, "各县区要跟进。", "再来。")).status_code
        == 302
    )
