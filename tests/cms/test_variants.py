"""Every page in traditional characters and in large type: by address, kept from page to page, plain one canonical."""

import re
from typing import Any

import pytest
from django.test import Client

from issues.document import SectionBlock
from tests.cms.test_query_counts import pages
from tests.published import a_document, an_item, newest_article, publish, publish_many

pytestmark = pytest.mark.django_db


def html_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_a_page_in_traditional_characters(client: Client) -> None:
    publish(a_document(1, SectionBlock("要闻", (an_item("干部培训后发展生产", byline="(产业科 岳知秋)"),))))
    html = html_of(client, "/zh-hant" + newest_article().get_absolute_url())
    assert '<html lang="zh-Hant"' in html
    assert "幹部培訓後發展生產" in html
    assert "岳知秋" in html
    assert "嶽知秋" not in html


def test_large_type_is_a_class_on_the_page(client: Client) -> None:
    assert '<html class="elder" lang="zh-Hans"' in html_of(client, "/elder/")
    assert '<html class="elder" lang="zh-Hant"' in html_of(client, "/zh-hant/elder/")


@pytest.mark.parametrize("prefix", ["/zh-hant", "/elder", "/zh-hant/elder"])
def test_every_page_has_the_variant_and_its_links_stay_in_it(client: Client, prefix: str) -> None:
    publish_many(issues=2, articles_each=4)
    for kind, (address, _) in pages().items():
        if "feed" in kind and kind != "feeds":
            continue
        html = html_of(client, prefix + address, 404 if kind == "not found" else 200)
        for link in re.findall(r'<a [^>]*href="(/[^"]*)"', html):
            assert link.startswith((prefix + "/", "/feeds/")) or link.rpartition("/")[2].count("."), (kind, link)
        for sheet in re.findall(r'<link rel="stylesheet" href="([^"]*)"', html):
            assert sheet.startswith("/static/")


@pytest.mark.parametrize("address", ["/issues/2024/1/", "/sections/yaowen/?page=2", "/issues/?page=1", "/"])
def test_canonical_and_other_languages_agree(client: Client, address: str, settings: Any) -> None:
    settings.ARTICLES_PER_PAGE = 1
    publish(a_document(1, SectionBlock("要闻", (an_item("甲"), an_item("乙")))))
    for prefix, script in (("", ""), ("/elder", ""), ("/zh-hant", "/zh-hant"), ("/zh-hant/elder", "/zh-hant")):
        html = html_of(client, prefix + address)
        plain = address.removesuffix("?page=1")
        assert f'<link rel="canonical" href="http://testserver{script}{plain}">' in html
        assert f'<meta property="og:url" content="http://testserver{script}{plain}">' in html
        told = dict(re.findall(r'<link rel="alternate" hreflang="(.*?)" href="http://testserver(.*?)">', html))
        assert told == {"zh-Hans": plain, "zh-Hant": f"/zh-hant{plain}", "x-default": plain}


def test_a_traditional_page_says_that_it_was_converted_and_names_people_right(client: Client) -> None:
    body = "局长胡子钟主持，副局长游云、郁娟出席，记者范丑报道。"
    publish(a_document(1, SectionBlock("要闻", (an_item("工作会召开", body=body),))))
    address = newest_article().get_absolute_url()
    html = html_of(client, "/zh-hant" + address)
    assert "繁體字由軟件自動轉換" in html
    for name in ("胡子鍾", "游雲", "郁娟", "范丑"):
        assert name in html
    assert "自动转换" not in html_of(client, address)


def test_each_page_switches_to_the_other_form_of_itself_and_back(client: Client) -> None:
    def switches(address: str) -> dict[str, str]:
        nav = html_of(client, address).partition('class="modes"')[2].partition("</nav>")[0]
        return {name: href for href, name in re.findall(r'href="http://testserver(.*?)"[^>]*>(.*?)<', nav)}

    publish_many(issues=20, articles_each=2)
    plain = "/issues/?page=2"
    assert switches(plain) == {"繁體": f"/zh-hant{plain}", "长者版": f"/elder{plain}"}
    assert switches(f"/zh-hant{plain}") == {"簡體": plain, "長者版": f"/zh-hant/elder{plain}"}
    assert switches(f"/zh-hant/elder{plain}") == {"簡體": f"/elder{plain}", "標準版": f"/zh-hant{plain}"}


def test_redirects_keep_the_variant(client: Client) -> None:
    publish(a_document())
    assert client.get("/elder/issues/2024/1").headers["Location"] == "/elder/issues/2024/1/"


def test_staff_pages_and_files_have_no_variant(client: Client) -> None:
    for address in ("/admin/login/", "/static/site.css"):
        response = client.get("/zh-hant" + address)
        assert (response.status_code, response.headers["Location"]) == (302, address)


def test_a_variant_is_revalidated_like_its_page(client: Client) -> None:
    publish(a_document())
    etag = client.get("/zh-hant/").headers["ETag"]
    assert client.get("/zh-hant/", headers={"if-none-match": etag}).status_code == 304
    publish(a_document(2))
    assert client.get("/zh-hant/", headers={"if-none-match": etag}).status_code == 200
