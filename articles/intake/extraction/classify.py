"""What each line of a page is taken for before stories are read: text, label, furniture, picture. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.intake.extraction.dates import find_date
from articles.intake.extraction.labels import Labelled, heads_picture_news, paper_name, read_labels
from articles.intake.extraction.lines import HAN, Line, is_prose, is_terminated
from articles.intake.extraction.paragraphs import repeated
from articles.intake.extraction.regions import Kind
from articles.text.furniture import COMMENTS, OTHERS_TIME, Rule, furniture
from articles.text.names import is_outlet, is_person, may_be_person

_TAKES_NEXT = ("source", "published", "author", "editor", "duty_editor")
CREDITS = {
    "editor",
    "duty_editor",
    "source",
    "author",
    "staff",
    "photographer",
    "supplier",
    "reporter",
    "correspondent",
    "picture_editor",
}
"""Kinds of labels that say who made a story, and where it is from."""
_STAYS_OUT = {
    "推荐与排行",
    "读者评论",
    "标签",
    "扫码与关注",
    "微信按钮",
    "页面按钮",
    "阅读数",
    "图片占位",
    OTHERS_TIME,
    "电子报导航",
    "网址",
    "无字的行",
    "页码",
    "专题链接",
    "面包屑导航",
    "版权声明",
    "备案与许可",
}


_PASSING = re.compile(
    r"[【\[]?(?:延伸阅读|(?:编辑|视频|图片|精彩|热点|今日)推荐|推荐(?:阅读|视频|新闻)|相关(?:阅读|链接|新闻|报道|视频)|更多(?:新闻|阅读))"
    r"(?:[】\]]\s*[:：]?|\s*[:：])\s*\S.{5,}"
)
"""One link of the site's, set among the paragraphs: the text goes on after it."""
_YEAR = re.compile(r"(20\d\d)\s*[/年.-]?")
_DAY = re.compile(r"([01]?\d)\s*[/月.-]\s*([0-3]?\d)\s*日?")
_CLOCK = re.compile(r"[0-2]?\d:[0-5]\d(?::[0-5]\d)?")
_PAGES_EDITOR = re.compile(rf"(?:责任编辑|责编|编辑)\s*[/／:：丨|]?\s*(?P<name>[{HAN}]{{2,4}})(?=\s|$)")


@dataclass
class Classified:
    """The lines of a page with what they are taken for.

    kinds  one a line;  whys: why a line is left out, "" while it is not;  labels: by line index
    """

    lines: list[Line]
    kinds: list[Kind] = field(default_factory=list)
    whys: list[str] = field(default_factory=list)
    labels: dict[int, Labelled] = field(default_factory=dict)
    repeats: int = 0

    @property
    def in_newspaper(self) -> bool:
        """Whether the page is one of a newspaper's digital edition."""
        return "电子报导航" in self.whys

    def drop(self, index: int, why: str, kind: Kind = Kind.DROPPED) -> None:
        """Leaves a line out."""
        self.kinds[index], self.whys[index] = kind, why

    def is_text(self, index: int) -> bool:
        return self.kinds[index] is Kind.TEXT


def classify(lines: Sequence[Line]) -> Classified:
    """Every line's kind by itself; what depends on where the text lies is settled by `settle`."""
    page = Classified(list(lines))
    copies = repeated([line if line.inside else Line(line.number, "") for line in lines])
    page.repeats = sum("重复" in why for why in copies.values())
    for i, line in enumerate(lines):
        page.kinds.append(Kind.TEXT)
        page.whys.append("")
        if line.mark == "page_title":
            page.drop(i, "网页标题，下面另有标题")
        elif line.hidden:
            page.drop(i, "页面上不显示的文字")
        elif not line.text:
            page.drop(i, "", Kind.DROPPED if line.beside else Kind.IMAGE)
        elif line.beside:
            if not _label(page, i, line):  # a credit may be set to the right of its line
                page.drop(i, "推荐与排行")
        elif i in copies:
            page.drop(i, copies[i])
        elif not (_heads_all(page, i) or _label(page, i, line)) and (rule := furniture(line.text)):
            _furniture(page, i, rule)
    _values_on_next_lines(page)
    _dates_in_pieces(page)
    _outlets_by_times(page)
    _teasers(page)
    return page


def _heads_all(page: Classified, i: int) -> bool:
    """组图：…, above every other line of text: its headline."""
    return heads_picture_news(page.lines[i].text) and Kind.TEXT not in page.kinds[:i]


def _furniture(page: Classified, i: int, rule: Rule) -> None:
    text = page.lines[i].text
    page.drop(i, rule.why, Kind.FURNITURE if _PASSING.match(text) else _kind_of(rule))
    if rule.why == "电子报导航" and (date := find_date(text)):
        editor = _PAGES_EDITOR.search(text)
        page.labels[i] = Labelled([("duty_editor", editor["name"])] if editor else [], date, paper_name(text))


