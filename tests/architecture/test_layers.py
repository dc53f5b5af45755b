"""The layers that the layout promises hold."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_pure_text_code_runs_without_django() -> None:
    """Parsing, rendering to text and the text primitives load in a process that cannot import Django."""
    code = (
        "import sys; sys.modules['django'] = None\n"
        "import pkgutil, importlib, articles.text\n"
        "for module in pkgutil.iter_modules(articles.text.__path__):\n"
        "    importlib.import_module(f'articles.text.{module.name}')\n"
        "import articles.intake.extraction\n"
        "import issues.document, issues.comparison, issues.parsing.recognition\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
