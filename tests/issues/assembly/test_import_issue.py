"""import_issue and export_issue: what an operator types, and what comes back."""

import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Publication, Section
from issues.models import Edition, ImportRecord, Issue

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "sample_content" / "2026-44.txt"
MISSPELT, CORRECTED = "全市先进制造业集群培育工作推进会召开", "全市先进制造业集群培育推进会召开"


def exported(issue: str, **options: Any) -> str:
    """What export_issue writes into a file."""
    path = options.pop("path")
    call_command("export_issue", issue, output=str(path), **options)
    return path.read_bytes().decode()


def test_a_sample_issue_comes_out_byte_for_byte_as_it_went_in(tmp_path: Path) -> None:
    call_command("import_issue", str(SAMPLE), "--publish")
    assert (
        exported("2026-44", format="txt", path=tmp_path / "out").strip() == SAMPLE.read_text(encoding="utf-8").strip()
    )
    assert Issue.objects.published().count() == 1
    assert Edition.objects.get().digest


def test_what_an_editor_changed_is_not_published_on_the_files_word(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_issue", str(SAMPLE))
    Article.objects.filter(title=MISSPELT).update(title=CORRECTED)
    call_command("import_issue", str(SAMPLE), "--publish")
    assert not Issue.objects.published().exists()
    assert "没有发布" in capsys.readouterr().err


def test_an_issue_whose_pictures_did_not_come_along_is_published_on_its_word() -> None:
    call_command("import_issue", str(ROOT / "tests/samples/issues/06_images_sources_editors.txt"), "--publish")
    assert Issue.objects.published().count() == 1


def test_a_total_of_six_figures_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "期.txt"
    path.write_text(SAMPLE.read_text(encoding="utf-8").replace("1644", "500110"), encoding="utf-8")
    call_command("import_issue", str(path))
    assert Issue.objects.get().total_number == 500110


def test_the_seed_comes_out_byte_for_byte_as_it_went_in(shared: Path, tmp_path: Path) -> None:
    seed = shared / "seeds" / "000_48f8e8e3bf9497a8.txt"
    call_command("import_issue", str(seed), "--publish")
    assert exported("2023-18", format="txt", path=tmp_path / "out").rstrip("\n") == seed.read_text(
        encoding="utf-8"
    ).rstrip("\n")
    key = json.loads((shared / "samples/issues/seed_000_key.json").read_text(encoding="utf-8"))
    articles = list(Article.objects.order_by("pk"))
    assert [article.title for article in articles] == [article["title"] for article in key["articles"]]
    assert [article.section and article.section.name for article in articles] == [a["section"] for a in key["articles"]]
    assert [str(article.event_date or "") for article in articles] == [a["iso"] or "" for a in key["articles"]]
    credited = [list(a.bylines.values_list("department__name", "contributor__name")) for a in articles]
    assert credited == [[(a["byline"]["department"], name) for name in a["byline"]["names"]] for a in key["articles"]]


@pytest.mark.parametrize("number", ["44", "45", "46"])
def test_every_sample_issue_is_recognised_to_the_last_line(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_issue", str(ROOT / "sample_content" / f"2026-{number}.txt"), "--dry-run", "--json")
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["unrecognised"], listed["warnings"]) == ([], [])
    assert {line["line"] for line in listed["furniture"]} == {2, 3, 4}, "the number, the date and the contents' heading"
    assert [lead["title"] for lead in listed["lead"]] == [article["title"] for article in listed["articles"]]


def test_a_masthead_of_another_paper_is_pointed_at(capsys: pytest.CaptureFixture[str]) -> None:
    Publication(name="云岭区手机报").save()
    call_command("import_issue", str(SAMPLE), "--dry-run")
    assert "第1行：刊名是“" in capsys.readouterr().err


def test_a_dry_run_stores_nothing() -> None:
    call_command("import_issue", str(SAMPLE), "--dry-run")
    assert not Issue.objects.exists()
    assert not Section.objects.exists()


def test_importing_twice_keeps_what_an_editor_corrected(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_issue", str(SAMPLE))
    article = Article.objects.get(title=MISSPELT)
    article.title = CORRECTED
    article.save()
    call_command("import_issue", str(SAMPLE))
    assert Article.objects.filter(title=CORRECTED).count() == 1
    assert (Issue.objects.count(), Article.objects.count(), ImportRecord.objects.count()) == (1, 9, 1)
    assert "1处修改保留" in capsys.readouterr().err


def test_another_text_under_a_number_that_is_taken_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    call_command("import_issue", str(SAMPLE))
    before = list(Article.objects.values())
    other = tmp_path / "other.txt"
    other.write_text(
        SAMPLE.read_text(encoding="utf-8").replace("签约", "签订").replace("300余名", "500余名"), encoding="utf-8"
    )
    with pytest.raises(CommandError, match="已经导入过"):
        call_command("import_issue", str(other))
    assert list(Article.objects.values()) == before


SAMPLE_TEXT = SAMPLE.read_text(encoding="utf-8")
GARBAGE = {
    "an empty file": b"",
    "white space": b" \n\n\t\n",
    "a picture named .txt": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + os.urandom(4000),
    "NUL bytes": SAMPLE_TEXT.replace("会议", "\x00").encode(),
    "a lone surrogate": SAMPLE_TEXT.encode().replace("会议".encode(), b"\xed\xa0\x80", 1),
    "one enormous line": "一行很长的字".encode() * 1_400_000,
    "no issue number": re.sub(r"\(2026年第44期.*\)\n2026年11月3日\n", "", SAMPLE_TEXT).encode(),
    "two numbers that disagree": SAMPLE_TEXT.replace("2026年11月3日\n", "2026年第45期\n2026年11月3日\n", 1).encode(),
    "number zero": SAMPLE_TEXT.replace("第44期", "第0期").encode(),
    "a shopping list": "白菜\n萝卜\n豆腐\n".encode(),
}


@pytest.mark.parametrize("kind", GARBAGE)
def test_garbage_is_refused_in_chinese_and_the_database_stays_as_it_was(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "input.txt"
    path.write_bytes(GARBAGE[kind])
    with pytest.raises(CommandError) as refusal:
        call_command("import_issue", str(path), "--publish")
    assert re.search("[一-鿿]{4}", str(refusal.value)), "the reason is Chinese"
    assert "input.txt" in str(refusal.value)
    assert not any(model.objects.exists() for model in (Issue, Article, Section, ImportRecord))


def test_a_file_that_is_not_there_is_refused_by_name() -> None:
    with pytest.raises(CommandError, match=r"没有\.txt"):
        call_command("import_issue", "没有.txt")


def test_standard_input_is_read_for_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SAMPLE.read_bytes())))
    call_command("import_issue", "-")
    assert Issue.objects.get().total_number == 1644


def test_exporting_an_issue_that_is_not_there_says_so() -> None:
    with pytest.raises(CommandError, match="没有2026年第1期"):
        call_command("export_issue", "2026-1", format="json")


def test_a_number_that_is_no_number_is_refused_by_export() -> None:
    with pytest.raises(CommandError, match="2023-18"):
        call_command("export_issue", "十八期", format="json")
