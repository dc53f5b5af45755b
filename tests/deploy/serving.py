"""The shipped nginx and gunicorn files, started with paths and ports of their own: for tests and for the benchmark."""

import http.client
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.migrated import migrated

ROOT = Path(__file__).resolve().parents[2]
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
HOST = "news.example.gov.cn"

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
    """A running site: nginx's port, both processes, and the environment to run commands in."""

    port: int
    gunicorn: subprocess.Popen[bytes]
    nginx: subprocess.Popen[bytes]
    environment: dict[str, str]
    folder: Path

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers in lower case, body."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """As `get`, for a form."""
        return self._ask("POST", path, body, {"Content_Type": "application/x-www-form-urlencoded"})

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            names = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, {"Host": self.environment["ALLOWED_HOSTS"], **names})
            response = connection.getresponse()
            return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
        finally:
            connection.close()

    def manage(self, *command: str, text: str = "") -> str:
        """Run a command; what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            input=text.encode(),
            capture_output=True,
            check=True,
        )
        return done.stdout.decode()

    def publish(self, number: int) -> None:
        self.manage("import_issue", "-", "--publish", text=ISSUE.format(n=number))


@contextmanager
def serving(folder: Path, *, content: Callable[[Served], None], host: str = HOST) -> Iterator[Served]:
    """A site in this folder behind nginx; `content` fills it before it starts. Everything ends with the block.

    host  the name that the site goes by
    """
    folder.chmod(0o755)
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DEBUG")},
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": host,
        "ALLOW_SQLITE": "true",
        "HTTPS": "false",
        "BEHIND_PROXY": "true",
        "VAR_DIR": str(folder / "var"),
        "GUNICORN_BIND": f"unix:{folder}/web.sock",
        "GUNICORN_WORKERS": "2",
    }
    (folder / "var").mkdir()
    shutil.copy(migrated(), folder / "var" / "db.sqlite3")
    site = Served(port, None, None, environment, folder)  # type: ignore[arg-type]
    site.manage("migrate", "-v0")
    site.manage("collectstatic", "--noinput", "-v0")
    content(site)
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "cms.wsgi"]
    site.gunicorn = subprocess.Popen(gunicorn, cwd=ROOT, env=environment, start_new_session=True)
    site.nginx = subprocess.Popen([NGINX, "-c", str(nginx_configuration(folder, port))])
    try:
        wait_until(lambda: site.get("/healthz")[0] == 200, seconds=60)
        yield site
    finally:
        for process in (site.nginx, site.gunicorn):
            process.terminate()
            process.wait(20)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def nginx_configuration(folder: Path, port: int) -> Path:
    """deploy/nginx.conf in a main file of its own: other paths, and plain HTTP on a free port."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    _, first, second = (found.start() for found in re.finditer(r"^server \{", text, flags=re.MULTILINE))
    text = text[:first] + text[second:]  # without the redirect to HTTPS
    text = re.sub(r"^ *ssl_.*\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = text.replace("127.0.0.1:8399", f"127.0.0.1:{free_port()}")
    text = text.replace("/srv/cms/", f"{folder}/")
    text = text.replace("/var/cache/nginx/cms", f"{folder}/cache")
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = (
        f"{user} daemon off; worker_processes auto; pid {folder}/nginx.pid; error_log {folder}/nginx.log;"
        f"events {{ worker_connections 256; }} http {{ include /etc/nginx/mime.types; access_log off; {temporary}\n"
        f"{text}\n}}\n"
    )
    path = folder / "nginx.conf"
    path.write_text(main, encoding="utf-8")
    subprocess.run([NGINX, "-t", "-c", str(path)], check=True, capture_output=True)
    return path


def wait_until(condition: Callable[[], bool], seconds: float) -> float:
    """Wait for the condition; the seconds it took. AssertionError when it does not come true in time."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        try:
            if condition():
                return time.monotonic() - start
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s")
