"""A page handed in (address, file or pasted text) → what was received and the stories in it. Nothing is stored."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default as default_policy
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings

from articles.intake.extraction import Line, PageTooLarge, Story, extract_html, extract_text, visible_lines
from articles.intake.extraction.charset import decode_page
from articles.intake.file_kinds import file_kind, is_garbled
from articles.intake.net.fetching import Fetcher, FetchPolicy
from articles.intake.net.refusals import FetchRefused
from articles.intake.net.robots import RobotsCache
from articles.intake.web_addresses import checked_url
from articles.models import AllowedSource, CapturedPage
from articles.models.named import name_key
from articles.text.bodies import strip_control

_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|div|p|table|meta|span|br)\b", re.IGNORECASE)
_ARCHIVE = re.compile(
    rb"^(?:From: <?Saved by|MIME-Version:)|^Content-Type: multipart/related", re.IGNORECASE | re.MULTILINE
)
_LONGEST_URL = 500
"""As long as an article's 原文网址 may be."""
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

    @cached_property
    def readable(self) -> tuple[bytes, str]:
        """(the bytes to read, their charset as named): the page itself, or the one inside a web archive."""
        return _page_in_archive(self.body) or (self.body, self.charset)

    @property
    def is_markup(self) -> bool:
        return _MARKUP.search(self.readable[0][:20_000]) is not None

    def lines(self) -> list[Line]:
        """The page's visible lines, numbered as in `Story.removed`."""
        text = decode_page(*self.readable).text
        return visible_lines(text, self.final_url or self.url, markup=self.is_markup)

    def stories(self) -> list[Story]:
        """The stories in it; Unreadable with the reason when there are none."""
        body, charset = self.readable
        _refuse_what_is_no_page(body, charset)
        try:
            if self.is_markup:
                found = extract_html(body, self.final_url or self.url, charset=charset)
            else:
                found = extract_text(decode_page(body, charset).text)
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


def uploaded_page(body: bytes, name: str, url: str = "") -> Handed:
    """A saved page (.html, .mht) or text file, and the address it was saved from if that is told.

    Unreadable for a Word, PDF, picture, packed or other binary file; FetchRefused for what is no web address.
    """
    _refuse_what_is_no_page(body, "")
    return Handed(CapturedPage.Kind.UPLOADED, body, url=_checked_address(url), name=strip_control(name)[:200])


def _refuse_what_is_no_page(body: bytes, charset: str) -> None:
    """Unreadable, saying what it is, for bytes that are no text."""
    if kind := file_kind(body):
        raise Unreadable(f"这是{' ' if kind[:1].isascii() else ''}{kind}，不是网页。请另存为网页，或复制文字粘贴。")
    if is_garbled(decode_page(body, charset).text):
        raise Unreadable("内容读出来大半是乱码，不像是网页或文字。请在浏览器里打开后复制文字粘贴。")


def _checked_address(url: str) -> str:
    """An address given beside a text or file, which nobody visits; FetchRefused for what is no web address."""
    if not url:
        return ""
    checked_url(url)
    if len(url) > _LONGEST_URL:
        raise FetchRefused("address", f"网址超过{_LONGEST_URL}个字符，请核对。")
    return url


def _page_in_archive(body: bytes) -> tuple[bytes, str] | None:
    """(the page, its charset) out of a web archive (.mht), None where the body is none."""
    if not _ARCHIVE.search(body[:4000]):
        return None
    parts = message_from_bytes(body, policy=default_policy).walk()
    page = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if page is None:
        raise Unreadable("这个网页存档里没有网页。")
    data = page.get_payload(decode=True)
    return (data if isinstance(data, bytes) else b"", str(page.get_content_charset() or ""))


def pasted_page(text: str, url: str = "") -> Handed:
    """A page's text, copied, and the address it was copied from if that is told. FetchRefused for what is none."""
    return Handed(CapturedPage.Kind.PASTED, text.encode("utf-8", "surrogatepass"), url=_checked_address(url))


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
