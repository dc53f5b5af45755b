"""Waivers (“不是错误”): which findings somebody has let stand, by their code and exact words in their sentence. Pure."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles.proofing.findings import Finding, Level


@dataclass(frozen=True, slots=True)
class Waived:
    """That somebody let a finding stand: who, when and why. `number` is the waiver's in the database."""

    reason: str
    by_name: str
    at: dt.datetime
    number: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding, and the waiver that holds for it, if any."""

    finding: Finding
    waived: Waived | None = None

    @property
    def is_open(self) -> bool:
        return self.waived is None

    @property
    def stops(self) -> bool:
        """Whether it stops 送审: an open finding of level A."""
        return self.is_open and self.finding.level is Level.A


def waiver_key(finding: Finding) -> str:
    """What a waiver is tied to. It changes with the words and with their sentence, white space aside.

    A finding without words of its own (an issue's number) is known by what it says.
    """
    sentence = "".join(finding.sentence.split()) or finding.message
    parts = (finding.code, finding.text, sentence)
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def judged(findings: Iterable[Finding], waivers: Mapping[str, Waived]) -> list[Judged]:
    """Findings with their waivers by `waiver_key`."""
    return [Judged(one, waivers.get(waiver_key(one))) for one in findings]
