"""What docs/security.md and docs/asvs.md claim: every requirement stands there, with what keeps it.

That files and tests named in them exist: `test_documents.py`.
"""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
STATES = ("满足", "不适用", "人与设备")
# GB/T 22239-2019, third level: clause → its letters ("" for a clause that is not divided).
CLAUSES = {
    "8.1.4.1": "abcd", "8.1.4.2": "abcdefg", "8.1.4.3": "abcd", "8.1.4.4": "abcdef", "8.1.4.5": "", "8.1.4.6": "",
    "8.1.4.7": "ab", "8.1.4.8": "ab", "8.1.4.9": "abc", "8.1.4.10": "ab", "8.1.4.11": "ab", "8.1.5.1": "ab",
    "8.1.5.2": "ab", "8.1.5.3": "ab",
}  # fmt: skip
# OWASP ASVS 5.0.0, levels 1 and 2.
REQUIREMENTS = """
1.1 1,2; 1.2 1,2,3,4,5,6,7,8,9; 1.3 1,2,3,4,5,6,7,8,9,10,11; 1.4 1,2,3; 1.5 1,2; 2.1 1,2,3; 2.2 1,2,3; 2.3
1,2,3,4; 2.4 1; 3.2 1,2; 3.3 1,2,3,4; 3.4 1,2,3,4,5,6; 3.5 1,2,3,4,5; 3.7 1,2; 4.1 1,2,3; 4.2 1; 4.3 1,2; 4.4
1,2,3,4; 5.1 1; 5.2 1,2,3; 5.3 1,2; 5.4 1,2,3; 6.1 1,2,3; 6.2 1,2,3,4,5,6,7,8,9,10,11,12; 6.3 1,2,3,4; 6.4
1,2,3,4; 6.5 1,2,3,4,5; 6.6 1,2,3; 6.8 1,2,3,4; 7.1 1,2,3; 7.2 1,2,3,4; 7.3 1,2; 7.4 1,2,3,4,5; 7.5 1,2; 7.6 1,2;
8.1 1,2; 8.2 1,2,3; 8.3 1; 8.4 1; 9.1 1,2,3; 9.2 1,2,3,4; 10.1 1,2; 10.2 1,2; 10.3 1,2,3,4; 10.4
1,2,3,4,5,6,7,8,9,10,11; 10.5 1,2,3,4,5; 10.6 1,2; 10.7 1,2,3; 11.1 1,2; 11.2 1,2,3; 11.3 1,2,3; 11.4 1,2,3,4;
11.5 1; 11.6 1; 12.1 1,2,3; 12.2 1,2; 12.3 1,2,3,4; 13.1 1; 13.2 1,2,3,4,5; 13.3 1,2; 13.4 1,2,3,4,5; 14.1 1,2;
14.2 1,2,3,4; 14.3 1,2,3; 15.1 1,2,3; 15.2 1,2,3; 15.3 1,2,3,4,5,6,7; 16.1 1; 16.2 1,2,3,4,5; 16.3 1,2,3,4; 16.4
1,2,3; 16.5 1,2,3; 17.1 1; 17.2 1,2,3,4; 17.3 1,2
"""
TEST = re.compile(r"`(tests/[\w./]+)")


def rows(name: str) -> dict[str, tuple[str, str]]:
    """Number → (status, how), of every table row whose first cell is a number."""
    found: dict[str, tuple[str, str]] = {}
    for line in (DOCS / name).read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if re.match(r"\d+\.\d+", cells[0]) and len(cells) == 4:
            assert cells[0] not in found, cells[0]
            found[cells[0]] = (cells[2], cells[3])
    return found


CLAIMS = {name: rows(name) for name in ("security.md", "asvs.md")}


def test_every_clause_stands_there_letter_by_letter() -> None:
    wanted = {f"{clause} {letter}".strip() for clause, letters in CLAUSES.items() for letter in letters or " "}
    assert set(CLAIMS["security.md"]) == wanted | {"8.1.5.4 a–f"}


def test_every_requirement_stands_there() -> None:
    groups = (group.split(" ") for group in " ".join(REQUIREMENTS.split()).split("; "))
    wanted = {f"{section}.{number}" for section, numbers in groups for number in numbers.split(",")}
    assert len(wanted) == 253
    assert set(CLAIMS["asvs.md"]) == wanted


@pytest.mark.parametrize("name", CLAIMS)
def test_each_is_met_or_says_why_not_and_who_sees_to_it(name: str) -> None:
    wrong = [number for number, (state, how) in CLAIMS[name].items() if state not in STATES or not how]
    assert wrong == []


@pytest.mark.parametrize("name", CLAIMS)
def test_what_is_met_names_the_test_that_keeps_it(name: str) -> None:
    assert [number for number, (state, how) in CLAIMS[name].items() if state == "满足" and not TEST.search(how)] == []


def test_what_a_row_points_to_in_the_security_page_is_a_section_there() -> None:
    text = (DOCS / "security.md").read_text(encoding="utf-8")
    sections = set(re.findall(r"^## (.+)$", text, re.MULTILINE))
    asvs = (DOCS / "asvs.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`docs/security.md` “([^”]+)”", asvs))
    assert named - sections == set()
