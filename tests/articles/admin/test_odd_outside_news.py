"""Outside news that is no news: numbers of no row, a story longer than any."""

import time

import pytest
from django.test import Client

from tests import factories
from tests.articles.admin.test_outside_news import TAKE, look
from tests.pace import within

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client: Client) -> None:
    client.force_login(factories.person("青禾", "编辑"))


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "1e3", "٣", "0x1", "1;"])
@pytest.mark.parametrize("name", ["item", "page"])
def test_a_number_that_no_row_can_have_is_not_found(client: Client, name: str, number: str) -> None:
    assert client.post(TAKE, {name: number, "take": "1", "text": "x"}).status_code == 404
    if name == "item":
        assert client.get(TAKE, {name: number}).status_code == 404


def test_a_story_longer_than_a_page_can_proofread_is_shown_and_that_is_told(client: Client) -> None:
    """Ten megabytes of one paragraph kept a worker for minutes."""
    sentence = "今年上半年，园区企业产值同比增长12.5%，税收达到3.4亿元。"
    text = f"新材料园上半年运行平稳\n来源：松原湾日报\n{sentence * (1_000_000 // len(sentence))}\n"
    start = time.process_time()
    shown = look(client, text=text)
    assert within(time.process_time() - start, 20)
    assert "太长，这里没有校对" in shown
    assert "新材料园上半年运行平稳" in shown
