"""The text of a 通报, drafted from the figures in the manner of each of the four layouts. Pure.

What is drafted is only a beginning: the desk edits it before it is signed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from issues.statistics.lines import shown
from issues.statistics.summary import Summary, UnitRow


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a 通报. `issuer` and `date` stand at its end; `number` under the title."""

    title: str
    paragraphs: tuple[str, ...]
    number: str = ""
    issuer: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A way of printing: its name, and whose document it follows."""

    name: str
    model: str


LAYOUTS: Mapping[str, Layout] = {
    "outlets": Layout("分载体累计表", "按载体分列，本期与累计并列"),
    "ranking": Layout("排名表", "排名、报送、采用、得分，各类单位分表，附零报送单位告知书"),
    "scores": Layout("得分表", "按得分先后，列本级与上级采用"),
    "summary": Layout("情况小结", "分条叙述采用数、约稿完成情况、前三名"),
}
CHINESE = [*"一二三四五六七八九十", *(f"十{sign}" for sign in "一二三四五六七八九"), "二十"]
BEST = 3


def draft(summary: Summary, layout: str, silent_before: Sequence[tuple[str, int]] = ()) -> str:
    """The letter's paragraphs, one a line.

    silent_before  how many units sent nothing in earlier periods of the year: (label, number), oldest first
    """
    writers = {"outlets": _outlets, "ranking": _ranking, "scores": _scores, "summary": _summary}
    paragraphs = list(writers[layout](summary))
    if layout == "ranking" and silent_before:
        before = "、".join(f"{label}{number}个" for label, number in silent_before)
        paragraphs.append(f"零报送单位{before}，本期{len(summary.silent)}个。")
    return "\n".join(paragraphs)


def tied(rows: Sequence[UnitRow], value: str, unit: str) -> str:
    """Names with their figures, equal ones together: 产业科12条，技改科、办公室各3条."""
    parts = []
    for figure, group in groupby(rows, key=lambda row: getattr(row, value)):
        names = [row.name for row in group]
        each = "各" if len(names) > 1 else ""
        parts.append(f"{'、'.join(names)}{each}{_figure(figure)}{unit}")
    return "，".join(parts)


def best_of(summary: Summary, unit_class: str) -> list[UnitRow]:
    """The first three of a class by points, with whoever shares the third place."""
    return [row for row in summary.of_class(unit_class) if row.rank <= BEST and row.points > 0]


def _figure(value: int | Decimal) -> str:
    return shown(value) if isinstance(value, Decimal) else str(value)


def _counts(summary: Summary) -> tuple[int, int]:
    return summary.sent, summary.adopted


def _by_outlet(summary: Summary, *, counts: bool) -> str:
    sums = {
        one.name: sum(row.adoptions.get(one.name, 0) for row in summary.units)
        for one in summary.outlets
        if one.counts is counts
    }
    word = "采用" if counts else ""
    return "，".join(f"{outlet}{word}{number}条" for outlet, number in sums.items() if number)


def _opening(summary: Summary) -> str:
    sent, adopted = _counts(summary)
    outlets, others = _by_outlet(summary, counts=True), _by_outlet(summary, counts=False)
    tail = f"，其中{outlets}" if outlets and len(summary.outlets) > 1 else ""
    tail += f"；另{others}" if others else ""
    return f"{summary.period.label}，各单位共报送信息{sent}条，采用{adopted}条{tail}。现将有关情况通报如下。"


def _silent(summary: Summary) -> str:
    if not summary.silent:
        return "各单位均报送了信息。"
    return f"{'、'.join(summary.silent)}{'等' if len(summary.silent) > 1 else ''}{len(summary.silent)}个单位零报送。"


def _best(summary: Summary) -> Iterator[str]:
    for unit_class in summary.classes:
        rows = best_of(summary, unit_class)
        if rows:
            yield f"{summary.named(unit_class)}得分靠前的是：{tied(rows, 'points', '分')}。"


def _assigned(summary: Summary) -> str:
    done = sum(row.done + row.late for row in summary.assigned)
    every = done + sum(row.missed for row in summary.assigned)
    late = sum(row.late for row in summary.assigned)
    told = f"约稿{every}篇，完成{done}篇" + (f"，其中逾期{late}篇" if late else "") + "。"
    missed = [row for row in summary.assigned if row.missed]
    if missed:
        told += "未完成的有：" + "、".join(f"{row.unit}{row.missed}篇" for row in missed) + "。"
    return told


def _outlets(summary: Summary) -> Iterator[str]:
    yield _opening(summary)
    yield from _best(summary)
    if summary.assigned:
        yield _assigned(summary)
    yield _silent(summary)
    yield "希望各单位继续做好信息报送工作，零报送的单位要查找原因，尽快改进。"


def _ranking(summary: Summary) -> Iterator[str]:
    yield _opening(summary)
    for unit_class in summary.classes:
        rows = summary.of_class(unit_class)
        sent, adopted = sum(row.sent for row in rows), sum(row.adopted for row in rows)
        risen = [row for row in rows if (row.moved or 0) > 0]
        told = f"{summary.named(unit_class)}报送{sent}条，采用{adopted}条"
        if risen:
            told += "；名次上升的有" + "、".join(f"{row.name}（升{row.moved}位）" for row in risen)
        yield told + "。"
    yield _silent(summary)


def _scores(summary: Summary) -> Iterator[str]:
    yield _opening(summary)
    for unit_class in summary.classes:
        if rows := best_of(summary, unit_class):
            yield f"{summary.named(unit_class)}完成较好的单位有：{'、'.join(row.name for row in rows)}。"


def _summary(summary: Summary) -> Iterator[str]:
    """一、采用情况 by outlet, then 约稿完成情况; 二、成绩较好的单位 by class, equal ones named together."""
    sent, adopted = _counts(summary)
    yield f"{summary.period.label}各单位共报送信息{sent}条，采用{adopted}条。"
    yield "一、采用情况"
    parts = list(_of_outlets(summary)) or ["本期没有采用。"]
    if summary.assigned:
        parts.append(f"约稿完成情况。{_assigned(summary)}{_answered(summary)}")
    yield from _numbered(parts)
    yield "二、成绩较好的单位"
    best = [
        f"{summary.named(one)}前{BEST}名：{tied(rows, 'points', '分')}。"
        for one in summary.classes
        if (rows := best_of(summary, one))
    ]
    yield from _numbered(best or ["各单位都没有得分。"])
    yield "三、零报送单位"
    yield _silent(summary)


def _numbered(parts: Sequence[str]) -> Iterator[str]:
    for number, text in enumerate(parts):
        yield f"（{CHINESE[number % len(CHINESE)]}）{text}"


def _of_outlets(summary: Summary) -> Iterator[str]:
    for outlet in summary.outlets:
        rows = [row for row in summary.units if row.adoptions.get(outlet.name)]
        rows.sort(key=lambda row: -row.adoptions[outlet.name])
        if rows:
            total = sum(row.adoptions[outlet.name] for row in rows)
            word = "采用" if outlet.counts else ""
            yield f"{outlet.name}{word}{total}条：{_together((row.name, row.adoptions[outlet.name]) for row in rows)}。"


def _answered(summary: Summary) -> str:
    """Who answered how many assignments, class by class: 科室（2个）：甲科3篇，乙科、丙科各1篇。"""
    classes = {row.name: row.unit_class for row in summary.units}
    told = ""
    for unit_class in (*summary.classes, *(() if "" in summary.classes else ("",))):
        done = [
            (row.unit, row.done + row.late)
            for row in summary.assigned
            if classes.get(row.unit, "") == unit_class and row.done + row.late
        ]
        if done:
            done.sort(key=lambda one: -one[1])
            told += f"{summary.named(unit_class)}（{len(done)}个）：{_together(done, '篇')}。"
    return told


def _together(rows: Iterable[tuple[str, int]], unit: str = "条") -> str:
    """Names with their numbers, equal neighbours together: 甲局12条，乙局、丙局各3条."""
    parts = []
    for number, group in groupby(rows, key=lambda row: row[1]):
        names = [name for name, _ in group]
        parts.append(f"{'、'.join(names)}{'各' if len(names) > 1 else ''}{number}{unit}")
    return "，".join(parts)
