"""Files and functions stay short enough to be read at once, and few files lie flat in an app."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
MOST_FILES = 12
CODE = sorted(
    path
    for app in ("articles", "issues", "cms", "tests")
    for path in (ROOT / app).rglob("*.py")
    if not {"migrations", "node_modules"} & set(path.parts)
)
# Tables of printed pages, each example whole; and tests not yet parted. Nothing is added to either.
EXAMPLES = {
    f"tests/issues/parsing/{name}.py"
    for name in (
        "desks/channels",
        "desks/mastheads_and_lists",
        "desks/sections_and_feet",
        "desks/subheads_and_notes",
        "dresses",
    )
}
STILL_LONG = {
    "tests/articles/intake/extraction/test_pieces.py",
    "tests/articles/proofing/test_by_kind.py",
    "tests/articles/proofing/test_leaders.py",
    "tests/articles/record/test_interleavings.py",
    "tests/articles/registers/test_importing.py",
    "tests/browser/conftest.py:open_page",
    "tests/browser/test_public_pages.py",
    "tests/browser/test_public_pages.py:site",
    "tests/browser/test_quarter.py:test_a_quarter_by_four_roles",
    "tests/issues/desk/test_import_page.py",
    "tests/issues/inspection/test_archive_check.py",
    "tests/issues/statistics/naive.py:points_of_units",
    "tests/issues/statistics/test_made_year.py:_make",
    "tests/issues/statistics/test_scoring.py",
    "tests/matrix/roles.py:world",
    "tests/recording/cases.py",
    "tests/recording/cases_of_statistics_and_registers.py",
}


def found() -> set[str]:
    """Every file and function that is too long, as app/file.py or app/file.py:function."""
    long: set[str] = set()
    for path in CODE:
        text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
        if text.count("\n") > LONGEST_FILE:
            long.add(name)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION:
                long.add(f"{name}:{node.name}")
    return long


def test_files_have_at_most_300_lines_and_functions_40() -> None:
    assert found() - EXAMPLES - STILL_LONG == set()


@pytest.mark.parametrize("app", ["articles", "issues"])
def test_few_files_lie_flat_in_an_app(app: str) -> None:
    assert len(list((ROOT / app).glob("*.py"))) <= MOST_FILES
