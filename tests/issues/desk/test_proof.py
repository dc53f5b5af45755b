"""The proof checks of an open form over the wire: exact places, waivers, nothing stored, nothing shown to strangers."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Waiver
from articles.models.audit import AuditEntry
from articles.registers import typos
from tests import factories
from tests.articles.proofing.test_typos import needs_model

pytestmark = pytest.mark.django_db
BLANK = " \t\r\n\u00a0\u3000"


def ask(client: Client, address: str, body: str, article: int | None = None, **more: Any) -> Any:
    fields = {"title": "甲稿", "body": body, "byline_text": "(规划科 时雨)", **more.pop("fields", {})}
    sent = {"article": article, "fields": fields, "pictures": more.pop("pictures", []), **more}
    return client.post(reverse(f"desk:{address}"), json.dumps(sent), content_type="application/json")


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(factories.person("青禾", "编辑"))
    return client


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>会上，参会人员做总结讲话。</p>", "会上，参会人员做总结讲话。"),
        ("<p> 会上， 参会<strong>人员</strong>做总结讲话。</p>", "会上，参会人员做总结讲话。"),
        ("<p>𠮷祥里😀里，e\u0301人员做总结讲话。</p>", "𠮷祥里😀里，e\u0301人员做总结讲话。"),
        ("<ul><li><p>甲</p></li><li><p>人员做总结讲话。</p></li></ul>", "甲人员做总结讲话。"),
        (
            "<p>一</p><table><tbody><tr><td><p>甲</p></td><td><p>电话13912345678</p></td></tr></tbody></table>",
            "一甲电话13912345678",
        ),
        ("<p>a&amp;b<br>人员做总结讲话。</p>", "a&b人员做总结讲话。"),
    ],
)
def test_places_in_the_body_are_exact_whatever_stands_before(editor: Client, body: str, shown: str) -> None:
    findings = ask(editor, "proof", body).json()["findings"]
    (one,) = [one for one in findings if one["code"] in ("word.zuo", "privacy.mobile")]
    assert one["field"] == "body"
    assert shown[one["from"] : one["to"]] == one["text"]


def test_other_fields_and_captions_are_checked_and_nothing_is_stored(editor: Client) -> None:
    article = factories.article("甲稿")
    before = Article.objects.values().get()
    answer = ask(
        editor,
        "proof",
        "<p>正文。</p>",
        article.pk,
        fields={"title": "电话13912345679"},
        pictures=[{"caption": "电话13912345678"}],
    )
    title, mobile = [one for one in answer.json()["findings"] if one["code"] == "privacy.mobile"]
    assert (title["field"], title["from"], title["to"]) == ("title", 2, 13)
    assert (mobile["picture"], mobile["part"], mobile["suggestion"]) == (0, "caption", "139****5678")
    assert Article.objects.values().get() == before


def test_a_waiver_holds_for_the_words_in_their_sentence(editor: Client) -> None:
    body = "<p>会上，参会人员做总结讲话。</p>"
    article = factories.article("甲稿", body=body)
    one = next(one for one in ask(editor, "proof", body, article.pk).json()["findings"] if one["code"] == "word.zuo")
    assert ask(editor, "waive", body, article.pk, key=one["key"], reason=" ").status_code == 400
    assert ask(editor, "waive", "<p>别的话。</p>", article.pk, key=one["key"], reason="原话").status_code == 409
    assert ask(editor, "waive", body, article.pk, key=one["key"], reason="原话如此").json() == {"waived": True}
    assert Waiver.objects.get().by_name == "青禾"
    assert AuditEntry.objects.filter(action="waive").exists()
    other = body + "<p>另加一段。</p>"
    again = next(one for one in ask(editor, "proof", other, article.pk).json()["findings"] if one["code"] == "word.zuo")
    assert again["waived"] == "青禾：原话如此"
    changed = "<p>会后，参会人员做总结讲话。</p>"
    fallen = next(
        one for one in ask(editor, "proof", changed, article.pk).json()["findings"] if one["code"] == "word.zuo"
    )
    assert fallen["waived"] == ""


def test_another_departments_draft_is_not_shown_to_a_correspondent() -> None:
    client = Client()
    client.force_login(factories.person("bob", "通讯员", department=factories.department("甲科")))
    strange = factories.article("乙稿", department=factories.department("乙科"))
    assert ask(client, "proof", "<p>字</p>", strange.pk).status_code == 404
    assert ask(client, "proof", "<p>字</p>").status_code == 200


@pytest.mark.parametrize("sent", ["", "[]", "{}", '{"fields": 3}', '{"fields": {"body": 1}}', "[" * 5000])
def test_what_is_no_form_is_refused(editor: Client, sent: str) -> None:
    assert editor.post(reverse("desk:proof"), sent, content_type="application/json").status_code == 400


def test_far_too_much_is_refused_by_name(editor: Client) -> None:
    answer = ask(editor, "proof", "<p>" + "字" * 450_000 + "</p>")
    assert answer.status_code == 413
    assert any(word in answer.json()["error"] for word in ("没有收下", "太长"))


@needs_model
def test_typos_are_marked_while_one_writes_and_no_request_waits_for_the_model(editor: Client, settings: Any) -> None:
    settings.TYPOS_WHILE_WRITING = True
    typos.forget()
    first = ask(editor, "proof", "<p>深入惯彻落实会议精神。</p>").json()
    assert (first["typos"], first["again"]) == (typos.LOADING, True)
    assert typos._loading
    typos._loading.join(60)
    then = ask(editor, "proof", "<p>深入惯彻落实会议精神。</p>").json()
    typos.forget()
    assert (then["typos"], then["again"]) == ("", False)
    assert [(one["text"], one["suggestion"]) for one in then["findings"] if one["code"].startswith("typo")] == [
        ("惯", "贯")
    ]


def test_without_its_packages_the_page_says_that_typos_are_not_looked_for(
    editor: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TYPOS_WHILE_WRITING = True
    monkeypatch.setattr(typos, "_missing", "缺少语言模型，错别字检查已停用。")
    answer = ask(editor, "proof", "<p>深入惯彻落实会议精神。</p>").json()
    assert (answer["typos"], answer["again"]) == ("缺少语言模型，错别字检查已停用。", False)
