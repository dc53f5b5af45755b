"""An article's page prints what was signed or corrected: its filing may change, the page does not."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from articles import workflow as articles_workflow
from articles.models import Article, Byline, Contributor, Department, Section, SiteRevision, Source
from articles.record.audit import OPERATOR
from articles.tagging import set_tags
from issues.assembly import Importer
from issues.document import SectionBlock
from issues.models import Edition, Issue
from issues.workflow import correcting, publishing
from issues.workflow.reviewing import NotSigned
from issues.workflow.standing import standing_of
from tests import factories
from tests.published import a_document, an_item, newest_article, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    """One that names everything: section, source, department, person and tags."""
    item = an_item("新材料园开工", byline="(产业科 闻笛)", source="澄江日报")
    publish(a_document(3, SectionBlock("要闻", (item,))), tags=[["新材料", "开工"]])
    return newest_article()


def page(article: Article) -> str:
    """The article's page as it is made now, without what every page carries: that names whatever is in use today."""
    SiteRevision.bump()
    response = Client().get(article.get_absolute_url())
    assert response.status_code == 200
    html = response.content.decode()
    return html.partition("<body>")[0] + html.partition("</header>")[2].partition('<footer class="foot">')[0]


def words(html: str) -> str:
    """All that the page says: its text, what it tells machines, and not where its links lead."""
    return re.sub(r"<a [^>]*>|</a>|<span>|</span>", "", html)


def correct(article: Article, **changes: object) -> None:
    row = Article.objects.get(pk=article.pk)
    made = correcting.propose(
        article=row, based_on=row.version, changes=changes, what="更正一处", why="来电", by=OPERATOR
    )
    correcting.approve(correction=made, by=OPERATOR)


class TestBeforePublication:
    @pytest.fixture
    def issue(self) -> Issue:
        return factories.issue(factories.article("甲企业投产"))

    def test_a_tag_after_the_last_signature_lets_it_lapse(self, issue: Issue) -> None:
        factories.signed(issue)
        row, desk = Article.objects.get(title="甲企业投产"), factories.actor("desk", "编辑")
        articles_workflow.edit(article=row, based_on=row.version, changes={}, tags=["没有签过"], by=desk)
        assert not standing_of(Issue.objects.get(pk=issue.pk)).approved
        with pytest.raises(NotSigned):
            publishing.publish(issue=issue, by=OPERATOR)
        factories.published(issue)
        assert "没有签过" in page(row)

    def test_the_reviewer_reads_the_tags_and_what_became_of_them(self, client: Client, issue: Issue) -> None:
        row = Article.objects.get(title="甲企业投产")
        set_tags(row, ["装备制造"], by=OPERATOR)
        factories.signed(issue)
        set_tags(row, ["没有签过"], by=OPERATOR)
        client.force_login(factories.actor("chief", "管理员").user)
        html = client.get(reverse("desk:review", args=[issue.pk])).content.decode()
        assert "<b>标签</b>没有签过" in html
        assert "装备制造" in html.replace("<del>", "").replace("</del>", "")

    def test_a_credit_row_after_the_last_signature_is_the_desks_only(self, issue: Issue) -> None:
        factories.signed(issue)
        row = Article.objects.get(title="甲企业投产")
        office, person = factories.department("没签过的科"), Contributor.objects.create(name="没签过的人")
        Byline.objects.create(
            article=row, department=office, department_name=office.name, contributor=person, position=9
        )
        publishing.publish(issue=issue, by=OPERATOR)
        assert "没签过" not in page(row)


