"""What the workbench of an article asks for: remarks, history, preview, names, what a pasted text says of itself."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import workflow
from articles.models import Article, Contributor
from articles.record.audit import OPERATOR
from issues.models import ReviewComment
from issues.workflow import remarks, reviewing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factories.person("青禾", "编辑"))
    return client


@pytest.fixture
def article() -> Article:
    made = factories.article("甲稿", body="<p>会议要求抓好落实。</p><p>各县区要跟进。</p>")
    reviewing.send(issue=factories.issue(made), by=factories.actor("主编", "编辑"))
    return made


def remark(article: Article, text: str = "语气再斟酌", **more: str) -> ReviewComment:
    issue = article.entries.get().issue
    return remarks.add(
        issue=issue, article=article, paragraph=2, text=text, by=factories.actor("初审员", "初审"), **more
    )


def test_a_remark_stands_at_its_words_and_is_settled_in_one_press(desk: Client, article: Article) -> None:
    row = remark(article, words="各县区要")
    told = desk.get(f"/admin/desk/articles/{article.pk}/side/").json()
    assert told["open"] == 1
    assert told["quotes"] == [{"remark": row.pk, "words": "各县区要"}]
    assert "语气再斟酌" in told["remarks"]
    after = desk.post(f"/admin/desk/articles/{article.pk}/remark/", {"what": "settle", "remark": row.pk}).json()
    assert after["open"] == 0
    assert "青禾已处理" in after["remarks"]


def test_a_reply_stands_under_its_remark_and_settles_nothing(desk: Client, article: Article) -> None:
    row = remark(article)
    told = desk.post(
        f"/admin/desk/articles/{article.pk}/remark/", {"what": "reply", "remark": row.pk, "text": "照会议原话"}
    ).json()
    assert told["open"] == 1
    assert "照会议原话" in told["remarks"]
    assert "照会议原话" in told["history"]
    empty = desk.post(f"/admin/desk/articles/{article.pk}/remark/", {"what": "reply", "remark": row.pk, "text": " "})
    assert (empty.status_code, empty.json()) == (400, {"error": "请写回复。"})


def test_words_that_are_not_in_the_paragraph_are_taken_for_the_whole_of_it(article: Article) -> None:
    assert remark(article, words="别处的话").quote == "各县区要跟进。"


def test_a_remark_is_written_on_chosen_words(desk: Client, article: Article) -> None:
    sent = {"what": "add", "paragraph": 1, "words": "抓好落实", "text": "谁来抓？"}
    told = desk.post(f"/admin/desk/articles/{article.pk}/remark/", sent).json()
    assert told["quotes"][0]["words"] == "抓好落实"
    loose = factories.article("没编的稿")
    refused = desk.post(f"/admin/desk/articles/{loose.pk}/remark/", sent)
    assert "还没有编入一期" in refused.json()["error"]


def test_who_may_not_see_issues_sees_no_remarks(client: Client, article: Article) -> None:
    office = factories.department("产业科")
    Article.objects.filter(pk=article.pk).update(department=office)
    remark(article)
    client.force_login(factories.person("闻笛", "通讯员", department=office))
    told = client.get(f"/admin/desk/articles/{article.pk}/side/").json()
    assert (told["open"], told["quotes"]) == (0, [])
    assert "语气再斟酌" not in told["remarks"] + told["history"]
    assert client.post(f"/admin/desk/articles/{article.pk}/remark/", {"what": "add", "text": "x"}).status_code == 403


def test_the_history_tells_versions_decisions_and_remarks(desk: Client, article: Article) -> None:
    remark(article)
    factories.agree(article.entries.get().issue)
    told = desk.get(f"/admin/desk/articles/{article.pk}/side/").json()["history"]
    assert "语气再斟酌" in told
    assert "初审同意" in told


def test_the_preview_is_the_readers_page_of_what_is_typed(desk: Client, article: Article) -> None:
    typed = {"title": "改了的题", "kicker": "引题在上", "body": "<p>刚打的<script>alert(1)</script>字。</p>"}
    html = desk.post(f"/admin/desk/articles/{article.pk}/preview/", typed).content.decode()
    assert "改了的题" in html
    assert "引题在上" in html
    assert "刚打的" in html
    assert "alert(1)" not in html
    assert "noindex" in html
    text = desk.post(f"/admin/desk/articles/{article.pk}/preview/?as=text", typed).content.decode()
    assert text.startswith("引题在上\n改了的题\n")
    article.refresh_from_db()
    assert article.title == "甲稿"


def test_names_are_suggested_a_few_at_a_time(desk: Client) -> None:
    Contributor.objects.bulk_create(Contributor(name=f"苏竹{number}") for number in range(30))
    Contributor.objects.create(name="时雨", note="产业科")
    assert len(desk.get("/admin/desk/articles/people/", {"q": "苏"}).json()["names"]) == 10
    assert desk.get("/admin/desk/articles/people/", {"q": "时"}).json()["names"] == ["时雨（产业科）"]
    assert desk.get("/admin/desk/articles/people/").json()["names"] == []
    page = desk.get("/admin/articles/article/add/").content.decode()
    assert "苏竹1" not in page


def test_a_pasted_story_tells_its_title_byline_and_source(desk: Client) -> None:
    text = (
        "竹产业“共享车间”开进石坪镇\n\n"
        "11月22日，临溪县石坪镇竹产业“共享车间”正式投产，首批12家农户进场加工，日产竹片8吨。\n"
        "车间由县里统一建设，农户按件付费，平均每户年增收约2万元，年底前还将再建两处。\n\n"
        "（临溪县科工局 汪洋）"
    )
    told = desk.post("/admin/desk/articles/recognise/", {"text": text}).json()
    assert told["title"] == "竹产业“共享车间”开进石坪镇"
    assert "汪洋" in told["byline_text"]
    assert len(told["body"]) == 2
    assert desk.post("/admin/desk/articles/recognise/", {"text": ""}).json() == {}


def test_any_two_versions_are_compared(desk: Client) -> None:
    from articles import workflow

    article, by = factories.article("第一题"), factories.actor("主编", "编辑")
    for number, title in enumerate(("第二题", "第三题", "第四题"), start=1):
        workflow.edit(article=article, based_on=number, changes={"title": title}, by=by)
    page = desk.get(f"/admin/desk/compare/article/{article.pk}/", {"from": "1", "to": "4"}).content.decode()
    assert "<del>一</del><ins>四</ins>" in page.replace("\n", "")
    newest = desk.get(f"/admin/desk/compare/article/{article.pk}/").content.decode()
    assert "<del>三</del><ins>四</ins>" in newest
    assert (
        "没有留存" in desk.get(f"/admin/desk/compare/article/{article.pk}/", {"from": "99", "to": "4"}).content.decode()
    )


def test_the_side_costs_the_same_whatever_is_said(desk: Client, article: Article) -> None:
    def statements() -> int:
        desk.get(f"/admin/desk/articles/{article.pk}/side/")
        with CaptureQueriesContext(connection) as asked:
            desk.get(f"/admin/desk/articles/{article.pk}/side/")
        return len(asked)

    remark(article)
    few = statements()
    for number in range(30):
        remarks.reply(comment=remark(article, f"意见{number}"), text="答", by=factories.actor("主编", "编辑"))
    assert statements() == few


def test_the_words_are_set_against_the_draft_as_it_was_handed_in(desk: Client) -> None:
    article = factories.article("来稿", body="<p>一二三四五六七八九十，说了很多。</p>", status="draft")
    workflow.submit(article=article, by=OPERATOR)
    address = f"/admin/desk/articles/{article.pk}/since/"
    page = desk.post(address, {"title": "来稿", "body": "<p>一二三，说了很多。</p>"})
    shown = page.content.decode()
    assert "投来的稿子" in shown
    assert "16 字 → 现在 9 字" in shown
    assert "<del>四五六七八九十</del>" in shown
    article.refresh_from_db()
    assert "四五六" in article.body  # nothing of it is stored
    same = desk.post(address, {"title": "来稿", "body": article.body})
    assert "一字不差" in same.content.decode()


@pytest.mark.parametrize("key", ["wechat", "sms", "email", "html", "docx", "pdf", "epub"])
def test_a_draft_is_seen_in_every_channel_from_what_is_typed(desk: Client, key: str) -> None:
    article = factories.article("旧题", body="<p>旧的一段。</p>", status="draft")
    typed = {"title": "打到一半的题", "body": "<p>打到一半的一段。<script>alert(1)</script></p>"}
    answer = desk.post(f"/admin/desk/articles/{article.pk}/channel/{key}/", typed)
    assert answer.status_code == 200
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("attachment" if key in ("docx", "pdf", "epub") else "inline")
    if key in ("wechat", "html", "email"):
        assert "打到一半的一段" in answer.content.decode()
        assert "alert" not in answer.content.decode()
    article.refresh_from_db()
    assert article.title == "旧题"


def test_a_channel_that_is_none_is_not_there(desk: Client, article: Article) -> None:
    assert desk.post(f"/admin/desk/articles/{article.pk}/channel/json/", {}).status_code == 404
