"""Differences to the character that an editor can read."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.diffing import Span, compare, compare_lines, in_words_shortly
from tests.pace import within

WORDS = st.text(alphabet="的了在市工信局召开会议2023%ab。，", max_size=40)


@given(WORDS, WORDS)
def test_both_texts_can_be_read_back_from_the_difference(before: str, after: str) -> None:
    spans = compare(before, after)
    assert "".join(span.text for span in spans if span.kind != "new") == before
    assert "".join(span.text for span in spans if span.kind != "gone") == after


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_every_paragraph_of_both_sides_stands_in_the_difference_once_and_in_order(
    before: list[str], after: list[str]
) -> None:
    changes = compare_lines(before, after)
    assert [c.before for c in changes if c.before] == list(range(1, len(before) + 1))
    assert [c.after for c in changes if c.after] == list(range(1, len(after) + 1))
    assert ["".join(s.text for s in c.spans if s.kind != "new") for c in changes if c.before] == before
    assert ["".join(s.text for s in c.spans if s.kind != "gone") for c in changes if c.after] == after


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("市工信局召开会议。", "市工信局举行会议。", "市工信局[-召开-]{+举行+}会议。"),
        ("增长12.5%", "增长13%", "增长[-12.5%-]{+13%+}"),
        ("装机3GWh", "装机3GW", "装机3[-GWh-]{+GW+}"),
        ("做总结讲话", "作总结讲话", "[-做-]{+作+}总结讲话"),
        ("一二三", "一二三", "一二三"),
        ("", "新写", "{+新写+}"),
        ("旧的", "", "[-旧的-]"),
        # one 的 kept between two rewritten words is not worth keeping
        ("热烈的掌声", "认真的讨论", "[-热烈的掌声-]{+认真的讨论+}"),
        # but a sentence's end is: the two changes belong to two sentences
        ("甲乙。丙丁", "子丑。寅卯", "[-甲乙-]{+子丑+}。[-丙丁-]{+寅卯+}"),
    ],
)
def test_a_change_reads_as_words(before: str, after: str, shown: str) -> None:
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    assert "".join(marks[span.kind].format(span.text) for span in compare(before, after)) == shown


def test_an_added_paragraph_does_not_shift_the_others() -> None:
    changes = compare_lines(["第一段。", "第三段。"], ["第一段。", "新的第二段说别的事情。", "第三段。"])
    assert [(c.before, c.after, c.changed) for c in changes] == [(1, 1, False), (None, 2, True), (2, 3, False)]


def test_a_very_long_paragraph_is_compared_by_sentences_in_reasonable_time() -> None:
    before = "".join(f"第{n}家企业完成改造。" for n in range(2000))
    spans = compare(before, before.replace("第1000家", "第一千家"))
    assert Span("gone", "第1000家企业完成改造。") in spans


def test_a_line_of_a_terminal_shows_each_change_with_a_few_characters_around() -> None:
    before = "市工信局日前召开全市工业设备更新推进会，会议由局长主持，各县区分管负责同志参加了会议。"
    after = before.replace("，会议由", "，会由")
    assert in_words_shortly(before, after, around=4) == "…进会，会[-议-]由局长主…"
    assert in_words_shortly("甲", "乙") == "[-甲-]{+乙+}"
    assert in_words_shortly("", "整段" * 300).endswith("…")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("，".join(f"扎实推进工作{n % 7}" for n in range(400)), "，".join(f"扎实开展工作{n % 7}" for n in range(400))),
        ("抓好落实。" * 400, "抓实落好。" * 400),
        ("抓好落实" * 400, "抓落好实" * 400),
        ("1 " * 20_000, "1 2 " * 10_000),
    ],
)
def test_repetitive_text_is_compared_in_a_second(before: str, after: str) -> None:
    start = time.process_time()
    spans = compare(before, after)
    lines = compare_lines([before, *before.split("。")], [*after.split("。")[1:], after])
    assert within(time.process_time() - start, 5)
    assert "".join(span.text for span in spans if span.kind != "new") == before
    assert "".join(span.text for span in spans if span.kind != "gone") == after
    assert [line.before for line in lines if line.before] == list(range(1, len(before.split("。")) + 2))


def test_what_repetitive_texts_begin_and_end_with_stays_the_same() -> None:
    body = "抓好落实。" * 400
    changes = compare_lines(["开头", *[body] * 3, *["同一段"] * 900], ["开头", *[body] * 3, *["同一段"] * 901])
    assert [change.changed for change in changes].count(True) == 1
