"""The query language. Anything typed is a valid query; `Query.notes` says what was made of odd parts. Pure.

光电 产业链            both words
“光电产业链” 「…」 "…"   exactly these words, no synonyms
-通知                  without
消防 OR 安全   消防|安全   either
标题: 作者: 科室: 栏目: 来源: 标签: 年: 日期:   and title: author: department: section: source: tag: year: date:
2023年5月  2023-05-19  2023-05..2023-08  2023年5月至8月
2023年第18期  总第229期   the issue itself
"""

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from articles.search import dates
from articles.text.folding import is_word, search_form

LONGEST = 2000
MOST_CLAUSES = 32

FIELDS = {
    "标题": "title",
    "题目": "title",
    "title": "title",
    "作者": "byline",
    "署名": "byline",
    "author": "byline",
    "byline": "byline",
    "科室": "department",
    "单位": "department",
    "department": "department",
    "dept": "department",
    "栏目": "section",
    "section": "section",
    "来源": "source",
    "source": "source",
    "标签": "tag",
    "tag": "tag",
    "年": "date",
    "年份": "date",
    "year": "date",
    "日期": "date",
    "时间": "date",
    "date": "date",
}
# Of these the rows whose names have the words are looked for, not the words.
NAMED = ("section", "department", "source", "tag")
FIELD_LABELS = {
    "title": "标题",
    "byline": "署名",
    "department": "科室",
    "section": "栏目",
    "source": "来源",
    "tag": "标签",
}
_PREFIX = re.compile(rf"({'|'.join(sorted(FIELDS, key=len, reverse=True))})[:：]", re.IGNORECASE)
_QUOTES = {"“": "”", "「": "」", "『": "』", '"': '"', "＂": "＂", "‘": "’", "„": "”", "〝": "〞"}
_CLOSERS = {"“": '”"“', '"': '"”“', "„": '”“"', "＂": '＂"', "〝": "〞"}
_MINUS = "-－−"
_OR = {"OR", "or", "|", "｜", "||", "或", "或者", "ＯＲ"}
_AND = {"AND", "＋", "+", "&", "&&"}


@dataclass(frozen=True, slots=True)
class Term:
    """Words to be found as they stand (folded), in everything or in one field ("title", "byline")."""

    text: str
    field: str = "text"
    exact: bool = False
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """Whatever of a kind ("department", "section", "source", "tag") has `text` in its name."""

    kind: str
    text: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """Dated from `start` up to but not including `end`."""

    start: dt.date
    end: dt.date
    shown: str = ""


Test = Term | Names | Period


