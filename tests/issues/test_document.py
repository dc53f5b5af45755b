"""The document by itself: sections from items, the contents list, and JSON that loses no field."""

import datetime as dt
from dataclasses import fields, replace

import pytest

from articles.text.blocks import Block
from articles.text.byline import Byline
from issues.document import (
    IssueDocument,
    Item,
    Masthead,
    Picture,
    SectionBlock,
    derive_lead,
    from_json,
    in_sections,
    to_json,
)

FULL = Item(
    title="三家企业同日开工",
    subtitle="投资四亿元",
    lead_title="三企业开工",
    body=(
        Block("p", "<strong>甲</strong>乙"),
        Block("table", "<table><tr><td>产值</td><td>3</td></tr></table>", (("产值", "3"),)),
    ),
    byline=Byline(
        raw="(规划科 时雨 本报综合)",
        department="规划科",
        names=("时雨",),
        roles=(("时雨", "图"),),
        source="本报综合",
        editor="闻笛",
    ),
    pictures=(Picture("a.jpg", "开工现场", "两台挖掘机", "时雨", 1),),
    source="澄州日报",
    source_url="https://news.example.com/1",
    kicker="重点项目",
    summary="三家企业开工。",
    editor="青禾",
    tags=("开工", "重点项目"),
)


def document(item: Item = FULL) -> IssueDocument:
    sections = (SectionBlock("要闻", (item, Item("第二条"))), SectionBlock(None, (Item("无栏目"),)))
    return IssueDocument(
        Masthead("澄州工信手机报", 2024, 18, 229, dt.date(2024, 5, 17)), derive_lead(sections), sections
    )


def test_json_keeps_every_field() -> None:
    assert all(getattr(FULL, field.name) for field in fields(Item))
    assert all(getattr(FULL.byline, field.name) for field in fields(Byline))
    assert from_json(to_json(document())) == document()


@pytest.mark.parametrize("name", ["kicker", "summary", "editor", "tags"])
def test_editions_made_before_a_field_was_kept_have_it_empty(name: str) -> None:
    stored = to_json(document())
    for section in stored["sections"]:
        for item in section["items"]:
            item.pop(name, None)
    assert from_json(stored) == document(replace(FULL, **{name: getattr(Item(""), name)}))  # type: ignore[arg-type]


@pytest.mark.parametrize("field", fields(Item), ids=lambda field: field.name)
def test_the_digest_changes_with_each_field_of_an_item(field: object) -> None:
    empty = getattr(Item(""), field.name)  # type: ignore[attr-defined]
    assert document(replace(FULL, **{field.name: empty})).digest != document().digest  # type: ignore[attr-defined]


def test_items_that_follow_one_another_under_one_name_are_a_section() -> None:
    one, two, three, four = (Item(title) for title in "甲乙丙丁")
    assert in_sections([("要闻", one), ("要闻", two), (None, three), ("要闻", four)]) == (
        SectionBlock("要闻", (one, two)),
        SectionBlock(None, (three,)),
        SectionBlock("要闻", (four,)),
    )
    assert in_sections([]) == ()


def test_the_contents_list_has_the_lead_title_where_there_is_one() -> None:
    assert [(line.section, line.title) for line in document().lead] == [
        ("要闻", "三企业开工"),
        ("要闻", "第二条"),
        (None, "无栏目"),
    ]
