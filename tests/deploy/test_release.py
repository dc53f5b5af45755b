"""deploy/release: a release takes the place of another, migrations and all, while readers read and the desk saves."""

import http.client
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from tests.deploy.releases import Releases
from tests.deploy.serving import HOST, NGINX, ROOT, free_port, nginx_configuration, wait_until
from tests.own_database import own_database

pytestmark = [
    pytest.mark.drill,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not Path(NGINX).exists(), reason="nginx is not installed: apt-get install nginx-light"),
]

# What the newer release has more than the older: a column that articles must have, a header and a line of its pages
# that are made from different files, so that a mixture would fail.
MIGRATION = """
from django.db import migrations, models
class Migration(migrations.Migration):
    dependencies = [("articles", {last!r})]
    operations = [migrations.AddField("article", "newer", models.CharField(max_length=20, default="有"))]
"""
# The desk of the release before, in a process of its own: an article a time, until it is told to stop.
SAVE = """
import sys, time, django; django.setup()
from pathlib import Path
from articles.models import Article, Section
section = Section.objects.get_or_create(name="要闻", slug="news")[0]
done = 0
while not Path(sys.argv[1]).exists():
    Article.objects.create(title=f"换版时保存之{done}", section=section, body="<p>竹纤维</p>")
    done += 1
    time.sleep(0.2)
print(done)
"""
UNINDEXED = "from articles.models import Article; print(Article.objects.filter(search_document=None).count())"


class Readers:
    """Who asks all the time: the application itself, past the cache. `failed` is what went wrong."""

    def __init__(self, port: int) -> None:
        self.port, self.asked, self.failed, self.releases = port, 0, list[str](), set[str]()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._read, args=(number,)) for number in range(2)]

    def __enter__(self) -> "Readers":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    def _read(self, reader: int) -> None:
        number = 0
        while not self._stop.is_set():
            number += 1
            path = f"/search/?q={reader}x{number}" if number % 5 == 0 else "/healthz"
            try:
                line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                line.request("GET", path, headers={"Host": HOST})
                answer = line.getresponse()
                body = answer.read()
                self.releases.add(answer.headers.get("X-Release", "1"))
                if answer.status != 200:
                    self.failed.append(f"{path}: {answer.status} {body[:80]!r}")
            except OSError as error:
                self.failed.append(f"{path}: {error}")
            finally:
                line.close()
            self.asked += 1
            time.sleep(0.1)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Releases, int]]:
    tmp_path.chmod(0o755)
    with own_database(tmp_path) as environment:
        settings = {
            "DJANGO_SETTINGS_MODULE": "cms.settings.production",
            "DATABASE_URL": environment["DATABASE_URL"],
            "ALLOWED_HOSTS": HOST,
            "ALLOW_SQLITE": "true",
            "HTTPS": "false",
            "BEHIND_PROXY": "true",
            "GUNICORN_WORKERS": "2",
        }
        releases = Releases(tmp_path, settings)
        newer(releases.add("2"))
        releases.add("1")
        port = free_port()
        configuration = nginx_configuration(tmp_path, port)
        nginx = subprocess.Popen([NGINX, "-c", str(configuration)])
        try:
            wait_until((tmp_path / "nginx.pid").exists, seconds=20)
            yield releases, port
        finally:
            releases.stop()
            nginx.terminate()
            nginx.wait(20)


def newer(release: Path) -> None:
    """Make the copy a release that has a column, and a header, more."""
    last = sorted(path.stem for path in (release / "articles/migrations").glob("0*.py"))[-1]
    (release / "articles/migrations/9999_newer.py").write_text(MIGRATION.format(last=last))
    model = release / "articles/models/article.py"
    text = model.read_text(encoding="utf-8")
    field = '    newer = models.CharField(max_length=20, default="有")\n'
    line = next(line for line in text.splitlines(keepends=True) if line.startswith("    title = "))
    model.write_text(text.replace(line, field + line, 1), encoding="utf-8")
    middleware = release / "cms/middleware.py"
    text = middleware.read_text(encoding="utf-8")
    setting = 'response.headers.setdefault("Cache-Control", "no-cache")'
    assert setting in text
    middleware.write_text(text.replace(setting, f'{setting}; response.headers["X-Release"] = "2"'), encoding="utf-8")


