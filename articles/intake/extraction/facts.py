"""Facts about a page's story that stand outside its text: source, site, time, editor, authors, tags. Pure."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from articles.intake.extraction.classify import Classified
from articles.intake.extraction.credits import read_byline
from articles.intake.extraction.dates import find_date
from articles.intake.extraction.headlines import split_site
from articles.intake.extraction.labels import Labelled, source_value, tag_values
from articles.intake.extraction.lines import HAN
from articles.intake.extraction.regions import Kind
from articles.text.names import is_office

_META_TITLE = ("articletitle", "og:title", "title", "twitter:title", "headline")
_META_SOURCE = ("contentsource", "source", "mediaid", "og:article:source")
_META_TIME = (
    "pubdate",
    "publishdate",
    "article:published_time",
    "og:release_date",
    "publish_time",
    "datepublished",
    "firstcreate",
    "apub:time",
    "date",
)
_META_AUTHOR = ("author", "article:author", "og:article:author")
_META_SITE = ("sitename", "og:site_name", "application-name", "sitedomainname")
_OWNER = re.compile(
    rf"(?:中文网址[:：]\s*|主办(?:单位)?[:：]\s*|Copyright\s*)?"
    rf"(?:©|\(c\)|[\d\-— ]+)?\s*(?:中国[·•])?(?P<name>[{HAN}]{{2,25}})\s*版权所有",
    re.IGNORECASE,
)
_SITE_HOME = re.compile(rf"^(?P<name>[{HAN}]{{2,12}}(?:网|报|在线|门户网站|网站|人民政府))(?:首页)?(?:\s|$)")
_CRUMB = re.compile(rf"(?:位置)?\s*[:：]?\s*(?P<name>[{HAN}]{{2,12}}(?:网|网站|报|在线))\s*(?:>|»|›|＞|-)")
_WECHAT_TIME = re.compile(
    r"""(?:createTime|publish_time|ct)\s*=\s*["'](?P<value>\d{10}|\d{4}-\d\d-\d\d \d\d:\d\d)["']"""
)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_REACH = 40
"""How many lines below the text its labels may stand; further down are other stories'."""


@dataclass
class PageFacts:
    """What the page says of its story apart from its lines. Titles have their sites' names taken off; `paper`: the
    newspaper, where the page is one of its digital edition."""

    titles: list[str] = field(default_factory=list)
    kicker: str = ""
    subtitle: str = ""
    source: str = ""
    site: str = ""
    published: str = ""
    author: str = ""
    editor: str = ""
    paper: str = ""


def facts_of_markup(title: str, meta: Mapping[str, str], parts: Mapping[str, str]) -> PageFacts:
    """From a page's <title>, meta tags and what its template points at (`parts`)."""
    bare, site = split_site(title)
    stated = [parts.get("title", ""), *(split_site(meta.get(name, ""))[0] for name in _META_TITLE), bare]
    return PageFacts(
        titles=[text for text in dict.fromkeys(stated) if 4 <= len(text) <= 120],
        kicker=parts.get("kicker", ""),
        subtitle=parts.get("subtitle", ""),
        source=source_value(_first(meta, _META_SOURCE)),
        site=parts.get("source", "") or _first(meta, _META_SITE) or site,
        published=find_date(parts.get("published", "")) or find_date(_first(meta, _META_TIME)),
        author=parts.get("author", "") or _first(meta, _META_AUTHOR),
        editor=parts.get("editor", ""),
    )


def _first(meta: Mapping[str, str], names: Sequence[str]) -> str:
    return next((meta[name] for name in names if meta.get(name)), "")


_STAFF_NUMBER = re.compile(r"(?:_[A-Za-z]*\d*|\s?[A-Z]{1,4}\d{2,}|[\d\-:年月日./\s]+)$")
_WRITERS = re.compile(rf"(?:本报|本网)?(?:记者|通讯员|作者)[\s:：]*[{HAN}·]{{2,4}}(?:[ \u3000、][{HAN}·]{{2,4}})*$")
_NOBODY = {
    "佚名",
    "本站",
    "管理员",
    "网站管理员",
    "编辑部",
    "未知",
    "匿名",
    "转载",
    "原创",
    "本站原创",
    "系统管理员",
    "超级管理员",
    "网络整理",
    "综合整理",
    "网络",
}
_ROLE_OF = {"author": "作者", "reporter": "记者", "correspondent": "通讯员", "supplier": "供稿"}


