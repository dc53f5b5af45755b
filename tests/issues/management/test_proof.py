"""proof FILE|2023-18|article:123."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests import factories

pytestmark = pytest.mark.django_db

ISSUE = """澄州经信手机报
(2023年第18期•总第229期)
2023年5月22日
★本期导读★
【要闻】
■全市工业推进会召开
■省经信厅来我市调研
【要闻】
■全市工业推进会召开
5月18日，市经信局召开全市工业推进会，局长何望舒做总结讲话。（规划科 林一帆）
■省经信厅来我市调研
5月19日，省经信厅一行来我市调研卫星产业，企业联系电话13912345678。（运行科 周小舟）
"""


def proof(capsys: pytest.CaptureFixture[str], what: object, *options: str) -> tuple[int, list[dict[str, Any]]]:
    """The command's exit status and findings."""
    status = 0
    try:
        call_command("proof", str(what), "--json", *options)
    except SystemExit as ended:
        status = int(ended.code or 0)
    return status, json.loads(capsys.readouterr().out)


def test_an_issue_in_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "18.txt"
    file.write_text(ISSUE, encoding="utf-8")
    status, found = proof(capsys, file)
    told = {
        (one["code"], one["level"], one["article"], one["paragraph"], one["text"], one["suggestion"]) for one in found
    }
    assert ("word.zuo", "B", 1, 1, "做", "作") in told
    assert ("privacy.mobile", "A", 2, 1, "13912345678", "139****5678") in told
    body = "5月19日，省经信厅一行来我市调研卫星产业，企业联系电话13912345678。"
    mobile = next(one for one in found if one["code"] == "privacy.mobile")
    assert body[mobile["start"] : mobile["end"]] == "13912345678"
    assert status == 1


def test_the_weekday_beside_the_number_and_a_lead_of_other_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "18.txt"
    wrong = ISSUE.replace("2023年5月22日", "2023年5月22日 星期二").replace(
        "■全市工业推进会召开", "■全市工业现场会召开", 1
    )
    file.write_text(wrong, encoding="utf-8")
    _, found = proof(capsys, file)
    told = {(one["code"], one["level"], one["article"], one["text"]) for one in found}
    assert ("date.weekday", "B", None, "星期二") in told
    assert ("lead.words", "A", None, "全市工业现场会召开") in told


def test_a_day_of_issue_that_does_not_exist_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "18.txt"
    file.write_text(ISSUE.replace("2023年5月22日", "2023年6月31日"), encoding="utf-8")
    _, found = proof(capsys, file)
    assert ("date.exists", None, "2023年6月31日") in {(one["code"], one["article"], one["text"]) for one in found}


def test_a_file_that_is_no_issue_is_one_article_a_paragraph_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("全市工业稳中有进。\r\n\r\n截止5月底，投资增长。\r\n".encode("gb18030"))
    status, found = proof(capsys, file)
    assert [
        (one["code"], one["article"], one["paragraph"], one["start"]) for one in found if one["code"] == "word.jiezhi"
    ] == [("word.jiezhi", 1, 3, 0)]
    assert status == 0


def test_a_stored_issue_and_a_stored_article(capsys: pytest.CaptureFixture[str]) -> None:
    article = factories.article("截止5月底我市投资增长", body="<p>联系电话13912345678。</p>")
    made = factories.issue(article)
    status, found = proof(capsys, f"{made.year}-{made.number}")
    assert status == 1
    assert ("word.jiezhi", 1, 0) in [(one["code"], one["article"], one["paragraph"]) for one in found]
    status, found = proof(capsys, f"article:{article.pk}")
    assert status == 1
    assert ("privacy.mobile", 1, 1) in [(one["code"], one["article"], one["paragraph"]) for one in found]


def test_findings_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("截止5月底，投资增长。", encoding="utf-8")
    call_command("proof", str(file))
    said = capsys.readouterr().out
    assert "B 第 1 篇 第 1 段 第 1 字 “截止” → “截至”" in said
    assert "A 级 0 处、B 级 1 处" in said
    assert "未检查" in said


@pytest.mark.parametrize("what", ["2023-99", "article:99999", "/no/such/file.txt"])
def test_what_does_not_exist_is_status_2(what: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("proof", what)
    assert refused.value.returncode == 2


def test_a_file_that_is_no_text_is_status_2(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(CommandError) as refused:
        call_command("proof", str(file))
    assert refused.value.returncode == 2


def test_a_wrong_date_is_status_2() -> None:
    with pytest.raises(CommandError, match="日期应写作"):
        call_command("proof", "2023-18", "--date", "yesterday")
    with pytest.raises(CommandError, match="日期应写作") as refused:
        call_command("proof", "2023-18", date="yesterday")
    assert refused.value.returncode == 2


def test_a_date_may_be_given_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("5月25日，市经信局召开推进会。\n", encoding="utf-8")
    for date, is_to_come in (("2023-05-30", False), ("2023-05-20", True)):
        call_command("proof", str(file), date=date, json=True)
        assert ("date.future" in capsys.readouterr().out) is is_to_come
