"""Files of older word processors: read where LibreOffice is installed, refused in words where it is not."""

import io
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from articles.intake.one_file import read_manuscript
from articles.text.incoming import UnreadableFile, looks_like_docx, read_docx
from tests.articles.text.incoming import files

installed = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
TITLE, BODY = "云岭区开展用电检查", "7月3日，云岭区检查企业用电。全年用电2.4×10"


def rtf() -> bytes:
    def written(words: str) -> str:
        return "".join(f"\\u{ord(one)}?" for one in words)

    return (
        rf"{{\rtf1\ansi\uc1\pard\qc\b {written(TITLE)}\b0\par\pard {written(BODY)}\super 8\nosupersub "
        rf"{written('千瓦时。')}\par {written('（节能科 王某某）')}\par}}"
    ).encode("ascii")


def odt(*, picture: str = "", section: str = "") -> bytes:
    inside = f"<text:p>{TITLE}</text:p><text:p>{BODY}。</text:p>"
    if picture:
        inside += (
            '<text:p><draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">'
            f'<draw:image xlink:href="{picture}" xlink:type="simple"/></draw:frame></text:p>'
        )
    if section:
        inside += (
            f'<text:section text:name="s"><text:section-source xlink:href="{section}" xlink:type="simple"/>'
            "<text:p>旧</text:p></text:section>"
        )
    spaces = {
        "office": "office", "text": "text", "draw": "drawing", "table": "table",
        "svg": "svg-compatible", "xlink": "",
    }  # fmt: skip
    names = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in spaces.items() if name
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} '
        'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body><office:text>{inside}</office:text></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def words_of(data: bytes) -> str:
    return "\n".join(line.text for line in read_docx(data).lines)


@installed
def test_an_rtf_file_is_read_with_its_raised_figures_and_byline() -> None:
    manuscript = read_manuscript(rtf(), "报送.rtf")
    assert manuscript.title == TITLE
    assert manuscript.byline.names == ("王某某",)
    assert "<sup>8</sup>" in manuscript.body[0].html
    assert manuscript.body[0].text.endswith("千瓦时。")


@installed
def test_a_doc_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "稿.docx").write_bytes(files.of_paragraphs(TITLE, f"{BODY}。"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "稿.docx")], check=True, capture_output=True, timeout=120)
    assert words_of((tmp_path / "稿.doc").read_bytes()) == f"{TITLE}\n{BODY}。"


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server that notes what is asked of it, and its address."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_OPTIONS = do_HEAD = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


@installed
def test_a_file_reaches_neither_the_network_nor_other_files(tmp_path: Path, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    (tmp_path / "secret.txt").write_text("SECRET-OF-THE-MACHINE")
    words = words_of(odt(picture=f"{address}/picture.png", section=(tmp_path / "secret.txt").as_uri()))
    assert words.startswith(TITLE)
    assert "SECRET" not in words
    assert paths == []


@pytest.mark.parametrize(("data", "name"), [(rtf(), "稿.rtf"), (odt(), "稿.odt"), (rtf(), "没有后缀")])
def test_without_libreoffice_the_editor_is_told_what_to_do(
    data: bytes, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert looks_like_docx(data, name)
    with pytest.raises(UnreadableFile, match="另存为"):
        read_docx(data)


@installed
def test_a_broken_file_is_refused_and_not_read_as_signs() -> None:
    with pytest.raises(UnreadableFile, match="没有转换成功"):
        read_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + b"\x07" * 3_000)


def test_an_old_workbook_is_named_as_one() -> None:
    with pytest.raises(UnreadableFile, match=r"\.xls"):
        read_docx(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + b"\0" * 600)
