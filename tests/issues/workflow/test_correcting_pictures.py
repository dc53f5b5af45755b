"""A published picture, its caption, credit and description can be corrected; signatures then read as what they are."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from articles.images import attach, store_image
from articles.models import Article, ArticleImage
from articles.record.audit import Actor
from articles.snapshots import picture_row
from issues.models import Correction, Edition, Issue
from issues.workflow import correcting, publishing
from issues.workflow.standing import standing_of
from tests import factories
from tests.issues.rendering.documents import picture_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue() -> Issue:
    """A published issue with a picture."""
    article = factories.article("甲企业投产")
    attach(
        article=article,
        image=store_image(io.BytesIO(picture_bytes(60, 40))),
        alt="工人在车间",
        caption="投产现场",
        credit="徐原方",
        left_out=[],
    )
    made = factories.issue(article)
    factories.published(made)
    return Issue.objects.get(pk=made.pk)


def propose(by: Actor, **changes: object) -> Correction:
    article = Article.objects.get()
    rows = [picture_row(image) | changes for image in article.images.all()]
    return correcting.propose(
        article=article, based_on=article.version, changes={"images": rows}, what="图片说明有误", why="来电", by=by
    )


def test_a_caption_credit_and_description_are_corrected_in_a_new_edition(
    issue: Issue, desk: Actor, publisher: Actor
) -> None:
    row = propose(desk, caption="试产现场", credit="徐原芃", alt="工人在总装线")
    assert "投产现场" in Client().get(issue.get_absolute_url()).content.decode()
    correcting.approve(correction=row, by=publisher)
    edition = Edition.objects.order_by("-number")[0]
    (picture,) = edition.document["sections"][0]["items"][0]["pictures"]
    assert (picture["caption"], picture["credit"], picture["alt"]) == ("试产现场", "徐原芃", "工人在总装线")
    page = Client().get(issue.get_absolute_url()).content.decode()
    assert "试产现场" in page
    assert "徐原芃 摄" in page
    assert 'alt="工人在总装线"' in page
    first = Edition.objects.get(number=1).document["sections"][0]["items"][0]["pictures"][0]
    assert first["caption"] == "投产现场"


def test_a_picture_without_description_is_refused(issue: Issue, desk: Actor) -> None:
    with pytest.raises(ValidationError, match="没有替代文字"):
        propose(desk, alt=" ")


def test_the_form_corrects_the_picture_itself(issue: Issue, desk: Actor, publisher: Actor) -> None:
    client = Client()
    assert desk.user is not None
    client.force_login(desk.user)
    image = ArticleImage.objects.get()
    address = reverse("desk:correct_article", args=[image.article_id])
    page = client.get(address)
    form = page.context["form"]
    data = {name: form.initial.get(name) or "" for name in form.fields} | {
        "what": "图片放错了",
        "why": "作者来电",
        "based_on": page.context["based_on"],
        "images-TOTAL_FORMS": "1",
        "images-INITIAL_FORMS": "1",
        "images-0-id": str(image.pk),
        "images-0-article": str(image.article_id),
        "images-0-alt": "新的车间",
        "images-0-caption": image.caption,
        "images-0-credit": image.credit,
        "images-0-after": "0",
        "images-0-upload": io.BytesIO(picture_bytes(80, 60, colour="#a00")),
    }
    answer = client.post(address, data)
    assert answer.status_code == 302, answer.content.decode()
    row = Correction.objects.get()
    shown = client.get(reverse("desk:correction", args=[row.pk])).content.decode()
    assert "图片" in shown
    assert "<ins>新的</ins>" in shown
    correcting.approve(correction=row, by=publisher)
    after = ArticleImage.objects.get()
    assert (after.alt, after.width) == ("新的车间", 80)
    assert after.name != image.name
    assert image.name in str(Edition.objects.get(number=1).document)
    assert after.name in str(Edition.objects.get(issue=issue, number=2).document)


def test_signatures_of_a_corrected_issue_hold_for_the_edition_they_were_given_for(
    issue: Issue, desk: Actor, publisher: Actor
) -> None:
    correcting.approve(correction=propose(desk, caption="试产现场"), by=publisher)
    standing = standing_of(Issue.objects.get(pk=issue.pk))
    assert {one.state for one in standing.steps} == {"corrected"}
    assert not standing.lapsed
    assert standing.current is None
    client = Client()
    assert desk.user is not None
    client.force_login(desk.user)
    page = client.get(reverse("desk:review", args=[issue.pk])).content.decode()
    assert "第1版已签；第2版经更正" in page
    assert "已失效" not in page
    assert "试产现场" in page


def test_withdrawals_are_on_the_printed_form(issue: Issue, desk: Actor, publisher: Actor) -> None:
    publishing.withdraw(issue=issue, by=publisher, reason="数字有误")
    client = Client()
    assert desk.user is not None
    client.force_login(desk.user)
    page = client.get(reverse("desk:approval_form", args=[issue.pk])).content.decode()
    assert "<caption>撤回</caption>" in page
    assert "全期" in page
    assert "数字有误" in page
