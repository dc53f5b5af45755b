"""Generated files: made once, kept under the fingerprint of everything they were made from.

A renderer is a function of the document, the context and its own code, so a file whose fingerprint is asked
for cannot be stale: a changed word, setting or release asks for another file. Nothing has to be invalidated,
and any file may be deleted at any time.
"""

import fcntl
import hashlib
import logging
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import fields
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import IO

from django.conf import settings

from issues.document import IssueDocument
from issues.rendering.context import RenderContext
from issues.rendering.formats import Format

logger = logging.getLogger(__name__)

# How many files a machine makes at a time, and how long a reader waits for his turn before he is told to come again.
PLACES = max(1, (os.cpu_count() or 1) // 2)
PLACES_FOLDER = Path(tempfile.gettempdir(), "cms-making")
READER_WAITS = 2.0
_LIBRARIES = ("weasyprint", "python-docx", "pillow", "lxml")


class Busy(Exception):
    """So many files are being made that this one has to wait longer than was allowed."""


def made(wanted: Format, document: IssueDocument, context: RenderContext, *, wait: float | None = None) -> Path:
    """The file of the document in a format; made now if it is not there, by one process while others wait.

    wait  seconds to wait for another process, or for one of the few places in which files are made; then Busy
    """
    path = _place(fingerprint(wanted, document, context), wanted.extension)
    if not path.exists():
        until = None if wait is None else time.monotonic() + wait
        path.parent.mkdir(parents=True, exist_ok=True)
        # The lock file stays: deleting it would let two in.
        with _held([path.with_suffix(".lock")], until):
            if not path.exists():
                _keep(path, _rendered(wanted, document, context, until))
    return path


def content(wanted: Format, document: IssueDocument, context: RenderContext) -> bytes:
    """What a reader asks for: from the disk, else made now. A disk that takes no file is no reason to give none.
    Busy where as many readers as may be are being made files for."""
    until = time.monotonic() + READER_WAITS
    try:
        return made(wanted, document, context, wait=READER_WAITS).read_bytes()
    except OSError:
        logger.warning("a generated file was not kept", exc_info=True)
        return _rendered(wanted, document, context, until)


def _rendered(wanted: Format, document: IssueDocument, context: RenderContext, until: float | None) -> bytes:
    """Made in one of the machine's few places, so that old PDFs asked for at once leave room for everybody else."""
    if wanted.content_type.startswith(("text/", "application/json")):
        return wanted.render(document, context)
    PLACES_FOLDER.mkdir(exist_ok=True)
    with _held([PLACES_FOLDER / str(number) for number in range(PLACES)], until):
        return wanted.render(document, context)


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
def _held(places: Sequence[Path], until: float | None) -> Iterator[None]:
    """Hold the lock of one of these files, whichever is free first; Busy when none was at the time `until`."""
    with ExitStack() as stack:
        files = [stack.enter_context(place.open("w")) for place in places]
        while not any(map(_taken, files)):
            if until is not None and time.monotonic() > until:
                raise Busy
            time.sleep(0.05)
        yield


def _taken(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _keep(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".making-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)  # half a file would fill the disk for good
        raise
