"""The acts on the Wagtail peer, by who knows its keys; its words are those of its Chinese translation."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from benchmarks.desk_acts.hand import STORY, Hand
from benchmarks.desk_acts.ours import Act

EDIT = "/admin/pages/{}/edit/"
LIST = "/admin/pages/{parent}/"
BODY = ".public-DraftEditor-content"
MANY = 20
TRIED = 2  # of twenty alike, as many are done by hand and counted for all


def said(page: Page) -> None:
    """The message after a save."""
    expect(page.locator(".messages li, [data-w-messages-target] li").first).to_be_visible()


def menu(hand: Hand, words: str) -> None:
    """The menu beside 保存草稿, and one of its acts by the beginning of its words."""
    hand.click(hand.page.get_by_role("button", name="更多动作").last)
    hand.click(hand.page.locator("footer").locator("button, a").filter(has_text=re.compile(rf"^\s*{words}")))


def section(hand: Hand, row: int) -> None:
    """The section's window, and a row of it."""
    chooser = hand.page.locator("#id_section-chooser")
    if not chooser.locator(".chooser__choose-button").is_visible():
        hand.click(chooser.locator("[data-w-dropdown-target=toggle]"))
        hand.click(hand.page.locator("[data-chooser-action-choose]:visible"))
    else:
        hand.click(chooser.locator(".chooser__choose-button"))
    rows = hand.page.locator(".modal a[data-chooser-modal-choice]")
    hand.click(rows.nth(row) if rows.count() > row else rows.first)
    expect(hand.page.locator(".modal")).to_have_count(0)


def find(hand: Hand, ids: dict[str, Any], n: int) -> None:
    """Until it answers: its index takes a run of Chinese for one word and says that there is no such page."""
    hand.key("/")
    hand.write("蜂窝 试产")
    hand.key("Enter")
    answer = hand.page.get_by_role("link", name="要找的稿", exact=True).or_(hand.page.get_by_text("没有符合"))
    expect(answer.first).to_be_visible()


def open_(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.get_by_role("link", name="要找的稿", exact=True))
    expect(hand.page.locator(BODY)).to_contain_text("蜂窝纸板")


