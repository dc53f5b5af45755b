"""The shipped nginx and gunicorn files, started: what a reader meets in production."""

import http.client
import os
import re
import signal
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.serving import NGINX, ROOT, Served, free_port, serving, wait_until

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


FORM = {"Content_Type": "application/x-www-form-urlencoded"}
COLLEAGUE = """
from django.contrib.auth.models import Group, User; from django.test import Client; from cms.sign_in import entering
person = User.objects.create_user("{name}", password="一个很长的密码-77", is_staff=True)
person.groups.add(Group.objects.get(name="{role}"))
client = Client(headers={{"host": "news.example.gov.cn"}})
client.post("/admin/login/", {{"username": "{name}", "password": "一个很长的密码-77"}})
print("KEYS", *(f"{{name}}={{client.cookies[name].value}}" for name in ("sessionid", "desk")))
"""


def cookies_of(site: Served, name: str, role: str) -> list[str]:
    """The session's cookie of a colleague, and the one by which their browser is known afterwards."""
    return site.manage("shell", "-c", COLLEAGUE.format(name=name, role=role)).rpartition("KEYS ")[2].split()


def is_cut_off(site: Served, address: str, body: object, **headers: str) -> bool:
    try:
        site._ask("POST", address, body, FORM | headers)  # type: ignore[arg-type]
    except (ConnectionError, http.client.RemoteDisconnected):
        return True
    return False


def test_large_forms_of_strangers_are_cut_off_before_they_are_read(served: Served) -> None:
    """Also of those who say that they have a session, which the application is asked about first."""
    large = b"a=" + b"%E4" * 4_000_000
    for address in ("/", "/admin/login/", "/admin/", "/admin/issues/issue/import/"):
        assert is_cut_off(served, address, large), address
        assert is_cut_off(served, address, iter([large])), address  # chunked: the length is not told
    for claim in (f"sessionid={'a' * 32}", f"desk=1:{'a' * 40}", "__Host-sessionid=x"):
        for address in ("/", "/admin/login/", "/admin/", "/admin/issues/issue/import/", "/admin/articles/article/add/"):
            assert is_cut_off(served, address, large, Cookie=claim), (claim, address)
            assert is_cut_off(served, address, iter([large]), Cookie=claim), (claim, address)


def test_a_length_that_nobody_means_is_cut_off_for_everybody(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    headers = {"Host": served.environment["ALLOWED_HOSTS"], "Cookie": "sessionid=x", "Content-Length": "5000000000"}
    connection.request("POST", "/admin/", headers=headers)
    with pytest.raises((ConnectionError, http.client.RemoteDisconnected)):
        connection.getresponse()
    connection.close()


def test_large_forms_of_colleagues_are_taken_or_refused_in_words(served: Served) -> None:
    large = b"a=" + b"%E4" * 4_000_000
    editor, known = cookies_of(served, "editor", "编辑")
    auditor, _ = cookies_of(served, "auditor", "审计员")
    for address, cookie, status in (
        ("/admin/", editor, 413),  # no page that takes so much
        ("/admin/issues/issue/import/", auditor, 413),  # nobody who may import
        ("/admin/desk/", editor, 413),
        ("/admin/", known, 413),  # the session has run out: what was typed is still theirs
    ):
        answer = served._ask("POST", address, large, FORM | {"Cookie": cookie})
        assert answer[0] == status, address
        assert "这一页最多收" in answer[2].decode(), address
    answer = served._ask("POST", "/admin/issues/issue/import/", large * 6, FORM | {"Cookie": editor})
    assert (answer[0], "这一页最多收" in answer[2].decode()) == (413, True)
    small = {"Cookie": editor, "Content_Type": "multipart/form-data; boundary=b"}
    part = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + b"x" * 6_000_000 + b"\r\n--b--\r\n"
    assert served._ask("POST", "/admin/issues/issue/import/", part, small)[0] == 403  # read: it has no token


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


def test_tls_is_of_today(served: Served) -> None:
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


def test_in_the_clear_people_are_led_to_tls_and_programs_are_told(tmp_path: Path) -> None:
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    found = re.search(r"^server \{\n    listen 80;.*?^\}", text, flags=re.MULTILINE | re.DOTALL)
    assert found is not None
    port = free_port()
    block = re.sub(r" *listen \[::\].*\n", "", found[0]).replace("listen 80;", f"listen 127.0.0.1:{port};")
    main = f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/log; events {{}} http {{ access_log off;\n{block}\n}}"
    (tmp_path / "nginx.conf").write_text(main, encoding="utf-8")
    nginx = subprocess.Popen([NGINX, "-c", f"{tmp_path}/nginx.conf"])

    def asked(method: str, path: str) -> tuple[int, str | None]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request(method, path, headers={"Host": "evil.test"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location")

    try:
        wait_until(lambda: asked("HEAD", "/")[0] == 301, seconds=20)
        for path in ("/issues/2024/1/", "/feeds/issues.atom", "/admin/login/?next=/admin/"):
            assert asked("GET", path) == (301, f"https://evil.test{path}"), path
        for path in ("/admin/login/", "/", "/articles/1/read", "/mail/unsubscribe/x/"):
            assert asked("POST", path)[0] == 403, path
        for path in ("/search.json?q=x", "/search/suggest.json", "/issues/2024/1.json", "/issues/schema.json"):
            assert asked("GET", path)[0] == 403, path
    finally:
        nginx.terminate()
        nginx.wait(20)


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
