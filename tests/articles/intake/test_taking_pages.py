"""Outside news into drafts: by command, from an address, a file or copied text."""

import base64
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from articles import workflow
from articles.intake.drafting import body_html, make_draft
from articles.intake.pages import is_allowed
from articles.models import AllowedSource, Article, AuditEntry, CapturedPage, Reprint, Source
from articles.record.audit import OPERATOR
from articles.refusals import Refused
from articles.text.blocks import from_html
from issues.workflow import readiness
from issues.workflow.standing import standing_of
from tests.articles.intake.extraction.keys import OWN
from tests.articles.intake.net.hostile_server import HostileServer
from tests.factories import actor, issue

pytestmark = pytest.mark.django_db
COPIED = OWN / "G05_copied.txt"
NEWSPAPER = OWN / "G06_newspaper.txt"


def taken(page: object, *options: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("import_page", str(page), "--json", *options, stdout=out)
    data: dict[str, Any] = json.loads(out.getvalue())
    return data


def test_a_page_becomes_a_draft_with_its_source_and_the_page_kept(web: HostileServer) -> None:
    data = taken(web.url("page"))
    article = Article.objects.get(pk=data["article"])
    assert (article.title, article.status) == ("澄湖区召开工业运行会", Article.Status.DRAFT)
    assert article.source is not None
    assert article.source.name == "澄湖日报"
    assert article.source_url == web.url("page")
    assert article.byline_text == "（记者 舒望）"
    assert str(article.event_date) == "2024-10-15"
    page = article.reprint.page
    assert bytes(page.body).decode().startswith("<html>")
    assert page.sha256 == AuditEntry.objects.get(action="take_page").after["page"]
    assert article.reprint.story["body"] == data["body"]


def test_taking_the_same_page_again_changes_nothing(web: HostileServer) -> None:
    first, again = taken(web.url("page")), taken(web.url("page"))
    assert first["article"] == again["article"]
    assert (Article.objects.count(), CapturedPage.objects.count()) == (1, 1)


def test_a_dry_run_stores_nothing() -> None:
    assert taken(COPIED, "--dry-run")["title"] == "废旧电池“变废为宝” 年处理能力5万吨"
    assert not Article.objects.exists()
    assert not CapturedPage.objects.exists()


def test_a_named_source_goes_before_the_printed_one() -> None:
    data = taken(COPIED, "--source", "省报")
    assert data["source"] == "省报"
    assert Source.objects.get().name == "省报"


def test_a_page_of_several_stories_becomes_as_many_drafts() -> None:
    data = taken(NEWSPAPER)
    assert [story["title"] for story in data["stories"]] == list(
        Article.objects.order_by("pk").values_list("title", flat=True)
    )
    assert CapturedPage.objects.count() == 1


def test_text_comes_in_by_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(COPIED.read_bytes())))
    assert taken("-", "--dry-run")["authors"] == ["宁远舟"]


@pytest.mark.parametrize("path", ["silent", "endless", "bomb", "to-loopback", "forbidden", "missing"])
def test_what_cannot_be_fetched_is_refused_with_the_reason(web: HostileServer, path: str) -> None:
    with pytest.raises(CommandError) as refused:
        taken(web.url(path))
    assert str(refused.value).endswith("。")
    assert not Article.objects.exists()


def test_a_file_without_a_story_or_without_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("\n\n", encoding="utf-8")
    for name in ("empty.txt", "absent.txt"):
        with pytest.raises(CommandError, match=r"没有在其中|打不开"):
            taken(tmp_path / name)


def test_duplicates_and_an_unlisted_outlet_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    AllowedSource.objects.create(name="省报", aliases=["省报客户端"], hosts=["shengbao.example"])
    taken(COPIED)
    rewrite = tmp_path / "rewrite.txt"
    rewrite.write_text(
        COPIED.read_text(encoding="utf-8").replace("23亿", "24亿").replace("废旧", "旧"), encoding="utf-8"
    )
    taken(rewrite)
    told = capsys.readouterr().err
    assert "不在稿源名单" in told
    assert "文字相" in told
    assert is_allowed("省报客户端")
    assert is_allowed("别的", "http://www.shengbao.example/1")
    assert not is_allowed("松原湾日报", "http://notshengbao.example/")


