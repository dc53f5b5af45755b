"""Where headlines break: between words, never inside one."""

import pytest

from articles.text.headlines import breaks, marked

CUT = [
    "市政府|常务会议|研究|工业|设备更新|工作",
    "前|10个月|全市|规模以上|工业|增加值|同比|增长|8.6%",
    "市工信局|局长|顾怀瑾|走访服务|光电产业链|重点企业",
    "市工信局|开展|安全生产|“敲门|行动”",
    "我市|3个|项目|入选|省级|工业互联网|试点示范",
    "恒岳传动：|二十年磨一副齿轮".replace("恒岳传动", "恒岳|传动"),
    "认定的|企业|达|32家",
    "云江北岸老厂区",
]


@pytest.mark.parametrize("cut", CUT)
def test_a_headline_breaks_between_words(cut: str) -> None:
    title = cut.replace("|", "")
    assert marked(title, ",".join(map(str, breaks(title)))) == cut.replace("|", "<wbr>")


def test_marks_stay_where_lines_may_not_begin_or_end_with_them() -> None:
    title = "召开“智改数转网联”现场会（视频）、部署工作。"
    parts = marked(title, ",".join(map(str, breaks(title)))).split("<wbr>")
    assert "".join(parts) == title
    assert not any(part[0] in "”）、。" or part[-1] in "“（" for part in parts)


def test_what_does_not_fit_the_title_and_mark_up_are_harmless() -> None:
    assert marked("短题<b>", "2,50,x,-1") == "短题<wbr>&lt;b&gt;"
    assert marked("", "1") == ""
    assert breaks("") == ()
