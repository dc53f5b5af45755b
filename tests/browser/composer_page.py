"""The composer as somebody at the screen uses it: with the pointer, or with the keyboard alone."""

from playwright.sync_api import Locator, Page, expect

FEW = 60  # more presses of one key than any page of ours needs

IS_BEHIND = """css => {
    const order = document.activeElement.compareDocumentPosition(document.querySelector(css))
    return Boolean(order & Node.DOCUMENT_POSITION_PRECEDING)
}"""
# A list of rows is one stop of the Tab key; the arrows lead to the row, then to the control in it.
STOPS_AT = """css => {
    const wanted = document.querySelector(css).closest("[data-rows], .pool__list") ?? document.querySelector(css)
    return wanted.contains(document.activeElement)
}"""
NEXT_ARROW = """css => {
    const [wanted, focused] = [document.querySelector(css), document.activeElement]
    if (focused === wanted) return null
    const [to, from] = [wanted, focused].map((one) => one.closest(".entry, .card"))
    const follows = from.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_FOLLOWING
    if (to !== from) return follows ? "ArrowDown" : "ArrowUp"
    return focused.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_FOLLOWING ? "ArrowRight" : "ArrowLeft"
}"""


def settled(page: Page) -> None:
    """Wait until everything done so far is stored and shown."""
    for part in ("[data-outline]", "[data-pool]"):
        expect(page.locator(part)).to_have_attribute("aria-busy", "false")


def row(page: Page, title: str) -> Locator:
    """An entry of the issue."""
    return page.locator("[data-entry]", has=page.locator(".entry__title", has_text=title))


def card(page: Page, title: str) -> Locator:
    """An article in the pool."""
    return page.locator(".card", has_text=title)


def drag(page: Page, what: Locator, to: Locator, *, below: bool = False) -> None:
    """Drag an entry or a card by its handle to just above (or below) the middle of another element."""
    settled(page)
    to.scroll_into_view_if_needed()
    what.locator("[data-handle]").scroll_into_view_if_needed()
    handle, target = what.locator("[data-handle]").bounding_box(), to.bounding_box()
    assert handle is not None
    assert target is not None
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    y = target["y"] + target["height"] * (0.9 if below else 0.1)
    page.mouse.move(target["x"] + 40, y - 6, steps=5)
    page.mouse.move(target["x"] + 40, y, steps=3)
    page.mouse.up()
    settled(page)


def go_to(page: Page, wanted: str) -> None:
    """Press Tab, or Shift and Tab where it lies behind, and in a list the arrows, until a selector has the focus."""
    key = "Shift+Tab" if page.evaluate(IS_BEHIND, wanted) else "Tab"
    for _ in range(FEW):
        if page.evaluate(STOPS_AT, wanted):
            break
        page.keyboard.press(key)
    for _ in range(FEW):
        arrow = page.evaluate(NEXT_ARROW, wanted)
        if arrow is None:
            return
        page.keyboard.press(arrow)
    raise AssertionError(f"the keyboard does not reach {wanted}")


def press(page: Page, wanted: str, key: str = "Enter") -> None:
    """Go to a control of the composer with the keyboard, press it, and wait for what comes of it."""
    go_to(page, wanted)
    page.keyboard.press(key)
    settled(page)
