"""A unit head's consent before a draft is handed in, where the department asks for it."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from articles import workflow
from articles.models import Article, Consent, Department
from articles.record.audit import Actor
from articles.refusals import Refused
from articles.workflow import consenting
from tests import factories

pytestmark = pytest.mark.django_db
Status = Article.Status


@pytest.fixture
def office() -> Department:
    unit = factories.department("产业科")
    unit.head, unit.head_consents = factories.person("孟主任", "单位负责人"), True
    unit.save()
    return unit


@pytest.fixture
def writer(office: Department) -> Actor:
    return factories.actor("闻笛", "通讯员", department=office)


def draft(office: Department) -> Article:
    return factories.article("竹纤维餐盒首单发运", status=Status.DRAFT, department=office)


def test_a_draft_goes_to_the_desk_when_the_head_agrees(
    office: Department, writer: Actor, django_capture_on_commit_callbacks: object
) -> None:
    one = draft(office)
    with pytest.raises(ValidationError, match="先经负责人同意"):
        workflow.submit(article=one, by=writer)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        asked = consenting.ask(article=one, by=writer)
    assert [(one.subject, one.to) for one in mail.outbox] == [("请审阅：竹纤维餐盒首单发运", ["孟主任@example.test"])]
    with pytest.raises(ValidationError, match="已经请示过"):
        consenting.ask(article=one, by=writer)
    with pytest.raises(Refused):
        consenting.decide(consent=asked, agreed=True, by=writer)
    consenting.decide(consent=asked, agreed=True, by=Actor(office.head))
    one.refresh_from_db()
    assert one.status == Status.SUBMITTED
    with pytest.raises(ValidationError, match="已经答复过"):
        consenting.decide(consent=asked, agreed=False, reason="迟了", by=Actor(office.head))


def test_what_was_changed_after_the_asking_is_asked_for_anew(office: Department, writer: Actor) -> None:
    one = draft(office)
    asked = consenting.ask(article=one, by=writer)
    one.refresh_from_db()
    workflow.edit(article=one, based_on=one.version, changes={"title": "竹纤维餐盒发运"}, by=writer)
    with pytest.raises(ValidationError, match="请示之后又改过"):
        consenting.decide(consent=asked, agreed=True, by=Actor(office.head))
    again = consenting.ask(article=one, by=writer)
    assert again.pk == asked.pk
    consenting.decide(consent=again, agreed=True, by=Actor(office.head))
    assert Article.objects.get().status == Status.SUBMITTED


def test_a_head_who_does_not_agree_says_why(
    office: Department, writer: Actor, django_capture_on_commit_callbacks: object
) -> None:
    asked = consenting.ask(article=draft(office), by=writer)
    with pytest.raises(ValidationError, match="写明意见"):
        consenting.decide(consent=asked, agreed=False, reason=" ", by=Actor(office.head))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        consenting.decide(consent=asked, agreed=False, reason="数字与月报不符", by=Actor(office.head))
    assert Article.objects.get().status == Status.DRAFT
    assert "数字与月报不符" in mail.outbox[-1].body
    assert Consent.objects.get().agreed is False


def test_without_the_setting_or_from_the_desk_nobody_is_asked(office: Department, writer: Actor) -> None:
    workflow.submit(article=draft(office), by=factories.actor("青禾", "编辑"))
    Department.objects.update(head_consents=False)
    one = draft(office)
    with pytest.raises(ValidationError, match="不用先经负责人同意"):
        consenting.ask(article=one, by=writer)
    workflow.submit(article=one, by=writer)


def test_the_pages_offer_each_what_is_theirs(office: Department, writer: Actor, client: Client) -> None:
    assert writer.user
    assert office.head
    one = draft(office)
    client.force_login(writer.user)
    page = client.get(f"/admin/articles/article/{one.pk}/change/").content.decode()
    assert f"/articles/article/{one.pk}/ask_consent/" in page
    assert f"/articles/article/{one.pk}/submit/" not in page
    client.post(f"/admin/articles/article/{one.pk}/ask_consent/")
    asked = Consent.objects.get()
    assert client.get(f"/admin/desk/consents/{asked.pk}/").status_code == 404
    client.force_login(office.head)
    assert "竹纤维餐盒首单发运" in client.get("/admin/").content.decode()
    assert "同意并投稿" in client.get(f"/admin/desk/consents/{asked.pk}/").content.decode()
    client.post(f"/admin/desk/consents/{asked.pk}/", {"decision": "agree"})
    assert Article.objects.get().status == Status.SUBMITTED
