"""What somebody wrote is refused where there is no room for it, never cut short; what a file brought is named whole."""

import io

import pytest
from django.core.exceptions import ValidationError

from articles import workflow
from articles.images import attach, store_image
from articles.record.audit import OPERATOR
from articles.refusals import whole
from articles.text.room import fitted
from issues.workflow import publishing, remarks
from tests import factories
from tests.issues.rendering.documents import picture_bytes

pytestmark = pytest.mark.django_db
LONG = "事" * 1001


def test_a_reason_that_is_too_long_is_refused_with_both_numbers() -> None:
    with pytest.raises(ValidationError, match="退稿原因共 301 字，请缩短到 300 字以内"):
        workflow.return_(article=factories.article(status="submitted"), by=OPERATOR, reason="因" * 301)
    issue = factories.issue(factories.article())
    factories.published(issue)
    with pytest.raises(ValidationError, match="撤回原因共 201 字"):
        publishing.withdraw(issue=issue, by=OPERATOR, reason="因" * 201)
    with pytest.raises(ValidationError, match="撤回原因共 201 字"):
        workflow.withdraw(article=issue.entries.get().article, by=OPERATOR, reason="因" * 201)
    issue.refresh_from_db()
    assert issue.status == "published"


def test_a_remark_that_is_too_long_is_refused() -> None:
    article = factories.article(body="<p>一段。</p>")
    issue, by = factories.issue(article), factories.actor("青禾", "编辑")
    with pytest.raises(ValidationError, match="意见共 1001 字"):
        remarks.add(issue=issue, article=article, paragraph=1, text=LONG, by=by)
    kept = remarks.add(issue=issue, article=article, paragraph=1, text=LONG[:1000], by=by)
    assert len(kept.text) == 1000


def test_what_fits_is_kept_without_the_space_around_it() -> None:
    assert whole("  说明 ", longest=2, what="原因") == "说明"
    assert whole("一\r\n二", longest=3, what="原因") == "一\n二"  # as many as the browser let somebody type
    left_out: list[str] = []
    assert fitted(" 说明 ", 2, "说明", left_out) == "说明"
    assert left_out == []


def test_a_pictures_words_without_room_are_named_whole() -> None:
    article, left_out = factories.article(), list[str]()
    image = store_image(io.BytesIO(picture_bytes(60, 40)))
    caption = "说" * 300 + "这里以后没有放下"
    row = attach(article=article, image=image, alt="车间", caption=caption, credit="摄" * 61, left_out=left_out)
    assert row.caption == "说" * 300
    assert left_out[0].endswith("没有放下的是：这里以后没有放下")
    assert "第1张图片的摄影有 61 字" in left_out[1]
