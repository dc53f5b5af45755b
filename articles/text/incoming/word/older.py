"""Files of other word processors (.doc, .wps, .rtf, .odt) made .docx by LibreOffice, where that is installed.

It runs without macros and active content, follows no link out of the file (they are blocked as coming from no trusted
place), in a profile of its own that is thrown away, with bounds of time, memory and disk, one at a time in a process.
"""

import io
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import zipfile
from pathlib import Path

from articles.text.incoming.lines import UnreadableFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
RTF = b"{\\rtf"
SECONDS = 60
_GIGABYTES = 4
_MOST_BYTES = 100 * 1024 * 1024
# The filter is named, or LibreOffice takes what it does not know for a plain text.
_FILTERS = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8"}
_NAMES = {"doc": "旧版 Word 或 WPS 文件（.doc、.wps）", "rtf": "RTF 文件", "odt": "OpenDocument 文件（.odt）"}
_SAVE_AGAIN = "请用 Word 或 WPS 打开，选“另存为”，类型选“Word 文档（*.docx）”，再导入另存的文件。"
ENCRYPTED = "这个 Word 文件加了打开密码。请在 Word 里打开，去掉密码（文件→信息→保护文档）后另存，再导入。"
_OTHER_OLE = (
    ("Workbook", "这是旧版 Excel 表格（.xls），不是 Word 文件。请把要用的内容粘贴到 Word 或直接粘贴到导入框。"),
    ("PowerPoint Document", "这是旧版 PowerPoint 演示文稿（.ppt），不是 Word 文件。请把要用的文字粘贴到导入框。"),
)
_OPTION = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="{}" oor:op="fuse">'
    "<value>{}</value></prop></item>"
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + _OPTION.format("DisableActiveContent", "true")
    + _OPTION.format("BlockUntrustedRefererLinks", "true")
    + _OPTION.format("MacroSecurityLevel", "3")
    + "</oor:items>"
)
_one_at_a_time = threading.Lock()


def kind_of(data: bytes) -> str:
    """Which of these formats a file has, by its content: doc, rtf, odt; "" for none of them."""
    if data.startswith(OLE):
        return "doc"
    if data.startswith(RTF):
        return "rtf"
    if data.startswith(ZIP) and b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"
    return ""


def as_docx(data: bytes) -> bytes:
    """A file of one of these formats as a .docx; any other as it is. UnreadableFile (Chinese) where it cannot be."""
    kind = kind_of(data)
    if not kind:
        return data
    if kind == "doc":
        _refuse_other_ole(data)
    program = shutil.which("soffice")
    if program is None:
        raise UnreadableFile(f"这是{_NAMES[kind]}，不能直接读。{_SAVE_AGAIN}")
    if kind == "odt":
        _refuse_bombs(data)
    if not _one_at_a_time.acquire(timeout=SECONDS):
        raise UnreadableFile("正在转换别的旧格式文件，请过一会儿再导入。")
    try:
        with tempfile.TemporaryDirectory(prefix="cms-word-") as folder:
            made = _converted(program, data, kind, Path(folder))
    finally:
        _one_at_a_time.release()
    if made is None:
        raise UnreadableFile(f"这个{_NAMES[kind]}没有转换成功，可能已损坏或加了密码。{_SAVE_AGAIN}")
    return made


def _converted(program: str, data: bytes, kind: str, folder: Path) -> bytes | None:
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_text(_PROFILE, "utf-8")
    source = folder / f"file.{kind}"
    source.write_bytes(data)
    command = [
        *_bounds(),
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", f"--infilter={_FILTERS[kind]}"),
        *("--convert-to", "docx", "--outdir", str(folder / "out"), str(source)),
    ]
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LANG": "C.UTF-8"}
    with subprocess.Popen(  # noqa: S603  (the program that is installed, on a file of our own naming)
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as running:
        try:
            running.wait(SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            return None
    made = folder / "out" / "file.docx"
    return made.read_bytes() if made.exists() and made.stat().st_size <= _MOST_BYTES else None


def _bounds() -> list[str]:
    """The start of the command that bounds what follows, where the system has one."""
    program = shutil.which("prlimit")
    if program is None:
        return []
    return [program, f"--cpu={SECONDS}", f"--as={_GIGABYTES * 1024**3}", f"--fsize={_MOST_BYTES}", "--core=0", "--"]


def _refuse_other_ole(data: bytes) -> None:
    """An OLE file may be a workbook or an encrypted .docx: its directory names the streams."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile(ENCRYPTED)
    if "WordDocument".encode("utf-16-le") in data:
        return
    for stream, message in _OTHER_OLE:
        if stream.encode("utf-16-le") in data:
            raise UnreadableFile(message)
    raise UnreadableFile(f"这个旧版 Office 文件里没有文字，可能已损坏。{_SAVE_AGAIN}")


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableFile("这个 OpenDocument 文件已损坏，打不开。") from error
    if unpacked > _MOST_BYTES:
        raise UnreadableFile(f"文件展开后有 {unpacked // 1024 // 1024} MB，超过上限，未读取。")
