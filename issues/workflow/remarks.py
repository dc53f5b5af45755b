"""Remarks on paragraphs: reviewers and editors write them, each kept with the words it was made on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.record.audit import Actor, Change, record
from articles.refusals import Refused, whole
from issues.assembly import document_with_articles
from issues.models import Issue, ReviewComment
from issues.workflow import reviewers

LONGEST = 1000  # characters of a remark


@transaction.atomic
def add(*, issue: Issue, article: Article, paragraph: int, text: str, by: Actor, words: str = "") -> ReviewComment:
    """Remark on a paragraph (0: the title) of an article in the issue. The words remarked on are kept with it.

    words  the chosen words of the paragraph; the whole paragraph where they are none of it
    """
    if by.user is None or not (reviewers.may_review(by) or by.may("issues.change_issue")):
        raise Refused("只有本期的审核人和编辑可以写意见。")
    if not text.strip():
        raise ValidationError("请写意见。")
    document, ids = document_with_articles(issue)
    if article.pk not in ids:
        raise ValidationError("这篇稿件不在本期。")
    item = [item for _, item in document.items()][ids.index(article.pk)]
    lines = (item.title, *item.paragraphs)
    if not 0 <= paragraph < len(lines):
        raise ValidationError("没有这一段，请刷新页面。")
    comment = ReviewComment.objects.create(
        issue=issue,
        article=article,
        paragraph=paragraph,
        quote=words if words and words in lines[paragraph] else lines[paragraph],
        text=whole(text, longest=LONGEST, what="意见"),
        digest=document.digest,
        by=by.user,
        by_name=by.name,
    )
    record(Change(issue, after=_audit_values(comment)), by=by, action="remark")
    return comment


@transaction.atomic
def reply(*, comment: ReviewComment, text: str, by: Actor) -> ReviewComment:
    """Answer a remark; whether it is dealt with stays as it is."""
    if by.user is None or not (by.may("issues.change_issue") or reviewers.may_review(by)):
        raise Refused("只有本期的审核人和编辑可以回复意见。")
    if not text.strip():
        raise ValidationError("请写回复。")
    first = comment.reply_to or comment
    answer = ReviewComment.objects.create(
        issue=first.issue,
        article=first.article,
        paragraph=first.paragraph,
        quote=first.quote,
        text=whole(text, longest=LONGEST, what="意见"),
        digest=first.digest,
        reply_to=first,
        by=by.user,
        by_name=by.name,
        done_at=timezone.now(),
        done_by_name=by.name,
    )
    record(Change(first.issue, after=_audit_values(answer)), by=by, action="remark")
    return answer


@transaction.atomic
def settle(*, comment: ReviewComment, by: Actor) -> ReviewComment:
    """Mark a remark as dealt with. The first who does so stays named."""
    if not (by.may("issues.change_issue") or reviewers.may_review(by)):
        raise Refused("只有本期的审核人和编辑可以处理意见。")
    row = ReviewComment.objects.select_for_update(of=("self",)).select_related("issue").get(pk=comment.pk)
    if row.done_at is None:
        row.done_at, row.done_by_name = timezone.now(), by.name
        row.save(update_fields=["done_at", "done_by_name"])
        record(Change(row.issue, after=_audit_values(row)), by=by, action="settle_remark")
    return row


def _audit_values(comment: ReviewComment) -> dict[str, Any]:
    return {"remark": comment.pk, "article": comment.article_id, "paragraph": comment.paragraph, "text": comment.text}
