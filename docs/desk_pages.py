"""The desk's pages, as an editor and a reviewer reach them by its own links and buttons.

`pages_at_work` makes an article and an issue of its own and leaves both behind: for a site made for pictures.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Page

if TYPE_CHECKING:
    from take_screenshots import Camera

TITLE = "云汀市召开重点产业链工作推进会"
WORDS = (
    "11月18日，云汀市重点产业链工作推进会召开。会议听取了光电、新材料两条产业链进展情况汇报。",
    "会议要求，各链长单位要逐企走访，问题清单每周更新一次。",
)
GATES = ("政治", "法律", "政策", "保密", "文字")
ROOT = Path(__file__).resolve().parents[1]
OUTSIDE = ROOT / "tests" / "samples" / "pages" / "T07_wechat.txt"
SAMPLE = ROOT / "sample_content" / "2026-46.txt"


def plain_pages(camera: "Camera") -> None:
    """What an editor opens in any week: lists, the composer, export, and the two import pages before and after."""
    page = camera.page
    camera.open("/admin/")
    camera.keep("desk-home", "工作台")
    camera.open("/admin/articles/article/")
    camera.keep("desk-articles", "稿件")
    camera.open("/admin/issues/issue/")
    composed, published = (number_of(page, label) for label in ("2026年第48期", "2026年第47期"))
    camera.open(f"/admin/issues/issue/{composed}/compose/")
    page.frame_locator("iframe").locator("h1").first.wait_for()  # the preview loads by itself
    camera.keep("desk-compose", "2026年第48期")
    camera.open(f"/admin/desk/issues/{composed}/review/")
    camera.keep("desk-review", "2026年第48期")
    camera.open(f"/admin/issues/issue/{published}/export/")
    camera.keep("desk-export", "2026年第47期")
    proof_pages(camera, composed)
    camera.open("/admin/articles/feeditem/")
    camera.keep("desk-unread", "来稿线索")
    camera.open("/admin/issues/issue/import/")
    camera.keep("desk-import", "导入整期")
    page.fill("textarea", SAMPLE.read_text(encoding="utf-8"))
    page.get_by_role("button", name="辨认").click()
    page.wait_for_load_state()
    camera.keep("desk-recognised", "导入整期")
    camera.open("/admin/articles/feeditem/take/")
    camera.keep("desk-outside", "取用外稿")
    page.fill("textarea", OUTSIDE.read_text(encoding="utf-8"))
    page.get_by_role("button", name="读取").click()
    page.wait_for_load_state()
    camera.keep("desk-outside-read", "取用外稿")
    page.get_by_role("button", name="存为草稿").click()
    page.wait_for_url("**/change/")
    write(page, 1, "首航当晚免费。")
    with page.expect_navigation():
        page.click("[name=_continue]")
    camera.open("/admin/articles/reprint/")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_load_state()
    camera.keep("desk-difference", "与原文对照")


def proof_pages(camera: "Camera", composed: str) -> None:
    """The sample manuscript's findings beside its text and on its issue's page, the registers, the archive's list."""
    if camera.suffix != "1280":
        return  # the guide shows these at one width
    page = camera.page
    camera.open("/admin/articles/article/?q=贺兰知调研")
    page.locator("#result_list tbody th a").first.click()
    page.locator(".proof__one").first.wait_for(state="attached")
    page.keyboard.press("F8")
    camera.keep("desk-proof", "副市长贺兰知调研")
    camera.open(f"/admin/issues/issue/{composed}/compose/")
    planted = page.locator(".card", has_text="贺兰知调研").locator("[data-put-in]")
    if planted.count():  # the second time it stands in the issue already
        planted.first.click()
        page.locator("[data-entry]", has_text="贺兰知调研").wait_for()
    camera.open(f"/admin/desk/issues/{composed}/review/")
    if (first := page.locator(".findings summary")).count():
        first.first.click()
    page.locator("#findings").scroll_into_view_if_needed()
    camera.keep("desk-findings", "2026年第48期")
    camera.open("/admin/desk/archive-check/")
    camera.keep("desk-archive-check", "存量检查")


def number_of(page: Page, label: str) -> str:
    """The row number of an issue in the admin's list of issues, which is open."""
    link = page.locator("#result_list tbody th a", has_text=label).get_attribute("href")
    return re.sub(r"\D", "", link or "")


