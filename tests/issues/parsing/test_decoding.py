"""Bytes become text, or a refusal that says what and where."""

import pytest

from issues.parsing.decoding import MAX_BYTES, decode
from issues.parsing.recognition import UnreadableInput

TEXT = "云岭工信手机报\n(2023年第18期•总第229期)\n瀍河区与徐原芃、䶮先生、𬭎，👍\n　　一、要闻。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
def test_the_encodings_of_a_desk_are_told_apart(encoding: str, line_break: str) -> None:
    text = TEXT.replace("\n", line_break)
    assert decode(text.encode(encoding), "期.txt") == text


def test_gb2312_of_old_programs_is_read() -> None:
    assert decode("停水通知，请互相转告。".encode("gb2312"), "期.txt") == "停水通知，请互相转告。"


def test_utf16_with_a_big_endian_mark_is_read() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), "期.txt") == TEXT


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空"),
        (b"  \n ", "空"),
        (b"\xef\xbb\xbf \n", "没有文字"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 40, "另存为 .docx"),
        (b"PK\x03\x04\x14\x00", "压缩包"),
        (b"a" * (MAX_BYTES + 1), "上限"),
    ],
)
def test_other_files_are_refused_by_what_they_are(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableInput, match=says):
        decode(data, "期.txt")


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        ("第一行\n第二\x00行\n".encode(), 2, "控制字符"),
        ("第一行\r\n\r\n第三\x07行".encode(), 3, "控制字符"),
        (f"一\n{TEXT[:30]}\ud83d三".encode("utf-16-le", "surrogatepass"), 4, "残缺"),
        (b"\xff\xfe" + "一\n二\n三\udc00".encode("utf-16-le", "surrogatepass"), 3, "残缺"),
        ("好的\n二\ud83d\n".encode("utf-8", "surrogatepass"), 2, "残缺"),
        ("好的\n".encode() + b"\xff\xff\xff", 2, "无法辨认"),
        (b"\xef\xbb\xbf" + "好\n".encode() + b"\xe5\xa5", 2, "无法辨认"),
    ],
)
def test_broken_text_is_refused_with_its_line(data: bytes, line: int, says: str) -> None:
    with pytest.raises(UnreadableInput, match=says) as refusal:
        decode(data, "期.txt")
    assert refusal.value.line == line
