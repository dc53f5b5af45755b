"""All warnings an import can give about a text: their codes and their words for the editor. Pure.

`number_out_of_sequence`, `unknown_department` and `duplicate_number` are decided where the database is known.
"""

import datetime as dt

from issues.parsing.recognition import ImportWarning

MISSING_NUMBER = "missing_number"
MISSING_NAME = "missing_name"
MISSING_YEAR = "missing_year"
NUMBERS_DISAGREE = "numbers_disagree"
DATES_DISAGREE = "dates_disagree"
YEAR_DISAGREES = "year_disagrees"
MISSING_LEAD = "missing_lead"
LEAD_MISSING_TITLE = "lead_missing_title"
LEAD_WITHOUT_ARTICLE = "lead_without_article"
LEAD_ORDER = "lead_order"
LEAD_WORDS = "lead_words"
LEAD_SECTION = "lead_section"
LEAD_DUPLICATE = "lead_duplicate"
MISSING_BYLINE = "missing_byline"
DUPLICATE_TITLE = "duplicate_title"
EMPTY_SECTION = "empty_section"
EMPTY_ITEM = "empty_item"
UNRECOGNISED_LINE = "unrecognised_line"
LONG_TITLE = "long_title"
NUMBER_OUT_OF_SEQUENCE = "number_out_of_sequence"
NOT_FOR_THE_PUBLIC = "not_for_the_public"
UNKNOWN_DEPARTMENT = "unknown_department"

# Which issue it is, is not for a program to choose: nothing is stored until a person has settled these.
BLOCKING = frozenset({NUMBERS_DISAGREE, YEAR_DISAGREES})


def missing_number() -> ImportWarning:
    return ImportWarning(MISSING_NUMBER, 0, "没有找到期号（如“2023年第18期”）。")


def missing_name(line: int) -> ImportWarning:
    return ImportWarning(MISSING_NAME, line, "没有找到刊名。")


def missing_year(line: int) -> ImportWarning:
    return ImportWarning(MISSING_YEAR, line, "期号没有写明年份，刊头也没有日期，年份请补上。")


def numbers_disagree(line: int, what: str, old: int, new: int) -> ImportWarning:
    return ImportWarning(NUMBERS_DISAGREE, line, f"{what}写的是 {new}，前面写的是 {old}，两处不一致。")


def dates_disagree(line: int, old: dt.date, new: dt.date) -> ImportWarning:
    return ImportWarning(DATES_DISAGREE, line, f"日期写的是 {new:%Y-%m-%d}，前面写的是 {old:%Y-%m-%d}，两处不一致。")


def year_disagrees(line: int, year: int, date: dt.date) -> ImportWarning:
    return ImportWarning(YEAR_DISAGREES, line, f"期号写的是 {year} 年，日期却在 {date.year} 年。")


def not_for_the_public(line: int, marking: str) -> ImportWarning:
    return ImportWarning(NOT_FOR_THE_PUBLIC, line, f"刊头印有“{marking}”，对外发布前请确认可以公开。")


def missing_lead() -> ImportWarning:
    return ImportWarning(MISSING_LEAD, 0, "没有找到本期导读。")


def lead_missing_title(line: int, title: str) -> ImportWarning:
    return ImportWarning(LEAD_MISSING_TITLE, line, f"导读里没有「{title}」。")


def lead_without_article(line: int, title: str) -> ImportWarning:
    return ImportWarning(LEAD_WITHOUT_ARTICLE, line, f"导读里有「{title}」，正文里没有这一条。")


def lead_order(line: int, title: str) -> ImportWarning:
    return ImportWarning(LEAD_ORDER, line, f"「{title}」在导读里的次序与正文不同。")


def lead_words(line: int, lead: str, title: str) -> ImportWarning:
    return ImportWarning(LEAD_WORDS, line, f"导读写的是「{lead}」，正文标题是「{title}」。")


def lead_section(line: int, title: str, lead: str, section: str) -> ImportWarning:
    return ImportWarning(LEAD_SECTION, line, f"「{title}」在导读里属「{lead}」，正文里属「{section}」。")


def lead_duplicate(line: int, title: str) -> ImportWarning:
    return ImportWarning(LEAD_DUPLICATE, line, f"导读里「{title}」出现了不止一次。")


def missing_byline(line: int, title: str) -> ImportWarning:
    return ImportWarning(MISSING_BYLINE, line, f"「{title}」没有署名。")


def duplicate_title(line: int, title: str, first: int) -> ImportWarning:
    return ImportWarning(DUPLICATE_TITLE, line, f"标题「{title}」与第 {first} 行的重复。")


def empty_section(line: int, name: str) -> ImportWarning:
    return ImportWarning(EMPTY_SECTION, line, f"栏目「{name}」下没有条目。")


def empty_item(line: int, title: str) -> ImportWarning:
    return ImportWarning(EMPTY_ITEM, line, f"「{title}」没有正文。")


def unrecognised_line(line: int, text: str) -> ImportWarning:
    shown = text if len(text) <= 30 else f"{text[:30]}…"
    return ImportWarning(UNRECOGNISED_LINE, line, f"没有认出这一行，未放进任何条目：{shown}")


def long_title(line: int, title: str) -> ImportWarning:
    return ImportWarning(LONG_TITLE, line, f"标题有 {len(title)} 个字，可能混入了正文：{title[:30]}…")
