"""Bytes → text, or a clear refusal: UTF-8, GB18030 (with GB2312 and GBK) and UTF-16, with or without a BOM. Pure."""

import codecs
import re

from issues.parsing.recognition import UnreadableInput

# The same as the default of the setting IMPORT_MAX_BYTES, which the page and the command check first and may lower.
MAX_BYTES = 20 * 1024 * 1024
_SIGNATURES = (
    (b"\xff\xd8\xff", "一张 JPEG 图片"),
    (b"\x89PNG", "一张 PNG 图片"),
    (b"GIF8", "一张 GIF 图片"),
    (b"BM", "一张 BMP 图片"),
    (b"%PDF", "一个 PDF 文件"),
    (b"\xd0\xcf\x11\xe0", "一个旧版 Office 文件（.doc、.xls），请在 Word 或 WPS 里另存为 .docx"),
    (b"PK\x03\x04", "一个压缩包或 Office 文件（.docx、.zip）"),
    (b"Rar!", "一个 RAR 压缩包"),
    (b"7z\xbc\xaf", "一个 7z 压缩包"),
    (b"\x1f\x8b", "一个 gzip 压缩包"),
    (b"\x00\x00\x00", "一个音像文件"),
    (b"ID3", "一个音像文件"),
)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 8192
_MOSTLY = 0.85
_CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2027\u2460-\u25ff\u2605-\u2606\u00b7]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def decode(data: bytes, name: str) -> str:
    """The text in `data`, without its BOM. `name` is the file's name, for the message.

    Raises UnreadableInput for an empty file, one over `MAX_BYTES`, a picture or other binary file, control
    characters (NUL) and lone surrogates, with the line of the first of them.
    """
    if not data.strip():
        raise UnreadableInput("文件是空的。")
    if len(data) > MAX_BYTES:
        raise UnreadableInput(f"文件有 {len(data) / 1048576:.0f} MB，超过上限 {MAX_BYTES // 1048576} MB。")
    for signature, what in _SIGNATURES:
        if data.startswith(signature) and (len(signature) > 2 or b"\x00" in data[:64]):
            raise UnreadableInput(f"名为 {name}，其实不是文本，而是{what}。")
    return checked(_decode(data))


def checked(text: str) -> str:
    """`text` unless it holds characters that no issue can: then UnreadableInput names the first one's line."""
    match = _FORBIDDEN.search(text)
    if match:
        line = len(re.findall(r"\r\n|\n|\r", text[: match.start()])) + 1
        code = ord(match.group())
        what = "残缺的字符（孤立的代理码）" if 0xD800 <= code <= 0xDFFF else f"控制字符（U+{code:04X}）"
        raise UnreadableInput(f"这一行有{what}，不是正常的文本。", line)
    if not text.strip():
        raise UnreadableInput("文件里没有文字。")
    return text


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding)
    if encoding := _bare_utf16(data):
        return _strictly(data, encoding)
    try:
        # Lone surrogates pass here and are refused by `checked`, which can name their line.
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as utf8_error:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError as gb_error:
            # The encoding that got further is the one the file is (mostly) in.
            raise _broken(data, max(utf8_error, gb_error, key=lambda error: error.start)) from gb_error


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError as error:
        raise _broken(data, error) from error


def _bare_utf16(data: bytes) -> str:
    """utf-16-le or -be for data without a BOM whose characters make Chinese text in that order of bytes, else ""."""
    if len(data) % 2 or b"\x00" not in data[:_SAMPLE]:
        return ""
    shares = {encoding: _share_of_text(data[:_SAMPLE], encoding) for encoding in ("utf-16-le", "utf-16-be")}
    encoding = max(shares, key=lambda encoding: shares[encoding])
    if shares[encoding] < _MOSTLY:
        return ""
    try:
        data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return ""
    return encoding


def _share_of_text(data: bytes, encoding: str) -> float:
    text = data.decode(encoding, "replace")
    return sum(char in "\r\n\t" or " " <= char <= "~" or bool(_CHINESE.match(char)) for char in text) / len(text)


def _broken(data: bytes, error: UnicodeDecodeError) -> UnreadableInput:
    line = data[: error.start].count(b"\n") + 1
    shown = " ".join(f"{byte:02X}" for byte in data[error.start : error.start + 4])
    return UnreadableInput(f"这一行有无法辨认的字节（{shown}），既不是 UTF-8 也不是 GB18030 文本。", line)
