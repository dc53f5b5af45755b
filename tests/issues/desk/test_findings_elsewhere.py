"""Findings where words come in from outside and where printed words are put right."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from articles.proofing.checking import check_article
from articles.registers import loading
from articles.registers.waiving import waive
from issues.assembly.texts import text_of_article
from issues.workflow import correcting
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = """甲企业新生产线投产
2023-05-18 来源：澄州日报
5月17日，甲企业新生产线投产，截止4月底，订单已排到年末。
联系人手机13912345678，欢迎企业前来洽谈合作。
这条生产线用时三个月建成，年产能比原来增加一半。
"""


@pytest.fixture(autouse=True)
def _fresh_registers() -> None:
    loading.forget()


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(factories.person("青禾", "编辑"))
    return client


def test_an_outside_page_is_proofread_before_it_is_taken(desk: Client) -> None:
    page = desk.post(reverse("admin:articles_feeditem_take"), {"text": PAGE, "look": "1"})
    html = page.content.decode()
    assert "取用后在草稿里改" in html
    assert "13912345678" in html
    assert "请遮盖为“139****5678”" in html
    assert "表示到某时为止用“截至”" in html
    assert not Article.objects.exists()


def test_who_decides_on_a_correction_sees_what_the_new_words_give(desk: Client) -> None:
    article = factories.article(body="<p>5月6日，热线开通。</p>")
    factories.published(factories.issue(article))
    article.refresh_from_db()
    row = correcting.propose(
        article=article,
        based_on=article.version,
        changes={"body": "<p>5月6日，热线13912345678开通，局长做总结讲话。</p>"},
        what="补充号码",
        why="漏登",
        by=factories.actor("青禾"),
    )
    boss = Client()
    boss.force_login(factories.person("白榆", "签发"))
    html = boss.get(reverse("desk:correction", args=[row.pk])).content.decode()
    assert "更正以后的文字" in html
    assert "139****5678" in html
    article.body = "<p>5月6日，热线13912345678开通，局长做总结讲话。</p>"
    mobile = next(
        one
        for one in check_article(text_of_article(article), loading.registers(), None)
        if one.code == "privacy.mobile"
    )
    waive(subject=article, finding=mobile, reason="公开的热线", by=factories.actor("青禾"))
    html = boss.get(reverse("desk:correction", args=[row.pk])).content.decode()
    assert "放行：公开的热线" in html
