"""Suggestions while typing: a combobox for keyboard and screen reader that leaves an input method's keys alone."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from tests.browser.conftest import Open
from tests.published import publish_many

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(open_page: Open) -> Page:
    publish_many(issues=1, articles_each=3)
    return open_page("/search/", width=1280)


def box(page: Page) -> Locator:
    return page.locator("main").get_by_role("combobox", name="搜索稿件")


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="搜索建议").get_by_role("option")


def asked(page: Page) -> list[str]:
    """What has been asked for, filled as requests go out."""
    words: list[str] = []

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.path == "/search/suggest.json":
            words.extend(parse_qs(parts.query).get("q", []))

    page.on("request", note)
    return words


def test_arrows_go_round_the_list_and_enter_follows_the_suggestion(page: Page) -> None:
    field = box(page)
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("产业科")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    expect(page.get_by_role("status").filter(has_text="条建议")).to_have_text(re.compile(r"有\d+条建议，用上下键选择"))
    field.press("ArrowDown")
    first = options(page).first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "no id")
    expect(field).to_be_focused()
    field.press("ArrowUp")
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    field.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/departments/chanyeke/$"))
    expect(page.get_by_text("共 1 篇")).to_be_visible()


def test_escape_closes_the_list_and_keeps_what_was_typed_and_enter_then_searches(page: Page) -> None:
    field = box(page)
    field.press_sequentially("产业科")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(options(page)).to_have_count(0)
    expect(field).to_have_value("产业科")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=%E4%BA%A7%E4%B8%9A%E7%A7%91$"))


def test_an_input_methods_composition_asks_for_nothing_until_it_ends_and_its_keys_are_its_own(page: Page) -> None:
    field, words = box(page), asked(page)
    field.focus()
    # What Chromium itself does while Chinese is being typed: composition events with isComposing set.
    session = page.context.new_cdp_session(page)
    for typed in ("c", "ch", "chan ye", "chan ye ke"):
        session.send(
            "Input.imeSetComposition", {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)}
        )
    expect(field).to_have_value("chan ye ke")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-expanded", "false")
    session.send("Input.insertText", {"text": "产业科"})
    expect(field).to_have_attribute("aria-expanded", "true")
    assert words == ["产业科"]


def test_pinyin_is_answered_with_the_names_it_spells(page: Page) -> None:
    field = box(page)
    field.press_sequentially("cyk")
    expect(options(page).first).to_contain_text("产业科")
    expect(options(page).first).to_contain_text("科室")


def test_a_click_follows_a_suggestion_and_leaving_the_box_closes_the_list(page: Page) -> None:
    field = box(page)
    field.press_sequentially("产业科")
    expect(options(page).first).to_be_visible()
    field.press("Tab")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially(" ")
    field.press("Backspace")
    options(page).first.click()
    expect(page).to_have_url(re.compile(r"/departments/chanyeke/$"))
