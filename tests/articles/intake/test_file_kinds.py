"""What is handed in as a page but is none: said what it is, never taken for text."""

import io
import random
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from articles.intake.file_kinds import file_kind, is_garbled
from articles.models import Article, CapturedPage
from tests.articles.intake.extraction.keys import OWN

PAGES = sorted({*OWN.glob("*.html"), *OWN.glob("*.txt")})


def packed(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, "x" * 2000)
    return out.getvalue()


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, kind)
    return out.getvalue()


def noise(seed: int, length: int = 3000) -> bytes:
    return random.Random(seed).randbytes(length)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"), (packed("word/document.xml"), "docx"), (packed("xl/workbook.xml"), "xlsx"),
        (packed("a.txt"), "ZIP"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "旧版 Word"),
        (picture("JPEG"), "JPEG"), (picture("PNG"), "PNG"), (picture("GIF"), "GIF"), (picture("WEBP"), "WebP"),
        (picture("BMP"), "BMP"), (picture("TIFF"), "TIFF"), (b"MZ" + bytes(200), "程序"), (noise(1), "二进制"),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(40), "视频"), (b"\x1f\x8b\x08" + bytes(40), "gzip"),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_a_file_that_is_no_page_is_refused_and_named(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(data)
    with pytest.raises(CommandError) as refused:
        call_command("import_page", str(path))
    assert said in str(refused.value)
    assert refused.value.returncode == 1
    assert not Article.objects.exists()
    assert not CapturedPage.objects.exists()


@pytest.mark.parametrize("seed", range(20))
def test_bytes_without_meaning_are_never_a_page(seed: int) -> None:
    assert file_kind(noise(seed)) == "二进制文件"


def test_bytes_that_are_no_text_are_refused_though_none_is_a_control_character() -> None:
    high = bytes(random.Random(7).choices(range(0x80, 0x100), k=3000))
    assert not file_kind(high)
    assert is_garbled(high.decode("gb18030", "replace"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_no_real_page_or_text_is_taken_for_a_binary_file(path: Path) -> None:
    assert file_kind(path.read_bytes()) == ""


@pytest.mark.parametrize("text", ["MZ市工业和信息化局召开会议。", "ID3号专线通车。", "BM公司投产。", "Rar是压缩格式。"])
def test_a_text_that_begins_as_a_file_of_another_kind_is_text(text: str) -> None:
    assert file_kind(text.encode()) == ""


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16", "big5hkscs"])
def test_a_text_in_any_usual_charset_is_text(codec: str) -> None:
    assert file_kind("本報訊 全市工業運行平穩，企業景氣指數回升。\n".encode(codec) * 20) == ""
