"""A recognised issue's findings: what the parser remarked as findings, and the day to judge it by. Pure."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from articles.proofing.checking import check_issue
from articles.proofing.findings import Finding, Level
from articles.proofing.registers import Registers
from articles.proofing.rules import Context
from articles.proofing.units import Field, IssueText, Unit, UnitKey
from articles.text.dates import event_date
from articles.text.widths import clean_edges, match_key
from issues.parsing import warning_codes as codes
from issues.parsing.recognition import ImportWarning, LineKind, Recognition
from issues.proofing.adapting import issue_text

DESK = "本刊编校规则：导读与正文一致"
CHARACTERS = "GB 18030、《通用规范汉字表》"
HIDDEN = re.compile("(?<![\U0001f000-\U0001faff\u2600-\u27bf\ufe0f])[\u200b-\u200f\u2060\ufeff\u00ad]")
_CONTEXT = 12
NUMBERS = "本刊编校规则：期号逐期相接"
# The parser's remark → the finding's code and level. Others are told by rules of their own or are no fault.
_FINDINGS = {
    codes.LEAD_WORDS: ("lead.words", Level.A, DESK),
    codes.LEAD_ORDER: ("lead.order", Level.A, DESK),
    codes.LEAD_MISSING_TITLE: ("lead.missing", Level.A, DESK),
    codes.LEAD_WITHOUT_ARTICLE: ("lead.missing", Level.A, DESK),
    codes.LEAD_DUPLICATE: ("lead.duplicate", Level.A, DESK),
    codes.LEAD_SECTION: ("lead.section", Level.B, DESK),
    codes.DUPLICATE_TITLE: ("item.duplicate", Level.B, "本刊编校规则：一事一条"),
    codes.EMPTY_ITEM: ("item.empty", Level.B, "本刊编校规则"),
    codes.NUMBERS_DISAGREE: ("issue.number", Level.A, NUMBERS),
    codes.YEAR_DISAGREES: ("issue.number", Level.A, NUMBERS),
    codes.DATES_DISAGREE: ("issue.date", Level.A, NUMBERS),
}
_LABEL = re.compile(r"^[^|｜]{1,8}[|｜]\s*")
_ALIKE = 0.75
_APART = dt.timedelta(days=45)


def check_recognition(
    found: Recognition, registers: Registers, date: dt.date | None, context: Context
) -> list[Finding]:
    """All findings of an issue that was read from a file: its words, and what its reading showed."""
    text = issue_text(found.document)
    # A weekday is printed with the number's line and nowhere in the document; a day that does not exist (11月31日) is
    # no date to the reader.
    printed = [
        line.text
        for line in found.lines
        if line.kind is LineKind.NUMBER or (line.kind is LineKind.UNRECOGNISED and line.item is None)
    ]
    places = range(len(text.head), len(text.head) + len(printed))
    units = (Unit(UnitKey(Field.MASTHEAD, number=n), line, 0) for n, line in zip(places, printed, strict=True))
    text = replace(text, head=(*text.head, *units))
    return [*_remarked(found, text), *_hidden(found, text), *check_issue(text, registers, date, context)]


def _hidden(found: Recognition, text: IssueText) -> Iterator[Finding]:
    """Where the file had characters that nobody sees: reading has taken them away, and says so."""
    for line in found.lines:
        if line.item is None or (first := HIDDEN.search(line.text.strip("\ufeff"))) is None:
            continue
        before = clean_edges(line.text.strip("\ufeff")[: first.start()])
        for unit in text.articles[line.item].units:
            at = unit.text.find(before[-_CONTEXT:]) if before else 0
            if at >= 0:
                end = at + len(before[-_CONTEXT:])
                words = unit.text[max(end - 1, 0) : end]
                yield Finding(
                    "charset", Level.C, line.item + 1, unit.paragraph, max(end - 1, 0), end, words,
                    "原稿这里有看不见的字符（零宽字符一类），导入时已经去掉。", None, CHARACTERS, unit.key,
                )  # fmt: skip
                break


def judged_on(issue: IssueText) -> dt.date | None:
    """The day an issue is judged by: the printed one, or else the last day its articles tell of."""
    if issue.date or issue.year is None:
        return issue.date
    told = []
    for article in issue.articles:
        first = next((unit.text for unit in article.body), "")
        if day := event_date(first, None, issue.year):
            told.append(day)
    told.sort()
    # A day far after all others is more likely wrong than the issue's.
    while len(told) > 2 and told[-1] - told[-2] > _APART:
        told.pop()
    return told[-1] if told else None


def _remarked(found: Recognition, text: IssueText) -> Iterator[Finding]:
    lines = {line.number: line for line in found.lines}
    leads = [line.number for line in found.lines if line.kind is LineKind.LEAD_TITLE]
    for remark in found.warnings:
        if remark.code not in _FINDINGS:
            continue
        code, usual, source = _FINDINGS[remark.code]
        level = _lead_level(remark) if remark.code == codes.LEAD_WORDS else usual
        if level is None:
            continue
        line = lines.get(remark.line)
        if line is not None and line.item is not None and line.kind is not LineKind.LEAD_TITLE:
            words = text.articles[line.item].title
            yield Finding(
                code, level, line.item + 1, 0, 0, len(words), words, remark.message, None, source, UnitKey(Field.TITLE)
            )
            continue
        place = leads.index(remark.line) if remark.line in leads else -1
        words = text.lead[place][1] if 0 <= place < len(text.lead) else ""
        key = UnitKey(Field.LEAD, number=place) if words else None
        yield Finding(
            code, level, None, place + 1 if words else 0, 0, len(words), words, remark.message, None, source, key
        )


def _lead_level(remark: ImportWarning) -> Level | None:
    """A when lead and title differ by a slip, C when the editor gave the lead a title of its own; None for a label."""
    pair = re.findall("「(.*?)」", remark.message)
    if len(pair) < 2:
        return Level.A
    lead, title = pair[0], pair[-1]
    if match_key(_LABEL.sub("", lead)) == match_key(_LABEL.sub("", title)):
        return None
    alike = SequenceMatcher(None, lead, title, autojunk=False).ratio()
    return Level.A if alike >= _ALIKE else Level.C
