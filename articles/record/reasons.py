"""Reasons for returning a draft or an issue: picked from the desk's own list, typed, or both."""

from articles.models import ReturnReason
from articles.refusals import whole


def offered() -> list[str]:
    """The reasons in use, in the desk's order. One query."""
    return list(ReturnReason.objects.filter(active=True).values_list("text", flat=True))


def joined(picked: str, typed: str, *, longest: int) -> str:
    """The reason as it is kept, e.g. 数字须核实：第二段的产值; "" when there is none.

    ValidationError when it is longer than `longest` characters: a reason is never cut short behind its writer's back.
    """
    reason = "：".join(part for part in (picked.strip(), typed.strip()) if part)
    return whole(reason, longest=longest, what="原因")
