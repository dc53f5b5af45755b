"""Departments' files: one file one article, with its byline and pictures; a result for every file."""

import io
import json
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from articles.intake.many_files import Outcome, take_file
from articles.intake.one_file import read_manuscript
from articles.models import Article, ArticleImage
from articles.record.audit import OPERATOR, Actor
from articles.refusals import Refused
from articles.text.incoming import UnreadableFile
from tests import factories
from tests.articles.text.incoming import files

WORD = files.of_paragraphs(
    "东岭区召开工业运行会", "5月17日，东岭区召开会议。", "会议要求抓好落实。（东岭区工信局 林知秋）"
)


@pytest.mark.parametrize(
    ("lines", "title", "body", "raw"),
    [
        (["标题一行", "正文第一段。", "正文第二段。"], "标题一行", ["正文第一段。", "正文第二段。"], ""),
        (["标题：东岭召开会议", "正文。"], "东岭召开会议", ["正文。"], ""),
        (["2023年5月17日", "东岭召开会议", "正文。"], "东岭召开会议", ["正文。"], ""),
        (["东岭区信息报送", "东岭召开会议", "正文。"], "东岭召开会议", ["正文。"], ""),
        (["东岭召开会议", "（办公室 林知秋）", "正文。"], "东岭召开会议", ["正文。"], "（办公室 林知秋）"),
        (["东岭召开会议", "正文。", "供稿：办公室 林知秋"], "东岭召开会议", ["正文。"], "供稿：办公室 林知秋"),
        (["东岭召开会议", "正文。(办公室 林知秋)"], "东岭召开会议", ["正文。"], "(办公室 林知秋)"),
        (["东岭召开会议", "——副题在此", "正文。"], "东岭召开会议", ["正文。"], ""),
        (["", "  ", "东岭召开会议", "", "正文。"], "东岭召开会议", ["正文。"], ""),
        (["瀍河芃䶮𬭎😀会议", "正文。"], "瀍河芃䶮𬭎😀会议", ["正文。"], ""),
    ],
)
@pytest.mark.parametrize("kind", ["txt", "gb18030", "docx", "html"])
def test_title_body_and_byline_are_found(kind: str, lines: list[str], title: str, body: list[str], raw: str) -> None:
    data, name = {
        "txt": ("\r\n".join(lines).encode("utf-8-sig"), "稿.txt"),
        "gb18030": ("\n".join(lines).encode("gb18030"), "稿.txt"),
        "docx": (files.of_paragraphs(*lines), "稿.docx"),
        "html": ("".join(f"<p>{line}</p>" for line in lines).encode(), "稿.html"),
    }[kind]
    found = read_manuscript(data, name)
    assert (found.title, [block.text for block in found.body], found.byline.raw) == (title, body, raw)


def test_what_stands_before_the_title_is_told() -> None:
    found = read_manuscript("东岭区信息报送\n东岭召开会议\n正文。".encode(), "稿.txt")
    assert found.notes == ("标题之前的文字没有作为正文：东岭区信息报送",)


def test_a_title_in_words_own_style_on_two_lines_is_one_title() -> None:
    def build(document) -> None:
        document.add_heading("东岭区召开", 0)
        document.add_heading("工业运行分析会", 0)
        document.add_paragraph("正文。")

    assert read_manuscript(files.word(build), "稿.docx").title == "东岭区召开工业运行分析会"


def test_headings_lists_and_tables_of_the_body_are_kept() -> None:
    def build(document) -> None:
        document.add_paragraph("东岭召开会议")
        document.add_heading("一、成效", 2)
        document.add_paragraph("新增企业", style="List Bullet")
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(table._cells, ["县区", "数", "东岭", "12"], strict=True):
            cell.text = text

    found = read_manuscript(files.word(build), "稿.docx")
    assert [block.kind for block in found.body] == ["heading", "bullet", "table"]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\xff\xd8\xff\xe0 jpeg", b"a\x00b", "。。。\n！！！".encode()])
def test_what_is_no_article_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_manuscript(data, "稿.txt")


