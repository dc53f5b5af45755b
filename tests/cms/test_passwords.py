"""Rules for passwords: in Chinese, and none of one character over and over."""

import re

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.test import Client

pytestmark = pytest.mark.django_db
PERSON = {"username": "zhangsan", "first_name": "sanfeng", "email": "zhangsanfeng@example.test"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1a2b3c", "太短"),
        ("aaaaaaaaaaaa", "不同的字符太少"),
        ("abababababab", "不同的字符太少"),
        ("password123", "太常见"),
        ("83746250917", "只包含数字"),
        ("zhangsan-2", "用户名"),
        ("工信手机报-2026", "刊名"),
        ("gongxin-shoujibao".replace("-", "") + "1", "刊名"),
        ("编辑部的密码1a", "刊名"),
        ("ｚｈｏｎｇｘｉｎ-ab", "刊名"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason_in_chinese(typed: str, told: str, settings) -> None:
    settings.PASSWORD_WORDS = ["zhongxin"]
    with pytest.raises(ValidationError) as refused:
        validate_password(typed, User(**PERSON))
    assert any(told in message for message in refused.value.messages)
    assert not any(re.search(r"[a-z]{4}", message) for message in refused.value.messages)


def test_a_good_one_is_taken_and_the_rules_are_told_in_chinese() -> None:
    validate_password("青山-绿水-7381", User(**PERSON))
    validate_password("一句长话里提到编辑部也不要紧的-7", User(**PERSON))
    assert not any(re.search(r"[a-z]{4}", text) for text in password_validators_help_texts())


def test_setting_somebodys_password_is_explained_in_chinese() -> None:
    from django.contrib.auth.models import User as Account

    from articles.admin.accounts import PasswordForm

    form = PasswordForm(Account(username="zhangsan"))
    assert not any(re.search(r"[A-Za-z]{6} [a-z]+", str(field.help_text)) for field in form.fields.values())


def test_the_browsers_search_box_takes_a_name_with_an_ampersand(client: Client) -> None:
    from xml.etree import ElementTree

    from articles.models import Publication

    publication = Publication.current()
    publication.name = "工业&信息化<手机>报的一个很长的名字"
    publication.save()
    root = ElementTree.fromstring(client.get("/opensearch.xml").content)
    assert root[0].text == publication.name[:16]


def test_a_long_one_is_taken_and_compared_as_it_is_typed(client: Client) -> None:
    """Not cut off, not trimmed, no letter made small (ASVS 6.2.8, 6.2.9)."""
    password = " 青山 Green-Hills-" + "一二三四五六七八九" * 9 + " "
    person = User.objects.create_user("changchang", is_staff=True)
    validate_password(password, person)
    person.set_password(password)
    person.save()
    for typed in (password.strip(), password.lower(), password[:-2], password):
        sent = {"username": "changchang", "password": typed, "next": "/admin/"}
        assert (client.post("/admin/login/", sent).status_code == 302) is (typed == password)
