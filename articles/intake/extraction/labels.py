"""Labelled facts on a page's lines: 来源：…  发布时间：…  作者：…  责任编辑：… Pure."""

import re
from dataclasses import dataclass, field

from articles.intake.extraction.dates import DATE, YEARLESS, find_date, short_year, written
from articles.intake.extraction.lines import HAN
from articles.text.names import is_office, is_outlet, is_person, may_be_person

_LABELS: tuple[tuple[str, str], ...] = (
    (
        "source",
        r"(?:信息|文章|稿件|新闻|内容|消息|本文)?来\s?源于?|來源|稿源|出处|转载自|转自|发布机构|"
        "发布单位|发文机关|供稿单位|信息提供|发布部门",
    ),
    ("published", "(?:发布|发表|发稿|刊发|成文|上传|录入|更新|编辑|信息|创建|添加)?(?:时间|日期)|发布于|日期"),
    ("duty_editor", r"(?:本版)?责任编辑|(?:本版)?责编|责\s编|责任编輯|責任編輯"),
    ("picture_editor", "图片编辑|视觉编辑|视频编辑|图编"),
    ("editor", r"編輯|(?<!责任)(?:本文|本版|执行|值班|本期|网络|新媒体)?编\s?辑"),
    ("author", r"作\s?者|撰稿人?|撰文|执笔|采写|采访|采编|文字|文/图|图/文|图文|(?:^|(?<=\s))文(?=\s*[丨｜|:：])"),
    ("reporter", "本报记者|(?:见习|实习|全媒体|融媒体)?记者"),
    ("correspondent", "通讯员"),
    ("supplier", "供稿人?|来稿"),
    ("photographer", r"摄影(?:报道)?|供图|图片(?=\s*[丨｜|])|(?:^|(?<=\s))图(?=\s*[丨｜|])"),
    (
        "staff",
        r"编审|审\s?核|审校|审稿|核稿|审读|审阅|校\s?对|校审|责校|初\s?审|复\s?审|终\s?审|[一二三]\s?审|[一二三初复终]\s?校|"
        r"总?监\s?制|主编|总编辑|副总编|值班(?:主任|主编|总编|编委|领导|审核|总监)|排版|版式|组版|照排|美编|制作|统筹|策划|签发|审签|"
        "视频|拍摄|海报|后期|文案|运营|配图|监审|编校|编发|录入(?:人|员)?|上传(?:人|者)?|制图|设计|剪辑|配音|出品(?:人)?",
    ),
    (
        "views",
        "(?:阅读|浏览|点击|访问)(?:次数|量|数|率)?|人气|点击率|评论数?|字号|字体(?:大小)?|视力保护色|分享到?|打印|保存",
    ),
    ("column", "所属(?:分类|栏目)|栏目|分类|频道|版次|版面|主题分类|索引号|文号|发文字号|体裁|有效性|信息分类|名称"),
    ("tags", "标签|关键词|关键字|tags?"),
)
_GLUED = (
    "(?<=[一-鿿])(?:(?P<glued_duty_editor>责任编辑|责编)|(?P<glued_reporter>记者)|(?P<glued_correspondent>通讯员)|(?P<glued_source>(?<!图片)(?<!视频)(?<!数据)(?<!资料)来源)|"
    "(?P<late_author>作者)|(?P<late_editor>编辑)|(?P<late_staff>审核|校对|监制)|"
    r"(?P<late_published>(?:发布|更新|发表)(?:时间|日期|于)|(?:时间|日期)(?=\s*[:：]\s*(?:19|20)\d\d))|"
    "(?P<late_views>(?:浏览|阅读|点击|访问)(?:次数|量|数)?|字体|字号|分享到?))"
)
"""Labels that stand right after another value, as copied pages run them together: 来源:东南网责任编辑:林青. Those
named late_… are labels only after another label or a date: 本书作者：… is text."""
_ANY = re.compile(
    rf"{_GLUED}\s*[:：]\s*|(?<![一-鿿])(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS)
    + r")\s*[:：丨｜|]\s*",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(rf"[\s|｜]+[{HAN}]{{2,6}}[:：]")
"""A label that no list names ends the value before it all the same."""
_ROLE = (
    "图片编辑|视觉编辑|视频编辑|责任编辑|责编|编辑|校对|审核|审校|监制|初审|复审|终审|一审|二审|三审|一校|二校|三校|值班主任|主编|美编|"
    "版式|组版|照排|图编"
)
_HOST = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[A-Za-z]{2,12}(?:/\S*)?")
_ROLES_SPACED = re.compile(
    rf"^(?:(?:{_ROLE}|记者|通讯员)[\s丨｜|/／:：]+[{HAN}]{{2,4}}(?:\s[{HAN}]{{2,4}}(?<!编辑)(?<!校对)(?<!审核))?[\s丨｜|/／;；]*){{1,8}}$"
)
"""编辑 华灯 校对 初上: roles and names without colons."""
_WRITTEN_FOR = re.compile(
    rf"(?P<names>[{HAN}·]{{2,8}}(?:[ 、&＆][{HAN}·]{{2,8}}){{0,3}})\s?[/／]\s?(?P<outlet>\S{{3,16}})"
)
"""顾一/某某青年报: who wrote it for whom."""
_ROLE_SLASHED = re.compile(rf"(?P<role>[{HAN}]{{2,6}})[/／](?P<who>[{HAN}·、&＆]{{2,30}})")
_SUPPLIED = re.compile(rf"(?P<who>[{HAN}、]{{2,30}})供稿")
_NO_CREDITS = frozenset(("views", "column", "tags", "published"))
_IN_A_MENU = re.compile(r"\S\s*[|｜丨]\s*$")
_SLASHED = re.compile(r"^(责任编辑|责编|编辑)\s*[/／丨|｜]\s*(?=\S{2,12}$)")
_SPACED = re.compile(r"^(来源|稿源|责任编辑|责编)\s+(?=\S{2,20}$)")
_BARE_SOURCE = re.compile(r"\s来源\s+(?=[^\s:：])")
_ORIGIN = re.compile(
    r"^(?:以下|本)文章?(?:来源|转载)[于自]\s*(?P<source>\S{2,20}?)\s*(?:[,，]\s*作者\s*(?P<author>\S{2,12}))?$"
)
_PAPER = re.compile(
    r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b|星期[一二三四五六日天]|第?\s*[A-Za-z]?\d{1,2}\s*版[\s:：]*\S{0,6}|农历\S{2,10}"
)
_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古"
    "|广西|西藏|宁夏|新疆|香港|澳门|台湾"
)
_OUTLET = re.compile(r"(?:网|报|社|台|刊|客户端|融媒体?|发布|在线|中心|新闻|局|委|办|厅|政府|法院|检察院|管委会)$")
_SECTION = re.compile(
    "(?:要闻|动态|资讯|公告|公示|通知|正文|时间|时政|详情|内容|解读|专题|频道|栏目|专栏|活动|文章|公开|速递|头条|播报|新闻|"
    "列表|首页|原创|更新|编辑|作者|阅读|浏览|点击|来源|日期|发表于?)$"
)
"""Words beside a time that are a section of the site rather than the outlet."""
_TRAILING = "/／ \u3000|｜丨[]【】()（）<>«»·,，;；"
_CLOSING = {"【": "】", "[": "]", "（": "）", "(": ")"}
_PICTURE_NEWS = re.compile(r"(?:图文|组图|图集|图片新闻|图片报道|高清组图|图解)\s*[:：|｜]\s*(?P<words>\S[^。]{5,60})$")
_ACCOUNT_BEHIND = re.compile(rf"\s*[·•|｜丨]\s*(?P<who>[{HAN}]{{2,12}}?)(?:官方(?:账号|号))?")
_LAST_CHANGED = re.compile("(?:最后|最近|上次)(?:更新|修改|编辑)")
_PARTS = re.compile(r"\s{1,}|[|｜丨]")
_BUTTONS = re.compile(
    r"(?<=.{2})(?:我要评论|我有话说|参与互动|语音播报|缩小字体|放大字体|小字体|大字体|微博分享|微信分享|分享到微信|分享到微博|收藏本文|打印本页|打印|分享|举报|\+?关注)+$"
)
"""Buttons that a page sets right after its source without a space."""
_READING_TIME = re.compile(r"(?<=.{2})[·\s|｜]*(?:预计)?阅读(?:时长|时间|约|需|全文)?\s*[:：]?\s*\d*\s*分?钟?$")
_NOT_A_SOURCE = re.compile(r"^(?:时间|日期|作者|编辑|字体|字号|点击|浏览|打印|分享|阅读)|[。！？]")


