"""What changes nothing and is told of all the same: signing in and out, looks, exports, attempts that were refused."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import AuditEntry
from cms.looking import LOOKS
from issues.models import GATES, Issue, Subscriber
from issues.workflow import reviewing
from issues.workflow.standing import standing_of
from tests import factories

pytestmark = pytest.mark.django_db
HERE = "203.0.113.7"


def told() -> list[tuple[str, str, str]]:
    rows = AuditEntry.objects.filter(
        action__in=("sign_in", "sign_out", "sign_in_failed", "lock_sign_in", "refused", "read", "preview", "export")
    )
    return list(rows.order_by("pk").values_list("action", "actor_name", "object_name"))


def attempt(client: Client, name: str, password: str) -> int:
    sent = {"username": name, "password": password, "next": "/admin/"}
    return client.post("/admin/login/", sent, REMOTE_ADDR=HERE).status_code


class TestSigningIn:
    def test_in_and_out_with_the_address(self, client: Client) -> None:
        factories.person("ada", "编辑")
        assert attempt(client, "ada", "密码-ada") == 302
        client.post("/admin/logout/", REMOTE_ADDR=HERE)
        assert told() == [("sign_in", "ada", "ada"), ("sign_out", "ada", "ada")]
        assert set(AuditEntry.objects.filter(action__startswith="sign_").values_list("address", flat=True)) == {HERE}

    def test_failures_and_the_lock(self, client: Client, settings) -> None:
        settings.AXES_ENABLED = True
        factories.person("ada", "编辑")
        for _ in range(9):
            attempt(client, "ada", "猜的")
        failed, locked = (
            [row for row in told() if row[0] == "sign_in_failed"],
            [r for r in told() if r[0] == "lock_sign_in"],
        )
        assert set(failed) == {("sign_in_failed", "未登录", "ada")}
        assert len(failed) == 9
        assert [name for *_, name in locked] == ["ada"]

    def test_what_a_stranger_types_as_a_name_is_not_kept(self, client: Client) -> None:
        attempt(client, "其实是我的密码", "x")
        assert told() == [("sign_in_failed", "未登录", "没有这个账号")]


class TestLooking:
    @pytest.fixture
    def issue(self) -> Issue:
        return factories.issue(factories.article())

    @pytest.fixture
    def editor(self, client: Client) -> Client:
        client.force_login(factories.person("ada", "编辑"))
        return client

    def looks(self) -> list[tuple[str, str]]:
        return [(action, name) for action, _, name in told() if action not in ("sign_in", "sign_out")]

    def test_a_preview_loaded_a_hundred_times_is_one_row(self, editor: Client, issue: Issue) -> None:
        for _ in range(100):
            assert editor.get(f"/admin/issues/issue/{issue.pk}/preview/").status_code == 200
        assert self.looks() == [("preview", issue.label)]

    def test_reading_what_is_not_out(self, editor: Client, issue: Issue) -> None:
        for page in ("change/", "history/", "compose/", "export/", "wechat/"):
            editor.get(f"/admin/issues/issue/{issue.pk}/{page}", follow=True)
        assert self.looks() == [("read", issue.label)]

    def test_reading_what_is_out_is_no_row_but_taking_it_away_is(self, editor: Client, issue: Issue) -> None:
        factories.published(issue)
        editor.get(f"/admin/issues/issue/{issue.pk}/change/")
        editor.get(f"/admin/issues/issue/{issue.pk}/export/txt/")
        assert self.looks() == [("export", issue.label)]

    def test_reading_addresses(self, editor: Client) -> None:
        one = Subscriber.objects.create(address="a@example.test")
        editor.get("/admin/issues/subscriber/")
        editor.get(f"/admin/issues/subscriber/{one.pk}/change/")
        assert self.looks() == [("read", "订阅人邮箱")]

    def test_what_is_refused(self, client: Client, issue: Issue) -> None:
        client.force_login(factories.person("lin", "通讯员"))
        assert client.get(f"/admin/issues/issue/{issue.pk}/change/").status_code == 403
        assert client.post(f"/admin/desk/issues/{issue.pk}/publish/").status_code == 403
        assert self.looks() == [
            ("refused", f"GET /admin/issues/issue/{issue.pk}/change/"),
            ("refused", f"POST /admin/desk/issues/{issue.pk}/publish/"),
        ]
        assert AuditEntry.objects.latest("pk").reason

    def test_a_refusal_that_a_page_tells_in_its_own_way(self, client: Client, issue: Issue) -> None:
        reviewing.send(issue=issue, by=factories.actor("desk", "编辑"))
        standing = standing_of(Issue.objects.get(pk=issue.pk))
        assert standing.current is not None
        client.force_login(factories.person("ada", "复审"))
        sent = {"step": standing.current.pk, "digest": standing.digest, "gates": GATES, "decision": "agreed"}
        page = client.post(f"/admin/desk/issues/{issue.pk}/decide/", sent).content.decode()
        assert self.looks() == [("refused", f"POST /admin/desk/issues/{issue.pk}/decide/")]
        reason = AuditEntry.objects.get(action="refused").reason
        assert "您不在其中" in reason
        assert reason in page

    def test_public_pages_leave_no_row(self, client: Client) -> None:
        start = AuditEntry.objects.count()
        for page in ("/", "/issues/", "/search/?q=x"):
            client.get(page)
        assert AuditEntry.objects.count() == start


def test_the_pages_that_are_told_of_exist() -> None:
    for name in LOOKS:
        assert any(_reverses(name, args) for args in ([], [1], [1, "txt"], ["xlsx"], [1, "xlsx"])), name


def _reverses(name: str, args: list[object]) -> bool:
    from django.urls import NoReverseMatch

    try:
        reverse(name, args=args)
    except NoReverseMatch:
        return False
    return True
