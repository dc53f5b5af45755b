"""What is open before a step is taken: what must be put right first, and what somebody should have seen."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One sentence for the editor. `error`: the step is refused until it is put right; else it is to be acknowledged.

    address  (page name, number) of where it is put right, None for none
    """

    text: str
    error: bool = False
    address: tuple[str, int] | None = None


def fingerprint(points: Iterable[OpenPoint]) -> str:
    """What an acknowledgement is given for: these points and no others. "" for none."""
    told = "\n".join(point.text for point in points if not point.error)
    return hashlib.sha256(told.encode()).hexdigest()[:16] if told else ""