@dataclass
class Labelled:
    """What a line's labels say.

    values   (kind, value) in printed order; a value may be "" (the page left it out, or put it on the next line)
    date     the first date printed on the line, normalised, whether labelled or not
    rest     what stands before the first label and is not the date
    account  `rest` is taken for an outlet by its place alone (长江观察 2024-07-17 13:20)
    closed   the last value ends with its bracket: where it is empty, the page left it out
    changed  the time is that of the last change: 最后更新
    loose    a time with other words beside it and no label: a line of the text where it stands within the text
    """

    values: list[tuple[str, str]] = field(default_factory=list)
    date: str = ""
    rest: str = ""
    closed: bool = False
    changed: bool = False
    loose: bool = False
    account: bool = False

    @property
    def kinds(self) -> set[str]:
        return {kind for kind, _ in self.values}

    def first(self, kind: str) -> str:
        """The first non-empty value of a kind, or ""."""
        return next((value for name, value in self.values if name == kind and value), "")


def read_labels(text: str) -> Labelled | None:
    """The labelled facts of a line, or None where the line is not made of them.

    A line of running text that happens to hold 记者： or 时间： is not: labels must begin the line (after at
    most a breadcrumb, a date or a bracket), and values must be short.
    """
    if len(text) > 200:
        return None
    if origin := _ORIGIN.match(text):
        return Labelled([("source", origin["source"]), ("author", origin["author"] or "")])
    if written := _written_for(text):
        return written
    text = _as_labels(text.strip(_TRAILING))
    marks = _marks(text)
    if not marks:
        return _bare_date(text)
    before = YEARLESS.sub("", DATE.sub("", text[: marks[0].start()]))
    found = Labelled(rest=_HOST.sub("", before).strip(_TRAILING))
    if len(found.rest) > 60 or (len(found.rest) > 12 and not re.search(r"[>»›＞]", found.rest)):
        return None
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=True):
        value, found.closed = _within_bracket(text, mark.start(), text[mark.end() : end])
        value = _UNKNOWN.split(value.strip(_TRAILING))[0].strip(_TRAILING)
        if len(_HOST.sub("", value)) > 45 or re.search("[。！？]", value):
            return None
        found.values.append((str(mark.lastgroup).removeprefix("glued_").removeprefix("late_"), value))
    if _heads_a_story(found):
        return None
    if is_person(found.rest) and "author" not in found.kinds:
        found.values.append(("author", found.rest))  # 殷商 · 2024-12-03 09:00 · 来源：…
    found.date = find_date(text) or short_year(found.first("published"))
    found.changed = bool(_LAST_CHANGED.match(text))
    return found


