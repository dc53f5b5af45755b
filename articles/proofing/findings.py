"""What a proof check finds: where, how grave, what an editor would say of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from articles.proofing.units import Field, UnitKey


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

    def to_row(self) -> list[Any]:
        """All of it, for keeping as JSON."""
        key = self.unit
        unit = [str(key.field), key.block, key.cell and list(key.cell), key.number] if key else None
        place = [self.article, self.paragraph, self.start, self.end]
        said = [self.text, self.message, self.suggestion, self.source, self.sentence]
        return [self.code, str(self.level), *place, *said, unit]

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> Self:
        """What `to_row` gave."""
        code, level, article, paragraph, start, end, text, message, suggestion, source, sentence, unit = row
        key = UnitKey(Field(unit[0]), unit[1], unit[2] and (unit[2][0], unit[2][1]), unit[3]) if unit else None
        place = (article, paragraph, start, end)
        return cls(code, Level(level), *place, text, message, suggestion, source, key, sentence)
