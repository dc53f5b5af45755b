"""What issues do when articles change: they let sign-offs lapse, and they answer what articles cannot know."""

from collections.abc import Sequence
from typing import Any

from django.db.models.signals import post_save

from articles.models import Article
from articles.record.audit import Actor
from articles.signals import (
    about_to_lock,
    announce,
    asks_whether_in_use,
    asks_whether_signed,
    asks_which_late,
    back_on,
    handed_in,
    registers_changed,
    taken_off,
    words_changed,
)
from issues.inspection import rechecks
from issues.models import BulletinForm, Issue
from issues.statistics import assigning
from issues.statistics.deadlines import Late, late_of
from issues.workflow import reviewing
from issues.workflow.publishing import hide, show_again, words_are_signed


def connect() -> None:
    """Start listening. Called once, when the apps are ready."""
    about_to_lock.connect(_lock_issues, dispatch_uid="issues-lock")
    words_changed.connect(_refresh, dispatch_uid="issues-refresh")
    asks_whether_signed.connect(_is_signed, dispatch_uid="issues-signed")
    asks_whether_in_use.connect(_is_in_use, dispatch_uid="issues-in-use")
    taken_off.connect(_hide, dispatch_uid="issues-hide")
    back_on.connect(_show_again, dispatch_uid="issues-show-again")
    handed_in.connect(_answer, dispatch_uid="issues-answer")
    asks_which_late.connect(_late, dispatch_uid="issues-late")
    registers_changed.connect(_queue, dispatch_uid="issues-recheck")
    post_save.connect(_announce, sender=BulletinForm, dispatch_uid="issues-form")


def _announce(**_: Any) -> None:
    announce()


def _lock_issues(*, article: Article, **_: Any) -> None:
    held = Issue.objects.select_for_update(of=("self",)).filter(entries__article=article).exclude(status="published")
    list(held.order_by("pk").values_list("pk", flat=True))


def _refresh(*, article: Article, by: Actor, **_: Any) -> None:
    reviewing.refresh_holding(article, by)


def _hide(*, articles: Sequence[Article], reason: str, **_: Any) -> None:
    hide(articles, reason)


def _show_again(*, article: Article, by: Actor, **_: Any) -> None:
    show_again(article, by)


def _answer(*, articles: Sequence[Article], by: Actor, **_: Any) -> None:
    assigning.handed_in(articles=articles, by=by)


def _late(*, articles: Sequence[int], **_: Any) -> dict[int, Late]:
    return late_of(articles)


def _queue(*, articles: Sequence[int], what: str, by: Actor, **_: Any) -> None:
    rechecks.queue(articles=articles, what=what, by=by)


def _is_signed(*, article: Article, **_: Any) -> bool:
    return words_are_signed(article)


def _is_in_use(*, article: Article, **_: Any) -> str | None:
    issue = Issue.objects.filter(entries__article=article).first()
    return f"《{article.title}》已编入{issue.label}，请先从该期移出。" if issue else None
