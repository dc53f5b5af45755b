"""Screenshots of every kind of public page in every mode, and of the desk's pages, into docs/screenshots/.

    make run                                                    # in one terminal
    .venv/bin/python docs/take_screenshots.py http://127.0.0.1:8000 --user bianji --password … --reviewer anna

The reviewer is a member of the first step's group with the same password; with one, the pages of conflicts and of
reviews are taken too, on an issue that stays behind. `--only` leaves out the others.

Needs Chromium and the test requirements. Addresses are found by following the site's own links, so the
pictures show whatever content the site has.
"""

import argparse
import io
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from desk_states import states
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FOLDER = Path(__file__).parent / "screenshots"
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}
MODES = {
    "light": ("", "light"),
    "dark": ("", "dark"),
    "elder": ("/elder", "light"),
    "zh-hant": ("/zh-hant", "light"),
}
# Page kind → where to look for a link to one, and what it looks like.
KINDS = {
    "issue": ("/", r'href="(/issues/\d{4}/\d+/)"'),
    "article": ("/", r'href="(/articles/\d+/)"'),
    "section": ("/", r'href="(/sections/[\w-]+/)"'),
    "department": ("/departments/", r'href="(/departments/[\w-]+/)"'),
    "tag": ("/tags/", r'href="(/tags/[^"/]+/)"'),
    "person": ("/people/", r'href="(/people/\d+/)"'),
    "table": ("/search/?q=%E5%A2%9E%E5%8A%A0%E5%80%BC", r'href="(/articles/\d+/)"'),
    "year": ("/issues/", r'href="(/issues/\d{4}/)"'),
}
FIXED = {
    "home": "/",
    "issues": "/issues/",
    "departments": "/departments/",
    "people": "/people/",
    "pictures": "/pictures/",
    "feeds": "/feeds/",
    "about": "/about/",
    "search": "/search/?q=%E4%BA%A7%E4%B8%9A",
    "nothing-found": "/search/?q=%E6%97%A0%E6%AD%A4%E8%AF%8D%E8%AF%AD",
    "not-found": "/no/such/page/",
}
DESK_WIDTHS = {"1280": (1280, 900), "768": (768, 1024)}
# Pages of the newest issue are found through its row in the admin's list.
DESK = {
    "desk-home": "/admin/",
    "desk-articles": "/admin/articles/article/",
    "desk-import": "/admin/issues/issue/import/",
    "desk-compose": "/admin/issues/issue/{issue}/compose/",
    "desk-review": "/admin/desk/issues/{issue}/review/",
    "desk-export": "/admin/issues/issue/{published}/export/",
    "desk-unread": "/admin/articles/feeditem/",
    "desk-outside": "/admin/articles/feeditem/take/",
}
OUTSIDE = Path(__file__).parents[1] / "tests" / "samples" / "pages" / "T07_wechat.txt"
SAMPLE = Path(__file__).parents[1] / "sample_content" / "2026-46.txt"


def addresses(site: str) -> Iterator[tuple[str, str]]:
    """(page kind, path) of every kind that the site has."""
    yield from FIXED.items()
    for kind, (start, pattern) in KINDS.items():
        with urlopen(site + start) as page:  # noqa: S310 - the address is the operator's own
            found = re.search(pattern, page.read().decode())
        if found:
            yield kind, found[1]


def take(browser: Browser, site: str, name: str, path: str, *, mode: str, width: str) -> Path:
    """One picture of the page's first screen."""
    prefix, scheme = MODES[mode]
    across, down = WIDTHS[width]
    context = browser.new_context(
        viewport={"width": across, "height": down},
        color_scheme="dark" if scheme == "dark" else "light",
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(site + prefix + path)
    target = save(page.screenshot(), f"{name}-{mode}-{width}")
    context.close()
    return target


def take_desk(browser: Browser, site: str, user: str, password: str, *, width: str) -> Iterator[Path]:
    """The desk's pages as a signed-in editor sees them; the import page with a pasted issue recognised."""
    across, down = DESK_WIDTHS[width]
    context = browser.new_context(
        viewport={"width": across, "height": down}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    page = signed_in(context, site, user, password)
    page.goto(f"{site}/admin/issues/issue/")
    links = page.locator("#result_list tbody th a").evaluate_all("links => links.map(link => link.pathname)")
    newest, before = (re.sub(r"\D", "", link) for link in links[:2])
    for name, path in DESK.items():
        page.goto(site + path.format(issue=newest, published=before))
        page.wait_for_timeout(800)  # the composer's preview loads by itself
        yield save(page.screenshot(), f"{name}-{width}")
        if name == "desk-import":
            page.fill("textarea", SAMPLE.read_text(encoding="utf-8"))
            page.get_by_role("button", name="辨认").click()
            page.wait_for_load_state()
            yield save(page.screenshot(), f"desk-recognised-{width}")
        if name == "desk-outside":
            page.fill("textarea", OUTSIDE.read_text(encoding="utf-8"))
            page.get_by_role("button", name="读取").click()
            page.wait_for_load_state()
            yield save(page.screenshot(), f"desk-outside-read-{width}")
    context.close()


def take_states(browser: Browser, site: str, people: tuple[str, str], password: str, *, width: str) -> Iterator[Path]:
    """The pages of `desk_states`, as an editor and a reviewer see them; the whole page, as these are read."""
    across, down = DESK_WIDTHS[width]
    contexts = [
        browser.new_context(viewport={"width": across, "height": down}, locale="zh-CN", timezone_id="Asia/Shanghai")
        for _ in people
    ]
    pages = [signed_in(context, site, name, password) for context, name in zip(contexts, people, strict=True)]
    yield from states(pages[0], pages[1], lambda page, name: save(page.screenshot(full_page=True), f"{name}-{width}"))
    for context in contexts:
        context.close()


def signed_in(context: BrowserContext, site: str, user: str, password: str) -> Page:
    """A page of the desk's home."""
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(f"{site}/admin/login/?next=/admin/")
    page.fill("input[name=username]", user)
    page.fill("input[name=password]", password)
    page.click("#login-form [type=submit]")
    page.wait_for_url("**/admin/")
    return page


def save(picture: bytes, name: str) -> Path:
    """Keep a screenshot as a small WebP file."""
    target = FOLDER / f"{name}.webp"
    Image.open(io.BytesIO(picture)).save(target, "WEBP", quality=70, method=6)
    return target


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", nargs="?", default="http://127.0.0.1:8000")
    parser.add_argument("--user", default="bianji")
    parser.add_argument("--password", help="without it the desk's pages are left out")
    parser.add_argument("--reviewer", help="without one the pages of conflicts and reviews are left out")
    parser.add_argument("--only", choices=["desk", "states"], help="the desk's pages, or those of desk_states alone")
    options = parser.parse_args()
    site = options.site.rstrip("/")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, path in addresses(site) if not options.only else ():
            for mode in MODES:
                for width in WIDTHS:
                    sys.stdout.write(f"{take(browser, site, name, path, mode=mode, width=width)}\n")
        for width in DESK_WIDTHS if options.password and options.only != "states" else ():
            for target in take_desk(browser, site, options.user, options.password, width=width):
                sys.stdout.write(f"{target}\n")
        for width in DESK_WIDTHS if options.password and options.reviewer else ():
            people = (options.user, options.reviewer)
            for target in take_states(browser, site, people, options.password, width=width):
                sys.stdout.write(f"{target}\n")
        browser.close()


if __name__ == "__main__":
    main()
