"""Every endpoint of the desk × every role × own and other department: allowed exactly as this table says.

A row: method, name of the address, what it is tried on, and the letters of the roles that may (`roles.ROLES`):
O 通讯员 of the article's department, X 通讯员 of another, H 负责人 of the former, E 编辑, 1 初审, 2 复审, S 签发,
A 管理员, K 系统管理,
G 安全管理, U 审计员. Everybody else gets 403 or 404 and changes nothing.
A visitor who is not signed in is sent to sign in.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from issues.models import GATES, ReviewStep
from issues.workflow.standing import standing_of
from tests.matrix.roles import ROLES, World, visitor, world

pytestmark = pytest.mark.django_db

EVERYBODY = "".join(ROLES)
STAFF = "OXHE12SAU"
READERS = "E12SAU"
DESK = "EA"
CHIEFS = "SA"
A, I, D = "admin:articles_article_", "admin:issues_issue_", "desk:"  # noqa: E741

Target = Callable[[World], list[Any]]


def nothing(_: World) -> list[Any]:
    return []


def draft(w: World) -> list[Any]:
    return [w.draft.pk]


def submitted(w: World) -> list[Any]:
    return [w.submitted.pk]


def public(w: World) -> list[Any]:
    return [w.public.pk]


def composing(w: World) -> list[Any]:
    return [w.composing.pk]


def in_review(w: World) -> list[Any]:
    return [w.in_review.pk]


def published(w: World) -> list[Any]:
    return [w.published.pk]


def revision(kind: str) -> Target:
    """A version of an object of ours that has a history."""
    return lambda w: [kind, w.public.pk, 2] if kind == "article" else [kind, w.published.pk, 1]


def sent(name: str, w: World) -> dict[str, Any]:
    """What a POST carries, where nothing would be refused for its emptiness."""
    article = w.in_review.articles.get()
    return {
        f"{D}decide": {
            "step": ReviewStep.objects.get(position=1).pk, "digest": standing_of(w.in_review).digest,
            "gates": list(GATES), "decision": "agreed",
        },
        f"{D}article_remark": {"what": "add", "paragraph": "0", "text": "请核"},
        f"{D}remark": {"article": article.pk, "paragraph": "0", "text": "请核"},
        f"{D}reword": {"article": article.pk, "paragraph": "0", "text": "另题", "version": article.version},
    }.get(name, {})  # fmt: skip


ROWS: list[tuple[str, str, Target, str]] = [
    # articles
    ("GET", f"{A}changelist", nothing, STAFF),
    ("GET", f"{A}add", nothing, "OXEA"),
    ("GET", f"{A}files", nothing, "OXEA"),
    ("GET", f"{A}change", draft, "OHE12SAU"),
    ("POST", f"{A}change", draft, "OEA"),
    ("GET", f"{A}change", submitted, "OHE12SAU"),
    ("POST", f"{A}change", submitted, "EA"),
    ("GET", f"{A}change", public, "OHE12SAU"),
    ("GET", f"{A}history", draft, "OHE12SAU"),
    ("GET", f"{A}recovered", draft, "OEA"),
    ("GET", f"{A}delete", draft, DESK),
    ("POST", f"{A}delete", draft, DESK),
    ("GET", f"{A}submit", draft, "OHEA"),
    ("POST", f"{A}submit", draft, "OHEA"),
    ("GET", f"{A}ask_consent", draft, "OHEA"),
    ("POST", f"{A}ask_consent", draft, "OHEA"),
    *((method, f"{A}{verb}", submitted, DESK) for method in ("GET", "POST") for verb in ("accept", "hold", "return")),
    *((method, f"{A}{verb}", public, CHIEFS) for method in ("GET", "POST") for verb in ("withdraw", "publish")),
    # issues
    ("GET", f"{I}changelist", nothing, READERS),
    ("GET", f"{I}add", nothing, DESK),
    ("GET", f"{I}import", nothing, DESK),
    ("POST", f"{I}import", nothing, DESK),
    ("GET", f"{I}change", composing, READERS),
    ("POST", f"{I}change", composing, DESK),
    ("GET", f"{I}history", composing, READERS),
    ("GET", f"{I}recovered", composing, DESK),
    ("GET", f"{I}delete", composing, DESK),
    ("POST", f"{I}delete", composing, DESK),
    *(("GET", f"{I}{page}", composing, READERS) for page in ("export", "wechat", "wechat_content", "preview")),
    ("GET", f"{I}export_all", composing, READERS),
    ("GET", f"{I}export_shown", lambda w: [w.composing.pk, "html"], READERS),
    ("GET", f"{I}export_file", lambda w: [w.composing.pk, "txt"], READERS),
    *(("GET", f"{I}compose{page}", composing, DESK) for page in ("", "_pool", "_measures")),
    *(("POST", f"{I}compose_{act}", composing, DESK)
      for act in ("put-in", "take-out", "move", "sections", "titles", "lead", "state")),
    ("POST", f"{I}send_mail", published, "ESA"),
    *((method, f"{I}{verb}", composing, DESK) for method in ("GET", "POST") for verb in ("send", "recall")),
    *((method, f"{I}{verb}", composing, CHIEFS) for method in ("GET", "POST") for verb in ("publish", "withdraw")),
    ("GET", f"{D}glance", draft, "OHE12SAU"),
    ("GET", f"{D}findings", nothing, STAFF),
    ("POST", f"{D}put_into", nothing, DESK),
    ("GET", f"{D}side", draft, "OHE12SAU"),
    ("POST", f"{D}article_preview", draft, "OHE12SAU"),
    ("POST", f"{D}article_channel", lambda w: [w.draft.pk, "sms"], "OHE12SAU"),
    ("POST", f"{D}since", draft, "OHE12SAU"),
    ("GET", f"{D}pictures", nothing, STAFF),
    ("POST", f"{D}tidy_pictures", nothing, DESK),
    ("POST", f"{D}reword", in_review, DESK),
    ("POST", f"{D}article_remark", lambda w: [w.remark.article_id], "E12SA"),
    ("GET", f"{D}people", nothing, "OXEA"),
    ("POST", f"{D}recognise", nothing, "OXEA"),
    ("GET", f"{D}compare", lambda w: ["article", w.draft.pk], "OHE12SAU"),
    ("GET", f"{D}this_issue", nothing, DESK),
    ("GET", f"{D}to_review", nothing, READERS),
    ("GET", f"{D}to_publish", nothing, "ESA"),
    # reviews: the first step waits, and only its group decides
    ("GET", f"{D}review", in_review, READERS),
    ("GET", f"{D}approval_form", in_review, READERS),
    ("POST", f"{D}decide", in_review, "1"),
    ("POST", f"{D}remark", in_review, "E12SA"),
    ("POST", f"{D}settle_remark", lambda w: [w.remark.pk], "E12SA"),
    ("POST", f"{D}send", composing, DESK),
    ("POST", f"{D}recall", in_review, DESK),
    ("POST", f"{D}urge", in_review, DESK),
    ("POST", f"{D}publish", in_review, CHIEFS),
    ("POST", f"{D}schedule", in_review, CHIEFS),
    ("GET", f"{D}trash", nothing, DESK),
    ("POST", f"{D}bring_back", draft, DESK),
    # corrections
    ("GET", f"{D}corrections", nothing, READERS),
    ("GET", f"{D}correction", lambda w: [w.correction.pk], READERS),
    ("POST", f"{D}decide_correction", lambda w: [w.correction.pk], CHIEFS),
    *((method, f"{D}correct_article", public, DESK) for method in ("GET", "POST")),
    *((method, f"{D}correct_issue", published, DESK) for method in ("GET", "POST")),
    # the archive check
    ("GET", f"{D}archive_check", nothing, "ESAU"),
    ("GET", f"{D}jobs", nothing, "AKU"),
    ("GET", f"{D}archive_check_export", lambda _: ["xlsx"], "ESAU"),
    *(("POST", f"{D}archive_check_{act}", lambda w: [w.inspected.pk], DESK) for act in ("waive", "off")),
    # history and open pages
    ("GET", f"{D}history", lambda w: ["article", w.draft.pk], "OHE12SAU"),
    ("GET", f"{D}history", lambda w: ["issue", w.composing.pk], READERS),
    ("GET", f"{D}restore", lambda w: ["article", w.submitted.pk, 1], DESK),
    ("POST", f"{D}restore", lambda w: ["article", w.submitted.pk, 1], DESK),
    ("GET", f"{D}restore", lambda w: ["article", w.public.pk, 1], ""),
    ("POST", f"{D}restore", lambda w: ["issue", w.published.pk, 1], ""),
    *(("POST", f"{D}{act}", lambda w: ["article", w.draft.pk], "OEA") for act in ("here", "autosave")),
    *(("POST", f"{D}{act}", lambda w: ["issue", w.composing.pk], DESK) for act in ("here", "autosave")),
    # the proof checks of an open form: whoever may write; letting a finding stand: whoever edits or reviews
    ("POST", f"{D}proof", nothing, "OXEA"),
    ("POST", f"{D}waive", nothing, "E12SA"),
    ("POST", f"{D}waive_in_issue", in_review, "E12SA"),
    ("POST", f"{D}waiver_reopen", lambda w: [w.waiver.pk], "E12SA"),
    ("POST", f"{D}waiver_everywhere", lambda w: [w.waiver.pk], "EA"),
    # counting, closing, objecting; what is asked of units
    ("GET", f"{D}statistics", nothing, READERS),
    ("GET", f"{D}statistics_account", nothing, READERS),
    *(("GET", f"{D}statistics_file", lambda _, kind=kind: [kind], READERS) for kind in ("xlsx", "docx", "pdf")),
    *((method, f"{D}close_period", nothing, "A") for method in ("GET", "POST")),
    *(("GET", f"{D}closing{part}", lambda w: [w.closing.pk], "OXH" + READERS) for part in ("", "_account")),
    *((method, f"{D}sign_circular", lambda w: [w.closing.circulars.get().pk], "SA") for method in ("GET", "POST")),
    ("POST", f"{D}object", lambda w: [w.closing.pk], "OXHA"),
    ("POST", f"{D}answer_objection", lambda w: [w.closing.objections.get().pk], "A"),
    ("POST", f"{D}draft_circular", lambda w: [w.closing.pk], "EA"),
    ("GET", f"{D}circular", lambda w: [w.closing.circulars.get().pk], READERS),
    ("GET", f"{D}circular_file", lambda w: [w.closing.circulars.get().pk, "docx"], READERS),
    ("GET", f"{D}import_adoptions", nothing, "EA"),
    ("GET", f"{D}fate", draft, "OHE12SAU"),
    ("POST", f"{D}forward", draft, "EA"),
    ("GET", f"{D}forwarding_form", lambda w: [w.forwarding.pk], READERS),
    ("GET", f"{D}adoption_scan", lambda w: [w.scanned.pk], READERS),
    ("GET", f"{D}consent", lambda w: [w.draft.consents.get().pk], ""),  # the department's head alone
    ("GET", f"{D}assignments", nothing, READERS),
    ("GET", f"{D}assignment_new", nothing, "EA"),
    ("POST", f"{D}assignment_act", lambda w: [w.part.assignment_id], "EA"),
    ("POST", f"{D}assignment_remind", lambda w: [w.part.pk], "EA"),
    ("GET", f"{D}assignment_part", lambda w: [w.part.pk], "OHEA"),
    *(("GET", "admin:articles_auditentry_export", lambda _, kind=kind: [kind], "U") for kind in ("csv", "xlsx")),
    # accounts and people: what is given out and erased
    ("GET", "admin:auth_user_export_person", lambda w: [w.correspondent.pk], "K"),
    *((method, "admin:auth_user_erase", lambda w: [w.correspondent.pk], "K") for method in ("GET", "POST")),
    ("GET", "admin:issues_subscriber_export_person", lambda w: [w.subscriber.pk], "ESAU"),
    *((method, "admin:issues_subscriber_erase", lambda w: [w.subscriber.pk], "A") for method in ("GET", "POST")),
    *((method, "admin:articles_indicatorfigure_proposed", nothing, DESK) for method in ("GET", "POST")),
    ("GET", "admin:articles_capturedpage_raw", lambda w: [w.captured.pk], READERS),
    *((method, "admin:articles_feeditem_take", nothing, DESK) for method in ("GET", "POST")),
    *((method, f"admin:articles_{name}_import", nothing, DESK) for method in ("GET", "POST")
      for name in ("leader", "place", "organisation", "listedword", "exemption")),
    *((method, "admin:auth_user_password_change", lambda w: [w.correspondent.pk], "K") for method in ("GET", "POST")),
    *((method, f"admin:articles_accountrequest_{step}", lambda w: [w.request.pk], "G")
      for step in ("agree", "refuse") for method in ("GET", "POST")),
    *((method, "admin:articles_accountrequest_take-back", lambda w: [w.request.pk], "K") for method in ("GET", "POST")),
    # one's own sign-ins, a colleague's, and the steps before one is in, which send everybody else away
    *((method, "sign_in:account", nothing, EVERYBODY) for method in ("GET", "POST")),
    *((method, "sign_in:colleague", lambda w: [w.correspondent.pk], "K") for method in ("GET", "POST")),
    *((method, "sign_in:alive", nothing, EVERYBODY) for method in ("GET", "POST")),
    *(("GET", f"sign_in:{step}", nothing, EVERYBODY) for step in ("password", "code", "enrol")),
    *(("GET", f"sign_in:{page}", nothing, "") for page in ("office", "again", "back")),  # off unless it is set
    ("GET", "sign_in:factor", nothing, EVERYBODY),
    *((method, "sign_in:confirm", nothing, EVERYBODY) for method in ("GET", "POST")),
    ("POST", "sign_in:on", nothing, ""),  # nobody is on the way in
]  # fmt: skip


def tried(client: Client, method: str, name: str, target: Target, w: World) -> int:
    """The answer's status; whatever it changed is undone."""
    address = reverse(name, args=target(w))
    point = transaction.savepoint()
    answer = client.get(address) if method == "GET" else client.post(address, sent(name, w))
    transaction.savepoint_rollback(point)
    return answer.status_code


