"""The only HTTP client: one page or feed, fetched so that no address and no server can harm us.

Refused with the reason, in bounded time and memory: addresses inside our network, redirects to them, servers that
are slow, endless or too large, packed bodies that unpack to too much, pages that robots.txt forbids.
"""

import datetime as dt
import hashlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import SplitResult, urljoin, urlunsplit

from articles.intake.net.hosts import Resolver, is_public, resolve, resolve_within
from articles.intake.net.refusals import FetchRefused, StatusRefused, retry_after
from articles.intake.net.robots import RobotsCache
from articles.intake.net.unpacking import TooMuch, Unpacker
from articles.intake.web_addresses import checked_url, request_path

_STEP = 64 * 1024
_REDIRECTS = {301, 302, 303, 307, 308}
PAGE_TYPES = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml")
FEED_TYPES = (
    *PAGE_TYPES,
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
)


@dataclass(frozen=True)
class FetchPolicy:
    """What a fetch may cost and where it may go.

    private_hosts  hosts ("name" or "name:port") inside our own network that are allowed all the same
    seconds        for everything together: look-up, redirects, robots.txt, the body
    max_bytes      of a body as sent;  max_unpacked: after unpacking
    """

    private_hosts: frozenset[str] = frozenset()
    seconds: float = 20.0
    max_bytes: int = 6_000_000
    max_unpacked: int = 20_000_000
    max_redirects: int = 5
    user_agent: str = "IndustryDeskCMS/0.1 (+news desk; respects robots.txt)"
    robots: bool = True


@dataclass(frozen=True)
class FetchedPage:
    """What a server answered. `body` is unpacked; `headers` have lower-case names; not_modified: answer 304."""

    url: str
    final_url: str
    fetched_at: dt.datetime
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    @property
    def charset(self) -> str:
        """The charset that the Content-Type header names, or ""."""
        message = Message()
        message["Content-Type"] = self.headers.get("content-type", "")
        return str(message.get_param("charset") or "")

    @property
    def not_modified(self) -> bool:
        return self.status == http.client.NOT_MODIFIED


@dataclass
class Fetcher:
    """Fetches under one policy. Safe to share between threads; robots.txt files are remembered for an hour."""

    policy: FetchPolicy = field(default_factory=FetchPolicy)
    resolver: Resolver = resolve
    robots: RobotsCache = field(default_factory=RobotsCache)

    def fetch(
        self,
        url: str,
        *,
        types: tuple[str, ...] = PAGE_TYPES,
        headers: Mapping[str, str] | None = None,
        ask_robots: bool = True,
    ) -> FetchedPage:
        """The page at `url`, redirects followed, each judged anew. FetchRefused with the reason.

        types    media types that are wanted;  headers: more to send (If-None-Match, If-Modified-Since)
        """
        deadline = time.monotonic() + self.policy.seconds
        here = url.strip()
        for _ in range(self.policy.max_redirects + 1):
            target = checked_url(here)
            if self.policy.robots and ask_robots:
                self._ask_robots(target, deadline)
            answer = self._one(target, deadline, headers or {}, types)
            if isinstance(answer, str):
                here = urljoin(urlunsplit(target), answer)
                continue
            status, sent, body = answer
            return FetchedPage(url.strip(), urlunsplit(target), dt.datetime.now(dt.UTC), status, sent, body)
        raise FetchRefused("redirects", f"转向超过{self.policy.max_redirects}次，没有取到网页。")

    def _ask_robots(self, target: SplitResult, deadline: float) -> None:
        origin = f"{target.scheme}://{target.netloc}"
        rules = self.robots.get(origin)
        if rules is None:
            rules = self.robots.put(origin, *self._robots_file(target, deadline))
        if not rules.allows(self.policy.user_agent, urlunsplit(target)):
            raise FetchRefused("robots", f"{target.hostname} 的 robots.txt 不允许抓取这一页，请手工复制文字。")

    def _robots_file(self, target: SplitResult, deadline: float) -> tuple[int, bytes]:
        """(status, body) of robots.txt, redirects within the usual limits followed."""
        here = f"{target.scheme}://{target.netloc}/robots.txt"
        for _ in range(self.policy.max_redirects):
            try:
                answer = self._one(checked_url(here), deadline, {}, (), max_bytes=500_000)
            except StatusRefused as refused:
                return refused.status, b""
            except FetchRefused as refused:
                if refused.code in ("too_large", "encoding", "protocol"):
                    return 404, b""
                raise
            if isinstance(answer, str):
                here = urljoin(here, answer)
                continue
            return answer[0], answer[2]
        return 404, b""

    def _one(
        self,
        target: SplitResult,
        deadline: float,
        headers: Mapping[str, str],
        types: tuple[str, ...],
        max_bytes: int = 0,
    ) -> str | tuple[int, Mapping[str, str], bytes]:
        """One request: where it redirects to, or (status, headers, body)."""
        with _named_errors(target, deadline), self._connected(target, deadline) as connection:
            connection.request("GET", request_path(target), headers=self._headers(target, headers))
            response = connection.getresponse()
            sent = {name.lower(): value for name, value in response.getheaders()}
            if response.status in _REDIRECTS and sent.get("location"):
                return sent["location"]
            if response.status == http.client.NOT_MODIFIED and headers:
                return response.status, sent, b""
            if response.status != http.client.OK:
                told = f"{target.hostname} 回答 {response.status}，没有取到网页。"
                raise StatusRefused(response.status, told, retry_after(sent.get("retry-after", "")))
            _require_type(sent, types)
            return response.status, sent, self._body(response, sent, max_bytes or self.policy.max_bytes, deadline)

    def _headers(self, target: SplitResult, more: Mapping[str, str]) -> dict[str, str]:
        return {
            "Host": target.netloc,
            "User-Agent": self.policy.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
            **more,
        }

    @contextmanager
    def _connected(self, target: SplitResult, deadline: float) -> Iterator[http.client.HTTPConnection]:
        """A connection to the address that was judged, cut off when the time is up."""
        host, port = target.hostname or "", target.port or (443 if target.scheme == "https" else 80)
        address = self._address(host, port, deadline)
        stream = socket.create_connection((address, port), timeout=min(_left(deadline), 8.0))
        with _Leash(stream, deadline) as leash:
            stream.settimeout(_left(deadline))
            if target.scheme == "https":
                context = ssl.create_default_context()
                leash.stream = context.wrap_socket(stream, server_hostname=host, do_handshake_on_connect=False)
                leash.stream.do_handshake()
            connection = http.client.HTTPConnection(host, port)
            connection.sock = leash.stream
            yield connection

    def _address(self, host: str, port: int, deadline: float) -> str:
        """The one address that will be connected to. All of the host's addresses must be allowed."""
        try:
            found = resolve_within(min(_left(deadline), 8.0), host, port, self.resolver)
        except TimeoutError as error:
            raise FetchRefused("timeout", str(error)) from error
        except OSError as error:
            raise FetchRefused("dns", f"找不到网址中的主机 {host}。") from error
        if not found:
            raise FetchRefused("dns", f"找不到网址中的主机 {host}。")
        if host not in self.policy.private_hosts and f"{host}:{port}" not in self.policy.private_hosts:
            for address in found:
                if not is_public(ipaddress.ip_address(address.partition("%")[0])):
                    raise FetchRefused("private", f"{host} 指向内部网络地址，不予访问。")
        return found[0]

    def _body(
        self, response: http.client.HTTPResponse, sent: Mapping[str, str], max_bytes: int, deadline: float
    ) -> bytes:
        stated = sent.get("content-length", "")
        if stated.isdigit() and int(stated) > max_bytes:
            raise FetchRefused("too_large", f"内容有{int(stated) // 1_000_000}MB，超过上限，不予读取。")
        try:
            unpacker = Unpacker(sent.get("content-encoding", ""), self.policy.max_unpacked)
            received = 0
            while piece := response.read1(_STEP):
                received += len(piece)
                if received > max_bytes:
                    raise TooMuch
                unpacker.feed(piece)
            _left(deadline)  # a connection cut off at the deadline reads as a body that has ended
            if stated.isdigit() and received < int(stated):
                raise FetchRefused("protocol", "网页没有传完，连接就断了。")
            return unpacker.body()
        except FetchRefused:
            raise
        except TooMuch:
            raise FetchRefused("too_large", "网页超过大小上限，已停止读取。") from None
        except ValueError as error:
            raise FetchRefused("encoding", f"网页数据无法解开：{error}。") from error


