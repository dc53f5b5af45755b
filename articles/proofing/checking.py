"""Checks an article or an issue by every rule of the catalogue. Pure."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, islice

from articles.proofing.catalogue import RULES
from articles.proofing.findings import Finding
from articles.proofing.registers import Registers
from articles.proofing.rules import ArticleRule, Context, Hit, IssueRule, Rule, Scope, TextRule
from articles.proofing.units import ArticleText, Field, IssueText, Unit
from articles.text.restoration import restorations, restored

_TEXT_RULES = tuple(rule for rule in RULES if isinstance(rule, TextRule))
_BY_FIELD = {field: tuple(rule for rule in _TEXT_RULES if field in rule.fields) for field in Field}
_ARTICLE_RULES = tuple(rule for rule in RULES if isinstance(rule, ArticleRule))
_ISSUE_RULES = tuple(rule for rule in RULES if isinstance(rule, IssueRule))
# Of the rules about issues those that no rule about articles speaks for when an article is checked alone.
_BETWEEN = tuple(rule for rule in _ISSUE_RULES if rule.code not in {one.code for one in _ARTICLE_RULES})
_SENTENCE_END = re.compile(r"[。！？!?\n]")
NO_CONTEXT = Context()
_LONGEST_SENTENCE = 500
MOST_OF_A_KIND = 50
"""Findings of one rule in one paragraph; nobody reads more, and a page of thousands takes half a minute to open."""


def check_article(
    article: ArticleText, registers: Registers, date: dt.date | None, context: Context = NO_CONTEXT
) -> list[Finding]:
    """What an article's words and structure give, by place. `date` is the day by which it is judged."""
    return _sorted(_of_article(article, Scope(date, registers.as_of(date), context, article)))


def check_issue(
    issue: IssueText, registers: Registers, date: dt.date | None, context: Context = NO_CONTEXT
) -> list[Finding]:
    """What an issue gives: every article's findings, those of head and lead, and those between articles."""
    found: list[Finding] = []
    at = registers.as_of(date)
    for article in issue.articles:
        found += _of_article(article, Scope(date, at, context, article, issue))
    found += _of_issue(issue, Scope(date, at, context, None, issue))
    return _sorted(one for one in found if not at.is_exempt(one.code, one.text))


def check_own(
    issue: IssueText, registers: Registers, date: dt.date | None, context: Context = NO_CONTEXT
) -> list[Finding]:
    """What an issue's own head, lead and number give, without its articles."""
    at = registers.as_of(date)
    found = _of_issue(issue, Scope(date, at, context, None, issue))
    return _sorted(one for one in found if one.article is None and not at.is_exempt(one.code, one.text))


def _of_issue(issue: IssueText, scope: Scope) -> Iterator[Finding]:
    """Head and lead, and what lies between articles."""
    titles = {article.title for article in issue.articles}
    for unit in issue.own_units():
        if unit.field is not Field.LEAD or unit.text not in titles:  # told at the title itself
            yield from _of_unit(unit, _restored(unit), scope, None)
    for rule in _ISSUE_RULES:
        for owner, place, hit in rule.check(issue, scope):
            yield _finding(rule, hit, place, owner.number if owner else None)


def check_between(
    issue: IssueText, registers: Registers, date: dt.date | None, context: Context = NO_CONTEXT
) -> list[Finding]:
    """What only an issue as a whole shows of its articles: two that tell one event, one that nobody signed."""
    at = registers.as_of(date)
    scope = Scope(date, at, context, None, issue)
    found = [
        _finding(rule, hit, place, owner.number)
        for rule in _BETWEEN
        for owner, place, hit in rule.check(issue, scope)
        if owner is not None
    ]
    return _sorted(one for one in found if not at.is_exempt(one.code, one.text))


def _of_article(article: ArticleText, scope: Scope) -> Iterator[Finding]:
    whole = tuple(_restored(unit) for unit in article.units)
    clean = article if whole == article.units else replace(article, units=whole)
    scope = replace(scope, article=clean)
    found: list[Finding] = []
    for unit, clean_unit in zip(article.units, whole, strict=True):
        found += _of_unit(unit, clean_unit, scope, article.number)
    printed = {unit.key: unit for unit in article.units}
    for rule in _ARTICLE_RULES:
        hits = rule.check(article if rule.printed else clean, scope)
        for key, of_unit in groupby(hits, key=lambda one: one[0].key):
            found += _listed(rule, (hit for _, hit in of_unit), printed[key], article.number)
    return (one for one in found if not scope.registers.is_exempt(one.code, one.text))


def _of_unit(unit: Unit, clean: Unit, scope: Scope, number: int | None) -> Iterator[Finding]:
    for rule in _BY_FIELD[unit.field]:
        yield from _listed(rule, rule.check(unit.text if rule.printed else clean.text, scope), unit, number)


def _listed(rule: Rule, hits: Iterable[Hit], unit: Unit, number: int | None) -> list[Finding]:
    """What a rule finds in one paragraph; where that is too much to read, the last says that there is more."""
    first = list(islice(hits, MOST_OF_A_KIND + 1))
    found = [_finding(rule, hit, unit, number) for hit in first[:MOST_OF_A_KIND]]
    if len(first) > MOST_OF_A_KIND:
        found[-1] = replace(found[-1], message=f"{found[-1].message}（这一段里同样的还有，没有一一列出。）")
    return found


def _restored(unit: Unit) -> Unit:
    """The unit with full-width marks where crawling left half-width ones; every character keeps its place."""
    changes = restorations(unit.text)
    return replace(unit, text=restored(unit.text, changes)) if changes else unit


def _finding(rule: Rule, hit: Hit, unit: Unit | None, number: int | None) -> Finding:
    text = unit.text[hit.start : hit.end] if unit else ""
    message = hit.message or rule.message.format(text=text, suggestion=hit.suggestion or "", detail=hit.detail)
    offset = unit.offset if unit else 0
    return Finding(
        code=rule.code,
        level=hit.level or rule.level,
        article=number,
        paragraph=unit.paragraph if unit else 0,
        start=hit.start + offset,
        end=hit.end + offset,
        text=text,
        message=message,
        suggestion=hit.suggestion,
        source=rule.source,
        unit=unit.key if unit else None,
        sentence=_sentence(unit.text, hit.start, hit.end) if unit else "",
    )


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence or sentences that hold text[start:end]; of one without end the next few hundred characters."""
    first, last = max(start - _LONGEST_SENTENCE, 0), min(end + _LONGEST_SENTENCE, len(text))
    begins = max((match.end() for match in _SENTENCE_END.finditer(text, first, start)), default=first)
    ends = _SENTENCE_END.search(text, max(end - 1, start), last)
    return text[begins : ends.end() if ends else last].strip()


def _sorted(found: Iterable[Finding]) -> list[Finding]:
    return sorted(
        found, key=lambda one: (one.article is not None, one.article or 0, one.paragraph, one.start, one.end, one.code)
    )
