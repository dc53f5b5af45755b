"""What the database says beside an article's words: what ran before, figures printed before, who writes for whom."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.credits import rederive
from articles.intake.duplicates import catch_up
from articles.models import Article, Byline
from articles.registers import loading
from issues.assembly.findings import findings_of
from issues.assembly.proofreading import check_stored_issue, check_words
from issues.assembly.texts import text_of_article
from tests import factories

pytestmark = pytest.mark.django_db

STORY = (
    "<p>5月6日，市经信局在湖东新区举办专精特新企业对接会，六十名企业负责人与银行面对面交流，现场达成授信意向。"
    "会上，参会银行逐一介绍了设备更新贷款、订单融资和知识产权质押的办理条件，企业就抵押物不足提出了问题。</p>"
)


@pytest.fixture(autouse=True)
def _fresh_registers() -> None:
    loading.forget()


def codes(found: object) -> set[str]:
    return {one.code for one in found}  # type: ignore[attr-defined]


def printed_before(body: str, title: str = "专精特新企业对接会举办") -> Article:
    before = factories.article(title=title, body=body)
    factories.published(factories.issue(before, number=7, total_number=107, date=dt.date(2024, 5, 7)))
    catch_up()
    return before


def test_the_same_event_in_an_earlier_issue_is_told_with_its_number() -> None:
    printed_before(STORY)
    again = factories.issue(factories.article(title="银企对接会在湖东新区举办", body=STORY), number=8, total_number=108)
    (told,) = [one for one in check_stored_issue(again) if one.code == "item.ran-before"]
    assert "第7期•总第107期" in told.message
    assert told.article == 1


def test_a_follow_up_with_another_day_and_an_issue_of_its_own_are_not_told() -> None:
    before = printed_before(STORY)
    later = factories.issue(
        factories.article(title="对接会再次举办", body=STORY.replace("5月6日", "6月9日")), number=8, total_number=108
    )
    assert "item.ran-before" not in codes(check_stored_issue(later))
    assert "item.ran-before" not in codes(one.finding for one in findings_of(before))


def test_a_months_figure_that_was_printed_otherwise_is_told() -> None:
    printed_before("<p>1至4月，全市规上工业增加值完成320亿元，同比增长7.1%。</p>", title="前四月工业平稳增长")
    body = "<p>1至4月，全市规上工业增加值完成330亿元，增速居全省第三。各县区还要再加一把劲。</p>"
    said = [one for one in check_stored_issue(factories.issue(factories.article(body=body), number=8, total_number=108))
            if one.code == "number.vs-past"]  # fmt: skip
    assert len(said) == 1
    assert "320亿元" in said[0].message


def test_a_slip_in_an_office_that_signs_often_is_told_while_writing_and_of_nothing_published() -> None:
    for number in range(2):
        one = factories.article(title=f"规划稿{number}", byline_text="（发展规划科 林一帆）")
        rederive(one, by=factories.actor("desk", "编辑"))
        factories.published(factories.issue(one))
    slip = factories.article(byline_text="（发展规化科 林一帆）")
    assert "byline.unknown" in codes(check_words(text_of_article(slip), slip))
    rederive(slip, by=factories.actor("desk", "编辑"))  # stored, the slip is an office of its own
    assert Byline.objects.filter(department_name="发展规化科").exists()
    assert "byline.unknown" in codes(check_stored_issue(factories.issue(slip)))
    factories.published(factories.issue(factories.article(byline_text="（发展规化科 林一帆）")))
    printed = Article.objects.published().latest("pk")
    assert "byline.unknown" not in codes(one.finding for one in findings_of(printed))


def test_a_title_too_long_for_the_narrowest_channel_is_hinted_at_before_printing() -> None:
    article = factories.article(title="市经信局组织开展全市重点产业链群企业安全生产和消防安全专项检查工作", body=STORY)
    assert "title.length" in codes(check_words(text_of_article(article), article))


def test_an_issue_costs_as_many_statements_with_many_articles_as_with_few() -> None:
    printed_before(STORY)
    small = factories.issue(*[factories.article(body=STORY) for _ in range(2)])
    large = factories.issue(*[factories.article(body=STORY) for _ in range(12)])
    check_stored_issue(small)
    with CaptureQueriesContext(connection) as few:
        check_stored_issue(small)
    with CaptureQueriesContext(connection) as many:
        check_stored_issue(large)
    assert len(many) == len(few) <= 16


def test_the_timer_makes_what_was_printed_findable(capsys: pytest.CaptureFixture[str]) -> None:
    factories.published(factories.issue(factories.article(body=STORY), number=7, total_number=107))
    call_command("publish_due")
    again = factories.article(body=STORY)
    assert "item.ran-before" in codes(check_words(text_of_article(again), again))
