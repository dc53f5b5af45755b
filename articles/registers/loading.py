"""The registers as checks read them: loaded once per process and change."""

from threading import Lock

from django.db.models import F

from articles.models import RegisterRevision
from articles.proofing import registers as pure
from articles.registers.kinds import EXEMPTIONS, LEADERS, ORGANISATIONS, PLACES, WORDS, Register

_lock = Lock()
_kept: tuple[int, pure.Registers] | None = None


def registers() -> pure.Registers:
    """All rows of all registers. One query while nothing has changed, six after a change."""
    global _kept
    number = RegisterRevision.current()
    with _lock:
        if _kept is None or _kept[0] != number:
            _kept = number, _load()
        return _kept[1]


def forget() -> None:
    """Forget what was loaded; for tests, whose databases start again with the same numbers."""
    global _kept
    _kept = None


def _load() -> pure.Registers:
    return pure.Registers(
        leaders=_rows(LEADERS),
        places=_rows(PLACES),
        organisations=_rows(ORGANISATIONS),
        words=_rows(WORDS),
        exemptions=_rows(EXEMPTIONS),
    )


def _rows(register: Register) -> tuple:  # type: ignore[type-arg]
    stored = register.model._default_manager.order_by(F("since").asc(nulls_first=True), "pk")
    return tuple(map(register.as_pure, stored.values(*register.fields.values()).iterator()))
