"""What the editor is warned of, with the line."""

import pytest

from issues.parsing.text import parse_text

HEAD = "云岭工信手机报\n(2024年第18期•总第229期)\n"
GOOD = f"""{HEAD}★本期导读★
【要闻】
■甲会召开
■乙会召开
【要闻】
■甲会召开
5月4日，甲会召开。(办公室 何一凡)
■乙会召开
5月5日，乙会召开。(办公室 何一凡)
"""


def warned(text: str) -> list[tuple[str, int]]:
    return [(warning.code, warning.line) for issue in parse_text(text) for warning in issue.warnings]


def test_a_clean_issue_has_no_warnings() -> None:
    assert warned(GOOD) == []


CASES = {
    "missing byline": (("5月4日，甲会召开。(办公室 何一凡)", "5月4日，甲会召开。"), ("missing_byline", 9)),
    "title missing in the list": (("■乙会召开\n【要闻】", "【要闻】"), ("lead_missing_title", 9)),
    "title missing in the body": (
        ("■乙会召开\n【要闻】", "■乙会召开\n■丙会闭幕式\n【要闻】"),
        ("lead_without_article", 7),
    ),
    "other order": (("■甲会召开\n■乙会召开\n", "■乙会召开\n■甲会召开\n"), ("lead_order", 10)),
    "other words": (("【要闻】\n■甲会召开\n■", "【要闻】\n■甲会正式召开\n■"), ("lead_words", 5)),
    "title twice in the list": (("■乙会召开\n【要闻】", "■乙会召开\n■乙会召开\n【要闻】"), ("lead_duplicate", 7)),
    "no number": (("(2024年第18期•总第229期)\n", "2024年5月6日\n"), ("missing_number", 0)),
    "no year": (("2024年第18期", "第18期"), ("missing_year", 2)),
    "two numbers": (("★本期导读★", "第19期\n★本期导读★"), ("numbers_disagree", 3)),
    "two totals": (("★本期导读★", "总第230期\n★本期导读★"), ("numbers_disagree", 3)),
    "two dates": (("★本期导读★", "2024年5月6日\n2024年5月7日\n★本期导读★"), ("dates_disagree", 4)),
    "year unlike the date": (("★本期导读★", "2023年5月6日\n★本期导读★"), ("year_disagrees", 2)),
    "title twice": (("■乙会召开\n5月5日", "■甲会召开\n5月5日"), ("duplicate_title", 10)),
    "empty section": (("(办公室 何一凡)\n■乙", "(办公室 何一凡)\n【动态】\n【要情】\n■乙"), ("empty_section", 10)),
    "empty article": (("5月4日，甲会召开。(办公室 何一凡)\n", ""), ("empty_item", 8)),
    "unknown line in the head": (("★本期导读★", "各位领导、同志们，大家好！\n★本期导读★"), ("unrecognised_line", 3)),
    "unknown line in the foot": (
        ("5月5日，乙会召开。(办公室 何一凡)\n", "5月5日，乙会召开。(办公室 何一凡)\n报：市委办。\n不明内容\n"),
        ("unrecognised_line", 13),
    ),
    "no list": (("★本期导读★\n【要闻】\n■甲会召开\n■乙会召开\n", ""), ("missing_lead", 0)),
    "no name": (("云岭工信手机报\n", ""), ("missing_name", 1)),
    "another number in the foot": (
        ("乙会召开。(办公室 何一凡)\n", "乙会召开。(办公室 何一凡)\n报：市委办。\n2024年第19期\n"),
        ("numbers_disagree", 13),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_doubt_is_reported_on_its_line(name: str) -> None:
    (old, new), expected = CASES[name]
    assert old in GOOD
    assert expected in warned(GOOD.replace(old, new, 1))


def test_messages_are_for_an_editor() -> None:
    (issue,) = parse_text(GOOD.replace("2024年第18期", "第18期"))
    assert [warning.message for warning in issue.warnings] == ["期号没有写明年份，刊头也没有日期，年份请补上。"]


def test_a_full_stop_at_a_titles_end_is_the_same_on_both_sides() -> None:
    text = GOOD.replace("■乙会召开\n【要闻】", "■乙会昨日在市区召开。\n【要闻】").replace(
        "■乙会召开\n5月5日", "■乙会昨日在市区召开。\n5月5日"
    )
    (found,) = parse_text(text)
    assert not [warning for warning in found.warnings if warning.code == "lead_words"]
    assert found.document.lead[1].title == found.document.sections[0].items[1].title == "乙会昨日在市区召开。"
    assert not found.document.sections[0].items[1].lead_title