@contextmanager
def desk(releases: Releases, name: str, stop: Path) -> Iterator[subprocess.Popen[str]]:
    """Somebody who saves articles with a release all the time."""
    lines = (releases.folder / "cms.env").read_text().splitlines()
    environment = releases.environment() | dict(line.partition("=")[::2] for line in lines)
    command = [sys.executable, "-c", SAVE, str(stop)]
    folder = releases.folder / "releases" / name
    saving = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield saving
    finally:
        stop.touch()
        saving.wait(60)


def test_a_release_takes_over_and_is_taken_back_without_a_request_lost(server: tuple[Releases, int]) -> None:
    releases, port = server
    first = releases.run("up", "1")
    assert first.returncode == 0, first.stderr
    stop = releases.folder / "stop"
    with desk(releases, "1", stop) as saving, Readers(port) as readers:
        time.sleep(2)
        up = releases.run("up", "2")
        assert up.returncode == 0, up.stderr
        time.sleep(1)
        assert readers.releases == {"1", "2"}
        back = releases.run("back")
        assert back.returncode == 0, back.stderr
        stop.touch()
        saved, complaint = saving.communicate(timeout=60)
        (releases.folder / "releases/2/cms/wsgi.py").write_text("raise ValueError('broken')\n")
        readers.releases.clear()
        refused = releases.run("up", "2")
    assert readers.failed == [], f"{len(readers.failed)} of {readers.asked}"
    assert readers.asked > 100
    assert (refused.returncode, readers.releases) == (1, {"1"})
    assert "仍由原来的版本服务" in refused.stderr
    assert (releases.folder / "current").resolve().name == "1"
    assert releases.manage("1", "shell", "-v0", "-c", UNINDEXED).split()[-1] == "0"
    if (
        connection.vendor == "postgresql"
    ):  # SQLite keeps no defaults for the older release: it saves again once turned to
        assert (complaint, saving.returncode) == ("", 0)
        assert int(saved) > 10


def test_what_failed_half_way_is_done_by_the_same_command_once_more(tmp_path: Path) -> None:
    releases = Releases(tmp_path, {"ALLOWED_HOSTS": HOST, "GUNICORN_WORKERS": "1"})
    for name in ("1", "2"):
        tiny(tmp_path / "releases" / name)
    try:
        with nginx_to_reload(tmp_path):
            assert releases.run("up", "1").returncode == 0
        failed = releases.run("up", "2")
        assert (failed.returncode, "systemctl reload nginx" in failed.stderr) == (1, True)
        with nginx_to_reload(tmp_path):
            again = releases.run("up", "2")
        assert again.returncode == 0, again.stderr
        assert [(tmp_path / link).resolve().stem for link in ("web.sock", "current", "before")] == ["2", "2", "1"]
        assert not (tmp_path / "1.pid").exists(), "the release before has ended"
    finally:
        releases.stop()


def tiny(release: Path) -> None:
    """A release that is ready at once and asks for no database."""
    for folder in ("deploy", "cms"):
        (release / folder).mkdir(parents=True)
    (release / ".venv").symlink_to(Path(sys.prefix))
    shutil.copy(ROOT / "deploy/gunicorn.conf.py", release / "deploy")
    (release / "manage.py").touch()
    (release / "cms/wsgi.py").write_text("def application(_, start):\n    start('200 OK', [])\n    return [b'ok']\n")


@contextmanager
def nginx_to_reload(folder: Path) -> Iterator[None]:
    """A process in nginx's place that can be told to reload; without it that fails."""
    with subprocess.Popen(["sleep", "60"]) as process:
        (folder / "nginx.pid").write_text(str(process.pid))
        try:
            yield
        finally:
            process.kill()
            (folder / "nginx.pid").unlink()
