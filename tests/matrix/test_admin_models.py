"""Every table of the admin × every role: who may look (list, page, history), add, change and delete.

Roles by their letters, as in `roles.ROLES`. What is allowed answers, whatever it then says; the rest is 403 or 404.
Articles and issues have pages of their own, whose rights hang on the department and the state: see `test_matrix`.
"""

import datetime as dt

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection, models, transaction
from django.test import Client
from django.urls import reverse

from articles.models import (
    AccountRequest,
    AllowedSource,
    AuditEntry,
    CapturedPage,
    Contributor,
    County,
    Exemption,
    FeedItem,
    Indicator,
    IndicatorFigure,
    Leader,
    ListedWord,
    Organisation,
    Place,
    Publication,
    Reprint,
    ReturnReason,
    Source,
    Synonyms,
    Waiver,
    WatchedFeed,
)
from articles.models.tagging import TaggedArticle  # noqa: F401 - the tags' table is registered with it
from articles.record.audit import OPERATOR, Change, record
from issues.models import (
    Adoption,
    BulletinForm,
    Deduction,
    Forwarding,
    Instruction,
    Outlet,
    PlannedEvent,
    ReviewStep,
    ScoringRules,
    UnitLetter,
    UnitStanding,
)
from issues.models.mailing import Mailing, Subscriber
from tests import factories
from tests.matrix.roles import ROLES, visitor

pytestmark = pytest.mark.django_db

# table → (look, add, change, delete)
READERS = "E12SAU"
TABLE = {
    "articles.allowedsource": (READERS, "A", "A", "A"),
    "articles.accountrequest": ("KGU", "", "", ""),
    "articles.auditentry": ("U", "", "", ""),
    "articles.capturedpage": (READERS, "", "", ""),
    "articles.contributor": (READERS, "EA", "EA", "A"),
    "articles.department": (READERS, "A", "A", "A"),
    "articles.feeditem": (READERS, "", "EA", "A"),
    **dict.fromkeys(
        (f"articles.{name}" for name in ("leader", "place", "organisation", "listedword", "exemption")),
        ("EAU", "EA", "EA", "A"),
    ),
    **dict.fromkeys((f"articles.{name}" for name in ("indicator", "indicatorfigure", "county")), ("EA",) * 4),
    "articles.waiver": (READERS, "", "", ""),
    "articles.publication": ("A", "", "A", ""),
    "articles.reprint": (READERS, "", "", ""),
    "articles.returnreason": ("EA", "EA", "EA", "A"),
    "articles.section": (READERS, "A", "A", "A"),
    "articles.source": (READERS, "EA", "EA", "A"),
    "articles.synonyms": ("EA", "EA", "EA", "EA"),
    "articles.watchedfeed": (READERS, "EA", "EA", "A"),
    "auth.group": ("KGU", "", "", ""),
    "auth.user": ("KGU", "K", "K", ""),
    "issues.adoption": (READERS, "EA", "EA", "A"),
    "issues.deduction": (READERS, "EA", "EA", "A"),
    "issues.forwarding": (READERS, "EA", "EA", "A"),
    "issues.plannedevent": (READERS, "EA", "EA", "A"),
    "issues.unitletter": ("ESAU", "", "", ""),
    "issues.instruction": (READERS, "EA", "EA", "A"),
    "issues.outlet": (READERS, "A", "A", "A"),
    "issues.scoringrules": (READERS, "A", "A", "A"),
    "issues.unitstanding": (READERS, "A", "A", "A"),
    "issues.bulletinform": ("ESAU", "", "A", ""),
    "issues.mailing": ("ESAU", "", "", ""),
    "issues.reviewstep": ("AGU", "G", "G", "G"),
    "issues.subscriber": ("ESAU", "EA", "EA", "A"),
    "taggit.tag": (READERS, "EA", "EA", "A"),
}


DAY = dt.date(2026, 5, 6)


