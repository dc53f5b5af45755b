"""Pictures are public only while something public shows them; staff see those of articles that they may see."""

import io

import pytest
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from articles import workflow
from articles.images import attach, rendition_name, store_image
from articles.models import Article, ArticleImage
from articles.record.audit import OPERATOR
from issues.models import Issue
from issues.workflow import publishing
from tests import factories

pytestmark = pytest.mark.django_db


def picture(article: Article, colour: str = "red") -> ArticleImage:
    out = io.BytesIO()
    Image.new("RGB", (600, 400), colour).save(out, "PNG")
    out.seek(0)
    return attach(article=article, image=store_image(out), alt="图", left_out=[])


def addresses(image: ArticleImage) -> list[str]:
    return [f"/media/{name}" for name in (image.name, *(rendition_name(image, width) for width in image.widths))]


def statuses(client: Client, image: ArticleImage) -> set[int]:
    return {client.get(address).status_code for address in addresses(image)}


def of_role(name: str, *groups: str, department: str = "") -> Client:
    client = Client()
    office = factories.department(department) if department else None
    client.force_login(factories.person(name, *groups, department=office))
    return client


@pytest.fixture
def draft() -> Article:
    return factories.article("草稿", department=factories.department("规划科"))


def test_a_drafts_picture_is_nobodys_but_those_who_may_see_the_draft(client: Client, draft: Article) -> None:
    image = picture(draft)
    assert statuses(client, image) == {404}
    assert statuses(of_role("ada", "编辑"), image) == {200}
    assert statuses(of_role("own", "通讯员", department="规划科"), image) == {200}
    assert statuses(of_role("other", "通讯员", department="运行科"), image) == {404}
    answer = of_role("bo", "编辑").get(addresses(image)[0])
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_publishing_opens_a_picture_and_taking_off_the_site_closes_it_at_once(client: Client, draft: Article) -> None:
    image = picture(draft)
    made = factories.issue(draft, factories.article("另一条"))
    factories.published(made)
    assert statuses(client, image) == {200}
    assert client.get(addresses(image)[0]).headers["Cache-Control"] == "public, no-cache"
    workflow.withdraw(article=Article.objects.get(pk=draft.pk), by=OPERATOR, reason="涉及个人信息")
    assert statuses(client, image) == {404}
    workflow.publish(article=Article.objects.get(pk=draft.pk), by=OPERATOR)
    assert statuses(client, image) == {200}
    publishing.withdraw(issue=Issue.objects.get(pk=made.pk), by=OPERATOR, reason="数字有误")
    assert statuses(client, image) == {404}


def test_a_picture_that_two_articles_show_stays_while_one_is_public(client: Client, draft: Article) -> None:
    image, other = picture(draft), factories.article("也用这张")
    picture(other)
    factories.published(factories.issue(draft))
    factories.published(factories.issue(other))
    workflow.withdraw(article=Article.objects.get(pk=draft.pk), by=OPERATOR, reason="数字有误")
    assert statuses(client, image) == {200}
    workflow.withdraw(article=Article.objects.get(pk=other.pk), by=OPERATOR, reason="数字有误")
    assert statuses(client, image) == {404}


def test_deleted_and_replaced_pictures_are_gone(client: Client, draft: Article) -> None:
    image = picture(draft)
    desk = of_role("ada", "编辑")
    ArticleImage.objects.filter(pk=image.pk).delete()
    assert statuses(desk, image) == {404}
    image = picture(draft, "blue")
    workflow.delete(article=draft, by=OPERATOR)
    assert statuses(desk, image) == {404}


@pytest.mark.parametrize("path", ["a.jpg", "../db.sqlite3", "images/ab/../../x.jpg", "images/ab/" + "0" * 64 + ".html"])
def test_nothing_else_below_media_is_served(client: Client, path: str) -> None:
    assert of_role("ada", "编辑").get(f"/media/{path}").status_code == 404


def test_a_session_that_is_not_one_sees_nothing(client: Client, draft: Article) -> None:
    client.cookies["sessionid"] = "a" * 32
    assert statuses(client, picture(draft)) == {404}


def test_behind_nginx_the_file_is_handed_over(client: Client, draft: Article, settings: object) -> None:
    settings.MEDIA_BY_NGINX = True  # type: ignore[attr-defined]
    image = picture(draft)
    factories.published(factories.issue(draft))
    answer = client.get(f"/media/{image.name}")
    assert answer.headers["X-Accel-Redirect"] == f"/media-files/{image.name}"
    assert answer.content == b""


def test_a_public_picture_costs_one_query(
    client: Client, draft: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    image = picture(draft)
    factories.published(factories.issue(draft))
    client.get(f"/media/{image.name}")
    with django_assert_num_queries(1):
        client.get(f"/media/{image.name}")