def test_a_correspondent_may_not_take_pages() -> None:
    page = CapturedPage.objects.create(kind="pasted", sha256="0" * 64, body=b"")
    from_page = taken(COPIED, "--dry-run")
    assert from_page
    with pytest.raises(Refused):
        make_draft(story=stories()[0], page=page, by=actor("小林", "通讯员"))
    make_draft(story=stories()[0], page=page, by=actor("老周", "编辑"))


def stories() -> list[Any]:
    from articles.intake.extraction import extract_text

    return extract_text(COPIED.read_text(encoding="utf-8"))


def without_source() -> Article:
    taken(NEWSPAPER)
    article = Article.objects.order_by("pk")[0]
    article.source = None
    article.status = Article.Status.ACCEPTED
    article.save()
    return article


def test_the_database_refuses_to_publish_a_reprint_without_its_source() -> None:
    article = without_source()
    with pytest.raises(IntegrityError, match="article_reprint_names_source"), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(status="published", published_at="2024-10-16T08:00:00+08:00")


def test_an_issue_with_a_nameless_reprint_says_what_is_missing() -> None:
    article = without_source()
    with pytest.raises(ValidationError, match="没有注明来源"):
        workflow.publish(article=article, by=OPERATOR)
    made = issue(article)
    assert any("没有注明来源" in problem for problem in readiness.problems_of(made, standing_of(made).document))


def test_rows_with_cells_become_a_table() -> None:
    blocks = from_html(body_html(("前言。", "地区\t增速", "甲市\t8%", "后语。")))
    assert [block.kind for block in blocks] == ["paragraph", "table", "paragraph"]


def test_the_record_of_a_reprint_goes_with_its_article_and_the_page_stays() -> None:
    taken(COPIED)
    Article.objects.get().delete()
    assert not Reprint.objects.exists()
    assert CapturedPage.objects.count() == 1


def test_control_characters_from_a_page_do_not_reach_the_database(tmp_path: Path) -> None:
    page = tmp_path / "p.html"
    page.write_bytes(
        (OWN / "G13_photo.html")
        .read_bytes()
        .replace(b"w.jpg", b"w\x01&#0;&#x1f;.jpg")
        .replace(b"</h1>", b"\x00\x0b</h1>")
    )
    assert taken(page)["title"] == "风电检修忙"


def test_a_web_archive_is_read_as_its_page(tmp_path: Path) -> None:
    page = (OWN / "G12_tables.html").read_bytes()
    archive = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(page)
        + b"\r\n--b--\r\n"
    )
    (tmp_path / "p.mht").write_bytes(archive)
    assert taken(tmp_path / "p.mht", "--dry-run")["title"] == "石桥口岸迎来今年第1000列跨境班列"


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0"])
def test_a_file_that_is_no_page_is_named(tmp_path: Path, start: bytes) -> None:
    (tmp_path / "f").write_bytes(start + b"\x00" * 100)
    with pytest.raises(CommandError, match="不是网页"):
        taken(tmp_path / "f")


def test_an_address_given_beside_a_file_is_its_original_address() -> None:
    data = taken(COPIED, "--url", "https://news.example/1.html")
    assert Article.objects.get(pk=data["article"]).source_url == "https://news.example/1.html"
    with pytest.raises(CommandError, match="http"):
        taken(NEWSPAPER, "--url", "javascript:alert(1)")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "ftp://news.example/1", "//news.example"])
def test_no_article_can_lead_its_readers_to_what_is_no_web_address(url: str) -> None:
    article = Article(title="乡镇农贸市场改造", source_url=url)
    with pytest.raises(ValidationError):
        article.full_clean()
    with pytest.raises(IntegrityError, match="article_source_url_is_web_address"), transaction.atomic():
        Article.objects.create(title="乡镇农贸市场改造", source_url=url)
    assert Article.objects.create(title="乡镇农贸市场改造", source_url="HTTPS://news.example/1").pk


def test_pictures_with_words_come_with_the_page_when_asked_for(
    web: HostileServer, capsys: pytest.CaptureFixture[str]
) -> None:
    data = taken(web.url("illustrated"), "--pictures")
    article = Article.objects.get(pk=data["article"])
    told = [image for image in data["images"] if image["alt"] or image["caption"]]
    problems = article.internal_note.count("没有取来")
    assert told
    assert article.images.count() + problems == len(told)
    assert article.images.count() >= 1
    assert capsys.readouterr().err.count("替代文字要由人写") == len(data["images"]) - len(told)
