"""Generated files are made once, served from disk, and never stale."""

import fcntl
import io
import os
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from PIL import Image

from articles.record.audit import OPERATOR
from articles.workflow import withdraw
from issues.editions import files
from issues.editions.outgoing import context_of, outgoing, rendered
from issues.models import BulletinForm, Issue
from issues.rendering.context import RenderContext
from issues.rendering.formats import FORMATS, Format
from tests import factories
from tests.issues.rendering import documents


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path: Path) -> None:
    settings.GENERATED_ROOT = tmp_path


def counting(made: list[int]) -> Format:
    def render(document, context) -> bytes:
        made.append(1)
        time.sleep(0.05)
        return document.digest.encode()

    return replace(FORMATS["txt"], key="counted", renderer=render)


def test_a_file_is_made_once_even_when_many_ask_at_once() -> None:
    calls: list[int] = []
    wanted = counting(calls)
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda _: files.made(wanted, documents.ordinary(), RenderContext()), range(8)))
    assert len(calls) == 1
    assert len(set(paths)) == 1


def test_changed_words_or_settings_ask_for_another_file() -> None:
    wanted = FORMATS["txt"]
    first = files.fingerprint(wanted, documents.ordinary(), RenderContext())
    assert files.fingerprint(wanted, documents.with_name("别的名字"), RenderContext()) != first
    assert files.fingerprint(wanted, documents.ordinary(), RenderContext(site_url="https://a.example")) != first
    assert files.fingerprint(FORMATS["json"], documents.ordinary(), RenderContext()) != first
    assert files.fingerprint(wanted, documents.ordinary(), documents.context()) == files.fingerprint(
        wanted, documents.ordinary(), documents.context()
    )


def test_a_failed_rendering_leaves_no_file() -> None:
    def broken(document, context) -> bytes:
        raise RuntimeError("no font")

    wanted = replace(FORMATS["txt"], renderer=broken)
    with pytest.raises(RuntimeError):
        files.made(wanted, documents.ordinary(), RenderContext())
    assert not files.is_made(wanted, documents.ordinary(), RenderContext())


def test_old_files_are_forgotten_and_made_again_when_asked_for(tmp_path: Path) -> None:
    path = files.made(FORMATS["txt"], documents.ordinary(), RenderContext())
    os.utime(path, (0, 0))
    assert files.forget_older(3600) == 1
    assert files.made(FORMATS["txt"], documents.ordinary(), RenderContext()).exists()


