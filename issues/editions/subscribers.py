"""What is kept of a subscriber: given to them on request, and erased on request (个人信息保护法第四十五、四十七条)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.record.audit import Actor, Change, record, require, tell
from articles.record.personal import minute_of
from issues.models import Delivery, Subscriber

MAY_READ, MAY_ERASE = "issues.view_subscriber", "issues.delete_subscriber"


def everything_of(*, person: Subscriber, by: Actor) -> dict[str, Any]:
    """All that is kept of a subscriber, as plain data; that it was given out is put on record.

    Refused without "issues.view_subscriber".
    """
    require(by, MAY_READ, "查看订阅人")
    tell(by=by, action="export_person", subject=person)
    mails = person.deliveries.select_related("mailing__edition__issue").order_by("pk")
    return {
        "邮箱": person.address,
        "姓名或单位": person.name,
        "发送": person.active,
        "加入时间": minute_of(person.added_at),
        "退订时间": minute_of(person.unsubscribed_at),
        "自己在网站上订阅": person.self_entered,
        "最近一次寄确认信": minute_of(person.asked_at),
        "寄过的邮件": [
            {"期": str(one.mailing.edition.issue), "结果": one.get_status_display(), "时间": minute_of(one.sent_at)}
            for one in mails
        ],
    }


@transaction.atomic
def erase(*, person: Subscriber, reason: str, by: Actor) -> None:
    """Take a subscriber out, and their address out of every mailing's results; the counts stay.

    Refused without "issues.delete_subscriber"; ValidationError without a reason.
    """
    require(by, MAY_ERASE, "删除订阅人")
    if not reason.strip():
        raise ValidationError("请写明删除的原因，如本人要求。")
    row = Subscriber.objects.select_for_update().get(pk=person.pk)
    addressed = Delivery.objects.filter(subscriber=row)
    told = {"mails": addressed.update(address="", address_lookup=None, error="")}
    record(Change(row, after=told), by=by, action="erase_person", reason=reason.strip())
    row.delete()
