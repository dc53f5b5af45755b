"""What the reading of a file shows beside its words."""

from articles.proofing.registers import NO_REGISTERS
from articles.proofing.rules import Context
from issues.parsing.readers import read
from issues.proofing.recognised import check_recognition

ISSUE = """\ufeff澄州经信手机报
（2023年第18期•总第318期）
2023年5月22日
★本期导读★
【要闻】
■全市工业推进会召开
【要闻】
■全市工业推进会召开
5月18日，全市工业推进会召开，总结一季度\u200b运行情况，部署下步工作。（办公室 方圆）
"""


def test_hidden_characters_are_told_of_where_they_stood() -> None:
    (found,) = read(ISSUE.encode(), "a.txt")
    told = [one for one in check_recognition(found, NO_REGISTERS, None, Context()) if one.code == "charset"]
    assert [(one.article, one.paragraph, one.text) for one in told] == [(1, 1, "度")]
    assert "\u200b" not in found.document.sections[0].items[0].body


def test_a_file_without_them_is_told_nothing_of() -> None:
    (found,) = read(ISSUE.replace("\u200b", "").encode(), "a.txt")
    codes = [one.code for one in check_recognition(found, NO_REGISTERS, None, Context())]
    assert "charset" not in codes
