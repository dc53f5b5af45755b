"""The desk's export pages."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from issues.desk.exporting import SHOWN
from issues.models import Issue, Mailing, Subscriber
from issues.rendering.formats import FORMATS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(factories.person("editor", "编辑"))
    return client


@pytest.fixture
def issue() -> Issue:
    return factories.published(factories.issue(factories.article("甲地召开会议"))).issue


def page(name: str, issue: Issue, *more: str) -> str:
    return reverse(f"admin:issues_issue_{name}", args=[issue.pk, *more])


def test_the_export_page_lists_every_format(editor: Client, issue: Issue) -> None:
    html = editor.get(page("export", issue)).content.decode()
    for key, one in FORMATS.items():
        assert one.label in html
        assert page("export_file", issue, key) in html
    assert "取自定稿第1版" in html
    assert " style=" not in html


@pytest.mark.parametrize("key", FORMATS)
def test_every_format_downloads(editor: Client, issue: Issue, key: str) -> None:
    response = editor.get(page("export_file", issue, key))
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]


def test_an_unpublished_issue_exports_as_a_marked_preview(editor: Client) -> None:
    made = factories.issue(factories.article())
    assert "预览稿" in editor.get(page("export", made)).content.decode()
    response = editor.get(page("export_file", made, "html"))
    assert "预览稿，未签发" in response.content.decode()
    assert "%E9%A2%84%E8%A7%88%E7%A8%BF" in response["Content-Disposition"]


def test_the_wechat_page_shows_counts_and_the_content_in_a_frame_that_can_do_nothing(
    editor: Client, issue: Issue
) -> None:
    html = editor.get(page("wechat", issue)).content.decode()
    assert "正文（连同标签）" in html
    assert " style=" not in html
    content = editor.get(page("wechat_content", issue))
    assert "sandbox" in content["Content-Security-Policy"]
    assert "甲地召开会议" in content.content.decode()


def test_the_issue_goes_to_the_list_from_its_export_page(editor: Client, issue: Issue) -> None:
    Subscriber.objects.create(address="a@example.test")
    response = editor.post(page("send_mail", issue), follow=True)
    assert "已排队发送给1个地址" in response.content.decode()
    assert Mailing.objects.get().by_name == "editor"


def test_looking_at_the_send_address_sends_nothing(editor: Client, issue: Issue) -> None:
    Subscriber.objects.create(address="a@example.test")
    editor.get(page("send_mail", issue))
    assert not Mailing.objects.exists()


@pytest.mark.parametrize("name", ["export", "wechat", "wechat_content"])
def test_a_visitor_is_sent_to_the_login(client: Client, issue: Issue, name: str) -> None:
    assert client.get(page(name, issue)).status_code == 302


@pytest.mark.parametrize("name", ["issues_bulletinform_changelist", "issues_subscriber_changelist",
                                  "issues_subscriber_add", "issues_mailing_changelist"])  # fmt: skip
def test_the_registers_open(client: Client, name: str) -> None:
    client.force_login(factories.person("chief", "管理员"))
    assert client.get(reverse(f"admin:{name}"), follow=True).status_code == 200


class TestOnePage:
    """Every format can be looked at, all come in one zip, and what does not fit is said there."""

    @pytest.fixture
    def issue(self) -> Issue:
        made = factories.issue(factories.article("甲企业投产" * 12), factories.article("乙企业扩建"))
        factories.published(made)
        return Issue.objects.get(pk=made.pk)

    @pytest.fixture
    def reader(self) -> Client:
        client = Client()
        client.force_login(factories.person("看", "初审"))
        return client

    def test_all_formats_come_in_one_zip(self, issue: Issue, reader: Client, settings: Any, tmp_path: Path) -> None:
        settings.GENERATED_ROOT = tmp_path
        answer = reader.get(reverse("admin:issues_issue_export_all", args=[issue.pk]))
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            assert archive.testzip() is None
            assert len(archive.namelist()) == len(FORMATS)
            for one in FORMATS.values():
                assert any(name.endswith(f".{one.tail}") for name in archive.namelist()), one.key
        assert "no-store" in answer["Cache-Control"]

    @pytest.mark.parametrize("key", sorted(SHOWN))
    def test_each_is_shown_and_runs_nothing(
        self, issue: Issue, reader: Client, settings: Any, tmp_path: Path, key: str
    ) -> None:
        settings.GENERATED_ROOT = tmp_path
        answer = reader.get(reverse("admin:issues_issue_export_shown", args=[issue.pk, key]))
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("inline")
        if answer["Content-Type"].startswith("text/html"):
            assert "sandbox" in answer["Content-Security-Policy"]

    def test_what_cannot_be_shown_is_not(self, issue: Issue, reader: Client) -> None:
        assert reader.get(reverse("admin:issues_issue_export_shown", args=[issue.pk, "docx"])).status_code == 404

    def test_wechats_limits_and_what_a_format_leaves_out_stand_on_the_page(self, issue: Issue, reader: Client) -> None:
        page = reader.get(reverse("admin:issues_issue_export", args=[issue.pk])).content.decode()
        for words in ("正文（连同标签）", "20000 字", "没有图片", "只有刊名、期号、导读标题", "打成一个压缩包"):
            assert words in page, words
