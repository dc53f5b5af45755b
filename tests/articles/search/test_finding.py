"""What is found, in which order, how it is counted, and what never shows."""

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Article, SiteRevision, Synonyms
from articles.search import outlines
from articles.search.finding import Found, search
from articles.search.outlines import COUNTED
from articles.search.resolving import Filters
from articles.text.folding import search_form
from tests import factories

WHEN = dt.datetime(2024, 5, 6, 8, tzinfo=dt.UTC)


def publish(title: str, body: str = "<p>正文。</p>", *, days: int = 0, **fields: object) -> Article:
    values: dict[str, object] = {
        "byline_text": "",
        "status": "published",
        "published_at": WHEN + dt.timedelta(days=days),
    }
    return factories.article(title, body=body, **(values | fields))


def look(typed: str, *, sort: str = "relevance", number: int = 1, per_page: int = 20, **filters: str) -> Found:
    SiteRevision.bump()
    revision = SiteRevision.current()
    return search(typed, revision=revision, filters=Filters(**filters), sort=sort, number=number, per_page=per_page)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    ["竹纤维", "竹", "維", "５ＧＷｈ", "5gwh", "竹纖維餐盒", "青陂 餐盒", "“竹纤维餐盒”", "gw", "储能5", "首单，发"],
)
def test_what_stands_in_an_article_is_found_however_it_is_typed(typed: str):
    article = publish("青陂县竹纤维餐盒投产", "<p>首单,发往海外；另有 5GWh 储能5项。</p>")
    publish("别的", "<p>无关</p>")
    assert look(typed).ids == (article.pk,)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["“投产首单”", "“餐盒 竹纤维”", "竹纤维 -餐盒", "标题:首单", "年:2020"])
def test_what_does_not_stand_there_is_not_found(typed: str):
    publish("青陂县竹纤维餐盒投产", "<p>首单发往海外</p>")
    assert look(typed).ids == ()


@pytest.mark.django_db
def test_what_stands_there_in_part_is_found_and_said_to_be_a_part():
    article = publish("青陂县竹纤维餐盒投产", "<p>首单发往海外</p>")
    found = look("竹盒")
    assert found.ids == (article.pk,)
    assert found.reading
    assert found.reading.dropped == ("盒",)


@pytest.mark.django_db
def test_titles_come_before_bodies_phrases_before_scattered_words_and_newer_before_older():
    scattered = publish("近况", "<p>竹子长势好。" + "间隔" * 60 + "纤维另说。餐盒也好。</p>", days=9)
    body = publish("一周要闻", "<p>会上谈到竹子纤维餐盒的进展。</p>", days=3)
    old_title = publish("竹子纤维餐盒投产", days=0)
    new_title = publish("竹子纤维餐盒投产", days=5)
    assert look("竹子 纤维 餐盒").ids == (new_title.pk, old_title.pk, body.pk, scattered.pk)
    assert look("竹子 纤维 餐盒", sort="newest").ids == (scattered.pk, new_title.pk, body.pk, old_title.pk)


@pytest.mark.django_db
def test_facets_count_the_matches_by_section_and_year():
    one, other = factories.section("要闻"), factories.section("动态")
    publish("竹纤维一", section=one)
    publish("竹纤维二", section=other, days=400)
    publish("竹纤维三", section=other, days=401)
    facets = look("竹纤维").outline.facets
    assert [(v.name, v.count) for v in facets["section"]] == [("动态", 2), ("要闻", 1)]
    assert [(v.slug, v.count) for v in facets["year"]] == [("2025", 2), ("2024", 1)]
    assert look("竹纤维", section=other.slug).total == 2
    assert look("竹纤维", year="2024").total == 1
    assert look("", section=one.slug).total == 1


@pytest.mark.django_db
def test_an_unknown_or_mistyped_filter_finds_nothing_and_fails_nowhere():
    publish("竹纤维")
    assert look("竹纤维", section="没有").total == 0
    assert look("竹纤维", year="二〇二四").total == 0


@pytest.mark.django_db
def test_drafts_leave_no_trace_for_the_public():
    factories.article("未公开的青陂规划", body="<p>青陂机密</p>", section=factories.section("内部"))
    publish("青陂开会")
    answer = look("青陂")
    assert answer.total == 1
    assert [v.name for v in answer.outline.facets["section"]] == []
    assert look("机密").total == look("栏目:内部").total == 0


@pytest.mark.django_db
def test_more_than_a_thousand_are_counted_as_more_and_every_page_deep_down_is_there(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(outlines, "COUNTED", 30)
    monkeypatch.setattr(outlines, "RANKED", 10)
    rows = Article.objects.bulk_create(
        Article(
            title="竹纤维投产" if n in (1, 2) else f"第{n}条",
            body="<p>竹纤维</p>",
            status="published",
            published_at=WHEN + dt.timedelta(days=n),
        )
        for n in range(95)
    )
    seen: list[int] = []
    for number in range(1, 12):
        answer = look("竹纤维", number=number, per_page=10)
        seen.extend(answer.ids)
        assert answer.has_next == (number < 10)
    assert not answer.total_is_exact
    assert answer.total == 30
    assert seen[:2] == [rows[2].pk, rows[1].pk], "title matches come first whatever their age"
    assert sorted(seen) == [row.pk for row in rows], "each once, none missing"


@pytest.mark.django_db
def test_synonyms_are_found_without_indexing_again():
    short, long = publish("竹协来访"), publish("竹业协会来访")
    assert set(look("竹协").ids) == {short.pk}
    Synonyms.objects.create(words="竹协、竹业协会")
    assert look("竹协").ids == (short.pk, long.pk)
    assert set(look("“竹协”").ids) == {short.pk}


def test_counted_is_what_pages_say():
    assert COUNTED == 1000, "the page prints 1,000 以上"


WORDS = ["青陂", "竹纤维", "餐盒", "澄江", "光电", "产业链", "5GWh", "2024年", "召开", "会议", "，", "。", "的", "A1"]


class Property(TestCase):
    """Against the truth that a plain scan of the texts gives."""

    @classmethod
    def setUpTestData(cls) -> None:
        rng = random.Random(7)
        for n in range(60):
            text = "".join(rng.choice(WORDS) for _ in range(rng.randint(1, 25)))
            publish(f"{rng.choice(WORDS)}第{n}条", f"<p>{text}</p>", days=rng.randint(0, 90))

    def truth(self, phrase: str) -> set[int]:
        wanted = search_form(phrase)
        rows = Article.objects.all()
        return {a.pk for a in rows if any(wanted in search_form(t) for t in (a.title, *(b.text for b in a.blocks)))}

    @given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("".join))
    @settings(max_examples=60)
    def test_a_phrase_is_found_exactly_where_it_stands(self, phrase: str) -> None:
        if not phrase.strip("，。"):
            return
        assert set(look(f"“{phrase}”", per_page=100).ids) == self.truth(phrase)

    @given(
        st.text(alphabet=st.characters(), max_size=60)
        | st.text(alphabet="光电竹“”-|OR:标题%*\"'\x00\ud800年", max_size=40)
    )
    @settings(max_examples=80)
    def test_no_string_whatever_breaks_a_search(self, typed: str) -> None:
        assert look(typed).total >= 0

    def test_monsters_are_answered(self) -> None:
        for typed in ("竹" * 10_000, '"' * 1000, "-" * 500, "光电 " * 900, "%" * 99, "标题:" * 300, "\u202e光电\u202c"):
            assert look(typed).total >= 0
