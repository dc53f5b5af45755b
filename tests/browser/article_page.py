"""An article's form as somebody at the screen uses it."""

from playwright.sync_api import Page, expect

from articles.models import Article


def page_of(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def write(page: Page, paragraph: int, words: str) -> None:
    """Type at the end of a paragraph of the body."""
    page.locator(".ProseMirror p").nth(paragraph).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def press_save(page: Page) -> None:
    """Press 保存并返回 and go on without waiting for an answer, which a test may be about to prevent."""
    page.get_by_role("button", name="保存并返回").click(no_wait_after=True)


def save(page: Page) -> None:
    """Save, and be back at the list of articles."""
    press_save(page)
    page.wait_for_url("**/articles/article/")


def save_in_vain(page: Page) -> None:
    """Save what cannot be saved as it is: the page that follows holds what was typed."""
    press_save(page)
    expect(page.locator(".conflict")).to_be_visible()
