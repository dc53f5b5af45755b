"""Picture news: the newest articles with pictures, on the front page, on a page of their own, in the sitemap."""

import io
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from PIL import Image

from articles.images import store_image
from articles.models import Article, ArticleImage
from articles.record.audit import OPERATOR
from articles.workflow import withdraw
from issues.assembly import Importer
from issues.document import SectionBlock
from issues.workflow import publishing
from tests.published import a_document, an_item

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def publish_with_pictures(number: int, titles: list[str], *, body: str = "") -> None:
    block = SectionBlock("要闻", tuple(an_item(title, body=body) for title in titles))
    issue = Importer(by=OPERATOR).store(a_document(number, block)).issue
    for position, title in enumerate(titles, start=1):
        for place in (1, 2):
            file = io.BytesIO()
            Image.new("RGB", (900, 600), (position * 9, number * 9, place * 9)).save(file, "PNG")
            file.seek(0)
            row = ArticleImage(article=Article.objects.get(title=title), alt=f"{title}之{place}", position=place)
            store_image(file).fill(row).save()
    publishing.publish_declared(issue=issue, by=OPERATOR, statement="测试用")


def pictures_on(client: Client, address: str) -> list[str]:
    """The pictures that are described; one beside its headline says nothing of its own."""
    html = client.get(address).content.decode().partition("<main")[2]
    return re.findall(r'<img [^>]*alt="([^"]+)"', html)


def test_the_front_page_leads_with_a_picture_and_shows_others_once(client: Client) -> None:
    publish_with_pictures(1, ["旧图甲", "旧图乙"])
    publish_with_pictures(2, ["新图甲", "新图乙"])
    assert pictures_on(client, "/") == ["新图甲之1", "旧图甲之1", "旧图乙之1"]  # a thumbnail's headline says it
    assert client.get("/").content.decode().count("<img") == 4
    assert pictures_on(client, "/pictures/") == ["新图甲之1", "新图乙之1", "旧图甲之1", "旧图乙之1"]
    assert 'href="/pictures/"' in client.get("/about/").content.decode()


def test_without_pictures_nothing_speaks_of_them(client: Client) -> None:
    html = client.get("/").content.decode()
    assert "图片新闻" not in html
    assert "/pictures/" not in client.get("/sitemap.xml").content.decode()


def test_a_withdrawn_article_takes_its_picture_along(client: Client) -> None:
    publish_with_pictures(1, ["留下的", "撤回的"])
    withdraw(article=Article.objects.get(title="撤回的"), by=OPERATOR, reason="单位要求撤回")
    for address in ("/", "/pictures/"):
        assert pictures_on(client, address) == ["留下的之1"]
        assert "撤回的之1" not in client.get(address).content.decode()
    assert client.get("/sitemap.xml").content.decode().count("<image:loc>") == 2


def test_the_sitemap_names_the_pictures_of_each_article(client: Client) -> None:
    publish_with_pictures(1, ["有图的"])
    name = "{http://www.google.com/schemas/sitemap-image/1.1}loc"
    found = [node.text for node in ET.fromstring(client.get("/sitemap.xml").content).iter(name)]
    assert found == [f"http://testserver/media/{image.name}" for image in ArticleImage.objects.all()]


def test_subheads_and_tables_fit_the_page_they_stand_on(client: Client) -> None:
    publish_with_pictures(1, ["有表的"])
    article = Article.objects.get(title="有表的")
    article.body = "<p>一</p><h3>小标题</h3><table><tbody><tr><td>甲</td></tr></tbody></table>"
    article.save()
    html = client.get(article.get_absolute_url()).content.decode()
    assert "<h2>小标题</h2>" in html
    assert '<div class="table" role="region" aria-label="表格" tabindex="0"><table>' in html
    assert html.count("<table>") == html.count("</table></div>") == 1
