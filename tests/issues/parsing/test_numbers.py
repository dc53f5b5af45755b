"""Number lines in every form."""

import datetime as dt

import pytest

from issues.parsing.numbers import NumberLine, read_number_line

DAY = dt.date(2023, 5, 22)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(2023年第18期•总第229期)", NumberLine(2023, 18, total=229)),
        ("（２０２３年第１８期·总第２２９期）", NumberLine(2023, 18, total=229)),
        ("2023 年第 18 期( 总第 229 期 )", NumberLine(2023, 18, total=229)),
        ("第18期 总第229期 2023年5月22日", NumberLine(None, 18, total=229, date=DAY)),
        ("第18期 | 2023.05.22 | 总第229期", NumberLine(None, 18, total=229, date=DAY)),
        ("2023-05-22　星期一　第18期", NumberLine(None, 18, date=DAY)),
        ("二〇二三年第十八期（总第二百二十九期）", NumberLine(2023, 18, total=229)),
        ("2023年第18-19期（合刊）　总第229—230期", NumberLine(2023, 18, 19, 229, 230)),
        ("第18期、第19期合刊", NumberLine(None, 18, 19)),
        ("VOL.229", NumberLine(volume=229)),
        ("Vol.229 No.18 2023/5/22", NumberLine(None, 18, volume=229, date=DAY)),
        ("[2023]第18期", NumberLine(2023, 18)),
        ("2023·18期", NumberLine(2023, 18)),
        ("2023年18期", NumberLine(2023, 18)),
        ("总第229期", NumberLine(total=229)),
        ("2023年5月22日", NumberLine(date=DAY)),
        ("二〇二三年五月二十二日", NumberLine(date=DAY)),
        ("《某某联播》 (20230522)", NumberLine(date=DAY, words=("《某某联播》",))),
        ("云岭网信中心      2023年05月22日", NumberLine(date=DAY, words=("云岭网信中心",))),
        ("(2023年)", NumberLine(2023)),
        ("第19-18期", NumberLine(None, 19)),
        ("第18-18期", NumberLine(None, 18)),
        ("第1号 总第229期", NumberLine(None, 1, total=229)),
        ("2023 第18期 5月22日", NumberLine(2023, 18, date=DAY)),
        ("总第229期 2023", NumberLine(2023, total=229)),
    ],
)
def test_a_number_line_is_read(text: str, expected: NumberLine) -> None:
    assert read_number_line(text) == expected


def test_a_day_without_its_year_counts_only_with_a_known_year() -> None:
    known, unknown = read_number_line("第18期 5月22日", 2023), read_number_line("第18期 5月22日")
    assert known is not None
    assert unknown is not None
    assert (known.date, unknown.date) == (DAY, None)


@pytest.mark.parametrize(
    "text",
    [
        "要闻",
        "本刊共18页",
        "2023年2月30日",
        "第18次会议",
        "会议通报了2023年第18期情况。各单位要重视。",
        "字" * 500,
        "第18期。）",
    ],
)
def test_other_lines_are_no_number_lines(text: str) -> None:
    assert read_number_line(text) is None
