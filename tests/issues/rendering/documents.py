"""Documents that the format tests print: our own writing, fictional places and people."""

import datetime as dt
import io
from dataclasses import replace

from PIL import Image

from articles.text.blocks import Block, paragraphs
from articles.text.byline import Byline
from issues.document import IssueDocument, Item, Masthead, Picture, SectionBlock, derive_lead
from issues.rendering.context import Imprint, RenderContext

RARE = "瀍河的徐原芃、䶮先生与𬭎教授到场😀👍"
LONG_TITLE = "关于" + "进一步推进全市装备制造业数字化转型与绿色低碳协同发展" * 5 + "的通知"


def picture_bytes(width: int = 640, height: int = 400, kind: str = "JPEG", colour: str = "#3a6ea5") -> bytes:
    """A plain picture file."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return out.getvalue()


def context(**changes: object) -> RenderContext:
    """A context with addresses, one picture file for every name, and a fixed time."""
    data = picture_bytes()
    settings: dict[str, object] = {
        "site_name": "云岭工信手机报",
        "site_url": "https://news.example.gov.cn",
        "issue_url": "https://news.example.gov.cn/issues/2023/18/",
        "made_at": dt.datetime(2023, 5, 22, 9, 30, tzinfo=dt.UTC),
        "read_picture": lambda name: data if name else None,
    }
    return RenderContext(**(settings | changes))  # type: ignore[arg-type]


FORM = Imprint("云岭市工业和信息化局办公室", "市委办公室、市政府办公室", "各县区工信局", 80)


def ordinary() -> IssueDocument:
    """An issue as it mostly is: two sections, bylines of several kinds, one without."""
    sections = (
        SectionBlock(
            "要闻",
            (
                Item(
                    "全市装备制造业座谈会召开",
                    paragraphs(
                        [
                            "5月17日，全市装备制造业座谈会在云岭召开。会上，8家企业作了发言。",
                            "会议要求，各单位要抓好落实。",
                        ]
                    ),
                ),
                Item(
                    "我市召开产业对接会(云岭)筹备会",
                    paragraphs(["5月16日，筹备会召开，力争“保二争一”，规模达2.5GWh。"]),
                    Byline("(发展规划科 方远山)", "发展规划科", ("方远山",)),
                ),
            ),
        ),
        SectionBlock(
            "工信动态",
            (
                Item(
                    "市工信局开展消防演练",
                    paragraphs(["近日，市工信局邀请讲师开展培训，并组织灭火实操。"]),
                    Byline("(办公室)", "办公室"),
                ),
            ),
        ),
    )
    head = Masthead("云岭工信手机报", 2023, 18, 229, dt.date(2023, 5, 22))
    return IssueDocument(head, derive_lead(sections), sections)


def rich() -> IssueDocument:
    """Everything an item can hold: headings, lists, table, quote, links, pictures, rare characters, a long title."""
    body = (
        Block("paragraph", f"{RARE}。<strong>会议指出</strong>，要把A&amp;B两项&lt;重点&gt;抓好。"),
        Block("heading", "一、主要成效"),
        Block("bullet", "新增企业12家"),
        Block("bullet", "投产项目<em>3</em>个"),
        Block("number", "第一步"),
        Block("number", "第二步"),
        Block("quote", "稳中求进，以进促稳。"),
        Block("table", rows=(("县区", "企业数"), ("东岭区", "12"), ("西川县", "8"))),
        Block("paragraph", '详见<a href="https://www.example.gov.cn/a?b=1&amp;c=2">通知全文</a>。<br>联系人另行通知。'),
    )
    first = Item(
        LONG_TITLE,
        body,
        Byline("（记者 何见秋）", names=("何见秋",), roles=(("何见秋", "记者"),)),
        subtitle="副题也在",
        lead_title="数字化转型有新通知",
        pictures=(
            Picture("a.jpg", "图为活动现场。", "与会者在车间察看", "李晓明", 0),
            Picture("b.jpg", "", "展板", "", 9),
        ),
        source="云岭日报",
    )
    plain = Item("没有署名的短讯", paragraphs(["近日，云岭市再添一家国家级绿色工厂。"]))
    sections = (SectionBlock("县区动态", (first,)), SectionBlock("简讯", (plain,)))
    facts = (("主办", "云岭市工业和信息化局"), ("编辑", "方远山"))
    head = Masthead("云岭工信手机报", 2024, 1, 261, dt.date(2024, 1, 8), 2, 262, facts)
    return IssueDocument(head, derive_lead(sections), sections)


def sectionless() -> IssueDocument:
    """An issue without sections, date or lead."""
    items = tuple(Item(f"第{n}条短讯", paragraphs([f"云岭市第{n}条消息的正文。"])) for n in "一二三")
    return IssueDocument(Masthead("云岭快报", 2024, 3, 3), (), (SectionBlock(None, items),))


def large() -> IssueDocument:
    """Twelve items, one of 30,000 characters, one with 40 pictures."""
    sentence = "会议强调，要坚持问题导向，压实各级责任，推动重点项目早开工、早投产、早见效。"
    long = Item("三万字长文", paragraphs([sentence * 10] * (30_000 // (len(sentence) * 10) + 1)))
    album = Item(
        "四十张图片",
        paragraphs([f"第{n}张照片说明。" for n in range(1, 41)]),
        pictures=tuple(Picture(f"{n}.jpg", f"图{n}", f"照片{n}", "", n) for n in range(1, 41)),
    )
    office = Byline("(办公室)", "办公室")
    rest = tuple(Item(f"第{n}条工作动态", paragraphs([sentence * 5] * 2), office) for n in range(10))
    sections = (SectionBlock("要闻", (long, album)), SectionBlock("工信动态", rest))
    head = Masthead("云岭工信手机报", 2023, 19, 230, dt.date(2023, 5, 29))
    return IssueDocument(head, derive_lead(sections), sections)


ALL = {"ordinary": ordinary, "rich": rich, "sectionless": sectionless, "large": large}


def with_title(title: str) -> IssueDocument:
    """An issue of one item with that title."""
    sections = (SectionBlock("要闻", (Item(title, paragraphs(["正文。"])),)),)
    return IssueDocument(Masthead("云岭工信手机报", 2023, 18, 229), derive_lead(sections), sections)


def with_name(name: str) -> IssueDocument:
    """The ordinary issue under another name."""
    document = ordinary()
    return replace(document, masthead=replace(document.masthead, name=name))