def _written_for(text: str) -> Labelled | None:
    """顾一/某某青年报, or None."""
    match = _WRITTEN_FOR.fullmatch(text)
    if match is None or not is_outlet(match["outlet"]):
        return None
    names = re.split("[ 、&＆]", match["names"])
    if not all(is_person(name) for name in names):
        return None
    return Labelled([("author", " ".join(names)), ("source", match["outlet"])])


def _as_labels(text: str) -> str:
    """The line with colons behind its labels where it has strokes or blanks: 责编/顾一, 编辑 顾一 校对 顾二."""
    text = _with_colons(_SPACED.sub(r"\1：", _SLASHED.sub(r"\1：", text)))
    if _BARE_SOURCE.search(text) and re.search("时间[:：]|作者[:：]|日期[:：]", text):
        text = _BARE_SOURCE.sub(" 来源：", text)
    if _ROLES_SPACED.match(text) and re.search(_ROLE, text):
        text = re.sub(rf"({_ROLE}|记者|通讯员)[\s丨｜|/／:：]+", r" \1：", text).strip()
    return text


def _with_colons(text: str) -> str:
    """某某科供稿 摄影/顾一 编辑/顾二: credits in words of their own, written as labels are."""
    out: list[str] = []
    for word in text.split(" "):
        supplied, slashed = _SUPPLIED.fullmatch(word), _ROLE_SLASHED.fullmatch(word)
        if slashed and (label := _ANY.match(f"{slashed['role']}：")) and label.lastgroup not in _NO_CREDITS:
            out.append(f"{slashed['role']}：{slashed['who']}")
        elif supplied and all(is_office(one) or is_person(one) for one in supplied["who"].split("、")):
            out.append(f"供稿：{supplied['who']}")
        else:
            return text
    return " ".join(out)


def heads_picture_news(text: str) -> bool:
    """组图：产业园加快施工: a headline with a word before it that elsewhere is a column's or a credit's."""
    match = _PICTURE_NEWS.match(text)
    return match is not None and not any(map(may_be_person, re.split("[ 、,，]+", match["words"])))


def _heads_a_story(found: Labelled) -> bool:
    """图文：产业园加快施工: a headline that begins as a credit does, for its words name nobody."""
    if [kind for kind, _ in found.values] != ["author"] or found.rest or found.date:
        return False
    words = [word for word in re.split(r"[ \u3000、,，&＆/／]+", found.values[0][1]) if word]
    return len("".join(words)) >= 6 and not any(
        may_be_person(word) or is_office(word) or is_outlet(word) for word in words
    )


def _within_bracket(text: str, start: int, value: str) -> tuple[str, bool]:
    """【作者:】 【关闭】: the value of a label that stands in a bracket of its own ends where the bracket does; with
    whether it did."""
    close = _CLOSING.get(text[start - 1 : start], "")
    return (value.partition(close)[0], True) if close and close in value else (value, False)


