"""Merged cells as plain rows: every word in its own column, none lost, other tables untouched."""

from hypothesis import given
from hypothesis import strategies as st

from articles.text.blocks import from_html
from articles.text.incoming import read_html
from articles.text.merged_cells import plain_rows, reach

WORDS = st.text("甲乙丙", min_size=1, max_size=3)
CELLS = st.tuples(WORDS, st.integers(1, 4), st.integers(1, 4))


def test_words_stand_in_the_first_place_of_a_merged_cell() -> None:
    rows = [
        [("单位", 1, 2), ("产值", 2, 1)],
        [("一季度", 1, 1), ("二季度", 1, 1)],
        [("甲厂", 1, 1), ("1", 1, 1), ("2", 1, 1)],
    ]
    assert plain_rows(rows) == (("单位", "产值", ""), ("", "一季度", "二季度"), ("甲厂", "1", "2"))


def test_a_table_without_merged_cells_stays_as_it_is() -> None:
    assert plain_rows([[("甲", 1, 1)], [("乙", 1, 1), ("丙", 1, 1)]]) == (("甲",), ("乙", "丙"))


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=5))
def test_no_word_is_lost_and_none_comes_twice(rows: list[list[tuple[str, int, int]]]) -> None:
    shown = plain_rows(rows)
    assert [words for row in shown for words in row if words] == [words for row in rows for words, _, _ in row]


def test_what_is_no_number_reaches_over_nothing() -> None:
    assert [reach(one) for one in (None, "", "x", "0", "２", " 3 ", "99999")] == [1, 1, 1, 1, 1, 3, 100]


def test_the_blocks_of_a_body_keep_their_columns() -> None:
    html = '<table><tr><th rowspan="2">单位</th><th colspan="2">产值</th></tr><tr><td>一</td><td>二</td></tr></table>'
    (block,) = from_html(html)
    assert block.rows == (("单位", "产值", ""), ("", "一", "二"))


def test_a_merged_cell_of_a_page_is_named_with_its_words() -> None:
    page = read_html(
        '<table><tr><td rowspan="2">单位</td><td colspan="2">产值</td></tr><tr><td>一</td><td>二</td></tr>'
        "<tr><td>甲厂</td><td>1</td><td>2</td></tr></table>"
    )
    assert "2个合并的单元格" in " ".join(page.notes)
    assert "“产值”" in " ".join(page.notes)
    assert next(line.rows for line in page.lines if line.rows)[1] == ("", "一", "二")
