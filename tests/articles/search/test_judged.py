"""The order of results against judgements, beside newest first and plain BM25 (`benchmarks/search_judged.py`)."""

import pytest

from benchmarks import search_judged


@pytest.mark.django_db(transaction=True)
def test_our_order_is_judged_better_than_newest_first_and_plain_bm25():
    result = search_judged.judge()
    means = {name: sum(values.values()) / len(values) for name, values in result.items()}
    assert len(result["ours"]) >= 60
    assert means["ours"] >= 0.95
    assert means["ours"] >= means["plain BM25"]
    assert means["ours"] > means["newest first"] + 0.05


def test_an_order_is_worth_most_when_the_best_come_first():
    wanted = {1: 3, 2: 1}
    assert search_judged.ndcg([1, 2, 9], wanted) == 1
    assert search_judged.ndcg([9, 2, 1], wanted) < search_judged.ndcg([2, 1, 9], wanted) < 1
    assert search_judged.ndcg([9], wanted) == 0