@dataclass(frozen=True, slots=True)
class Clause:
    """One of `tests` must hold; none may when `negated`. `added` are the tests that synonyms brought."""

    tests: tuple[Test, ...]
    negated: bool = False
    added: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueNumber:
    """An issue named in the query: by year and number, or by total number."""

    year: int | None = None
    number: int | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed and how it is understood: every clause must hold.

    issue       an issue the query names, if any; `only_issue` when it names nothing else
    notes       sentences (Chinese) about parts that were taken otherwise than typed
    """

    raw: str
    clauses: tuple[Clause, ...] = ()
    issue: IssueNumber | None = None
    only_issue: bool = False
    notes: tuple[str, ...] = ()

    @property
    def terms(self) -> tuple[Term, ...]:
        """The words that results are ranked and highlighted by, synonyms included."""
        return tuple(t for c in self.clauses if not c.negated for t in c.tests if isinstance(t, Term))

    @property
    def understood(self) -> list[str]:
        """The query in words, a phrase a clause."""
        return [_say(clause) for clause in self.clauses]


@dataclass
class _Parser:
    text: str
    at: int = 0
    clauses: list[Clause] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    issue: IssueNumber | None = None
    join: bool = False

    def run(self) -> None:
        while self.at < len(self.text):
            if self.text[self.at].isspace():
                self.at += 1
            elif len(self.clauses) >= MOST_CLAUSES:
                self.notes.append(f"一次最多查{MOST_CLAUSES}个词，后面的没有用。")
                return
            else:
                self._word()

    def _word(self) -> None:
        start = self.at
        bare = self._peek()
        if bare in _AND:
            self.at += len(bare)
            return
        if bare in _OR:
            self.at += len(bare)
            self.join = bool(self.clauses)
            return
        negated = self.text[start] in _MINUS and len(bare) > 1
        if negated:
            self.at += 1
        kind = "text"
        prefix = _PREFIX.match(self.text, self.at)
        if prefix and prefix.end() < len(self.text) and not self.text[prefix.end()].isspace():
            kind, self.at = FIELDS[prefix.group(1).lower()], prefix.end()
        typed, quoted = self._value()
        if quoted or kind != "text" or not set("|｜") & set(typed.strip("|｜")):
            self._add(typed, kind, quoted, negated)
            return
        for part in filter(None, re.split("[|｜]+", typed)):
            self._add(part, kind, quoted, negated)
            self.join = True
        self.join = False

    def _peek(self) -> str:
        end = self.at
        while end < len(self.text) and not self.text[end].isspace():
            end += 1
        return self.text[self.at : end]

    def _value(self) -> tuple[str, bool]:
        """The quoted or bare value that starts here."""
        opener = self.text[self.at]
        if opener in _QUOTES:
            closers = _CLOSERS.get(opener, _QUOTES[opener])
            ends = [i for c in closers if (i := self.text.find(c, self.at + 1)) > 0]
            end = min(ends, default=len(self.text))
            value, self.at = self.text[self.at + 1 : end], end + 1
            return value, True
        value = self._peek()
        self.at += len(value)
        return value, False

    def _add(self, typed: str, kind: str, quoted: bool, negated: bool) -> None:
        if kind == "text" and not quoted and not negated and self.issue is None:
            self.issue = issue_number(typed)
        tests = self._tests(typed, kind, quoted)
        if not tests:
            if typed.strip():
                self.notes.append(f"“{typed[:40]}”里没有可查的字或数字，没有用它。")
            return
        last = self.clauses[-1] if self.clauses else None
        if self.join and last and not negated and not last.negated:
            self.clauses[-1] = replace(last, tests=last.tests + tests)
        else:
            self.clauses.append(Clause(tests, negated))
        self.join = False

    def _tests(self, typed: str, kind: str, quoted: bool) -> tuple[Test, ...]:
        shown = " ".join(typed.split())
        folded = search_form(typed)
        if kind == "date":
            period = dates.period(folded, years=True)
            if period:
                return (Period(*period, shown),)
            self.notes.append(f"“{shown[:40]}”不是看得懂的日期，按文字查。")
            kind = "text"
        if not any(is_word(char) for char in folded):
            return ()
        if kind in NAMED:
            return (Names(kind, folded, shown),)
        term = Term(folded, kind, quoted, shown)
        if kind == "text" and not quoted:
            spread = dates.span(folded)
            if spread:
                return (Period(*spread, shown),)
            period = dates.period(folded, years=False)
            if period:
                return (term, Period(*period, shown))
        return (term,)


def parse(typed: str) -> Query:
    """What was typed, understood. Never fails, whatever the string."""
    text = typed[:LONGEST]
    parser = _Parser(text)
    parser.run()
    if len(typed) > LONGEST:
        parser.notes.append(f"查询太长，只用了前{LONGEST}个字。")
    only = parser.issue is not None and len(text.split()) == 1
    return Query(typed, tuple(parser.clauses), parser.issue, only, tuple(parser.notes))


_BY_YEAR = re.compile(r"(\d{4})年?第?(\d{1,3})期|(\d{4})-(\d{1,3})")
_BY_TOTAL = re.compile(r"总第?(\d{1,6})期?|第(\d{3,6})期")


def issue_number(typed: str) -> IssueNumber | None:
    """The issue that a word names: 2023年第18期, 2023第18期, 2023-18 (where no month), 总第229期; else None."""
    folded = search_form(typed)
    if found := _BY_YEAR.fullmatch(folded):
        year, number = (found[1], found[2]) if found[1] else (found[3], found[4])
        if found[1] or int(number) > 12:
            return IssueNumber(year=int(year), number=int(number))
        return None
    if found := _BY_TOTAL.fullmatch(folded):
        return IssueNumber(total=int(found[1] or found[2]))
    return None


def _say(clause: Clause) -> str:
    said = " 或 ".join(_say_test(test) for test in clause.tests if test not in clause.added)
    return f"不要{said}" if clause.negated else said


def _say_test(test: Test) -> str:
    if isinstance(test, Period):
        return f"日期在{test.shown}"
    if isinstance(test, Names):
        return f"{FIELD_LABELS[test.kind]}名含“{test.shown}”"
    where = FIELD_LABELS.get(test.field, "")
    return f"{where}含“{test.shown}”" if where else f"“{test.shown}”"
