"""The buttons that take an issue from one state to the next: what the admin and the desk offer, and the one door.

What is offered when, and to whom, stands in `issues.states`; here are the words and the function behind each.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from articles.admin.steps import Step
from articles.record.audit import Actor
from issues import states
from issues.models import Issue
from issues.workflow import going_out, publishing, readiness, reviewers, reviewing


def _send(issue: Issue, by: Actor, reason: str) -> None:  # noqa: ARG001 - sending asks for no reason
    told = [point.text for point in readiness.open_points(issue) if not point.error]
    reviewing.send(issue=issue, by=by, acknowledged=told)


def _run(function: Callable[..., object], issue: Issue, by: Actor, reason: str) -> None:
    function(issue=issue, by=by, reason=reason)


def _step(name: str, act: states.Act, *, done: str, explain: str, run: Callable[..., object], **more: Any) -> Step:
    """A step of the table's act."""
    return Step(
        name=name,
        label=act.said,
        done=done,
        explain=explain,
        permission=act.right,
        run=run,
        offered=act.fits,
        **more,
    )


STEPS = {
    "send": _step(
        "send",
        states.SEND,
        done="已送审",
        explain="送审后依次由各步审核人审看、签字；文字有改动，已签的字自动失效。",
        run=_send,
        open_points=readiness.open_points,
        notes=reviewers.fresh_accounts_said,
    ),
    "recall": _step(
        "recall",
        states.RECALL,
        done="已收回编辑",
        explain="收回后回到编辑状态，已签的字不再算数，改好后须重新送审。",
        run=partial(_run, reviewing.recall),
        needs_reason=True,
    ),
    "publish": _step(
        "publish",
        states.PUBLISH,
        done="已发布",
        explain="发布后任何人都能看到整期和其中的稿件，并定稿存档；发布日期就是今天，不能倒填。",
        run=partial(_run, publishing.publish),
        open_points=going_out.open_points,
        facts=going_out.facts,
    ),
    "withdraw": _step(
        "withdraw",
        states.WITHDRAW,
        done="已撤回",
        explain="撤回后读者打开本期网址会看到“已撤回”和这里写的原因；只在本期里的稿件一同撤下。",
        run=partial(_run, publishing.withdraw),
        needs_reason=True,
        reason_help="会显示给读者，并记入审计记录。",
    ),
}
