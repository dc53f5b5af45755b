"""Days that cannot be, or not then."""

import datetime as dt

import pytest

from articles.proofing.checking import check_article
from articles.proofing.registers import NO_REGISTERS
from articles.proofing.units import plain_article
from tests.articles.proofing.examples import findings
from tests.articles.proofing.tables import assert_flags, marked, unmarked

EXAMPLES = {
    "date.exists": """
        ⟦6月31日⟧，我市召开会议。
        ⟦4月31号⟧前完成。
        ⟦2月30日⟧举行。
        ⟦2023年2月29日⟧举行。
        ⟦13月5日⟧召开。
        ⟦2023-06-31⟧前报送。
        ⟦2023.11.31⟧
        ⟦六月三十一日⟧，市委召开会议。
        ⟦9月28日至31日⟧举办。
        ⟦2月29日⟧举行。
        会议于⟦25时10分⟧开始。
        于⟦9时75分⟧开始。
        ⟦5月0日⟧举行。
        2024年2月29日举行。
        5月31日，6月30日。
        农历六月三十一日。
        婴儿13月龄。
        9月28日至30日举办。
        9月28日至10月2日举办。
        18时30分开始。
        6月31号楼竣工。
    """,
    "date.weekday": """
        5月17日（⟦星期四⟧）上午召开。
        5月17日⟦星期二⟧召开。
        2023年5月22日（⟦周二⟧）。
        定于5月26日（⟦周四⟧）下午举行。
        本⟦周四⟧（5月17日）举行。
        5月17日（星期三）上午召开。
        2023年5月22日（周一）。
        12月30日（星期五）举行。
        农历五月十七日（星期四）。
        5月21日（星期天）。
    """,
    "date.future": """
        ⟦5月25日⟧，市工信局召开推进会。
        ⟦6月3日⟧，副局长带队到企业调研。
        入选名单已于⟦6月8日⟧公示。
        一期工程已于⟦9月中旬⟧投产。
        入选名单已于5月8日公示。
        一期工程已于4月下旬投产。
        去年开工，已于9月中旬投产。
        会议已定于6月8日召开。
        5月25日，市工信局将召开推进会。
        定于5月25日召开推进会。
        5月22日，市工信局召开推进会。
        材料于6月10日前报送。
        5月25日起施行。
        活动时间为5月25日至26日。
        有效期至6月30日。
    """,
    "date.stale": """
        ⟦4月20日⟧，市工信局召开推进会。
        ⟦2023年3月2日⟧，省厅到我市调研。
        5月9日，市工信局召开推进会。
        去年5月以来，投资增长。
        截至4月20日，投资增长。
        自4月1日以来，共走访企业20家。
    """,
    "date.relative": """
        ⟦昨天⟧，市工信局召开推进会。
        ⟦今天⟧上午，副市长到企业调研。
        ⟦明日⟧起正式实施。
        ⟦昨晚⟧，晚会举行。
        他说：“今天上午我很高兴。”
        今天的中国，充满生机。
        今天，我们站在新的起点。
        《今日说法》栏目。
        明天会更好。
    """,
}


@pytest.mark.parametrize(
    ("code", "example"),
    [(code, line.strip()) for code, table in EXAMPLES.items() for line in table.strip().split("\n")],
)
def test_examples(code: str, example: str) -> None:
    assert_flags(code, example)


def test_without_a_year_the_29th_of_february_may_be() -> None:
    assert findings("date.exists", "2月29日举行。", date=None) == []
    assert findings("date.exists", "2月30日举行。", date=None) != []


def test_december_in_a_january_issue_is_last_years() -> None:
    assert findings("date.weekday", "12月30日（星期五）举行。", date=dt.date(2023, 1, 3)) == []
    assert findings("date.future", "12月30日，市工信局召开推进会。", date=dt.date(2023, 1, 3)) == []


def test_the_weekday_is_put_right() -> None:
    assert [one.suggestion for one in findings("date.weekday", "5月17日（星期四）召开。")] == ["星期三"]


@pytest.mark.parametrize(
    ("title", "body", "flagged"),
    [
        (
            "柳溪县服务企业见实效",
            "柳溪县推行“一企一档”服务机制，为规上企业解决用电、用工、物流等问题，企业满意度持续提高，营商环境得到优化。",
            True,
        ),
        (
            "柳溪县服务企业见实效",
            "近日，柳溪县推行“一企一档”服务机制，为规上企业解决用电、用工、物流等问题，企业满意度持续提高。",
            False,
        ),
        (
            "关于征集项目的通知",
            "请各有关企业将申报材料报送至市经信局技改科，联系人和电话见附件，逾期不予受理，特此通知，请相互转告。",
            False,
        ),
    ],
)
def test_an_item_without_any_time(title: str, body: str, flagged: bool) -> None:
    found = [
        one for one in check_article(plain_article([body], title=title), NO_REGISTERS, None) if one.code == "date.none"
    ]
    assert bool(found) is flagged


def test_marks_are_read() -> None:
    assert marked("⟦甲⟧乙") == ["甲"] and unmarked("⟦甲⟧乙") == "甲乙"
