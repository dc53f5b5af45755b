"""Mutation testing by mutmut of the cores that everything stands on, a piece at a time: `make mutants PIECES="query"`.

Each piece is a few modules and the tests that guard them. Works on a copy below var/mutants/, prints how many of the
changes the tests noticed, and leaves the copy: `cd var/mutants/PIECE && mutmut show NAME` shows a survivor. Figures and
what the survivors were: benchmarks/mutation.md. Minutes of one core a piece.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "var" / "mutants"
# Piece → modules to change, tests that should notice.
PIECES: dict[str, tuple[list[str], list[str]]] = {
    "document": (
        ["issues/document.py"],
        ["tests/issues/test_document.py", "tests/issues/rendering/test_plain_text.py"],
    ),
    "query": (["articles/search/query.py"], ["tests/articles/search/test_query.py"]),
    "sanitising": (
        ["articles/text/blocks.py", "articles/text/bodies.py", "articles/text/inline.py"],
        [
            "tests/articles/text/test_bodies.py",
            "tests/articles/text/test_blocks.py",
            "tests/articles/text/test_blocks_and_html.py",
        ],
    ),
    "parsing": (["issues/parsing/numbers.py"], ["tests/issues/parsing/test_numbers.py"]),
    "workflow": (
        ["articles/workflow/__init__.py"],
        ["tests/articles/test_workflow.py", "tests/articles/test_workflow_details.py"],
    ),
    "reviewing": (
        ["issues/workflow/reviewing.py", "issues/workflow/standing.py"],
        ["tests/issues/workflow/test_reviewing.py", "tests/issues/workflow/test_lapsing.py"],
    ),
}
CONFIGURATION = """
[tool.mutmut]
source_paths = ["articles", "issues", "cms"]
only_mutate = {modules}
also_copy = ["templates", "static", "sample_content", "manage.py"]
pytest_add_cli_args = ["--reuse-db", "-p", "no:cacheprovider", "-p", "no:randomly"]
pytest_add_cli_args_test_selection = {tests}
timeout_multiplier = 5.0
timeout_constant = 5.0
"""
NOTICED = {"killed", "timeout", "caught by type check"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pieces", nargs="*", metavar="PIECE", help="all without one")
    for piece in parser.parse_args().pieces or PIECES:
        folder = copy_of_the_code(piece)
        command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1"]
        subprocess.run(command, cwd=folder, check=False, env=os.environ | {"PYTHONPATH": str(folder)})
        report(piece, folder)


def copy_of_the_code(piece: str) -> Path:
    """A folder with the tracked files and mutmut's configuration for the piece."""
    folder = WORK / piece
    shutil.rmtree(folder, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listed.split("\0")):
        if name.startswith("docs/screenshots/") or not (ROOT / name).is_file():
            continue
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    modules, tests = PIECES[piece]
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as configuration:
        configuration.write(CONFIGURATION.format(modules=json.dumps(modules), tests=json.dumps(tests)))
    return folder


def report(piece: str, folder: Path) -> None:
    """Print a line of the table, and the names of the survivors."""
    command = [sys.executable, "-m", "mutmut", "results", "--all", "true"]
    listed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    states = dict(line.strip().split(": ", 1) for line in listed.splitlines() if ": " in line)
    count = Counter(states.values())
    noticed = sum(count[state] for state in NOTICED)
    share = noticed / len(states) if states else 0.0
    print(f"\n| {piece} | {len(states)} | {noticed} | {share:.0%} |", dict(count))
    print("\n".join(name for name, state in states.items() if state not in NOTICED))


if __name__ == "__main__":
    main()
