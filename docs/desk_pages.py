"""Pages of the desk that only show themselves in the middle of work: a conflict, unsaved text, a review that lapsed.

Makes an article and an issue of its own to show them on, and leaves both behind: run it on a site made for pictures.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page

TITLE = "云汀市召开重点产业链工作推进会"
WORDS = (
    "11月18日，云汀市重点产业链工作推进会召开。会议听取了光电、新材料两条产业链进展情况汇报。",
    "会议要求，各链长单位要逐企走访，问题清单每周更新一次。",
)
GATES = ("政治", "法律", "政策", "保密", "文字")

Keep = Callable[[Page, str], Path]


def states(editor: Page, reviewer: Page, keep: Keep) -> Iterator[Path]:
    """Each state in turn, as a picture; both pages are signed in."""
    site = editor.url.partition("/admin/")[0]
    article = site + new_article(editor, site)
    yield from conflict(editor, article, keep)
    yield from unsaved(editor, article, keep)
    editor.goto(article.replace("/articles/article/", "/desk/history/article/").replace("change/", ""))
    yield keep(editor, "desk-history")
    editor.goto(article.replace("/change/", "/accept/"))
    editor.click("form.step [type=submit]")
    editor.goto(article.replace("/change/", "/return/"))
    yield keep(editor, "desk-return")
    yield from review(editor, reviewer, site, article, keep)


def new_article(page: Page, site: str) -> str:
    """The path of the form of a new article."""
    page.goto(f"{site}/admin/articles/article/add/")
    page.fill("#id_title", TITLE)
    page.fill("#id_byline_text", "(产业科 时雨)")
    page.select_option("#id_section", index=1)
    page.locator(".ProseMirror").click()
    page.keyboard.type(WORDS[0])
    page.keyboard.press("Enter")
    page.keyboard.type(WORDS[1])
    page.click("[name=_continue]")
    page.wait_for_url("**/change/")
    return page.url.removeprefix(site)


def write(page: Page, paragraph: int, words: str) -> None:
    words_there = page.locator(".ProseMirror p").nth(paragraph)
    box = words_there.bounding_box() or {"width": 4, "height": 4}
    words_there.click(position={"x": box["width"] - 2, "y": box["height"] - 4})  # its last line, however it wraps
    page.keyboard.press("End")
    page.keyboard.type(words)


def conflict(page: Page, article: str, keep: Keep) -> Iterator[Path]:
    """One tab saves while another has the form open."""
    page.goto(article)
    other = page.context.new_page()
    other.goto(article)
    write(other, 1, "下周起通报进度。")
    other.click("[name=_continue]")
    other.locator(".messagelist .success").wait_for()
    other.close()
    write(page, 0, "副市长出席并讲话。")
    page.click("[name=_save]")
    page.locator(".conflict").wait_for()
    yield keep(page, "desk-conflict")


def unsaved(page: Page, article: str, keep: Keep) -> Iterator[Path]:
    """The refused words of the tab before are kept, and offered back."""
    page.goto(article)
    yield keep(page, "desk-article")
    page.get_by_text("看看与现在有什么不同").click()
    page.locator(".conflict").wait_for()
    yield keep(page, "desk-recovered")
    page.get_by_role("button", name="丢弃这些文字").click()
    page.wait_for_url("**/change/")


def review(editor: Page, reviewer: Page, site: str, article: str, keep: Keep) -> Iterator[Path]:
    """An issue under review: a reviewer remarks and agrees, the editor changes a word, the agreement lapses."""
    editor.goto(f"{site}/admin/issues/issue/add/")
    editor.click("[name=_save]")
    editor.wait_for_url("**/compose/")
    base = editor.url.partition("/compose/")[0]
    page = f"{site}/admin/desk/issues/{base.rpartition('/')[2]}"
    editor.locator(".card", has_text=TITLE).first.locator("[data-put-in]").click()
    editor.locator("[data-entry]").wait_for()
    editor.goto(f"{base}/send/")
    if (told := editor.locator("[name=acknowledged]")).count():
        told.check()
    editor.click("form.step [type=submit]")

    reviewer.goto(f"{page}/review/")
    reviewer.locator(".paragraph__remark").nth(1).locator("summary").click()
    reviewer.locator(".paragraph__remark textarea").nth(1).fill("两条产业链的名称请与市政府文件核对。")
    reviewer.locator(".paragraph__remark button").nth(1).click()
    reviewer.locator(".remark").wait_for()
    reviewer.goto(f"{page}/review/")
    yield keep(reviewer, "desk-reviewing")
    for gate in GATES:
        reviewer.get_by_label(f"{gate}关").check()
    reviewer.locator("button[value=agreed]").click()
    reviewer.get_by_text("已同意").wait_for()

    editor.goto(article)
    write(editor, 1, "每月调度一次。")
    editor.click("[name=_save]")
    editor.wait_for_url("**/articles/article/")
    reviewer.goto(f"{page}/review/")
    yield keep(reviewer, "desk-lapsed")
    reviewer.goto(f"{page}/approval-form/")
    yield keep(reviewer, "desk-approval")