class TestAfterPublication:
    def test_filing_changes_nothing_on_the_page(self, article: Article) -> None:
        other, office = factories.section("别的栏目"), factories.department("别的科")
        before = page(article)
        row = Article.objects.get(pk=article.pk)
        articles_workflow.edit(
            article=row,
            based_on=row.version,
            changes={"section": other.pk, "department": office.pk, "event_date": "2023-01-01", "internal_note": "存"},
            tags=["新材料", "开工", "新加的"],
            by=OPERATOR,
        )
        person = Contributor.objects.create(name="新加的人", department=office)
        Byline.objects.create(
            article=row, department=office, department_name=office.name, contributor=person, position=9
        )
        assert page(article) == before

    @pytest.mark.parametrize("model", [Section, Source, Department, Contributor])
    def test_a_renamed_thing_keeps_the_name_that_was_printed(self, article: Article, model: type) -> None:
        named = {Section: "要闻", Source: "澄江日报", Department: "产业科", Contributor: "闻笛"}[model]
        before = page(article)
        model.objects.filter(name=named).update(name="后来的名字")  # type: ignore[attr-defined]
        after = page(article)
        assert words(after) == words(before)
        assert "后来的名字" not in after

    def test_tags_taken_away_stay_as_printed_and_lead_nowhere(self, article: Article) -> None:
        before = page(article)
        set_tags(article, [], by=OPERATOR)
        after = page(article)
        assert words(after) == words(before)
        assert "<span>新材料</span>" in after

    def test_the_card_of_a_link_names_the_printed_section(self, article: Article) -> None:
        address = f"{article.get_absolute_url()}card.png"
        before = Client().get(address).content
        Article.objects.filter(pk=article.pk).update(section=factories.section("别的栏目"))
        SiteRevision.bump()
        assert Client().get(address).content == before

    def test_a_correction_changes_tags_source_and_credits(self, article: Article) -> None:
        correct(article, tags=["新材料", "园区"])
        html = page(article)
        assert re.search(r'<meta name="Keywords" content="[^"]*园区', html)
        assert "园区" in html.partition("<h1>")[2]
        assert "开工</a>" not in html.partition("标签")[2]
        assert sorted(tag.name for tag in article.tags.all()) == ["园区", "新材料"]
        correct(article, source={"id": factories.source("澄州晚报").pk}, byline_text="(技改科 祁小棠)")
        html, _, told = page(article).partition('<section class="corrections"')
        assert 'content="澄州晚报"' in html
        assert "闻笛" not in html
        told, _, beside = told.partition("</section>")
        assert "<del>产业科 闻笛</del><ins>技改科 祁小棠</ins>" in told
        assert "闻笛" not in beside
        assert "祁小棠</a>" in html
        assert "技改科</a>" in html

    def test_a_correction_moves_the_time_of_change_and_filing_does_not(self, article: Article) -> None:
        def modified() -> str:
            found = re.search(r'"article:modified_time" content="([^"]+)"', page(article))
            assert found
            return found[1]

        before = modified()
        row = Article.objects.get(pk=article.pk)
        articles_workflow.edit(article=row, based_on=row.version, changes={"internal_note": "存档"}, by=OPERATOR)
        assert modified() == before
        correct(article, title="新材料产业园开工")
        assert modified() > before

    def test_a_correction_of_other_words_leaves_printed_tags(self, article: Article) -> None:
        set_tags(article, ["后来的"], by=OPERATOR)
        correct(article, title="新材料产业园开工")
        html = page(article)
        assert "后来的" not in html
        assert "新材料" in html.partition("标签")[2]

    def test_the_correction_form_starts_from_what_is_printed(self, client: Client, article: Article) -> None:
        set_tags(article, ["后来的"], by=OPERATOR)
        client.force_login(factories.actor("ada", "编辑").user)
        html = client.get(reverse("desk:correct_article", args=[article.pk])).content.decode()
        assert 'value="开工、新材料"' in html


class TestEditions:
    def test_one_frozen_before_tags_were_kept_prints_none_until_a_correction(self, article: Article) -> None:
        edition = Edition.objects.get()
        for section in edition.document["sections"]:
            for item in section["items"]:
                del item["tags"]
        old = Edition(
            issue=edition.issue, number=2, document=edition.document, article_ids=edition.article_ids,
            digest=edition.digest, published_at=edition.published_at,
        )  # fmt: skip
        old.save()
        html = page(article)
        assert "新材料</a>" not in html
        assert "闻笛</a>" in html
        assert json.dumps(["开工", "新材料"], ensure_ascii=False) not in html
        correct(article, tags=["新材料"])
        assert "新材料</a>" in page(article)

    def test_withdrawn_and_put_back_after_it_was_filed_anew(self, article: Article) -> None:
        before = page(article)
        set_tags(article, ["后来的"], by=OPERATOR)
        articles_workflow.withdraw(article=article, by=OPERATOR, reason="误撤")
        articles_workflow.publish(article=article, by=OPERATOR)
        assert words(page(article)) == words(before)

    def test_of_two_issues_the_newest_that_shows_it_is_printed(self) -> None:
        one = factories.article("甲企业投产")
        set_tags(one, ["头一次"], by=OPERATOR)
        factories.published(factories.issue(one))
        set_tags(one, ["第二次"], by=OPERATOR)
        factories.published(factories.issue(one))
        html = page(one)
        assert "第二次" in html
        assert "头一次" not in html

    def test_the_same_file_again_finds_nothing_changed_in_a_tagged_issue(self, article: Article) -> None:
        item = an_item("新材料园开工", byline="(产业科 闻笛)\n来源：澄江日报")
        again = Importer(by=OPERATOR).store(a_document(3, SectionBlock("要闻", (item,))))
        assert again.outcome.name == "UNCHANGED"
