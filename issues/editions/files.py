"""Generated files: made once, kept under the fingerprint of everything they were made from.

A renderer is a function of the document, the context and its own code, so a file whose fingerprint is asked
for cannot be stale: a changed word, setting or release asks for another file. Nothing has to be invalidated,
and any file may be deleted at any time.
"""

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from issues.document import IssueDocument
from issues.rendering.context import RenderContext
from issues.rendering.formats import Format

_LIBRARIES = ("weasyprint", "python-docx", "pillow", "lxml")


def made(wanted: Format, document: IssueDocument, context: RenderContext) -> Path:
    """The file of the document in a format; made now if it is not there, by one process while others wait."""
    path = _place(fingerprint(wanted, document, context), wanted.extension)
    if not path.exists():
        with _alone(path):
            if not path.exists():
                _keep(path, wanted.render(document, context))
    return path


def is_made(wanted: Format, document: IssueDocument, context: RenderContext) -> bool:
    """Whether the file is there already."""
    return _place(fingerprint(wanted, document, context), wanted.extension).exists()


def fingerprint(wanted: Format, document: IssueDocument, context: RenderContext) -> str:
    """SHA-256 (hex) of all that goes into a file: words, settings, code and libraries."""
    known = [(f.name, repr(getattr(context, f.name))) for f in fields(context) if f.name != "read_picture"]
    parts = (wanted.key, document.digest, _code(), repr(known))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def forget_older(seconds: float) -> int:
    """Delete files made longer ago than that; what is still asked for is made again. Gives how many."""
    limit, count = time.time() - seconds, 0
    root = Path(settings.GENERATED_ROOT)
    for path in root.rglob("*") if root.is_dir() else ():
        if path.is_file() and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)
            count += 1
    return count


@cache
def _code() -> str:
    """Fingerprint of the code that makes the files: after a new release they are made again."""
    digest = hashlib.sha256()
    base = Path(__file__).parents[1]
    for path in sorted([*base.joinpath("rendering").rglob("*.*"), base / "document.py"]):
        if path.suffix in (".py", ".css", ".json"):
            digest.update(path.read_bytes())
    for library in _LIBRARIES:
        digest.update(version(library).encode())
    return digest.hexdigest()


def _place(name: str, extension: str) -> Path:
    return Path(settings.GENERATED_ROOT, name[:2], f"{name}.{extension}")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the file's lock. The lock file stays: deleting it would let two in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _keep(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".making-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.chmod(name, 0o644)
    os.replace(name, path)
