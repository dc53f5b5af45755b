"""Published issues for tests of what readers see; made by the importer and the workflow, as in life."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from articles.models import Article
from articles.record.audit import OPERATOR
from articles.text.blocks import paragraphs
from articles.text.byline_parsing import parse_byline
from issues.assembly import Importer
from issues.document import IssueDocument, Item, Masthead, SectionBlock, derive_lead
from issues.models import Issue
from issues.workflow import publishing

OFFICES = ("产业科", "技改科", "办公室")
PEOPLE = ("闻笛", "祁小棠", "陆闻笛", "时雨", "岳知秋")
FIRST_DAY = dt.date(2024, 1, 5)


def an_item(
    title: str = "青陂县竹纤维餐盒首单发运", body: str = "", byline: str = "(产业科 闻笛)", source: str = ""
) -> Item:
    """An item with a title of its own and a body that names it."""
    text = body or f"1月3日，{title}。企业负责人介绍，生产线已满负荷运转，后续订单排到三月。"
    return Item(title, paragraphs(text.split("\n")), parse_byline(byline), source=source)


def a_document(number: int = 1, *sections: SectionBlock, total: int | None = None) -> IssueDocument:
    """Issue `number` of 2024 with these sections, or with one of two items."""
    blocks = sections or (
        SectionBlock("要闻", (an_item(f"第{number}期头条：澄江新材料园开工"),)),
        SectionBlock("工信动态", (an_item(f"第{number}期动态：三家企业完成技改", byline="(技改科 祁小棠)"),)),
    )
    head = Masthead("澄江工信手机报", 2024, number, total or number, FIRST_DAY + dt.timedelta(weeks=number - 1))
    return IssueDocument(head, derive_lead(blocks), blocks)


def publish(document: IssueDocument, *, tags: Sequence[Sequence[str]] = (), at: dt.datetime | None = None) -> Issue:
    """Store and publish an issue; `at` is when, by default eight in the morning of its date."""
    issue = Importer(by=OPERATOR).store(document, tags=tags).issue
    day = document.masthead.date or FIRST_DAY
    moment = at or dt.datetime.combine(day, dt.time(8), tzinfo=timezone.get_current_timezone())
    publishing.publish_declared(issue=issue, by=OPERATOR, statement="测试用", at=moment)
    issue.refresh_from_db()
    return issue


def publish_many(issues: int, articles_each: int, *, first: int = 1) -> None:
    """A back catalogue: every article has a byline, a source and two tags, so that every list has content."""
    importer = Importer(by=OPERATOR)
    for number in range(first, first + issues):
        items = tuple(
            an_item(
                f"第{number}期第{n}条稿件",
                byline=f"({OFFICES[n % 3]} {PEOPLE[n % 5]})",
                source=f"《{'甲乙丙'[n % 3]}报》",
            )
            for n in range(1, articles_each + 1)
        )
        half = articles_each // 2
        blocks = (SectionBlock("要闻", items[:half]), SectionBlock("工信动态", items[half:]))
        document = replace(a_document(number), sections=blocks, lead=derive_lead(blocks))
        issue = importer.store(document, tags=[[f"标签{n % 4}", "产业"] for n in range(articles_each)]).issue
        moment = dt.datetime.combine(
            document.masthead.date or FIRST_DAY, dt.time(8), tzinfo=timezone.get_current_timezone()
        )
        publishing.publish_declared(issue=issue, by=OPERATOR, statement="测试用", at=moment)


def newest_article() -> Article:
    """The first of the newest articles."""
    found = Article.objects.published().newest_first().first()
    assert found is not None
    return found
