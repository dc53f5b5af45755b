"""An issue as plain text, in the desk's own layout; `issues.parsing.text.parse_text` reads it back. Pure.

    洛阳工信手机报
    (2023年第18期•总第229期)
    ★本期导读★
    【要闻】
    ■标题
    【要闻】
    ■标题
    正文……(署名)

What the layout has no sign for is printed so that it can be read back: 引题： and 摘要： lines, a subtitle after ——,
a picture as [图：名称] with 图注：, 摄影： and 图片描述： lines, an editor and a source apart from the byline as
本稿责任编辑： and 出处：, items after a section that belong to none under 【】, facts of the masthead as 主办：… lines.
"""

from collections.abc import Iterable, Iterator

from articles.text.blocks import marked_lines
from articles.text.photo_credits import photographer
from issues.document import IssueDocument, Item, Masthead, Picture, number_label

# A byline may name its editor as 责任编辑：…; this one is named beside it.
KICKER, SUMMARY, EDITOR = "引题", "摘要", "本稿责任编辑"
_BRACKETS = ("(", "（", "[", "【", "〔")


def render_plain_text(document: IssueDocument) -> str:
    """The issue as text, its lines parted by \\n, without a line break at the end."""
    lines = list(_masthead(document.masthead))
    if document.lead:
        lines.append("★本期导读★")
        lines += _sectioned((line.section, [f"■{line.title}"]) for line in document.lead)
    for position, section in enumerate(document.sections):
        if section.name is not None or position:
            lines.append(f"【{section.name or ''}】")
        for item in section.items:
            lines += _item(item)
    return "\n".join(lines)


def number_line(masthead: Masthead) -> str:
    """2023年第18期•总第229期, with 第18-19期 for a combined issue; "" when the issue has no number."""
    head = masthead
    return number_label(head.year, head.number, head.number_end, head.total_number, head.total_number_end)


def _masthead(masthead: Masthead) -> Iterator[str]:
    if masthead.name:
        yield masthead.name
    number = number_line(masthead)
    if number:
        yield f"({number})"
    if masthead.date:
        yield f"{masthead.date.year}年{masthead.date.month}月{masthead.date.day}日"
    for label, value in masthead.facts:
        yield f"{label}：{value}" if label else value


def _sectioned(entries: Iterable[tuple[str | None, list[str]]]) -> Iterator[str]:
    current: str | None = None
    for section, lines in entries:
        if section != current:
            yield f"【{section or ''}】"
            current = section
        yield from lines


def _item(item: Item) -> Iterator[str]:
    yield f"■{item.title}"
    if item.kicker:
        yield f"{KICKER}：{item.kicker}"
    if item.subtitle:
        yield f"——{item.subtitle}"
    if item.summary:
        yield f"{SUMMARY}：{item.summary}"
    first, *others = item.byline.raw.splitlines() or [""]
    inline = bool(item.body) and first.startswith(_BRACKETS)
    for position, text in enumerate(marked_lines(item.body)):
        yield from _pictures(item.pictures, position)
        yield text + first if inline and position == len(item.body) - 1 else text
    yield from _pictures(item.pictures, len(item.body))
    if first and not inline:
        yield first
    yield from others
    if item.editor:
        yield f"{EDITOR}：{item.editor}"
    if item.source or item.source_url:
        yield "出处：" + " ".join(part for part in (item.source, item.source_url) if part)


def _pictures(pictures: Iterable[Picture], position: int) -> Iterator[str]:
    for picture in pictures:
        if picture.after == position:
            yield f"[图：{picture.name}]" if picture.name else "[图]"
            if picture.caption:
                yield f"图注：{picture.caption}"
            if picture.credit:
                name = photographer(picture.credit)
                yield f"摄影：{name}" if name else f"图片来源：{picture.credit}"
            if picture.alt:
                yield f"图片描述：{picture.alt}"
