"""Offices: former names, full beside short ones. As of the article's day. Pure."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from articles.proofing.matching import Words
from articles.proofing.registers import Organisation, RegistersAt, ended
from articles.proofing.rules import Hit, Scope
from articles.proofing.telling import is_history, is_titled
from articles.proofing.units import ArticleText, Field, Unit

_NUMBERED = re.compile(r"[一-鿿]{0,3}[〔\[（(](?:19|20)\d\d[〕\]）)]")
_REGION = re.compile(r"^[一-鿿]{1,6}?(?=[省市县区](?!场))(?=.{3})")
_OTHERS = re.compile(r"国家|全国|中央|国务院|原国家$")


_SHORT = 4
_FEW = 500  # fewer places in the register are not the national list
_NO_REGION = re.compile(
    r"[由在的和与对向随经据受请让把被为是同及到了、日前午上下中各原我全会合于给以从照按依遵]$|陪同|联合|组织|听取|根据|协助|配合|委托"
)


class Offices:
    """The register of offices as of a day, ready to be asked."""

    def __init__(self, registers: RegistersAt) -> None:
        self._registers = registers

    @cached_property
    def now(self) -> dict[str, Organisation]:
        """Every name that holds on the day → its office."""
        return {name: row for row in self._registers.organisations for name in (row.full, *row.short)}

    @cached_property
    def names(self) -> Words:
        """Every registered name, and the full ones without their region, as one writes at home: 市工业和信息化局."""
        every = (name for row in self._registers.all.organisations for name in (row.full, *row.short, *row.former))
        return Words((*every, *self.plain))

    @cached_property
    def plain(self) -> dict[str, Organisation]:
        """A full name without its region → its office on the day."""
        found = {_plain(row.full): row for row in self._registers.organisations}
        return {name: row for name, row in found.items() if len(name) > _SHORT and name not in self.now}

    @cached_property
    def old(self) -> dict[str, tuple[Organisation | None, int]]:
        """Names that are nobody's on the day → the office that follows (None: nobody knows), the year they ended."""
        found: dict[str, tuple[Organisation | None, int]] = {}
        for row in self._registers.all.organisations:
            if ended(row, self._registers.day) and row.until:
                for name in (row.full, *row.short):
                    if name not in self.now:
                        found[name] = (None, row.until.year)
        for row in self._registers.organisations:
            for name in row.former:
                if name not in self.now:
                    found[name] = (row, row.since.year - (row.since.timetuple().tm_yday == 1) if row.since else 0)
        return found

    def is_region(self, word: str, kind: str) -> bool:
        """Whether two or three characters before 市工信局 name a city. Without the national list of places, by their form."""
        places = self._registers.all.place_names_plain
        known = any(word[-length:] + kind in places for length in (2, 3))
        return known or (len(places) < _FEW and not _NO_REGION.search(word))

    @cached_property
    def home(self) -> tuple[str, ...]:
        """The regions whose offices are registered: 云汀, 江北."""
        names = (row.full for row in self._registers.all.organisations)
        return tuple({found.group() for name in names if (found := _REGION.match(name))})


@lru_cache(maxsize=32)
def offices_at(registers: RegistersAt) -> Offices:
    """Of these registers."""
    return Offices(registers)


def renamed(text: str, scope: Scope) -> Iterator[Hit]:
    """市工信委 after it became 市工信局."""
    offices = offices_at(scope.registers)
    if not offices.old:
        return
    for match in scope.registers.all.organisation_names.find(text):
        if match.word not in offices.old or not _is_ours(text, match.start, match.word, offices):
            continue
        row, year = offices.old[match.word]
        if is_history(text, match.start, match.end, year) or is_titled(text, match.start):
            continue
        if _NUMBERED.match(text, match.end):
            continue
        new = _counterpart(match.word, row) if row else None
        said = f"现为“{new}”" if new else "已撤销或更名"
        yield Hit(match.start, match.end, new, detail=f"“{match.word}”{said}")


def full_beside_short(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """省工信厅 beside 省工业和信息化厅 in one body, when the short form was not introduced."""
    offices = offices_at(scope.registers)
    if not offices.now:
        return
    first: dict[str, str] = {}
    told: set[str] = set()
    for unit in article.of(Field.BODY, Field.HEADING):
        for match in offices.names.find(unit.text):
            row = offices.now.get(match.word) or offices.plain.get(match.word)
            if row is None or not _counts(unit.text, match.start, match.word, offices):
                continue
            if re.match(r"\s*[（(]?以下(?:简称|称)", unit.text[match.end :]):
                told.add(row.full)
            kind = (
                "full"
                if _plain(row.full).endswith(_plain(match.word)) and len(_plain(match.word)) > _SHORT
                else "short"
            )
            if first.setdefault(row.full, kind) != kind and row.full not in told:
                told.add(row.full)
                yield unit, Hit(match.start, match.end, None, detail=row.full)


def _counts(text: str, start: int, name: str, offices: Offices) -> bool:
    """A name with its region (市工信局, not any 工信局), not in a title or a quotation."""
    before = text[:start]
    quoted = before.count("“") > before.count("”") or is_titled(text, start)
    return not quoted and bool(_plain(name)[0] in "省市县区") and _is_ours(text, start, name, offices)


def _is_ours(text: str, start: int, name: str, offices: Offices) -> bool:
    """Whether the name is not the end of another office's: 国家发改委, 省工信委 for the city's 工信委, 云汀市工信局."""
    before = text[max(start - 5, 0) : start]
    if _OTHERS.search(before[-3:]):
        return False
    if name[0] in "省市县区":
        region = re.search(r"[一-鿿]{2,3}$", before)
        named = region is not None and offices.is_region(region.group(), name[0])
        return not named or before.endswith(offices.home)
    return before[-1:] not in ("省", "县", "区") if before else True


def _plain(name: str) -> str:
    return _REGION.sub("", name, count=1)


def _counterpart(old: str, row: Organisation) -> str:
    """The name to write now: of the same length of form and with the same first character (市工信委 → 市工信局)."""
    same = [name for name in (*row.short, row.full) if name[0] == old[0]]
    return min(same or [row.full], key=lambda name: abs(len(name) - len(old)))
