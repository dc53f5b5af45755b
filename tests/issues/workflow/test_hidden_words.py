"""Words that were taken off the site stay off it, whatever becomes of their article."""

import pytest
from django.test import Client

from articles import workflow as articles_workflow
from articles.models import Article
from articles.record.audit import OPERATOR
from issues.models import Issue
from issues.workflow import correcting, publishing
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = "身份证号写错地方"
PUBLIC = ("/issues/2024/1/", "/issues/2024/1.txt", "/issues/2024/1.json", "/feeds/issues.rss", "/")


@pytest.fixture
def first() -> Issue:
    """A published issue whose first article also stands in a second one that is being composed."""
    secret = factories.article("甲厂投产", body=f"<p>{SECRET}，甲厂投产。</p>")
    made = factories.issue(secret, factories.article("乙厂扩建"))
    factories.published(made)
    factories.issue(secret)
    return made


def the(title: str) -> Article:
    return Article.objects.get(title__startswith=title)


def assert_gone(client: Client) -> None:
    for address in PUBLIC:
        assert SECRET not in client.get(address).content.decode(), address


def test_corrected_and_published_elsewhere_it_does_not_come_back_where_it_was_hidden(
    client: Client, first: Issue
) -> None:
    articles_workflow.withdraw(article=the("甲厂"), by=OPERATOR, reason="涉及个人信息")
    assert_gone(client)
    row = the("甲厂")
    articles_workflow.edit(article=row, based_on=row.version, changes={"body": "<p>甲厂投产。</p>"}, by=OPERATOR)
    factories.published(Issue.objects.get(total_number=2))
    assert the("甲厂").status == Article.Status.PUBLISHED
    assert_gone(client)
    assert "撤回原因：涉及个人信息" in client.get("/issues/2024/1/").content.decode()
    assert "甲厂投产。" in client.get("/issues/2024/2/").content.decode()


def test_a_correction_of_another_article_does_not_bring_it_back(client: Client, first: Issue) -> None:
    articles_workflow.withdraw(article=the("甲厂"), by=OPERATOR, reason="涉及个人信息")
    row = the("甲厂")
    articles_workflow.edit(article=row, based_on=row.version, changes={"body": "<p>甲厂投产。</p>"}, by=OPERATOR)
    factories.published(Issue.objects.get(total_number=2))
    other = the("乙厂")
    proposed = correcting.propose(
        article=other, based_on=other.version, changes={"title": "乙厂扩产"}, what="标题", why="错字",
        by=factories.actor("ada", "编辑"),
    )  # fmt: skip
    correcting.approve(correction=proposed, by=factories.actor("chief", "签发"))
    assert "乙厂扩产" in client.get("/issues/2024/1/").content.decode()
    assert_gone(client)


def test_put_back_with_the_signed_words_it_shows_again_in_an_edition_of_its_own(client: Client, first: Issue) -> None:
    articles_workflow.withdraw(article=the("甲厂"), by=OPERATOR, reason="误撤")
    before = first.editions.count()
    articles_workflow.publish(article=the("甲厂"), by=OPERATOR)
    assert first.editions.count() == before + 1
    assert SECRET in client.get("/issues/2024/1/").content.decode()
    assert SECRET in client.get("/issues/2024/1.txt").content.decode()


def test_an_issue_signed_anew_shows_its_articles(client: Client, first: Issue) -> None:
    publishing.withdraw(issue=first, by=OPERATOR, reason="数字有误")
    row = the("甲厂")
    articles_workflow.edit(article=row, based_on=row.version, changes={"body": "<p>甲厂投产了。</p>"}, by=OPERATOR)
    factories.published(Issue.objects.get(pk=first.pk))
    page = client.get("/issues/2024/1/").content.decode()
    assert "甲厂投产了" in page and "乙厂扩建" in page and "撤回原因" not in page
    assert_gone(client)
