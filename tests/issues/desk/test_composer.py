"""The composer's page and its changes: few queries, nothing overwritten, plain words when refused."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.record.audit import OPERATOR
from articles.workflow import edit
from issues.models import Issue
from issues.workflow.publishing import withdraw
from issues.workflow.reviewing import send
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = factories.person("青禾", "编辑")
    client.force_login(person)
    return person


@pytest.fixture
def made():
    return factories.issue(*(factories.article(title) for title in ("甲稿", "乙稿", "丙稿")))


def base(issue: Issue) -> str:
    return f"/admin/issues/issue/{issue.pk}/compose/"


def act(client, issue, action, **body):
    body["version"] = body.get("version") or Issue.objects.get(pk=issue.pk).version
    return client.post(f"{base(issue)}{action}/", json.dumps(body), content_type="application/json")


def titles(issue) -> list[str]:
    return list(issue.entries.order_by("position").values_list("article__title", flat=True))


def entry(issue, title) -> int:
    return issue.entries.get(article__title=title).pk


def test_opening_takes_twelve_statements_whatever_there_is(client, editor):
    few = factories.issue(factories.article())
    many = factories.issue(*(factories.article() for _ in range(60)))
    for _ in range(40):
        factories.article(section=factories.section(), department=factories.department())

    def opened(issue) -> int:
        assert client.get(base(issue)).status_code == 200  # the first time puts on record that it was looked at
        with CaptureQueriesContext(connection) as queries:
            client.get(base(issue))
        return len(queries)

    assert opened(few) == opened(many) <= 12


def test_a_move_is_answered_with_the_stored_outline_and_words_for_it(client, editor, made):
    section = factories.section()
    response = act(client, made, "move", entry=entry(made, "丙稿"), section=section.pk, place=1)
    answer = response.json()
    assert titles(made) == ["丙稿", "甲稿", "乙稿"]
    assert answer["version"] == Issue.objects.get(pk=made.pk).version
    assert answer["said"] == "移到“要闻”第 1 条，共 3 条：丙稿"
    assert answer["outline"].index("丙稿") < answer["outline"].index("甲稿")


@pytest.mark.parametrize("size", [3, 60])
def test_a_move_takes_eight_queries_beside_who_is_asking(client, editor, size):
    made = factories.issue(*(factories.article(f"第{n}条") for n in range(size)))
    section = factories.section().pk
    act(client, made, "move", entry=entry(made, "第0条"), section=section, place=size)
    last, version = entry(made, f"第{size - 1}条"), Issue.objects.get(pk=made.pk).version
    with CaptureQueriesContext(connection) as queries:
        act(client, made, "move", entry=last, section=section, place=1, version=version)
    told = ("SAVEPOINT", "django_session", "auth_user", "auth_permission", "auth_group")
    done = [query["sql"] for query in queries if not any(word in query["sql"] for word in told)]
    assert len(done) <= 8, "\n".join(sql[:150] for sql in done)


def test_a_move_on_an_older_version_is_refused_with_the_newer_outline(client, editor, made):
    section, old = factories.section().pk, made.version
    act(client, made, "move", entry=entry(made, "丙稿"), section=section, place=1)
    response = act(client, made, "move", entry=entry(made, "甲稿"), section=section, place=1, version=old)
    answer = response.json()
    assert response.status_code == 409
    assert "青禾" in answer["message"]
    assert "没有执行" in answer["message"]
    assert answer["version"] > old
    assert titles(made) == ["丙稿", "甲稿", "乙稿"]


def test_putting_in_and_taking_out(client, editor, made):
    new = factories.article("丁稿")
    news = factories.section("工信动态")
    assert act(client, made, "put-in", article=new.pk, section=news.pk, place=None).status_code == 200
    assert titles(made)[-1] == "丁稿"
    act(client, made, "take-out", entry=entry(made, "甲稿"))
    assert titles(made) == ["乙稿", "丙稿", "丁稿"]
    refused = act(client, made, "put-in", article=new.pk, section=news.pk, place=None)
    assert refused.status_code == 400
    assert refused.json()["message"] == "《丁稿》已在本期。"


def test_sections_change_places(client, editor, made):
    news = factories.section("工信动态")
    act(client, made, "move", entry=entry(made, "甲稿"), section=news.pk, place=1)
    answer = act(client, made, "sections", sections=[news.pk, factories.section().pk]).json()
    assert answer["said"] == "栏目次序：工信动态、要闻。"
    assert titles(made) == ["甲稿", "乙稿", "丙稿"]


def test_an_opened_section_is_shown_until_something_stands_in_it(client, editor, made):
    news = factories.section("工信动态")
    answer = act(client, made, "state", opened=[news.pk]).json()
    assert f'data-part="{news.pk}"' in answer["outline"]
    assert made.entries.filter(section=news).count() == 0


def test_titles_are_edited_in_place(client, editor, made):
    one = made.entries.get(article__title="甲稿")
    act(client, made, "titles", entry=one.pk, title="甲稿改题", lead_title="甲", article_version=one.article.version)
    one.refresh_from_db()
    assert (one.article.title, one.lead_title) == ("甲稿改题", "甲")


def test_a_title_that_somebody_changed_meanwhile_is_shown_and_kept(client, editor, made):
    one = made.entries.get(article__title="甲稿")
    old = one.article.version
    act(client, made, "titles", entry=one.pk, title="别人的题", lead_title="", article_version=old)
    response = act(client, made, "titles", entry=one.pk, title="我的题", lead_title="", article_version=old)
    assert response.status_code == 409
    assert response.json()["theirs"] == "别人的题"
    assert Article.objects.filter(title="别人的题").exists()


def test_a_published_issue_is_shown_and_not_moved(client, editor, made):
    factories.published(made)
    assert "编排不能再动" in client.get(base(made)).content.decode()
    response = act(client, made, "take-out", entry=entry(made, "甲稿"))
    assert response.status_code == 400
    assert "更正" in response.json()["message"]


@pytest.mark.parametrize("body", ["", "[]", '{"entry": "x"}', '{"entry": 1}', "null"])
def test_a_broken_request_is_answered_in_words(client, editor, made, body):
    response = client.post(f"{base(made)}move/", body, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["message"]


@pytest.mark.parametrize("group", ["通讯员", "初审", "签发", "审计员"])
def test_only_the_desk_composes(client, made, group):
    client.force_login(factories.person("闻笛", group))
    for tail in ("", "pool/", "measures/"):
        assert client.get(base(made) + tail).status_code == 403
    assert act(client, made, "take-out", entry=entry(made, "甲稿")).status_code == 403
    assert len(titles(made)) == 3


def test_the_pool_is_searched_and_filtered(client, editor, made):
    office, section = factories.department("产业科"), factories.section("县区快讯")
    factories.article("竹纤维餐盒首单发运", department=office, byline_text="(产业科 闻笛)")
    tagged = factories.article("三家企业完成技改", section=section, status=Article.Status.DRAFT)
    tagged.tags.add("技改")
    factories.article("已退的", status=Article.Status.RETURNED)

    def found(**query) -> str:
        return client.get(f"{base(made)}pool/", query).content.decode()

    assert "竹纤维" in found()
    assert "已退的" not in found()
    assert "甲稿" not in found()  # it stands in the issue
    assert "技改" not in found(q="闻笛")
    assert "竹纤维" not in found(tag="技改")
    assert "竹纤维" in found(department=office.pk)
    assert "三家" in found(section=section.pk, status="draft")
    assert client.get(f"{base(made)}pool/", {"department": "x'", "page": "-1", "span": "9"}).status_code == 200


def test_what_stands_in_another_issue_is_listed_at_one_switch(client, editor, made):
    used = factories.article("别期用过的")
    factories.issue(used)

    def found(**query) -> str:
        return client.get(f"{base(made)}pool/", query).content.decode()

    assert "别期用过的" not in found()
    assert "已在别的期里" in found(used="1")
    assert "别期用过的" in found(used="1")


def test_a_lead_that_differs_is_asked_about_until_it_is_answered(client, editor, made):
    one = made.entries.get(article__title="甲稿")
    made.entries.filter(pk=one.pk).update(lead_title="甲稿旧题")
    assert "就用导读的" in act(client, made, "state").json()["outline"]
    answer = act(client, made, "lead", entry=one.pk, keep=True).json()
    assert "就用导读的" not in answer["outline"]
    assert "（与标题不同）" in answer["outline"]
    retitled = edit(article=one.article, based_on=one.article.version, changes={"title": "甲稿新题"}, by=OPERATOR)
    assert "就用导读的" in act(client, made, "state").json()["outline"]  # said of another title
    assert "<ins>旧</ins>" in act(client, made, "state").json()["outline"]
    act(client, made, "lead", entry=one.pk, keep=False)
    one.refresh_from_db()
    assert (one.lead_title, retitled.title) == ("", "甲稿新题")


def test_lengths_are_told_beside_items_sections_and_the_issue(client, editor):
    news = factories.section("要闻")
    made = factories.issue(*(factories.article(body=f"<p>{'字' * n}</p>", section=news) for n in (96, 200, 312)))
    shown = act(client, made, "state").json()["outline"]
    assert [words in shown for words in ("96 字，少 54", "200 字</span>", "312 字，多 62")] == [True] * 3
    assert "3 条 · 608 字" in shown
    assert 'data-said-total="3 条 608 字"' in shown


def test_the_measures_tell_each_channel_against_its_limit(client, editor, made):
    html = client.get(f"{base(made)}measures/").content.decode()
    for word in ("全文", "彩信", "短信", "微信标题", "20000"):
        assert word in html


def test_an_issue_under_review_says_that_a_change_costs_the_signatures(client, editor, made):
    assert "签字就失效" not in client.get(base(made)).content.decode()
    send(issue=made, by=OPERATOR)
    assert "签字就失效" in client.get(base(made)).content.decode()


def test_a_withdrawn_issue_that_is_made_again_is_previewed_with_its_words(client, editor, made):
    factories.published(made)
    address = f"/admin/issues/issue/{made.pk}/preview/"
    assert "本期已发布" in client.get(address).content.decode()
    withdraw(issue=made, by=OPERATOR, reason="数字有误")
    page = client.get(address).content.decode()
    assert "甲稿" in page
    assert "已撤回" not in page


def test_the_preview_is_marked_and_never_cached(client, editor, made):
    response = client.get(f"/admin/issues/issue/{made.pk}/preview/")
    assert "预览" in response.content.decode()
    assert "甲稿" in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert client.get(made.get_absolute_url()).status_code == 404


def test_the_composer_counts_the_text_message_that_will_be_sent(client, made):
    """With the issue's address and without the preview's mark; the count does not change by publishing."""
    client.force_login(factories.person("青禾", "编辑"))
    before = counted(client, made)
    preview = client.get(f"/admin/issues/issue/{made.pk}/export/").content.decode()
    factories.published(made)
    sent = client.get(f"/admin/issues/issue/{made.pk}/export/")
    message = sent.context["sms"]
    assert made.get_absolute_url() in message.text
    assert "预览" not in message.text
    assert before == counted(client, made) == (len(message.parts), message.characters)
    assert f"发布后共{before[0]}条，{before[1]}字" in preview


def counted(client, made) -> tuple[int, int]:
    """How many parts of how many characters in all the composer says a text message has."""
    html = client.get(f"{base(made)}measures/").content.decode()
    found = re.search(r"(\d+) +条（(\d+) 字）", html)
    assert found
    return int(found[1]), int(found[2])
