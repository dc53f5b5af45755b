"""Pictures of every kind of page, into docs/screenshots/: `make screenshots`, or a part of them alone:

    .venv/bin/python docs/take_screenshots.py public          # readers' pages; also: modes, desk, work, statistics

Starts a site of its own with the content of `show_content` on a database made now, in a temporary folder, so that the
pictures show this checkout and nothing older. A page that answers with another status than the one expected, asks for
anything that fails, or has another heading than the one wanted ends the command with status 1 before it is kept.

Needs Chromium and the test requirements.
"""

import argparse
import io
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

from desk_pages import pages_at_work, plain_pages
from PIL import Image
from playwright.sync_api import Browser, Page, Response, sync_playwright
from show_content import BAMBOO, EDITOR, LEAD, REVIEWER, TABLE_TITLE
from show_statistics import CORRESPONDENT, MANAGER

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(__file__).parent / "screenshots"
QUALITY = 60
START = 60  # seconds for the server to come up
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
DESK_WIDTHS = {"1280": (1280, 900), "phone": (390, 844)}
SITE = "云汀工信手机报"
NEWEST = "2026年第47期•总第1647期"
# Page kind → path, or the page where its link is found and the link's words; the heading; the status.
PUBLIC: dict[str, tuple[str, str, str, int]] = {
    "home": ("/", "", SITE, 200),
    "issue": ("/issues/2026/47/", "", NEWEST, 200),
    "article": ("/issues/2026/47/", LEAD, LEAD, 200),
    "table": ("/issues/2026/47/", TABLE_TITLE, TABLE_TITLE, 200),
    "issues": ("/issues/", "", "往期", 200),
    "year": ("/issues/2026/", "", "2026年", 200),
    "section": ("/sections/", "要闻", "要闻", 200),
    "departments": ("/departments/", "", "供稿科室和单位", 200),
    "department": ("/departments/", "产业集群科", "产业集群科", 200),
    "people": ("/people/", "", "作者", 200),
    "person": ("/people/", "陆闻笛", "陆闻笛", 200),
    "tag": ("/tags/", "光电产业链", "光电产业链", 200),
    "pictures": ("/pictures/", "", "图片新闻", 200),
    "feeds": ("/feeds/", "", "订阅", 200),
    "about": ("/about/", "", "关于本刊", 200),
    "search": ("/search/?q=产业", "", "搜索", 200),
    "nothing-found": ("/search/?q=无此词语", "", "搜索", 200),
    "not-found": ("/no/such/page/", "", "没有找到这个页面", 404),
}
# What a mode changes is seen on these; (mode, path, link's words, heading as it reads there).
MODES = {
    "home-dark": ("dark", "/", "", SITE),
    "article-dark": ("dark", "/issues/2026/47/", BAMBOO, BAMBOO),
    "home-elder": ("light", "/elder/", "", SITE),
    "article-elder": ("light", "/elder/issues/2026/47/", BAMBOO, BAMBOO),
    "home-zh-hant": ("light", "/zh-hant/", "", "雲汀工信手機報"),
    "issue-zh-hant": ("light", "/zh-hant/issues/2026/47/", "", "2026年第47期•總第1647期"),
}


class Camera:
    """A tab that keeps pictures of what it was sent to, and only of that."""

    def __init__(self, browser: Browser, site: str, size: tuple[int, int], suffix: str, scheme: str = "light") -> None:
        self.site, self.suffix = site, suffix
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
        )
        context.set_default_timeout(60_000)
        self.status, self.failed = 0, list[str]()
        context.on("response", self._on_response)
        self.page: Page = context.new_page()

    def _on_response(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.status = response.status
        elif response.status >= 400:
            self.failed.append(f"{response.status} {response.url}")

    def open(self, path: str, link: str = "") -> None:
        """Go to a path, or to where the link of these words on it leads."""
        self.page.goto(self.site + path)
        if link:
            found = self.page.locator("main a:not([href^='#'])", has_text=link).first.get_attribute("href")
            self.page.goto(f"{self.site}{found}")

    def keep(self, name: str, heading: str, *, status: int = 200, whole: bool = False) -> None:
        """A picture of the first screen (or the `whole` page), once status and heading are the wanted ones."""
        at = f"{name}-{self.suffix}（{self.page.url}）"
        if self.status != status:
            sys.exit(f"{at}：状态 {self.status}，应为 {status}")
        if self.failed:
            sys.exit(f"{at}：没有取到 {'、'.join(self.failed)}")
        headings = self.page.locator("h1").all_inner_texts()
        if not any(shown.startswith(heading) for shown in headings):
            sys.exit(f"{at}：标题是 {headings}，应为“{heading}”")
        self.page.wait_for_load_state("networkidle")
        target = FOLDER / f"{name}-{self.suffix}.webp"
        picture = Image.open(io.BytesIO(self.page.screenshot(full_page=whole)))
        picture.save(target, "WEBP", quality=QUALITY, method=6)
        sys.stdout.write(f"{target.relative_to(ROOT)}\n")

    def sign_in(self, user: str, password: str) -> "Camera":
        self.open("/admin/login/?next=/admin/")
        self.page.fill("input[name=username]", user)
        self.page.fill("input[name=password]", password)
        self.page.click("#login-form [type=submit]")
        self.page.wait_for_url("**/admin/")
        return self

    def close(self) -> None:
        self.page.context.close()


@contextmanager
def site_of_its_own(password: str) -> Iterator[str]:
    """The address of a server of this checkout's code on a new database with the content to show."""
    with tempfile.TemporaryDirectory(prefix="screenshots-") as folder, socket.socket() as free:
        environment = os.environ | {"VAR_DIR": folder, "DEBUG": "false", "SHOW_PASSWORD": password}
        environment.pop("DATABASE_URL", None)
        subprocess.run([sys.executable, "docs/show_content.py"], cwd=ROOT, env=environment, check=True)
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
        free.close()
        command = [sys.executable, "manage.py", "runserver", "--noreload", address]
        with (Path(folder) / "server.log").open("wb") as log:
            server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)  # noqa: S603
        try:
            wait_until_ready(f"http://{address}")
            yield f"http://{address}"
        finally:
            server.terminate()
            server.wait()


