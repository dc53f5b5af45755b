"""What a check found becomes rows of the 整改清单: new ones open, what is gone is closed, what was waived stays so."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.proofing.waivers import Waived
from articles.record.audit import OPERATOR, Actor, Change, record
from articles.registers.waiving import waivers_of
from issues.inspection import rechecks
from issues.inspection.workers import Checked
from issues.models import ArchiveCheck, ArchiveFinding, Correction

State = ArchiveFinding.State
MACHINE = Actor(title="存量检查")
WITH_TYPOS = "+typos"
SETTLED = ("state", "state_at", "by", "by_name", "reason")


@dataclass(frozen=True, slots=True)
class Marks:
    """By what articles are checked: the registers' revision, the rules' fingerprint, and since when that held.

    typos  whether typos are looked for; where not, their rows stay as they are
    """

    registers: int
    rules: str
    started: dt.datetime
    typos: bool = False

    @property
    def stored(self) -> str:
        """The fingerprint as an article's row keeps it."""
        return self.rules + WITH_TYPOS if self.typos else self.rules


@dataclass(slots=True)
class _Batch:
    """What is stored of some articles, and what becomes of it."""

    articles: dict[int, Article]
    rows: dict[tuple[int, str], ArchiveFinding]
    corrections: dict[int, Correction]
    new: list[ArchiveFinding] = field(default_factory=list)
    changed: list[tuple[ArchiveFinding, str]] = field(default_factory=list)


@transaction.atomic
def store(*, checked: Sequence[Checked], marks: Marks, by: Actor = MACHINE) -> None:
    """Store what articles gave. As many statements for fifty articles as for two.

    An article that was deleted meanwhile is left out; one whose words changed meanwhile is due again.
    """
    batch = _loaded([one.article for one in checked])
    present = [one for one in checked if one.article in batch.articles]
    waivers = waivers_of("article", batch.articles)
    checks = _locked(batch.articles)
    for one in present:
        check = checks[one.article]
        _fit(batch, one, waivers.get(one.article, {}))
        _close_gone(batch, one, check, marks)
        check.version, check.registers, check.rules = one.version, marks.registers, marks.stored
        check.waivers, check.at = len(waivers.get(one.article, {})), marks.started
    ArchiveFinding.objects.bulk_create(batch.new, batch_size=500)
    ArchiveFinding.objects.bulk_update([row for row, _ in batch.changed], [*SETTLED, "level", "message", "suggestion"])
    ArchiveCheck.objects.bulk_update(checks.values(), ["version", "registers", "rules", "waivers", "at"])
    record(*_changes_per_article(batch), by=by, action="inspect")
    rechecks.settle(articles=[one.article for one in checked], started=marks.started)


def settled(row: ArchiveFinding, state: str, *, by: Actor, reason: str = "") -> None:
    """Set a row's state with when, who and how; it is not saved."""
    is_open = state == State.OPEN
    row.state, row.state_at = state, None if is_open else timezone.now()
    row.by, row.by_name, row.reason = (None, "", "") if is_open else (by.user, by.name, reason[:400])


def _loaded(numbers: Iterable[int]) -> _Batch:
    articles = Article.objects.in_bulk(list(numbers))
    rows = ArchiveFinding.objects.filter(article__in=articles)
    applied = Correction.objects.filter(article__in=articles, status=Correction.Status.APPLIED)
    return _Batch(
        articles,
        {(row.article_id, row.key): row for row in rows.order_by("pk")},
        {row.article_id or 0: row for row in applied.select_related("by").order_by("reviewed_at", "pk")},
    )


def _locked(articles: Mapping[int, Article]) -> dict[int, ArchiveCheck]:
    """Each article's row of how far it was checked, under lock and made where there is none."""
    ArchiveCheck.objects.bulk_create((ArchiveCheck(article_id=pk) for pk in articles), ignore_conflicts=True)
    held = ArchiveCheck.objects.select_for_update().filter(article__in=articles).order_by("article_id")
    return {row.article_id: row for row in held}


def _fit(batch: _Batch, one: Checked, waivers: Mapping[str, Waived]) -> None:
    """A row for each finding of an article, in the state that its waiver gives."""
    for key, finding in one.by_key.items():
        row = batch.rows.get((one.article, key))
        if row is None:
            row = ArchiveFinding(article_id=one.article, key=key, code=finding.code)
            row.words, row.sentence = finding.text, finding.sentence
            batch.new.append(row)
            _follow(row, waivers.get(key))
        else:
            before = _state(row)
            _follow(row, waivers.get(key))
            said = (str(finding.level), finding.message, finding.suggestion)
            if _state(row) != before or said != (row.level, row.message, row.suggestion):
                batch.changed.append((row, before))
        row.level, row.message, row.suggestion = str(finding.level), finding.message, finding.suggestion


def _close_gone(batch: _Batch, one: Checked, check: ArchiveCheck, marks: Marks) -> None:
    """Close the rows of an article whose findings are there no more."""
    for (article, key), row in batch.rows.items():
        unasked = row.code.startswith("typo") and not marks.typos
        if article == one.article and key not in one.by_key and row.state in (State.OPEN, State.WAIVED) and not unasked:
            before = _state(row)
            _close(row, batch.corrections.get(article), changed=check.version not in (0, one.version))
            batch.changed.append((row, before))


def _follow(row: ArchiveFinding, waived: Waived | None) -> None:
    """The state of a row whose finding is there: waived, or open. One that was checked over with a waiver stays so."""
    if waived is None:
        if row.state != State.OPEN:
            settled(row, State.OPEN, by=MACHINE)
    elif row.state in (State.OPEN, State.CORRECTED):
        settled(row, State.WAIVED, by=Actor(title=waived.by_name), reason=waived.reason)


def _close(row: ArchiveFinding, correction: Correction | None, *, changed: bool) -> None:
    """The finding is gone: by a correction, by other words, or because registers or rules say otherwise now."""
    since = correction and correction.reviewed_at and correction.reviewed_at >= row.found_at
    if correction and since and changed:
        by = Actor(correction.by) if correction.by else OPERATOR
        settled(row, State.CORRECTED, by=by, reason=f"更正：{correction.what}")
    else:
        how = "文字已改" if changed else "按现在的登记簿和规则不再是问题"
        settled(row, State.CORRECTED, by=MACHINE, reason=how)


def _state(row: ArchiveFinding) -> str:
    return str(row.state)


def _changes_per_article(batch: _Batch) -> list[Change]:
    """A change an article: what is new in it, and whose state is another."""
    after: dict[int, dict[str, Any]] = {}
    for row in batch.new:
        after.setdefault(row.article_id, {}).setdefault("新发现", []).append(str(row)[:80])
    for row, before in batch.changed:
        if before != row.state:
            after.setdefault(row.article_id, {}).setdefault(row.get_state_display(), []).append(str(row)[:80])
    return [Change(batch.articles[pk], after=said) for pk, said in after.items()]
