"""What can be done with an issue in which state, by whom, and where it leads: the one table for that.

                      ┌────────── recall, return ──────────┐
                      ▼                                     │
    composing ──send──▶ in_review ──agree──▶ approved ──publish──▶ published ──withdraw──▶ withdrawn ──send──▶ …
        └──────────────────────── declare ──────▶ ▲ └─▶ in_review: the words changed (lapse)

The workflow's functions ask it before they change anything; buttons, pages, lists, imports and mailings ask it what to
offer. It knows no rule about words: who may sign at a step is `workflow.reviewers`, whether the words are signed is
`workflow.standing`.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from articles.record.audit import Actor
from articles.record.audit import require as require_right
from issues.models import Issue

Status = Issue.Status


class NotNow(ValidationError):
    """What was asked for makes no sense for the issue as it stands; the sentence says how it stands."""


class IssueIsPublished(NotNow):
    """The issue's words are public: they change by a correction only."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done with an issue.

    said       what it is called in a refusal: 您没有…的权限
    states     where it is offered;  leads_to: the states that may follow, none where the state stays
    right      the permission that it takes; "" where the reviews say who may
    why_not    the sentence for another state; {label} and {stage} are filled in, `ways` by state goes before it
    never_sent only for an issue that was never sent to its reviews
    """

    said: str
    states: frozenset[str]
    right: str
    leads_to: frozenset[str] = frozenset()
    why_not: str = "{label}现为“{stage}”，不能{said}。"
    ways: dict[str, str] = field(default_factory=dict)
    never_sent: bool = False
    refusal: type[NotNow] = NotNow

    def fits(self, issue: Issue) -> bool:
        """Whether the issue's state allows it."""
        return issue.status in self.states and not (self.never_sent and issue.review_round)

    def offered(self, issue: Issue, by: Actor) -> bool:
        """Whether `by` is offered it now."""
        return self.fits(issue) and (not self.right or by.may(self.right))

    def sentence(self, issue: Issue) -> str:
        """Why it cannot be done now, "" where it can."""
        said = self.ways.get(issue.status, self.why_not)
        return "" if self.fits(issue) else said.format(label=issue.label, stage=issue.stage, said=self.said)

    def require(self, issue: Issue) -> None:
        """NotNow, with the sentence, where the state does not allow it."""
        if not self.fits(issue):
            raise self.refusal(self.sentence(issue))

    def require_right(self, by: Actor) -> None:
        """Refused unless `by` holds the right."""
        if self.right:
            require_right(by, self.right, self.said)


def _act(said: str, states: set[str], right: str = "", leads_to: set[str] | None = None, **more: object) -> Act:
    return Act(said, frozenset(states), right, frozenset(leads_to or ()), **more)  # type: ignore[arg-type]


COMPOSING, IN_REVIEW, APPROVED, PUBLISHED, WITHDRAWN = (
    Status.COMPOSING, Status.IN_REVIEW, Status.APPROVED, Status.PUBLISHED, Status.WITHDRAWN,
)  # fmt: skip
UNDER_WAY = frozenset({IN_REVIEW, APPROVED})

CHANGE = _act(
    "编辑这一期", {COMPOSING, IN_REVIEW, APPROVED, WITHDRAWN}, "issues.change_issue",
    {COMPOSING, IN_REVIEW, APPROVED, WITHDRAWN},  # other words let a signature lapse, the signed ones restore it
    why_not="{label}已发布，只能通过“更正”修改。", refusal=IssueIsPublished,
)  # fmt: skip
DELETE = _act(
    "删除这一期", {COMPOSING}, "issues.delete_issue", never_sent=True,
    why_not="{label}送审过或发布过，不能删除：审核记录要留存。",
)  # fmt: skip
OVERWRITE = _act(
    "导入", {COMPOSING}, "issues.import_issue",
    ways={
        IN_REVIEW: "现为“{stage}”，不能用导入覆盖；要改请先收回或退回编辑。",
        APPROVED: "现为“{stage}”，不能用导入覆盖；要改请先收回。",
        PUBLISHED: "现为“{stage}”，不能用导入覆盖；读者已经看到，要改请发“更正”。",
        WITHDRAWN: "现为“{stage}”，不能用导入覆盖；要改请直接改稿件，再重新送审。",
    },
)  # fmt: skip
SEND = _act(
    "送审", {COMPOSING, WITHDRAWN}, "issues.submit_issue", {IN_REVIEW}, why_not="{label}现为“{stage}”，不用再送审。"
)
RECALL = _act(
    "收回", {IN_REVIEW, APPROVED}, "issues.submit_issue", {COMPOSING},
    why_not="{label}现为“{stage}”，没有在审，不用收回。",
)  # fmt: skip
DECIDE = _act("审核", {IN_REVIEW}, "", {IN_REVIEW, APPROVED, COMPOSING}, why_not="{label}现为“{stage}”，不在审核中。")
DECLARE = _act(
    "声明已在别处签发", {COMPOSING}, "issues.declare_signed", {APPROVED},
    why_not="{label}现为“{stage}”，不能再声明为已在别处签发；请按审核流程办理。",
)  # fmt: skip
PUBLISH = _act(
    "发布", {APPROVED}, "issues.publish_issue", {PUBLISHED},
    why_not="{label}没有签发，不能发布。请先送审。", ways={PUBLISHED: "{label}已经发布。"},
)  # fmt: skip
WITHDRAW = _act(
    "撤回", {PUBLISHED}, "issues.withdraw_issue", {WITHDRAWN},
    why_not="{label}现为“{stage}”，没有发布，不用撤回。",
)  # fmt: skip
CORRECT = _act("提出更正", {PUBLISHED}, "issues.correct_issue", why_not="这一期没有发布，直接修改即可，不用更正。")
MAIL = _act("发送邮件", {PUBLISHED}, "issues.send_mailing", why_not="{label}还没有发布，不能发送。")

ACTS = {
    "change": CHANGE, "delete": DELETE, "overwrite": OVERWRITE, "send": SEND, "recall": RECALL, "decide": DECIDE,
    "declare": DECLARE, "publish": PUBLISH, "withdraw": WITHDRAW, "correct": CORRECT, "mail": MAIL,
}  # fmt: skip


def offered_to(issue: Issue, by: Actor) -> dict[str, bool]:
    """Every act by its name in `ACTS`: whether `by` is offered it now. No query."""
    return {name: act.offered(issue, by) for name, act in ACTS.items()}
