"""A document goes into the database and comes back with the same words."""

import dataclasses
import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from articles import workflow as articles_workflow
from articles.models import Article, AuditEntry, Contributor, Department, Section, Source
from articles.record.audit import OPERATOR, Actor
from articles.record.history import revisions_of
from articles.refusals import Refused
from articles.text.blocks import Block, paragraphs
from articles.text.byline_parsing import parse_byline
from issues.assembly import Importer, IssueDiffers, Outcome, document_of
from issues.document import IssueDocument, Item, Masthead, SectionBlock, derive_lead
from issues.models import ImportRecord, Issue
from tests import factories

pytestmark = pytest.mark.django_db

HEAD = Masthead(name="云汀工信手机报", year=2026, number=44, total_number=1644, date=dt.date(2026, 11, 3))


def an_item(title: str = "竹浆餐盒出口首单发运", body: str = "11月2日,首批餐盒发运。", byline: str = "") -> Item:
    return Item(title=title, body=paragraphs(body.split("\n")), byline=parse_byline(byline))


def a_document(*items: Item, head: Masthead = HEAD, section: str | None = "要闻") -> IssueDocument:
    blocks = (SectionBlock(section, items or (an_item(),)),)
    return IssueDocument(head, derive_lead(blocks), blocks)


def store(document: IssueDocument, **options: object) -> Issue:
    return Importer(by=OPERATOR).store(document, **options).issue  # type: ignore[arg-type]


def test_a_stored_document_comes_back_with_the_same_words() -> None:
    document = a_document(
        an_item("甲厂投产", "第一段。\n第二段。", "(产业集群科 陆闻笛)"),
        dataclasses.replace(an_item("乙厂扩建"), lead_title="乙厂扩建（导读用短题）", subtitle="二期工程年底完工"),
        Item("丙厂技改", body=(Block("heading", "一、概况"), Block("bullet", "数控<strong>机床</strong>"))),
    )
    assert document_of(store(document)) == document


def test_a_byline_printed_on_two_lines_keeps_both() -> None:
    document = a_document(an_item(byline="(产业集群科 陆闻笛)\n来源：云汀日报"))
    assert document_of(store(document)) == document


def test_a_reprint_names_its_source_where_its_byline_does_not() -> None:
    issue = store(a_document(an_item(byline="(记者 祁小棠)")))
    Article.objects.update(source=Source.objects.create(name="云汀日报"))
    (_, item), *_ = document_of(issue).items()
    assert (item.byline.raw, item.byline.source) == ("(记者 祁小棠)\n来源：云汀日报", "云汀日报")


def test_items_under_no_heading_stay_under_none() -> None:
    document = a_document(an_item(), section=None)
    assert document_of(store(document)) == document
    assert not Section.objects.exists()


def test_the_same_input_twice_makes_no_second_copy_and_no_change() -> None:
    issue = store(a_document(an_item(byline="(办公室 祁小棠)")))
    before = list(Article.objects.values())
    again = Importer(by=OPERATOR).store(a_document(an_item(byline="(办公室 祁小棠)")))
    assert (again.outcome, again.issue, list(again.kept)) == (Outcome.UNCHANGED, issue, [])
    assert list(Article.objects.values()) == before
    assert (Department.objects.count(), Contributor.objects.count(), Issue.objects.count()) == (1, 1, 1)


def test_the_same_input_again_keeps_a_title_that_an_editor_corrected_and_says_so() -> None:
    store(a_document(an_item("竹桨餐盒出口")))
    article = Article.objects.get()
    article.title = "竹浆餐盒出口"
    article.save()
    again = Importer(by=OPERATOR).store(a_document(an_item("竹桨餐盒出口")))
    assert again.outcome is Outcome.UNCHANGED
    assert [(kept.field, kept.before, kept.after) for kept in again.kept] == [("标题", "竹浆餐盒出口", "竹桨餐盒出口")]
    assert Article.objects.get().title == "竹浆餐盒出口"


def test_other_words_for_a_stored_issue_are_refused_with_the_differences() -> None:
    store(a_document(an_item(body="签约12个项目。")))
    with pytest.raises(IssueDiffers) as refusal:
        store(a_document(an_item(body="签约21个项目。")))
    assert [(found.field, found.after) for found in refusal.value.differences] == [("正文", "签约21个项目。")]
    assert "12" in Article.objects.get().body


def test_overwriting_takes_the_files_words_and_keeps_the_articles_identity() -> None:
    store(a_document(an_item("甲"), an_item("乙", "要撤下的内容与别的毫不相干。")))
    first = Article.objects.get(title="甲")
    document = a_document(
        an_item("丙厂开工", "全新的一篇报道,说另一件事。"), an_item("甲", "11月2日,首批餐盒发运完毕。", "(办公室)")
    )
    result = Importer(by=OPERATOR).store(document, overwrite=True)
    assert result.outcome is Outcome.REPLACED
    assert document_of(result.issue) == document
    assert result.issue.entries.get(position=2).article_id == first.pk
    assert Article.objects.filter(title="乙").exists(), "an article that the file no longer has is not deleted"


def test_overwriting_leaves_no_word_that_the_file_does_not_have() -> None:
    document = a_document(an_item("甲"))
    store(document)
    words = {"kicker": "链上行动", "summary": "编辑另写的摘要", "editor_name": "苏禾"}
    articles_workflow.edit(article=Article.objects.get(), based_on=1, changes=words, by=OPERATOR)
    result = Importer(by=OPERATOR).store(document, overwrite=True)
    assert result.outcome is Outcome.REPLACED
    assert document_of(result.issue).digest == document.digest == result.digest
    before = revisions_of(Article.objects.get()).get(version=2).snapshot
    assert (before["kicker"], before["summary"], before["editor_name"]) == ("链上行动", "编辑另写的摘要", "苏禾")


