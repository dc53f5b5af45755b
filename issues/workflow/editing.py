"""Changing an issue's head and arrangement: every change guarded by the version it was based on, kept as a revision.

The composer, the entry buttons and the issue's form all go through `changing`, so that none of them can
overwrite newer work, change a published issue or leave a sign-off standing for other words.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.record import history
from articles.record.audit import Actor, Change, edited, record
from issues import states
from issues.assembly.snapshots import put_back, snapshot_of
from issues.models import Issue
from issues.workflow import reviewing


@contextmanager
def changing(
    *, issue: Issue, based_on: int, by: Actor, action: str, note: str | Callable[[], str] = ""
) -> Iterator[Issue]:
    """A change of the issue that was looked at when its version was `based_on`; the row is changed inside the context.

        with changing(issue=issue, based_on=version, by=actor, action="move") as row:
            …                                    # row is locked; row.version is the new version

    note  what to say of the change in the history; a function is called when the change is done

    Refused without "issues.change_issue", `states.IssueIsPublished`, StaleEdit when somebody was faster. On leaving,
    the revision is kept and sign-offs for other words lapse. Whatever is raised inside undoes everything.
    """
    states.CHANGE.require_right(by)
    with transaction.atomic():
        row = history.claim(row=issue, based_on=based_on, snapshot=snapshot_of)
        states.CHANGE.require(row)
        yield row
        finish(issue=row, by=by, action=action, note=note if isinstance(note, str) else note())


def finish(*, issue: Issue, by: Actor, action: str, note: str = "", before: Mapping[str, Any] | None = None) -> None:
    """End a change whose version was claimed and whose rows are saved: put it on record, let sign-offs lapse.

    before  the snapshot before it, where the audit row is to say which fields changed
    """
    after = snapshot_of(issue)
    plain = Change(issue, after={"version": issue.version}, snapshot=after)
    record(plain if before is None else edited(issue, before, after), by=by, action=action, note=note)
    if issue.status in states.UNDER_WAY:
        reviewing.refresh(issue=issue, by=by)


def restore(*, issue: Issue, version: int, based_on: int, by: Actor) -> list[str]:
    """Bring back head and arrangement of `version` as a new revision; the titles of articles that are gone."""
    wanted = history.revisions_of(issue).filter(version=version).first()
    if wanted is None:
        raise ValidationError(f"没有第{version}版的记录。")
    with changing(issue=issue, based_on=based_on, by=by, action="restore", note=f"恢复到第{version}版") as row:
        return put_back(row, wanted.snapshot)


@transaction.atomic
def delete(*, issue: Issue, by: Actor) -> None:
    """Delete an issue being composed that was never sent to its reviews; its articles stay, its arrangement stays in
    the history. Refused without "issues.delete_issue"; NotNow for any other."""
    states.DELETE.require_right(by)
    row = reviewing.locked(issue)
    states.DELETE.require(row)
    row.version += 1
    record(Change(row, before={"status": row.status}, snapshot=snapshot_of(row)), by=by, action="delete")
    row.delete()
