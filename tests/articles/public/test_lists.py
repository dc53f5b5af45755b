"""Lists of articles: exact pages, the right articles, in order."""

import re

import pytest
from django.test import Client
from taggit.models import Tag

from articles.models import Article, Contributor, Department, Section, Source
from articles.paths import path_to
from articles.record.audit import OPERATOR
from articles.workflow import withdraw
from issues.document import SectionBlock
from tests.published import a_document, an_item, newest_article, publish, publish_many

pytestmark = pytest.mark.django_db


def titles(client: Client, address: str) -> list[str]:
    """The titles of the list entries on a page."""
    response = client.get(address)
    assert response.status_code == 200, address
    return re.findall(r'<h2><a href="/articles/\d+/">(.*?)</a></h2>', response.content.decode())


def test_a_section_lists_its_articles_newest_issue_first_in_reading_order(client: Client) -> None:
    publish(a_document(1, SectionBlock("要闻", (an_item("旧一"), an_item("旧二")))))
    publish(
        a_document(
            2, SectionBlock("要闻", (an_item("新一"), an_item("新二"))), SectionBlock("通知", (an_item("别的"),))
        )
    )
    section = Section.objects.get(name="要闻")
    assert titles(client, f"/sections/{section.slug}/") == ["新一", "新二", "旧一", "旧二"]


def test_a_list_entry_shows_title_date_section_byline_and_summary(client: Client) -> None:
    publish(a_document(1, SectionBlock("要闻", (an_item("某厂投产", body="正文" * 60, byline="(产业科 闻笛)"),))))
    section = Section.objects.get()
    html = client.get(f"/sections/{section.slug}/").content.decode()
    for words in ("某厂投产", "2024-01-05", "要闻", "产业科 闻笛", "正文" * 40 + "…"):
        assert words in html


def test_pages_are_twenty_long_and_the_total_is_exact(client: Client) -> None:
    publish_many(issues=5, articles_each=18)
    section = Section.objects.get(name="要闻")
    base = f"/sections/{section.slug}/"
    assert [len(titles(client, f"{base}?page={n}")) for n in (1, 2, 3)] == [20, 20, 5]
    html = client.get(base).content.decode()
    assert "共 45 篇" in html
    assert "/ 3 页" in html
    everything = [title for n in (1, 2, 3) for title in titles(client, f"{base}?page={n}")]
    assert len(set(everything)) == 45


@pytest.mark.parametrize("typed", ["0", "4", "-1", "x", "1.5", "９", "99999999999999999999", "1e3"])
def test_a_page_that_is_not_there_is_404(client: Client, typed: str) -> None:
    publish_many(issues=5, articles_each=18)
    section = Section.objects.get(name="要闻")
    assert client.get(f"/sections/{section.slug}/?page={typed}").status_code == 404


def test_departments_people_tags_and_sources_list_what_names_them(client: Client) -> None:
    mine, other = (
        an_item("本科室的稿", byline="(产业科 闻笛)", source="《澄江日报》"),
        an_item("别人的稿", byline="(办公室 祁小棠)"),
    )
    publish(a_document(1, SectionBlock("要闻", (mine, other))), tags=[["新材料"], ["安全"]])
    department, person = Department.objects.get(name="产业科"), Contributor.objects.get(name="闻笛")
    source, tag = Source.objects.get(), Tag.objects.get(name="新材料")
    for address in (
        f"/departments/{department.slug}/",
        f"/people/{person.pk}/",
        f"/sources/{source.slug}/",
        path_to("tag", tag.slug),
    ):
        assert titles(client, address) == ["本科室的稿"], address


def test_an_article_written_by_two_people_of_one_department_is_listed_once(client: Client) -> None:
    publish(a_document(1, SectionBlock("要闻", (an_item("合写的稿", byline="(产业科 闻笛 时雨)"),))))
    department = Department.objects.get(name="产业科")
    assert titles(client, f"/departments/{department.slug}/") == ["合写的稿"]


def test_a_withdrawn_article_leaves_its_lists_at_once(client: Client) -> None:
    publish(a_document(1, SectionBlock("要闻", (an_item("留下的稿"), an_item("撤回的稿")))))
    section = Section.objects.get()
    assert len(titles(client, f"/sections/{section.slug}/")) == 2
    withdraw(article=Article.objects.get(title="撤回的稿"), by=OPERATOR, reason="单位要求撤回")
    assert titles(client, f"/sections/{section.slug}/") == ["留下的稿"]


def test_an_empty_section_helps_its_reader_on(client: Client) -> None:
    section = Section.objects.create(name="县区动态")
    html = client.get(f"/sections/{section.slug}/").content.decode()
    assert "这里还没有稿件" in html


@pytest.mark.parametrize("kind", ["sections", "departments", "people", "tags", "sources"])
def test_an_index_lists_what_has_articles_with_their_number(client: Client, kind: str) -> None:
    publish_many(issues=1, articles_each=6)
    Section.objects.create(name="没有稿件的栏目")
    Department.objects.create(name="没有稿件的科室")
    html = client.get(f"/{kind}/").content.decode()
    assert re.search(r"<span>\d+ 篇</span>", html)
    assert "没有稿件的" not in html.partition("<main")[2]


@pytest.mark.parametrize("address", ["/sections/no/", "/departments/no/", "/tags/no/", "/sources/no/", "/people/9/"])
def test_an_unknown_name_is_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_second_page_names_itself_as_canonical(client: Client) -> None:
    publish_many(issues=5, articles_each=18)
    section = Section.objects.get(name="要闻")
    html = client.get(f"/sections/{section.slug}/?page=2&from=chat", follow=True).content.decode()
    assert f'rel="canonical" href="http://testserver/sections/{section.slug}/?page=2"' in html
    assert newest_article().title not in html.partition("<main")[2]


def test_of_whom_nothing_is_published_nobody_learns(client: Client) -> None:
    from articles.credits import rederive
    from articles.record.audit import OPERATOR
    from tests import factories

    draft = factories.article("未发的", byline_text="(筹备中的科室 林未名)", source=factories.source("未合作的报纸"))
    rederive(draft, by=OPERATOR)
    draft.tags.add("未公开项目")
    credit = draft.bylines.get()
    addresses = [
        f"/departments/{credit.department.slug}/", f"/people/{credit.contributor_id}/",
        f"/sources/{draft.source.slug}/", f"/tags/{draft.tags.get().slug}/",
    ]  # fmt: skip
    feeds = [f"{address}feed.rss" for address in addresses]
    assert {client.get(address).status_code for address in (*addresses, *feeds)} == {404}
    factories.published(factories.issue(draft))
    assert {client.get(address).status_code for address in (*addresses, *feeds)} == {200}