def _marks(text: str) -> list[re.Match[str]]:
    """The labels of a line; a late one only where another label or a date stands before it."""
    out: list[re.Match[str]] = []
    for mark in _ANY.finditer(text):
        late = str(mark.lastgroup).startswith("late_")
        if not late or out or DATE.search(text[: mark.start()]):
            out.append(mark)
    if out and _IN_A_MENU.search(text[: out[0].start()]) and out[0].group().strip()[-1:] in "|｜丨":
        return []  # 新闻 | 图片 | 城市: the site's menu, and nobody took the picture
    return out


def _bare_date(text: str) -> Labelled | None:
    """A line that is only a date and time, perhaps with an outlet beside it: 2024-05-31 08:00 洛城日报."""
    match = DATE.search(text) or YEARLESS.search(text)
    if match is None:
        return None
    date = written(match) if match.re is DATE else ""
    rest = (text[: match.start()] + " " + text[match.end() :]).strip(_TRAILING)
    rest = _BUTTONS.sub("", rest)
    rest = re.sub(rf"^原创\s*|\s*(?:{_PROVINCES})$", "", _PAPER.sub(" ", rest).strip(_TRAILING + "《》"))
    clock = match["H"] is not None
    if re.search("[，。；！？,;、“”]", rest) or (len(text) == len(match.group()) and not date):
        return None
    before, after = (part.strip(_TRAILING) for part in (text[: match.start()], text[match.end() :]))
    before = before.removeprefix("原创").strip(_TRAILING)
    if not before and (behind := _ACCOUNT_BEHIND.fullmatch(text[match.end() :])):
        return Labelled(date=date, rest=behind["who"], account=True)  # 2019-05-17 · 苏皖城市报道
    if 2 < len(before) <= 16 and _OUTLET.search(before) and re.fullmatch(f"[{HAN}]{{0,4}}", after):
        return Labelled(date=date, rest=before)  # 某某局 2024-11-07 示例, as copied from WeChat
    if clock and re.fullmatch(f"[{HAN}]{{4,12}}", before) and re.fullmatch(f"[{HAN}]{{0,4}}", after):
        named = not (is_person(before) or _SECTION.search(before))
        return Labelled(date=date, rest=before if named else "", account=named)  # 长江观察 2024-07-17 13:20
    account = clock and " " not in rest  # 苍梧工信 2024-10-16 08:12, as apps print it
    if len(rest) <= 16 and (len(rest) <= 4 or account or _OUTLET.search(rest)):
        changed = bool(_LAST_CHANGED.match(text))
        return Labelled(date=date, rest=rest if _OUTLET.search(rest) and not changed else "", changed=changed)
    parts = _PARTS.split(rest)
    outlet = next((word for word in parts if _is_outlet(word)), "")
    spread = len(parts) >= 2 and outlet and not re.search("星期|版", text)  # 2019年9月11日 某某传媒 时政 1665
    if (clock or spread) and len(rest) <= 40:
        writers = [word for word in parts if is_person(word)] if outlet else []
        values = [("author", " ".join(writers))] if writers else []
        return Labelled(values, date, outlet, changed=bool(_LAST_CHANGED.match(text)), loose=True)
    return None


def _is_outlet(word: str) -> bool:
    """Whether a word beside a time names who published, and not the site's section (时政新闻)."""
    return 2 < len(word) <= 16 and bool(_OUTLET.search(word) or is_outlet(word)) and not _SECTION.search(word)


def paper_name(text: str) -> str:
    """The paper that a page's running head names: 云溪日报 2024年07月04日 星期四; "" where it names none."""
    match = re.match(rf"[《]?(?P<name>[{HAN}]{{2,12}}(?:报|刊|导刊))[》]?\s", text)
    return match["name"] if match else ""


def source_value(value: str) -> str:
    """An outlet's name out of a 来源 value: dates, and what follows two outlets' worth of text, taken off."""
    value = re.sub("[（(].*", "", DATE.sub(" ", value)).strip(_TRAILING)
    value = _READING_TIME.sub("", value).strip(_TRAILING + "·")
    name = _BUTTONS.sub("", _PARTS.split(value)[0]) if value else ""
    if _NOT_A_SOURCE.search(name) or not re.search(f"[{HAN}A-Za-z]", name):
        return ""
    quoted = name.count("《") == name.count("》") > 0 and not name.startswith("《")  # 光华网-《光华日报》
    return name.strip(_TRAILING + ("" if quoted else '《》“”"'))


def tag_values(value: str) -> tuple[str, ...]:
    """The tags of a 标签 value."""
    return tuple(dict.fromkeys(part for part in re.split(r"[\s,，、;；|｜/]+", value) if 0 < len(part) <= 20))
