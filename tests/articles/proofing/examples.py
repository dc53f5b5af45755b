"""What the rules' own tables are run with."""

import datetime as dt

from articles.proofing.checking import check_article
from articles.proofing.findings import Finding
from articles.proofing.registers import NO_REGISTERS, Registers
from articles.proofing.rules import Context
from articles.proofing.units import plain_article

DAY = dt.date(2023, 5, 22)


def findings(
    code: str,
    body: str,
    *,
    title: str = "",
    registers: Registers = NO_REGISTERS,
    date: dt.date | None = DAY,
    context: Context | None = None,
) -> list[Finding]:
    """The findings of one code in an article of plain paragraphs, a line each."""
    article = plain_article(body.split("\n") if body else [], title=title)
    return [one for one in check_article(article, registers, date, context or Context()) if one.code == code]


def flagged(code: str, body: str, **given: object) -> list[tuple[str, str | None]]:
    """(words, suggestion) of each finding of the code."""
    return [(one.text, one.suggestion) for one in findings(code, body, **given)]  # type: ignore[arg-type]