def rows() -> dict[str, models.Model]:
    """One row of each table."""
    article = factories.article("转来的")
    published = factories.issue(factories.article("已发的"))
    edition = factories.published(published)
    page = CapturedPage.objects.create(kind="url", url="https://example.test/", sha256="0" * 64, body=b"x")
    feed = WatchedFeed.objects.create(name="某站", url="https://example.test/feed")
    story = {"title": "转来的", "body": []}
    record(Change(article), by=OPERATOR, action="test")
    account = factories.person("account")
    made: list[models.Model] = [
        AccountRequest.objects.create(person=account, changes={"groups": ["初审"]}, by_name="某人"),
        factories.section(), factories.department(), Source.objects.create(name="某报"),
        Contributor.objects.create(name="时雨"), apps.get_model("taggit", "Tag").objects.create(name="技改"),
        ReturnReason.objects.create(text="某原因"), ReviewStep.objects.get(position=1), Publication.current(),
        AuditEntry.objects.latest("pk"), factories.person("somebody", "编辑"), Group.objects.create(name="某组"),
        FeedItem.objects.create(feed=feed, guid="1", url="https://example.test/1", title="一条"), feed,
        AllowedSource.objects.create(name="某网"), page,
        Reprint.objects.create(article=article, page=page, story=story), Synonyms.objects.create(words="甲、乙"),
        BulletinForm.objects.get_or_create(pk=1)[0], Subscriber.objects.create(address="a@example.test"),
        Mailing.objects.create(edition=edition, by_name="某人"),
        Leader.objects.create(name="某某"), Place.objects.create(name="某县"), Organisation.objects.create(name="某局"),
        ListedWord.objects.create(word="某词", level="C"), Exemption.objects.create(words="某词", reason="本来就对"),
        Waiver.objects.create(kind="article", object_id=article.pk, key="k", code="c", level="C", reason="对的"),
        figured := Indicator.objects.create(name="某增速"), County.objects.create(name="某区", column=1, row=1),
        IndicatorFigure.objects.create(indicator=figured, article=article, day=DAY, said="某月", value=3),
        Outlet.objects.create(name="某简报"), ScoringRules.objects.create(name="某办法", start=DAY),
        UnitStanding.objects.create(department=factories.department("某科"), unit_class="科室"),
        Adoption.objects.create(title="某篇", outlet=Outlet.objects.get(), day=DAY),
        Instruction.objects.create(article=article, level="市级", day=DAY),
        Deduction.objects.create(department=factories.department("某科"), kind="迟报", day=DAY, why="晚"),
        Forwarding.objects.create(article=article, outlet=Outlet.objects.get(), day=DAY),
        PlannedEvent.objects.create(name="某日", day=DAY),
        UnitLetter.objects.create(department=factories.department("某科"), month=DAY, address="a@example.test"),
    ]  # fmt: skip
    return {f"{row._meta.app_label}.{row._meta.model_name}": row for row in made}


def answers(client: Client, name: str, row: models.Model) -> tuple[bool, bool, bool, bool]:
    """Whether a role may look at, add, change and delete; all pages of looking and of deleting agree."""
    base = "admin:" + name.replace(".", "_")

    def may(method: str, page: str, *args: object) -> bool:
        point = transaction.savepoint()
        status = getattr(client, method)(reverse(f"{base}_{page}", args=args)).status_code
        transaction.savepoint_rollback(point)
        assert status < 500, (name, method, page, status)
        return status not in (403, 404)

    looks = [may("get", "changelist"), may("get", "change", row.pk), may("get", "history", row.pk)]
    deletes = [may("get", "delete", row.pk), may("post", "delete", row.pk)]
    assert len(set(looks)) == 1, (name, looks)
    assert len(set(deletes)) == 1, (name, deletes)
    return looks[0], may("get", "add"), may("post", "change", row.pk), deletes[0]


def test_every_role_may_do_exactly_what_the_table_says() -> None:
    """On PostgreSQL two roles that together see every table: its SQL is tried there, rights are the same."""
    letters = "AG" if connection.vendor == "postgresql" else "".join(ROLES)
    made = rows()
    found = {name: ["", "", "", ""] for name in made}
    for letter in letters:
        client = visitor(letter)
        for name, row in made.items():
            for place, allowed in enumerate(answers(client, name, row)):
                found[name][place] += letter if allowed else ""
    table = {name: ["".join(one for one in who if one in letters) for who in TABLE[name]] for name in TABLE}
    assert found == table


def test_the_table_leaves_out_no_table_of_the_admin() -> None:
    registered = {f"{model._meta.app_label}.{model._meta.model_name}" for model in admin.site._registry}
    assert registered - {"articles.article", "issues.issue"} == set(TABLE)
