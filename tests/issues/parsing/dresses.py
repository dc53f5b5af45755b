"""Random issues and random dress: what desks print around one and the same document. For property tests.

Words are our own: fictional places, offices and people.
"""

import datetime as dt
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from articles.text.blocks import paragraphs
from articles.text.byline import NO_BYLINE, Byline
from articles.text.byline_parsing import parse_byline
from articles.text.widths import display_width, match_key
from issues.document import IssueDocument, Item, LeadLine, Masthead, SectionBlock, derive_lead

PLACES = ("云岭市", "青川县", "望湖区", "石桥镇", "我市", "全市", "市工信局", "省厅", "临江港", "星河园区")
ACTIONS = ("召开", "部署", "调研", "督导", "启动", "开展", "通报", "举办", "推进", "检查")
THINGS = (
    "数字化转型现场会",
    "“百日攻坚”行动",
    "重点项目（二期）建设",
    "安全生产培训",
    "产业链对接活动",
    "第3季度运行调度",
    "中国（云岭）博览会筹备工作",
    "5G工厂建设",
    "绿色低碳改造",
    "企业纾困“一件事”服务",
)
OPENINGS = ("5月17日，", "近日，", "", "今年以来，", "12月3日至5日，", "日前，")
MIDDLES = (
    "市委常委、副市长顾长风出席并讲话",
    "重点查看企业厂区现状（含老厂区）和设备拆除情况",
    "共排查隐患47项，已整改41项",
    "覆盖率达到61.8%，比年初提高4.3个百分点",
    "要求做到“一企一档、一周一访”",
    "听取云纺机械、华岭新材料等8家企业汇报",
)
CLOSINGS = ("取得明显成效", "确保全年目标完成", "各县区负责同志参加会议", "共同研究解决难题", "力争“保二争一”")
SECTIONS = ("要闻", "工信动态", "县区传真", "通知公告", "企业之声", "政策解读")
NAMES = ("云岭工信手机报", "青川经信快讯", "望湖工业信息", "星河园区动态")
BYLINES = (
    "（办公室 何一凡）",
    "（安全生产科）",
    "(材料工业科 武小峰)",
    "（记者 苏禾 通讯员 蒋一鸣）",
    "（文/罗菲 图/崔某）",
    "（青川县工信局 马骏、伍思远）",
    "（杜浩翔 冯昕晴）",
    "（云岭日报）",
    "来源：省工信厅网站",
    "供稿：综合科 周蕙",
    "（综合科：周蕙）",
    "（技改科供稿）",
    "（办公室 何一凡 2024年6月3日）",
    "（据《云岭日报》）",
    "供稿 | 综合科 周蕙",
    "来源：云岭日报 编辑：何一凡",
)
LEAD_HEADINGS = (
    "★本期导读★",
    "本期导读",
    "导　读",
    "【内容提要】",
    "≡本期要目≡",
    "▼今日导读▼",
    "本期要目：",
    "目  录",
    "CONTENTS 目录",
    "▌本期导读",
    "==本期看点==",
    "导读：",
    "",
)
MARKS = (
    "■",
    "◆",
    "◇",
    "●",
    "▲",
    "※",
    "★",
    "□",
    "▶ ",
    "1、",
    "1. ",
    "1．",
    "（一）",
    "①",
    "01\n",
    "",
    "[1] ",
    "【1】",
    "第一条 ",
    "Ⅰ ",
    "壹、",
    "🔹",
    "### ",
)
SECTION_DRESS = (
    "【{}】",
    "〖{}〗",
    "「{}」",
    "『{}』",
    "一、{}",
    "★{}★",
    "{}",
    "—— {} ——",
    "◎{}◎",
    "## {}",
    "▌{}",
    "☞{}☜",
    "【{}】（2篇）",
    "== {} ==",
)
HAN = "一二三四五六七八九十"
NOISE = ("望湖印务  第 {} 页", "— {} —", "第 {} 版")
STAFF = ("编辑", "审核")
FEET = (
    (),
    ("————————————", "报：市委办公室。", "送：各县区工信局。", "（共印80份）"),
    ("版权所有：云岭市工业和信息化局　转载请注明出处",),
    ("", "投稿邮箱：yl@example.com　退订请回复TD"),
    ("- END -", "编辑：张某", "审核：李某", "阅读 1024", "分享 收藏 在看"),
    ("", "主送：市委、市政府", "云岭市工业和信息化局办公室　2024年6月3日印发", "（本期共印60份）"),
    ("相关阅读", "云岭工信手机报 | 上期要点回放"),
)


@dataclass(frozen=True)
class Dress:
    """How a document is printed; each field is one habit of a desk."""

    spaced_name: bool
    number_form: int
    lead_heading: str
    lead_sections: bool
    lead_mark: str
    leaders: str
    mark: str
    section: str
    blank_lines: bool
    indent: str
    own_line_bylines: bool
    foot: tuple[str, ...]
    noise: str
    line_break: str
    encoding: str
    wrap: int


