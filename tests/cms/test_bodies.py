"""How much may be sent, by whom and where; and to whom what was sent is given back."""

import tracemalloc
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from cms.bodies import MEGABYTE, PAGES, STAFF, STRANGER, URLENCODED
from tests import factories

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


def signed_in(*groups: str, name: str = "ada") -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(factories.person(name, *groups))
    client.get("/admin/")
    return client


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/", "/admin/issues/issue/import/", "/admin/no/such/", "/"])
def test_a_strangers_large_form_is_refused_before_it_is_read(client: Client, address: str) -> None:
    body = b"a=" + b"%E4" * (2 * MEGABYTE)
    tracemalloc.start()
    try:
        answer = client.post(address, body, content_type=FORM)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert answer.status_code == 413
    assert most < 4 * len(body), "it was taken apart"
    assert len(answer.content) < 4000


def test_a_sign_in_form_is_no_large_form(client: Client) -> None:
    answer = client.post("/admin/login/", {"username": "x" * 1000, "password": "y" * 1000})
    assert answer.status_code == 200


def test_staff_send_large_forms_only_to_pages_that_take_them_and_with_the_right() -> None:
    large = {"text": "文" * (STAFF // 3 + 10)}  # multipart
    editor, reader = signed_in("编辑"), signed_in("审计员", name="bo")
    assert editor.post(reverse("admin:issues_issue_import"), large).status_code == 200
    assert reader.post(reverse("admin:issues_issue_import"), large).status_code == 413
    assert editor.post(reverse("admin:articles_section_changelist"), large).status_code == 413


def test_a_form_with_a_percent_sign_a_byte_is_small_for_everybody() -> None:
    answer = signed_in("编辑").post(reverse("admin:issues_issue_import"), b"a=" + b"%E4" * (URLENCODED // 3), FORM)
    assert answer.status_code == 413
    assert "最多收 4\u00a0MB" in answer.content.decode()


def test_autosave_is_told_in_its_own_language() -> None:
    client = signed_in("编辑")
    article = factories.article()
    answer = client.post(
        reverse("desk:autosave", args=["article", article.pk]), b" " * 9 * MEGABYTE, "application/json"
    )
    assert (answer.status_code, "最多收" in answer.json()["error"]) == (413, True)


def test_the_pages_that_take_much_are_there() -> None:
    needs = {"desk:correct_article": [1], "desk:autosave": ["article", 1], "admin:articles_article_change": [1]}
    needs |= {f"admin:issues_{table}_change": [1] for table in ("issue", "adoption")}
    for name in PAGES:
        assert reverse(name, args=needs.get(name, [])).startswith("/admin/")


def test_nginx_lets_through_what_the_application_takes_and_little_else() -> None:
    text = Path("deploy/nginx.conf").read_text(encoding="utf-8")
    assert text.count("client_max_body_size 1000m") == 1
    assert STRANGER == 256 * 1024 and text.count("client_max_body_size 256k") == 2


# Words given back


def test_an_editor_whose_session_ran_out_gets_the_words_back_however_long() -> None:
    client = signed_in("编辑")
    article = factories.article()
    client.cookies.pop("sessionid")
    address = reverse("admin:articles_article_change", args=[article.pk])
    answer = client.post(address, {"title": "写了很久的标题", "body": "长" * 200_000})
    assert answer.status_code == 403
    assert "写了很久的标题" in answer.content.decode()
    assert "长" * 200_000 in answer.content.decode()


def test_a_strangers_words_are_not_shown_on_our_domain(client: Client) -> None:
    article = factories.article()
    answer = client.post(reverse("admin:articles_article_change", args=[article.pk]), {"title": "请拨打诈骗电话"})
    assert answer.status_code == 302
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/admin/", {"title": "请拨打诈骗电话"})
    assert (answer.status_code, "请拨打诈骗电话" in answer.content.decode()) == (403, False)


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_a_form_on_another_site_shows_no_words_even_in_an_editors_browser(headers: dict[str, str]) -> None:
    client = signed_in("编辑")
    client.handler.enforce_csrf_checks = True
    answer = client.post("/admin/articles/article/add/", {"title": "请拨打诈骗电话"}, headers=headers)
    assert (answer.status_code, "请拨打诈骗电话" in answer.content.decode()) == (403, False)
    client.cookies.pop("sessionid")
    client.handler.enforce_csrf_checks = False
    answer = client.post("/admin/articles/article/add/", {"title": "请拨打诈骗电话"}, headers=headers)
    assert "请拨打诈骗电话" not in answer.content.decode()


def test_signing_out_makes_the_browser_a_strangers() -> None:
    client = signed_in("编辑")
    assert client.cookies["desk"]["samesite"] == "Strict"
    client.post(reverse("admin:logout"))
    answer = client.post("/admin/articles/article/add/", {"title": "下一个人的字"})
    assert answer.status_code == 302


def test_new_passwords_are_not_shown_after_a_session_ran_out() -> None:
    client = signed_in("编辑")
    client.cookies.pop("sessionid")
    sent = {
        "old_password": "旧的口令甲",
        "new_password1": "新的口令乙",
        "new_password2": "新的口令乙",
        "otp_token": "876543a",
    }
    answer = client.post(reverse("admin:password_change"), sent)
    shown = answer.content.decode()
    assert not any(value in shown for value in sent.values())


# Writes that fail


def refuse_writes(error: Exception) -> object:
    def guard(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        if sql.startswith(("UPDATE", "INSERT", "DELETE")) and "django_session" not in sql:
            raise error
        return execute(sql, params, many, context)  # type: ignore[operator]

    return connection.execute_wrapper(guard)  # type: ignore[arg-type]


def all_gone(error: Exception) -> object:
    def guard(*_: object) -> object:
        raise error

    return connection.execute_wrapper(guard)  # type: ignore[arg-type]


FAILURES = [
    ("database or disk is full", "磁盘满了"),
    ("database is locked", "正忙"),
    ("canceling statement due to lock timeout", "正忙"),
    ("server closed the connection unexpectedly", "用不了"),
]


@pytest.mark.parametrize(("words", "told"), FAILURES)
def test_a_write_that_fails_gives_the_words_back_and_says_why(words: str, told: str) -> None:
    client = signed_in("编辑")
    sent = {"title": "写了很久的标题", "body": "<p>正文一字不少</p>"}
    for breaking in (refuse_writes, all_gone):
        with breaking(OperationalError(words)):  # type: ignore[attr-defined]
            answer = client.post(reverse("admin:articles_article_add"), {**article_form(), **sent})
        shown = answer.content.decode()
        assert answer.status_code == 503
        assert told in shown
        assert "写了很久的标题" in shown and "正文一字不少" in shown


def article_form() -> dict[str, str]:
    forms = {}
    for prefix in ("bylines", "images"):
        forms |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return forms


def test_a_stranger_is_given_nothing_when_the_database_is_gone() -> None:
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "a" * 32
    with all_gone(OperationalError("gone")):  # type: ignore[attr-defined]
        answer = client.post("/admin/articles/article/add/", {"title": "请拨打诈骗电话"})
    assert (answer.status_code, "请拨打诈骗电话" in answer.content.decode()) == (503, False)


def test_readyz_says_when_nothing_can_be_written(client: Client) -> None:
    with refuse_writes(OperationalError("database or disk is full")):  # type: ignore[attr-defined]
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "disk is full" in answer.json()["write"]
    assert client.get("/readyz").json()["write"] == "ok"


def test_readyz_is_for_those_who_watch_the_site(client: Client) -> None:
    assert client.get("/readyz", REMOTE_ADDR="203.0.113.7").status_code == 404
    assert client.get("/readyz", REMOTE_ADDR="::1").status_code == 200


def test_nginx_is_told_who_may_send_much(client: Client) -> None:
    """Asked before it takes in a body: a colleague, also when the session has run out, and nobody who says so."""
    asks = reverse("sign_in:may_send")
    assert client.get(asks).status_code == 401
    editor = signed_in("编辑")
    assert editor.get(asks).status_code == 204
    del editor.cookies["sessionid"]
    assert editor.get(asks).status_code == 204
    editor.cookies["desk"] = f"{editor.cookies['desk'].value}x"
    assert editor.get(asks).status_code == 401
    person = factories.person("gone", "编辑")
    client.force_login(person)
    type(person).objects.filter(pk=person.pk).update(is_staff=False)
    assert client.get(asks).status_code == 401
