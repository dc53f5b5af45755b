"""Agreeing, and what an issue's steps say of it."""

from issues.models import GATES, Issue, Review, ReviewStep
from issues.workflow import reviewing
from issues.workflow.standing import standing_of
from tests import factories


def fresh(issue: Issue) -> Issue:
    return Issue.objects.get(pk=issue.pk)


def states(issue: Issue) -> list[str]:
    return [one.state for one in standing_of(fresh(issue)).steps]


def agree_as(issue: Issue, name: str, *groups: str, step: int = 1) -> Review:
    return reviewing.agree(
        issue=issue,
        step=ReviewStep.objects.get(position=step),
        digest=standing_of(fresh(issue)).digest,
        gates=GATES,
        by=factories.actor(name, *groups),
    )
