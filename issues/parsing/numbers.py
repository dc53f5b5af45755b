"""Number lines: 2023年第18期•总第229期, 第18-19期（合刊）, VOL.229 NO.18 2023年5月22日 … Pure."""

import datetime as dt
import re
from dataclasses import dataclass

from articles.text.dates import find_date, han_number
from articles.text.widths import fold

_N = r"(?:\d{1,6}|[〇零一二三四五六七八九十百]{1,7})"
_TO = r"\s*(?:[-—–－~～至、,/]|和|与)\s*"
_RANGE = rf"(?P<first>{_N})(?:{_TO}第?\s*(?P<last>{_N}))?"
_TOTAL = re.compile(
    rf"(?:总|累计|总计|TOTAL)\s*(?:期|期数|期号)?\s*(?:第|NO\.?|VOL\.?|:)?\s*{_RANGE}\s*(?:期|号)?", re.IGNORECASE
)
_NUMBER = re.compile(rf"第\s*{_RANGE}\s*期(?:{_TO}第\s*(?P<other>{_N})\s*期)?")
_NUMBERED = re.compile(rf"第\s*(?P<first>{_N})\s*号")  # only beside a total: a permit reads 〔2024〕第3号 too
_BARE_NUMBER = re.compile(rf"(?<=年)\s*(?P<first>\d{{1,4}})(?:{_TO}(?P<last>\d{{1,4}}))?\s*期")
_DOTTED = re.compile(r"(?<!\d)(?P<year>20\d\d)\s*[-·•.]\s*(?P<first>\d{1,4})\s*期")
_VOLUME = re.compile(r"\bVOL(?:UME)?\s*\.?\s*:?\s*(?P<first>\d{1,6})", re.IGNORECASE)
_NO = re.compile(r"\b(?:NO|ISSUE)\s*\.?\s*:?\s*(?P<first>\d{1,5})", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d|[二两][〇零○一二三四五六七八九]{3})(?:\s*年(?:度)?|(?=\s*[)\]〕]?\s*第)|$|(?=[\s|·•\])〕]))"
)
_WEEKDAY = re.compile(
    r"(?:出版|出刊|编印|发布|印发)?日期:?|(?:星期|周|礼拜)[一二三四五六日天]|农历\S*|\d{1,2}:\d{2}(?::\d{2})?|合刊|增刊|特刊|专刊|出刊|出版|编印|印发|(?:出版|出刊|编印|发布)?(?:日期|时间):?"
)
_YEAR_ALONE = re.compile(r"\(?(?P<year>20\d\d)年\)?")
_REST_OF_NUMBER = re.compile(r"[第期年月总日号]|\d{1,2}月|\d{1,4}")
_SPLIT = re.compile(r"\s{2,}|[\s|/·•()\[\]【】〔〕<>,、:;—~*☆★◆■-]+")


@dataclass(frozen=True, slots=True)
class NumberLine:
    """What one line says about the issue's number and date; None where it says nothing.

    volume  what follows VOL.: the running total where another number is printed too, else the number
    words   what else stands in the line: a name, a publisher, 内部资料
    """

    year: int | None = None
    number: int | None = None
    number_end: int | None = None
    total: int | None = None
    total_end: int | None = None
    volume: int | None = None
    date: dt.date | None = None
    words: tuple[str, ...] = ()

    @property
    def has_number(self) -> bool:
        return not (self.number is None and self.total is None and self.volume is None)


def read_number_line(text: str, year: int | None = None) -> NumberLine | None:
    """Number, total and date of a masthead line, or None when it has none of them or is running text.

    year  the year known from other lines, for a date printed without it (6月28日)
    """
    if len(text) > 120 or "。" in text[:-1]:
        return None
    rest = fold(text)
    total, total_end, rest = _cut(_TOTAL, rest)
    number, number_end, rest = _cut(_NUMBER, rest)
    if number is None and total is not None:
        number, _, rest = _cut(_NUMBERED, rest)
    if number is None:
        number, number_end, rest = _cut(_BARE_NUMBER, rest)
    dotted = _DOTTED.search(rest) if number is None else None
    printed_year = None
    if dotted:
        printed_year, number = int(dotted["year"]), int(dotted["first"])
        rest = _blank(rest, dotted.span())
    if number is None:
        number, _, rest = _cut(_NO, rest)
    volume, _, rest = _cut(_VOLUME, rest)
    own_year = _YEAR.search(rest)
    found = find_date(rest, printed_year or (han_number(own_year["year"]) if own_year else None) or year)
    if found:
        rest = _blank(rest, found[1])
    own_year = _YEAR.search(rest)
    if own_year and not (number is None and total is None and volume is None):
        printed_year = printed_year or han_number(own_year["year"])
        rest = _blank(rest, own_year.span())
    if number is None and total is None and volume is None and not found:
        alone = _YEAR_ALONE.fullmatch(fold(text))
        return NumberLine(year=int(alone["year"])) if alone else None
    rest = _WEEKDAY.sub(" ", rest)
    words = tuple(word for word in _SPLIT.split(rest) if word and not _REST_OF_NUMBER.fullmatch(word))
    date = found[0] if found else None
    return NumberLine(printed_year, number, number_end, total, total_end, volume, date, words)


def _cut(pattern: re.Pattern[str], text: str) -> tuple[int | None, int | None, str]:
    match = pattern.search(text)
    first = han_number(match["first"]) if match else None
    if not match or not first:
        return None, None, text
    groups = match.groupdict()
    last = han_number(groups.get("other") or groups.get("last") or "")
    return first, last if last and last > first else None, _blank(text, match.span())


def _blank(text: str, span: tuple[int, int]) -> str:
    return f"{text[: span[0]]}  {text[span[1] :]}"
