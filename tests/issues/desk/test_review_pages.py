"""The reviewer's pages: what they show, what they let be done, and that typed words stay."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from articles import workflow as articles_workflow
from articles.models import Article, ArticleImage, AuditEntry
from articles.record.audit import OPERATOR
from issues.models import GATES, Correction, Edition, Issue, Review
from issues.workflow import correcting, reviewing
from issues.workflow.standing import standing_of
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue() -> Issue:
    made = factories.issue(factories.article("甲企业投产"), factories.article("乙企业扩建"))
    return reviewing.send(issue=made, by=factories.actor("desk", "编辑"))


def signed_in(name: str, *groups: str) -> Client:
    client = Client()
    user = factories.actor(name, *groups).user
    assert user is not None
    client.force_login(user)
    return client


def fresh(issue: Issue) -> Issue:
    return Issue.objects.get(pk=issue.pk)


def decision(issue: Issue, **changes: object) -> dict[str, object]:
    standing = standing_of(fresh(issue))
    step = standing.current.pk if standing.current else ""
    return {"step": step, "digest": standing.digest, "gates": GATES, "decision": "agreed"} | changes


def test_the_page_shows_the_whole_issue_and_whose_turn_it_is(issue: Issue) -> None:
    page = signed_in("anna", "初审").get(reverse("desk:review", args=[issue.pk])).content.decode()
    for words in ("甲企业投产", "乙企业扩建", "改造用时三个月", "(规划科 时雨)", "现在：初审", "政治关"):
        assert words in page


def test_everything_that_is_signed_stands_on_the_reviewers_page(issue: Issue) -> None:
    body = (
        "<p>改造用时三个月。</p><ol><li>先改造</li><li>再扩建</li></ol>"
        "<table><thead><tr><th>产线</th></tr></thead><tbody><tr><td>二号线</td></tr></tbody></table>"
    )
    article = Article.objects.get(title="甲企业投产")
    Article.objects.filter(pk=article.pk).update(
        kicker="链上行动",
        summary="一句话概括",
        editor_name="苏禾",
        source_url="https://news.example.cn/1.html",
        body=body,
    )
    ArticleImage.objects.create(
        article=article, name="a.jpg", digest="0" * 64, width=10, height=10, alt="车间", caption="车间一角", after=1
    )
    page = signed_in("anna", "初审").get(reverse("desk:review", args=[issue.pk])).content.decode()
    for words in ("链上行动", "一句话概括", "苏禾", "https://news.example.cn/1.html", '<ol start="2">', "车间一角"):
        assert words in page, words
    assert page.index("改造用时三个月") < page.index('src="/media/a.jpg"') < page.index("再扩建") < page.index("二号线")


def test_three_people_press_agree_and_the_third_publishes(issue: Issue) -> None:
    for name, group in (("anna", "初审"), ("bo", "复审"), ("chen", "签发")):
        signed_in(name, group).post(reverse("desk:decide", args=[issue.pk]), decision(issue))
    assert fresh(issue).status == Issue.Status.APPROVED
    signed_in("chen").post(reverse("desk:publish", args=[issue.pk]))
    assert Edition.objects.get().digest == Review.objects.latest("pk").digest


def test_a_page_gone_stale_is_refused_and_gives_the_typed_comment_back(issue: Issue) -> None:
    typed = decision(issue, comment="第一条数字核过了")
    Article.objects.filter(title="甲企业投产").update(title="甲厂投产")
    answer = signed_in("anna", "初审").post(reverse("desk:decide", args=[issue.pk]), typed)
    assert answer.status_code == 409
    assert "第一条数字核过了" in answer.content.decode()
    assert not Review.objects.exists()


def test_pressing_agree_twice_in_a_row_is_one_agreement_and_a_clear_page(issue: Issue) -> None:
    client, sent = signed_in("anna", "初审"), decision(issue)
    client.post(reverse("desk:decide", args=[issue.pk]), sent)
    again = client.post(reverse("desk:decide", args=[issue.pk]), sent)
    assert again.status_code in (403, 409)
    assert Review.objects.count() == 1


def test_what_changed_since_the_reviewers_last_look_is_shown_to_the_character(issue: Issue) -> None:
    client = signed_in("anna", "初审")
    client.get(reverse("desk:review", args=[issue.pk]))
    Article.objects.filter(title="甲企业投产").update(title="甲厂投产")
    page = client.get(reverse("desk:review", args=[issue.pk])).content.decode()
    assert "您上次看过之后的改动" in page
    assert "<del>企业</del>" in page
    assert "<ins>厂</ins>" in page
    assert "上次看过之后" not in client.get(reverse("desk:review", args=[issue.pk])).content.decode()


def test_a_lapse_is_shown_with_the_change_that_caused_it(issue: Issue) -> None:
    signed_in("anna", "初审").post(reverse("desk:decide", args=[issue.pk]), decision(issue))
    Article.objects.filter(title="甲企业投产").update(byline_text="(规划科 时晴)")
    page = signed_in("bo", "复审").get(reverse("desk:review", args=[issue.pk])).content.decode()
    assert "初审失效的缘故" in page
    assert "已失效" in page


def test_a_return_says_why_and_a_remark_stands_at_its_paragraph(issue: Issue) -> None:
    client = signed_in("anna", "初审")
    article = Article.objects.get(title="甲企业投产")
    client.post(
        reverse("desk:remark", args=[issue.pk]), {"article": article.pk, "paragraph": "2", "text": "用时请核实"}
    )
    assert "用时请核实" in client.get(reverse("desk:review", args=[issue.pk])).content.decode()
    client.post(reverse("desk:decide", args=[issue.pk]), decision(issue, decision="returned", comment="用时不对"))
    assert fresh(issue).status == Issue.Status.COMPOSING
    assert AuditEntry.objects.get(action="return").reason == "用时不对"


def test_the_printable_form_names_people_times_versions_and_changed_words(issue: Issue) -> None:
    signed_in("anna", "初审").post(reverse("desk:decide", args=[issue.pk]), decision(issue))
    Article.objects.filter(title="甲企业投产").update(title="甲厂投产")
    signed_in("anna").post(reverse("desk:decide", args=[issue.pk]), decision(issue, comment="已改好"))
    page = signed_in("bo", "复审").get(reverse("desk:approval_form", args=[issue.pk])).content.decode()
    digest = standing_of(fresh(issue)).digest
    for words in ("信息发布审核表", "anna", "此签已失效", "<del>企业</del>", "保密关", digest):
        assert words in page


def test_the_form_of_a_corrected_issue_shows_its_signatures_whole_and_who_approved_the_correction(issue: Issue) -> None:
    factories.published(issue)
    article = Article.objects.get(title="甲企业投产")
    proposal = correcting.propose(
        article=article,
        based_on=article.version,
        changes={"title": "甲厂投产"},
        what="企业名称应为“甲厂”",
        why="笔误",
        by=factories.actor("editor", "编辑"),
    )
    correcting.approve(correction=proposal, by=factories.actor("director", "签发"))
    page = signed_in("bo", "复审").get(reverse("desk:approval_form", args=[issue.pk])).content.decode()
    assert "此签已失效" not in page
    assert "尚无人签字" not in page
    assert "director审定" in page


def test_a_scheduled_time_in_the_past_or_not_a_time_is_refused(issue: Issue) -> None:
    factories.signed(issue)
    client = signed_in("chen", "签发")
    for typed in ("2020-01-01T08:00", "明天早上", "2024-13-45T99:00"):
        client.post(reverse("desk:schedule", args=[issue.pk]), {"publish_at": typed})
        assert fresh(issue).publish_at is None
    client.post(reverse("desk:schedule", args=[issue.pk]), {"publish_at": "2099-01-01T08:00"})
    assert fresh(issue).publish_at is not None
    client.post(reverse("desk:schedule", args=[issue.pk]), {"publish_at": ""})
    assert fresh(issue).publish_at is None


class TestCorrections:
    def test_one_proposes_another_approves_and_a_new_edition_stands_beside_the_old(self, issue: Issue) -> None:
        factories.published(issue)
        article = Article.objects.get(title="甲企业投产")
        editor = signed_in("desk")
        page = reverse("desk:correct_article", args=[article.pk])
        assert "甲企业投产" in editor.get(page).content.decode()
        form = {"title": "甲厂投产", "body": article.body, "byline_text": article.byline_text,
                "based_on": article.version,
                "what": "标题“甲企业”应为“甲厂”", "why": "科室报错", "public": "on"}  # fmt: skip
        editor.post(page, form)
        made = Correction.objects.get()
        assert Article.objects.get(pk=article.pk).title == "甲企业投产"
        signed_in("chen", "签发").post(reverse("desk:decide_correction", args=[made.pk]), {"decision": "approve"})
        assert Article.objects.get(pk=article.pk).title == "甲厂投产"
        old, new = Edition.objects.order_by("number")
        assert old.digest != new.digest
        assert (new.correction, new.digest) == (made, standing_of(fresh(issue)).digest)

    def test_what_was_typed_stays_when_something_is_missing(self, issue: Issue) -> None:
        factories.published(issue)
        article = Article.objects.get(title="甲企业投产")
        answer = signed_in("desk").post(
            reverse("desk:correct_article", args=[article.pk]),
            {"title": "甲厂投产了", "body": article.body, "based_on": article.version, "what": "改标题", "why": ""},
        )
        assert "甲厂投产了" in answer.content.decode()
        assert not Correction.objects.exists()

    def test_the_order_of_a_published_issue_is_corrected_the_same_way(self, issue: Issue) -> None:
        factories.published(issue)
        first, second = fresh(issue).entries.order_by("position")
        sent = {f"order-{first.pk}": "2", f"order-{second.pk}": "1", "based_on": fresh(issue).version,
                "what": "两条次序对调", "why": "领导排序", "public": "on"}  # fmt: skip
        signed_in("desk").post(reverse("desk:correct_issue", args=[issue.pk]), sent)
        made = Correction.objects.get()
        page = signed_in("chen", "签发").get(reverse("desk:correction", args=[made.pk])).content.decode()
        assert "次序" in page
        signed_in("chen").post(reverse("desk:decide_correction", args=[made.pk]), {"decision": "approve"})
        titles = list(fresh(issue).entries.order_by("position").values_list("article__title", flat=True))
        assert titles == ["乙企业扩建", "甲企业投产"]
        assert Edition.objects.count() == 2


@pytest.mark.parametrize("typed", ["x", "²", "-1", "9" * 30, ""])
def test_a_number_that_is_none_is_refused_and_never_an_error_of_ours(issue: Issue, typed: str) -> None:
    article, desk = Article.objects.get(title="甲企业投产"), signed_in("desk")
    remark, decide = reverse("desk:remark", args=[issue.pk]), reverse("desk:decide", args=[issue.pk])
    autosave = reverse("desk:autosave", args=["article", article.pk])
    assert desk.post(remark, {"article": typed, "text": "请核实"}).status_code == 404
    assert signed_in("anna", "初审").post(decide, decision(issue, step=typed)).status_code == 404
    assert desk.post(autosave, '{"based_on": "' + typed + '", "fields": {}}', "application/json").status_code == 400
    assert desk.post(autosave, "[" * 100_000, "application/json").status_code == 400
    compose = f"/admin/issues/issue/{issue.pk}/compose/state/"
    for body in ("[]", "null", "1", "[" * 100_000, '{"opened": [1e400]}'):
        assert desk.post(compose, body, "application/json").status_code == 400, body[:20]


class TestReadingTheWhole:
    """Findings and remarks beside their words, the decision at the end, and only what changed at one press."""

    def test_findings_stand_beside_their_paragraph(self) -> None:
        article = factories.article("甲企业投产", body="<p>首段。</p><p>截止6月底，产值近20%左右。</p>")
        issue = factories.issue(article)
        page = signed_in("anna", "初审").get(reverse("desk:review", args=[issue.pk])).content.decode()
        text = page[page.index('id="text"') :]
        assert text.index("首段") < text.index("截止6月底") < text.index("margin-finding")

    def test_the_decision_stands_behind_the_text(self, issue: Issue) -> None:
        page = signed_in("anna", "初审").get(reverse("desk:review", args=[issue.pk])).content.decode()
        assert page.index('href="#decide"') < page.index('id="text"') < page.index('id="decide"')

    def test_only_what_changed_since_the_last_step_is_one_press_away(self, issue: Issue) -> None:
        signed_in("anna", "初审").post(reverse("desk:decide", args=[issue.pk]), decision(issue))
        one = Article.objects.get(title="甲企业投产")
        articles_workflow.edit(article=one, based_on=one.version, changes={"title": "甲厂投产"}, by=OPERATOR)
        client = signed_in("bo", "复审")
        page = client.get(reverse("desk:review", args=[issue.pk])).content.decode()
        (address,) = re.findall(r'href="(\?since=[^"]+only=changed)#text"', page)
        shown = client.get(reverse("desk:review", args=[issue.pk]) + address.replace("&amp;", "&")).content.decode()
        text = shown[shown.index('id="text"') :]
        assert "<h4>甲厂投产" in text
        assert text.count("<article ") == 1

    def test_who_may_edit_gets_to_the_article_from_its_title(self, issue: Issue) -> None:
        address = reverse("admin:articles_article_change", args=[issue.articles.get(title="甲企业投产").pk])
        page = signed_in("青禾", "编辑").get(reverse("desk:review", args=[issue.pk])).content.decode()
        assert f'class="paper__edit" href="{address}"' in page
        assert (
            "paper__edit" not in signed_in("bo", "复审").get(reverse("desk:review", args=[issue.pk])).content.decode()
        )
