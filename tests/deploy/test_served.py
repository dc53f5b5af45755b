"""The shipped nginx and gunicorn files, started: what a reader meets in production."""

import http.client
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"

pytestmark = [
    pytest.mark.deployment,
    pytest.mark.skipif(not Path(NGINX).exists(), reason="nginx is not installed: apt-get install nginx-light"),
]

ISSUE = """\
澄江工信手机报
(2024年第{n}期•总第{n}期)
★本期导读★
【要闻】
■第{n}期头条：新材料园开工
【要闻】
■第{n}期头条：新材料园开工
1月{n}日，新材料园开工建设。(产业科 闻笛)
"""


@dataclass
class Served:
    """A running site: nginx's port, gunicorn's process, and the environment to run commands in."""

    port: int
    gunicorn: subprocess.Popen[bytes]
    environment: dict[str, str]
    folder: Path

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers in lower case, body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request("GET", path, headers={"Host": "news.example.gov.cn", **names})
            response = connection.getresponse()
            return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
        finally:
            connection.close()

    def manage(self, *command: str, text: str = "") -> None:
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            input=text.encode(),
            capture_output=True,
            check=True,
        )

    def publish(self, number: int) -> None:
        self.manage("import_issue", "-", "--publish", text=ISSUE.format(n=number))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    folder.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DEBUG")},
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "news.example.gov.cn",
        "ALLOW_SQLITE": "true",
        "HTTPS": "false",
        "BEHIND_PROXY": "true",
        "VAR_DIR": str(folder / "var"),
        "GUNICORN_BIND": f"unix:{folder}/gunicorn.sock",
        "GUNICORN_WORKERS": "2",
    }
    (folder / "var").mkdir()
    site = Served(port, None, environment, folder)  # type: ignore[arg-type]
    site.manage("migrate", "-v0")
    site.manage("collectstatic", "--noinput", "-v0")
    site.publish(1)
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "cms.wsgi"]
    site.gunicorn = subprocess.Popen(gunicorn, cwd=ROOT, env=environment)
    nginx = subprocess.Popen([NGINX, "-c", str(nginx_configuration(folder, port))])
    try:
        wait_until(lambda: site.get("/healthz")[0] == 200, seconds=60)
        yield site
    finally:
        for process in (nginx, site.gunicorn):
            process.terminate()
            process.wait(20)


def nginx_configuration(folder: Path, port: int) -> Path:
    """deploy/nginx.conf in a main file of its own: other paths, and plain HTTP on a free port."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    first, second = (found.start() for found in re.finditer(r"^server \{", text, flags=re.MULTILINE))
    text = text[:first] + text[second:]  # without the redirect to HTTPS
    text = re.sub(r"^ *ssl_.*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = text.replace("/run/cms/", f"{folder}/").replace("/srv/cms/var/", f"{folder}/var/")
    text = text.replace("/var/cache/nginx/cms", f"{folder}/cache")
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = (
        f"{user} daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log;"
        f"events {{ worker_connections 256; }} http {{ include /etc/nginx/mime.types; access_log off; {temporary}\n"
        f"{text}\n}}\n"
    )
    path = folder / "nginx.conf"
    path.write_text(main, encoding="utf-8")
    subprocess.run([NGINX, "-t", "-c", str(path)], check=True, capture_output=True)
    return path


def wait_until(condition: "object", seconds: float) -> float:
    """Wait for the condition; the seconds it took. AssertionError when it does not come true in time."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        try:
            if condition():  # type: ignore[operator]
                return time.monotonic() - start
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s")


def test_pages_come_from_the_cache_and_are_compressed(served: Served) -> None:
    served.get("/")
    status, headers, body = served.get("/", Accept_Encoding="gzip")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert headers["x-cache"] in ("HIT", "STALE")
    assert len(body) < 60_000
    assert "set-cookie" not in headers
    assert headers["etag"].startswith("W/")


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


def test_uploaded_files_cannot_run(served: Served) -> None:
    media = served.folder / "var" / "media"
    media.mkdir(exist_ok=True)
    (media / "page.html").write_text("<script>alert(1)</script>")
    _, headers, _ = served.get("/media/page.html")
    assert "sandbox" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


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
    assert "第1期头条" in served.get("/")[2].decode()
    time.sleep(3)  # the page is old by now, as on a quiet morning
    served.publish(2)
    start = time.monotonic()
    wait_until(lambda: "第2期头条" in served.get("/")[2].decode(), seconds=5)
    assert time.monotonic() - start <= 5


def test_a_page_that_nobody_asked_for_in_a_while_is_fresh_at_once(served: Served) -> None:
    served.get("/issues/2024/")
    time.sleep(5)
    served.publish(3)
    time.sleep(5)
    assert "总第3期" in served.get("/issues/2024/")[2].decode()


def test_with_the_application_killed_the_pages_still_answer(served: Served) -> None:
    """The last test here: the application does not come back."""
    addresses = ("/", "/issues/", "/issues/2024/1/", "/articles/1/")
    for address in addresses:
        assert served.get(address)[0] == 200
    served.gunicorn.send_signal(signal.SIGKILL)
    served.gunicorn.wait()
    subprocess.run(["pkill", "-KILL", "-P", str(served.gunicorn.pid)], check=False)
    time.sleep(5)
    for address in addresses:
        status, headers, body = served.get(address)
        assert (status, headers["x-cache"]) == (200, "STALE"), address
        assert "澄江工信手机报".encode() in body or b"html" in body
