"""Pictures inside an imported file are stored with their articles; missing ones are noted, never forgotten."""

import pytest

from articles.models import ArticleImage
from articles.record.audit import OPERATOR
from issues.assembly import Importer, Outcome, document_of
from issues.parsing.readers import read
from issues.rendering.formats import FORMATS
from tests.articles.text.incoming import files
from tests.issues.rendering import documents

pytestmark = pytest.mark.django_db


def imported(name: str = "rich", **changes: object):
    data = FORMATS["docx"].render(documents.ALL[name](), documents.context(**changes))
    found = read(data, "x.docx")[0]
    return found, Importer(by=OPERATOR).store(found.document, pictures=dict(found.pictures))


def test_a_word_files_pictures_stand_with_their_articles() -> None:
    _, stored = imported()
    images = list(ArticleImage.objects.all())
    assert [(image.caption, image.credit, image.after) for image in images] == [
        ("图为活动现场。", "李晓明", 0),
        ("", "", 10),
    ]
    assert images[1].alt.endswith("配图")
    assert stored.notes == []
    assert [p.caption for _, item in document_of(stored.issue).items() for p in item.pictures] == ["图为活动现场。", ""]


def test_the_same_file_again_changes_nothing() -> None:
    found, _ = imported()
    again = Importer(by=OPERATOR).store(found.document, pictures=dict(found.pictures))
    assert again.outcome is Outcome.UNCHANGED
    assert ArticleImage.objects.count() == 2


def test_a_picture_without_a_file_is_noted_in_the_article() -> None:
    text = FORMATS["txt"].render(documents.rich(), documents.context())
    found = read(text, "x.txt")[0]
    stored = Importer(by=OPERATOR).store(found.document, pictures=dict(found.pictures))
    note = stored.issue.entries.order_by("position").first().article.internal_note
    assert note.startswith("待补图片：a.jpg（图为活动现场。，摄影：李晓明）；b.jpg")


def test_a_file_that_is_no_picture_does_not_stop_the_import() -> None:
    data = FORMATS["docx"].render(documents.rich(), documents.context())
    data = files.changed(data, word__media__image1_dot_jpg=b"not a picture")
    found = read(data, "x.docx")[0]
    stored = Importer(by=OPERATOR).store(found.document, pictures=dict(found.pictures))
    assert stored.outcome is Outcome.CREATED
    assert "没有存入" in stored.notes[0]
