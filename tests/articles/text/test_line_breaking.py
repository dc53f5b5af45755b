import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.line_breaking import NO_END, NO_START, break_lines, clusters


def cells(text: str) -> float:
    """Two for a Chinese sign, one for a Latin letter, none for marks that take no room."""
    if text in "\u200d\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(text[0]) in "WFA" or ord(text[0]) > 0x1F000 else 1


def lines(text: str, characters: int) -> list[str]:
    return break_lines(text, characters * 2, cells)


@pytest.mark.parametrize(
    ("text", "characters", "expected"),
    [
        ("全市工业会议", 3, ["全市工", "业会议"]),
        ("一二三四，五六", 4, ["一二三", "四，五六"]),  # a comma begins no line
        ("一二三（四五）", 4, ["一二三", "（四五）"]),  # an opening bracket ends none
        ("他说：“好。”大家", 5, ["他说：", "“好。”大", "家"]),
        ("规模达2.5GWh以上", 5, ["规模达", "2.5GWh以上"]),  # numbers and their units stay whole
        ("增长12.5%左右吧", 3, ["增长", "12.5%", "左右吧"]),
        ("一二三——四", 4, ["一二", "三——四"]),  # a dash is one sign
        ("一二三……四", 4, ["一二", "三……四"]),
        ("a b", 1, ["a", "b"]),  # the space at the break is lost
        ("第一行\n第二行", 10, ["第一行", "第二行"]),
        ("", 10, [""]),
        ("https://example.gov.cn/a/very/long/address", 5, None),
        ("》》》》》》", 2, None),
    ],
)
def test_lines_break_by_chinese_rules(text: str, characters: int, expected: list[str] | None) -> None:
    got = lines(text, characters)
    if expected is not None:
        assert got == expected
    assert "".join(got).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    assert all(sum(map(cells, clusters(line))) <= characters * 2 for line in got)


@pytest.mark.parametrize("sign", ["👍🏽", "👨‍👩‍👧", "🇨🇳", "e\u0301", "☎️"])
def test_joined_signs_are_never_cut(sign: str) -> None:
    assert list(clusters(sign)) == [sign]
    assert lines(sign * 3, 1) == [sign] * 3 or "".join(lines(sign * 3, 1)) == sign * 3


@given(st.text(alphabet="工信局瀍䶮𬭎，。、（）“”《》…—12.5%aB 😀\n", max_size=80), st.integers(6, 20))
def test_no_word_is_lost_and_no_line_too_wide(text: str, characters: int) -> None:
    got = lines(text, characters)
    assert "".join("".join(got).split()) == "".join(text.split())
    for line in got:
        assert sum(map(cells, clusters(line))) <= characters * 2


@given(st.lists(st.sampled_from(["工信", "会议", "，", "。", "（甲）", "“乙”", "2023", "年"]), min_size=1, max_size=40))
def test_marks_stand_where_they_may(parts: list[str]) -> None:
    text = "".join(parts)
    for first, second in zip(found := lines(text, 12), found[1:], strict=False):
        crowded = len(text) > 1 and any(text[i] in NO_START and text[i + 1] in NO_START for i in range(len(text) - 1))
        assert crowded or second[0] not in NO_START
        assert first[-1] not in NO_END
