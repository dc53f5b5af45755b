"""The zip container of a Word file, opened with care: sizes checked before anything is unpacked. Pure."""

import io
import posixpath
import zipfile
import zlib
from pathlib import PurePosixPath

from lxml import etree

from articles.text.incoming.lines import UnreadableFile
from articles.text.incoming.word.older import ZIP, as_docx, kind_of

# A long Word file with many photographs stays far below these; a zip bomb does not.
MOST_MEMBERS = 5_000
MOST_BYTES = 200 * 1024 * 1024
MOST_XML = 40 * 1024 * 1024
MOST_RATIO = 200
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

BROKEN = "这个 Word 文件已损坏，打不开。请用 Word 打开并另存一份再试。"


def looks_like_docx(data: bytes, name: str) -> bool:
    """Whether a file is to be read as a Word file: by its content, else by its name."""
    suffix = PurePosixPath(name.lower()).suffix
    if kind_of(data):
        return True
    if data.startswith(ZIP):
        return suffix in (".docx", ".docm", ".dotx", ".wps") or b"word/" in data[:4096] or _has_document(data)
    return False


def _has_document(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "word/document.xml" in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


class Package:
    """The parts of one Word file. UnreadableFile for an encrypted, broken or monstrous one."""

    def __init__(self, data: bytes) -> None:
        data = as_docx(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableFile(BROKEN) from error
        self._check(members)
        self.names = {member.filename for member in members}
        if "word/document.xml" not in self.names:
            raise UnreadableFile(_other_kind(self.names))

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        unpacked = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members) or 1
        if len(members) > MOST_MEMBERS or unpacked > MOST_BYTES:
            raise UnreadableFile(
                f"文件展开后有 {unpacked // 1024 // 1024} MB、{len(members)} 个部件，超过上限，未读取。"
            )
        if unpacked > 10 * 1024 * 1024 and unpacked / packed > MOST_RATIO:
            raise UnreadableFile("文件压缩得异常厉害，像是压缩炸弹，未读取。")

    def read(self, name: str, *, limit: int = MOST_BYTES) -> bytes:
        """A part's bytes; b"" when there is none. The limit holds for what really comes out, whatever is declared."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as part:
                data = part.read(limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
            raise UnreadableFile(BROKEN) from error
        if len(data) > limit:
            raise UnreadableFile(f"文件里的“{name}”太大（超过 {limit // 1024 // 1024} MB），未读取。")
        return data

    def xml(self, name: str) -> etree._Element | None:
        """A part as XML, None when there is none. No entity is resolved, no outside file is read."""
        data = self.read(name, limit=MOST_XML)
        if not data:
            return None
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data or "<!DOCTYPE".encode("utf-16-le") in data[:8192]:
            raise UnreadableFile("文件里有外部实体声明，正常的 Word 文件不会有，为安全起见未读取。")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(BROKEN) from error

    def relations(self, part: str) -> dict[str, tuple[str, bool]]:
        """A part's relations: id → (target, whether it lies outside the file)."""
        folder, name = posixpath.split(part)
        root = self.xml(f"{folder}/_rels/{name}.rels")
        found: dict[str, tuple[str, bool]] = {}
        for relation in root.iter(_RELATIONS) if root is not None else ():
            target, outside = relation.get("Target", ""), relation.get("TargetMode") == "External"
            if not outside:
                target = posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
            found[relation.get("Id", "")] = (target, outside)
        return found


def _other_kind(names: set[str]) -> str:
    if any(name.startswith("xl/") for name in names):
        return "这是 Excel 表格，不是 Word 文件。请把要用的内容粘贴到 Word 或直接粘贴到导入框。"
    if any(name.startswith("ppt/") for name in names):
        return "这是 PowerPoint 演示文稿，不是 Word 文件。请把要用的文字粘贴到导入框。"
    return "这是压缩包，不是 Word 文件。请解压后再导入里面的文件。"
