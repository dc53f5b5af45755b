"""The layers that the layout promises hold."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_pure_text_code_runs_without_django() -> None:
    """Parsing, rendering to text and the text primitives load in a process that cannot import Django."""
    code = (
        "import sys; sys.modules['django'] = None\n"
        "import pkgutil, importlib, articles.proofing, articles.text\n"
        "for package in (articles.text, articles.proofing):\n"
        "    for module in pkgutil.iter_modules(package.__path__):\n"
        "        importlib.import_module(f'{package.__name__}.{module.name}')\n"
        "import articles.intake.extraction\n"
        "import issues.document, issues.comparison, issues.parsing.recognition, issues.proofing.adapting\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# Reading from outside is intake's. Two things are said outwards: to a configured hub that feeds have news, and to a
# configured syslog server the lines of the audit log. Staff's mail goes by Django; it knows
# smtplib's errors by name.
ALLOWED = (
    "articles/intake/",
    "articles/public/websub.py",
    "articles/record/syslog.py",
    "articles/record/staff_mail.py",
)
NETWORK = {"http.client", "urllib.request", "socket", "ssl", "httpx", "requests", "smtplib"}


def imported(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_only_the_intake_of_outside_pages_opens_network_connections() -> None:
    offenders = [
        str(path.relative_to(ROOT))
        for package in ("cms", "issues", "articles")
        for path in (ROOT / package).rglob("*.py")
        if NETWORK & set(imported(path)) and not any(place in path.as_posix() for place in ALLOWED)
    ]
    assert offenders == []


def test_tests_of_the_shipped_servers_stand_where_the_makefile_looks_for_them() -> None:
    """`make test-browser` reads `tests/browser` and `tests/deploy` only."""
    marked = re.compile(r"pytest\.mark\.(?:deployment|browser)\b")
    tests = (ROOT / "tests").rglob("*.py")
    named = {path.relative_to(ROOT).parts[1] for path in tests if marked.search(path.read_text(encoding="utf-8"))}
    assert named <= {"deploy", "browser"}