def test_overwriting_leaves_the_old_words_in_the_history_and_untouched_articles_alone() -> None:
    issue = store(
        a_document(an_item("甲"), an_item("乙", "签约12个项目,别的照旧。"), an_item("丁", "毫不相干的一条。"))
    )
    same, other = Article.objects.get(title="甲"), Article.objects.get(title="乙")
    document = a_document(an_item("甲"), an_item("乙", "签约21个项目,别的照旧。", "(办公室)"))
    Importer(by=OPERATOR).store(document, overwrite=True, name="改.txt")
    newest, oldest = revisions_of(other)
    assert ("21" in newest.snapshot["body"], "12" in oldest.snapshot["body"]) == (True, True)
    assert (newest.action, newest.note, newest.by_name) == ("import", "改.txt", OPERATOR.name)
    assert newest.snapshot["bylines"] != oldest.snapshot["bylines"]
    assert Article.objects.get(pk=other.pk).version == newest.version == 2
    assert [one.version for one in revisions_of(same)] == [1]
    assert Article.objects.get(pk=same.pk).version == 1
    assert [len(one.snapshot["entries"]) for one in revisions_of(issue)] == [2, 3]
    articles_workflow.restore(article=other, version=1, based_on=2, by=OPERATOR)
    assert "12" in Article.objects.get(pk=other.pk).body


def test_overwriting_cannot_change_words_that_another_issue_has_published() -> None:
    store(a_document(an_item("甲", "签约12个项目。")))
    published = factories.issue(Article.objects.get(title="甲"))
    factories.published(published)
    with pytest.raises(ValidationError, match=r"《甲》.*更正"):
        Importer(by=OPERATOR).store(a_document(an_item("甲", "签约21个项目。")), overwrite=True)
    assert "12" in Article.objects.get(title="甲").body


@pytest.mark.parametrize(
    ("change", "words"),
    [({"number": None}, "期号"), ({"year": None, "date": None}, "年份"), ({"total_number": None}, "总期号")],
)
def test_an_issue_without_its_number_is_refused_naming_what_is_missing(change: dict[str, None], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        store(a_document(head=dataclasses.replace(HEAD, **change)))
    assert not Issue.objects.exists()


def test_the_year_is_taken_from_the_printed_date() -> None:
    assert store(a_document(head=dataclasses.replace(HEAD, year=None))).year == 2026


@pytest.mark.parametrize(
    ("number", "total", "words"), [(45, 1644, "总第1644期已经是2026年第44期"), (44, 1650, "是总第1644期")]
)
def test_a_number_that_is_taken_is_refused_and_nothing_changes(number: int, total: int, words: str) -> None:
    store(a_document())
    with pytest.raises(ValidationError, match=words):
        store(a_document(head=dataclasses.replace(HEAD, number=number, total_number=total)))
    assert (Issue.objects.count(), Article.objects.count()) == (1, 1)


def test_a_combined_issue_takes_both_numbers() -> None:
    store(a_document(head=dataclasses.replace(HEAD, number_end=45, total_number_end=1645)))
    with pytest.raises(ValidationError, match="2026年第45期已经有了"):
        store(a_document(head=dataclasses.replace(HEAD, number=45, total_number=1646)))


def test_credit_goes_to_the_department_by_any_of_its_names() -> None:
    office = Department.objects.create(name="信息化推进科", aliases=["信息化科"])
    store(a_document(an_item(byline="(信息化科 丁一帆 叶知秋)")))
    credits = list(
        Article.objects.get().bylines.values_list("department__name", "department_name", "contributor__name")
    )
    assert credits == [("信息化推进科", "信息化科", "丁一帆"), ("信息化推进科", "信息化科", "叶知秋")]
    assert list(Department.objects.all()) == [office]


def test_people_of_one_name_in_two_departments_are_two_people() -> None:
    store(a_document(an_item("甲", byline="(办公室 李想)"), an_item("乙", byline="(人事科 李想)")))
    assert Contributor.objects.filter(name="李想").count() == 2


def test_the_event_date_is_set_only_when_it_is_certain() -> None:
    store(a_document(an_item("甲", "11月2日,首批餐盒发运。"), an_item("乙", "近日,检查组下沉一线。")))
    assert list(Article.objects.order_by("pk").values_list("event_date", flat=True)) == [dt.date(2026, 11, 2), None]


def test_what_was_handed_in_is_kept_whole() -> None:
    issue = store(a_document(), text="整份原文", name="第44期.txt")
    assert [(kept.text, kept.name) for kept in ImportRecord.objects.filter(issue=issue)] == [("整份原文", "第44期.txt")]


def test_an_import_is_in_the_audit_log() -> None:
    issue = store(a_document())
    entry = AuditEntry.objects.get(action="import", kind="issue")
    assert set(AuditEntry.objects.filter(action="import", kind="article").values_list("object_id", flat=True)) == set(
        issue.articles.values_list("pk", flat=True)
    )
    assert (entry.object_id, entry.actor_name) == (issue.pk, "命令行")


def test_somebody_without_the_permission_imports_nothing(django_user_model: type) -> None:
    visitor = django_user_model.objects.create_user("alice")  # type: ignore[attr-defined]
    with pytest.raises(Refused):
        Importer(by=Actor(visitor))


def test_a_title_too_long_for_its_field_is_refused_by_name_and_nothing_is_stored() -> None:
    with pytest.raises(ValidationError) as refusal:
        store(a_document(an_item("长" * 301)))
    assert "300" in "".join(refusal.value.messages)
    assert not Issue.objects.exists()