def sentences() -> st.SearchStrategy[str]:
    one = st.builds(
        lambda opening, place, action, thing, middle, closing: (
            f"{opening}{place}{action}{thing}，{middle}，{closing}。"
        ),
        *(st.sampled_from(words) for words in (OPENINGS, PLACES, ACTIONS, THINGS, MIDDLES, CLOSINGS)),
    )
    return st.lists(one, min_size=1, max_size=3).map("".join)


def titles() -> st.SearchStrategy[str]:
    return st.builds(
        lambda place, action, thing, tail: f"{place}{action}{thing}{tail}",
        *(st.sampled_from(words) for words in (PLACES, ACTIONS, THINGS)),
        st.sampled_from(("", "", "见实效", "：进展“快”", "总结会召开", "2.0版上线")),
    )


def bylines() -> st.SearchStrategy[Byline]:
    return st.one_of(st.just(NO_BYLINE), st.sampled_from(BYLINES).map(parse_byline))


def mastheads() -> st.SearchStrategy[Masthead]:
    return st.builds(
        lambda name, date, number, total, combined: Masthead(
            name=name,
            year=date.year,
            number=number,
            number_end=number + 1 if combined else None,
            total_number=total,
            total_number_end=total + 1 if combined else None,
            date=date,
        ),
        st.sampled_from(NAMES),
        st.dates(dt.date(2010, 1, 1), dt.date(2029, 12, 31)),
        st.integers(1, 60),
        st.integers(61, 1500),
        st.booleans(),
    )


@st.composite
def documents(draw: st.DrawFn) -> IssueDocument:
    """An issue of one to four sections (or none named) whose titles all differ."""
    keys: set[str] = set()
    names = draw(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=4, unique=True))
    sections: list[SectionBlock] = []
    for name in names:
        items = []
        for _ in range(draw(st.integers(1, 3))):
            title = draw(titles())
            if any(match_key(title) in key or key in match_key(title) for key in keys):
                continue
            keys.add(match_key(title))
            body = draw(st.lists(sentences(), min_size=1, max_size=3))
            items.append(Item(title, paragraphs(body), draw(bylines())))
        if items:
            sections.append(SectionBlock(name, tuple(items)))
    if draw(st.booleans()) and len(sections) == 1:
        sections = [SectionBlock(None, sections[0].items)]
    return IssueDocument(draw(mastheads()), derive_lead(sections), tuple(sections))


def dresses() -> st.SearchStrategy[Dress]:
    return st.builds(
        Dress,
        spaced_name=st.booleans(),
        number_form=st.integers(0, 7),
        lead_heading=st.sampled_from(LEAD_HEADINGS),
        lead_sections=st.booleans(),
        lead_mark=st.sampled_from(("", "■", "※ ", "• ", "1、", "（一）")),
        leaders=st.sampled_from(("", "……………{}", "......P{}", "（第{}版）", "；", "（{}）", "/{}", "\t{}")),
        mark=st.sampled_from(MARKS),
        section=st.sampled_from(SECTION_DRESS),
        blank_lines=st.booleans(),
        indent=st.sampled_from(("", "　　", "    ")),
        own_line_bylines=st.booleans(),
        foot=st.sampled_from(FEET),
        noise=st.sampled_from(("", *NOISE)),
        line_break=st.sampled_from(("\n", "\r\n", "\r")),
        encoding=st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le")),
        wrap=st.sampled_from((0, 0, 0, 40, 56)),
    )


def as_printed(document: IssueDocument, dress: Dress) -> IssueDocument:
    """The document that a reader of the dressed text sees: a list without sections has none."""
    if dress.lead_sections:
        return document
    return replace(document, lead=tuple(LeadLine(None, line.title) for line in document.lead))


def dressed(document: IssueDocument, dress: Dress) -> bytes:
    """The document printed in this dress."""
    lines = [*_head(document.masthead, dress), *_lead(document, dress), *_body(document, dress), *dress.foot]
    if dress.blank_lines:
        lines = [line for line in lines for line in (line, "")]
    return dress.line_break.join("\n".join(lines).split("\n")).encode(dress.encoding)


def _head(masthead: Masthead, dress: Dress) -> list[str]:
    name = "　".join(masthead.name) if dress.spaced_name else masthead.name
    date = masthead.date or dt.date(2000, 1, 1)
    number = f"{masthead.number}-{masthead.number_end}" if masthead.number_end else f"{masthead.number}"
    total = (
        f"{masthead.total_number}-{masthead.total_number_end}" if masthead.total_number_end else masthead.total_number
    )
    day = f"{date.year}年{date.month}月{date.day}日"
    forms = (
        [f"({masthead.year}年第{number}期•总第{total}期)", day],
        [f"第{number}期 总第{total}期 {day}"],
        [f"（{masthead.year}年第 {number} 期　总第 {total} 期）", f"某某市工业和信息化局主办　　{date:%Y-%m-%d}"],
        [f"第{number}期", f"（总第{total}期）", f"{date:%Y.%m.%d}　星期一"],
        [f"{masthead.year}年第{number}期（总第{total}期）　{day}　编辑：张某　审核：李某"],
        [f"第{number}期 | {date:%Y/%m/%d} | 总第{total}期"],
        [f"VOL.{masthead.total_number} / NO.{masthead.number} / {date:%Y.%m.%d}"],
        [f"[{masthead.year}]第{number}期　累计第{total}期", "编印：办公室　" + day],
    )
    return [name, *forms[dress.number_form]]


