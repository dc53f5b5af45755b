"""Fetching from a server that is slow, endless, lying, too large, or leads into our own network."""

import ipaddress
import json
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator

import pytest

from articles.intake.extraction import extract_html
from articles.intake.net.fetching import Fetcher, FetchPolicy
from articles.intake.net.hosts import is_public
from articles.intake.net.refusals import FetchRefused
from articles.intake.web_addresses import checked_url
from tests.articles.intake.net.hostile_server import HostileServer, running


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with running() as one:
        yield one


def fetcher(server: HostileServer, **policy: object) -> Fetcher:
    """May visit the test's server and no other private address."""
    settings: dict[str, object] = {"private_hosts": frozenset({server.host}), "seconds": 3.0, **policy}
    return Fetcher(FetchPolicy(**settings))  # type: ignore[arg-type]


def refusal(server: HostileServer, path: str, **policy: object) -> str:
    with pytest.raises(FetchRefused) as refused:
        fetcher(server, **policy).fetch(server.url(path))
    assert refused.value.message
    return refused.value.code


def test_a_page_is_fetched_with_its_time_and_digest(server: HostileServer) -> None:
    page = fetcher(server).fetch(server.url("page"))
    assert page.status == 200
    assert len(page.sha256) == 64
    assert page.fetched_at.tzinfo is not None
    assert extract_html(page.body, page.final_url, charset=page.charset)[0].title == "澄湖区召开工业运行会"


@pytest.mark.parametrize("path", ["gbk", "liar", "zipped"])
def test_the_words_are_right_whatever_the_charset_is_called(server: HostileServer, path: str) -> None:
    page = fetcher(server).fetch(server.url(path))
    (story,) = extract_html(page.body, page.final_url, charset=page.charset)
    assert story.source == "澄湖日报"
    assert story.authors == ("舒望",)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("silent", "timeout"),
        ("dripping", "timeout"),
        ("dripping-headers", "timeout"),
        ("huge", "too_large"),
        ("endless", "too_large"),
        ("bomb", "too_large"),
        ("broken-gzip", "encoding"),
        ("strange-encoding", "encoding"),
        ("cut-short", "protocol"),
        ("to-loopback", "private"),
        ("to-metadata", "private"),
        ("to-file", "address"),
        ("around", "redirects"),
        ("pdf", "type"),
        ("missing", "status"),
        ("forbidden", "robots"),
    ],
)
def test_a_hostile_answer_is_refused_with_its_reason_in_bounded_time(
    server: HostileServer, path: str, code: str
) -> None:
    start = time.monotonic()
    assert refusal(server, path, seconds=1.5) == code
    assert time.monotonic() - start < 6  # four times what was allowed


def test_what_is_sent_counts_as_well_as_what_it_unpacks_to(server: HostileServer) -> None:
    assert refusal(server, "endless", seconds=1.5, max_bytes=100_000, max_unpacked=10**12) == "too_large"


def test_a_bomb_and_an_endless_page_cost_bounded_memory(server: HostileServer) -> None:
    tracemalloc.start()
    refusal(server, "endless")
    refusal(server, "bomb", max_unpacked=5_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 40_000_000


_CHILD = """
import json, resource, sys
from articles.intake.net.fetching import Fetcher, FetchPolicy
from articles.intake.net.refusals import FetchRefused

base = 1024 * int(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmSize")))
resource.setrlimit(resource.RLIMIT_AS, (base + 150_000_000,) * 2)
fetcher = Fetcher(FetchPolicy(private_hosts=frozenset({sys.argv[1]}), seconds=3.0))
codes = {}
for path in sys.argv[2:]:
    try:
        codes[path] = len(fetcher.fetch(f"http://{sys.argv[1]}/{path}").body)
    except FetchRefused as refused:
        codes[path] = refused.code
print(json.dumps(codes))
"""


def test_a_process_with_little_memory_refuses_them_and_goes_on(server: HostileServer) -> None:
    """150 MB beyond what Python itself holds: a 2 GB page, an endless one, a bomb; then an ordinary page is read."""
    paths = ["huge", "endless", "bomb", "dripping", "page"]
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, server.host, *paths], capture_output=True, text=True, timeout=60, check=True
    )
    codes = json.loads(done.stdout)
    assert codes.pop("page") > 300
    assert codes == {"huge": "too_large", "endless": "too_large", "bomb": "too_large", "dripping": "timeout"}


