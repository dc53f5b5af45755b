"""The import page: nothing is stored before it is confirmed, and only what was looked at is stored."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles.models import Article, Publication
from issues.models import Issue
from issues.workflow import reviewing
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = """澄江工信手机报
(2024年第3期•总第103期)
★本期导读★
【要闻】
■澄江新材料园开工
【工信动态】
■三家企业完成技改
【要闻】
■澄江新材料园开工
1月3日，澄江新材料园一期开工，计划年底投产。(产业科 闻笛)
【工信动态】
■三家企业完成技改
1月5日，三家企业完成技术改造，产能提高两成。
"""
URL = "/admin/issues/issue/import/"


@pytest.fixture
def editor(client):
    person = factories.person("青禾", "编辑")
    client.force_login(person)
    return person


def look(client, text=TEXT, **more):
    return client.post(URL, {"text": text, "look": "1", **more})


def hidden(response, prefix) -> dict[str, str]:
    html = response.content.decode()
    return dict(re.findall(rf'<input type="hidden" name="({prefix}[^"]*)" value="([^"]*)"', html))


def confirm(client, response, text=TEXT, how="store", **more):
    seen = {**hidden(response, "seen-"), **hidden(response, "text_seen"), **hidden(response, "carried")}
    return client.post(URL, {"text": text, **seen, "confirm": how, **more})


def messages_of(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_looking_stores_nothing_and_shows_every_line_with_its_kind(client, editor):
    response = look(client)
    assert Issue.objects.count() == Article.objects.count() == 0
    html = response.content.decode()
    for number in range(1, 14):
        assert f'id="line-{number}"' in html
    assert "line--section" in html
    assert '<mark class="line__byline">' in html
    assert "2024年第3期•总第103期" in html


def test_warnings_point_at_their_lines(client, editor):
    html = look(client).content.decode()
    assert re.search(r'<a href="#line-13">第 13 行</a>：[^<]*没有署名', html)
    assert re.search(r'<a href="#line-10">第 10 行</a>：科室“产业科”是新的', html)


def test_a_masthead_of_another_paper_is_pointed_at(client, editor):
    Publication(name="云岭区手机报").save()
    html = look(client).content.decode()
    assert re.search(r'<a href="#line-1">第 1 行</a>：刊名是“澄江工信手机报”，本站是“云岭区手机报”', html)
    Publication(name="澄江 工信手机报").save()
    assert "本站是" not in look(client).content.decode()


def test_before_the_site_has_a_name_any_masthead_will_do(client, editor):
    assert not Publication.objects.exists()
    assert "本站是" not in look(client).content.decode()


def test_a_confirmed_import_is_stored_and_leads_to_the_issue(client, editor):
    response = confirm(client, look(client))
    issue = Issue.objects.get()
    assert response.url == reverse("admin:issues_issue_change", args=[issue.pk])
    assert issue.label == "2024年第3期•总第103期"
    assert list(issue.entries.values_list("article__title", flat=True)) == ["澄江新材料园开工", "三家企业完成技改"]
    assert issue.imports.get().text.startswith("澄江工信手机报")


def test_a_double_submit_stores_once(client, editor):
    seen = look(client)
    confirm(client, seen)
    confirm(client, seen)
    assert Issue.objects.count() == 1
    assert Article.objects.count() == 2


def test_a_text_changed_after_the_look_is_shown_again_not_stored(client, editor):
    changed = TEXT.replace("计划年底", "计划明年")
    response = confirm(client, look(client), text=changed)
    assert response.status_code == 200
    assert "请再核对一遍" in messages_of(response)
    assert not Issue.objects.exists()
    confirm(client, response, text=changed)
    assert "计划明年" in Article.objects.get(title="澄江新材料园开工").body


def test_line_ends_as_browsers_send_them_are_no_change(client, editor):
    response = look(client, TEXT.replace("\n", "\r\n"))
    confirm(client, response, TEXT.replace("\n", "\r\n"))
    assert Issue.objects.exists()


def test_a_missing_number_can_be_typed_in(client, editor):
    text = TEXT.replace("(2024年第3期•总第103期)\n", "")
    response = look(client, text)
    assert "无法确定是哪一期" in response.content.decode()
    typed = {"year-0": "2024", "number-0": "3", "total-0": "103"}
    response = look(client, text, **typed)
    confirm(client, response, text, **typed)
    assert Issue.objects.get().label == "2024年第3期•总第103期"


def test_another_issue_stored_meanwhile_stops_the_confirmation(client, editor):
    seen = look(client)
    factories.issue(factories.article(), year=2024, number=3, total_number=103)
    response = confirm(client, seen)
    assert "请再核对一遍" in messages_of(response)
    assert Issue.objects.count() == 1


def test_a_taken_total_number_is_refused_with_the_reason(client, editor):
    factories.issue(factories.article(), year=2023, number=50, total_number=103)
    response = look(client)
    assert "总第103期已经是2023年第50期" in response.content.decode()
    assert 'name="confirm"' not in response.content.decode()


@pytest.fixture
def stored(client, editor):
    confirm(client, look(client))
    return Issue.objects.get()


def test_the_same_text_again_changes_nothing(client, stored):
    response = look(client)
    assert "文字完全相同" in response.content.decode()
    confirm(client, response)
    assert Article.objects.count() == 2
    assert Issue.objects.get().version == stored.version


def test_a_differing_text_shows_the_difference_and_asks(client, stored):
    text = TEXT.replace("年底投产", "明年投产")
    response = look(client, text)
    html = response.content.decode()
    assert "与这份有 1 处不同" in html
    assert "计划<del>年底</del><ins>明年</ins>投产。" in html
    assert "只有标点不同" not in html
    unanswered = confirm(client, response, text)
    assert "请选保留现有的，还是改用这份的" in unanswered.content.decode()
    confirm(client, response, text, **{"choice-0": "keep"})
    assert Article.objects.filter(body__contains="年底投产").exists()
    confirm(client, response, text, **{"choice-0": "take"})
    assert Article.objects.filter(body__contains="明年投产").exists()


def test_an_editors_later_correction_is_not_undone_without_asking(client, stored):
    article = Article.objects.get(title="澄江新材料园开工")
    article.title = "澄江新材料园一期开工"
    article.save()
    response = confirm(client, look(client))
    assert response.status_code == 200
    article.refresh_from_db()
    assert article.title == "澄江新材料园一期开工"


def test_a_published_issue_is_not_overwritten(client, stored):
    factories.published(stored)
    text = TEXT.replace("年底投产", "明年投产")
    response = look(client, text)
    assert "不能用导入覆盖" in response.content.decode()
    confirm(client, response, text, **{"choice-0": "take"})
    assert not Article.objects.filter(body__contains="明年投产").exists()


def test_a_published_issue_is_to_be_corrected_not_returned_to_the_editors(client, stored):
    text = TEXT.replace("年底投产", "明年投产")
    factories.published(stored)
    html = look(client, text).content.decode()
    assert "要改请发“更正”" in html
    assert f"/desk/issues/{stored.pk}/correct/" in html
    assert "退回编辑" not in html


def test_an_issue_in_review_is_to_be_taken_back_first(client, stored):
    reviewing.send(issue=stored, by=factories.actor("送审人", "编辑"))
    html = look(client, TEXT.replace("年底投产", "明年投产")).content.decode()
    assert "要改请先收回或退回编辑" in html


def test_words_that_differ_in_punctuation_alone_are_said_to_mark_by_mark(client, stored):
    html = look(client, TEXT.replace("开工，计划", "开工,计划")).content.decode()
    assert "与这份有 1 处不同，都只是标点不同" in html
    assert "一期开工<del>，</del><ins>,</ins>计划" in html
    both = look(client, TEXT.replace("开工，计划", "开工,计划").replace("两成", "三成")).content.decode()
    assert "与这份有 2 处不同，其中 1 处只是标点不同" in both


def test_several_issues_in_one_text_are_stored_each(client, editor):
    second = TEXT.replace("第3期•总第103期", "第4期•总第104期").replace("开工", "投产")
    text = TEXT + "\n" + second
    response = look(client, text)
    assert len(hidden(response, "seen-")) == 2
    confirm(client, response, text)
    assert Issue.objects.count() == 2


def test_an_upload_in_gbk_is_read_and_carried_to_the_confirmation(client, editor):
    upload = SimpleUploadedFile("第3期.txt", TEXT.encode("gb18030"))
    response = client.post(URL, {"file": upload, "text": "", "look": "1"})
    assert "澄江新材料园开工" in response.context["sheet"].handed.text
    confirm(client, response, response.context["sheet"].handed.text)
    assert Issue.objects.get().imports.get().text.startswith("澄江工信手机报")


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "空的"), (b"\xff\xd8\xff\xe0 not text \x00", "JPEG"), ("今天天气很好。".encode(), "")],
)
def test_a_file_that_is_no_issue_is_refused_in_plain_words(client, editor, data, words):
    response = client.post(URL, {"file": SimpleUploadedFile("a.txt", data), "text": "", "look": "1"})
    assert response.status_code == 200
    assert response.context["sheet"].error
    assert words in response.context["sheet"].error
    assert not Issue.objects.exists()


def test_an_error_keeps_the_pasted_text(client, editor):
    response = look(client, "随便写的一句话，不是手机报。")
    assert response.context["sheet"].error
    assert "随便写的一句话，不是手机报。" in response.content.decode()


def test_a_control_character_is_named_with_its_line(client, editor):
    response = look(client, TEXT.replace("技术改造", "技术\x01改造"))
    assert response.context["sheet"].error_line == 13


def test_a_file_above_the_limit_is_refused(client, editor, settings):
    settings.IMPORT_MAX_BYTES = 1024 * 1024
    upload = SimpleUploadedFile("a.txt", b"a" * (1024 * 1024 + 1))
    response = client.post(URL, {"file": upload, "text": "", "look": "1"})
    assert "超过 1 MB" in response.context["sheet"].error


def test_script_in_the_text_is_shown_as_text(client, editor):
    html = look(client, TEXT.replace("技术改造", "<script>alert(1)</script>")).content.decode()
    assert "<script>alert(1)" not in html


def test_publishing_with_the_import_needs_the_right_and_a_statement(client, editor):
    seen = look(client)
    assert "导入并发布" not in seen.content.decode()
    response = confirm(client, seen, how="publish", statement="党组会签发")
    assert Issue.objects.get().status == Issue.Status.COMPOSING
    assert response.status_code == 302


def test_whoever_may_declare_imports_and_publishes_in_one_go(client, editor):
    wanted = Permission.objects.filter(codename__in=["publish_issue", "declare_signed"])
    editor.user_permissions.add(*wanted)
    seen = look(client)
    assert "导入并发布" in seen.content.decode()
    confirm(client, seen, how="publish", statement="纸质审批，2024年1月8日签发")
    assert Issue.objects.get().status == Issue.Status.PUBLISHED


@pytest.mark.parametrize("group", ["通讯员", "初审", "审计员"])
def test_other_roles_are_refused(client, group):
    client.force_login(factories.person("闻笛", group))
    assert client.get(URL).status_code == 403
    assert look(client).status_code == 403


PASTE = "".join(f"<p>{line}</p>" for line in TEXT.splitlines()).replace("计划年底投产", "<strong>计划年底投产</strong>")


def test_the_html_that_came_with_a_paste_is_read_with_its_form(client, editor):
    response = look(client, pasted_html=PASTE)
    assert (
        "<strong>计划年底投产</strong>"
        in response.context["sheet"].shown[0].found.document.sections[0].items[0].body[0].html
    )
    assert not Issue.objects.exists()
    confirm(client, response, text=response.context["sheet"].handed.text)
    assert "<strong>计划年底投产</strong>" in Article.objects.get(title="澄江新材料园开工").body


def test_words_edited_after_the_paste_count_alone(client, editor):
    response = look(client, pasted_html=PASTE)
    text = response.context["sheet"].handed.text.replace("年底", "明年")
    response = look(client, text, **hidden(response, "carried"), **hidden(response, "text_seen"))
    assert "明年" in str(response.context["sheet"].shown[0].found.document)
    assert "<strong>" not in str(response.context["sheet"].shown[0].found.document)


@pytest.mark.parametrize("html", ["<p>一段话</p>", "<!-- -->", "   ", "<script>alert(1)</script>"])
def test_html_that_is_no_issue_leaves_the_words_to_be_read(client, editor, html):
    assert len(look(client, pasted_html=html).context["sheet"].shown) == 1


def test_every_item_of_an_issue_that_is_one_line_is_shown(client, editor):
    shown = look(client, "【澄江手机报】2024年第9期：1.甲企业投产 2.乙企业达效").context["sheet"].shown[0]
    assert [item.title for block in shown.blocks for item in block.items] == ["甲企业投产", "乙企业达效"]


def test_a_refusal_speaks_of_words_below_only_where_there_are_some(client, editor):
    refused = "什么都没有存，您的文字还在下面。"
    assert refused in look(client, "云" * 200_001).content.decode()
    assert refused not in (nothing := look(client, "").content.decode())
    assert "什么都没有存。" in nothing
