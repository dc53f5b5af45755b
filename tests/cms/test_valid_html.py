"""Every kind of page is HTML as the standard has it: the checker of its authors finds no error.

The checker (vnu.jar, npm package vnu-jar) needs Java. It is not fetched for the tests: VNU_JAR says where it lies.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import Client

from articles.models import Article
from articles.record.audit import OPERATOR
from articles.workflow import withdraw
from issues.document import SectionBlock
from issues.workflow import correcting
from tests.cms.test_query_counts import pages
from tests.published import a_document, an_item, publish, publish_many

pytestmark = pytest.mark.django_db

JAR = os.environ.get("VNU_JAR", "")
ROWS = "<tr><th>产业</th><th>产值</th></tr><tr><td>光电</td><td>186.4</td></tr>"
TABLE = f"<p>前三季度稳中有进。</p><h3>分产业</h3><table>{ROWS}</table>"
OTHERS = (
    "/corrections/",
    "/pictures/",
    "/ranking/",
    "/about/accessibility/",
    "/search/",
    "/search/?q=新材料",
    "/search/?q=无此",
)


@pytest.fixture
def addresses() -> dict[str, str]:
    """Page kind → address, of a site with a table, a correction and a withdrawn article."""
    publish_many(issues=2, articles_each=4)
    publish(a_document(3, SectionBlock("要闻", (an_item("有表的稿"), an_item("撤回的稿")))))
    row = Article.objects.get(title="有表的稿")
    made = correcting.propose(
        article=row, based_on=row.version, changes={"body": TABLE}, what="补表", why="漏", by=OPERATOR
    )
    correcting.approve(correction=made, by=OPERATOR)
    gone = Article.objects.get(title="撤回的稿")
    withdraw(article=gone, by=OPERATOR, reason="数字有误")
    found = {kind: address for kind, (address, _) in pages().items() if "feed" not in kind or kind == "feeds"}
    found |= {"table": row.get_absolute_url(), "gone": gone.get_absolute_url(), "newest": "/issues/2024/3/"}
    return found | {address: address for address in OTHERS}


def test_no_time_has_a_fraction_and_each_row_its_header(client: Client, addresses: dict[str, str]) -> None:
    for address in addresses.values():
        html = client.get(address).content.decode()
        assert not re.search(r'datetime="[^"]*\.\d', html), address
    assert '<th scope="row">光电</th>' in client.get(addresses["table"]).content.decode()
    assert '<th scope="row">光电</th>' in client.get("/issues/2024/3/").content.decode()


def test_an_excerpt_does_not_run_the_cells_of_a_table_together(client: Client, addresses: dict[str, str]) -> None:
    html = client.get("/sections/yaowen/").content.decode()
    assert "前三季度稳中有进。 分产业" in html
    assert "产业 产值" not in html
    bare = Article(title="只有表", body="<table><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>2</td></tr></table>")
    bare.prepare()
    assert bare.excerpt == "甲，乙；1，2"


@pytest.mark.skipif(not (JAR and shutil.which("java")), reason="VNU_JAR names no checker, or there is no Java")
@pytest.mark.parametrize("prefix", ["", "/elder", "/zh-hant"])
def test_the_checker_finds_no_error(client: Client, addresses: dict[str, str], tmp_path: Path, prefix: str) -> None:
    for number, address in enumerate(addresses.values()):
        (tmp_path / f"{number}.html").write_bytes(client.get(prefix + address).content)
    files = sorted(map(str, tmp_path.glob("*.html")))
    done = subprocess.run(["java", "-jar", JAR, "--format", "json", *files], capture_output=True, check=False)
    found = [one for one in json.loads(done.stderr)["messages"] if one["type"] == "error"]
    assert found == []
