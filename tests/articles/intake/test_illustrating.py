"""Pictures of outside pages: chosen by the editor, fetched under the same rules, stored as any upload."""

import pytest
from django.core.exceptions import ValidationError

from articles.intake.drafting import keep_page, make_draft
from articles.intake.illustrating import Wanted, take_pictures
from articles.intake.pages import fetch_page, fetcher
from articles.models import Article, AuditEntry
from articles.record.audit import OPERATOR, Actor
from articles.record.history import revisions_of
from articles.refusals import Refused
from tests.articles.intake.net.hostile_server import HostileServer
from tests.factories import actor

pytestmark = pytest.mark.django_db


def draft(web: HostileServer, by: Actor = OPERATOR) -> Article:
    handed = fetch_page(web.url("illustrated"))
    return make_draft(story=handed.stories()[0], page=keep_page(handed=handed, by=by), by=by)


def test_a_picture_is_stored_re_encoded_with_its_words_as_a_version_of_its_own(web: HostileServer) -> None:
    article = draft(web)
    wanted = Wanted(web.url("photo.jpg"), "会场坐满了人", "图为会议现场。", "澄湖日报 舒望", 1)
    assert take_pictures(article=article, wanted=[wanted], fetcher=fetcher(), by=OPERATOR) == []
    (image,) = article.images.all()
    assert (image.alt, image.caption, image.credit, image.after) == (
        "会场坐满了人",
        "图为会议现场。",
        "澄湖日报 舒望",
        1,
    )
    assert (image.width, image.height) == (640, 400)
    assert image.name.startswith("images/")
    newest = revisions_of(article)[0]
    assert (newest.version, len(newest.snapshot["images"])) == (2, 1)
    assert AuditEntry.objects.get(action="take_pictures").after["pictures"] == [web.url("photo.jpg")]


def test_the_picture_is_asked_for_as_a_reader_of_the_page_would(web: HostileServer) -> None:
    take_pictures(article=draft(web), wanted=[Wanted(web.url("photo.jpg"), "会场")], fetcher=fetcher(), by=OPERATOR)
    path, headers = web.seen[-1]
    assert (path, headers["Referer"], headers["Accept"]) == ("/photo.jpg", web.url("illustrated"), "image/*")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("to-loopback", "内部网络"), ("to-metadata", "内部网络"), ("broken.jpg", "图片"), ("huge.jpg", "上限"),
        ("missing", "404"), ("page", "不是图片"), ("endless", "不是图片"), ("silent", "太慢"), ("forbidden", "robots"),
    ],
)  # fmt: skip
def test_a_picture_that_cannot_be_had_leaves_the_reason_and_the_draft(web: HostileServer, path: str, said: str) -> None:
    article = draft(web)
    wanted = [Wanted(web.url(path), "现场"), Wanted(web.url("photo.jpg"), "会场")]
    (problem,) = take_pictures(article=article, wanted=wanted, fetcher=fetcher(), by=OPERATOR)
    article.refresh_from_db()
    assert said in problem
    assert problem in article.internal_note
    assert [image.alt for image in article.images.all()] == ["会场"]


def test_an_incomplete_address_is_not_asked_for(web: HostileServer) -> None:
    article = draft(web)
    web.seen.clear()
    problems = take_pictures(article=article, wanted=[Wanted("/i/1.jpg", "现场")], fetcher=fetcher(), by=OPERATOR)
    assert "不完整" in problems[0]
    assert web.seen == []


def test_without_words_for_those_who_cannot_see_it_no_picture_is_fetched(web: HostileServer) -> None:
    article = draft(web)
    web.seen.clear()
    with pytest.raises(ValidationError, match="替代文字"):
        take_pictures(article=article, wanted=[Wanted(web.url("photo.jpg"), " ")], fetcher=fetcher(), by=OPERATOR)
    assert web.seen == []


def test_a_correspondent_may_not_fetch_pictures(web: HostileServer) -> None:
    with pytest.raises(Refused):
        take_pictures(article=draft(web), wanted=[], fetcher=fetcher(), by=actor("小林", "通讯员"))
