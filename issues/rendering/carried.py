"""What each format says of an issue, and what it cannot. Pure."""

from enum import StrEnum


class Part(StrEnum):
    """A part of a document, by the name that an editor knows it by."""

    NAME = "刊名"
    NUMBER = "期号"
    DATE = "日期"
    FACTS = "刊头信息"
    LEAD_SECTION = "导读里的栏目"
    LEAD = "导读标题"
    SECTION = "栏目"
    TITLE = "标题"
    KICKER = "引题"
    SUBTITLE = "副题"
    SUMMARY = "摘要"
    BODY = "正文"
    LIST = "列表"
    TABLE = "表格"
    QUOTE = "引文"
    BYLINE = "署名"
    EDITOR = "责任编辑"
    SOURCE = "来源和网址"
    CAPTION = "图片说明"
    CREDIT = "摄影者"
    PICTURE = "图片"
    ALT = "图片描述（读屏用）"
    BOLD = "加粗"
    LINK = "正文里链接的网址"
    TAGS = "标签"


# Tags lead from one page of the site to others; in an edition they would be words that nobody wrote for it.
TAGS = frozenset({Part.TAGS})
PLAIN = TAGS | {Part.BOLD, Part.LINK}
TEXT = PLAIN | {Part.PICTURE}
DRAWN = PLAIN | {Part.ALT}
PASTED = TAGS | {Part.LINK, Part.PICTURE, Part.ALT}
TITLES = frozenset(Part) - {Part.NAME, Part.NUMBER, Part.LEAD}
CARD = TITLES - {Part.DATE}


def omitted(parts: frozenset[Part]) -> str:
    """What the desk is told of a format that leaves these out: 没有：标签、图片; 只有：刊名、期号; "" for none."""
    kept = [part for part in Part if part not in parts]
    if len(kept) < len(parts):
        return "只有" + "、".join(kept)
    return "没有" + "、".join(part for part in Part if part in parts) if parts else ""