@pytest.mark.parametrize("letter", ROLES)
def test_a_role_may_do_exactly_what_the_table_says(letter: str) -> None:
    w, client, wrong = world(), visitor(letter), []
    for method, name, target, allowed in ROWS:
        status = tried(client, method, name, target, w)
        may = letter in allowed
        if status >= 500 or may == (status in (403, 404)):
            wrong.append(f"{method} {name} {target(w)}: {status}, should be {'allowed' if may else 'refused'}")
    assert wrong == []


def test_a_visitor_who_is_not_signed_in_gets_nowhere() -> None:
    w, client, wrong = world(), Client(), []
    tables = [f"admin:{one._meta.app_label}_{one._meta.model_name}" for one in admin.site._registry]
    pages = [("GET", f"{table}_{page}", nothing, "") for table in tables for page in ("changelist", "add")]
    for method, name, target, _ in ROWS + pages:
        address = reverse(name, args=target(w))
        answer = client.get(address) if method == "GET" else client.post(address, sent(name, w))
        sent_to_sign_in = answer.status_code == 302 and answer.headers["Location"].startswith("/admin/login/")
        if not sent_to_sign_in and answer.status_code != 403:
            wrong.append(f"{method} {name}: {answer.status_code}")
    assert wrong == []


# Of no role: the doors, and what Django or the bar sends everybody to who is in.
OPEN = {
    "sign_in:may_send",  # nginx asks; a stranger is told 401
    "admin:index", "admin:login", "admin:logout", "admin:jsi18n", "admin:password_change", "admin:app_list",
    "admin:password_change_done", "admin:settings", "admin:find", "admin:autocomplete", "admin:view_on_site",
}  # fmt: skip


def named(resolver: Any, space: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from named(one, f"{space}{one.namespace}:" if one.namespace else space)
        elif one.name:
            yield space + one.name


def test_the_table_leaves_out_no_address_of_the_desk() -> None:
    """The five pages of each table are tried in `test_admin_models`, which leaves out no table."""
    tables = (model._meta for model in admin.site._registry)
    pages = ("changelist", "add", "change", "delete", "history")
    tried = {f"admin:{one.app_label}_{one.model_name}_{page}" for one in tables for page in pages}
    ours = {name for name in named(get_resolver()) if name.startswith(("admin:", D, "sign_in:"))}
    own = {name for name in ours if name.startswith((A, I))}
    assert ours - OPEN - {name for _, name, _, _ in ROWS} - (tried - own) == set()
