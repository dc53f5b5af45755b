"""The rules' cost grows with the text, whatever the text: no pattern may take a square of it."""

import time

import pytest

from articles.proofing.checking import MOST_OF_A_KIND, check_article
from articles.proofing.registers import NO_REGISTERS
from articles.proofing.units import plain_article

HOSTILE = [
    "甲、", "一", "1", "1、", "（", "“", "“”", "《", "进行", "进行了详细地", "召开", "近20%", "由80家增至", "占比45%、", "其中工业7个、", "5月1日", "1 ", "a@", "http://",
    "患者", "做重要", "等3家", "（一）、", "、、", "中国的的", "目的是", "今天", "张三、李四和", "3-", "住在", "小区1", "1号楼", "截止", "\u200b", "発", "&nbsp", "12345678901 ",
    "和", "加强", "不断的", "12:30", "(", ")", '"', "。", "，", "从12%到", "率12%，", "X", "责任编辑：", "内部资料", "一是", "占38%、", "比上年80家增加", "分别有4家、3家，", "甲县4家、共10家", "一等奖2件、", "副局长", "1—11月，工业投资增长2%，", "程望", "总投资12亿元，", "石梁区、",
    "分别为1、", "市工信局", "患尿毒症的困难职工家属", "患", "她的女儿白雨桐今年", "占比15%，比上届的9%", "9%比", "比上年同期相比", "比上年", "（待运维方", "？？", "仅供领导",
    "谁提供、", "一看台账、二看", "以甲、乙", "提出了详细地", "1,",
    "。4条道路", "□",
]  # fmt: skip
# A long number and what a pattern wants behind it.
ENDED = [("1", "%"), ("1.", "%"), ("1,", "家"), ("1", "家"), ("１", "％")]


def cost(text: str) -> float:
    start = time.process_time()
    check_article(plain_article([text]), NO_REGISTERS, None)
    return time.process_time() - start


def assert_is_no_square(piece: str, end: str = "") -> None:
    small, large = piece * (4_000 // len(piece)) + end, piece * (16_000 // len(piece)) + end
    once = min(cost(small) for _ in range(2))
    # A square of 16,000 is seconds; what is under one may be the machine's other work.
    bound = max(10 * once, 0.75)
    assert cost(large) < bound or min(cost(large) for _ in range(2)) < bound


@pytest.mark.parametrize("piece", HOSTILE)
def test_four_times_the_text_takes_no_sixteen_times_the_time(piece: str) -> None:
    assert_is_no_square(piece)


@pytest.mark.parametrize(("piece", "end"), ENDED)
def test_a_long_number_is_read_once(piece: str, end: str) -> None:
    assert_is_no_square(piece, end)


def test_file_names_behind_many_addresses_are_read_once() -> None:
    def of(number: int) -> float:
        return cost("www." * (number // 8) + " " + "a.pdf " * (number // 12))

    once = min(of(2_000) for _ in range(2))
    assert min(of(8_000) for _ in range(2)) < max(10 * once, 0.75)


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        ("布署工作。", "布署"),
        ("今日召开全市工业经济运行分析会议并部署下一步工作。", "今日召开全市工业经济运行分析会议并部署下一步工作"),
    ],
)
def test_of_one_kind_a_paragraph_lists_so_many_and_says_that_there_are_more(piece: str, words: str) -> None:
    found = check_article(plain_article([piece * 2_000]), NO_REGISTERS, None)
    told = [one for one in found if one.text == words]
    assert len(told) == MOST_OF_A_KIND
    assert told[-1].message.endswith("没有一一列出。）")
    assert not any("没有一一列出" in one.message for one in told[:-1])
