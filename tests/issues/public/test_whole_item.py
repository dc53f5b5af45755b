"""The issue's page, its feed and the article's page say every field of what was signed."""

import io

import pytest
from django.test import Client

from articles.images import store_image
from articles.models import Article, ArticleImage, Source
from articles.text.blocks import to_html
from issues.models import Issue
from tests import factories
from tests.issues.rendering.documents import picture_bytes
from tests.issues.rendering.test_every_field import BODY, ITEM, WORDS, Part

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue() -> Issue:
    """A published issue with the item of all fields."""
    article = factories.article(
        ITEM.title,
        body=to_html(BODY),
        byline_text=ITEM.byline.raw,
        kicker=ITEM.kicker,
        subtitle=ITEM.subtitle,
        summary=ITEM.summary,
        source=Source.objects.create(name=ITEM.source),
        source_url=ITEM.source_url,
        editor_name=ITEM.editor,
    )
    image = store_image(io.BytesIO(picture_bytes())).fill(
        ArticleImage(article=article, caption="图注字", alt="描述字", credit="摄影人 摄", after=4)
    )
    image.save()
    made = factories.issue(article)
    factories.published(made)
    return made


ON_THE_SITE = set(WORDS) - {Part.TAGS, Part.NAME, Part.NUMBER, Part.FACTS, Part.LEAD}


def missing(page: str) -> set[Part]:
    return {part for part in ON_THE_SITE if not all(word in page for word in WORDS[part])}


def test_the_issues_page_says_every_field(issue: Issue) -> None:
    page = Client().get(issue.get_absolute_url()).content.decode()
    assert not missing(page)
    assert '<ol start="2">' in page  # the picture stands within the numbered list


def test_the_articles_page_says_every_field(issue: Issue) -> None:
    assert not missing(Client().get(Article.objects.get().get_absolute_url()).content.decode())


@pytest.mark.parametrize("typed", ["徐原芃", "徐原芃 摄", "徐原芃摄", "摄影：徐原芃", "徐原芃（摄）"])
def test_a_credit_says_photo_once(typed: str) -> None:
    assert ArticleImage(credit=typed).printed_credit == "徐原芃 摄"


def test_a_credit_that_names_no_photographer_is_printed_as_typed() -> None:
    assert ArticleImage(credit="市文旅局供图").printed_credit == "市文旅局供图"
