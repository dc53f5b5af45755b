"""The shipped nginx and gunicorn files, started: what a reader meets in production."""

import http.client
import os
import re
import signal
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.serving import NGINX, ROOT, Served, serving, wait_until

pytestmark = [
    pytest.mark.deployment,
    pytest.mark.skipif(not Path(NGINX).exists(), reason="nginx is not installed: apt-get install nginx-light"),
]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("served"), content=lambda site: site.publish(1)) as site:
        yield site


def test_pages_come_from_the_cache_and_are_compressed(served: Served) -> None:
    served.get("/", Accept_Encoding="gzip, deflate, br")
    status, headers, body = served.get("/", Accept_Encoding="br;q=1.0, gzip;q=0.8")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert headers["x-cache"] in ("HIT", "STALE")
    assert "Accept-Encoding" in headers["vary"]
    assert len(body) < 60_000
    assert "set-cookie" not in headers
    assert headers["etag"].startswith("W/")


def test_who_takes_no_compression_gets_none(served: Served) -> None:
    for header in ({}, {"Accept_Encoding": "identity"}, {"Accept_Encoding": "gzip;q=0, br"}):
        headers, body = served.get("/", **header)[1:]
        assert "content-encoding" not in headers
        assert body.startswith(b"<!doctype html>")


def test_a_reader_with_the_page_gets_304_from_the_cache(served: Served) -> None:
    etag = served.get("/issues/")[1]["etag"]
    status, _, body = served.get("/issues/", If_None_Match=etag)
    assert (status, body) == (304, b"")


def test_style_sheets_are_kept_for_good_and_stand_compressed(served: Served) -> None:
    html = served.get("/")[2].decode()
    found = re.search(r'href="(/static/site\.[0-9a-f]+\.css)"', html)
    assert found is not None
    status, headers, _ = served.get(found[1], Accept_Encoding="gzip")
    assert status == 200
    assert "immutable" in headers["cache-control"]
    assert headers["content-encoding"] == "gzip"


PICTURE = """
import io; from PIL import Image; from articles.images import attach, store_image; from articles.models import Article
out = io.BytesIO(); Image.new("RGB", (600, 400), "red").save(out, "PNG"); out.seek(0)
article = Article.objects.latest("pk")
print(attach(article=article, image=store_image(out), alt="红", left_out=[]).name, article.pk)
from articles.signals import announce; announce()
"""


def test_pictures_come_through_nginx_cannot_run_and_go_with_their_article(served: Served) -> None:
    served.publish(9)
    name, pk = served.manage("shell", "-c", PICTURE).split()[-2:]
    status, headers, body = served.get(f"/media/{name}")
    assert (status, headers["content-type"], body[:2]) == (200, "image/jpeg", b"\xff\xd8")
    assert "sandbox" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "no-cache" in headers["cache-control"]
    assert "x-accel-redirect" not in headers
    assert served.get(f"/media/{name}", If_None_Match=headers["etag"])[0] == 304
    assert served.get(f"/media-files/{name}")[0] == 404
    served.manage("shell", "-c", WITHDRAW.format(pk=pk))
    assert served.get(f"/media/{name}")[0] == 404
    assert served.get(f"/media/{name}", If_None_Match=headers["etag"])[0] == 404


def test_staffs_pages_are_never_kept(served: Served) -> None:
    for _ in range(2):
        status, headers, _ = served.get("/admin/login/")
        assert status == 200
        assert "x-cache" not in headers
        assert "no-store" in headers["cache-control"]


def test_the_lock_out_sees_the_clients_address_not_nginx(served: Served) -> None:
    status, _, _ = served.get("/", X_Real_IP="6.6.6.6", X_Forwarded_For="6.6.6.6")
    assert status == 200
    configuration = (ROOT / "deploy" / "nginx.conf").read_text()
    assert "proxy_set_header X-Real-IP $remote_addr;" in configuration


def test_what_is_published_is_on_the_home_page_within_five_seconds(served: Served) -> None:
    assert "第12期头条" not in served.get("/")[2].decode()
    time.sleep(3)  # the page is old by now, as on a quiet morning
    served.publish(12)  # newer than whatever the other tests publish
    start = time.monotonic()
    wait_until(lambda: "第12期头条" in served.get("/")[2].decode().replace("<wbr>", ""), seconds=5)
    assert time.monotonic() - start <= 5


