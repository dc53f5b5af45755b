"""The list of return reasons that a new desk starts from."""

from difflib import SequenceMatcher
from itertools import combinations

import pytest

from articles.record import reasons
from articles.text.widths import squeeze


@pytest.mark.django_db
def test_the_first_list_says_nothing_twice() -> None:
    offered = reasons.offered()
    assert len(offered) == 9
    for one, other in combinations(map(squeeze, offered), 2):
        assert SequenceMatcher(None, one, other).ratio() < 0.6, (one, other)