def facts(dress: Dress) -> tuple[tuple[str, str], ...]:
    """The masthead facts that head and foot print in this dress."""
    foot = tuple(
        (label, value) for line in dress.foot for label, colon, value in [line.partition("：")] if label in STAFF
    )
    return (*head_facts(dress), *foot)


def head_facts(dress: Dress) -> tuple[tuple[str, str], ...]:
    """The facts that `_head` prints in this dress."""
    if dress.number_form == 2:
        return (("主办", "某某市工业和信息化局"),)
    if dress.number_form == 7:
        return (("编印", "办公室"),)
    if dress.number_form == 4:
        return (("编辑", "张某"), ("审核", "李某"))
    return ()


def _marked(mark: str, number: int, text: str) -> str:
    if mark == "①":
        return f"{chr(ord('①') + (number - 1) % 20)}{text}"
    if mark == "01\n":
        return f"{number:02d}\n{text}"
    if mark in ("（一）", "第一条 "):
        return f"{mark.replace('一', HAN[(number - 1) % 10])}{text}"
    if mark in ("[1] ", "【1】"):
        return f"{mark.replace('1', str(number))}{text}"
    if mark in ("Ⅰ ", "壹、"):
        return f"{('ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ' if mark == 'Ⅰ ' else '壹贰叁肆伍陆柒捌玖拾')[(number - 1) % 10]}{mark[1]}{text}"
    if mark[:1] == "1":
        return f"{number}{mark[1:]}{text}"
    return f"{mark}{text}"


def _section(dress: Dress, number: int, name: str) -> str:
    return dress.section.replace("一", HAN[number - 1]).format(name)


def _lead(document: IssueDocument, dress: Dress) -> list[str]:
    lines = [dress.lead_heading]
    number = 0
    for place, section in enumerate(document.sections, start=1):
        if section.name and dress.lead_sections:
            lines.append(_section(dress, place, section.name))
        for item in section.items:
            number += 1
            end = dress.leaders.format(number) if "{" in dress.leaders else dress.leaders
            lines.append(_marked(dress.lead_mark, number, item.title) + end)
    if dress.lead_heading == "导读：":  # the whole list on the heading's line
        return ["导读：" + "；".join(item.title for _, item in document.items())]
    return [line for line in lines if line]


def _body(document: IssueDocument, dress: Dress) -> list[str]:
    lines: list[str] = []
    number = 0
    for place, section in enumerate(document.sections, start=1):
        if section.name:
            lines.append(_section(dress, place, section.name))
        for item in section.items:
            number += 1
            lines += _marked(dress.mark, number, item.title).split("\n")
            lines += _paragraphs(item, dress)
        if dress.noise:
            lines.append(dress.noise.format(place))
    return lines


def _paragraphs(item: Item, dress: Dress) -> list[str]:
    texts = list(item.paragraphs)
    raw = item.byline.raw
    own = dress.own_line_bylines or not raw.startswith(("(", "（"))
    if raw and not own:
        texts[-1] += raw
    lines = [line for text in texts for line in _wrapped(dress.indent + text, dress.wrap)]
    return [*lines, raw] if raw and own else lines


def _wrapped(text: str, width: int) -> list[str]:
    if not width:
        return [text]
    lines, line = [], ""
    for char in text:
        if display_width(line + char) > width:
            lines.append(line)
            line = ""
        line += char
    return [*lines, line]


def examples() -> st.SearchStrategy[tuple[IssueDocument, Dress]]:
    return st.tuples(documents(), dresses()).filter(_is_readable)


def _is_readable(pair: tuple[IssueDocument, Dress]) -> bool:
    """Leaves out dress that no reader could undo: a word alone that may be a title as well as a section."""
    document, dress = pair
    named = [section for section in document.sections if section.name]
    if dress.section == "一、{}" and dress.mark == "（一）" and not named:
        return False
    if dress.lead_heading == "导读：" and (dress.lead_sections or len(list(document.items())) < 2):
        return False
    if not dress.lead_heading and (dress.lead_sections or dress.leaders or len(list(document.items())) < 3):
        return False
    if masthead_is_short(document) and dress.number_form == 6:
        return False
    long = sum(len(text) for _, item in document.items() for text in item.paragraphs) > 400
    return not dress.wrap or (bool(dress.indent) and long)


def masthead_is_short(document: IssueDocument) -> bool:
    """True for what VOL. and NO. cannot say: a combined issue."""
    return document.masthead.number_end is not None