def _outlets_by_times(page: Classified) -> None:
    """An outlet's name alone on the line before a time alone on its own."""
    for i, found in list(page.labels.items()):
        if i == 0 or found.values or found.rest or not found.date or not page.is_text(i - 1):
            continue
        words = page.lines[i - 1].text
        if len(words) <= 14 and is_outlet(words) and not page.lines[i - 1].heading:
            found.rest = words
            page.drop(i - 1, "来源、时间、作者等标注", Kind.LABEL)


def _dates_in_pieces(page: Classified) -> None:
    """2024/ · 03/02 · 07:29, each on a line of its own, and the outlet on the next."""
    for i in range(len(page.lines) - 1):
        year = _YEAR.fullmatch(page.lines[i].text)
        day = _DAY.fullmatch(page.lines[i + 1].text) if year else None
        if year is None or day is None:
            continue
        end = i + 2
        clock = page.lines[end].text if end < len(page.lines) and _CLOCK.fullmatch(page.lines[end].text) else ""
        end += bool(clock)
        outlet = page.lines[end].text if end < len(page.lines) and is_outlet(page.lines[end].text) else ""
        end += bool(outlet) and len(outlet) <= 14
        page.labels[i] = Labelled(
            date=find_date(f"{year[1]}-{day[1]}-{day[2]} {clock}"), rest=outlet if len(outlet) <= 14 else ""
        )
        for part in range(i, end):
            page.drop(part, "来源、时间、作者等标注", Kind.LABEL)


def _teasers(page: Classified) -> None:
    """Text under which 2天前 stands is the teaser of another story."""
    for i, why in enumerate(page.whys):
        if why == OTHERS_TIME and i and page.is_text(i - 1) and is_prose(page.lines[i - 1].text):
            page.drop(i - 1, "推荐与排行", Kind.ENDING)


def _kind_of(rule: Rule) -> Kind:
    if rule.why == COMMENTS:
        return Kind.COMMENTS
    return Kind.ENDING if rule.ends else Kind.FURNITURE


def _label(page: Classified, i: int, line: Line) -> bool:
    """Takes a line as labels if it is; True where it was."""
    if is_terminated(line.text) or (len(line.text) > 90 and is_prose(line.text)):
        return False
    found = read_labels(line.text)
    if found is None:
        return False
    kinds = found.kinds
    if kinds == {"published"} and not found.date and found.first("published"):
        return False  # 时间：5月31日上午, a line of the text
    if kinds == {"views"} and not (found.date and found.rest):
        page.drop(i, "阅读数", Kind.FURNITURE)
        return True
    page.labels[i] = found
    ending = "tags" in kinds and not kinds & CREDITS
    page.drop(i, "标签" if ending else "来源、时间、作者等标注", Kind.ENDING if ending else Kind.LABEL)
    return True


def _values_on_next_lines(page: Classified) -> None:
    """来源： with its value on the next line."""
    for i, found in list(page.labels.items()):
        if not found.values or found.values[-1][1] or found.closed or found.values[-1][0] not in _TAKES_NEXT:
            continue
        following = i + 1
        if following >= len(page.lines) or page.kinds[following] is not Kind.TEXT:
            continue
        value = page.lines[following].text
        people = found.values[-1][0] in ("author", "editor", "duty_editor")
        if len(value) <= 20 and not is_terminated(value) and (not people or _names_people(value)):
            found.values[-1] = (found.values[-1][0], value)
            page.drop(following, "来源、时间、作者等标注", Kind.LABEL)


def _names_people(value: str) -> bool:
    """Whether a line after 责任编辑： may be its value rather than the page's next part (本网推荐)."""
    words = re.split("[ 、,，]+", value)
    return len(words) <= 4 and all(is_person(word) or (len(word) <= 3 and may_be_person(word)) for word in words)


def heads_links(page: Classified, i: int) -> bool:
    """点击进入专题： with its links on the lines below."""
    return page.whys[i] == "专题链接" and page.lines[i].text.endswith(("：", ":"))


def settle(page: Classified, first: int, last: int) -> None:
    """Gives back to the text what only looked like a label or footer but stands in the middle of it, and takes the
    lists that hang on a heading like 相关阅读 out of it."""
    hanging = False
    for i in range(first, last + 1):
        line, kind = page.lines[i], page.kinds[i]
        if kind is Kind.TEXT:
            hanging = hanging and not is_prose(line.text)
            if hanging:
                page.drop(i, "推荐与排行", Kind.FURNITURE)
        elif kind is Kind.LABEL and i in page.labels and not page.labels[i].kinds & CREDITS:
            if page.labels[i].loose or (page.labels[i].values and not page.labels[i].date):
                page.kinds[i], page.whys[i] = Kind.TEXT, ""
        elif kind in (Kind.FURNITURE, Kind.ENDING, Kind.COMMENTS):
            hanging = hanging or page.whys[i] == "推荐与排行" or heads_links(page, i)
            if page.whys[i] not in _STAYS_OUT:
                page.kinds[i], page.whys[i] = Kind.TEXT, ""
