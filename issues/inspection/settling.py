"""What people do with a row of the 整改清单: let it stand with a reason, tick off what was done."""

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.proofing.findings import Finding, Level
from articles.proofing.waivers import waiver_key
from articles.record.audit import Actor, Change, record, require
from articles.registers.waiving import AlreadyWaived, waive
from issues.assembly.between import own
from issues.assembly.findings import findings_of
from issues.assembly.texts import text_of_article
from issues.inspection.storing import State, settled
from issues.models import ArchiveFinding

MAY = "issues.settle_archive_finding"


@transaction.atomic
def let_stand(*, row: ArchiveFinding, reason: str, by: Actor) -> ArchiveFinding:
    """Let an open finding stand, as in the article's own page (`articles.registers.waiving.waive`).

    ValidationError when the row is not open, the words have changed since, or without a reason; Refused without the
    right to.
    """
    held = _locked(row, by)
    if held.state != State.OPEN:
        raise ValidationError(f"这一处{held.get_state_display()}，不用再放行。")
    if held.code.startswith("typo"):
        finding = _typo(held)
    else:
        found = findings_of(held.article)
        heads = own([held.article_id]).get(held.article_id, ())
        finding = next((one for one in (*(one.finding for one in found), *heads) if waiver_key(one) == held.key), None)
    if finding is None:
        raise ValidationError("这一处的文字已改，过一会儿会自动从清单里消掉。")
    try:
        with transaction.atomic():
            made = waive(subject=held.article, finding=finding, reason=reason, by=by)
    except AlreadyWaived as known:  # in the article's own page, since the last run
        return _set(held, State.WAIVED, by, known.waiver.reason, whose=known.waiver.by_name)
    return _set(held, State.WAIVED, by, made.reason)


@transaction.atomic
def check_off(*, row: ArchiveFinding, by: Actor) -> ArchiveFinding:
    """Tick off a row that was put right or waived (复查). ValidationError for one that is open or ticked off before;
    Refused without the right to."""
    held = _locked(row, by)
    if held.state not in (State.CORRECTED, State.WAIVED):
        raise ValidationError(f"这一处{held.get_state_display()}，不能复查。")
    return _set(held, State.CHECKED, by, f"{held.get_state_display()}（{held.by_name}）：{held.reason}")


def _typo(row: ArchiveFinding) -> Finding | None:
    """A row of the typo model as its finding, while its sentence still stands: no page loads the model to ask again."""
    stands = any(row.sentence and row.sentence in unit.text for unit in text_of_article(row.article).units)
    finding = Finding(
        row.code, Level(row.level), None, 0, 0, 0, row.words, row.message, row.suggestion, sentence=row.sentence
    )
    return finding if stands and waiver_key(finding) == row.key else None


def _locked(row: ArchiveFinding, by: Actor) -> ArchiveFinding:
    require(by, MAY, "办理存量检查结果")
    return ArchiveFinding.objects.select_for_update(of=("self",)).select_related("article").get(pk=row.pk)


def _set(row: ArchiveFinding, state: str, by: Actor, reason: str, *, whose: str = "") -> ArchiveFinding:
    before = {"state": row.state, "reason": row.reason}
    settled(row, state, by=Actor(title=whose) if whose else by, reason=reason)
    row.save()
    action = "waive" if state == State.WAIVED else "check_off"
    record(Change(row, before, {"state": row.state, "reason": row.reason}), by=by, action=action, reason=row.reason)
    return row
