"""The 整改清单 as the page and the printed tables show it: counted, filtered, in order."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone

from articles.models import Article
from articles.proofing.catalogue import said_of
from issues.models import ArchiveFinding, Recheck

State = ArchiveFinding.State
LEVELS = {"A": "A 须改", "B": "B 请核", "C": "C 提示"}
COLUMNS = ("序号", "级别", "检查项", "稿件", "发布日期", "词句", "所在句", "问题", "建议", "状态", "办理人", "办理说明")
_RECHECKS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Filters:
    """What is shown: of one state, level and check; "" for all."""

    state: str = ""
    level: str = ""
    code: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        """As an address has them. Without a state what is open is shown; `state=all` for all."""
        state = query.get("state") or State.OPEN
        level = query.get("level", "")
        return cls(state if state in State.values else "", level if level in LEVELS else "", query.get("code", "")[:40])

    @property
    def query(self) -> dict[str, str]:
        """The address's parameters of these filters."""
        return (
            {"state": self.state or "all"}
            | ({"level": self.level} if self.level else {})
            | ({"code": self.code} if self.code else {})
        )

    def rows(self) -> QuerySet[ArchiveFinding]:
        """The rows, the gravest first, with their articles."""
        found = of_published().select_related("article")
        for name, value in (("state", self.state), ("level", self.level), ("code", self.code)):
            if value:
                found = found.filter(**{name: value})
        return found.order_by("level", "code", "article_id", "pk")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows there are: by state; and, of the shown state, by code with its level and in words."""

    by_state: Mapping[str, int]
    by_level: Mapping[str, int]
    by_code: tuple[tuple[str, str, str, int], ...]


def of_published() -> QuerySet[ArchiveFinding]:
    """The rows of articles that are still published."""
    return ArchiveFinding.objects.filter(article__status=Article.Status.PUBLISHED)


def counts(filters: Filters) -> Counts:
    """How many rows there are. One query."""
    grouped = of_published().order_by().values_list("state", "level", "code").annotate(Count("pk"))
    by_state, by_level, by_code = Counter[str](), Counter[str](), Counter[tuple[str, str]]()
    for state, level, code, number in grouped:
        by_state[state] += number
        if filters.state in ("", state):
            by_level[level] += number
            if filters.level in ("", level):
                by_code[level, code] += number
    listed = sorted(by_code.items(), key=lambda one: (one[0][0], -one[1], one[0][1]))
    return Counts(by_state, by_level, tuple((level, code, said_of(code), number) for (level, code), number in listed))


def rechecks() -> list[Recheck]:
    """The changes of registers that wait, newest first, without their lists of articles. One query."""
    return list(Recheck.objects.filter(done_at__isnull=True).defer("articles")[:_RECHECKS_SHOWN])


def cells(filters: Filters) -> tuple[tuple[str | int, ...], ...]:
    """The rows as cells under `COLUMNS`. One query."""
    return tuple(
        (
            number,
            row.level,
            row.code,
            row.article.title,
            f"{timezone.localtime(row.article.published_at):%Y-%m-%d}" if row.article.published_at else "",
            row.words,
            row.sentence,
            row.message,
            "（删去）" if row.suggestion == "" else row.suggestion or "",
            row.get_state_display(),
            row.by_name,
            row.reason,
        )
        for number, row in enumerate(filters.rows().iterator(chunk_size=1000), start=1)
    )
