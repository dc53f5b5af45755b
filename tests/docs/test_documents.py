"""What the documents name is there: files, commands, make targets, pictures."""

import re
from itertools import chain
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "benchmarks").glob("*.md"))]
FOLDERS = "articles|issues|cms|tests|docs|deploy|templates|static|benchmarks|sample_content"
NAMED = re.compile(rf"`((?:{FOLDERS})/[\w./*-]*)")
DOTTED = re.compile(r"`((?:articles|issues|cms)(?:\.\w+)+)")
LINKED = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
TARGET = re.compile(r"\bmake ([a-z][a-z-]+)\b")
COMMAND = re.compile(r"manage\.py ([a-z_]+)")
PICTURES = ROOT / "docs" / "screenshots"
LARGEST = 3_000_000  # bytes in all

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@every_document
def test_every_file_named_or_linked_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    named = [ROOT / path.rstrip(".") for path in NAMED.findall(text)]
    linked = [document.parent / path for path in LINKED.findall(text)]
    missing = [str(path) for path in chain(named, linked) if not any(path.parent.glob(path.name or "*"))]
    assert missing == []


@every_document
def test_every_module_and_name_of_one_exists(document: Path) -> None:
    assert [name for name in DOTTED.findall(document.read_text(encoding="utf-8")) if not _is_there(name)] == []


def _is_there(dotted: str) -> bool:
    """Whether `package.module.name` leads to a folder, a file or a word in one, or `app.right` to a permission."""
    path = ROOT
    for part in dotted.split("."):
        if (path / part).is_dir():
            path /= part
        elif (path / f"{part}.py").is_file():
            path /= f"{part}.py"
        else:
            files = [path] if path.is_file() else [path / "__init__.py", *(path / "models").glob("*.py")]
            return any(re.search(rf"\b{part}\b", file.read_text(encoding="utf-8")) for file in files)
    return True


@every_document
def test_every_command_and_make_target_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    in_code = "\n".join(chain(re.findall(r"`[^`\n]+`", text), re.findall(r"^    .*$", text, re.MULTILINE)))
    assert set(TARGET.findall(in_code)) - targets == set()
    assert set(COMMAND.findall(in_code)) - set(get_commands()) == set()


def test_the_pictures_weigh_little_in_every_clone() -> None:
    assert sum(path.stat().st_size for path in PICTURES.iterdir()) < LARGEST
