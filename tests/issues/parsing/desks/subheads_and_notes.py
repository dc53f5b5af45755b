# ruff: noqa: W291 - white space at a line's end is part of the layout
"""Layouts with headings inside bodies, notes, brackets that are no bylines, links to past issues."""

from typing import Any

from tests.issues.parsing.desks.articles import BODIES, BYLINES, TITLES
from tests.issues.parsing.desks.layout import Layout, wrapped

HEAD = "沅州工信手机报\n2024年第15期（总第203期）\n2024年4月15日\n"
H = {"name": "沅州工信手机报", "year": 2024, "number": 15, "total": 203, "date": "2024-04-15"}
LAYOUTS: list[Layout] = []


def _desk(*args: Any, **more: Any) -> None:
    LAYOUTS.append(Layout(*args, **more))


_desk(
    "lead_items_commas_sections_paren",
    HEAD
    + """
内容导读
（一）要闻
1.{t1}
2.{t2}
（二）动态
1.{t3}
2.{t8}

（一）要闻
1.{t1}
{b1i}{y1}
2.{t2}
{b2i}{y2}
（二）动态
1.{t3}
{b3i}{y3}
2.{t8}
{b8i}{y8}
""",
    H,
    [("要闻", 1), ("要闻", 2), ("动态", 3), ("动态", 8)],
    [("要闻", 1), ("要闻", 2), ("动态", 3), ("动态", 8)],
)
_desk(
    "body_with_boldlike_subheads",
    HEAD
    + """
本期导读
■{t6}
■{t2}
■{t6}
澜川县依托沅江轴承等龙头企业，引育上下游企业42家。
强链：小企业长成大龙头
形成从锻造、车加工到精磨、装配的完整链条。
补链：检测中心落地
下一步，澜川县将建设轴承检测中心。
{y6}
■{t2}
{b2}{y2}
""",
    H,
    [(None, 6), (None, 2)],
    [(None, 6), (None, 2)],
    bodies={
        6: [
            "澜川县依托沅江轴承等龙头企业，引育上下游企业42家。",
            "强链：小企业长成大龙头",
            "形成从锻造、车加工到精磨、装配的完整链条。",
            "补链：检测中心落地",
            "下一步，澜川县将建设轴承检测中心。",
        ]
    },
)
_desk(
    "no_lead_marks_with_subheads_same_level",
    HEAD
    + """
【要闻】
◆{t1}
{b1i}{y1}
◆{t5}
　　一季度，全市工业经济平稳开局。
　　◎重点产业支撑有力
　　装备制造增加值增长12.4%。
　　◎企业效益持续改善
　　利润总额增长9.3%。
{y5}
【动态】
◆{t8}
{b8i}{y8}
""",
    H,
    [],
    [("要闻", 1), ("要闻", 5), ("动态", 8)],
    bodies={
        5: [
            "一季度，全市工业经济平稳开局。",
            "◎重点产业支撑有力",
            "装备制造增加值增长12.4%。",
            "◎企业效益持续改善",
            "利润总额增长9.3%。",
        ]
    },
)
_desk(
    "lead_only_titles_bold_stars",
    """
**沅州工信手机报**
**2024年第15期（总第203期）** | 2024-04-15
**本期导读**
1. **{t1}**
2. **{t2}**
3. **{t6}**
---
**一、要闻**
**1. {t1}**
{b1}
{y1}
**2. {t2}**
{b2}
{y2}
**二、县区**
**3. {t6}**
{b6}
{y6}
""",
    H,
    [(None, 1), (None, 2), (None, 6)],
    [("要闻", 1), ("要闻", 2), ("县区", 6)],
)
_desk(
    "item_per_section_name_prefix",
    HEAD
    + """
本期导读
要闻丨{t1}
要闻丨{t2}
动态丨{t3}
县区丨{t6}
要闻丨{t1}
{b1}{y1}
要闻丨{t2}
{b2}{y2}
动态丨{t3}
{b3}{y3}
县区丨{t6}
{b6}{y6}
""",
    H,
    [
        (None, "要闻丨" + TITLES[1]),
        (None, "要闻丨" + TITLES[2]),
        (None, "动态丨" + TITLES[3]),
        (None, "县区丨" + TITLES[6]),
    ],
    [(None, 1), (None, 2), (None, 3), (None, 6)],
    titles={1: "要闻丨" + TITLES[1], 2: "要闻丨" + TITLES[2], 3: "动态丨" + TITLES[3], 6: "县区丨" + TITLES[6]},
)
_desk(
    "two_sections_same_item_count_star_bullets",
    """
☆☆☆沅州工信手机报☆☆☆
第15期(总第203期)
2024-04-15 周一
●●本期要闻●●
●{t1}
●{t2}
●●正文●●
●●要闻●●
●{t1}
{b1}{y1}
●●动态●●
●{t2}
{b2}{y2}
""",
    H,
    [(None, 1), (None, 2)],
    [("要闻", 1), ("动态", 2)],
)
_desk(
    "number_line_after_lead_heading",
    """
沅州工信手机报
总第203期

【本期导读】
要闻：
■{t1}
■{t2}
县区：
■{t6}

【要闻】
■{t1}
{b1}{y1}
■{t2}
{b2}{y2}
【县区】
■{t6}
{b6}{y6}

2024年第15期
出版日期：2024年4月15日
""",
    dict(H),
    [("要闻", 1), ("要闻", 2), ("县区", 6)],
    [("要闻", 1), ("要闻", 2), ("县区", 6)],
)
_desk(
    "editorial_note",
    HEAD
    + """
编者按：本期重点反映全市新型工业化推进情况，供参阅。

本期导读
1、{t1}
2、{t2}

1、{t1}
{b1i}{y1}
2、{t2}
{b2i}{y2}
""",
    H,
    [(None, 1), (None, 2)],
    [(None, 1), (None, 2)],
    unrecognised=1,
)
_desk(
    "paragraph_ends_with_bracket_notbyline",
    HEAD
    + """
本期导读
■{t5}
■{t12}
■{t3}
【数据】
■{t5}
一季度全市规上工业增加值同比增长8.1%（按可比价格计算）。
（单位：亿元）
■{t12}
签约项目6个，金额11.2亿元（其中亿元以上项目3个）
■{t3}
{b3}（下同）
""",
    H,
    None,
    [("数据", 5), ("数据", 12), ("数据", 3)],
    bodies={
        5: ["一季度全市规上工业增加值同比增长8.1%（按可比价格计算）。", "（单位：亿元）"],
        12: ["签约项目6个，金额11.2亿元（其中亿元以上项目3个）"],
        3: [BODIES[3][0] + "（下同）"],
    },
    bylines={5: {"raw": None}, 12: {"raw": None}, 3: {"raw": None}},
)
_desk(
    "square_byline",
    HEAD
    + """
本期导读
■{t1}
■{t2}
【要闻】
■{t1}
□本报记者 罗千帆 通讯员 秦越
{b1i}
■{t2}
□何沐阳
{b2i}
""",
    H,
    None,
    [("要闻", 1), ("要闻", 2)],
    bylines={1: {"names": ["罗千帆", "秦越"]}, 2: {"names": ["何沐阳"]}},
)
_desk(
    "long_dash_sections_bracket_titles",
    HEAD
    + """
本期导读
【{t1}】
【{t2}】
【{t6}】

————要 闻————
【{t1}】
{b1i}
（办公室 何沐阳）
【{t2}】
{b2i}
（综合科 唐若兰、许清和）
————县 区————
【{t6}】
{b6i}
（澜川县工信局 马知秋）
""",
    H,
    [(None, 1), (None, 2), (None, 6)],
    [("要闻", 1), ("要闻", 2), ("县区", 6)],
)
_desk(
    "lead_wraps_in_ocr_numbers",
    """
沅州工信手机报
2024年第15期（总第203期）
2024年4月15日
本期导读
1. {t11}
2. {t12}
3. {t10}
一、动态
1. {t11}
{b11i}{y8}
2. {t12}
{b12i}{y12}
二、经验
3. {t10}
{b10i}{y6}
""",
    H,
    [(None, 11), (None, 12), (None, 10)],
    [("动态", 11), ("动态", 12), ("经验", 10)],
    bylines={11: BYLINES[8], 10: BYLINES[6]},
    wrap=lambda text: wrapped(text, 38, 3, 5),
)
_desk(
    "foot_without_rule",
    HEAD
    + """
本期导读
■{t1}
■{t2}
■{t1}
{b1}{y1}
■{t2}
{b2}{y2}
编辑部地址：沅州市北渡区和平路18号
主办单位：沅州市工业和信息化局　承办单位：局办公室
本期编辑：何沐阳　本期校对：唐若兰　本期审核：段小舟
举报电话：12345
""",
    H,
    [(None, 1), (None, 2)],
    [(None, 1), (None, 2)],
)
_desk(
    "title_colon_kicker_same_line",
    HEAD
    + """
本期导读
■{t10}
■{t2}
■改革｜{t10}
{b10}{y10}
■会议｜{t2}
{b2}{y2}
""",
    H,
    [(None, 10), (None, 2)],
    [(None, 10), (None, 2)],
    titles={10: "改革｜" + TITLES[10], 2: "会议｜" + TITLES[2]},
)
_desk(
    "crlf_tabs",
    """
	沅州工信手机报	
	2024年第15期	总第203期	2024年4月15日
	本期导读	
1	{t1}
2	{t2}
3	{t8}
1	{t1}
	{b1}	（办公室 何沐阳）
2	{t2}
	{b2}	（综合科 唐若兰、许清和）
3	{t8}
	{b8}	（安全生产科 石磊 江一苇）
""",
    H,
    [(None, 1), (None, 2), (None, 8)],
    [(None, 1), (None, 2), (None, 8)],
    line_break="\r\n",
)
_desk(
    "section_with_english",
    HEAD
    + """
本期导读 GUIDE
■{t1}
■{t2}
要闻 NEWS
■{t1}
{b1}{y1}
动态 TRENDS
■{t2}
{b2}{y2}
""",
    H,
    [(None, 1), (None, 2)],
    [("要闻 NEWS", 1), ("动态 TRENDS", 2)],
)
_desk(
    "recap_titles_after_body",
    HEAD
    + """
本期导读
■{t1}
■{t2}
■{t1}
{b1}{y1}
■{t2}
{b2}{y2}
上期回顾
■一季度工业运行调度会召开
■我市新增国家级绿色工厂2家
""",
    H,
    [(None, 1), (None, 2)],
    [(None, 1), (None, 2)],
)
_desk(
    "quote_paragraph_own_line_author_dash",
    HEAD
    + """
本期导读
■{t1}
■{t6}
■{t1}
{b1}
　　　　　　　　　　　　（办公室　何沐阳）
■{t6}
{b6}
　　　　　　　　　　　　（澜川县工信局　马知秋）
　　　　　　　　　　　　责任编辑　唐若兰
""",
    H,
    [(None, 1), (None, 6)],
    [(None, 1), (None, 6)],
    bylines={6: {"names": ["马知秋"], "editor": "唐若兰"}},
)
