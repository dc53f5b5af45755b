"""The acts on our desk as it is now, by who knows its keys."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from benchmarks.desk_acts.hand import PICTURE, STORY, Hand

Act = Callable[[Hand, dict[str, Any], int], None]
ARTICLE = "/admin/articles/article/{}/change/"
COMPOSE = "/admin/issues/issue/{}/compose/"
REVIEW = "/admin/desk/issues/{}/review/"
SAVED = "[data-work-saved]"


def find(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.key("Control+k")
    hand.write("蜂窝 试产")
    expect(hand.page.locator("#find-hits [role=option]", has_text="要找的稿").first).to_be_visible()


def open_(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.key("Enter")
    expect(hand.page.locator(".ProseMirror")).to_contain_text("蜂窝纸板")


def change(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(".ProseMirror p")
    hand.write(f"补{n}句。")
    hand.key("Control+s")
    expect(hand.page.locator(SAVED)).to_contain_text("已保存")


def phone(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.get_by_role("tab", name="预览"))
    expect(hand.page.frame_locator(".panel__phone iframe").locator("main, .story").first).to_contain_text("竹纤维")


def who(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.get_by_role("tab", name="历史"))
    hand.click(hand.page.get_by_role("link", name="全部历史"))
    expect(hand.page.locator("ins").first).to_be_visible()


def compare(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.get_by_role("tab", name="历史"))
    hand.click(hand.page.get_by_role("link", name="对照任意两版"))
    expect(hand.page.locator("ins").first).to_be_visible()


def picture(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(".ProseMirror p")
    rows = hand.page.locator("[data-pictures] .inline-related:not(.empty-form)").count()
    hand.paste(".ProseMirror", picture=PICTURE)
    expect(hand.page.locator(f"#id_images-{rows}-alt")).to_be_focused()
    hand.write("会场全景")
    hand.key("Control+s")
    expect(hand.page.locator(SAVED)).to_contain_text("已保存")


def word(hand: Hand, ids: dict[str, Any], n: int) -> None:
    title, paragraphs, byline = STORY
    hand.click(".ProseMirror")
    text = [f"{title}{n}", *paragraphs, byline]
    hand.paste(".ProseMirror", text="\n".join(text), html="".join(f"<p class=MsoNormal>{one}</p>" for one in text))
    expect(hand.page.locator("#id_title")).to_have_value(f"{title}{n}")
    hand.key("Control+s")
    hand.page.wait_for_url("**/change/")


def order(hand: Hand, ids: dict[str, Any], n: int) -> None:
    rows = hand.page.locator("[data-part]").first.locator("[data-entry]")
    first = rows.first.get_attribute("data-entry")
    hand.drag(rows.first.locator("[data-handle]"), rows.nth(1))
    expect(rows.nth(1)).to_have_attribute("data-entry", first or "")


def move(hand: Hand, ids: dict[str, Any], n: int) -> None:
    part = hand.page.locator("[data-part]").first
    row = part.locator("[data-entry]").first
    there = row.get_attribute("data-entry")
    name = hand.page.locator("[data-part]").nth(1).get_attribute("data-part") or ""
    hand.choose(row.locator("[data-to-section]"), value=name)
    expect(hand.page.locator("[data-part]").nth(1).locator(f'[data-entry="{there}"]')).to_be_visible()


def send(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.get_by_role("link", name="送审"))
    if (told := hand.page.locator("[name=acknowledged]")).count():
        hand.click(told)
    hand.click(hand.page.get_by_role("button", name="确认送审"))
    expect(hand.page.locator(".messagelist")).to_contain_text("已送审")


def remark(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.mark(".ProseMirror p:nth-of-type(2)", "要跟进")
    hand.key("Control+Alt+m")
    hand.write(f"请核{n}")
    hand.key("Control+Enter")
    expect(hand.page.locator("[data-remark]", has_text=f"请核{n}")).to_be_visible()


def settle(hand: Hand, ids: dict[str, Any], n: int) -> None:
    tab = hand.page.get_by_role("tab", name="批注")
    if tab.get_attribute("aria-selected") != "true":
        hand.click(tab)
    left = hand.page.get_by_role("button", name="改好了")
    expect(left.first).to_be_visible()
    count = left.count()
    hand.click(left)
    expect(left).to_have_count(count - 1)


def return_(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click("#comment")
    hand.write("请补时间")
    hand.click("button[value=returned]")
    expect(hand.page.locator(".messagelist")).to_contain_text("退回")


def schedule(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click("#publish_at")
    hand.page.fill("#publish_at", f"2027-01-0{n + 1}T08:00")
    hand.click(hand.page.get_by_role("button", name="定时"))
    expect(hand.page.locator(".notice", has_text=f"定于 2027-01-0{n + 1}").first).to_be_visible()


def publish(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.get_by_role("link", name="立即发布"))
    if (told := hand.page.locator("[name=acknowledged]")).count():
        hand.click(told)
    hand.click(hand.page.get_by_role("button", name="确认发布"))
    expect(hand.page.locator(".messagelist")).to_contain_text("已发布")


def correct(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.get_by_role("link", name="更正", exact=True).last)
    expect(hand.page.locator(".ProseMirror")).to_be_focused()
    hand.write("更正一句。")
    hand.click("[name=why]")
    hand.write("笔误")
    hand.key("Control+Enter")  # what was put right is said by itself
    expect(hand.page.locator(".messagelist")).to_be_visible()


def withdraw(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.get_by_role("link", name="撤回", exact=True))
    expect(hand.page.locator("#reason")).to_be_focused()
    hand.write("内容有误")
    hand.click(hand.page.get_by_role("button", name="确认撤回"))
    expect(hand.page.locator(".messagelist")).to_contain_text("撤回")


def field_of_20(hand: Hand, ids: dict[str, Any], n: int) -> None:
    rows = hand.page.locator("#result_list input.action-select")
    hand.click(rows.nth(0))
    hand.done.clicks += 1
    rows.nth(19).click(modifiers=["Shift"])
    hand.choose("[name=to_section]", label=("工信动态", "要闻")[n % 2])
    hand.click(hand.page.get_by_role("button", name="归类"))
    expect(hand.page.locator(".messagelist")).to_contain_text("20")


def old_drafts(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.get_by_role("link", name="一周以上"))
    expect(hand.page.locator(".views [aria-current=page]")).to_contain_text("草稿超过一周")


# Act: who does it, where they begin, how. "{}" takes a number of `prepare`, the round's own where there are several.
ACTS: dict[str, tuple[str, str, Act]] = {
    "find by two body words": ("qinghe", "/admin/", find),
    "open": ("qinghe", "", open_),
    "change a sentence and save": ("qinghe", ARTICLE.format("{old}"), change),
    "preview as a phone": ("qinghe", ARTICLE.format("{old}"), phone),
    "who changed what": ("qinghe", ARTICLE.format("{old}"), who),
    "compare two versions": ("qinghe", ARTICLE.format("{old}"), compare),
    "add a described picture": ("qinghe", ARTICLE.format("{old}"), picture),
    "paste from Word": ("qinghe", "/admin/articles/article/add/", word),
    "order": ("qinghe", COMPOSE.format("{ordered}"), order),
    "move between sections": ("qinghe", COMPOSE.format("{ordered}"), move),
    "send": ("qinghe", COMPOSE.format("{send}"), send),
    "remark": ("qinghe", ARTICLE.format("{remarked}"), remark),
    "settle": ("qinghe", ARTICLE.format("{remarked}"), settle),
    "return": ("anna", REVIEW.format("{returned}"), return_),
    "schedule": ("chen", REVIEW.format("{schedule}"), schedule),
    "publish": ("chen", REVIEW.format("{publish}"), publish),
    "correct": ("qinghe", ARTICLE.format("{correct}"), correct),
    "withdraw": ("chen", ARTICLE.format("{withdraw}"), withdraw),
    "change a field of 20": ("qinghe", "/admin/articles/article/?view=all", field_of_20),
    "drafts older than a week": ("qinghe", "/admin/", old_drafts),
}