@dataclass
class LineFacts:
    """What the labels on a story's lines say. `beside`: an outlet named beside a time, for want of a 来源; `changed`:
    `published` is only when it was last changed; `on_duty`: the 责任编辑, who goes before any other editor."""

    source: str = ""
    beside: str = ""
    published: str = ""
    changed: bool = False
    editor: str = ""
    on_duty: str = ""
    authors: list[str] = field(default_factory=list)
    roles: list[tuple[str, str]] = field(default_factory=list)
    photographers: list[str] = field(default_factory=list)
    department: str = ""
    tags: tuple[str, ...] = ()

    def take(self, found: Labelled) -> None:
        """Adds what a line's labels say; what is known already stays."""
        if found.date and (not self.published or self.changed):
            self.published, self.changed = found.date, found.changed
        if not found.kinds - {"author", "views"} and found.date and not self.beside:
            self.beside = source_value(found.rest)
        for kind, value in found.values:
            if value:
                self._take_one(kind, value)

    def _take_one(self, kind: str, value: str) -> None:
        if kind == "source":
            self.source = self.source or source_value(value)
            if writers := _WRITERS.search(value):
                _authors(self, writers.group(), "记者")
        elif kind == "duty_editor" and not self.on_duty and value not in _NOBODY:
            self.editor = self.on_duty = _people(value)
        elif kind == "editor" and not self.editor and value not in _NOBODY:
            self.editor = _people(value)
        elif kind == "tags" and not self.tags:
            self.tags = tag_values(value)
        elif kind in _ROLE_OF:
            _authors(self, value, _ROLE_OF[kind])
        elif kind == "photographer":
            self.photographers += [name for name in _names(value) if name not in self.photographers]


def facts_of_lines(page: Classified, first: int, last: int, *, start: int = 0, end: int | None = None) -> LineFacts:
    """From the labels around the text at first..last: those above it (nearest first), within it, then below.

    start, end bound the lines that belong to this story.
    """
    end = len(page.lines) if end is None else end
    above = [i for i in range(first - 1, start - 1, -1) if i in page.labels]
    below = [i for i in range(first, min(end, last + 1 + _REACH)) if i in page.labels]
    facts = LineFacts()
    for i in above + below:
        if page.kinds[i] is not Kind.TEXT:
            facts.take(page.labels[i])
    return facts


def _authors(facts: LineFacts, value: str, role: str) -> None:
    value = re.sub("[&＆]", "、", value)
    byline = read_byline(value)
    words = re.split(r"[ \u3000、,，]+", value.strip())
    if all(re.fullmatch(f"[{HAN}]{{2,4}}", word) and not is_office(word) and "者" not in word for word in words):
        byline = byline if byline and len(byline.names) >= len(words) else None  # 后稷 神农: pen names too
        names: tuple[str, ...] = byline.names if byline else tuple(words)
    else:
        names = byline.names if byline else ((value,) if re.fullmatch(f"[{HAN}·]{{2,6}}", value) else ())
    for name in names:
        if name not in facts.authors and name not in _NOBODY:
            facts.authors.append(name)
            facts.roles.append((name, dict(byline.roles).get(name, role) if byline else role))
    if byline and byline.department and not facts.department:
        facts.department = byline.department


def _people(value: str) -> str:
    """An editor's value: the names; not the label that may follow without a colon."""
    if re.fullmatch(rf"[{HAN}](?:[ \u3000][{HAN}]){{1,2}}", value.strip()):
        return re.sub(r"[ \u3000]", "", value)  # 苏 伟, set apart to fill the room of three characters
    words = [_BUTTON.sub("", word) for word in re.split(r"[ \u3000、,，]+", _STAFF_NUMBER.sub("", value).strip())]
    named = list(takewhile(_may_name, words[1:]))
    return " ".join(word for word in [*words[:1], *named] if word)


_BUTTON = re.compile("(?<=.{2})(?:打印|分享|收藏|关闭|纠错|评论|点赞|转发|举报)+$")


_NO_NAME = re.compile("我有|我要|有话|参与|评论|分享|打印|字体|点击|阅读")


def _may_name(word: str) -> bool:
    """Whether a word after an editor's name may be one more, and not the page's next button (我有话说)."""
    return bool(re.fullmatch(f"[{HAN}·]{{2,4}}", word)) and not _NO_NAME.search(word)


def _names(value: str) -> tuple[str, ...]:
    return tuple(name for name in re.split(r"[ \u3000、,，]+", value) if re.fullmatch(f"[{HAN}·]{{2,8}}", name))


def site_of_lines(page: Classified) -> str:
    """The site's name as its own lines give it: breadcrumb, 某某网首页, … 版权所有."""
    unlabelled = [line for i, line in enumerate(page.lines[:10]) if i not in page.labels]
    for pattern, lines in ((_CRUMB, page.lines[:80]), (_SITE_HOME, unlabelled), (_OWNER, page.lines[-60:])):
        for line in lines:
            if len(line.text) <= 200 and (match := pattern.search(line.text)):
                return match["name"]
    return ""


def wechat_time(markup: str) -> str:
    """The publication time that a WeChat article keeps in its script, in China's time; "" where there is none."""
    match = _WECHAT_TIME.search(markup)
    if match is None:
        return ""
    value = match["value"]
    if not value.isdigit():
        return value
    minutes = int(value) // 60 + 8 * 60
    days, minute = divmod(minutes, 24 * 60)
    from_epoch = _EPOCH + dt.timedelta(days=days, minutes=minute)
    return from_epoch.strftime("%Y-%m-%d %H:%M")
