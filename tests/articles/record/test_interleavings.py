"""Two at one page: each interleaving ends with both people's words recoverable and a page that says what happened.

The table names each, what happens, where it is shown over the wire (here, or in the file named), and where in Chromium
with a browser for each person. `test_every_case_of_the_table_has_its_tests` holds it to what there is.

| interleaving             | what happens                                            |
|--------------------------|---------------------------------------------------------|
| edit / edit              | the second is shown both, merges by paragraph           |
| edit / reorder           | both hold; the same order changed twice: second refused |
| edit / publish           | refused; typed words go into a correction               |
| edit / delete            | typed words can be saved as a new article               |
| old tab                  | neither save nor autosave overwrites newer work         |
| back button              | nothing old comes over newer words                      |
| double submit            | saved once, said so                                     |
| session expired          | the typed words stay on the page, or come back on it    |
| server killed            | stored whole or not at all; the words are in the buffer |
| connection lost and back | the autosaved words are offered with their difference   |
| autosave against save    | a late autosave neither changes the article nor nags    |
| restore against edit     | the restore is refused and shows the newer work         |

Fifty at random from eight processes: tests/issues/workflow/test_crowd.py.
"""

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles import workflow
from articles.models import Article, RecoveryBuffer
from articles.record import recovery
from articles.record.audit import OPERATOR
from articles.record.history import StaleEdit, revisions_of
from issues.models import Correction, Issue
from issues.workflow import arranging
from tests import factories

pytestmark = pytest.mark.django_db

HERE, KILLED = "articles/record/test_interleavings.py", "articles/record/test_killed_save.py"
TWO, COMPOSER, REVIEWING, KILLED_SERVER = (
    f"browser/test_{name}.py" for name in ("two_people", "composer", "reviewing", "killed_server")
)
# interleaving → (file below tests/, test) over the wire, then in Chromium
CASES = {
    "edit / edit": [
        (HERE, "test_edit_edit"), (HERE, "test_edit_edit_of_an_issues_head"),
        (TWO, "test_edits_of_two_paragraphs_are_merged"), (TWO, "test_edits_of_one_paragraph_are_chosen_between"),
    ],
    "edit / reorder": [
        (HERE, "test_edit_reorder"), (TWO, "test_an_article_is_edited_while_its_issue_is_reordered"),
        (COMPOSER, "test_two_editors_move_at_once_and_nothing_is_lost"),
    ],
    "edit / publish": [
        (HERE, "test_edit_publish"),
        (TWO, "test_what_was_written_while_the_article_was_published_goes_into_a_correction"),
    ],
    "edit / delete": [
        (HERE, "test_edit_delete"), (TWO, "test_what_was_written_while_the_article_was_deleted_becomes_another"),
    ],
    "old tab": [(HERE, "test_old_tab"), (TWO, "test_an_old_tab_cannot_overwrite_what_a_newer_one_saved")],
    "back button": [(HERE, "test_back_button"), (TWO, "test_the_back_button_brings_no_old_words_over_newer_ones")],
    "double submit": [(HERE, "test_double_submit"), (TWO, "test_pressing_save_twice_saves_once")],
    "session expired": [
        (HERE, "test_session_expired"), (TWO, "test_after_signing_in_again_elsewhere_the_page_saves_what_was_typed"),
    ],
    "server killed": [
        (KILLED, "test_killed_in_the_midst_of_a_save_the_old_text_stands_whole_and_the_new_is_offered"),
        (KILLED, "test_killed_as_soon_as_the_save_is_in_the_database_the_new_text_stands_whole"),
        (REVIEWING, "test_words_typed_before_a_crash_are_offered_back"),
        (KILLED_SERVER, "test_words_whose_save_died_with_the_server_are_offered_back"),
        (KILLED_SERVER, "test_a_save_to_a_server_that_is_down_leaves_the_page_and_goes_through_once_it_is_back"),
    ],
    "connection lost and back": [
        (HERE, "test_connection_lost"), (TWO, "test_a_connection_lost_and_back_loses_nothing"),
        (COMPOSER, "test_a_lost_connection_says_so_and_keeps_what_was_typed"),
    ],
    "autosave against save": [
        (HERE, "test_autosave_against_save"), (TWO, "test_what_was_saved_is_not_offered_as_unsaved"),
    ],
    "restore against edit": [
        (HERE, "test_restore_against_edit"),
        (TWO, "test_a_restore_that_somebody_overtook_is_refused_and_shows_the_newer_words"),
    ],
}  # fmt: skip


@pytest.fixture
def article() -> Article:
    return factories.article("旧题", body="<p>第一段。</p><p>第二段。</p>", section=factories.section())


@pytest.fixture
def ada() -> Client:
    return signed_in("ada")


@pytest.fixture
def bo() -> Client:
    return signed_in("bo")


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(factories.person(name, "编辑"))
    return client


