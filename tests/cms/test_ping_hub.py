"""A hub that is configured is told of news, a hub that is not is left alone."""

import datetime as dt
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from django.core.management import CommandError, call_command

from articles.models import SiteRevision
from tests.published import a_document, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(settings: object) -> Iterator[list[dict[str, list[str]]]]:
    """A real hub on this machine; what it was told."""
    told: list[dict[str, list[str]]] = []

    class Hub(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Hub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.WEBSUB_HUB = f"http://127.0.0.1:{server.server_port}/"  # type: ignore[attr-defined]
    settings.SITE_URL = "https://news.example.gov.cn"  # type: ignore[attr-defined]
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_hub_is_told_which_feeds_have_news(hub: list[dict[str, list[str]]]) -> None:
    publish(a_document())
    call_command("ping_hub")
    assert hub[0]["hub.mode"] == ["publish"]
    assert "https://news.example.gov.cn/feeds/issues.atom" in hub[0]["hub.url"]


def test_old_news_is_no_news(hub: list[dict[str, list[str]]]) -> None:
    publish(a_document())
    SiteRevision.objects.update(changed_at=dt.datetime.now(dt.UTC) - dt.timedelta(minutes=10))
    call_command("ping_hub")
    assert hub == []


def test_a_hub_that_does_not_answer_is_named(settings: object) -> None:
    settings.WEBSUB_HUB, settings.SITE_URL = "http://127.0.0.1:9/", "https://news.example.gov.cn"  # type: ignore[attr-defined]
    publish(a_document())
    with pytest.raises(CommandError, match=r"127\.0\.0\.1:9"):
        call_command("ping_hub")


def test_without_a_hub_nothing_happens() -> None:
    call_command("ping_hub")
