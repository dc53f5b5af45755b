"""A page handed in (address, file or pasted text) → what was received and the stories in it. Nothing is stored."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings

from articles.intake.extraction import Line, PageTooLarge, Story, extract_html, extract_text, visible_lines
from articles.intake.extraction.charset import decode_page
from articles.intake.fetching import Fetcher, FetchPolicy
from articles.intake.refusals import FetchRefused
from articles.intake.robots import RobotsCache
from articles.models import AllowedSource, CapturedPage
from articles.models.named import name_key
from articles.text.bodies import strip_control

_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|div|p|table|meta|span|br)\b", re.IGNORECASE)
_ROBOTS = RobotsCache()


class Unreadable(ValueError):
    """Nothing could be taken from what was handed in; the message is Chinese, for the editor."""


@dataclass(frozen=True)
class Handed:
    """A page as received.

    url, final_url  "" for a file or pasted text;  charset: what the HTTP header named
    """

    kind: CapturedPage.Kind
    body: bytes
    url: str = ""
    final_url: str = ""
    name: str = ""
    charset: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def is_markup(self) -> bool:
        return _MARKUP.search(self.body[:20_000]) is not None

    def lines(self) -> list[Line]:
        """The page's visible lines, numbered as in `Story.removed`."""
        text = decode_page(self.body, self.charset).text
        return visible_lines(text, self.final_url or self.url, markup=self.is_markup)

    def stories(self) -> list[Story]:
        """The stories in it; Unreadable with the reason when there are none."""
        try:
            if self.is_markup:
                found = extract_html(self.body, self.final_url or self.url, charset=self.charset)
            else:
                found = extract_text(decode_page(self.body, self.charset).text)
        except PageTooLarge as error:
            raise Unreadable(str(error)) from error
        if not found:
            raise Unreadable("没有在其中找到标题和正文，请核对，或只复制文章部分再粘贴。")
        return found


def fetcher() -> Fetcher:
    """The fetcher that the settings describe; robots.txt files are shared by all."""
    policy = FetchPolicy(
        private_hosts=settings.INTAKE_PRIVATE_HOSTS,
        seconds=float(settings.INTAKE_SECONDS),
        max_bytes=settings.INTAKE_MAX_BYTES,
    )
    return Fetcher(policy, robots=_ROBOTS)


def fetch_page(url: str) -> Handed:
    """The page at an address. FetchRefused with the reason."""
    page = fetcher().fetch(url)
    return Handed(
        CapturedPage.Kind.FETCHED,
        page.body,
        url=page.url[:1000],
        final_url=page.final_url[:1000],
        charset=page.charset,
        headers={name: strip_control(value) for name, value in page.headers.items()},
    )


def uploaded_page(body: bytes, name: str) -> Handed:
    """A saved page or text file."""
    return Handed(CapturedPage.Kind.UPLOADED, body, name=strip_control(name)[:200])


def pasted_page(text: str) -> Handed:
    """A page's text, copied."""
    return Handed(CapturedPage.Kind.PASTED, text.encode("utf-8", "surrogatepass"))


def captured_again(page: CapturedPage) -> Handed:
    """A stored page, as it was handed in."""
    charset = re.search(r"charset=\s*\"?([\w.-]+)", page.headers.get("content-type", ""), re.IGNORECASE)
    return Handed(
        CapturedPage.Kind(page.kind),
        bytes(page.body),
        url=page.url,
        final_url=page.final_url,
        name=page.name,
        charset=charset.group(1) if charset else "",
        headers=page.headers,
    )


def is_allowed(name: str, url: str = "") -> bool:
    """Whether an outlet stands in the register, by name, alias or host; True while the register is empty."""
    register = list(AllowedSource.objects.all())
    if not register:
        return True
    host = urlsplit(url).hostname or ""
    key = name_key(name)
    return any(key in row.keys or any(host == end or host.endswith("." + end) for end in row.hosts) for row in register)


__all__ = [
    "FetchRefused",
    "Handed",
    "Unreadable",
    "captured_again",
    "fetch_page",
    "fetcher",
    "is_allowed",
    "pasted_page",
    "uploaded_page",
]
