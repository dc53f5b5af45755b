"""What a refused person is told."""

import pytest
from django.test import Client, RequestFactory

from articles.record.audit import Actor, require
from articles.refusals import Refused
from cms.errors import forbidden
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_refusal_says_what_is_not_allowed() -> None:
    with pytest.raises(Refused, match="您没有发送邮件的权限。"):
        require(factories.actor("小林", "通讯员"), "issues.send_mailing", "发送邮件")
    require(Actor(), "issues.send_mailing", "发送邮件")


def test_a_refusal_is_no_error_of_the_operating_system() -> None:
    """As one, it was taken for a file that could not be read, and it ended in a page 500."""
    assert not issubclass(Refused, OSError)


def test_the_page_403_says_it(client: Client) -> None:
    client.force_login(factories.person("小林", "通讯员"))
    answer = client.get("/admin/issues/issue/import/")
    assert answer.status_code == 403
    assert "您没有导入的权限。" in answer.content.decode()


def test_what_others_refuse_without_a_word_has_the_stock_sentence() -> None:
    page = forbidden(RequestFactory().get("/admin/"), PermissionError("secret path"))
    assert "secret" not in page.content.decode()
    assert "您没有权限查看这个页面" in page.content.decode()
