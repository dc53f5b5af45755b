"""A back catalogue comes in whole, once, and can be taken up again after a break."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.models import Article, Department
from issues.models import Edition, Issue

pytestmark = pytest.mark.django_db


def a_record(total: int, **changes: Any) -> dict[str, Any]:
    article = {
        "title": f"第{total}批企业通过验收",
        "body": "第一段说结果。\n第二段说经过。",
        "department": "科技与质量科",
        "author": "封遥",
        "tags": ["竹产业", "验收"],
    }
    date = (dt.date(2020, 1, 3) + dt.timedelta(weeks=total)).isoformat()
    return {"year": 2020, "number": total, "total_number": total, "date": date,
            "sections": [{"name": "要闻", "articles": [article]}]} | changes  # fmt: skip


def one_article(section: str = "要闻", **fields: Any) -> dict[str, Any]:
    return {"sections": [{"name": section, "articles": [{"title": "题", "body": "文"} | fields]}]}


def written(path: Path, *records: dict[str, Any] | str) -> str:
    lines = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def test_each_line_becomes_an_issue_published_on_its_printed_day(tmp_path: Path) -> None:
    call_command("import_archive", written(tmp_path / "a.jsonl", a_record(1), a_record(2)), "--publish")
    assert Issue.objects.published().count() == 2
    article = Article.objects.published().order_by("pk").first()
    assert article is not None
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2020-01-10T00:00:00+00:00"  # 08:00 in Shanghai
    assert article.body == "<p>第一段说结果。</p><p>第二段说经过。</p>"
    assert article.byline_text == "(科技与质量科 封遥)"
    assert sorted(article.tags.names()) == ["竹产业", "验收"]
    assert Edition.objects.count() == 2


def test_running_it_again_changes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", a_record(1), a_record(2))
    call_command("import_archive", path, "--publish")
    before = list(Article.objects.values())
    call_command("import_archive", path, "--publish")
    assert list(Article.objects.values()) == before
    assert (Issue.objects.count(), Edition.objects.count(), Department.objects.count()) == (2, 2, 1)


def test_what_an_editor_changed_is_not_published_on_the_archives_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "a.jsonl", a_record(1), a_record(2))
    call_command("import_archive", path)
    changed = Article.objects.filter(entries__issue__number=1).first()
    assert changed is not None
    Article.objects.filter(pk=changed.pk).update(title="编辑另拟的题目")
    call_command("import_archive", path, "--publish")
    assert [issue.number for issue in Issue.objects.published()] == [2]
    assert "第1行：没有发布" in capsys.readouterr().err


def test_a_refused_line_keeps_no_other_out_and_stands_in_the_table_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    bad = a_record(3, sections=3)
    with pytest.raises(CommandError) as refused:
        call_command("import_archive", written(path, a_record(1), '{"year": 2020', a_record(2), bad, a_record(4)))
    assert sorted(Issue.objects.values_list("number", flat=True)) == [1, 2, 4]
    assert "有2行没有导入" in str(refused.value)
    assert [line.split("：")[0].strip() for line in str(refused.value).splitlines()[1:]] == ["第2行", "第4行"]
    call_command("import_archive", written(path, a_record(1), a_record(2), a_record(3), a_record(4)))
    assert Issue.objects.count() == 4


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sections": 3}, "不合要求"),
        ({"date": "昨天"}, "不合要求"),
        ({"number": 0}, "期号"),
        ({"year": 20}, "年份|1949"),
        ({"year": None}, "缺少 year"),
        ({"year": "今年"}, 'year 应为整数，现为 "今年"'),
        ({"year": float("inf")}, "year 应为整数"),
        ({"total_number": True}, "total_number 应为整数"),
        ({"date": "0001-01-01"}, "date 应为"),
        ({"date": 20230519}, "date 应为"),
        ({"sections": ["要闻"]}, '第1个栏目应为对象，现为 "要闻"'),
        ({"sections": [{"articles": []}]}, "第1个栏目缺少 name"),
        ({"sections": [{"name": " ", "articles": []}]}, "第1个栏目的 name 是空的"),
        (one_article(title=None), "第1个栏目第1篇缺少 title"),
        (one_article(body=["文"]), "第1篇的 body 应为文字"),
        (one_article(tags="竹"), "tags 应为列表"),
        (one_article(title="题" * 301), "题》的标题：.*300"),
        (one_article(author="封" * 41), "作者“封+……”太长"),
        (one_article(tags=["竹" * 101]), "标签“竹+……”太长"),
        (one_article("栏" * 61), "栏目“栏+……”太长"),
    ],
)
def test_an_implausible_record_is_refused_in_words_that_say_where(
    tmp_path: Path, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(CommandError, match=words):
        call_command("import_archive", written(tmp_path / "a.jsonl", a_record(1, **changes)))
    assert not Issue.objects.exists()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("[" * 200_000, "括号套得太深"),
        ('{"year": ' + "9" * 5000 + "}", "数字太长"),
        ("[]", "这一行应为对象"),
        ("不是 JSON", "不是 JSON（第1个字符处）"),
    ],
)
def test_a_line_that_is_no_record_is_refused_with_file_and_line(tmp_path: Path, line: str, words: str) -> None:
    path = written(tmp_path / "a.jsonl", line)
    with pytest.raises(CommandError) as refused:
        call_command("import_archive", path)
    assert str(refused.value).startswith(f"{path}：有1行")
    assert "第1行：" in str(refused.value)
    assert words in str(refused.value)


def test_words_that_an_editor_changed_since_are_not_published_as_signed_then(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", a_record(1))
    call_command("import_archive", path)
    Article.objects.update(title="编辑后来改的题")
    call_command("import_archive", path, "--publish")
    assert not Issue.objects.published().exists()
    assert not Edition.objects.exists()


def test_characters_that_no_database_holds_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record = a_record(1, **one_article("要\u0000闻", title="题\ud800目", author="封\u0000遥", tags=["竹\ud800"]))
    path.write_text(json.dumps(record) + "\n")
    call_command("import_archive", str(path))
    article = Article.objects.get()
    assert (article.title, article.byline_text, list(article.tags.names())) == ("题目", "(封遥)", ["竹"])
    assert article.section is not None
    assert article.section.name == "要闻"


def test_a_number_dated_ahead_that_goes_out_today_went_out_today(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", a_record(1, year=2190, date="2190-01-05"))
    call_command("import_archive", path, "--publish")
    assert Issue.objects.published().get().published_at <= timezone.now()
    assert all(article.published_at <= timezone.now() for article in Article.objects.published())
