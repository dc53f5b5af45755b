"""The plain-text edition has the desk's own layout and reads back as the same document."""

import datetime as dt

import pytest

from articles.text.blocks import paragraphs
from articles.text.byline_parsing import parse_byline
from issues.document import IssueDocument, Item, LeadLine, Masthead, Picture, SectionBlock, derive_lead
from issues.parsing.text import parse_text
from issues.rendering.plain_text import render_plain_text

HEAD = Masthead("云岭工信手机报", 2024, 18, 229)
FIRST = Item("甲会召开", paragraphs(["5月4日，甲会召开。"]), parse_byline("(办公室 何一凡)"))
SECOND = Item("乙会召开", paragraphs(["5月5日，乙会召开。", "会议要求抓好落实。"]))


def issue(*sections: SectionBlock, head: Masthead = HEAD, lead: tuple[LeadLine, ...] | None = None) -> IssueDocument:
    return IssueDocument(head, derive_lead(sections) if lead is None else lead, sections)


def test_the_layout_is_the_desks_own() -> None:
    assert render_plain_text(issue(SectionBlock("要闻", (FIRST,)), SectionBlock("动态", (SECOND,)))) == (
        "云岭工信手机报\n(2024年第18期•总第229期)\n★本期导读★\n【要闻】\n■甲会召开\n【动态】\n■乙会召开\n"
        "【要闻】\n■甲会召开\n5月4日，甲会召开。(办公室 何一凡)\n"
        "【动态】\n■乙会召开\n5月5日，乙会召开。\n会议要求抓好落实。"
    )


def item(**changes: object) -> Item:
    return Item(**({"title": "丙项目开工", "body": paragraphs(["5月6日，丙项目开工。", "总投资3亿元。"])} | changes))  # type: ignore[arg-type]


DOCUMENTS = {
    "no sections": issue(SectionBlock(None, (FIRST, SECOND))),
    "no list": issue(SectionBlock("要闻", (FIRST, SECOND)), lead=()),
    "no list, no sections": issue(SectionBlock(None, (FIRST, SECOND)), lead=()),
    "one article": issue(SectionBlock(None, (FIRST,))),
    "articles before the first section": issue(SectionBlock(None, (FIRST,)), SectionBlock("动态", (SECOND,))),
    "articles after the last section": issue(SectionBlock("动态", (FIRST,)), SectionBlock(None, (SECOND,))),
    "list in another order": issue(
        SectionBlock("要闻", (FIRST, SECOND)), lead=(LeadLine("要闻", "乙会召开"), LeadLine("要闻", "甲会召开"))
    ),
    "list of fewer titles": issue(SectionBlock("要闻", (FIRST, SECOND)), lead=(LeadLine("要闻", "甲会召开"),)),
    "own title in the list": issue(SectionBlock("要闻", (FIRST, item(lead_title="丙项目正式开工")))),
    "same section twice": issue(
        SectionBlock("要闻", (FIRST,)), SectionBlock("动态", (SECOND,)), SectionBlock("要闻", (item(),))
    ),
    "subtitle": issue(SectionBlock("要闻", (FIRST, item(subtitle="总投资3亿元")))),
    "own-line byline": issue(SectionBlock("要闻", (FIRST, item(byline=parse_byline("来源：省工信厅网站"))))),
    "byline of two lines": issue(
        SectionBlock("要闻", (FIRST, item(byline=parse_byline("（办公室 何一凡）\n责任编辑：苏禾"))))
    ),
    "source apart from the byline": issue(
        SectionBlock("要闻", (FIRST, item(source="云岭日报", source_url="https://example.com/a?b=1")))
    ),
    "address alone": issue(SectionBlock("要闻", (FIRST, item(source_url="https://example.com/a")))),
    "byline and source": issue(
        SectionBlock("要闻", (FIRST, item(byline=parse_byline("（办公室 何一凡）"), source="云岭日报")))
    ),
    "pictures": issue(
        SectionBlock(
            "要闻",
            (
                FIRST,
                item(
                    pictures=(
                        Picture("a.jpg", "开工现场。", "三台挖掘机", "柳青"),
                        Picture("", after=1),
                        Picture("b.png", "俯瞰", after=2),
                    ),
                    byline=parse_byline("（文/苏禾 图/柳青）"),
                ),
            ),
        )
    ),
    "date": issue(SectionBlock("要闻", (FIRST,)), head=Masthead("云岭工信手机报", 2024, 18, 229, dt.date(2024, 5, 6))),
    "facts": issue(
        SectionBlock("要闻", (FIRST,)),
        head=Masthead(
            "云岭工信手机报",
            2024,
            18,
            229,
            facts=(
                ("主办", "云岭市工信局"),
                ("刊号", "云内资准字〔2024〕第15号"),
                ("", "内部资料"),
                ("本期策划", "办公室"),
            ),
        ),
    ),
    "combined issue": issue(
        SectionBlock("要闻", (FIRST,)), head=Masthead("云岭工信手机报", 2024, 18, 229, None, 19, 230)
    ),
    "number alone": issue(SectionBlock("要闻", (FIRST,)), head=Masthead("云岭工信手机报", None, 18)),
    "no number": issue(
        SectionBlock("要闻", (FIRST, SECOND)), head=Masthead("云岭工信手机报", 2024, date=dt.date(2024, 5, 6))
    ),
    "brackets, quotes, rare characters": issue(
        SectionBlock(
            "要闻",
            (
                Item("我市召开中国（郑州）“链长”会", paragraphs(["5月6日，瀍河区䶮先生（𬭎）到会👍。<b>&amp;"])),
                Item("青川：1.5万亩茶园“焕新”", paragraphs(["1.5万亩茶园改造完成（含老茶园）。"])),
            ),
        )
    ),
    "numbered paragraphs": issue(
        SectionBlock(
            "要闻",
            (
                FIRST,
                item(
                    body=paragraphs(
                        ["会议强调：", "一、加强领导。", "二、抓好落实。", "（一）压实责任。", "1、保安全。"]
                    )
                ),
            ),
        )
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_reads_back_as_it_was(name: str) -> None:
    text = render_plain_text(DOCUMENTS[name])
    (recognition,) = parse_text(text)
    assert recognition.document == DOCUMENTS[name], text
    assert not recognition.unrecognised


def test_long_articles_and_many_pictures_are_printed_whole() -> None:
    long = Item(
        "长稿", paragraphs(["甲" * 29_998 + "乙。"]), pictures=tuple(Picture(f"{n}.jpg", after=1) for n in range(40))
    )
    document = issue(SectionBlock("要闻", (FIRST, long)))
    (recognition,) = parse_text(render_plain_text(document))
    assert recognition.document == document
