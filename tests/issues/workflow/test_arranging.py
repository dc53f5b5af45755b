"""The arrangement of an issue: places, sections, versions."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.record.history import StaleEdit, revisions_of
from articles.refusals import Refused
from issues.assembly.snapshots import snapshot_of
from issues.models import Entry, Issue
from issues.workflow import arranging
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return factories.actor("青禾", "编辑")


@pytest.fixture
def made():
    issue = factories.issue(*(factories.article(title) for title in "甲乙丙丁"))
    news = factories.section("工信动态")
    issue.entries.filter(article__title__in="丙丁").update(section=news)
    return issue


def arranged(issue: Issue) -> str:
    """The issue as “要闻:甲乙 工信动态:丙丁”; positions must run 1, 2, 3 …"""
    rows = list(issue.entries.select_related("article", "section").order_by("position"))
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    shown: dict[str, str] = {}
    for row in rows:
        name = row.section.name if row.section else "—"
        shown[name] = shown.get(name, "") + row.article.title
    return " ".join(f"{name}:{titles}" for name, titles in shown.items())


def entry(issue: Issue, title: str) -> Entry:
    return issue.entries.get(article__title=title)


@pytest.mark.parametrize(
    ("title", "section", "place", "expected"),
    [
        ("乙", "要闻", 1, "要闻:乙甲 工信动态:丙丁"),
        ("甲", "要闻", None, "要闻:乙甲 工信动态:丙丁"),
        ("甲", "要闻", 1, "要闻:甲乙 工信动态:丙丁"),
        ("甲", "工信动态", 1, "要闻:乙 工信动态:甲丙丁"),
        ("甲", "工信动态", 2, "要闻:乙 工信动态:丙甲丁"),
        ("甲", "工信动态", 99, "要闻:乙 工信动态:丙丁甲"),
        ("丁", "要闻", 2, "要闻:甲丁乙 工信动态:丙"),
        ("甲", "县区快讯", None, "要闻:乙 工信动态:丙丁 县区快讯:甲"),
    ],
)
def test_an_entry_moves_within_and_between_sections(made, editor, title, section, place, expected):
    arranging.move(
        issue=made,
        entry_id=entry(made, title).pk,
        section_id=factories.section(section).pk,
        place=place,
        based_on=made.version,
        by=editor,
    )
    assert arranged(made) == expected


def test_an_article_is_put_in_once(made, editor):
    new = factories.article("戊")
    row = arranging.put_in(
        issue=made,
        article_id=new.pk,
        section_id=factories.section("要闻").pk,
        place=2,
        based_on=made.version,
        by=editor,
    )
    assert arranged(made) == "要闻:甲戊乙 工信动态:丙丁"
    with pytest.raises(ValidationError, match="已在本期"):
        arranging.put_in(issue=made, article_id=new.pk, section_id=None, place=None, based_on=row.version, by=editor)
    assert arranged(made) == "要闻:甲戊乙 工信动态:丙丁"


def test_a_returned_article_cannot_be_put_in(made, editor):
    gone = factories.article("己", status=Article.Status.RETURNED)
    with pytest.raises(ValidationError, match="不能编入"):
        arranging.put_in(issue=made, article_id=gone.pk, section_id=None, place=None, based_on=made.version, by=editor)


def test_an_entry_taken_out_leaves_no_gap_and_its_article_stays(made, editor):
    arranging.take_out(issue=made, entry_id=entry(made, "甲").pk, based_on=made.version, by=editor)
    assert arranged(made) == "要闻:乙 工信动态:丙丁"
    assert Article.objects.filter(title="甲").exists()


def test_sections_change_places(made, editor):
    order = [factories.section("工信动态").pk, factories.section("要闻").pk]
    arranging.order_sections(issue=made, section_ids=order, based_on=made.version, by=editor)
    assert arranged(made) == "工信动态:丙丁 要闻:甲乙"


def test_a_lead_title_that_equals_the_title_is_none_of_its_own(made, editor):
    row = arranging.set_lead_title(
        issue=made, entry_id=entry(made, "甲").pk, lead_title=" 短题 ", based_on=made.version, by=editor
    )
    assert entry(made, "甲").lead_title == "短题"
    arranging.set_lead_title(
        issue=made, entry_id=entry(made, "甲").pk, lead_title="甲", based_on=row.version, by=editor
    )
    assert entry(made, "甲").lead_title == ""


def test_a_move_on_an_older_version_is_refused_and_changes_nothing(made, editor):
    old = made.version
    news = factories.section("工信动态").pk
    arranging.move(issue=made, entry_id=entry(made, "甲").pk, section_id=news, place=1, based_on=old, by=editor)
    with pytest.raises(StaleEdit):
        arranging.move(issue=made, entry_id=entry(made, "乙").pk, section_id=news, place=1, based_on=old, by=editor)
    assert arranged(made) == "要闻:乙 工信动态:甲丙丁"


def test_a_reader_may_not_arrange(made):
    auditor = factories.actor("审计", "审计员")
    with pytest.raises(Refused):
        arranging.take_out(issue=made, entry_id=entry(made, "甲").pk, based_on=made.version, by=auditor)


def test_a_published_issue_is_not_rearranged(made, editor):
    factories.published(made)
    made.refresh_from_db()
    with pytest.raises(ValidationError, match="更正"):
        arranging.take_out(issue=made, entry_id=entry(made, "甲").pk, based_on=made.version, by=editor)


def test_every_move_keeps_a_revision_of_the_new_arrangement(made, editor):
    arranging.move(
        issue=made,
        entry_id=entry(made, "丁").pk,
        section_id=factories.section("要闻").pk,
        place=1,
        based_on=made.version,
        by=editor,
    )
    stored = Issue.objects.get(pk=made.pk)
    kept = revisions_of(stored).first()
    assert kept is not None
    assert kept.version == stored.version
    assert kept.snapshot == snapshot_of(stored)


def test_a_move_takes_seven_statements_at_sixty_entries(editor):
    made = factories.issue(*(factories.article(f"第{n}条") for n in range(60)))
    section = factories.section()
    row = arranging.move(
        issue=made, entry_id=entry(made, "第0条").pk, section_id=section.pk, place=60, based_on=made.version, by=editor
    )
    last = entry(made, "第59条")
    assert editor.may("issues.change_issue")  # the permissions are read once a request
    with CaptureQueriesContext(connection) as queries:
        arranging.move(issue=row, entry_id=last.pk, section_id=section.pk, place=1, based_on=row.version, by=editor)
    done = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(done) <= 7, done  # the lock, the entries, the claim, two for places, the revision, the audit row
