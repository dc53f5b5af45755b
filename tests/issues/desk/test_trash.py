"""回收站: what was deleted comes back as it was."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from articles import workflow
from articles.credits import rederive
from articles.images import attach, store_image
from articles.models import Article, Byline
from articles.record.audit import OPERATOR
from articles.refusals import Refused
from articles.workflow import deleting
from tests import factories
from tests.issues.rendering.documents import picture_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def gone() -> int:
    """The number of a deleted article that had everything."""
    one = factories.article(
        "写了三天的稿", kicker="引题", status=Article.Status.DRAFT, department=factories.department()
    )
    one.tags.add("技改")
    rederive(one, by=OPERATOR)
    stored = store_image(io.BytesIO(picture_bytes(60, 40)))
    attach(article=one, image=stored, alt="车间", caption="一角", after=1, left_out=[])
    number: int = one.pk
    workflow.delete(article=one, by=OPERATOR)
    return number


def editor() -> Client:
    client = Client()
    client.force_login(factories.person("青禾", "编辑"))
    return client


def test_it_is_listed_and_comes_back_by_one_press(gone: int) -> None:
    client = editor()
    assert "写了三天的稿" in client.get(reverse("desk:trash")).content.decode()
    answer = client.post(reverse("desk:bring_back", args=[gone]))
    assert answer["Location"] == reverse("admin:articles_article_change", args=[gone])
    row = Article.objects.get(pk=gone)
    assert (row.title, row.kicker, row.status) == ("写了三天的稿", "引题", Article.Status.DRAFT)
    assert row.blocks
    assert list(row.tags.names()) == ["技改"]
    assert row.images.get().alt == "车间"
    assert Byline.objects.filter(article=row).exists()
    client.get(reverse("desk:trash"))  # says what was done
    assert "写了三天的稿" not in client.get(reverse("desk:trash")).content.decode()
    history = client.get(reverse("desk:history", args=["article", gone])).content.decode()
    assert "从回收站恢复" in history


def test_it_can_go_and_come_back_again(gone: int) -> None:
    for _ in range(2):
        row = deleting.bring_back(object_id=gone, by=OPERATOR)
        workflow.delete(article=row, by=OPERATOR)
    assert [one.object_id for one in deleting.deleted(by=OPERATOR)] == [gone]


def test_twice_or_of_nothing_is_refused(gone: int) -> None:
    deleting.bring_back(object_id=gone, by=OPERATOR)
    for number in (gone, 9_999):
        with pytest.raises(ValidationError):
            deleting.bring_back(object_id=number, by=OPERATOR)


def test_without_the_right_it_is_refused(gone: int) -> None:
    with pytest.raises(Refused):
        deleting.bring_back(object_id=gone, by=factories.actor("审", "初审"))
