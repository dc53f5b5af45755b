"""The head of an issue: its name, number, date and the facts printed with them. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from articles.text.dates import find_date
from articles.text.widths import squeeze
from issues.document import Masthead
from issues.parsing import furniture, warning_codes
from issues.parsing.facts import FLAGS, Fact, any_fact, cut_facts, hosted_fact, split_facts
from issues.parsing.lines import Row, is_prose
from issues.parsing.marks import close_up, without_decoration
from issues.parsing.numbers import NumberLine, read_number_line
from issues.parsing.recognition import ImportWarning, LineKind

_NAME_END = re.compile(
    r"(?:报|刊|信息|动态|通讯|快讯|头条|视窗|参考|文摘|摘要|简讯|要情|舆情|内参|之窗|播报|联播|速递|资讯|要闻|新闻|快递|速览|"
    r"观察|导读|日志|周览|纵览|概览|博览|周讯|早读|晨读|专递|专送|周知)$"
)
_OFFICE_END = re.compile(
    r"(?:局|委|办|厅|部|中心|院|公司|集团|政府|处|科|室|学会|协会|委员会|编辑部|社|站|所|大学|学院|医院|银行)$"
)
_LATIN = re.compile(r"[A-Za-z0-9 .·'’&_-]{2,40}")
_REMARK = re.compile(r"[^\W\d_]{2,24}")
_HEADED = re.compile(
    r"[【\[〖](?P<name>[^】\]〗]{2,24}(?:报|刊|信息|资讯|简讯|快讯|头条|要闻|动态|早餐))[】\]〗]\s*[^\s\d第]"
)
"""【澄州企业周报】园区新增岗位/…: the name, then what is in the issue."""
_PERIOD = re.compile(r"\s*[(（][\d.．/年月日\-—–~～至 ]{3,24}[)）]\s*$")
"""（7.15-7.21） behind a weekly's name."""
_LONGEST_NAME = 24
_LONGEST_PUBLISHER = 30
_SHORTEST_NAME = 4


def looks_like_name(text: str) -> bool:
    """True for a text formed like the name of a publication: 澄州经信手机报, 安全头条."""
    return 2 <= len(text) <= _LONGEST_NAME and bool(_NAME_END.search(text))


def is_publisher(text: str) -> bool:
    """True for the bare name of an office or company: 云岭市工业和信息化局."""
    return len(text) <= _LONGEST_PUBLISHER and bool(_OFFICE_END.search(text))


def is_head_line(row: Row) -> bool:
    """True for a number or date line, a fact or page matter: what only a head holds before the articles."""
    if row.page or split_facts(row.text):
        return True
    line = read_number_line(row.text)
    return line is not None and (line.has_number or sum(map(len, line.words)) <= _LONGEST_PUBLISHER)


def name_in(text: str) -> str:
    """The publication's name in a head line, "" for none: 工 信 手 机 报, 《新闻联播》, 安全头条 | …"""
    quoted = re.search(r"《([^》]{2,24})》", text)
    line = without_decoration(text)
    if named := _named_word(line):
        return named
    if headed := _HEADED.match(text):
        return close_up(headed["name"])
    first, *others = (_PERIOD.sub("", part).strip() for part in re.split(r"\s*[|｜丨]\s*|[:：]", line, maxsplit=2))
    if len(others) > 1 and not looks_like_name(close_up(first)) and looks_like_name(others[0]):
        first = others[0]  # 在线 | 周报：…
    if quoted and not without_decoration(text.replace(quoted.group(), "")):
        return close_up(quoted[1])
    if first != line and looks_like_name(close_up(first)):
        return close_up(first)
    return close_up(line) if len(squeeze(line)) <= _LONGEST_NAME else ""


def _named_word(line: str) -> str:
    """The one word formed like a name where all others are the publisher's: 某局主办　某某手机报."""
    words = line.split()
    names = [word for word in words if looks_like_name(word) and len(word) >= _SHORTEST_NAME]
    others = [word for word in words if word not in names]
    if len(names) != 1 or not others:
        return ""
    return names[0] if all(is_publisher(word) or hosted_fact(word) for word in others) else ""


