"""The typo model of this process, and the archive that it learns from what the desk has published."""

import importlib.util
import logging
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from django.conf import settings

from articles.models import Article, SiteRevision
from articles.proofing.typos import archive
from articles.proofing.typos.packages import Missing
from articles.text.blocks import from_html

if TYPE_CHECKING:
    from articles.proofing.typos.model import TypoModel

logger = logging.getLogger(__name__)
_lock = Lock()
_model: "TypoModel | None" = None
_missing = ""
_learnt: tuple[float, int] | None = None
_loading: Thread | None = None
LOADING = "错别字检查正在载入，请稍候。"


def archive_file() -> Path:
    """Where the archive's word counts are kept."""
    return Path(settings.VAR_DIR) / "typos" / "archive.bin"


def learnt_revision() -> int:
    """The revision of what is published that the archive's file was made of; 0 without one."""
    found = archive.opened(archive_file())
    return found.revision if found else 0


def typo_model() -> "TypoModel | None":
    """The model with the newest archive, loaded at the first call (seconds, 150 MB); None where a package is missing.

    For commands and workers: pages of readers never call it.
    """
    global _model, _missing, _learnt
    with _lock:
        if _model is None and not _missing:
            from articles.proofing.typos.model import TypoModel

            try:
                _model = TypoModel.load()
            except Missing as missing:
                _missing = str(missing)
                logger.warning("%s", missing)
        if _model is not None and (stamp := _stamp()) != _learnt:
            _model.learn(archive.opened(archive_file()))
            _learnt = stamp
        return _model


def model_at_hand() -> "tuple[TypoModel | None, str]":
    """The model for the desk's pages, which never wait for it; or None and why, as a sentence ("" where switched off).

    The first call begins to load it beside the request; `LOADING` until that is done.
    """
    global _loading
    if not settings.TYPOS_WHILE_WRITING:
        return None, ""
    if _model is None and not _missing:
        if _loading is None or not _loading.is_alive():
            _loading = Thread(target=typo_model, name="typo model", daemon=True)
            _loading.start()
        return None, LOADING
    return typo_model(), _missing


@cache
def lacking() -> str:
    """Which package is not there, as a sentence; "" where none is. Loads nothing."""
    from articles.proofing.typos.language import find_model
    from articles.proofing.typos.lexicon import find_lexicon

    if importlib.util.find_spec("kenlm") is None:
        return str(Missing("Python 库 kenlm"))
    try:
        find_model(), find_lexicon()
    except Missing as missing:
        return str(missing)
    return ""


def why_off() -> str:
    """Why no typos are looked for, as a sentence; "" where they are."""
    typo_model()
    return _missing


def train(*, always: bool = False) -> int | None:
    """Learns what is published, for all processes. Gives the characters read; None where nothing has changed since.

    The file is put in place at once; processes that have the old one take the new one at their next check.
    """
    revision = SiteRevision.current().mark
    if not always and archive.is_of(archive_file(), revision):
        return None
    return archive.write(archive_file(), _published(), revision)


def _published() -> Iterator[str]:
    """Titles and bodies, the newest first."""
    rows = Article.objects.published().newest_first()
    for title, summary, body in rows.values_list("title", "summary", "body").iterator(chunk_size=500):
        yield "\n".join((title, summary, *(block.text for block in from_html(body))))


def _stamp() -> tuple[float, int] | None:
    try:
        found = archive_file().stat()
    except FileNotFoundError:
        return None
    return found.st_mtime, found.st_ino


def forget() -> None:
    """Drop what is kept; for tests."""
    global _model, _missing, _learnt
    _model, _missing, _learnt = None, "", None
