"""Restoring full-width marks through a document: the words stay, every change is told."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles.models import Article
from articles.text.blocks import Block, paragraphs
from articles.text.byline import Byline
from issues.document import IssueDocument, Item, Masthead, SectionBlock, derive_lead
from issues.parsing.punctuation import restore
from tests import factories


def of(*items: Item) -> IssueDocument:
    sections = (SectionBlock("要闻", items),)
    return IssueDocument(Masthead("云岭工信手机报", 2023, 18, 229), derive_lead(sections), sections)


def test_titles_lead_bodies_and_bylines_change_together() -> None:
    item = Item("对接会(云岭)召开", paragraphs(["5月17日,会议召开。"]), Byline("(办公室)", "办公室"))
    document, told = restore(of(item))
    (after,) = (one for _, one in document.items())
    assert (after.title, after.paragraphs, after.byline.raw) == (
        "对接会（云岭）召开",
        ("5月17日，会议召开。",),
        "（办公室）",
    )
    assert document.lead[0].title == "对接会（云岭）召开"
    assert [(one.place, one.mark, one.instead) for one in told[-3:]] == [
        ("对接会(云岭)召开", ",", "，"),
        ("对接会(云岭)召开", "(", "（"),
        ("对接会(云岭)召开", ")", "）"),
    ]
    assert told[-3].before + told[-3].mark + told[-3].after == "5月17日,会议召开。"


def test_tags_and_entities_are_left_alone() -> None:
    html = '<a href="https://a.example/?x=1,2">会议,通知</a>A&amp;B'
    document, _ = restore(of(Item("题", (Block("paragraph", html),))))
    (after,) = (one for _, one in document.items())
    assert after.body[0].html == '<a href="https://a.example/?x=1,2">会议，通知</a>A&amp;B'


def test_a_clean_document_is_unchanged() -> None:
    document = of(Item("题目", paragraphs(["正文，没有半角标点。"])))
    assert restore(document) == (document, ())


@pytest.mark.django_db
class TestInTheImport:
    TEXT = (
        "云岭工信手机报\n(2023年第18期•总第229期)\n★本期导读★\n【要闻】\n■甲地召开会议\n【要闻】\n■甲地召开会议\n"
        "5月17日,甲地召开会议,部署工作。(办公室)"
    )

    def test_the_import_page_offers_it_with_every_change_and_does_it_only_when_asked(self, client: Client) -> None:
        client.force_login(factories.person("editor", "编辑"))
        address = reverse("admin:issues_issue_import")
        page = client.post(address, {"text": self.TEXT, "look": "1"}).content.decode()
        assert "<del>,</del><ins>，</ins>" in page
        assert "4 处，逐处列出" in page
        asked = client.post(address, {"text": self.TEXT, "look": "1", "restore": "1"})
        (shown,) = asked.context["sheet"].shown
        assert next(shown.found.document.items())[1].paragraphs == ("5月17日，甲地召开会议，部署工作。",)

    def test_the_command_lists_every_change(self, tmp_path: Path, capsys) -> None:
        path = tmp_path / "a.txt"
        path.write_text(self.TEXT, encoding="utf-8")
        call_command("import_issue", str(path), "--restore-punctuation")
        assert "5月17日〔,→，〕甲地召开会议" in capsys.readouterr().err
        assert Article.objects.get().byline_text == "（办公室）"
        assert "5月17日，甲地" in Article.objects.get().body
