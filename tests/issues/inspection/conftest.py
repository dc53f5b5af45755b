"""Published articles with faults of known kinds."""

import datetime as dt

import pytest
from django.utils import timezone

from articles.models import Article, Leader, ListedWord
from articles.registers import loading
from tests import factories


@pytest.fixture(autouse=True)
def _fresh_registers() -> None:
    loading.forget()
    ListedWord(word="亲自", level="B", category="禁用词").save()


def published(body: str = "<p>市长亲自带队。</p>", *, days_ago: int = 1, title: str = "") -> Article:
    """A published article, so many days old."""
    at = timezone.now() - dt.timedelta(days=days_ago)
    return factories.article(title, body=body, status=Article.Status.PUBLISHED, published_at=at)


def leader(**given: object) -> Leader:
    row = Leader(**({"name": "何望舒", "unit": "市经信局", "post": "局长", "since": dt.date(2020, 1, 1)} | given))
    row.save()
    return row
