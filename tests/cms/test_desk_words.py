"""What the desk's pages say: an editor's words everywhere, no phrase of the stock admin, no English left over.

Every page of the admin is read as every role; what a screen reader alone hears counts as well.
"""

import gettext
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from articles.models import Source
from cms.desk_nav import AREAS
from cms.roles import ROLES
from issues.models import Issue
from tests import factories

pytestmark = pytest.mark.django_db

LOCALE = Path(settings.BASE_DIR) / "cms" / "locale" / "zh_Hans" / "LC_MESSAGES"
STOCK = (
    *(
        "增加 ",
        "以 状态",
        "个中的",
        "个中 ",
        "保存并继续编辑",
        "保存并增加另一个",
        "站点管理",
        "运行选中的动作",
        "执行选中",
    ),
    *("过滤器", "条形导航", "概览", "对象表示", "添加另一个", "来修改", "你确定吗", "请更正以下错误", "在站点上查看"),
    *("注销", "跳到主要内容", "稿件 › 稿件", "正逆序", "所选的 "),
)
# Names of things, and what an editor types; every other word in Latin letters was left in English.
NAMES = re.compile(
    r"Ctrl|Alt|Shift|Enter|Esc|Del|PgUp|PgDn|PDF|Word|EPUB|HTML|JSON|CSV|URL|RSS|Atom|UTF-\d|GBK|MB|KB|ID|IP|ICP|A4|F\d+|Excel"
    r"|https?|WPS|HEIC|JPEG|PNG|WebP|GIF|BMP|TIFF|verify_audit|expect|epub|docx?|html?|mht|eml|txt|xlsx?|[\w.-]+\.(?:docx|txt|html|pdf|png|zip|eml|epub|json|xlsx|cn)|[A-Z]"
    # What this test stores, and what Django shows of a password.
    r"|names|guihuake|yaowen|chengzhouribao|desk|holder\d|publisher|role-\w|testserver|issues|add_members|mcp|pbkdf2_sha256|md5|example.test|\w+@[\w.]+",
    re.IGNORECASE,
)
SAID = {"title", "alt", "aria-label", "placeholder", "aria-description", "label"}


class Reader(HTMLParser):
    """Collects what a page says: its text, and what is said of images, fields and buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style", "template")
        pairs = dict(attrs)
        self.said += [value for name, value in attrs if name in SAID and value]
        if tag == "input" and pairs.get("type") in ("submit", "button", "reset"):
            self.said.append(pairs.get("value") or "")

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style", "template")

    def handle_data(self, data):
        if not self.silent and data.strip():
            self.said.append(data.strip())


def said_on(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    return reader.said


def complaints(address: str, html: str) -> Iterator[str]:
    for text in said_on(html):
        for phrase in STOCK:
            if phrase in text:
                yield f"{address}: “{text[:60]}” has the stock phrase “{phrase}”"
        for word in re.findall(r"[A-Za-z][\w.@-]*", HASHED.sub("", text), re.ASCII):
            if not NAMES.fullmatch(word.strip(".-")):
                yield f"{address}: “{text[:60]}” has the English word {word}"


# Of a password and of signed words: marks, no words.
# Also the address of a page that somebody was refused, in the audit log.
HASHED = re.compile(r"(?:GET|POST) /\S+|\w+\*{4,}|\b(?=\w*\d)[0-9a-f]{6,64}\b")


def addresses() -> list[str]:
    """Every page of the desk with something on it: lists, forms, deleting, history; the desk's own pages."""
    found = [page.address for area in AREAS for page in area.pages]
    for model, owner in admin.site._registry.items():
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found += [reverse(f"{base}_changelist"), reverse(f"{base}_add")]
        row = model._default_manager.first()
        if row is not None:
            found += [reverse(f"{base}_{name}", args=[row.pk]) for name in ("change", "delete", "history")]
            found += [reverse(f"{base}_{step.name}", args=[row.pk]) for step in getattr(owner, "steps", ())]
    issue = Issue.objects.earliest("pk")
    for name in ("compose", "export", "wechat"):
        found.append(reverse(f"admin:issues_issue_{name}", args=[issue.pk]))
    found += [reverse("desk:review", args=[issue.pk]), reverse("desk:history", args=["issue", issue.pk])]
    found += [reverse("admin:find") + "?q=企业", "/admin/", reverse("admin:password_change")]
    return sorted(set(found))


@pytest.fixture
def week(db):
    """Something of everything that a week leaves behind."""
    office = factories.department()
    factories.published(factories.issue(factories.article(department=office, section=factories.section())))
    factories.issue(factories.article("在编的稿", department=office))
    factories.article("草稿", department=office, status="draft")
    factories.source()
    return office


@pytest.mark.parametrize("role", {role.rights: role.name for role in ROLES}.values())
def test_every_page_speaks_as_an_editor_does(client: Client, week, role: str) -> None:
    person = factories.person(f"role-{ROLES.index(next(r for r in ROLES if r.name == role))}", role, department=week)
    client.force_login(person)
    found: list[str] = []
    seen = 0
    for address in addresses():
        response = client.get(address, follow=True)
        if response.status_code == 200 and "html" in response["Content-Type"]:
            seen += 1
            found += complaints(address, response.content.decode())
    assert sorted(set(found)) == []
    assert seen > 5


def test_a_bulk_act_and_a_refused_form_speak_so_too(client: Client, week) -> None:
    client.force_login(factories.person("role-x", "管理员"))
    source = Source.objects.get()
    chosen = {"action": "delete_selected", "_selected_action": source.pk}
    pages = {
        "delete": client.post("/admin/articles/source/", chosen),
        "empty": client.post("/admin/articles/source/add/", {"name": ""}),
        "none": client.post("/admin/articles/source/", {"action": "delete_selected"}, follow=True),
    }
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200)
    assert source.name in pages["delete"].content.decode()
    assert [one for name, page in pages.items() for one in complaints(name, page.content.decode())] == []


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_the_compiled_words_are_those_that_are_written(name: str) -> None:
    with (LOCALE / f"{name}.po").open("rb") as file:
        written = {message.id if isinstance(message.id, str) else message.id[0]: message for message in read_po(file)}
    with (LOCALE / f"{name}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for key, message in written.items():
        if key:
            said = message.string if isinstance(message.string, str) else message.string[0]
            plural = isinstance(message.id, tuple)
            assert (compiled.ngettext(*message.id, 1) if plural else compiled.gettext(key)) == said


def test_every_list_of_the_admin_stands_in_the_bar() -> None:
    """Nothing is registered and then found by its address alone."""
    placed = {page.name for area in AREAS for page in area.pages}
    lists = {f"admin:{one._meta.app_label}_{one._meta.model_name}_changelist" for one in admin.site._registry}
    assert lists - placed == set()


@pytest.mark.parametrize("role", [role.name for role in ROLES])
def test_whatever_the_bar_offers_opens(client: Client, week, role: str) -> None:
    client.force_login(factories.person("role-y", role, department=week))
    nav = client.get("/admin/").context["nav"]
    offered = [page for area in nav.areas for page in area.pages]
    assert offered
    for page in offered:
        assert client.get(page.address, follow=True).status_code == 200, page
