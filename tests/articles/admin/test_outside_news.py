"""Outside news at the desk: look before taking, nothing typed is lost, the source on every reprint."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import AllowedSource, Article, CapturedPage, FeedItem, Reprint, Source, WatchedFeed
from tests import factories
from tests.articles.intake.conftest import web  # noqa: F401 - a fixture
from tests.articles.intake.extraction.keys import OWN
from tests.articles.intake.net.hostile_server import HostileServer

pytestmark = pytest.mark.django_db
TAKE = "/admin/articles/feeditem/take/"
COPIED = (OWN / "G05_copied.txt").read_text(encoding="utf-8")
NEWSPAPER = (OWN / "G06_newspaper.txt").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def editor(client: Client) -> None:
    client.force_login(factories.person("青禾", "编辑"))


def look(client: Client, **typed: object) -> str:
    return client.post(TAKE, {"look": "1", **typed}).content.decode()


def take(client: Client, **typed: object) -> object:
    return client.post(TAKE, {"take": "1", "page": CapturedPage.objects.latest("pk").pk, **typed})


def test_a_pasted_page_is_shown_beside_the_original_and_nothing_is_drafted_yet(client: Client) -> None:
    shown = look(client, text=COPIED)
    assert "废旧电池“变废为宝” 年处理能力5万吨" in shown
    assert "松原湾港区新开两条内贸航线" in shown
    assert "推荐与排行" in shown
    assert not Article.objects.exists()
    assert CapturedPage.objects.count() == 1


def test_what_was_seen_becomes_a_draft_with_the_source_as_corrected(client: Client) -> None:
    look(client, text=COPIED)
    answer = take(client, **{"chosen-0": "1", "source-0": "松原湾日报社"})
    article = Article.objects.get()
    assert answer.status_code == 302  # type: ignore[attr-defined]
    assert article.source == Source.objects.get(name="松原湾日报社")
    assert article.is_reprint
    assert article.created_by is not None


def test_only_the_chosen_stories_of_a_newspaper_page_are_taken(client: Client) -> None:
    look(client, text=NEWSPAPER)
    take(client, **{"chosen-1": "1", "source-1": "蒲塘新闻", "chosen-3": "1", "source-3": "蒲塘新闻"})
    assert list(Article.objects.order_by("pk").values_list("title", flat=True)) == [
        "全区小微企业融资对接会举行",
        "让家门口的书屋亮起来",
    ]


def test_choosing_nothing_says_so_and_keeps_the_page(client: Client) -> None:
    look(client, text=NEWSPAPER)
    answer = take(client)
    assert "请至少选一篇" in answer.content.decode()  # type: ignore[attr-defined]


def test_an_address_is_fetched_and_a_refusal_keeps_what_was_typed(client: Client, web: HostileServer) -> None:  # noqa: F811
    assert "澄湖区召开工业运行会" in look(client, url=web.url("page"))
    refused = look(client, url=web.url("to-loopback"))
    assert "指向内部网络地址" in refused
    assert web.url("to-loopback") in refused


def test_an_uploaded_page_in_gbk_is_read(client: Client) -> None:
    page = SimpleUploadedFile("p.html", (OWN / "G12_tables.html").read_bytes(), "text/html")
    assert "石桥口岸迎来今年第1000列跨境班列" in look(client, file=page)


def test_nothing_handed_in_and_nothing_found_are_said(client: Client) -> None:
    assert "请填网址" in look(client)
    assert "没有在其中找到" in look(client, text="。")


def test_a_chosen_picture_comes_into_the_draft_with_the_words_beside_it(
    client: Client,
    web: HostileServer,  # noqa: F811
) -> None:
    shown = look(client, url=web.url("illustrated"))
    assert 'value="澄湖日报 舒望"' in shown
    assert 'value="图为会议现场。"' in shown
    take(client, **{"chosen-0": "1", "source-0": "澄湖日报", "picture-0-0": "1", "alt-0-0": "会场坐满了人",
                    "caption-0-0": "图为会议现场。", "credit-0-0": "澄湖日报 舒望"})  # fmt: skip
    (image,) = Article.objects.get().images.all()
    assert (image.alt, image.caption, image.credit) == ("会场坐满了人", "图为会议现场。", "澄湖日报 舒望")


def test_a_picture_without_words_keeps_everything_typed_and_makes_no_draft_yet(
    client: Client,
    web: HostileServer,  # noqa: F811
) -> None:
    look(client, url=web.url("illustrated"))
    answer = take(
        client, **{"chosen-0": "1", "source-0": "湖报", "picture-0-0": "1", "alt-0-0": " ", "caption-0-0": "会"}
    )
    shown = answer.content.decode()  # type: ignore[attr-defined]
    assert "填替代文字" in shown
    assert 'value="湖报"' in shown
    assert 'value="会"' in shown
    assert 'name="picture-0-0" value="1" checked' in shown
    assert not Article.objects.exists()


def test_no_picture_comes_into_what_readers_have_seen(client: Client, web: HostileServer) -> None:  # noqa: F811
    look(client, url=web.url("illustrated"))
    typed = {"chosen-0": "1", "source-0": "澄湖日报"}
    take(client, **typed)
    # the hostile server's own address is one that no reader can open, which the proof checks refuse
    Article.objects.update(body="<p>正文。</p>", source_url="https://example.com/1")
    factories.published(factories.issue(Article.objects.get()))
    answer = take(client, **typed, **{"picture-0-0": "1", "alt-0-0": "会场坐满了人"})
    assert answer.status_code == 302  # type: ignore[attr-defined]
    assert "没有取图" in client.get("/admin/articles/article/").content.decode()
    assert not Article.objects.get().images.exists()


def test_a_picture_that_cannot_be_had_is_named_and_the_draft_is_there(
    client: Client,
    web: HostileServer,  # noqa: F811
) -> None:
    look(client, url=web.url("illustrated"))
    chosen = {"picture-0-1": "1", "alt-0-1": "现场", "picture-0-0": "1", "alt-0-0": "会场"}
    answer = client.post(
        TAKE,
        {"take": "1", "page": CapturedPage.objects.latest("pk").pk, "chosen-0": "1", "source-0": "湖报", **chosen},
        follow=True,
    ).content.decode()
    assert "指向内部网络地址" in answer
    assert "草稿已经存好" in answer
    assert Article.objects.get().images.count() == 1


def test_a_story_that_lost_its_headline_is_taken_with_the_one_typed(client: Client) -> None:
    fragments = (OWN / "T05_fragments.txt").read_text(encoding="utf-8")
    shown = look(client, text=fragments)
    assert "没有找到标题" in shown
    answer = take(client, **{"chosen-1": "1", "source-1": "区报"})
    assert "没有标题，不能存为草稿" in answer.content.decode()  # type: ignore[attr-defined]
    take(client, **{"chosen-1": "1", "source-1": "区报", "title-1": "八百学生体验冰雪运动"})
    assert Article.objects.get().title == "八百学生体验冰雪运动"


def test_foreign_markup_is_shown_as_text(client: Client) -> None:
    page = SimpleUploadedFile(
        "p.html", b"<html><h1>&lt;script&gt;alert(1)&lt;/script&gt; x</h1><p>" + b"abc. " * 30, ""
    )
    assert "<script>alert" not in look(client, file=page)


def test_duplicates_and_unlisted_outlets_are_shown(client: Client) -> None:
    AllowedSource.objects.create(name="省报")
    look(client, text=COPIED)
    take(client, **{"chosen-0": "1", "source-0": "松原湾日报"})
    shown = look(client, text=COPIED.replace("23亿", "25亿"))
    assert "可能已经有了" in shown
    assert f"/admin/articles/article/{Article.objects.get().pk}/change/" in shown
    assert "不在稿源名单" in shown


def test_unread_material_is_taken_from_its_list(client: Client, web: HostileServer) -> None:  # noqa: F811
    source = Source.objects.create(name="澄湖日报")
    feed = WatchedFeed.objects.create(name="澄湖", url=web.url("feed"), source=source)
    item = FeedItem.objects.create(feed=feed, guid="1", url=web.url("page"), title="工业运行会")
    listed = client.get("/admin/articles/feeditem/").content.decode()
    assert f"{TAKE}?item={item.pk}" in listed
    assert web.url("page") in client.get(f"{TAKE}?item={item.pk}").content.decode()
    look(client, url=item.url, item=item.pk)
    take(client, item=item.pk, **{"chosen-0": "1", "source-0": "澄湖日报"})
    item.refresh_from_db()
    assert (item.status, item.article) == ("taken", Article.objects.get())


def test_unread_material_can_be_put_aside(client: Client) -> None:
    feed = WatchedFeed.objects.create(name="澄湖", url="http://n.example/")
    item = FeedItem.objects.create(feed=feed, guid="1", url="http://n.example/1", title="天气")
    client.post("/admin/articles/feeditem/", {"action": "ignore", "_selected_action": [item.pk]})
    item.refresh_from_db()
    assert item.status == "ignored"


def test_a_source_that_fails_shows_why_on_the_watch_list_and_above_the_unread_material(client: Client) -> None:
    WatchedFeed.objects.create(name="澄湖", url="http://n.example/", failures=2, problem="连不上 n.example。")
    assert "连不上 n.example。（连续2次）" in client.get("/admin/articles/watchedfeed/").content.decode()
    assert "连不上 n.example。（连续 2 次）" in client.get("/admin/articles/feeditem/").content.decode()


def test_later_cuts_are_shown_against_the_source(client: Client) -> None:
    look(client, text=COPIED)
    take(client, **{"chosen-0": "1", "source-0": "松原湾日报"})
    article = Article.objects.get()
    article.body = article.body.replace("项目由松原湾循环科技公司建设，", "")
    article.save()
    shown = client.get(f"/admin/articles/reprint/{Reprint.objects.get().pk}/change/").content.decode()
    assert "<del>项目由松原湾循环科技公司建设，</del>" in shown


def test_a_captured_page_is_given_as_a_file_and_never_changed(client: Client) -> None:
    look(client, text=COPIED)
    page = CapturedPage.objects.get()
    raw = client.get(f"/admin/articles/capturedpage/{page.pk}/raw/")
    assert raw.content.decode() == COPIED
    assert raw["Content-Type"] == "application/octet-stream"
    assert raw["Content-Disposition"].startswith("attachment")
    assert client.get(f"/admin/articles/capturedpage/{page.pk}/change/").status_code == 200
    assert client.post(f"/admin/articles/capturedpage/{page.pk}/delete/").status_code == 403


def test_outlets_are_typed_as_a_line_of_names(client: Client) -> None:
    client.force_login(factories.person("管", "管理员"))
    client.post(
        "/admin/articles/allowedsource/add/",
        {"name": "省报", "aliases": "省报客户端、日报", "hosts": "a.example，b.example"},
    )
    row = AllowedSource.objects.get()
    assert (row.aliases, row.hosts) == (["省报客户端", "日报"], ["a.example", "b.example"])


def test_who_may_only_look_at_unread_material_is_refused_in_words_and_puts_nothing_aside(client: Client) -> None:
    reader = factories.person("旁观")
    reader.user_permissions.set(Permission.objects.filter(codename__in=("view_feeditem", "change_feeditem")))
    client.force_login(reader)
    feed = WatchedFeed.objects.create(name="某网", url="https://news.example/feed.xml")
    item = FeedItem.objects.create(feed=feed, guid="1", url="https://news.example/1", title="一条消息")
    address = "/admin/articles/feeditem/"
    assert client.get(address).status_code == 200
    client.post(address, {"action": "ignore", "_selected_action": item.pk})
    assert FeedItem.objects.get().status == FeedItem.Status.UNREAD


def test_a_correspondent_has_no_way_in(client: Client) -> None:
    client.force_login(factories.person("小林", "通讯员"))
    assert client.get(TAKE).status_code == 403
    assert client.get("/admin/articles/capturedpage/").status_code == 403


def test_a_reprints_form_leads_to_the_difference_even_where_its_record_is_gone(client: Client) -> None:
    look(client, text=COPIED)
    take(client, **{"chosen-0": "1", "source-0": "松原湾日报"})
    article = Article.objects.get()
    form = f"/admin/articles/article/{article.pk}/change/"
    assert f"/admin/articles/reprint/{article.reprint.pk}/change/" in client.get(form).content.decode()
    Reprint.objects.all().delete()
    assert client.get(form).status_code == 200


def test_one_source_can_be_given_for_all_stories_of_a_page(client: Client) -> None:
    look(client, text=NEWSPAPER)
    take(client, **{"chosen-0": "1", "source-0": "", "chosen-1": "1", "source-1": "区报", "source-all": "蒲塘新闻"})
    assert set(Article.objects.values_list("source__name", flat=True)) == {"蒲塘新闻", "区报"}


def test_the_list_shows_what_is_still_to_be_read_and_the_rest_on_request(client: Client) -> None:
    feed = WatchedFeed.objects.create(name="澄湖", url="http://n.example/")
    for number, status in enumerate(FeedItem.Status.values):
        url = f"http://n.example/{number}"
        FeedItem.objects.create(feed=feed, guid=str(number), url=url, title=f"第{number}条", status=status)
    page = "/admin/articles/feeditem/"
    assert [item.title for item in client.get(page).context["cl"].result_list] == ["第0条"]
    assert len(client.get(page, {"standing": "all"}).context["cl"].result_list) == 3
    assert len(client.get(page, {"standing": "ignored"}).context["cl"].result_list) == 1


def test_the_address_typed_beside_a_pasted_text_is_kept_with_the_draft(client: Client) -> None:
    text, url = COPIED, "https://news.example/2024/10/1.html"
    looked = client.post(TAKE, {"url": url, "text": text, "look": "1"})
    assert url in looked.content.decode()
    client.post(TAKE, {"page": CapturedPage.objects.get().pk, "take": "1", "chosen-0": "1", "source-0": "松原湾日报"})
    article = Article.objects.get()
    assert article.source_url == url
    assert (article.reprint.page.kind, article.reprint.page.url) == ("pasted", url)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://news.example/1", "news.example", "https://x/" + "a" * 500]
)
def test_an_address_that_is_none_is_said_and_the_text_is_kept(client: Client, url: str) -> None:
    page = client.post(
        TAKE, {"url": url, "text": "文化馆开班\n4月1日，文化馆公益培训班开班，三十人参加。", "look": "1"}
    )
    said = page.content.decode()
    assert "网址" in page.context["sheet"].error
    assert "文化馆公益培训班开班" in said
    assert not CapturedPage.objects.exists()