def test_a_page_that_nobody_asked_for_in_a_while_is_fresh_at_once(served: Served) -> None:
    served.get("/issues/2024/")
    time.sleep(5)
    served.publish(3)
    time.sleep(5)
    assert "总第3期" in served.get("/issues/2024/")[2].decode()


def test_made_up_parameters_are_no_page_of_their_own(served: Served) -> None:
    served.get("/issues/")
    for n in range(5):
        status, headers, _ = served.get(f"/issues/?z={n}")
        assert (status, headers["x-cache"] in ("HIT", "STALE")) == (200, True)
    assert served.get("/issues/?z=1&page=1")[0] == 301  # a known one beside it: the application cuts it off
    assert served.get("/issues/%3Fz=1")[0] == 404
    assert served.get("/issues/")[0] == 200


def test_large_forms_end_at_nginx_and_in_the_application(served: Served) -> None:
    """A stranger is cut off before it is read; who had a session here is told."""
    large, kind = b"a=" + b"%E4" * 4_000_000, {"Content_Type": "application/x-www-form-urlencoded"}
    for address in ("/", "/admin/login/", "/admin/", "/admin/issues/issue/import/"):
        with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
            served.post(address, large)
        known = {"Cookie": f"sessionid={'a' * 32}", **kind}
        assert served._ask("POST", address, large, known)[0] == 413, address


def test_one_client_cannot_ask_for_uncached_pages_or_the_desk_without_end(served: Served) -> None:
    for address in ("/search/?q={}", "/admin/?page={}"):
        found = {served.get(address.format(n))[0] for n in range(400)}
        assert 429 in found, address
    assert served.get("/")[0] == 200  # what is in the cache is not counted
    time.sleep(5)


WITHDRAW = """
from articles import workflow; from articles.record.audit import OPERATOR; from articles.models import Article
workflow.withdraw(article=Article.objects.get(pk={pk}), by=OPERATOR, reason="涉及个人信息")
"""


def test_no_lists_of_folders_no_trace_no_source(served: Served) -> None:
    for folder in ("/static/", "/static/desk/", "/media/", "/media-files/", "/.git/config", "/manage.py", "/var/"):
        assert served.get(folder)[0] in (403, 404), folder
    assert served._ask("TRACE", "/", None, {})[0] == 405


def test_tls_is_of_today_and_programs_are_not_led_to_it(served: Served) -> None:
    """Read from the file: the tests' server speaks plain HTTP."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in text
    named = re.search(r"ssl_ciphers ([^;]+);", text)
    assert named is not None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers(named[1])
    offered = [one["name"] for one in context.get_ciphers()]
    assert offered
    assert all(name.startswith(("TLS_", "ECDHE-")) and ("GCM" in name or "POLY1305" in name) for name in offered)
    plain = text[text.index("listen 80;") : text.index("listen 443")]
    assert "location /api/ { return 403; }" in plain


def test_with_the_application_killed_the_pages_still_answer(served: Served) -> None:
    """The last test here: the application does not come back."""
    addresses = ("/", "/issues/", "/issues/2024/1/", "/articles/1/")
    for address in addresses:
        assert served.get(address)[0] == 200
    served.publish(4)
    wait_until(lambda: served.get("/issues/2024/4/")[0] == 200, seconds=10)
    found = re.search(r'href="/articles/(\d+)/"', served.get("/issues/2024/4/")[2].decode())
    assert found is not None
    withdrawn = f"/articles/{found[1]}/"
    assert served.get(withdrawn)[0] == 200
    served.manage("shell", "-c", WITHDRAW.format(pk=found[1]))
    wait_until(lambda: served.get(withdrawn)[0] == 410, seconds=10)
    os.killpg(served.gunicorn.pid, signal.SIGKILL)  # its workers with it
    served.gunicorn.wait()
    time.sleep(5)
    for address in addresses:
        status, headers, body = served.get(address)
        assert (status, headers["x-cache"]) == (200, "STALE"), address
        assert "澄江工信手机报".encode() in body or b"html" in body
    assert served.get(withdrawn)[0] == 410  # what was withdrawn does not come back from the cache
