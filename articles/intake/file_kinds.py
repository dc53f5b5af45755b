"""What a file is when it is no page: known by its first bytes, or by holding no text at all. Pure."""

import re

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF 文件"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Word、Excel 或 WPS 文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"\xff\xd8\xff", "图片（JPEG）"),
    (b"\x89PNG\r\n\x1a\n", "图片（PNG）"),
    (b"GIF87a", "图片（GIF）"),
    (b"GIF89a", "图片（GIF）"),
    (b"II*\x00", "图片（TIFF）"),
    (b"MM\x00*", "图片（TIFF）"),
    (b"Rar!\x1a\x07", "压缩文件（RAR）"),
    (b"7z\xbc\xaf\x27\x1c", "压缩文件（7z）"),
    (b"\x1f\x8b", "压缩文件（gzip）"),
    (b"BZh", "压缩文件（bzip2）"),
    (b"\xfd7zXZ\x00", "压缩文件（xz）"),
    (b"ID3", "音频"),
    (b"OggS", "音频或视频"),
    (b"\x1aE\xdf\xa3", "视频"),
    (b"FLV\x01", "视频"),
    (b"SQLite format 3\x00", "数据库文件"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
)
_PACKED = ((b"word/", "Word 文件（.docx）"), (b"xl/", "Excel 文件（.xlsx）"), (b"ppt/", "PPT 文件（.pptx）"))
_LOOKED_AT = 20_000
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UNREAD = re.compile("[\ufffd\ue000-\uf8ff]")
_GARBLED = 0.08


def file_kind(data: bytes) -> str:
    """What a file is that is no page, as an editor would call it: PDF 文件, 图片（PNG）…; "" where it may be one."""
    if data.startswith(b"PK\x03\x04"):
        return _packed_kind(data)
    if data[:4] == b"RIFF" and len(data) >= 12:
        return "图片（WebP）" if data[8:12] == b"WEBP" else "音频或视频"
    if data[4:8] == b"ftyp":
        return "图片（HEIC）" if data[8:12] in (b"heic", b"heix", b"mif1", b"avif") else "视频或音频"
    if data[:2] == b"BM" and data[6:10] == b"\x00\x00\x00\x00":
        return "图片（BMP）"
    if kind := next((kind for begins, kind in _BEGINNINGS if data.startswith(begins) and _fits(begins, data)), ""):
        return kind
    return "二进制文件" if _is_binary(data) else ""


def is_garbled(text: str) -> bool:
    """Whether so much of a text could not be read that it is none: a file in no known charset, or no text at all."""
    return len(text) >= 20 and len(_UNREAD.findall(text)) > len(text) * _GARBLED


def _packed_kind(data: bytes) -> str:
    """What a ZIP file is, by the names it packs."""
    names = data[:_LOOKED_AT] + data[-_LOOKED_AT:]
    if b"mimetypeapplication/epub" in names:
        return "电子书（EPUB）"
    return next((kind for name, kind in _PACKED if name in names), "压缩文件（ZIP）")


def _fits(begins: bytes, data: bytes) -> bool:
    """Two or three letters could begin a text as well: then the rest must be binary."""
    return len(begins) > 3 or begins[:1] > b"\x7f" or _is_binary(data)


def _is_binary(data: bytes) -> bool:
    """More than one byte in a hundred is a control character that no text holds."""
    if data.startswith(_WIDE_MARKS):
        return False
    head = data[:_LOOKED_AT]
    return len(_CONTROLS.findall(head)) > max(len(head) // 100, 2)
