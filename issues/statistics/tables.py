"""The tables of a 通报 in each layout, as cells: what Word, Excel, PDF and the page print alike. Pure."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from issues.statistics.lines import Line, shown
from issues.statistics.summary import Outlet, Summary, UnitRow

Value = str | int | Decimal
UPRIGHT = 8  # columns that a page holds upright; wider tables lie


@dataclass(frozen=True, slots=True)
class Head:
    """A cell of the table's head; `over` > 1 spans that many columns, `down` that many rows."""

    text: str
    over: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its caption, the head in one or two rows, and the body."""

    caption: str
    head: tuple[tuple[Head, ...], ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return sum(cell.over for cell in self.head[0])


@dataclass(frozen=True, slots=True)
class Column:
    """A column of units: its head, what stands over it with its neighbours, and what it prints of a row."""

    text: str
    value: Callable[[UnitRow], Value]
    group: str = ""


def tables(summary: Summary, layout: str) -> list[Table]:
    """The tables of a layout: one a class of unit, then those that the layout adds."""
    builders = {"outlets": _outlets, "ranking": _ranking, "scores": _scores, "summary": _scores}
    columns = builders[layout](summary)
    made = [
        _table(f"{summary.named(unit_class)}信息采用情况", columns, summary.of_class(unit_class))
        for unit_class in summary.classes
    ]
    if summary.assigned:
        made.append(_assigned(summary))
    if layout in ("summary", "scores") and summary.people:
        made.append(_people(summary))
    if layout == "ranking" and summary.silent:
        made.append(
            Table("零报送单位告知书", ((Head("序号"), Head("单位")),), tuple(enumerate(summary.silent, start=1)))
        )
    return made


def printed(value: Value) -> str:
    """A cell's value as it is printed; points without idle noughts."""
    return shown(value) if isinstance(value, Decimal) else str(value)


def _table(caption: str, columns: Sequence[Column], rows: Sequence[UnitRow]) -> Table:
    body = tuple(tuple(column.value(row) for column in columns) for row in rows)
    if not any(column.group for column in columns):
        return Table(caption, (tuple(Head(column.text) for column in columns),), body)
    first, second = list[Head](), list[Head]()
    for group, members in groupby(columns, key=lambda column: column.group):
        texts = [column.text for column in members]
        if group:
            first.append(Head(group, over=len(texts)))
            second += [Head(text) for text in texts]
        else:
            first += [Head(text, down=2) for text in texts]
    return Table(caption, (tuple(first), tuple(second)), body)


def _outlets(summary: Summary) -> list[Column]:
    """单位 | 报送条数 | 累计条数 | each level's outlets with its running points … | 得分 | 累计得分."""
    columns = [
        Column("单位", lambda row: row.name),
        Column("报送条数", lambda row: row.sent),
        Column("累计条数", lambda row: row.running_sent),
    ]
    for group, members in groupby(summary.outlets, key=lambda outlet: outlet.group or outlet.name):
        outlets = list(members)
        named = group if len(outlets) > 1 else ""
        columns += [
            _adopted_column(outlet, f"{named}采用" if named else "", "" if named else "采用") for outlet in outlets
        ]
        columns.append(Column("累计得分", _sum_of(outlets)))
    columns += [Column("得分", lambda row: row.points), Column("累计得分", lambda row: row.running)]
    return columns


def _adopted_column(outlet: Outlet, group: str, word: str) -> Column:
    return Column(f"{outlet.name}{word if outlet.counts else ''}", lambda row: row.adoptions.get(outlet.name, 0), group)


def _sum_of(outlets: Sequence[Outlet]) -> Callable[[UnitRow], Value]:
    names = [outlet.name for outlet in outlets]
    return lambda row: sum((row.running_by_outlet.get(name, Decimal(0)) for name in names), Decimal(0))


