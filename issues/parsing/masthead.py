"""The head of an issue: its name, number, date and the facts printed with them. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from articles.text.widths import fold, squeeze
from issues.document import Masthead
from issues.parsing import furniture, warning_codes
from issues.parsing.lines import Row, is_prose
from issues.parsing.marks import close_up, without_decoration
from issues.parsing.numbers import NumberLine, read_number_line
from issues.parsing.recognition import ImportWarning, LineKind

_LABELS = (
    "主办单位",
    "主办",
    "承办单位",
    "承办",
    "协办单位",
    "协办",
    "指导单位",
    "主管单位",
    "主管",
    "编印单位",
    "编印",
    "编发单位",
    "编发",
    "印发单位",
    "出品单位",
    "出品",
    "发行单位",
    "发行",
    "编辑部",
    "责任编辑",
    "执行编辑",
    "本期编辑",
    "值班编辑",
    "编辑",
    "责编",
    "执行主编",
    "主编",
    "副主编",
    "总编辑",
    "总编",
    "校对",
    "责任校对",
    "审核",
    "审校",
    "审定",
    "审签",
    "初审",
    "复审",
    "终审",
    "签发人",
    "签发",
    "核发",
    "编审",
    "监制",
    "总监制",
    "策划",
    "统筹",
    "制作",
    "美编",
    "排版",
    "准印证号",
    "准印证",
    "刊号",
    "内刊号",
    "印数",
    "印刷单位",
    "印刷",
    "顾问",
    "编委会",
    "主任",
    "副主任",
    "撰稿",
    "供稿单位",
    "期号",
    "密级",
    "发送范围",
    "准印号",
    "登记号",
)
_LABEL = re.compile(
    rf"(?:^|(?<=[\s;,、|)])|(?<=\u3000))(?P<label>{'|'.join(sorted(_LABELS, key=len, reverse=True))})\s*(?::|/|\|)\s*"
)
_NAME_END = re.compile(
    r"(?:报|刊|信息|动态|通讯|快讯|头条|视窗|参考|文摘|摘要|简讯|要情|舆情|内参|之窗|播报|联播|速递|资讯|要闻|新闻|快递|速览|观察|导读|日志|播报)$"
)
_OFFICE_END = re.compile(
    r"(?:局|委|办|厅|部|中心|院|公司|集团|政府|处|科|室|学会|协会|委员会|编辑部|社|站|所|大学|学院|医院|银行)$"
)
_HOSTED = re.compile(r"(?P<value>.{3,30}?)\s*(?P<label>主办|编印|主编|承办|印发|编发|出品|编)$")
_FLAGS = re.compile(
    r"内部(?:资料|刊物|交流|参考)|免费交流|免费赠阅|注意保存|仅供参考|赠阅|每周.{1,6}(?:出刊|出版)|交流材料"
)
_LATIN = re.compile(r"[A-Za-z0-9 .·'’&_-]+")
_LONGEST_NAME = 24


@dataclass(slots=True)
class HeadReading:
    """What the head's lines have said so far."""

    masthead: Masthead = field(default_factory=Masthead)
    warnings: list[ImportWarning] = field(default_factory=list)
    number_row: int = 0
    name_row: int = 0


def read_head(rows: Iterable[Row]) -> HeadReading:
    """Claims the rows of a head and says what they mean; rows it does not understand stay open."""
    reading = HeadReading()
    for row in rows:
        if row.is_open:
            _read_row(reading, row)
    return reading


def split_facts(text: str) -> tuple[tuple[str, str], ...]:
    """主办：甲　编辑：乙 as (label, value) pairs; () when the line does not begin with a known label."""
    folded = fold(text)
    labels = list(_LABEL.finditer(folded))
    if not labels or folded[: labels[0].start()].strip():
        return ()
    facts: list[tuple[str, str]] = []
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        value = text[label.end() : following.start() if following else len(text)].strip(" \u3000;；，,、|")
        first, *others = re.split(r"[\s\u3000]{1,}(?=" + _FLAGS.pattern + ")", value)
        facts.append((label["label"], first.strip()))
        facts += [("", other.strip()) for other in others]
    return tuple(facts)


def looks_like_name(text: str) -> bool:
    """True for a text formed like the name of a publication: 澄州经信手机报, 安全头条."""
    return 2 <= len(text) <= _LONGEST_NAME and bool(_NAME_END.search(text))


def name_in(text: str) -> str:
    """The publication's name in a head line: 工 信 手 机 报, 《新闻联播》, 安全头条 | …; "" for none."""
    quoted = re.search(r"《([^》]{2,24})》", text)
    line = without_decoration(text)
    first = re.split(r"\s*[|｜丨]\s*|[:：]", line, maxsplit=1)[0].strip()
    if quoted and not without_decoration(text.replace(quoted.group(), "")):
        return close_up(quoted[1])
    if first != line and looks_like_name(close_up(first)):
        return close_up(first)
    return close_up(line) if len(squeeze(line)) <= _LONGEST_NAME else ""