def pages_at_work(editor: "Camera", reviewer: "Camera") -> None:
    """A conflict, unsaved text, a history, a return, and a review that lapses; whole pages, as these are read."""
    article = new_article(editor)
    conflict(editor, article)
    unsaved(editor, article)
    editor.open(article.replace("/articles/article/", "/desk/history/article/").replace("change/", ""))
    editor.keep("desk-history", "历史", whole=True)
    editor.open(article.replace("/change/", "/accept/"))
    editor.page.click("form.step [type=submit]")
    editor.page.wait_for_load_state()
    editor.open(article.replace("/change/", "/return/"))
    editor.keep("desk-return", "退稿", whole=True)
    review(editor, reviewer, article)


def new_article(camera: "Camera") -> str:
    """The path of the form of a new article."""
    page = camera.page
    camera.open("/admin/articles/article/add/")
    page.fill("#id_title", TITLE)
    page.fill("#id_byline_text", "(产业科 时雨)")
    page.get_by_role("tab", name="署名来源").click()
    page.select_option("#id_section", index=1)
    page.locator(".ProseMirror").click()
    page.keyboard.type(WORDS[0])
    page.keyboard.press("Enter")
    page.keyboard.type(WORDS[1])
    page.click("[name=_continue]")
    page.wait_for_url("**/change/")
    return page.url.removeprefix(camera.site)


def write(page: Page, paragraph: int, words: str) -> None:
    """Add words to the end of a paragraph of the body."""
    there = page.locator(".ProseMirror p").nth(paragraph)
    box = there.bounding_box() or {"width": 4, "height": 4}
    there.click(position={"x": box["width"] - 2, "y": box["height"] - 4})  # its last line, however it wraps
    page.keyboard.press("End")
    page.keyboard.type(words)


def conflict(camera: "Camera", article: str) -> None:
    """One tab saves while another has the form open."""
    page = camera.page
    camera.open(article)
    other = page.context.new_page()
    other.goto(page.url)
    write(other, 1, "下周起通报进度。")
    other.click("[name=_continue]")
    other.locator(".messagelist .success").wait_for()
    other.close()
    write(page, 0, "副市长出席并讲话。")
    page.get_by_role("button", name="保存并返回").click()
    page.locator(".conflict").wait_for()
    camera.keep("desk-conflict", "别人先保存了", status=409, whole=True)


def unsaved(camera: "Camera", article: str) -> None:
    """The refused words of the tab before are kept, and offered back."""
    page = camera.page
    camera.open(article)
    camera.keep("desk-article", TITLE, whole=True)
    page.get_by_text("看看与现在有什么不同").click()
    page.locator(".conflict").wait_for()
    camera.keep("desk-recovered", "未保存的文字", whole=True)
    page.get_by_role("button", name="丢弃这些文字").click()
    page.wait_for_url("**/change/")


def review(editor: "Camera", reviewer: "Camera", article: str) -> None:
    """An issue under review: a reviewer remarks and agrees, the editor changes a word, the agreement lapses."""
    page = editor.page
    editor.open("/admin/issues/issue/add/")
    page.click("[name=_save]")
    page.wait_for_url("**/compose/")
    issue = re.sub(r"\D", "", page.url.removeprefix(editor.site))
    page.locator(".card", has_text=TITLE).first.locator("[data-put-in]").click()
    page.locator("[data-entry]").wait_for()
    editor.open(f"/admin/issues/issue/{issue}/send/")
    if (told := page.locator("[name=acknowledged]")).count():
        told.check()
    page.click("form.step [type=submit]")
    page.wait_for_load_state()

    read = reviewer.page
    reviewer.open(f"/admin/desk/issues/{issue}/review/")
    remark = read.locator(".paragraph__remark").nth(1)
    remark.locator("summary").click()
    remark.locator("textarea").fill("两条产业链的名称请与市政府文件核对。")
    remark.locator("button").click()
    read.locator(".remark").wait_for()
    reviewer.open(f"/admin/desk/issues/{issue}/review/")
    reviewer.keep("desk-reviewing", "2026年第", whole=True)
    for gate in GATES:
        read.get_by_label(f"{gate}关").check()
    read.locator("button[value=agreed]").click()
    read.get_by_text("已同意").wait_for()

    editor.open(article)
    write(page, 1, "每月调度一次。")
    page.get_by_role("button", name="保存并返回").click()
    page.wait_for_url("**/articles/article/")
    reviewer.open(f"/admin/desk/issues/{issue}/review/")
    reviewer.keep("desk-lapsed", "2026年第", whole=True)
    reviewer.open(f"/admin/desk/issues/{issue}/approval-form/")
    reviewer.keep("desk-approval", "信息发布审核表", whole=True)
