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
    for app in ("articles", "issues", "cms")
    for path in (ROOT / app).rglob("*.py")
    if "migrations" not in path.parts
)


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
    assert found() == set()


@pytest.mark.parametrize("app", ["articles", "issues"])
def test_few_files_lie_flat_in_an_app(app: str) -> None:
    assert len(list((ROOT / app).glob("*.py"))) <= MOST_FILES
