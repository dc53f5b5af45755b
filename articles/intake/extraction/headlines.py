"""Headlines: the page's title without its site's name, the printed headline with 引题 and 副题. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.intake.extraction.lines import HAN, Line, is_terminated, overlap, squeeze
from articles.text.names import is_outlet

_PARTING = re.compile(
    rf"\s*(?:——(?=[{HAN}]{{2,16}}网站?$)|_+|\|+|｜|丨|--+|\s[-–—]\s|(?<=[^—])—(?=[^—])|(?<=[{HAN}”’！？）》】%％\d])-(?=[{HAN}])|»|>>?|\s{{2,}})\s*"
)
_HOST = re.compile(r"\s*[(（](?:www\.)?[\w-]+(?:\.[\w-]+){1,3}[)）]$", re.IGNORECASE)
_SITE_FIRST = re.compile(rf"^(?P<site>[{HAN}]{{2,12}}(?:网|网站|门户网站))\s*[-_|｜—]+\s*(?=\S{{8,}})")
_OFFICE_FIRST = re.compile(
    rf"^(?P<site>[{HAN}]{{3,20}}(?:局|委员会|政府|厅|办公室|门户网站))(?:\s[-–—]\s|\s*_+\s*)(?=\S{{8,}})"
)
_ACCOUNT_FIRST = re.compile(rf"^(?P<site>[{HAN}]{{3,12}})\s*[|｜丨]\s*(?=\S{{6,}})")
_REPOST = re.compile(r"^[\[【(（]\s*(?:转载|转帖|转|原创)\s*[\]】)）]\s*")
_SITE = re.compile(
    r"(?:网站?|报社?|门户|门户网站|频道|新闻|新闻网|在线|客户端|电视台|广播|"
    r"融媒体?|发布|传媒|杂志|周刊|日报|晚报|时报|政府|厅|局|委员会?|办公室|办事处|"
    r"委|院|中心|平台|公众号|资讯|要闻|动态|数字报|电子报|论坛|之窗|热线|\.(?:com|"
    r"cn|net|org|gov)(?:\.cn)?)$",
    re.IGNORECASE,
)
_SITE_NAME = re.compile(
    r"(?:网|网站|报|报社|社|台|门户|门户网站|客户端|在线|融媒体?|发布|传媒|杂志|"
    r"周刊|政府|厅|局|委|委员会|办公室|办事处|学院|大学|平台|热线|之窗)$"
)
_SITE_ONLY = re.compile(
    rf"[{HAN}]{{2,8}}(?:网|网站|日报|晚报|在线|客户端|数字报|电子报|融媒|发布)|"
    rf"[{HAN}]{{2,12}}(?:人民政府|委员会|[^结开布设]局|厅)(?:网站|门户网站)?"
)
_COLUMN = re.compile(r"(?:新闻中心|频道|要闻|动态|资讯|新闻|首页.*|正文|.*\.(?:com|cn|net|org).*)$", re.IGNORECASE)
_COLUMN_ONLY = re.compile(
    r"(?:要闻|动态|资讯|新闻|频道|正文|首页|滚动|头条|新闻中心|时政|经济|社会|国内|国际|财经|民生|文化|教育|图片|视频)"
    r"|.*\.(?:com|cn|net|org).*"
)
_COLUMN_NAME = re.compile(
    rf"(?:[{HAN}]{{0,4}}(?:新闻|动态|要闻|资讯|公告|公示|通知|快讯|简讯|简报|信息|正文|详情|内容|频道)){{1,2}}(?:页|页面|列表|中心)?"
)
_OFFICE = re.compile(r"(?:办事处|局|委员会|政府|厅|办公室|学院|公司)$")
_WHEN = "当前|全球|世界|环球|天天|每日|今日|即时|最新|实时|国内|速看|快看|滚动|热点|焦点|精选|要闻|重点|头条|报道|观"
_LINK = "[今新快微热看观即最速要短百]"
_WHAT = (
    "关注|热点|热闻|聚焦|热讯|资讯|消息|速看|快看|播报|快播|报道|快报|看点|焦点|动态|短讯|信息|头条|"
    "推荐|热议|观点|新视野|要闻|百事通|即看|速递|视点|微速讯|快讯|时讯|速讯|观察|滚动|简讯|精选|热门|独家|热榜|日报"
)
_CHURN = rf"(?:{_WHEN}){_LINK}{{0,2}}(?:{_WHAT}){{1,2}}料?"
"""What content farms put before or after a stolen headline: 当前关注, 全球看热讯, 天天观速讯."""
_CHURN_END = re.compile(rf"(?:\s+|[-_|丨])(?:{_CHURN})!?！?$|\s+(?:{_WHAT})(?:{_WHAT})$")
_CHURN_START = re.compile(rf"^(?:[【\[]{_CHURN}[】\]]\s*|{_CHURN}[:：!！|丨]\s*)")
_KICKER = re.compile(r"(?:强调|指出|要求|表示|提出|透露|宣布|时说|寄语|——|—|:|：)$")
_NAMED_PART = re.compile(r"^[（(【]?(?:引题|肩题|主题|主标题|副题|副标题)[）)】]?[:：]\s*")
_LONGEST = 300
_SUBTITLE = re.compile(r"^(?:——|—|－－|--)\s*")


_PLACE = re.compile(f"[{HAN}]{{1,5}}(?:省|市|县|区|乡|镇|村|街道|社区|局|委)")
_COMPLETE = re.compile(
    "(?:举办|举行|召开|开幕|闭幕|启动|揭牌|签约|开工|投产|通车|通航|开通|试运行|投用|投入使用|上线|亮相|获批|开赛|收官|出炉|成立|印发|开班)$"
)
"""A headline that says all: what follows on its next line is 副题, however long."""
_PAIRED = re.compile("|".join(f"[{HAN}]{{{n}}} [{HAN}]{{{n}}}" for n in range(4, 9)))
"""变化看得见 企业有干劲: two halves of one length, as a 主题 under a 引题 that tells who did what."""


@dataclass(frozen=True, slots=True)
class Headline:
    """引题, 主题, 副题 of a story; "" where it has none."""

    title: str
    kicker: str = ""
    subtitle: str = ""


def split_site(title: str) -> tuple[str, str]:
    """(the title, the site's name) of a web page's title: 标题_频道_某某网 → (标题, 某某网).

    What content farms put around titles (… 当前关注, 【全球新视野】…) is taken off too. Only what is parted by
    a sign and looks like a site's name is taken off; a title's own dash or space stays.
    """
    if len(title) > _LONGEST:
        return title.strip(), ""
    rest = _CHURN_START.sub("", _CHURN_END.sub("", _HOST.sub("", _REPOST.sub("", title.strip())))).strip()
    cuts = list(_PARTING.finditer(rest))
    site: list[str] = []
    for cut in reversed(cuts):
        tail = rest[cut.end() :].strip()
        if not cut.start() or not tail:
            rest = rest[: cut.start()] or rest
            continue
        strong = "_" in cut.group() or "|" in cut.group() or "｜" in cut.group() or "丨" in cut.group()
        keyword = strong and (site or len(tail) <= 8) and len(tail) < cut.start() >= 6
        column = bool(site) and len(tail) <= 5 and cut.start() >= 8  # …-县区行-山海网
        if not (_SITE.search(tail) or keyword or column):
            break
        site.append(tail)
        rest = rest[: cut.start()].strip()
    first = _SITE_FIRST.match(rest) or _OFFICE_FIRST.match(rest) or _outlet_first(rest)
    if first and (not site or is_outlet(first["site"])):
        return rest[first.end() :], first["site"]
    rest, spaced = _spaced_office(rest) if site else (rest, "")
    return _CHURN_END.sub("", rest), _site_of(site, spaced)


def _spaced_office(title: str) -> tuple[str, str]:
    """An office's name after a space at the end of a title whose site's name has been cut: 标题 东区办事处."""
    head, _, tail = title.rpartition(" ")
    return (head, tail) if head and len(tail) <= 12 and _OFFICE.search(tail) and len(head) >= 10 else (title, "")


def _outlet_first(title: str) -> re.Match[str] | None:
    """黄河晨报 | 古渡口架起“连心桥”: the outlet that a platform sets before its headlines."""
    match = _ACCOUNT_FIRST.match(title)
    return match if match and is_outlet(match["site"]) else None


def without_outlet(title: str) -> str:
    """A printed headline without the outlet that its platform sets before it."""
    first = _outlet_first(title)
    return title[first.end() :] if first else title


def _site_of(parts: list[str], office: str) -> str:
    """The site's name among what was cut (last first): a name, not a column or a host."""
    named = [part for part in parts if _SITE_NAME.search(part) and not _COLUMN.fullmatch(part)]
    named = [part for part in named if not re.search("重点新闻网站$|新闻门户$", part)] or named
    name = named[0] if named else ""
    if not name and parts and len(parts[0]) >= 3 and not _COLUMN_ONLY.fullmatch(parts[0]):
        name = parts[0]
    return f"{name} {office}".strip() if office else name


def names_site(title: str) -> bool:
    """Whether a page's title is only the name of its site: 琴川工信网, 某某市人民政府."""
    return len(title) <= 18 and bool(_SITE_ONLY.fullmatch(title))


def names_column(title: str) -> bool:
    """Whether a page's title is only the name of its column: 新闻动态, 通知公告, 图片新闻."""
    return bool(_COLUMN_NAME.fullmatch(title))


def ends_as_site(text: str) -> bool:
    """Whether a short line may be a site's or an office's name: 某某市人力资源和社会保障局, 学习强国 某某平台."""
    return len(text) <= 20 and bool(_SITE_NAME.search(text))


def is_place(text: str) -> bool:
    """Whether a short line names a place or an office, as the first line of a headline does: 桃花镇."""
    return bool(_PLACE.fullmatch(text))


def says_all(text: str) -> bool:
    """Whether a headline tells what happened in full (…招聘会举办), so that a line after it is 副题."""
    return bool(_COMPLETE.search(text))


def is_title_like(line: Line) -> bool:
    """Could stand as a headline: a few to sixty characters, not a sentence with its stop."""
    text = line.text
    if not 4 <= len(text) <= 70 or line.bullet or text.endswith(("。", "；", ";", "，", ",", "、")):
        return False
    return len(re.findall(f"[{HAN}A-Za-z]", text)) >= 4 and not re.search("。", text)


def same_words(left: str, right: str) -> bool:
    """Equal but for space and punctuation width."""
    return squeeze(left) == squeeze(right)


def read_headline(lines: Sequence[Line]) -> Headline:
    """引题, 主题, 副题 from the lines of one headline, top to bottom. An empty sequence gives an empty headline."""
    texts = [_NAMED_PART.sub("", line.text) for line in lines if line.text]
    kickers: list[str] = []
    while len(texts) > 1 and _KICKER.search(texts[0]):
        kickers.append(texts.pop(0))
    if len(texts) == 2 and not kickers and _PAIRED.fullmatch(texts[1]) and " " not in texts[0]:
        kickers.append(texts.pop(0))
    subtitles: list[str] = []
    while len(texts) > 1 and _SUBTITLE.match(texts[-1]):
        subtitles.insert(0, texts.pop())
    if len(texts) > 1 and not _balanced(texts):
        subtitles = [*texts[1:], *subtitles]
        texts = texts[:1]
    return Headline(" ".join(texts), " ".join(kickers), " ".join(_SUBTITLE.sub("——", text) for text in subtitles))


def _balanced(texts: list[str]) -> bool:
    """Lines of about one length: a headline set in two or three lines, not a title over its subtitle."""
    lengths = [len(text) for text in texts]
    if len(texts) == 2 and _PLACE.fullmatch(texts[0]):
        return True  # 十里铺乡 over “冬闲”变“冬训”
    if says_all(texts[0]):
        return False
    return len(texts) <= 3 and max(lengths) - min(lengths) <= 3 and max(lengths) <= 20


def belongs_to(title: str, lines: Sequence[Line]) -> bool:
    """Whether short lines above the text are the printed headline of the story that the page titles `title`."""
    texts = [line.text for line in lines]
    if not texts or any(is_terminated(text) and text.endswith("。") for text in texts):
        return False
    if title and any(overlap(title, text) >= 0.6 for text in texts):
        return True
    return len(texts) >= 2 and bool(_KICKER.search(texts[0])) and not texts[0].endswith((":", "："))