def page(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def form(article: Article, **typed: object) -> dict[str, object]:
    """The form as it was opened on `article`, with `typed` on top."""
    empty = {f"{prefix}-{count}_FORMS": 0 for prefix in ("images", "bylines") for count in ("TOTAL", "INITIAL")}
    opened = {
        "title": article.title,
        "body": article.body,
        "byline_text": article.byline_text,
        "section": article.section_id or "",
        "tags": "",
        "based_on": article.version,
    }
    return {**empty, **opened, **typed}


def stored(article: Article) -> Article:
    return Article.objects.get(pk=article.pk)


def autosave(client: Client, article: Article, based_on: int, **typed: str) -> int:
    sent = json.dumps({"based_on": based_on, "fields": typed})
    address = reverse("desk:autosave", args=["article", article.pk])
    return client.post(address, sent, content_type="application/json").status_code


def test_every_case_of_the_table_has_its_tests() -> None:
    tests = Path(__file__).resolve().parents[2]
    assert len(CASES) == 12
    assert all(f"| {case}" in (__doc__ or "") for case in CASES)
    missing = [
        (case, name)
        for case, shown in CASES.items()
        for file, name in shown
        if f"def {name}(" not in (tests / file).read_text(encoding="utf-8")
    ]
    assert missing == []
    assert all(any(file.startswith("browser/") for file, _ in shown) for shown in CASES.values())


def test_edit_edit(ada: Client, bo: Client, article: Article) -> None:
    bo.post(page(article), form(article, body="<p>第一段。</p><p>第二段，bo改。</p>"))
    refused = ada.post(page(article), form(article, title="ada的题", body="<p>第一段，ada改。</p><p>第二段。</p>"))
    shown = refused.content.decode()
    assert refused.status_code == 409
    assert "bo" in shown
    assert "，ada改" in shown
    assert "，bo改" in shown
    assert stored(article).title == "旧题"
    merge = form(article, title="ada的题", body="<p>第一段，ada改。</p><p>第二段。</p>")
    ada.post(page(article), merge | {"_merge": "1", "_base": article.version, "_theirs": stored(article).version})
    assert stored(article).title == "ada的题"
    assert stored(article).body == "<p>第一段，ada改。</p><p>第二段，bo改。</p>"
    assert [r.by_name for r in revisions_of(article)] == ["ada", "bo", ""]


def test_edit_edit_taking_ones_own_leaves_the_others_in_the_history(ada: Client, bo: Client, article: Article) -> None:
    bo.post(page(article), form(article, title="bo的题"))
    ada.post(page(article), form(article, title="ada的题"))
    ada.post(page(article), form(article, title="ada的题", based_on=stored(article).version))
    assert stored(article).title == "ada的题"
    assert revisions_of(article).get(version=2).snapshot["title"] == "bo的题"


def test_edit_edit_of_an_issues_head(ada: Client, bo: Client) -> None:
    issue = factories.issue(factories.article())
    head = {"year": issue.year, "number": issue.number, "total_number": issue.total_number, "based_on": issue.version,
            "entries-TOTAL_FORMS": 0, "entries-INITIAL_FORMS": 0}  # fmt: skip
    address = reverse("admin:issues_issue_change", args=[issue.pk])
    bo.post(address, head | {"name": "bo的刊名"})
    refused = ada.post(address, head | {"name": "ada的刊名"})
    assert refused.status_code == 409
    assert "bo的刊名" in refused.content.decode()
    assert "ada的刊名" in refused.content.decode()
    assert Issue.objects.get().name == "bo的刊名"


def test_edit_reorder(ada: Client, article: Article) -> None:
    issue = factories.issue(article, factories.article("乙"))
    first = issue.entries.get(position=1)
    moved = arranging.move(
        issue=issue, entry_id=first.pk, section_id=first.section_id, place=2, based_on=issue.version, by=OPERATOR
    )
    ada.post(page(article), form(article, title="新题"))
    titles = list(issue.entries.order_by("position").values_list("article__title", flat=True))
    assert titles == ["乙", "新题"]
    with pytest.raises(StaleEdit):
        arranging.move(issue=issue, entry_id=first.pk, section_id=first.section_id, place=1, based_on=1, by=OPERATOR)
    assert Issue.objects.get(pk=issue.pk).version == moved.version


def test_edit_publish(ada: Client, article: Article) -> None:
    factories.published(factories.issue(article))
    refused = ada.post(page(article), form(article, title="ada的题", body="<p>ada的正文。</p>"))
    shown = refused.content.decode()
    assert refused.status_code == 409
    assert "提出更正" in shown
    assert "ada的题" in shown
    assert stored(article).title == "旧题"
    carried = ada.post(reverse("desk:correct_article", args=[article.pk]), {"title": "ada的题", "body": "<p>ada。</p>"})
    assert "ada的题" in carried.content.decode()
    assert not Correction.objects.exists()


def test_edit_delete(ada: Client, article: Article) -> None:
    workflow.delete(article=article, by=OPERATOR)
    refused = ada.post(page(article), form(article, title="ada的题", body="<p>ada写了很久。</p>"))
    shown = refused.content.decode()
    assert refused.status_code == 409
    assert "另存为新稿" in shown
    assert "ada写了很久" in shown
    ada.post(reverse("admin:articles_article_add"), form(article, title="ada的题", body="<p>ada写了很久。</p>"))
    assert Article.objects.get(title="ada的题").pk != article.pk
    assert revisions_of(article).latest("version").snapshot["title"] == "旧题"


def test_old_tab(ada: Client, article: Article) -> None:
    ada.post(page(article), form(article, title="新窗口的题"))
    assert autosave(ada, article, 2, title="新窗口又写") == 200
    assert autosave(ada, article, 1, title="旧窗口") == 409
    assert RecoveryBuffer.objects.get().fields == {"title": "新窗口又写"}
    refused = ada.post(page(article), form(article, title="旧窗口"))
    assert refused.status_code == 409
    assert "旧窗口" in refused.content.decode()
    assert stored(article).title == "新窗口的题"


def test_back_button(ada: Client, article: Article) -> None:
    ada.post(page(article), form(article, title="第一次"))
    again = ada.post(page(article), form(article, body="<p>退回去又写的。</p><p>第二段。</p>"))
    assert again.status_code == 409
    assert "退回去又写的" in again.content.decode()
    merge = form(article, body="<p>退回去又写的。</p><p>第二段。</p>") | {"_merge": "1", "_base": 1, "_theirs": 2}
    ada.post(page(article), merge)
    assert (stored(article).title, stored(article).body) == ("第一次", "<p>退回去又写的。</p><p>第二段。</p>")


def test_double_submit(ada: Client, article: Article) -> None:
    sent = form(article, title="新题")
    ada.post(page(article), sent)
    again = ada.post(page(article), sent, follow=True)
    assert "已经保存过了" in again.content.decode()
    assert stored(article).version == 2


def test_session_expired(ada: Client, article: Article) -> None:
    ada.get(page(article))
    ada.cookies.pop("sessionid")
    answer = ada.post(page(article), form(article, title="ada的题", body="<p>ada写了很久。</p>"))
    assert answer.status_code == 403
    assert "登录已过期" in answer.content.decode()
    assert "ada写了很久" in answer.content.decode()
    assert stored(article).version == 1


def test_session_expired_and_the_token_changed_by_signing_in_elsewhere(article: Article) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.person("ada", "编辑"))
    answer = client.post(page(article), form(article, body="<p>ada写了很久。</p>") | {"csrfmiddlewaretoken": "old"})
    assert answer.status_code == 403
    assert "ada写了很久" in answer.content.decode()


