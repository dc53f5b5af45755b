"""What was signed or put on record is held by the database itself, on each engine, against every way of writing."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from articles.models import AuditArchive, AuditEntry, AuditLink, Revision
from articles.record import chain, guards
from articles.record.audit import OPERATOR
from issues.models import Correction, Edition, Hiding, Issue, Review, ReviewStep, Wording
from issues.workflow import correcting
from tests import factories

pytestmark = pytest.mark.django_db


def kept_rows() -> list[models.Model]:
    """One row of each guarded table, made by the desk's own work."""
    article = factories.article()
    issue = factories.issue(article)
    edition = factories.published(issue)
    article.refresh_from_db()
    proposed = correcting.propose(
        article=article, based_on=article.version, changes={"title": "更正后"}, what="标题", why="错字",
        by=factories.actor("desk", "编辑"),
    )  # fmt: skip
    correcting.approve(correction=proposed, by=factories.actor("publisher", "签发"))
    chain.before_commit(connection)
    return [
        AuditEntry.objects.latest("pk"), AuditLink.objects.latest("pk"),
        AuditArchive.objects.create(name="x", sha256="", first_position=0, last_position=0, last_digest=""),
        Revision.objects.latest("pk"), Review.objects.latest("pk"), Wording.objects.latest("pk"), edition,
        Hiding.objects.create(edition=edition, article=article), Correction.objects.get(),
    ]  # fmt: skip


def test_every_guarded_table_has_a_row_here() -> None:
    assert {row._meta.db_table for row in kept_rows()} == {guard.table for guard in guards.GUARDS}
    assert guards.missing() == []


def refused(statement: str, *values: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except DatabaseError as error:
        return "takes new rows only" in str(error)
    return False


def test_no_statement_changes_takes_out_or_overwrites_a_kept_row() -> None:
    for row in kept_rows():
        table, key = row._meta.db_table, row._meta.pk.column
        column = next(f.column for f in row._meta.concrete_fields if not f.primary_key)
        assert refused(f"UPDATE {table} SET {column} = {column} WHERE {key} = %s", row.pk), table
        assert refused(f"UPDATE {table} SET {key} = {key} + 1000 WHERE {key} = %s", row.pk), table
        assert refused(f"DELETE FROM {table} WHERE {key} = %s", row.pk), table
        if connection.vendor == "sqlite":
            assert refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE {key} = %s", row.pk), table
            assert refused(f"REPLACE INTO {table} SELECT * FROM {table} WHERE {key} = %s", row.pk), table
            assert refused(f"UPDATE OR REPLACE {table} SET {key} = {key} + 1 WHERE {key} = %s", row.pk), table
        else:
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            assert refused(f"TRUNCATE {table} CASCADE"), table


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite overwrites by a unique column")
def test_nor_by_another_unique_column() -> None:
    for row in kept_rows():
        guard = next(one for one in guards.GUARDS if one.table == row._meta.db_table)
        columns = [f.column for f in row._meta.concrete_fields if not f.primary_key]
        names = ", ".join(f'"{name}"' for name in columns)
        for _ in guard.unique[:1]:
            key = row._meta.pk.column
            statement = f"INSERT OR REPLACE INTO {guard.table} ({names}, {key}) SELECT {names}, {key} + 1000 "
            assert refused(f"{statement} FROM {guard.table} WHERE {key} = %s", row.pk), guard.table


def test_a_correction_may_be_decided_once() -> None:
    article = factories.article()
    factories.published(factories.issue(article))
    article.refresh_from_db()
    row = correcting.propose(
        article=article, based_on=article.version, changes={"title": "更正后"}, what="标题", why="错字", by=OPERATOR
    )
    assert not refused("UPDATE issues_correction SET why = '另写' WHERE id = %s", row.pk)
    correcting.refuse(correction=row, reason="不改", by=factories.actor("publisher", "签发"))
    assert refused("UPDATE issues_correction SET status = 'proposed' WHERE id = %s", row.pk)


def test_a_step_that_is_gone_leaves_its_decisions() -> None:
    issue = factories.signed(factories.issue(factories.article()))
    review = issue.reviews.latest("pk")
    assert review.step is not None
    Issue.objects.update(status=Issue.Status.COMPOSING, step=None)
    assert refused("UPDATE issues_review SET step_id = NULL, comment = 'x' WHERE id = %s", review.pk)
    other = ReviewStep.objects.exclude(pk=review.step.pk).first()
    assert other is not None
    assert refused("UPDATE issues_review SET step_id = %s WHERE id = %s", other.pk, review.pk)
    review.step.delete()
    assert Review.objects.get(pk=review.pk).step is None


def test_editions_are_told_apart_from_the_time_of_the_test() -> None:
    """The guards know no clock but for archived rows: an edition of long ago is held too."""
    issue = factories.issue(factories.article())
    made = Edition.objects.create(
        issue=issue, number=9, document={}, digest="", published_at=timezone.now() - dt.timedelta(days=4000)
    )
    assert refused("DELETE FROM issues_edition WHERE id = %s", made.pk)
