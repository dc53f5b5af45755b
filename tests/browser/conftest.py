"""A real Chromium on a live server. Needs Debian's chromium-headless-shell or chromium."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from articles.models.memo import memo
from articles.public.kept import pages

# Playwright's synchronous interface runs an event loop in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

expect.set_options(timeout=20_000)  # milliseconds; a busy machine is not a broken page

AXE = files("axe_playwright_python") / "axe.min.js"
# axe 4.12 holds this rule to be an experiment, later versions do not.
SWITCHED_ON = {"label-content-name-mismatch": {"enabled": True}}
# The same engine without the windows and menus that nobody sees: half the work for the same pages.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
WIDTHS = (390, 1280)

Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium found: apt-get install chromium-headless-shell")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[Open]:
    """Open a page of the live server: `open_page("/issues/", width=390, dark=True)`.

    Afterwards the test fails if any page wrote an error to the console, broke the content policy, or asked
    another host for anything. `expect_errors=True` leaves the console out (for error pages).
    """
    contexts, complaints = [], []

    def open_one(
        address: str,
        *,
        width: int = 390,
        height: int = 844,
        dark: bool = False,
        expect_errors: bool = False,
        **options: Any,
    ) -> Page:
        memo.clear()
        pages.clear()
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(120_000)  # a busy machine is slow, not wrong
        page = context.new_page()

        def on_console(message: ConsoleMessage) -> None:
            # A page that is an error page (404, 410) is a resource that failed to load; tests look at its status.
            itself = message.location.get("url") == page.url and message.text.startswith("Failed to load resource")
            if message.type == "error" and not expect_errors and not itself:
                complaints.append(f"{address}: {message.text}")

        page.on("console", on_console)
        page.on("pageerror", lambda error: complaints.append(f"{address}: {error}"))
        page.on(
            "request",
            lambda request: (
                request.url.startswith((live_server.url, "data:", "blob:"))
                or complaints.append(f"{address} asked for {request.url}")
            ),
        )
        page.goto(live_server.url + address)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def violations() -> Callable[..., list[str]]:
    """What axe finds wrong on a page (WCAG 2.2 A and AA, and axe's own best practices), a line each.

    `violations(page, rules=["color-contrast"])` runs these rules only, `without=[…]` all but these.
    """
    source = AXE.read_text()

    def check(page: Page, rules: list[str] | None = None, without: Sequence[str] = ()) -> list[str]:
        # Evaluated, not injected as a script: the content policy of our pages would refuse that, and should.
        if not page.evaluate("'axe' in window"):
            page.evaluate(source)
        # Without preloading: axe would put style attributes on the page, which the policy refuses as well.
        options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
        switched = SWITCHED_ON | {rule: {"enabled": False} for rule in without}
        options |= {"runOnly": rules} if rules else {"rules": switched}
        found = page.evaluate("options => axe.run(document, options)", options)
        return [
            f"{v['id']}: {node['target']} {node['failureSummary']}" for v in found["violations"] for node in v["nodes"]
        ]

    return check
