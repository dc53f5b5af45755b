"""Waivers stored, taken back, made general. Each act is told to the history of what was checked."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import models, transaction

from articles.models import Exemption, ListedWord, Waiver
from articles.models.named import require_room
from articles.proofing.findings import Finding, Level
from articles.proofing.waivers import Waived, waiver_key
from articles.record import rows
from articles.record.audit import Actor, Change, record, require
from articles.registers import concerned

LONGEST_REASON = 300


class AlreadyWaived(ValidationError):
    """Somebody let the same words stand before; their waiver and reason hold."""

    def __init__(self, waiver: Waiver) -> None:
        super().__init__(f"这一处已由{waiver.by_name}放行：{waiver.reason}。要换理由，请先收回那次放行。")
        self.waiver = waiver


@transaction.atomic
def waive(*, subject: models.Model, finding: Finding, reason: str, by: Actor) -> Waiver:
    """Let a finding of `subject` (an article or issue) stand, for these words in this sentence.

    ValidationError without a reason or with one too long; AlreadyWaived, with who did and why, when somebody has done
    so before; Refused without the right to, for level A without the right to waive the serious.
    """
    require(by, "articles.waive_finding", "标为“不是错误”")
    if finding.level is Level.A:
        require(by, "articles.waive_serious_finding", "放行 A 级检查结果")
    reason = " ".join(reason.split())
    if not reason:
        raise ValidationError("请写明理由：为什么这里不是错误。")
    if len(reason) > LONGEST_REASON:
        raise ValidationError(f"理由共 {len(reason)} 字，请缩短到 {LONGEST_REASON} 字以内。")
    made, is_new = Waiver.objects.get_or_create(
        kind=str(subject._meta.model_name),
        object_id=subject.pk,
        key=waiver_key(finding),
        defaults={
            "code": finding.code,
            "level": str(finding.level),
            "words": finding.text,
            "sentence": finding.sentence,
            "reason": reason,
            "by": by.user,
            "by_name": by.name,
        },
    )
    if not is_new:
        raise AlreadyWaived(made)
    record(Change(subject, after=_audit_values(made)), by=by, action="waive", reason=reason)
    return made


@transaction.atomic
def take_back(*, waiver: Waiver, subject: models.Model, by: Actor) -> None:
    """The finding is open again; taken back twice is the same as once. Refused without the right to waive."""
    require(by, "articles.waive_finding", "收回放行")
    row = Waiver.objects.select_for_update().filter(pk=waiver.pk).first()
    if row is not None:
        record(Change(subject, before=_audit_values(row)), by=by, action="unwaive")
        row.delete()


@transaction.atomic
def make_general(*, waiver: Waiver, subject: models.Model, by: Actor, context: str = "") -> Exemption | ListedWord:
    """What was waived of `subject` is no error anywhere: a row of a register says so from now on.

    context  for a listed word: the words around it in which it is right; they become an exception (例外) of the word.
             Otherwise the very words are let through for this check: a name, an official line.
    Refused without the right to change the register; ValidationError when it was taken back meanwhile.
    """
    if not Waiver.objects.select_for_update().filter(pk=waiver.pk).exists():
        raise ValidationError("这次放行已被收回。")
    row = (_excepted(waiver, context) if context else None) or _let_through(waiver)
    rows.save(row=row, by=by)
    concerned.tell([row], what=f"{row._meta.verbose_name}：{row}", by=by)
    waiver.register_row = f"{row._meta.model_name}:{row.pk}"
    waiver.save(update_fields=["register_row"])
    told = _audit_values(waiver) | {"登记簿": f"{row._meta.verbose_name}：{row}"}
    record(Change(subject, after=told), by=by, action="waive_everywhere", reason=waiver.reason)
    return row


def _excepted(waiver: Waiver, context: str) -> ListedWord | None:
    """The listed word with one more exception; None when the words are none of the register's."""
    listed = (
        ListedWord.objects.select_for_update().filter(word=waiver.words, until__isnull=True).order_by("-pk").first()
    )
    if listed is not None:
        kept = [one for one in listed.exceptions.split("、") if one]
        listed.exceptions = "、".join(dict.fromkeys([*kept, context]))
    return listed


def _let_through(waiver: Waiver) -> Exemption:
    """The words let through for the waiver's check: the row that does so, or a new one."""
    if not waiver.words:
        raise ValidationError("这一条没有词句，不能对所有稿件放行。")
    new = Exemption(words=waiver.words, code=waiver.code, reason=waiver.reason)
    require_room(new, "words", "词句")
    return Exemption.objects.filter(words=waiver.words, code=waiver.code, until__isnull=True).first() or new


def waivers_of(kind: str, numbers: Iterable[int]) -> dict[int, Mapping[str, Waived]]:
    """Of each article or issue: its waivers by key. One query, whatever their number."""
    found = waivers_of_each({kind: numbers})
    return {number: known for (_, number), known in found.items()}


def waivers_of_each(wanted: Mapping[str, Iterable[int]]) -> dict[tuple[str, int], dict[str, Waived]]:
    """The same for several kinds at once: (kind, number) → its waivers by key. One query."""
    asked = models.Q()
    for kind, numbers in wanted.items():
        asked |= models.Q(kind=kind, object_id__in=list(numbers))
    found: dict[tuple[str, int], dict[str, Waived]] = {}
    rows = Waiver.objects.filter(asked).order_by()
    fields = rows.values_list("kind", "object_id", "key", "reason", "by_name", "at", "pk")
    for kind, number, key, reason, by_name, at, pk in fields:
        found.setdefault((kind, number), {})[key] = Waived(reason, by_name, at, pk)
    return found


def _audit_values(waiver: Waiver) -> dict[str, str]:
    return {"检查项": waiver.code, "级别": waiver.level, "词句": waiver.words[:300], "所在句": waiver.sentence[:300]}
