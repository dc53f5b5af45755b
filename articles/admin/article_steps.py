"""The steps of an article as the admin offers them: 投稿, 采用, 备用, 退稿, 撤回, 重新发布."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.http import HttpRequest

from articles import access, workflow
from articles.admin.steps import Step, StepsMixin
from articles.models import Article
from articles.record.audit import Actor, actor_of
from articles.workflow import consenting

Status = Article.Status


def _step(
    name: str, label: str, done: str, explain: str, permission: str, to: str, run: Callable[..., object], *,
    needs_reason: bool = False, **more: Any,
) -> Step:  # fmt: skip
    """A step that is offered where the transition map allows it."""

    def take(article: Article, by: Actor, reason: str) -> None:
        run(article=article, by=by, **({"reason": reason} if needs_reason else {}))

    return Step(
        name=name,
        label=label,
        done=done,
        explain=explain,
        permission=f"articles.{permission}",
        run=take,
        offered=lambda article: to in workflow.TRANSITIONS[article.status],
        needs_reason=needs_reason,
        **more,
    )


SHOWN_TO_READERS = "会显示给读者，并记入审计记录。"
STEPS = (
    _step("submit", "投稿", "已投稿", "投稿后由编辑部处理，科室不能再改。", "submit_article", Status.SUBMITTED,
          workflow.submit),
    Step(
        name="ask_consent",
        label="请负责人同意",
        done="已请负责人审阅",
        explain="负责人同意后自动投到编辑部；请示之后再改文字的，要重新请示。",
        permission="articles.submit_article",
        run=lambda article, by, reason: consenting.ask(article=article, by=by),  # noqa: ARG005
        offered=lambda article: article.status in access.OPEN_TO_DEPARTMENT,
    ),
    _step("accept", "采用", "已采用", "采用后可编入任何一期。", "decide_article", Status.ACCEPTED, workflow.accept),
    _step("hold", "备用", "已备用", "先放着，以后再用。", "decide_article", Status.HELD, workflow.hold),
    _step("return", "退稿", "已退稿", "退回报送科室，科室改后可再投。", "decide_article", Status.RETURNED,
          workflow.return_, needs_reason=True, picks_reason=True, reason_help="报送科室会看到。"),
    _step("withdraw", "撤回", "已撤回", "撤回后读者打开原网址会看到“已撤回”和这里写的原因。", "withdraw_article",
          Status.WITHDRAWN, workflow.withdraw, needs_reason=True, reason_help=SHOWN_TO_READERS),
    Step(
        name="publish",
        label="重新发布",
        done="已重新发布",
        explain="撤回的稿件若文字未改，可重新发布；新稿随期发布。",
        permission="articles.publish_article",
        run=lambda article, by, reason: workflow.publish(article=article, by=by),  # noqa: ARG005
        offered=lambda article: article.status == Status.WITHDRAWN,
    ),
)  # fmt: skip


class StepsOfArticles(StepsMixin):
    """投稿 or 请负责人同意, whichever the department wants."""

    steps = STEPS

    def steps_for(self, request: HttpRequest, row: models.Model) -> list[tuple[str, str]]:
        """投稿, or where the department asks for it 请负责人同意, never both."""
        offered = super().steps_for(request, row)
        needed = isinstance(row, Article) and workflow.needs_consent(row, actor_of(request.user))
        return [one for one in offered if not one[0].endswith("/submit/" if needed else "/ask_consent/")]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The desk hands in without asking; a correspondent chooses by what their department wants."""
        offered: dict[str, Any] = super().get_actions(request)
        if access.sees_all(request.user):
            offered.pop("ask_consent", None)
        return offered
