"""A unit head's consent to a draft before it is handed in, where the department asks for it: one function a change."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles import access, workflow
from articles.models import Article, Consent
from articles.record import staff_mail
from articles.record.audit import Actor, Change, record, require
from articles.refusals import Refused, whole


@transaction.atomic
def ask(*, article: Article, by: Actor) -> Consent:
    """Ask the head for consent to the draft as it stands, by mail too. Asked again, it is for the new words.

    Refused without "articles.submit_article" or for another department's draft; ValidationError where no consent is
    asked for, for a draft that is under way or empty, and for one that was asked for already.
    """
    require(by, "articles.submit_article", "投稿")
    row = workflow.locked(article)
    if by.user is not None and not access.may_see(by.user, row):
        raise Refused("这不是您科室的稿件。")
    if row.department is None or not row.department.asks_consent:
        raise ValidationError("这家单位投稿不用先经负责人同意。")
    if row.status not in access.OPEN_TO_DEPARTMENT:
        raise ValidationError(f"《{row.title}》现为“{row.get_status_display()}”，不用再请示。")
    if not row.body.strip():
        raise ValidationError("正文为空，不能请示。")
    made = Consent.objects.filter(article=row, decided_at__isnull=True).first() or Consent(article=row)
    if made.version == row.version:
        raise ValidationError("已经请示过，正等负责人答复。")
    made.version, made.asked_by, made.asked_by_name, made.asked_at = row.version, by.user, by.name, timezone.now()
    made.save()
    record(Change(made, after={"version": row.version}), by=by, action="ask_consent")
    head = row.department.head
    text = f"{by.name}请您看一看拟投的稿件《{row.title}》，同意后自动投到编辑部。"
    staff_mail.write([head] if head else [], f"请审阅：{row.title}", text, f"/admin/desk/consents/{made.pk}/")
    return made


@transaction.atomic
def decide(*, consent: Consent, agreed: bool, by: Actor, reason: str = "") -> Consent:
    """The head's answer: agreed, the draft is handed in at once; else it stays a draft, with the reason.

    Refused for anybody but the department's head; ValidationError for one that is answered, without a reason when
    refused, and when the draft was changed after the asking.
    """
    article = workflow.locked(consent.article)
    row = Consent.objects.select_for_update().get(pk=consent.pk)
    if by.user is not None and (article.department is None or article.department.head_id != by.user.pk):
        raise Refused("只有该单位的负责人能答复。")
    if row.decided_at is not None:
        raise ValidationError("这次请示已经答复过。")
    if agreed and row.version != article.version:
        raise ValidationError("稿件在请示之后又改过，请撰稿人重新请示。")
    if not agreed and not reason.strip():
        raise ValidationError("不同意的，请写明意见。")
    row.reason = whole(reason, longest=200, what="意见")
    row.agreed, row.decided_at, row.decided_by_name = agreed, timezone.now(), by.name
    row.save()
    record(Change(row, after={"agreed": agreed}), by=by, action="consent" if agreed else "refuse_consent",
           reason=row.reason)  # fmt: skip
    if agreed:
        workflow.submit(article=article, by=by)
    elif row.asked_by is not None:
        told = f"{by.name}没有同意投送《{article.title}》：{row.reason}"
        staff_mail.write(
            [row.asked_by], f"未同意：{article.title}", told, f"/admin/articles/article/{article.pk}/change/"
        )
    return row
