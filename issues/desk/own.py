"""The correspondent's desk: what is asked of their units, what became of each draft, how the units stand.

Five statements whatever is stored, one more for a unit's head.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from articles import access
from articles.models import Article, Consent, Department
from issues.document import number_label
from issues.models import Entry
from issues.statistics import assigning, closing, running
from issues.statistics.deadlines import Late, late, with_deadlines

SHOWN = 12
Status = Article.Status
# How an issue is called: the parts of its number.
NUMBER = ("year", "number", "number_end", "total_number", "total_number_end")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft and what became of it, in a sentence."""

    article: Article
    fate: str
    late: Late | None = None


def own_desk(user: User) -> dict[str, Any]:
    """What the page of somebody who writes for units, or heads one, shows."""
    units = list(access.own_departments(user))
    heads = [unit for unit in units if unit.head_id == user.pk]
    drafts = own_drafts(units)
    return {
        "units": units,
        "back": [one for one in drafts if one.article.status == Status.RETURNED],
        "drafts": drafts,
        "parts": assigning.own_parts(user),
        "running": running.running_of(unit.pk for unit in units),
        "consents": _asked_of(heads) if heads else [],
        "closings": closing.latest_closings() if user.has_perm("issues.raise_objection") else [],
    }


def own_drafts(units: Sequence[Department]) -> list[Draft]:
    """The units' newest drafts, those that came back first. One statement."""
    rows = (
        with_deadlines(Article.objects.filter(department__in=[unit.pk for unit in units]))
        .select_related("department")
        .annotate(asked=Exists(Consent.objects.filter(article=OuterRef("pk"), decided_at__isnull=True)))
        .annotate(refused=Subquery(_answers().values("reason")[:1]))
        .annotate(**{f"in_{name}": Subquery(_entries().values(f"issue__{name}")[:1]) for name in (*NUMBER, "status")})
        .only(
            "title",
            "status",
            "status_since",
            "returned_reason",
            "withdrawn_reason",
            "updated_at",
            "handed_in_at",
            "department__name",
        )
        .order_by("-updated_at")[:SHOWN]
    )
    drafts = [Draft(row, _fate(row), late(row)) for row in rows]
    return sorted(drafts, key=lambda one: one.article.status != Status.RETURNED)


def _answers() -> QuerySet[Consent]:
    return Consent.objects.filter(article=OuterRef("pk"), agreed=False).order_by("-decided_at")


def _entries() -> QuerySet[Entry]:
    return Entry.objects.filter(article=OuterRef("pk")).order_by("-issue__total_number")


def _issue(row: Any) -> str:
    return number_label(*(getattr(row, f"in_{name}") for name in NUMBER)) if row.in_status else ""


def _fate(row: Any) -> str:
    """In a sentence what became of it."""
    issue = _issue(row)
    said = {
        Status.SUBMITTED: "编辑部待处理",
        Status.HELD: "备用",
        Status.RETURNED: f"退回：{row.returned_reason}",
        Status.WITHDRAWN: f"已撤回：{row.withdrawn_reason}",
        Status.PUBLISHED: f"{issue}刊用" if issue else "已刊用",
        Status.ACCEPTED: f"已采用，编入{issue}，未发布" if issue else "已采用，待编入",
    }.get(row.status)
    if said is not None:
        return said
    if row.asked:
        return "等负责人同意"
    return f"负责人未同意：{row.refused}" if row.refused else "草稿，还没有投"


def _asked_of(units: Sequence[Department]) -> list[Consent]:
    rows = Consent.objects.filter(decided_at__isnull=True, article__department__in=[unit.pk for unit in units])
    return list(rows.select_related("article").order_by("asked_at")[:SHOWN])