def change(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(BODY)
    hand.write(f"补{n}句。")
    hand.key("Control+s")
    said(hand.page)


def phone(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.key("Control+p")
    expect(hand.page.frame_locator("#w-preview-iframe").locator("h1").first).to_be_visible()


def compare(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.locator("a[href$='/history/']"))
    hand.click(hand.page.locator("table [data-controller*=w-dropdown] button, table button[aria-label=动作]"))
    hand.click(hand.page.locator("a[href*='/revisions/compare/']:visible"))
    hand.page.wait_for_url("**/revisions/compare/**")


def picture(hand: Hand, ids: dict[str, Any], n: int) -> None:
    page = hand.page
    hand.click(BODY)
    hand.key("End", "Enter", "/")
    hand.write("图")
    hand.key("Enter")
    hand.click(page.get_by_role("tab", name="上传"))
    hand.file(page.locator(".modal input[type=file]"))
    hand.click(page.locator(".modal [name=image-chooser-upload-description], .modal [name*=description]"))
    hand.write("会场全景")
    hand.click(page.locator(".modal button[type=submit]:visible, .modal input[type=submit]:visible").last)
    form = page.locator(".modal form", has=page.locator("[name$=alt_text]"))
    expect(form).to_be_visible()  # the alternative text is the description already
    hand.click(form.locator("label", has_text="全屏宽度"))
    hand.click(form.locator("[type=submit]"))
    expect(page.locator(".MediaBlock, figure").first).to_be_visible()
    hand.key("Control+s")
    said(page)


def word(hand: Hand, ids: dict[str, Any], n: int) -> None:
    """Section and date are asked for; title, text and author are copied and pasted one by one."""
    title, paragraphs, byline = STORY
    page = hand.page
    hand.click("#id_title")
    hand.paste("#id_title", text=f"{title}{n}")
    section(hand, 0)
    hand.click("#id_date")
    hand.write("2026-12-01")
    hand.click("#id_author")
    hand.paste("#id_author", text=byline)
    hand.click(BODY)
    hand.paste(BODY, text="\n".join(paragraphs), html="".join(f"<p class=MsoNormal>{one}</p>" for one in paragraphs))
    hand.key("Control+s")
    page.wait_for_url("**/edit/")


def order(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.locator("header").get_by_role("button", name="动作"))
    hand.click(hand.page.locator("a[href*='ordering=ord']:visible"))
    rows = hand.page.locator("tr[id^=page_]")
    expect(rows.first).to_be_visible()
    first = rows.first.get_attribute("id")
    hand.drag(rows.first.locator(".handle, [data-w-orderable-target=handle], td").first, rows.nth(1))
    expect(rows.nth(1)).to_have_attribute("id", first or "")


def move(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.get_by_role("link", name=f"move{n}", exact=True))
    section(hand, 1)
    hand.key("Control+s")
    said(hand.page)


def send(hand: Hand, ids: dict[str, Any], n: int) -> None:
    menu(hand, "提交")
    said(hand.page)


def remark(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.mark(BODY, "要跟进")
    hand.key("Control+Alt+m")
    box = hand.page.locator(".comment textarea")
    expect(box.last).to_be_visible()
    hand.write(f"请核{n}")
    hand.click(hand.page.locator(".comment button[type=submit]").last)
    hand.key("Control+s")
    said(hand.page)


def settle(hand: Hand, ids: dict[str, Any], n: int) -> None:
    """The peer saves by itself what is settled, so that no press for it is counted."""
    page = hand.page
    comment = page.locator(".comment").first
    if not comment.is_visible():
        hand.click("[data-side-panel-toggle=comments]")
    hand.click(comment.locator("summary"))
    with page.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url):
        hand.click(comment.get_by_role("menuitem", name="解决"))


def return_(hand: Hand, ids: dict[str, Any], n: int) -> None:
    menu(hand, "请求修改")
    box = hand.page.locator(".modal textarea, [role=dialog] textarea").first
    hand.click(box)
    hand.write("请补时间")
    hand.click(hand.page.locator(".modal [type=submit]:visible, [role=dialog] [type=submit]:visible").first)
    said(hand.page)


def schedule(hand: Hand, ids: dict[str, Any], n: int) -> None:
    page = hand.page
    hand.click("[data-side-panel-toggle=status]")
    hand.click(page.locator("[data-a11y-dialog-show*=schedule]:visible"))
    hand.click("#id_go_live_at")
    hand.write("2027-01-01 08:00")
    hand.key("Escape")
    hand.click(
        page.locator("[data-w-kbd-key-value='mod+s']:visible, [role=dialog] button:visible", has_text="保存").first
    )
    said(page)
    menu(hand, "发布")
    said(page)


def publish(hand: Hand, ids: dict[str, Any], n: int) -> None:
    menu(hand, "发布")
    said(hand.page)


def correct(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(BODY)
    hand.write("更正一句。")
    menu(hand, "发布")
    said(hand.page)


def withdraw(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.locator("header").get_by_role("button", name="动作"))
    hand.click(hand.page.locator("a[href*='/unpublish/']:visible"))
    hand.click(hand.page.locator("main form [type=submit]"))
    said(hand.page)


def field_of_20(hand: Hand, ids: dict[str, Any], n: int) -> None:
    """The peer changes no field of many pages: each is opened, changed and saved, and the list opened again."""
    for k in range(TRIED):
        hand.click(hand.page.get_by_role("link", name=f"归类{k}", exact=True))
        section(hand, n % 2)
        hand.key("Control+s")
        said(hand.page)
        hand.click(hand.page.locator("header button[data-action*='w-breadcrumbs']"))
        hand.click(hand.page.locator(f"header a[href='{LIST.format(**ids)}']:visible"))
    for name in ("clicks", "keys", "loads"):
        setattr(hand.done, name, getattr(hand.done, name) * MANY // TRIED)


def old_drafts(hand: Hand, ids: dict[str, Any], n: int) -> None:
    """The report of pages by age; it does not tell drafts apart."""
    hand.click(_side(hand.page, "报告"))
    hand.click(_side(hand.page, "较早的页面"))
    expect(hand.page.locator("table tbody tr").first).to_be_visible()


def _side(page: Page, words: str) -> Locator:
    return page.locator("#wagtail-sidebar").locator("a, button", has_text=words)


ACTS: dict[str, tuple[str, str, Act]] = {
    "find by two body words": ("qinghe", "/admin/", find),
    "open": ("qinghe", LIST, open_),
    "change a sentence and save": ("qinghe", EDIT.format("{old}"), change),
    "preview as a phone": ("qinghe", EDIT.format("{old}"), phone),
    "who changed what": ("qinghe", EDIT.format("{old}"), compare),
    "compare two versions": ("qinghe", EDIT.format("{old}"), compare),
    "add a described picture": ("qinghe", EDIT.format("{old}"), picture),
    "paste from Word": ("qinghe", "/admin/pages/add/news/articlepage/{parent}/", word),
    "order": ("qinghe", LIST, order),
    "move between sections": ("qinghe", LIST, move),
    "send": ("qinghe", EDIT.format("{send}"), send),
    "remark": ("qinghe", EDIT.format("{remarked}"), remark),
    "settle": ("qinghe", EDIT.format("{settle}"), settle),
    "return": ("anna", EDIT.format("{returned}"), return_),
    "schedule": ("chen", EDIT.format("{schedule}"), schedule),
    "publish": ("chen", EDIT.format("{publish}"), publish),
    "correct": ("qinghe", EDIT.format("{correct}"), correct),
    "withdraw": ("chen", EDIT.format("{withdraw}"), withdraw),
    "change a field of 20": ("qinghe", LIST, field_of_20),
    "drafts older than a week": ("qinghe", "/admin/", old_drafts),
}
