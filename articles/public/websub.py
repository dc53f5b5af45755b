"""Telling a WebSub hub that feeds have news (https://www.w3.org/TR/websub/#publisher)."""

import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable

SECONDS = 10


class HubSilent(Exception):
    """The hub did not take the ping; the message says why, in Chinese."""


def ping(hub: str, topics: Iterable[str]) -> None:
    """Tell the hub that these feeds (absolute addresses) have changed. HubSilent when it does not answer well."""
    if not hub.startswith(("https://", "http://")):
        raise HubSilent(f"WEBSUB_HUB 应是网址，现为 {hub!r}。")
    fields = [("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)]
    body = urllib.parse.urlencode(fields).encode()
    try:
        with urllib.request.urlopen(hub, data=body, timeout=SECONDS) as answer:  # noqa: S310 - the scheme is checked above
            if answer.status >= 300:
                raise HubSilent(f"{hub} 回答 {answer.status}。")
    except (urllib.error.URLError, TimeoutError, OSError) as error:
        raise HubSilent(f"{hub} 没有回应：{error}") from error
