"""Answer keys of sample pages: our own under tests/samples/pages, the real ones beside the repository."""

import json
import re
from pathlib import Path
from typing import Any

from articles.intake.extraction import Story, extract_html, extract_text

OWN = Path(__file__).resolve().parents[3] / "samples" / "pages"
NAMES = sorted(path.stem for path in OWN.glob("[A-CGHK-NTU-Z]*.json"))
COPIED = sorted(path.stem for path in (OWN / "copied").glob("*.txt"))


def key_of(name: str) -> dict[str, Any]:
    """The key of one of our own pages."""
    key: dict[str, Any] = json.loads((OWN / f"{name}.json").read_text(encoding="utf-8"))
    return key


def extract_file(path: Path) -> list[Story]:
    """The stories of a saved page or of a page's copied text, by the file's ending."""
    if path.suffix == ".html":
        return extract_html(path.read_bytes())
    return extract_text(path.read_text(encoding="utf-8"))


def own_file(name: str) -> Path:
    """The page that a key of our own is for."""
    html = OWN / f"{name}.html"
    return html if html.exists() else OWN / f"{name}.txt"


def bare(text: str) -> str:
    """`text` without any white space."""
    return re.sub(r"\s+", "", text)
