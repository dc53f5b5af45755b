"""Comparing and merging end soon whatever is compared: shapes that made the plain way take minutes."""

import random
import time

import pytest

from articles.text.merging import merge, proposed
from issues.comparison import Pair, pair_items
from issues.document import IssueDocument, Item, SectionBlock
from tests.pace import within
from tests.published import a_document, an_item

MANY = 400
CHARACTERS = [chr(0x4E00 + n) for n in range(400)]


def texts(shape: str, count: int, seed: int) -> list[str]:
    """Bodies of 600 characters, none of which is another's."""
    own = random.Random(seed)
    made = {
        "one phrase": lambda n: f"推进会召开{n}" * 80,
        "two characters": lambda _: "".join(own.choice("一二") for _ in range(600)),
        "like each other": lambda _: "全市工业经济运行平稳，" * 40 + "".join(own.choices(CHARACTERS, k=100)),
        "nothing in common": lambda _: "".join(own.choices(CHARACTERS, k=600)),
        "empty": lambda _: "",
    }[shape]
    return [made(n) for n in range(count)]


def of(*items: Item) -> IssueDocument:
    return a_document(1, SectionBlock("要闻", items))


def document(shape: str, count: int, seed: int) -> IssueDocument:
    return of(*(an_item(f"{seed}之{n}", text or " ") for n, text in enumerate(texts(shape, count, seed))))


@pytest.mark.parametrize("shape", ["one phrase", "two characters", "like each other", "nothing in common", "empty"])
def test_four_hundred_retitled_items_are_paired_in_seconds(shape: str) -> None:
    before, after = document(shape, MANY, 1), document(shape, MANY, 2)
    start = time.process_time()
    pairs = pair_items(before, after)
    assert within(time.process_time() - start, 5)
    assert sorted(p.after for p in pairs if p.after is not None) == list(range(MANY))
    assert sorted(p.before for p in pairs if p.before is not None) == list(range(MANY))


def test_items_of_one_title_are_paired_in_order() -> None:
    same = of(*(an_item("简讯", f"第{n}条") for n in range(MANY)))
    assert pair_items(same, same) == [Pair(n, n) for n in range(MANY)]


def test_a_retitled_item_is_still_found_among_strangers() -> None:
    body = "全市新型储能项目集中开工，总投资十八亿元，预计明年六月投产。"
    before = of(an_item("储能项目开工", body), an_item("甲", "完全不同的一段话，讲的是别的事。"))
    after = of(an_item("另一篇", "无关的文字，一个字也不一样吗？"), an_item("我市储能项目集中开工", body))
    assert Pair(0, 1) in pair_items(before, after)


@pytest.mark.parametrize(
    "make",
    [
        lambda n: ["同一段"] * n,
        lambda n: [f"第{i % 2}段" for i in range(n)],
        lambda n: [f"第{i % 7}段" for i in range(n)],
        lambda n: [f"第{i}段" for i in range(n)],
    ],
)
def test_merging_ends_soon_and_loses_nothing(make) -> None:
    base = make(4000)
    mine, theirs = list(base), list(base)
    for n in range(0, 4000, 10):
        mine[n] = f"我改{n}"
    theirs[3999] = "别人改的"
    theirs.insert(2, "别人加的")
    start = time.process_time()
    chunks = merge(base, mine, theirs)
    assert within(time.process_time() - start, 5)
    assert [p for one in chunks for p in one.base] == base
    assert [p for one in chunks for p in one.mine] == mine
    assert [p for one in chunks for p in one.theirs] == theirs
    kept = set(proposed(chunks))
    assert {"别人改的", "别人加的", "我改0", "我改3990"} <= kept
