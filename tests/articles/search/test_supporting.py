"""The best partial answer: what some article has together, and nothing where that is too little."""

import pytest

from articles.search.indexing import settle_leftovers
from articles.search.supporting import Supported, supported
from articles.search.vocabulary import clock, vocabulary
from articles.text.english import from_english
from tests.articles.search.test_finding import publish


def best_of(words: str) -> Supported | None:
    settle_leftovers()
    return next(supported([words], [], vocabulary(None), clock() + 5), None)


@pytest.mark.django_db
def test_what_the_best_article_has_is_asked_for_and_the_rest_is_named() -> None:
    publish("旧糖厂变成书店", "<p>老烟囱留了下来,还有一间放映厅。</p>")
    publish("糖酒会召开", "<p>展厅很大。</p>")

    best = best_of("糖厂的烟囱拆掉没有")

    assert best
    assert best.parts == (("糖厂",), ("烟囱",))
    assert best.dropped == ("拆掉",)


@pytest.mark.django_db
def test_another_name_stands_for_what_was_typed_where_that_is_missing() -> None:
    publish("电动自行车棚建成", "<p>楼下可以充电。</p>")

    best = best_of("电瓶车在哪充电")

    assert best
    assert best.parts == (("电动自行车",), ("充电",))


@pytest.mark.django_db
def test_a_common_word_alone_is_no_answer() -> None:
    publish("企业座谈", "<p>企业代表发言。</p>")

    assert best_of("西梵德企业上市辅导") is None


def test_english_phrases_go_before_their_words_and_half_must_be_known() -> None:
    assert from_english("green factories") == [("绿色工厂",)]
    assert from_english("the policies for new energy vehicles") == [("政策",), ("新能源汽车",)]
    assert from_english("luoyang opera house") == []
    assert from_english("specialised smes") == [("专精特新", "专业"), ("中小企业",)]
    assert from_english("consumption of energy") == [("能耗",)]
    assert from_english("new companies") == [("公司", "企业")], "one character stands in too many words"
