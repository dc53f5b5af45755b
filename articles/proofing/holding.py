"""Whether a person holds a post as printed, by the rows of the register and the names of offices. Pure."""

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache

from articles.proofing.people import same_posts
from articles.proofing.posts import Post, plain_unit
from articles.proofing.registers import Leader, RegistersAt
from articles.proofing.units import IssueText

# Posts by which a level is known where the register's 级别 is empty.
_GROUP_POSTS = {
    "省": ("省委", "省政府", "副省长", "省长", "省人大", "省政协"),
    "市": ("市委", "市政府", "副市长", "市长", "市人大", "市政协"),
    "县": ("县委", "县政府", "副县长", "县长", "县人大", "县政协"),
    "区": ("区委", "区政府", "副区长", "区长", "区人大", "区政协"),
    "局": ("局长", "副局长"),
    "厅": ("厅长", "副厅长"),
}


_DEGREE = re.compile(r"^(?:常务|第一)?(?:副|代理|代|候任)|^[一二三四]级")
_REGION = re.compile(r"([一-鿿]{2,8}?[省市县区])(?=[一-鿿])")
# Words before an office that are no part of its name.
_LED_BY = re.compile(
    r"(?:[由在的和与对向随经据受请让把被为是同及到了]|陪同|近日|日前|当天|上午|下午|昨日|今天|会上|其中|原|中共)$"
)


