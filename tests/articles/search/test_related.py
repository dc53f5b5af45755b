"""Related articles share what is rare."""

import datetime as dt

import pytest

from articles.models import Article, RelatedArticle
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
WHEN = dt.datetime(2024, 5, 6, 8, tzinfo=dt.UTC)


def related_ids(article: Article) -> list[int]:
    rows = RelatedArticle.objects.filter(article=article, related__in=Article.objects.published()).order_by("rank")
    return list(rows.values_list("related_id", flat=True))


def publish(title: str, days: int) -> Article:
    return factories.article(title, status="published", published_at=WHEN + dt.timedelta(days=days))


def test_rare_words_in_common_relate_and_common_ones_do_not():
    for n in range(30):
        publish(f"全市召开第{n}次会议", n)
    first = publish("竹纤维餐盒出口欧洲", 31)
    second = publish("全市召开竹纤维产业会议", 32)
    assert related_ids(second) == [first.pk]
    assert RelatedArticle.objects.filter(article=second, related=first).exists()


def test_an_article_is_not_related_to_itself_nor_to_what_is_not_public():
    draft = factories.article("竹纤维餐盒草稿")
    alone = publish("竹纤维餐盒投产", 1)
    assert related_ids(alone) == []
    other = publish("竹纤维餐盒下线", 2)
    assert related_ids(other) == [alone.pk]
    Article.objects.filter(pk=alone.pk).update(status="withdrawn")
    assert related_ids(other) == []
    assert draft.pk not in related_ids(other)
