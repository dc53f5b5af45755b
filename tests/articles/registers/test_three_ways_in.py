"""A bad register by command, by paste and by upload: the same sentence with its row, and nothing stored."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from articles.models import AuditEntry, Exemption, Leader
from tests import factories

pytestmark = pytest.mark.django_db

HEAD = "姓名,单位,职务,起,止\n"
GOOD = "何望舒,市经信局,局长,2023-05-01,\n"
PAGE = "/admin/articles/leader/import/"
BAD = {
    "the same row twice": (HEAD + GOOD + GOOD, "第 3 行：与第 2 行完全相同"),
    "the same post twice at a time": (
        HEAD + GOOD + "何望舒,市经信局,局长,2024-01-01,\n",
        "第 3 行：“何望舒”与第 2 行的起止时间重叠",
    ),
    "an end before its start": (HEAD + GOOD + "林一帆,市经信局,副局长,2023-05-01,2022-05-01\n", "第 3 行：止"),
    "a column nobody knows": ("姓名,单位,职务,任职时间\n何望舒,市经信局,局长,2023\n", "第 1 行：不认识的列“任职时间”"),
    "a formula": (HEAD + GOOD + "林一帆,=A2,副局长,,\n", "第 3 行：“单位”是公式“=A2”"),
    "a hundred thousand rows": (
        HEAD + "".join(f"何{n},市经信局,科员,,\n" for n in range(100_000)),
        "第 20002 行：共 100001 行，一次最多 20000 行",
    ),
}


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factories.person("desk", "编辑"))
    return client


def nothing_stored() -> bool:
    return not Leader.objects.exists() and not AuditEntry.objects.filter(kind="leader").exists()


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD)
def test_a_bad_table_is_refused_in_all_three(desk: Client, tmp_path: Path, text: str, said: str) -> None:
    pasted = desk.post(PAGE, {"text": text, "look": "1"})
    uploaded = desk.post(PAGE, {"file": SimpleUploadedFile("领导.csv", text.encode("gb18030")), "look": "1"})
    for page in (pasted, uploaded):
        assert page.status_code == 200
        assert said in page.content.decode()
    file = tmp_path / "领导.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError) as refused:
        call_command("import_register", "leaders", str(file))
    assert said in str(refused.value)
    assert refused.value.returncode == 1
    assert nothing_stored()


def test_an_old_spreadsheet_and_a_formula_in_a_new_one_are_named(desk: Client, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "单位", "职务"])
    sheet.append(["何望舒", "市经信局", "=B1"])
    new = io.BytesIO()
    book.save(new)
    files = {
        "领导.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "这是旧格式的 .xls 文件"),
        "领导.xlsx": (new.getvalue(), "第 2 行：“职务”是公式“=B1”"),
    }
    for name, (data, said) in files.items():
        page = desk.post(PAGE, {"file": SimpleUploadedFile(name, data), "look": "1"}).content.decode()
        assert said in page
        (tmp_path / name).write_bytes(data)
        with pytest.raises(CommandError, match=r"xls 文件|公式"):
            call_command("import_register", "leaders", str(tmp_path / name))
    assert nothing_stored()


def test_what_may_stand_in_public_comes_from_a_table_too(desk: Client) -> None:
    page = "/admin/articles/exemption/import/"
    wrong = desk.post(page, {"text": "词句,检查项\n13800000000,手机\n", "look": "1"}).content.decode()
    assert "第 2 行：没有检查项“手机”" in wrong
    table = "词句,检查项,依据,起\n12345,,政务服务热线,\n13800000000,privacy.mobile,值班手机,2026-01-01\n"
    uploaded = desk.post(page, {"file": SimpleUploadedFile("放行.csv", table.encode()), "look": "1"})
    mark = uploaded.context["sheet"].mark
    desk.post(page, {"text": uploaded.context["sheet"].text, "mark": mark, "store": "1"})
    assert sorted(Exemption.objects.values_list("words", "code", "reason")) == [
        ("12345", "", "政务服务热线"),
        ("13800000000", "privacy.mobile", "值班手机"),
    ]
    assert "导入" in desk.get("/admin/articles/exemption/").content.decode()
