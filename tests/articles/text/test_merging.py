"""Two people's changes to one text, brought together by paragraph."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text.merging import Chunk, merge, proposed

TEXT = st.lists(st.sampled_from(["甲", "乙", "丙", "丁", "戊", "己"]), max_size=7)


def origins(chunks: tuple[Chunk, ...]) -> set[str]:
    """Who changed something; "conflict" where somebody has to choose."""
    return {chunk.origin for chunk in chunks}


@given(TEXT, TEXT, TEXT)
def test_each_version_can_be_read_back_from_the_chunks(base: list[str], mine: list[str], theirs: list[str]) -> None:
    chunks = merge(base, mine, theirs)
    assert [p for c in chunks for p in c.base] == base
    assert [p for c in chunks for p in c.mine] == mine
    assert [p for c in chunks for p in c.theirs] == theirs


@given(TEXT, TEXT)
def test_what_only_one_person_changed_is_taken_as_it_is(base: list[str], changed: list[str]) -> None:
    assert list(proposed(merge(base, changed, base))) == changed
    assert list(proposed(merge(base, base, changed))) == changed


@given(TEXT, TEXT)
def test_two_people_who_made_the_same_change_do_not_conflict(base: list[str], changed: list[str]) -> None:
    assert "conflict" not in origins(merge(base, changed, changed))


@given(TEXT, TEXT, TEXT)
def test_no_new_paragraph_of_either_is_missing_from_the_proposal(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    result = proposed(merge(base, mine, theirs))
    assert set(mine) - set(base) <= set(result)
    assert set(theirs) - set(base) <= set(result)


def test_neighbouring_paragraphs_changed_by_different_people_do_not_conflict() -> None:
    chunks = merge(["一", "二", "三"], ["一改", "二", "三"], ["一", "二改", "三"])
    assert "conflict" not in origins(chunks)
    assert proposed(chunks) == ("一改", "二改", "三")


def test_one_paragraph_changed_by_both_is_a_conflict_that_keeps_both() -> None:
    chunks = merge(["一", "二"], ["一", "我的二"], ["一", "他的二"])
    assert [c.origin for c in chunks] == ["same", "conflict"]
    assert proposed(chunks) == ("一", "我的二", "他的二")


def test_a_paragraph_taken_out_by_one_and_changed_by_the_other_is_a_conflict() -> None:
    chunks = merge(["一", "二"], ["一"], ["一", "二改"])
    assert "conflict" in origins(chunks)
    assert proposed(chunks) == ("一", "二改")
