"""Every link that a reader can reach from the front page leads somewhere, and every anchor is there."""

import re
from collections import deque
from html import unescape

import pytest
from django.test import Client
from django.urls import resolve

from articles.models import Article
from articles.record.audit import OPERATOR
from articles.workflow import withdraw
from issues.document import SectionBlock
from tests.published import a_document, an_item, publish

pytestmark = pytest.mark.django_db

# Made of the same edition by other code, slowly; that they are offered and come is for the tests of formats.
SLOW = re.compile(r"^/(?:issues/.*\.(?:pdf|docx|epub|png)|articles/\d+/card\.png)$")
MOST = 400
_IN_XML = re.compile(r'xmlUrl="([^"]*)"|<loc>([^<]*)</loc>')


@pytest.fixture
def site() -> None:
    """Two years, tags with odd characters, a reprint, an article that was withdrawn from an issue that stays."""
    sections = (
        SectionBlock("要闻", (an_item("头条稿件", source="《澄江日报》"), an_item("撤回的稿件"))),
        SectionBlock("工信动态", (an_item("动态稿件", byline="(技改科 祁小棠 文/闻笛)"),)),
    )
    publish(a_document(1, *sections), tags=[["新材料", "产业 链", "C++/C#"], [], ["100%"]])
    publish(a_document(2))
    withdraw(article=Article.objects.get(title="撤回的稿件"), by=OPERATOR, reason="数字有误")


def links_of(html: str) -> list[str]:
    """The addresses that a page links or asks for, as a browser would resolve them against the site's root."""
    followed = re.sub(r'<form[^>]*method="post"[^>]*>', "", html)  # nobody gets there by a link
    found = re.findall(r'(?:href|src|action|data-suggest)="([^"]*)"', followed)
    found += [part for match in _IN_XML.findall(html) for part in match]
    return [unescape(link).removeprefix("http://testserver") for link in found if link]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("start", ["/", "/zh-hant/elder/"])
def test_every_link_reachable_from_home_answers_and_every_anchor_is_there(client: Client, start: str) -> None:
    waiting, pages = deque([start, "/sitemap.xml"]), {}
    anchors: set[tuple[str, str, str]] = set()
    while waiting:
        address = waiting.popleft()
        if address in pages:
            continue
        assert len(pages) < MOST, "the site links to pages without end"
        if SLOW.match(address):
            resolve(address)
            pages[address] = ""
            continue
        response = client.get(address)
        assert response.status_code == 200, address
        is_text = response.headers["Content-Type"].startswith(("text/html", "application/xml", "text/x-opml"))
        pages[address] = response.content.decode() if is_text else ""
        for link in links_of(pages[address]):
            path, _, fragment = link.partition("#")
            path = address if not path else address.partition("?")[0] + path if path.startswith("?") else path
            if not path.startswith("/") or path.startswith(("/static/", "/media/")):
                continue
            other_form = path.startswith(("/zh-hant/", "/elder/")) and not path.startswith(start.rstrip("/") + "/")
            if start == "/" and other_form:
                continue
            if fragment:
                anchors.add((address, path, fragment))
            waiting.append(path)
    for page, path, fragment in anchors:
        assert f'id="{fragment}"' in pages[path], (page, path, fragment)
    assert {"/issues/2024/1/", "/people/", "/feeds/articles.atom"} <= {p.removeprefix(start.rstrip("/")) for p in pages}
    assert len(pages) > 40