@pytest.mark.django_db
class TestDownloads:
    @pytest.fixture
    def issue(self) -> Issue:
        return factories.published(
            factories.issue(factories.article("甲地召开会议"), factories.article("乙地开展检查"))
        ).issue

    @pytest.mark.parametrize("tail", [one.tail for one in FORMATS.values() if one.public or one.linked])
    def test_a_published_issue_is_served_in_every_public_format(self, client: Client, issue: Issue, tail: str) -> None:
        response = client.get(f"/issues/{issue.year}/{issue.number}.{tail}")
        wanted = next(one for one in FORMATS.values() if one.tail == tail)
        assert response.status_code == 200
        assert response["Content-Type"] == wanted.content_type
        assert int(response["Content-Length"]) == len(response.content)
        again = client.get(f"/issues/{issue.year}/{issue.number}.{tail}", headers={"if-none-match": response["ETag"]})
        assert again.status_code == 304
        assert not response.cookies

    @pytest.mark.parametrize("tail", ["eml", "zip", "sms.txt", "wechat.html", "exe", "html"])
    def test_the_desks_formats_are_not_public(self, client: Client, issue: Issue, tail: str) -> None:
        assert client.get(f"/issues/{issue.year}/{issue.number}.{tail}").status_code == 404

    def test_an_unpublished_issue_has_no_files(self, client: Client) -> None:
        made = factories.issue(factories.article())
        assert client.get(f"/issues/{made.year}/{made.number}.txt").status_code == 404

    def test_an_article_has_a_card_for_links_to_it(self, client: Client, issue: Issue) -> None:
        article = issue.entries.get(position=1).article
        response = client.get(f"/articles/{article.pk}/card.png")
        assert response["Content-Type"] == "image/png"
        assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
        assert f"/articles/{article.pk}/card.png" in client.get(f"/articles/{article.pk}/").content.decode()
        draft = factories.article()
        assert client.get(f"/articles/{draft.pk}/card.png").status_code == 404

    def test_what_was_withdrawn_is_in_no_file_any_more(self, client: Client, issue: Issue) -> None:
        entry = issue.entries.select_related("article").order_by("position")[0]
        before = client.get(f"{issue.get_absolute_url()[:-1]}.txt").content.decode()
        assert entry.article.title in before
        withdraw(article=entry.article, by=OPERATOR, reason="数据有误")
        for tail in (".txt", ".json", ".html"):
            response = client.get(f"{issue.get_absolute_url()[:-1]}{tail}")
            if response.status_code == 404:
                continue
            words = response.content.decode()
            assert entry.article.title not in words, tail
            assert entry.article.blocks[0].text not in words, tail
            assert "（本条已撤回）" in words, tail
            assert "数据有误" in words, tail

    def test_the_schema_that_the_json_edition_names_is_served(self, client: Client, issue: Issue) -> None:
        data = client.get(f"/issues/{issue.year}/{issue.number}.json").json()
        assert data["$schema"] == "http://testserver/issues/schema.json"
        assert client.get("/issues/schema.json").json()["title"] == "手机报一期"

    def test_a_changed_form_is_seen_at_once(self, issue: Issue) -> None:
        before = rendered(issue, "docx")
        BulletinForm(report_to="市委办公室").save()
        assert rendered(issue, "docx") != before

    def test_make_files_makes_each_file_once(self, settings, issue: Issue, capsys) -> None:
        settings.SITE_URL = "https://news.example.gov.cn"
        call_command("make_files")
        assert f"生成{sum(f.public or f.linked for f in FORMATS.values())}个文件" in capsys.readouterr().out
        call_command("make_files")
        assert "生成0个文件" in capsys.readouterr().out

    def test_make_files_says_what_it_needs(self, settings, issue: Issue) -> None:
        settings.SITE_URL = ""
        with pytest.raises(CommandError, match="SITE_URL"):
            call_command("make_files")


@pytest.mark.django_db
def test_the_channels_limits_are_settings_and_other_limits_make_another_file(settings):
    issue = factories.issue(factories.article())
    before = context_of(outgoing(issue))
    settings.CHANNEL_LIMITS = replace(before.limits, wechat_characters=1000)
    after = context_of(outgoing(issue))
    assert after.limits.wechat_characters == 1000
    document = outgoing(issue).document
    assert files.fingerprint(FORMATS["wechat"], document, before) != files.fingerprint(
        FORMATS["wechat"], document, after
    )


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 200 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("may not mount a disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.django_db
def test_a_full_disk_keeps_no_file_from_readers_and_readyz_tells(client: Client, small_disk: Path, settings) -> None:
    issue = factories.published(factories.issue(factories.article("甲企业投产"))).issue
    settings.GENERATED_ROOT, settings.MEDIA_ROOT = small_disk, small_disk
    with suppress(OSError):
        (small_disk / "full").write_bytes(b"x" * 400_000)
    for ending in ("txt", "docx"):
        assert client.get(f"/issues/{issue.year}/{issue.number}.{ending}").status_code == 200
    assert not list(small_disk.rglob(".making-*"))
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["ready"]) == (503, False)
    assert "No space" in ready.json()["files"]


@pytest.mark.django_db
def test_a_reader_whose_file_has_to_wait_is_told_and_offered_the_text(client: Client, monkeypatch) -> None:
    issue = factories.published(factories.issue(factories.article("甲企业投产"))).issue
    monkeypatch.setattr(files, "READER_WAITS", 0.1)
    address = f"/issues/{issue.year}/{issue.number}"
    files.PLACES_FOLDER.mkdir(exist_ok=True)
    with ExitStack() as others:
        for number in range(files.PLACES):
            fcntl.flock(others.enter_context((files.PLACES_FOLDER / str(number)).open("w")), fcntl.LOCK_EX)
        busy = client.get(f"{address}.docx")
        assert (busy.status_code, busy.headers["Retry-After"]) == (503, "10")
        assert f"{address}.txt" in busy.content.decode()
        assert client.get(f"{address}.txt").status_code == 200
    assert client.get(f"{address}.docx").status_code == 200
