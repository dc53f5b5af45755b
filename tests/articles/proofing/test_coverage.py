"""Every row of the catalogue has its rule, and every rule what it must and must not flag in some test."""

import ast
import re
from pathlib import Path

import pytest

from articles.proofing.catalogue import RULES
from tests.articles.proofing.tables import wordings

HERE = Path(__file__).parent
MARK = "⟦"
# Rows without a rule here, and why.
NO_RULE = {
    50: "link.dead asks the network: queued, and told as 未检查",
    55: "marks between titles may stand: off by design",
    60: "导读 beside body is told by issues.proofing (tests/issues/proofing/test_recognised.py)",
}


def test_every_row_has_a_rule() -> None:
    told = {rule.number for rule in RULES}
    assert set(range(1, 76)) - told == set(NO_RULE)


def _tables() -> dict[str, tuple[int, int]]:
    """Code → lines that are flagged and lines that are let pass, of the EXAMPLES of all tests."""
    counts: dict[str, tuple[int, int]] = {}
    for code, lines in wordings().items():
        bad = sum(MARK in line for line in lines)
        counts[code] = (bad, len(lines) - bad)
    for path in HERE.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Dict):
                continue
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(value, ast.Constant) and isinstance(value.value, str):
                    lines = [line for line in value.value.strip().splitlines() if line.strip()]
                    bad = sum(MARK in line for line in lines)
                    before = counts.get(str(key.value), (0, 0))
                    counts[str(key.value)] = (before[0] + bad, before[1] + len(lines) - bad)
    return counts


def _spoken_of(code: str) -> int:
    """How often tests name a code outside of such tables."""
    return sum(len(re.findall(rf'"{re.escape(code)}"', path.read_text("utf-8"))) for path in HERE.glob("test_*.py"))


TABLES = _tables()


# typo.model is told by what it found (test_typos.py).
@pytest.mark.parametrize("code", sorted({rule.code for rule in RULES} - {"typo.model"}))
def test_every_rule_flags_and_lets_pass(code: str) -> None:
    flagged, passed = TABLES.get(code, (0, 0))
    if code in TABLES:
        assert flagged and passed, f"{code}: {flagged} flagged, {passed} let pass"
    else:
        assert _spoken_of(code), f"{code}: no test"