def test_connection_lost(ada: Client, bo: Client, article: Article) -> None:
    autosave(
        ada, article, 1, title="旧题", body="<p>第一段，ada改。</p><p>第二段。</p>", byline_text=article.byline_text
    )
    bo.post(page(article), form(article, title="bo的题"))
    assert "没有保存的文字" in ada.get(page(article)).content.decode()
    offered = ada.get(reverse("admin:articles_article_recovered", args=[article.pk])).content.decode()
    assert "<ins>，ada改</ins>" in offered
    assert "已有人保存了新的一版" in offered
    assert "没有保存的文字" not in bo.get(page(article)).content.decode()


def test_autosave_against_save(ada: Client, article: Article) -> None:
    ada.post(page(article), form(article, title="新题"))
    assert autosave(ada, article, 1, title="新题", body=article.body) == 200
    assert stored(article).version == 2
    assert "没有保存的文字" not in ada.get(page(article)).content.decode()
    assert revisions_of(article).count() == 2


def test_restore_against_edit(ada: Client, bo: Client, article: Article) -> None:
    ada.post(page(article), form(article, title="第二版"))
    bo.post(page(article), form(stored(article), title="bo的第三版"))
    answer = ada.post(reverse("desk:restore", args=["article", article.pk, 1]), {"based_on": 2})
    assert "bo的第三版" in answer.content.decode()
    assert stored(article).title == "bo的第三版"


def test_a_saved_form_leaves_no_buffer_and_a_discarded_one_neither(ada: Client, article: Article) -> None:
    autosave(ada, article, 1, title="新题")
    ada.post(page(article), form(article, title="新题"))
    assert not RecoveryBuffer.objects.exists()
    autosave(ada, article, 2, title="又写")
    ada.post(reverse("admin:articles_article_recovered", args=[article.pk]))
    assert not RecoveryBuffer.objects.exists()


def test_nobody_reads_anothers_unsaved_words(ada: Client, bo: Client, article: Article) -> None:
    autosave(ada, article, 1, title="ada的草稿")
    answer = bo.get(reverse("admin:articles_article_recovered", args=[article.pk]), follow=True)
    assert "ada的草稿" not in answer.content.decode()
    person = User.objects.get(username="bo")
    assert recovery.held_for(kind="article", object_id=article.pk, person=person) is None


def test_a_department_that_handed_in_its_draft_meanwhile_gets_its_words_back() -> None:
    office = factories.department()
    wen = Client()
    wen.force_login(factories.person("wen", "通讯员", department=office))
    article = factories.article("旧题", status=Article.Status.DRAFT, department=office)
    workflow.submit(article=article, by=OPERATOR)
    answer = wen.post(page(article), form(article, body="<p>交上去之后又写的。</p>", department=office.pk))
    assert answer.status_code in (403, 409)
    assert "交上去之后又写的" in answer.content.decode()