@dataclass(slots=True)
class HeadReading:
    """What the head's (and the foot's) lines have said so far.

    number_row  the line the number was found on, 0 while there is none
    volume      the number after VOL., which is the running total only where another number stands too
    """

    masthead: Masthead = field(default_factory=Masthead)
    warnings: list[ImportWarning] = field(default_factory=list)
    number_row: int = 0
    volume: int | None = None
    name_elsewhere: bool = False

    def add_facts(self, facts: Sequence[Fact]) -> None:
        """Facts of the masthead, in printed order."""
        self.masthead = replace(self.masthead, facts=(*self.masthead.facts, *facts))

    def read(self, row: Row) -> None:
        """Claims one row of the head, unless it is nothing known."""
        if facts := split_facts(row.text):
            row.take(LineKind.FACT)
            self.add_facts([self._without_date(fact) for fact in facts])
        elif row.page:
            row.take(LineKind.FURNITURE, row.page)
            self._date_of_page_head(row)
        elif not (self.read_number(row) or self._read_name(row)):
            self._read_other(row)

    def read_number(self, row: Row) -> bool:
        """Claims a number or date line; False for other lines."""
        text, facts = cut_facts(row.text)
        line = read_number_line(text, self.masthead.year)
        if line is None or not (line.has_number or sum(map(len, line.words)) <= _LONGEST_PUBLISHER):
            return False
        head = self.masthead
        row.take(LineKind.NUMBER)
        if line.has_number and not self.number_row:
            self.number_row = row.number
        self._compare(row, line)
        self.volume = self.volume or line.volume
        self.masthead = replace(
            head,
            year=head.year or line.year,
            number=head.number or line.number,
            number_end=head.number_end or line.number_end,
            total_number=head.total_number or line.total,
            total_number_end=head.total_number_end or line.total_end,
            date=head.date or line.date,
        )
        self._read_words(line.words)
        self.add_facts(facts)
        return True

    def finished(self) -> Masthead:
        """The masthead with what follows from its lines together: VOL.'s meaning, the year of the date."""
        head = self.masthead
        if self.volume is not None and head.number is None:
            head = replace(head, number=self.volume)
        elif self.volume is not None and head.total_number is None and head.number and self.volume >= head.number:
            head = replace(head, total_number=self.volume)
        if head.year is None and head.date is not None:
            head = replace(head, year=head.date.year)
        return head

    def _compare(self, row: Row, line: NumberLine) -> None:
        head = self.masthead
        pairs = (
            ("期号", head.number, line.number),
            ("总期号", head.total_number, line.total),
            ("年份", head.year, line.year),
        )
        for what, old, new in pairs:
            if old is not None and new is not None and old != new:
                self.warnings.append(warning_codes.numbers_disagree(row.number, what, old, new))
        if head.date and line.date and head.date != line.date:
            self.warnings.append(warning_codes.dates_disagree(row.number, head.date, line.date))

    def _without_date(self, fact: Fact) -> Fact:
        """编印：办公室　2024年4月15日 without the issue's date, which goes to the masthead."""
        label, value = fact
        found = find_date(value)
        before = value[: found[1][0]] if found else ""
        if not found or self.masthead.date or not before.endswith((" ", "\u3000")) or value[found[1][1] :]:
            return fact
        self.masthead = replace(self.masthead, date=found[0])
        return label, before.rstrip()

    def _date_of_page_head(self, row: Row) -> None:
        line = read_number_line(row.text)
        if line and line.date and self.masthead.date is None:
            self.masthead = replace(self.masthead, date=line.date)

    def _read_words(self, words: tuple[str, ...]) -> None:
        """Words beside a number or date: the name, else a publisher or a remark, kept as a fact."""
        whole = close_up(" ".join(words)).strip("《》")
        if not self.masthead.name and looks_like_name(whole) and not _named_word(whole):
            self.masthead = replace(self.masthead, name=whole)
            return
        for word in words:
            bare = word.strip("《》")
            if not self.masthead.name and looks_like_name(bare):
                self.masthead = replace(self.masthead, name=bare)
            elif bare != self.masthead.name:
                self.add_facts([hosted_fact(word) or ("", word)])

    def _read_name(self, row: Row) -> bool:
        name = name_in(row.text)
        if self.masthead.name or not name or is_prose(row) or all(map(FLAGS.fullmatch, name.split())):
            return False
        publisher = bool(_OFFICE_END.search(name) or hosted_fact(name)) and not looks_like_name(name)
        if publisher and (self.name_elsewhere or hosted_fact(name)):
            return False
        row.take(LineKind.MASTHEAD)
        self.masthead = replace(self.masthead, name=name)
        if name == _named_word(without_decoration(row.text)):
            others = [word for word in without_decoration(row.text).split() if word != name]
            self.add_facts([hosted_fact(word) or ("", word) for word in others])
        return True

    def _read_other(self, row: Row) -> None:
        """The name once more, a publisher, a remark; anything else stays open and is listed as unrecognised."""
        text = row.text
        if close_up(without_decoration(text)) == self.masthead.name:
            row.take(LineKind.FURNITURE, furniture.REPEATED_HEAD)
        elif not is_prose(row) and (fact := hosted_fact(text) or any_fact(text)):
            row.take(LineKind.FACT)
            self.add_facts([fact])
        elif FLAGS.search(text) and len(text) <= 40:
            row.take(LineKind.FACT)
            self.add_facts([("", part) for part in text.split()])
        elif _LATIN.fullmatch(text):
            row.take(LineKind.FURNITURE, furniture.FOREIGN_NAME)
        elif is_publisher(text) or (self.masthead.name and _REMARK.fullmatch(without_decoration(text))):
            row.take(LineKind.FACT)
            self.add_facts([("", text)])


def read_head(rows: Sequence[Row]) -> HeadReading:
    """Claims the rows of a head and says what they mean; rows it does not understand stay open."""
    live = [row for row in rows if row.is_open]
    named = sum(looks_like_name(name_in(row.text)) and not split_facts(row.text) for row in live)
    reading = HeadReading(name_elsewhere=bool(named))
    for row in live:
        reading.read(row)
    return reading
