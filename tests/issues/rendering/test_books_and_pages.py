"""PDF, EPUB, the single HTML file and the pictures."""

import contextlib
import io
import re
import shutil
import subprocess
import zipfile
import zlib
from pathlib import Path

import lxml.html
import pytest
from lxml import etree
from PIL import Image

from issues.rendering.context import no_pictures
from issues.rendering.drawing import fonts
from issues.rendering.drawing.card import draw_article_card
from issues.rendering.formats import FORMATS
from tests.issues.rendering import documents

JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-jar")  # of short life
EPUBCHECK = next((path for path in ("/usr/share/java/epubcheck.jar", "/usr/bin/epubcheck") if Path(path).exists()), "")


def printed(tmp_path: Path, key: str = "pdf", name: str = "rich") -> Path:
    path = tmp_path / "issue.pdf"
    path.write_bytes(FORMATS[key].render(documents.ALL[name](), documents.context(imprint=documents.FORM)))
    return path


def unpacked(pdf: bytes) -> bytes:
    """A PDF with its compressed streams opened."""
    streams = re.findall(rb"/FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    opened = []
    for stream in streams:
        with contextlib.suppress(zlib.error):
            opened.append(zlib.decompress(stream))
    return pdf + b"".join(opened)


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="pdfinfo (poppler-utils) is not installed")
@pytest.mark.parametrize(("key", "size"), [("pdf", "595.276 x 841.89 pts (A4)"), ("pdf-phone", "390 x 780 pts")])
def test_the_pdf_is_tagged_titled_and_embeds_its_fonts(tmp_path: Path, key: str, size: str) -> None:
    path = printed(tmp_path, key)
    about = subprocess.run(["pdfinfo", str(path)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged:\s+yes", about)
    assert "云岭工信手机报 2024年第1-2期•总第261-262期" in about
    assert size in about
    listed = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert listed
    assert all(re.search(r"\byes yes yes\b|\byes no\s+yes\b", line) for line in listed)


def test_the_pdf_says_its_language_and_conformance(tmp_path: Path) -> None:
    objects = unpacked(printed(tmp_path).read_bytes())
    assert b"/Lang (zh-Hans)" in objects
    assert b"pdfuaid" in objects
    assert b"/Outlines" in objects


def test_the_book_is_whole_and_every_link_in_it_leads_somewhere() -> None:
    data = FORMATS["epub"].render(documents.large(), documents.context())
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = book.namelist()
        assert names[0] == "mimetype"
        assert book.getinfo("mimetype").compress_type == zipfile.ZIP_STORED
        package = etree.fromstring(book.read("EPUB/package.opf"))
        listed = {f"EPUB/{item.get('href')}" for item in package.iter("{*}item")}
        assert listed == {name for name in names if name.startswith("EPUB/")} - {"EPUB/package.opf"}
        for name in names:
            if name.endswith(".xhtml"):
                page = etree.fromstring(book.read(name))
                for link in [*page.xpath("//@href"), *page.xpath("//@src")]:
                    assert f"EPUB/{link}" in names


def test_the_books_navigation_lists_sections_and_titles() -> None:
    data = FORMATS["epub"].render(documents.ordinary(), documents.context())
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        page = etree.fromstring(book.read("EPUB/nav.xhtml"))
    lines = [link.text for link in page.find(".//{*}nav").iter("{*}a")]
    assert lines == [
        "本期导读",
        "要闻",
        "全市装备制造业座谈会召开",
        "我市召开产业对接会(云岭)筹备会",
        "工信动态",
        "市工信局开展消防演练",
    ]


@pytest.mark.skipif(not (EPUBCHECK and shutil.which("java")), reason="epubcheck and Java are not installed")
@pytest.mark.parametrize("name", documents.ALL)
def test_epubcheck_finds_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / "issue.epub"
    path.write_bytes(FORMATS["epub"].render(documents.ALL[name](), documents.context(imprint=documents.FORM)))
    checked = subprocess.run([*JAVA, EPUBCHECK, str(path)], capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in checked.stdout + checked.stderr


def test_the_html_file_fetches_nothing_and_runs_nothing() -> None:
    page = lxml.html.document_fromstring(FORMATS["html"].render(documents.rich(), documents.context()).decode())
    assert not page.xpath("//script | //link[@rel!='canonical'] | //iframe")
    assert all(source.startswith("data:") for source in page.xpath("//@src"))
    assert page.get("lang") == "zh-Hans"
    assert len(page.xpath("//img[@alt]")) == 2


def test_a_preview_says_so_in_the_page() -> None:
    page = FORMATS["html"].render(documents.ordinary(), documents.context(preview="预览稿，未签发")).decode()
    assert "预览稿，未签发" in page


def test_a_missing_picture_stops_nothing() -> None:
    context = documents.context(read_picture=no_pictures)
    for key, one in FORMATS.items():
        assert one.render(documents.rich(), context), key
    broken = documents.context(read_picture=lambda _: b"\xff\xd8\xffnot a picture")
    for key, one in FORMATS.items():
        assert one.render(documents.rich(), broken), key


@pytest.mark.parametrize("name", documents.ALL)
def test_the_share_card_has_the_size_that_networks_ask_for(name: str) -> None:
    card = FORMATS["card"].render(documents.ALL[name](), documents.context())
    assert Image.open(io.BytesIO(card)).size == (1200, 630)


@pytest.mark.parametrize("title", ["短题", documents.LONG_TITLE, "𬭎" * 40])
def test_an_articles_card_takes_titles_of_any_length(title: str) -> None:
    card = draw_article_card(documents.with_title(title), documents.context())
    assert Image.open(io.BytesIO(card)).size == (1200, 630)


@pytest.mark.parametrize("name", documents.ALL)
def test_the_long_picture_stays_within_what_chats_open(name: str) -> None:
    picture = Image.open(io.BytesIO(FORMATS["long"].render(documents.ALL[name](), documents.context())))
    assert picture.width == 1080
    assert picture.height <= 24_000


def test_rare_characters_are_drawn_in_a_font_that_has_them() -> None:
    face = fonts.Face(fonts.SANS, 32)
    if not fonts.has_chinese():
        pytest.skip("no Chinese font is installed")
    for sign in "瀍芃䶮𬭎":
        file, _ = fonts.font_for(sign, face)
        assert ord(sign) in fonts.coverage(file)
