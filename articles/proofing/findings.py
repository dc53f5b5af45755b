"""What a proof check finds: where, how grave, what an editor would say of it. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from articles.proofing.units import UnitKey


class Level(StrEnum):
    """How grave: A stops 送审 until put right or waived, B asks, C hints."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. Positions count characters (code points) of the paragraph's plain text.

    code        of the rule, e.g. word.jiezhi
    article     which article of the issue in body order, from 1; None for the issue's head or lead
    paragraph   0 the title, from 1 the body's blocks; what stands outside the body is numbered on after them
    start, end  characters in that paragraph; of a table's cell in the table's text (`Block.text`)
    text        the words at that place; "" where something is missing
    message     a sentence for the editor
    suggestion  what to put instead ("" = leave it out); None where only the editor knows
    source      of the rule: the standard or the desk's own rule
    unit        the exact unit of the article, from which `articles.proofing.stored` finds the words in stored HTML
    sentence    the sentence around the words, to which a waiver is tied
    """

    code: str
    level: Level
    article: int | None
    paragraph: int
    start: int
    end: int
    text: str
    message: str
    suggestion: str | None = None
    source: str = ""
    unit: UnitKey | None = None
    sentence: str = field(default="", compare=False)

    def to_json(self) -> dict[str, Any]:
        """The finding as the contract of `manage.py proof --json` has it, with `source` and `field` beside."""
        return {
            "code": self.code,
            "level": str(self.level),
            "article": self.article,
            "paragraph": self.paragraph,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "message": self.message,
            "suggestion": self.suggestion,
            "source": self.source,
            "field": str(self.unit.field) if self.unit else None,
        }
