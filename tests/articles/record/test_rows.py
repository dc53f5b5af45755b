"""The small tables: whoever changes them, the audit log tells what was and what is."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from articles.models import AuditEntry, Section
from articles.record import rows
from articles.refusals import Refused
from issues.models import ReviewStep
from issues.workflow import reviewers, reviewing
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(client: Client) -> Client:
    client.force_login(factories.person("chief", "管理员"))
    return client


def told(kind: str) -> tuple[str, str, dict[str, str], dict[str, str]]:
    """The newest audit row of that kind of thing."""
    entry = AuditEntry.objects.filter(kind=kind).order_by("-pk")[0]
    return entry.actor_name, entry.action, entry.before, entry.after


def test_who_signs_is_changed_on_record(client: Client) -> None:
    client.force_login(factories.person("guard", "安全管理"))
    step = ReviewStep.objects.order_by("position")[0]
    other = ReviewStep.objects.order_by("position")[1].group
    was = str(step.group)
    client.post(
        f"/admin/issues/reviewstep/{step.pk}/change/",
        {"name": step.name, "group": other.pk, "position": step.position},
    )
    assert told("reviewstep") == ("guard", "change", {"group": was}, {"group": str(other)})


def test_a_new_row_a_renamed_one_and_a_deleted_one_are_told(chief: Client) -> None:
    chief.post("/admin/articles/section/add/", {"name": "要情", "position": 9, "active": "on", "aliases": ""})
    section = Section.objects.get(name="要情")
    assert told("section")[1] == "create"
    assert told("section")[3]["name"] == "要情"
    section.name = "要闻速览"
    rows.save(row=section, by=factories.actor("chief"))
    assert told("section")[2:] == ({"name": "要情"}, {"name": "要闻速览"})
    chief.post(f"/admin/articles/section/{section.pk}/delete/", {"post": "yes"})
    assert told("section")[1] == "delete"
    assert told("section")[2]["name"] == "要闻速览"
    assert not Section.objects.filter(pk=section.pk).exists()


def test_what_is_saved_as_it_was_is_no_change(chief: Client) -> None:
    section = factories.section()
    start = AuditEntry.objects.count()
    rows.save(row=section, by=factories.actor("chief"))
    assert AuditEntry.objects.count() == start


def test_without_the_right_nothing_is_changed() -> None:
    section = factories.section()
    section.name = "另一个名字"
    for act in (rows.save, rows.delete):
        with pytest.raises(Refused):
            act(row=section, by=factories.actor("lin"))
    assert Section.objects.get(pk=section.pk).name != "另一个名字"


def test_no_caller_takes_a_step_away_under_an_issue_in_review() -> None:
    made = factories.issue(factories.article("甲企业投产"))
    made.entries.update(section=factories.section())
    step, guard = ReviewStep.objects.order_by("-position")[0], factories.actor("guard", "安全管理")
    reviewing.send(issue=made, by=factories.actor("desk", "编辑"))
    with pytest.raises(ValidationError, match="正在审核"):
        reviewers.delete_step(step=step, by=guard)
    reviewing.recall(issue=made, by=factories.actor("desk"), reason="再改")
    reviewers.delete_step(step=step, by=guard)
    assert not ReviewStep.objects.filter(pk=step.pk).exists()
