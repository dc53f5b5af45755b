"""Screenshots of every kind of public page in every mode, into docs/screenshots/.

    make run                                                    # in one terminal
    .venv/bin/python docs/take_screenshots.py http://127.0.0.1:8000

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

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

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
}
FIXED = {
    "home": "/",
    "issues": "/issues/",
    "departments": "/departments/",
    "feeds": "/feeds/",
    "about": "/about/",
    "search": "/search/?q=%E4%BA%A7%E4%B8%9A",
    "not-found": "/no/such/page/",
}


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
    target = FOLDER / f"{name}-{mode}-{width}.webp"
    Image.open(io.BytesIO(page.screenshot())).save(target, "WEBP", quality=70, method=6)
    context.close()
    return target


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", nargs="?", default="http://127.0.0.1:8000")
    site = parser.parse_args().site.rstrip("/")
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, path in addresses(site):
            for mode in MODES:
                for width in WIDTHS:
                    sys.stdout.write(f"{take(browser, site, name, path, mode=mode, width=width)}\n")
        browser.close()


if __name__ == "__main__":
    main()
