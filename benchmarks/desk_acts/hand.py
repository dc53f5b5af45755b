"""A hand at mouse and keyboard that counts what it does, and the pages that load meanwhile."""

import base64
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

# A picture of ten by ten pixels, and a story as Word puts it on the clipboard.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGNsaGhgwA2Y8MiNYGkAgf0BlE3p5ZoAAAAASUVORK5CYII="
)
STORY = (
    "竹产业“共享车间”开进石坪镇",
    (
        "11月22日，临溪县石坪镇竹产业“共享车间”正式投产，首批12家农户进场加工，日产竹片8吨。",
        "车间由县里统一建设，农户按件付费，平均每户年增收约2万元，年底前还将再建两处。",
    ),
    "（临溪县科工局 汪洋）",
)
_PASTE = """([target, kind, text, file]) => {
    const clipboardData = new DataTransfer()
    if (file) {
        const bytes = Uint8Array.from(atob(file), one => one.charCodeAt(0))
        clipboardData.items.add(new File([bytes], "会场.png", { type: "image/png" }))
    } else for (const [name, value] of Object.entries(text)) clipboardData.setData(name, value)
    const event = new ClipboardEvent(kind, { clipboardData, bubbles: true, cancelable: true })
    const there = document.querySelector(target)
    const field = there.matches("input, textarea")
    if (there.dispatchEvent(event) && field) { there.value = text["text/plain"]; there.dispatchEvent(new Event("input", { bubbles: true })) }
}"""  # noqa: E501


@dataclass
class Counts:
    """What an act took. `keys`: presses that are not text."""

    clicks: int = 0
    keys: int = 0
    loads: int = 0


class Hand:
    """Does as a person would; text itself is not counted, since every desk needs the same."""

    def __init__(self, page: Page) -> None:
        self.page, self.done = page, Counts()
        page.on("domcontentloaded", lambda _: self._loaded())

    def _loaded(self) -> None:
        self.done.loads += 1

    def rest(self) -> None:
        """Count anew from here."""
        self.done = Counts()

    def click(self, what: Locator | str) -> None:
        self.done.clicks += 1
        (self.page.locator(what) if isinstance(what, str) else what).first.click()

    def key(self, *keys: str) -> None:
        for one in keys:
            self.done.keys += 1
            self.page.keyboard.press(one)

    def write(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def choose(self, what: Locator | str, **option: str) -> None:
        """A list opened and one of its lines clicked: two clicks."""
        self.done.clicks += 2
        (self.page.locator(what) if isinstance(what, str) else what).first.select_option(**option)  # type: ignore[arg-type]

    def drag(self, what: Locator, to: Locator, *, below: bool = True) -> None:
        """One press of the button, held."""
        self.done.clicks += 1
        to.scroll_into_view_if_needed()
        start, end = what.bounding_box(), to.bounding_box()
        assert start is not None and end is not None  # noqa: PT018
        self.page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
        self.page.mouse.down()
        y = end["y"] + end["height"] * (0.9 if below else 0.1)
        self.page.mouse.move(end["x"] + 40, y - 6, steps=5)
        self.page.mouse.move(end["x"] + 40, y, steps=3)
        self.page.mouse.up()

    def paste(self, target: str, text: str = "", html: str = "", picture: bytes = b"") -> None:
        """Ctrl+V."""
        self.done.keys += 1
        told = {"text/plain": text} | ({"text/html": html} if html else {})
        self.page.evaluate(_PASTE, [target, "paste", told, base64.b64encode(picture).decode()])

    def file(self, button: Locator | str) -> None:
        """A picture chosen from the disk: the button, and the file in the window that opens."""
        self.done.clicks += 2
        there = self.page.locator(button) if isinstance(button, str) else button
        there.set_input_files({"name": "会场.png", "mimeType": "image/png", "buffer": PICTURE})

    def mark(self, selector: str, words: str) -> None:
        """Words selected by dragging over them: on every desk alike, one press held."""
        self.done.clicks += 1
        self.page.evaluate(
            """([selector, words]) => {
                const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT)
                for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                    const at = node.data.indexOf(words)
                    if (at < 0) continue
                    document.querySelector(selector).focus()
                    window.getSelection().setBaseAndExtent(node, at, node, at + words.length)
                    return
                }
            }""",
            [selector, words],
        )
