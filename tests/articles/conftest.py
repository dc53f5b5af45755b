"""Who takes part in the tests of an article's way through the desk."""

import pytest

from articles.models import Article
from articles.record.audit import Actor
from tests import factories


@pytest.fixture
def own() -> Article:
    return factories.article(status=Article.Status.DRAFT, department=factories.department())


@pytest.fixture
def writer() -> Actor:
    return factories.actor("wen", "通讯员", department=factories.department())


@pytest.fixture
def desk() -> Actor:
    return factories.actor("desk", "编辑")