def test_a_redirect_to_a_name_that_changes_its_address_is_judged_at_each_look_up(server: HostileServer) -> None:
    """The server is listed, so its page is fetched; the name that it redirects to now leads into our network."""
    answers = {"127.0.0.1": ["127.0.0.1"]}
    with pytest.raises(FetchRefused) as refused:
        Fetcher(
            FetchPolicy(private_hosts=frozenset({server.host}), seconds=2, robots=False),
            resolver=lambda host, _: answers.get(host, ["10.0.0.8"]),
        ).fetch(server.url("to-rebinding"))
    assert refused.value.code == "private"


def test_a_redirect_is_followed_where_it_stays_in_bounds(server: HostileServer) -> None:
    page = fetcher(server).fetch(server.url("to-page"))
    assert page.url.endswith("/to-page")
    assert page.final_url.endswith("/page")


def test_our_own_network_is_refused_unless_listed(server: HostileServer) -> None:
    assert refusal(server, "page", private_hosts=frozenset()) == "private"


def test_a_name_that_changes_its_address_is_connected_where_it_was_judged(server: HostileServer) -> None:
    """The look-up is made once a request and its address used: the second, private answer never comes into play."""
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["192.0.2.1"] if len(asked) > 1 else ["127.0.0.1"]

    with pytest.raises(FetchRefused) as refused:
        Fetcher(FetchPolicy(robots=False, seconds=2), resolver=rebinding).fetch("http://rebinding.example/")
    assert refused.value.code == "private"
    assert asked == ["rebinding.example"]


def test_a_name_with_one_private_address_among_public_ones_is_refused(server: HostileServer) -> None:
    def mixed(_host: str, _port: int) -> list[str]:
        return ["93.184.216.34", "10.0.0.8"]

    with pytest.raises(FetchRefused) as refused:
        Fetcher(FetchPolicy(seconds=2), resolver=mixed).fetch("http://mixed.example/")
    assert refused.value.code == "private"


def test_a_look_up_that_never_answers_does_not_hold_us(server: HostileServer) -> None:
    def stuck(_host: str, _port: int) -> list[str]:
        time.sleep(5)
        return []

    start = time.monotonic()
    with pytest.raises(FetchRefused) as refused:
        Fetcher(FetchPolicy(seconds=0.5), resolver=stuck).fetch("http://stuck.example/")
    assert refused.value.code == "timeout"
    assert time.monotonic() - start < 4  # the look-up takes five


def test_an_unchanged_page_is_told_by_its_304(server: HostileServer) -> None:
    one = fetcher(server)
    first = one.fetch(server.url("feed"), types=())
    again = one.fetch(server.url("feed"), types=(), headers={"If-None-Match": first.headers["etag"]})
    assert again.not_modified
    assert again.body == b""


def test_robots_txt_is_read_once_an_hour(server: HostileServer) -> None:
    server.seen.clear()
    one = fetcher(server)
    one.fetch(server.url("page"))
    one.fetch(server.url("page"))
    assert [path for path, _ in server.seen] == ["/robots.txt", "/page", "/page"]


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.1.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "192.0.0.8", "192.0.0.9", "192.88.99.1", "3fff::1", "2002:c000:8::",
        "ff02::1", "192.0.2.1", "::127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b:1::10.0.0.1", "fec0::1", "4000::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_on_the_open_internet_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_an_address_on_the_open_internet_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "", "news.example/1", "ftp://news.example/", "file:///etc/passwd", "http://", "http://user:pw@news.example/",
        "http://news.example\\@10.0.0.1/", "http://news.example/a b", "http://news.example:0/", "http://[::1",
        "http://news.example:99999/", "javascript:alert(1)", "http://a\n.example/",
    ],
)  # fmt: skip
def test_an_address_that_may_not_be_fetched_is_refused_before_anything_is_sent(url: str) -> None:
    with pytest.raises(FetchRefused) as refused:
        checked_url(url)
    assert refused.value.code == "address"


@pytest.mark.parametrize("url", ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://localhost/"])
def test_loopback_in_disguise_is_refused(url: str) -> None:
    with pytest.raises(FetchRefused) as refused:
        Fetcher(FetchPolicy(seconds=2)).fetch(url)
    assert refused.value.code in {"private", "dns"}


def test_a_chinese_host_name_is_asked_for_in_its_ascii_form() -> None:
    assert checked_url("http://新闻.example/要闻").netloc == "xn--efvy88h.example"