def wait_until_ready(site: str) -> None:
    """Return once /readyz agrees: the database knows every migration and search its index."""
    until = time.monotonic() + START
    while time.monotonic() < until:
        try:
            with urlopen(f"{site}/readyz", timeout=10):  # noqa: S310 - our own server
                return
        except HTTPError as refusal:
            sys.exit(f"/readyz：{refusal.code} {refusal.read().decode()}")
        except OSError:
            time.sleep(0.2)
    sys.exit(f"服务器 {START} 秒内没有启动")


def public(browser: Browser, site: str, _password: str) -> None:
    """Every kind of readers' page on a phone and on a desk."""
    for width, size in WIDTHS.items():
        camera = Camera(browser, site, size, f"light-{width}")
        for name, (path, link, heading, status) in PUBLIC.items():
            camera.open(path, link)
            camera.keep(name, heading, status=status)
        camera.close()


def modes(browser: Browser, site: str, _password: str) -> None:
    """Dark, large type and traditional characters, on a phone."""
    for name, (scheme, path, link, heading) in MODES.items():
        camera = Camera(browser, site, WIDTHS["phone"], "phone", scheme)
        camera.open(path, link)
        camera.keep(name, heading)
        camera.close()


def desk(browser: Browser, site: str, password: str) -> None:
    """The desk's pages as an editor sees them."""
    for width, size in DESK_WIDTHS.items():
        camera = Camera(browser, site, size, width).sign_in(EDITOR, password)
        plain_pages(camera)
        camera.close()


def work(browser: Browser, site: str, password: str) -> None:
    """Pages that show themselves in the middle of work between an editor and a reviewer."""
    size = DESK_WIDTHS["1280"]
    editor, reviewer = (Camera(browser, site, size, "1280").sign_in(name, password) for name in (EDITOR, REVIEWER))
    pages_at_work(editor, reviewer)
    editor.close()
    reviewer.close()


def statistics(browser: Browser, site: str, password: str) -> None:
    """Counting and planning as a manager sees them, and a correspondent's own desk on a phone."""
    camera = Camera(browser, site, DESK_WIDTHS["1280"], "1280").sign_in(MANAGER, password)
    camera.open("/admin/desk/statistics/?from=2026-10-01&to=2026-12-31")
    camera.keep("desk-statistics", "采用统计", whole=True)
    camera.open("/admin/desk/assignments/")
    camera.keep("desk-planning", "约稿与选题", whole=True)
    camera.close()
    camera = Camera(browser, site, WIDTHS["phone"], "phone").sign_in(CORRESPONDENT, password)
    camera.keep("own-desk", "工作台", whole=True)
    camera.close()


PARTS = {"public": public, "modes": modes, "desk": desk, "work": work, "statistics": statistics}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{'、'.join(PARTS)}; all without one")
    chosen = parser.parse_args().parts or list(PARTS)
    if unknown := set(chosen) - set(PARTS):
        parser.error(f"no part called {'、'.join(unknown)}")
    password = secrets.token_urlsafe(12)
    with site_of_its_own(password) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with suppress(KeyboardInterrupt):
            for part in chosen:
                PARTS[part](browser, site, password)
        browser.close()


if __name__ == "__main__":
    main()
