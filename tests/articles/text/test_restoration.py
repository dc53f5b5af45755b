import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.restoration import restorations, restored


def whole(text: str) -> str:
    return restored(text, restorations(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5月17日,省委常委出席", "5月17日，省委常委出席"),
        ("增长12.5%,高于全省", "增长12.5%，高于全省"),
        ("规模达2.5GWh,居全省第一", "规模达2.5GWh，居全省第一"),
        ("会议强调:要抓好落实;要压实责任", "会议强调：要抓好落实；要压实责任"),
        ("(发展规划科 徐原芃)", "（发展规划科 徐原芃）"),
        ("中国(郑州)产业转移", "中国（郑州）产业转移"),
        ("电池容量(GWh)", "电池容量（GWh）"),
        ("时间:5月17日", "时间：5月17日"),
        ("“保二争一”,力争", "“保二争一”，力争"),
        ("怎么办?大家谈", "怎么办？大家谈"),
    ],
)
def test_marks_in_chinese_text_become_full_width(text: str, expected: str) -> None:
    assert whole(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "产值3,456万元",
        "下午8:30开会",
        "以3:2获胜",
        "见https://example.gov.cn/a?b=1,2;c:3",
        "信箱desk@example.gov.cn",
        "Hello, world (test)",
        "f(x, y)",
        "已经是全角，不用改（对吗）？",
        "",
        ":::",
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert restorations(text) == ()


def test_each_change_gives_its_place() -> None:
    (change,) = restorations("会上,发言")
    assert (change.position, change.before, change.after) == (2, ",", "，")


@given(st.text(alphabet="工信局ab12,;:?!()，。（） \n", max_size=60))
def test_restoring_keeps_the_length_and_is_done_once(text: str) -> None:
    once = whole(text)
    assert len(once) == len(text)
    assert restorations(once) == ()