def _ranking(summary: Summary) -> list[Column]:
    """排名 | 单位 | 报送 | 采用 | 得分, and how the place changed where there was one before."""
    word = summary.period.word
    columns = [
        Column("排名", lambda row: row.rank),
        Column("单位", lambda row: row.name),
        Column(f"{word}报送", lambda row: row.sent),
        Column(f"{word}采用", lambda row: row.adopted),
        Column(f"{word}得分", lambda row: row.points),
    ]
    if any(row.moved is not None for row in summary.units):
        columns.append(Column("名次变化", lambda row: moved(row.moved)))
    return columns


def moved(places: int | None) -> str:
    """升2, 降1, 持平; — where there was no place before."""
    if places is None:
        return "—"
    return "持平" if not places else f"{'升' if places > 0 else '降'}{abs(places)}"


def _scores(summary: Summary) -> list[Column]:
    """单位 | what each outlet took | 得分, best first."""
    columns = [Column("单位", lambda row: row.name)]
    columns += [_adopted_column(outlet, "", "采用") for outlet in summary.outlets]
    columns.append(Column("得分", lambda row: row.points))
    return columns


def _assigned(summary: Summary) -> Table:
    head = tuple(Head(text) for text in ("单位", "按期完成", "逾期完成", "未完成"))
    return Table("约稿完成情况", (head,), tuple((row.unit, row.done, row.late, row.missed) for row in summary.assigned))


def _people(summary: Summary, most: int = 20) -> Table:
    head = tuple(Head(text) for text in ("名次", "姓名", "单位", "篇数", "得分"))
    rows = [(row.rank, row.name, row.unit, row.items, row.points) for row in summary.people if row.rank <= most]
    return Table("先进个人", (head,), tuple(rows))


def quality_table(summary: Summary) -> Table:
    """报送质量 by unit: a help for the desk, not part of what is scored."""
    names = ("单位", "报送", "其中采用", "采用率%", "逾期", "本刊刊用", "更正", "更正率%", "刊用用时（天）")
    head = tuple(Head(text) for text in names)
    rows = tuple(
        (row.unit, row.sent, row.taken, _known(row.rate), row.late, row.printed, row.corrected,
         _known(row.correction_rate), _known(row.days))
        for row in summary.quality
    )  # fmt: skip
    return Table("报送质量", (head,), rows)


def _known(value: Decimal | None) -> Value:
    return "—" if value is None else value


def account_table(summary: Summary, lines: Sequence[Line] | None = None) -> Table:
    """Every point with its item, outlet, day and rule: what an argument is settled by. `lines`: some of them only."""
    names: Mapping[int, str] = {row.unit: row.name for row in summary.units}
    head = tuple(Head(text) for text in ("单位", "日期", "标题", "载体", "形式", "分值", "依据", "凭据"))
    return Table("计分明细", (head,), tuple(_lines(summary.lines if lines is None else lines, names)))


def _lines(lines: Sequence[Line], names: Mapping[int, str]) -> Iterator[tuple[Value, ...]]:
    for line in lines:
        yield (
            names.get(line.owner, ""), line.day.isoformat(), line.title, line.outlet, line.form, line.points,
            line.reason, line.evidence,
        )  # fmt: skip


def placed(table: Table) -> list[tuple[int, int, Head]]:
    """The head's cells with their row and column, spans accounted for."""
    found, taken = [], set[tuple[int, int]]()
    for row, cells in enumerate(table.head):
        at = 0
        for cell in cells:
            while (row, at) in taken:
                at += 1
            found.append((row, at, cell))
            taken |= {(row + down, at + over) for down in range(cell.down) for over in range(cell.over)}
            at += cell.over
    return found


def shares_of_width(table: Table) -> list[int]:
    """How wide each column wants to be, beside the others: its longest words, a head being set in two lines."""
    heads = {at: (display_width(cell.text) + 1) // 2 for _, at, cell in placed(table) if cell.over == 1}
    return [
        max(
            6,
            min(36, max((display_width(printed(row[at])) + 2 for row in table.rows), default=0)),
            heads.get(at, 0) + 2,
        )
        for at in range(table.width)
    ]


def display_width(text: str) -> int:
    """Half-width places that the words take."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
