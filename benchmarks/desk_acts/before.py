"""The acts on our desk before it was rebuilt (commit 4c74982): Django's admin with a composer and a review page.

What it did not have (a draft as readers see it, any two versions beside each other, drafts by age) is not here.
"""

from typing import Any

from playwright.sync_api import expect

from benchmarks.desk_acts import ours
from benchmarks.desk_acts.hand import STORY, Hand
from benchmarks.desk_acts.ours import ARTICLE, COMPOSE, REVIEW, Act

CHANGE = "[name=_continue]"
MANY, TRIED = 20, 2  # of twenty alike two are done by hand and counted for all


def saved(hand: Hand) -> None:
    expect(hand.page.locator(".messagelist .success").first).to_be_visible()


def find(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click("a[href='/admin/articles/article/']")
    hand.click("#searchbar")
    hand.write("蜂窝 试产")
    hand.key("Enter")
    expect(hand.page.get_by_role("link", name="要找的稿").first).to_be_visible()


def open_(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.get_by_role("link", name="要找的稿"))
    expect(hand.page.locator(".ProseMirror")).to_contain_text("蜂窝纸板")


def change(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(".ProseMirror p")
    hand.write(f"补{n}句。")
    hand.click(CHANGE)
    saved(hand)


def who(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.get_by_role("link", name="历史", exact=True))
    expect(hand.page.locator("ins").first).to_be_visible()


def picture(hand: Hand, ids: dict[str, Any], n: int) -> None:
    rows = hand.page.locator("#images-group input[type=file][name^='images-']:visible").count()
    hand.click(hand.page.locator("#images-group .add-row a"))
    hand.file(f"#id_images-{rows}-upload")
    hand.click(f"#id_images-{rows}-alt")
    hand.write("会场全景")
    hand.click(CHANGE)
    saved(hand)


def word(hand: Hand, ids: dict[str, Any], n: int) -> None:
    """The title and the byline are copied and pasted apart."""
    title, paragraphs, byline = STORY
    hand.click("#id_title")
    hand.paste("#id_title", text=f"{title}{n}")
    hand.click(".ProseMirror")
    hand.paste(".ProseMirror", text="\n".join(paragraphs), html="".join(f"<p>{one}</p>" for one in paragraphs))
    hand.click("#id_byline_text")
    hand.paste("#id_byline_text", text=byline)
    hand.click(CHANGE)
    hand.page.wait_for_url("**/change/")


def move(hand: Hand, ids: dict[str, Any], n: int) -> None:
    """By its handle, across the heading."""
    parts = hand.page.locator("[data-part]")
    row = parts.first.locator("[data-entry]").first
    there = row.get_attribute("data-entry")
    hand.drag(row.locator("[data-handle]"), parts.nth(1).locator("[data-entry]").first, below=False)
    expect(parts.nth(1).locator(f'[data-entry="{there}"]')).to_be_visible()


def send(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.locator(".breadcrumbs a[href$='/change/']"))
    hand.click(hand.page.get_by_role("link", name="送审"))
    if (told := hand.page.locator("[name=acknowledged]")).count():
        hand.click(told)
    hand.click(hand.page.get_by_role("button", name="确认送审"))
    expect(hand.page.locator(".messagelist")).to_contain_text("已送审")


def remark(hand: Hand, ids: dict[str, Any], n: int) -> None:
    there = hand.page.locator(".paragraph__remark").nth(1)
    hand.click(there.locator("summary"))
    hand.click(there.locator("textarea"))
    hand.write(f"请核{n}")
    hand.click(there.locator("button"))
    expect(hand.page.locator(".remark", has_text=f"请核{n}")).to_be_visible()


def settle(hand: Hand, ids: dict[str, Any], n: int) -> None:
    """An article's page told nothing of remarks: by the list of issues to the review page."""
    hand.click("a[href='/admin/issues/issue/']")
    hand.click(hand.page.locator(f"#result_list a[href*='/issue/{ids['review']}/']"))
    hand.click(hand.page.locator("a[href$='/review/']"))
    left = hand.page.get_by_role("button", name="标为已处理")
    count = left.count()
    hand.click(left)
    expect(left).to_have_count(count - 1)


def publish(hand: Hand, ids: dict[str, Any], n: int) -> None:
    """It went out by one press, without a question."""
    hand.click(hand.page.get_by_role("button", name="立即发布"))
    expect(hand.page.locator(".messagelist")).to_contain_text("已发布")


def correct(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.get_by_role("link", name="更正", exact=True).last)
    hand.click(".ProseMirror p")
    hand.write("更正一句。")
    hand.click("[name=what]")
    hand.write("改正一处")
    hand.click("[name=why]")
    hand.write("笔误")
    hand.click(hand.page.get_by_role("button", name="提出更正"))
    expect(hand.page.locator(".messagelist")).to_be_visible()


def withdraw(hand: Hand, ids: dict[str, Any], n: int) -> None:
    hand.click(hand.page.get_by_role("link", name="撤回", exact=True))
    hand.click("#reason")
    hand.write("内容有误")
    hand.click(hand.page.get_by_role("button", name="确认撤回"))
    expect(hand.page.locator(".messagelist")).to_contain_text("撤回")


def field_of_20(hand: Hand, ids: dict[str, Any], n: int) -> None:
    for k in range(TRIED):
        hand.click(hand.page.locator("#result_list tbody th a").nth(k))
        hand.choose("#id_section", label=("工信动态", "要闻")[n % 2])
        hand.click("[name=_save]")
        saved(hand)
    for name in ("clicks", "keys", "loads"):
        setattr(hand.done, name, getattr(hand.done, name) * MANY // TRIED)


ACTS: dict[str, tuple[str, str, Act]] = {
    "find by two body words": ("qinghe", "/admin/", find),
    "open": ("qinghe", "", open_),
    "change a sentence and save": ("qinghe", ARTICLE.format("{old}"), change),
    "who changed what": ("qinghe", ARTICLE.format("{old}"), who),
    "add a described picture": ("qinghe", ARTICLE.format("{old}"), picture),
    "paste from Word": ("qinghe", "/admin/articles/article/add/", word),
    "order": ("qinghe", COMPOSE.format("{ordered}"), ours.order),
    "move between sections": ("qinghe", COMPOSE.format("{ordered}"), move),
    "send": ("qinghe", COMPOSE.format("{send}"), send),
    "remark": ("anna", REVIEW.format("{review}"), remark),
    "settle": ("qinghe", ARTICLE.format("{remarked}"), settle),
    "return": ("anna", REVIEW.format("{returned}"), ours.return_),
    "schedule": ("chen", REVIEW.format("{schedule}"), ours.schedule),
    "publish": ("chen", REVIEW.format("{publish}"), publish),
    "correct": ("qinghe", ARTICLE.format("{correct}"), correct),
    "withdraw": ("chen", ARTICLE.format("{withdraw}"), withdraw),
    "change a field of 20": ("qinghe", "/admin/articles/article/?status__exact=draft", field_of_20),
}
