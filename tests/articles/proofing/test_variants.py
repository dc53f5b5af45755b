"""Every line of wordings.txt: words between ⟦ and ⟧ are flagged by the rule of its section, and no others."""

import datetime as dt
from pathlib import Path

import pytest

from articles.proofing.register_tables import read_csv
from articles.proofing.registers import Registers
from tests.articles.proofing.tables import assert_flags, wordings

REGISTERED = Path(__file__).parents[3] / "benchmarks" / "proofing" / "heldout" / "registers"
MORE_PLACES = "名称,上级\n临泽市,云江省\n鹿口区,临泽市\n槐荫县,临泽市\n"
DAY = dt.date(2025, 3, 11)
WORDINGS = wordings()


def _rows(kind: str, text: str) -> tuple:  # type: ignore[type-arg]
    table = read_csv(kind, text)  # type: ignore[arg-type]
    assert table.errors == ()
    return tuple(row for _, row in table.rows)


REGISTERS = Registers(
    leaders=_rows("leaders", (REGISTERED / "leaders.csv").read_text("utf-8")),
    places=_rows("places", (REGISTERED / "places.csv").read_text("utf-8")) + _rows("places", MORE_PLACES),
    organisations=_rows("organisations", (REGISTERED / "organisations.csv").read_text("utf-8")),
    words=_rows("words", (REGISTERED / "words.csv").read_text("utf-8")),
)


@pytest.mark.parametrize("code", WORDINGS)
def test_wordings(code: str) -> None:
    for line in WORDINGS[code]:
        assert_flags(code, line, registers=REGISTERS, date=DAY)
