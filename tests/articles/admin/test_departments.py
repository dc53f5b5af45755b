"""The form of a department: who writes for it and who heads it."""

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def test_people_stand_by_their_names(client: Client) -> None:
    unit = factories.department("产业科")
    for account, last, first in (("mengzr", "孟", "主任"), ("wd01", "闻", "笛")):
        person = factories.person(account, "通讯员", department=unit)
        person.last_name, person.first_name = last, first
        person.save()
    factories.person("临时账号", "通讯员")
    client.force_login(factories.person("管事", "管理员"))
    html = client.get(f"/admin/articles/department/{unit.pk}/change/").content.decode()
    assert html.count("孟主任（mengzr）") == 2  # among the correspondents, and to be the head
    assert html.count("闻笛（wd01）") == 2
    assert "临时账号（" not in html  # no name: the account alone
