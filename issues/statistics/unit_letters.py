"""The monthly letter to each unit's head: what its drafts became. Written once a month, sent by the minute's work."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, Department, Publication
from articles.record import audit
from articles.record.audit import OPERATOR, Change
from issues.models import UnitLetter
from issues.statistics import counting
from issues.statistics.facts import Period, span_of
from issues.statistics.lines import Line, shown
from issues.statistics.summary import Summary, UnitRow

# A server that says "later" is asked again after these; then the letter counts as failed.
RETRIES = (dt.timedelta(minutes=5), dt.timedelta(hours=1), dt.timedelta(hours=12))
NEVER = dt.timedelta(days=3650)
MOST_ITEMS = 30
FOR_ITEMS = ("adoption", "instruction")  # kinds of lines that an item earned


def write_due(today: dt.date | None = None) -> int:
    """Write last month's letters to the heads who have an address and have none yet; how many.

    Nothing before the day that the publication sets, nor when no rules are in force. Run again it adds nothing.
    """
    day = today or timezone.localdate()
    wanted = Publication.current().letter_day
    month = span_of(day, 1).previous
    if not wanted or day.day < wanted:
        return 0
    heads = Department.objects.filter(active=True, head__is_active=True).exclude(head__email="")
    waiting = list(heads.exclude(letters__month=month.start).select_related("head"))
    if not waiting or not any(book.start <= month.end for book in counting.rule_books()):
        return 0
    summary = counting.report(month)
    returned = _returned(month, waiting)
    return sum(_write(one, month, summary, returned.get(one.pk, [])) for one in waiting)


def send_waiting(now: dt.datetime | None = None) -> Iterator[UnitLetter]:
    """Send the letters that wait, each by itself, and give each as it stands afterwards; one is never sent twice."""
    at = now or timezone.now()
    for pk in list(UnitLetter.objects.filter(sent_at__isnull=True, not_before__lte=at).values_list("pk", flat=True)):
        if (row := _take(pk, at)) is not None:
            yield _send(row)


def letter(row: UnitRow, summary: Summary, returned: Sequence[tuple[str, str]]) -> str:
    """The letter's words. `returned`: title and reason of drafts that were given back."""
    label, peers = summary.period.label, len(summary.of_class(row.unit_class))
    parts = [
        f"{label}，{row.name}报送{row.sent}条，采用{row.adopted}条，得{shown(row.points)}分，"
        f"在{row.unit_class or '各单位'}{peers}家中列第{row.rank}名；本年累计{shown(row.running)}分。"
    ]
    lines = [line for line in summary.lines if line.owner == row.unit]
    taken = [line for line in lines if line.kind in FOR_ITEMS]
    if taken:
        parts.append("采用的：\n" + "\n".join(_item(line) for line in taken[:MOST_ITEMS]))
        if len(taken) > MOST_ITEMS:
            parts.append(f"另有{len(taken) - MOST_ITEMS}条，见采用统计。")
    if others := [line for line in lines if line.kind not in FOR_ITEMS]:
        parts.append("加扣分：\n" + "\n".join(f"· {line.reason}（{shown(line.points)}分）" for line in others))
    if returned:
        parts.append("退回的：\n" + "\n".join(f"· 《{title}》：{why}" for title, why in returned))
    parts += [
        f"约稿：按期完成{one.done}篇，逾期完成{one.late}篇，未完成{one.missed}篇。"
        for one in summary.assigned
        if one.unit == row.name
    ]
    if not row.sent:
        parts.append(f"{label}没有报送，请安排。")
    return "\n\n".join(parts)


def _item(line: Line) -> str:
    where = f"{line.outlet}，" if line.outlet else "批示，"
    return f"· {line.day.month}月{line.day.day}日《{line.title}》（{where}{shown(line.points)}分）"


def _returned(month: Period, units: Sequence[Department]) -> dict[int, list[tuple[str, str]]]:
    rows = Article.objects.filter(
        department__in=units,
        status=Article.Status.RETURNED,
        status_since__date__gte=month.start,
        status_since__date__lte=month.end,
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for unit, title, why in rows.order_by("status_since").values_list("department_id", "title", "returned_reason"):
        found.setdefault(unit or 0, []).append((title, why))
    return found


def _write(unit: Department, month: Period, summary: Summary, returned: Sequence[tuple[str, str]]) -> bool:
    row = next((one for one in summary.units if one.unit == unit.pk), None)
    if row is None or unit.head is None:  # merged into another unit: that one's head is written to
        return False
    try:
        with transaction.atomic():
            made = UnitLetter.objects.create(
                department=unit,
                month=month.start,
                address=unit.head.email,
                subject=f"{month.label}{unit.name}信息采用情况"[:200],
                text=letter(row, summary, returned),
            )
            audit.record(Change(made, after={"month": month.label}), by=OPERATOR, action="write_unit_letter")
    except IntegrityError:  # another process wrote it meanwhile
        return False
    return True


def _take(pk: int, at: dt.datetime) -> UnitLetter | None:
    """The row for this process alone: its next time is put off before anything is sent."""
    with transaction.atomic():
        row = UnitLetter.objects.select_for_update().filter(pk=pk, sent_at__isnull=True, not_before__lte=at).first()
        if row is None:
            return None
        row.not_before = at + (RETRIES[row.attempts] if row.attempts < len(RETRIES) else NEVER)
        row.attempts += 1
        row.save(update_fields=["attempts", "not_before"])
        return row


def _send(row: UnitLetter) -> UnitLetter:
    try:
        send_mail(row.subject, f"{row.text}\n\n{settings.SITE_URL}/admin/", None, [row.address])
        row.sent_at, row.error = timezone.now(), ""
    except OSError as error:  # smtplib's errors are OSErrors too
        row.error = str(error)[:300] or type(error).__name__
    row.save(update_fields=["sent_at", "error"])
    return row