class Holding:
    """The register of leaders as of a day, asked about posts."""

    def __init__(self, registers: RegistersAt) -> None:
        self._registers = registers
        self._last: tuple[IssueText | None, bool] = (None, False)

    def is_elsewhere(self, issue: IssueText | None) -> bool:
        """Whether an issue is another city's paper: neither its masthead nor its text names a region of the registers."""
        if issue is None or not self._home:
            return False
        last = self._last
        if last[0] is not issue:
            stems = tuple(region[:-1] for region in self._cities)
            texts = (unit.text for article in issue.articles for unit in article.units)
            named = any(stem in text for text in (issue.name, *texts) for stem in stems)
            last = self._last = issue, not named
        return last[1]

    @cached_property
    def _aliases(self) -> dict[str, str]:
        """Every name of an office, plain → its full name, plain; the longest first."""
        found: dict[str, str] = {}
        for row in self._registers.all.organisations:
            full = plain_unit(row.full)
            for name in (row.full, *row.short, *row.former):
                found.setdefault(plain_unit(name), full)
        return dict(sorted(found.items(), key=lambda one: len(one[0]), reverse=True))

    @cached_property
    def _units(self) -> tuple[str, ...]:
        """The offices that the register has leaders of, of any time, by their one name."""
        rows = self._registers.all.leaders
        named = {self.one_name(row.unit) for row in rows}
        named |= {self.one_name(qualifier) for row in rows for qualifier, _ in same_posts(row)}
        return tuple(sorted(name for name in named if len(name) > 1 or name in tuple("省市县区")))

    @cached_property
    def _cores(self) -> frozenset[str]:
        """The posts that the register knows at all."""
        return frozenset(core for row in self._registers.all.leaders for _, core in same_posts(row))

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return frozenset(map(kind_of, self._cores))

    @cached_property
    def _cores_of(self) -> dict[str, frozenset[str]]:
        """Office → the posts that the register has there."""
        found: dict[str, set[str]] = {}
        for row in self._registers.all.leaders:
            for qualifier, core in same_posts(row):
                for unit in {self.one_name(row.unit), self.one_name(qualifier)}:
                    found.setdefault(unit, set()).add(core)
        return {unit: frozenset(cores) for unit, cores in found.items()}

    @lru_cache(maxsize=4096)  # noqa: B019 - lives as long as the registers do
    def one_name(self, unit: str) -> str:
        """The one name of an office that goes by several: 市工信局党组, 云汀市工业和信息化局 → the same."""
        plain = plain_unit(unit)
        for alias, full in self._aliases.items():
            if plain.endswith(alias) and self._is_ours(plain[: len(plain) - len(alias)], alias):
                return full
        return plain

    def known_unit(self, post: Post) -> str | None:
        """The registered office that a post belongs to as printed; "" where none is printed, None for another one."""
        if not post.has_unit:
            return ""
        unit = self.one_name(post.unit)
        return next(iter(self._same_units(unit)), None)

    def _same_units(self, unit: str) -> list[str]:
        return [one for one in self._units if self.same_unit(unit, one)]

    @cached_property
    def _home(self) -> tuple[str, ...]:
        """The regions whose offices the registers hold: 云汀市, from 云汀市委 or 云汀市工业和信息化局."""
        names = [row.unit for row in self._registers.all.leaders] + [
            row.full for row in self._registers.all.organisations
        ]
        regions = {found[1] for name in names if (found := _REGION.match(plain_unit(name)))}
        return tuple(sorted(regions))

    @cached_property
    def _cities(self) -> tuple[str, ...]:
        """The regions but for provinces, where the registers hold others: a neighbour's paper names the province too."""
        return tuple(one for one in self._home if not one.endswith("省")) or self._home

    def same_unit(self, printed: str, registered: str) -> bool:
        """Whether two names may be of one office: one ends in the other (云汀市委, 市委), or is only its kind (局).

        云汀市工信局 is not the desk's 市工信局.
        """
        if registered.endswith(printed):
            return True
        if printed.endswith(registered):
            return self._is_ours(printed[: len(printed) - len(registered)], registered)
        return printed in ("局", "厅", "市局", "省厅", "县局", "区局") and printed[-1] == registered[-1:]

    def _is_ours(self, before: str, name: str) -> bool:
        """Whether what stands before an office's name leaves it the desk's: nothing, 由, 我市; not 澄州 before 市工信局."""
        if not before or before in ("市", "省", "我市", "全市") or _LED_BY.search(before):
            return True
        if name[0] in "省市县区":
            return (before + name[0]).endswith(self._home)
        return before.endswith(self._home) if before[-1] in "省市县区" else True

    def holds(self, rows: Iterable[Leader], post: Post) -> bool:
        """Whether one of the rows is this post."""
        if post.core == "领导":
            return any(self.in_group(row, post) for row in rows)
        return any(self._is(row, qualifier, core, post) for row in rows for qualifier, core in same_posts(row))

    def can_judge(self, post: Post) -> bool:
        """Whether the register says who holds a post like this: it has the office, or none is named and it has the
        post."""
        if post.core == "领导":
            return self._group(post) is not None and any(self.in_group(row, post) for row in self._registers.leaders)
        unit = self.known_unit(post)
        return unit is not None and kind_of(post.core) in self._kinds

    def lists(self, post: Post) -> bool:
        """Whether the register lists this very post of this office, so that a name it lacks is to be asked about."""
        if post.core == "领导":
            return self.can_judge(post)
        unit = self.known_unit(post)
        if unit is None:
            return False
        if unit == "":
            return post.core in self._cores
        same = self._same_units(self.one_name(post.unit))
        return any(post.core in self._cores_of.get(one, ()) for one in same)

    def in_group(self, row: Leader, post: Post) -> bool:
        """Whether a row is one of the 市领导, 局领导 … of a post printed so."""
        group = self._group(post)
        if group is None:
            return False
        if group in row.level or (group == "局" and "处" in row.level):
            return True
        said = row.unit + row.post + row.short_post
        return any(word in said for word in _GROUP_POSTS[group])

    def _group(self, post: Post) -> str | None:
        last = post.unit[-1:]
        return last if last in _GROUP_POSTS else None

    def _is(self, row: Leader, qualifier: str, core: str, post: Post) -> bool:
        if core != post.core and core.removeprefix("常务") != post.core:
            return False  # 副市长 may be said of the 常务副市长, never the other way round
        if not post.has_unit:
            return True
        printed, units = self.one_name(post.unit), {self.one_name(row.unit), self.one_name(qualifier)}
        return any(self.same_unit(printed, unit) for unit in units if unit)


def kind_of(core: str) -> str:
    """The post without its degree: 副局长 and 局长, 三级调研员 and 四级调研员 are of one kind."""
    return _DEGREE.sub("", core)


@lru_cache(maxsize=32)
def holding_at(registers: RegistersAt) -> Holding:
    """Of these registers."""
    return Holding(registers)