def _require_type(sent: Mapping[str, str], types: tuple[str, ...]) -> None:
    kind = sent.get("content-type", "").partition(";")[0].strip().lower()
    if types and kind and kind not in types:
        wanted = "图片" if types[0].startswith("image/") else "网页"
        raise FetchRefused("type", f"这个网址不是{wanted}（{kind}），请下载后用相应的导入办法。")


def _left(deadline: float) -> float:
    """Seconds until the deadline; FetchRefused when it has passed."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise FetchRefused("timeout", "对方网站太慢，已超过等待时间。")
    return left


class _Leash:
    """Shuts a connection down when the time is up: a server that sends a byte now and then never times out by itself.

    stream  the socket to shut; replaced when TLS takes the plain one over
    """

    def __init__(self, stream: socket.socket, deadline: float) -> None:
        self.stream = stream
        self._timer = threading.Timer(_left(deadline), self._shut)
        self._timer.daemon = True

    def _shut(self) -> None:
        with suppress(OSError):
            self.stream.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> "_Leash":
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self.stream.close()


@contextmanager
def _named_errors(target: SplitResult, deadline: float) -> Iterator[None]:
    """Errors of the network as FetchRefused with a reason an editor understands."""
    try:
        yield
    except FetchRefused:
        raise
    except ssl.SSLError as error:
        _time_up(deadline, error)
        raise FetchRefused("tls", f"{target.hostname} 的加密证书有问题，不予访问。") from error
    except TimeoutError as error:
        raise FetchRefused("timeout", "对方网站太慢，已超过等待时间。") from error
    except http.client.HTTPException as error:
        _time_up(deadline, error)
        raise FetchRefused("protocol", f"{target.hostname} 的回答不合规范。") from error
    except OSError as error:
        _time_up(deadline, error)
        raise FetchRefused("connect", f"连不上 {target.hostname}。") from error


def _time_up(deadline: float, error: Exception) -> None:
    """Says so when the error only came of the connection's being cut at the deadline."""
    if time.monotonic() >= deadline - 0.05:
        raise FetchRefused("timeout", "对方网站太慢，已超过等待时间。") from error
