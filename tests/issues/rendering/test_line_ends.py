"""Printed lines end well: no name is broken, no title leaves one character on its last line."""

import shutil
import subprocess

import pytest

from articles.text.blocks import paragraphs
from articles.text.byline_parsing import parse_byline
from issues.document import IssueDocument, Item, Masthead, SectionBlock
from issues.rendering.formats import FORMATS
from tests.issues.rendering import documents

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is not installed")
HEAD = Masthead("云岭工信手机报", 2024, 18, 229)


def lines(key: str, *items: Item) -> list[str]:
    document = IssueDocument(HEAD, (), (SectionBlock("要闻", items),))
    data = FORMATS[key].render(document, documents.context())
    run = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=True
    )
    return [line.strip() for line in run.stdout.decode().splitlines() if line.strip()]


@pytest.mark.parametrize("key", ["pdf", "pdf-phone"])
def test_a_title_leaves_no_single_character_on_its_last_line(key: str) -> None:
    titles = [
        "云岭市装备制造业高质量发展大会隆重召开推进转型升级取得新突破并部署下一步工作"[:length]
        for length in range(12, 39)
    ]
    found = lines(key, *(Item(title, paragraphs(["正文。"])) for title in titles))
    assert "".join(found).count(titles[0]) == len(titles)
    assert not [line for line in found if len(line) == 1]


@pytest.mark.parametrize("key", ["pdf", "pdf-phone"])
def test_no_name_is_broken(key: str) -> None:
    items = [
        Item(f"第{n}题", paragraphs(["会" * n + "。"]), parse_byline("(发展规划科 徐原芃 何见秋)"))
        for n in range(1, 30)
    ]
    text = "\n".join(lines(key, *items))
    assert text.count("徐原芃") == text.count("何见秋") == len(items)