def _read_row(reading: HeadReading, row: Row) -> None:
    facts = split_facts(row.text)
    if facts:
        _add_facts(reading, row, facts)
    elif kind := furniture.anywhere_kind(row.text):
        row.take(LineKind.FURNITURE, kind)
        _take_date(reading, row)
    elif (line := read_number_line(row.text, reading.masthead.year)) and _is_head_line(line):
        _add_number(reading, row, line)
    elif not reading.masthead.name and _add_name(reading, row):
        pass
    else:
        _add_other(reading, row)


def _is_head_line(line: NumberLine) -> bool:
    return line.has_number or sum(map(len, line.words)) <= _LONGEST_NAME + 10


def _take_date(reading: HeadReading, row: Row) -> None:
    line = read_number_line(row.text)
    if line and line.date and reading.masthead.date is None:
        reading.masthead = replace(reading.masthead, date=line.date)


def _add_facts(reading: HeadReading, row: Row, facts: tuple[tuple[str, str], ...]) -> None:
    row.take(LineKind.FACT)
    reading.masthead = replace(reading.masthead, facts=reading.masthead.facts + facts)


def _add_number(reading: HeadReading, row: Row, line: NumberLine) -> None:
    head = reading.masthead
    row.take(LineKind.NUMBER)
    if line.has_number and not reading.number_row:
        reading.number_row = row.number
    _warn_of_conflicts(reading, row, line)
    reading.masthead = replace(
        head,
        year=head.year or line.year,
        number=head.number or line.number,
        number_end=head.number_end or line.number_end,
        total_number=head.total_number or line.total,
        total_number_end=head.total_number_end or line.total_end,
        date=head.date or line.date,
    )
    if line.words:
        _add_words(reading, row, line.words)


def _warn_of_conflicts(reading: HeadReading, row: Row, line: NumberLine) -> None:
    head = reading.masthead
    pairs = (
        ("期号", head.number, line.number),
        ("总期号", head.total_number, line.total),
        ("年份", head.year, line.year),
    )
    for what, old, new in pairs:
        if old is not None and new is not None and old != new:
            reading.warnings.append(warning_codes.numbers_disagree(row.number, what, old, new))
    if head.date and line.date and head.date != line.date:
        reading.warnings.append(warning_codes.dates_disagree(row.number, head.date, line.date))


def _add_words(reading: HeadReading, row: Row, words: tuple[str, ...]) -> None:
    """Words beside a number or date: the name, else a publisher or a remark, kept as an unlabelled fact."""
    head = reading.masthead
    text = " ".join(words)
    name = close_up(text).strip("《》")
    if not head.name and looks_like_name(name):
        reading.masthead = replace(head, name=name)
        reading.name_row = row.number
        return
    for word in words:
        bare = word.strip("《》")
        if bare == head.name:
            continue
        if not reading.masthead.name and looks_like_name(bare):
            reading.masthead = replace(reading.masthead, name=bare)
            reading.name_row = row.number
        else:
            reading.masthead = replace(reading.masthead, facts=(*reading.masthead.facts, ("", word)))


def _add_name(reading: HeadReading, row: Row) -> bool:
    name = name_in(row.text)
    if not name or is_prose(row) or _FLAGS.fullmatch(name) or (_OFFICE_END.search(name) and not looks_like_name(name)):
        return False
    if _HOSTED.fullmatch(name) and not looks_like_name(name):
        return False
    row.take(LineKind.MASTHEAD)
    reading.name_row = row.number
    reading.masthead = replace(reading.masthead, name=name)
    return True


def _add_other(reading: HeadReading, row: Row) -> None:
    """The name once more, a publisher, a remark; anything else stays open and is listed as unrecognised."""
    text = row.text
    hosted = _HOSTED.fullmatch(fold(text))
    if close_up(without_decoration(text)) == reading.masthead.name:
        row.take(LineKind.FURNITURE, furniture.REPEATED_HEAD)
    elif hosted and not is_prose(row):
        _add_facts(reading, row, ((hosted["label"], text[: hosted.end("value")].strip()),))
    elif _FLAGS.search(text) and len(text) <= 40:
        _add_facts(reading, row, tuple(("", part) for part in re.split(r"[\s\u3000]+", text)))
    elif len(text) <= 30 and _OFFICE_END.search(text):
        _add_facts(reading, row, (("", text),))
    elif _LATIN.fullmatch(text) and len(text) <= 40:
        row.take(LineKind.FURNITURE, furniture.PROMOTION)