@pytest.mark.django_db
class TestStored:
    def test_a_word_file_becomes_a_draft_with_credits(self) -> None:
        result = take_file(data=WORD, name="稿.docx", by=OPERATOR)
        article = Article.objects.get()
        assert result.outcome is Outcome.CREATED
        assert (article.title, article.status) == ("东岭区召开工业运行会", Article.Status.DRAFT)
        assert article.body == "<p>5月17日，东岭区召开会议。</p><p>会议要求抓好落实。</p>"
        assert article.bylines.get().contributor.name == "林知秋"

    def test_the_same_file_again_is_the_draft_that_is_there(self) -> None:
        take_file(data=WORD, name="稿.docx", by=OPERATOR)
        assert take_file(data=WORD, name="稿（副本）.docx", by=OPERATOR).outcome is Outcome.KNOWN
        assert Article.objects.count() == 1

    def test_pictures_come_with_their_captions_and_a_bad_one_is_told(self) -> None:
        def build(document) -> None:
            document.add_paragraph("东岭召开会议")
            document.add_paragraph("正文。")
            document.add_picture(io.BytesIO(files.picture()))
            document.add_paragraph("图为会议现场。")

        data = files.word(build)
        take_file(data=data, name="稿.docx", by=OPERATOR)
        image = ArticleImage.objects.get()
        assert (image.caption, image.after) == ("图为会议现场。", 1)
        ArticleImage.objects.all().delete()
        Article.objects.all().delete()
        broken = files.changed(data, word__media__image1_dot_png=b"no picture")
        assert "没有存入" in take_file(data=broken, name="稿.docx", by=OPERATOR).notes[0]

    def test_alice_without_the_right_may_not(self) -> None:
        with pytest.raises(Refused):
            take_file(data=WORD, name="稿.docx", by=Actor(factories.person("alice")))

    def test_a_folder_is_taken_file_by_file_with_a_result_for_each(self, tmp_path: Path, capsys) -> None:
        (tmp_path / "一.docx").write_bytes(WORD)
        (tmp_path / "二.txt").write_text("西川开展检查\n正文。", encoding="gb18030")
        (tmp_path / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
        (tmp_path / "~$一.docx").write_bytes(b"lock")
        (tmp_path / "图.jpg").write_bytes(b"\xff\xd8\xff")
        (tmp_path / "报送.pdf").write_bytes(b"%PDF-1.7")
        (tmp_path / "Thumbs.db").write_bytes(b"\0")
        with pytest.raises(SystemExit) as stopped:
            call_command("import_drafts", str(tmp_path), "--json")
        assert stopped.value.code == 1
        out = capsys.readouterr()
        assert "[5/5]" in out.err
        assert "另存为" in out.err
        assert [one["outcome"] for one in json.loads(out.out)].count("created") == 2
        table = out.err.split("5个文件中有3个没有存，其余都在：")[1]
        assert all(name in table for name in ("旧.doc：", "图.jpg：", "报送.pdf："))
        assert set(Article.objects.values_list("title", flat=True)) == {"东岭区召开工业运行会", "西川开展检查"}

    def test_looking_stores_nothing(self, tmp_path: Path, capsys) -> None:
        (tmp_path / "一.docx").write_bytes(WORD)
        call_command("import_drafts", str(tmp_path / "一.docx"), "--dry-run", "--json")
        assert json.loads(capsys.readouterr().out)[0]["title"] == "东岭区召开工业运行会"
        assert not Article.objects.exists()

    def test_the_desks_page_takes_many_files_and_says_what_became_of_each(self, client: Client) -> None:
        client.force_login(factories.person("editor", "编辑"))
        address = reverse("admin:articles_article_files")
        assert client.get(address).status_code == 200
        uploads = [SimpleUploadedFile("一.docx", WORD), SimpleUploadedFile("坏.docx", b"PK\x03\x04 broken")]
        page = client.post(address, {"files": uploads}).content.decode()
        assert "2 篇的结果，1 个没有存" in page
        assert "已损坏" in page
        assert Article.objects.get().created_by.username == "editor"

    def test_a_correspondents_file_is_their_own_departments_draft(self) -> None:
        office, elsewhere = factories.department("产业科"), factories.department("技改科")
        wen = factories.actor("wen", "通讯员", department=office)
        other = take_file(data=WORD, name="稿.docx", by=factories.actor("shi", "通讯员", department=elsewhere))
        mine = take_file(data=WORD, name="稿.docx", by=wen)
        assert other.article is not None
        assert mine.outcome is Outcome.CREATED
        assert mine.article is not None
        assert (other.article.department, mine.article.department) == (elsewhere, office)
        assert take_file(data=WORD, name="稿.docx", by=wen).article == mine.article

    def test_a_correspondent_of_no_department_is_told(self) -> None:
        result = take_file(data=WORD, name="稿.docx", by=factories.actor("wen", "通讯员"))
        assert (result.outcome, Article.objects.exists()) == (Outcome.REFUSED, False)
        assert "归入科室" in result.reason

    @pytest.mark.parametrize("more", [["--dry-run"], []])
    def test_a_file_that_is_not_there_is_named(self, tmp_path: Path, capsys, more: list[str]) -> None:
        with pytest.raises(SystemExit):
            call_command("import_drafts", str(tmp_path / "没有.docx"), *more)
        assert "没有.docx：" in capsys.readouterr().err

    def test_a_visitor_is_sent_to_the_login(self, client: Client) -> None:
        assert client.get(reverse("admin:articles_article_files")).status_code == 302


def with_pictures(*places: int, last: str = "（节能科 王某某）") -> bytes:
    """A draft with a picture before each of those lines."""
    lines = ["市工信局调研绿色工厂", "7月3日，市工信局调研绿色工厂。", "要求抓好落实。", last]

    def build(document: docx.document.Document) -> None:
        for number, line in enumerate([*lines, ""]):
            for _ in range(places.count(number)):
                document.add_picture(io.BytesIO(files.picture()))
            document.add_paragraph(line)

    return files.word(build)


@pytest.mark.django_db
@pytest.mark.parametrize("places", [(2, 2), (1, 3), (4, 4), (0, 0), (0, 4)])
def test_a_draft_with_two_pictures_comes_in_once_with_both(places: tuple[int, int]) -> None:
    data = with_pictures(*places)
    first, again = (take_file(data=data, name="稿.docx", by=OPERATOR) for _ in range(2))
    assert (first.outcome, again.outcome) == (Outcome.CREATED, Outcome.KNOWN)
    article = Article.objects.get()
    assert article.images.count() == 2
    assert article.byline_text == "（节能科 王某某）"
    assert [block.text for block in article.blocks] == ["7月3日，市工信局调研绿色工厂。", "要求抓好落实。"]
    assert not again.notes


@pytest.mark.django_db
def test_the_same_words_with_other_pictures_are_told_of() -> None:
    take_file(data=with_pictures(2), name="稿.docx", by=OPERATOR)
    again = take_file(data=with_pictures(2, 3), name="稿.docx", by=OPERATOR)
    assert again.outcome is Outcome.KNOWN
    assert "已有的稿件有1张图片，这个文件里有2张" in again.notes[-1]
