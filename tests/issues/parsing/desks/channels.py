# ruff: noqa: W291 - an article's words stay on one line, as in the issue
"""Layouts that came through a broadcast page, a chat window, a scanner or a site."""

from typing import Any

from tests.issues.parsing.desks.articles import BODIES, BYLINES, TITLES
from tests.issues.parsing.desks.layout import Layout, wrapped

HALF_WIDTH = str.maketrans("，（）", ",()")
HEAD = "沅州工信手机报\n2024年第15期（总第203期）\n2024年4月15日\n"
H = {"name": "沅州工信手机报", "year": 2024, "number": 15, "total": 203, "date": "2024-04-15"}
LAYOUTS: list[Layout] = []


def _desk(*args: Any, **more: Any) -> None:
    LAYOUTS.append(Layout(*args, **more))


_desk(
    "broadcast",
    """
《沅州联播》 (20240415)

内容摘要

本期节目主要内容：
1.{t1}；
2.{t2}；
3.【产业一线】
{t6}；
4.{t10}；
5.市内快讯：
（1）{t3}；
（2）{t4}；
6.省内快讯：
（1）{t11}；
（2）{t12}。
（《沅州联播》 20240415 19:30）

详细内容

{t1}

    沅州台消息（沅州联播）：{b1}

{t2}

    沅州台消息（沅州联播）：{b2}

查看原文

【产业一线】{t6}

    {b6}

{t10}

    {b10}

市内快讯

    沅州台消息（沅州联播）：
    {t3}
    {b3}
    {t4}
    {b4}

查看原文

省内快讯

    沅州台消息（沅州联播）：
    {t11}
    {b11}
    {t12}
    {b12}

查看原文
""",
    {"name": "沅州联播", "date": "2024-04-15", "year": 2024, "number": None},
    None,
    [(None, 1), (None, 2), (None, 6), (None, 10), ("市内快讯", 3), ("市内快讯", 4), ("省内快讯", 11), ("省内快讯", 12)],
    bylines={i: {"names": []} for i in (1, 2, 3, 4, 6, 10, 11, 12)},
    titles={6: "【产业一线】" + TITLES[6]},
)

_desk(
    "weekly_links",
    """
工业周览 | {t2}；{t10}
yuanzhou  沅州工信  2024-04-15 10:30

点击蓝字·关注我们

YUANZHOU

上周工业要闻回顾

- {t2}

-  {t3}

- 观察 | {t10}

- {t4}

政策

1、{t2}

{b2}

详情点击：

{t2}

https://mp.example.com/s/abc-1

2、{t3}

{b3}

详情点击:

关于{t3}的报道

https://mp.example.com/s/abc-2

经验

1、观察 | {t10}

{b10}

详情点击：

https://mp.example.com/s/abc-3

2、{t4}

{b4}

详情点击：

{t4}

https://mp.example.com/s/abc-4

相关阅读

工业周览 | 上一期的标题；另一个标题

工业周览 | 再上一期的标题

合作电话：0700-1234567

投稿邮箱：editor@example.com
""",
    {"name": "工业周览", "date": "2024-04-15", "year": 2024, "number": None},
    [(None, 2), (None, 3), (None, "观察 | " + TITLES[10]), (None, 4)],
    [("政策", 2), ("政策", 3), ("经验", 10), ("经验", 4)],
    titles={10: "观察 | " + TITLES[10]},
    bylines={i: {"names": []} for i in (2, 3, 4, 10)},
)

_desk(
    "ocr_no_indent_uneven_titles_wrap",
    """
沅 州 工 信 手 机 报
2024 年 第 15 期 （总 第 203 期）
2024 年 4 月 15 日
本 期 导 读
◆ {t11}
◆ {t12}
◆ {t1}
◆ {t4}
◆ {t11}
{b11}{y8}
◆ {t12}
{b12}{y12}
◆ {t1}
{b1}{y1}
◆ {t4}
{b4}（中小企业科）
""",
    H,
    [(None, 11), (None, 12), (None, 1), (None, 4)],
    [(None, 11), (None, 12), (None, 1), (None, 4)],
    bylines={11: BYLINES[8], 4: BYLINES[3]},
    wrap=lambda t: wrapped(t, 36, 4),
)

_desk(
    "ocr_half_punct",
    """
沅州工信手机报
2024年第15期(总第203期)  2024年4月15日
第1版
本期导读
1. {t1}
2. {t2}
3. {t6}
1. {t1}
{b1i}{y1}
第2版
2. {t2}
{b2i}{y2}
3. {t6}
{b6i}{y6}
""",
    H,
    [(None, 1), (None, 2), (None, 6)],
    [(None, 1), (None, 2), (None, 6)],
    wrap=lambda text: wrapped(text, 40, 3, 7).translate(HALF_WIDTH),
    bodies={
        1: [x.translate(HALF_WIDTH) for x in BODIES[1]],
        2: [x.translate(HALF_WIDTH) for x in BODIES[2]],
        6: [x.translate(HALF_WIDTH) for x in BODIES[6]],
    },
    bylines={1: {"names": ["何沐阳"]}, 2: {"names": ["唐若兰", "许清和"]}, 6: {"names": ["马知秋"]}},
)

_desk(
    "yi_sections_bare_titles_blank",
    HEAD
    + """
目 录

一、领导活动
{t1}
二、工作动态
{t2}
{t3}
三、县区传真
{t6}

一、领导活动

{t1}

{b1i}

{y1}

二、工作动态

{t2}

{b2i}

{y2}

{t3}

{b3i}

{y3}

三、县区传真

{t6}

{b6i}

{y6}
""",
    H,
    [("领导活动", 1), ("工作动态", 2), ("工作动态", 3), ("县区传真", 6)],
    [("领导活动", 1), ("工作动态", 2), ("工作动态", 3), ("县区传真", 6)],
)

_desk(
    "dash_items_no_lead_sections_brackets",
    HEAD
    + """
〔要闻〕
● {t1}
　　{b1}　{y1}
● {t2}
　　{b2}　{y2}
〔动态〕
● {t8}
　　{b8}　{y8}
""",
    H,
    [],
    [("要闻", 1), ("要闻", 2), ("动态", 8)],
)

_desk(
    "lead_dash_leaders_pages_right",
    HEAD
    + """
                     本 期 导 读
{t1} ······························（1）
{t2} ······························（2）
{t6} ······························（3）

● {t1}
{b1}
{y1}
● {t2}
{b2}
{y2}
● {t6}
{b6}
{y6}
""",
    H,
    [(None, 1), (None, 2), (None, 6)],
    [(None, 1), (None, 2), (None, 6)],
)

_desk(
    "lead_with_sections_reordered",
    HEAD
    + """
本期导读
【县区】
■{t6}
【要闻】
■{t2}
■{t1}
【要闻】
■{t1}
{b1}{y1}
■{t2}
{b2}{y2}
【县区】
■{t6}
{b6}{y6}
""",
    H,
    [("县区", 6), ("要闻", 2), ("要闻", 1)],
    [("要闻", 1), ("要闻", 2), ("县区", 6)],
)

_desk(
    "wechat_section_title_numbers",
    """
沅州工信手机报 | 第15期
原创 沅州工信 沅州工信 2024年04月15日 18:00 江北
收录于合集 #手机报 14个
点击蓝字 关注我们
▼
本期导读
{t1}
{t3}
{t6}
1
要闻
{t1}
{b1n}
（办公室 何沐阳）
2
动态
{t3}
{b3n}
（中小企业科）
3
县区
{t6}
{b6n}
（澜川县工信局 马知秋）
-END-
来源：沅州工信
编辑：何沐阳
审核：段小舟
阅读 1234
分享
收藏
点赞 12
在看
""",
    {"name": "沅州工信手机报", "number": 15, "date": "2024-04-15"},
    [(None, 1), (None, 3), (None, 6)],
    [("要闻", 1), ("动态", 3), ("县区", 6)],
)

_desk(
    "numbers_newline_section_then",
    HEAD
    + """
☞本期导读☜
☞{t1}
☞{t2}
☞{t12}
☞要　闻☜
☞{t1}
{b1}{y1}
☞{t2}
{b2}{y2}
☞动　态☜
☞{t12}
{b12}{y12}
""",
    H,
    [(None, 1), (None, 2), (None, 12)],
    [("要闻", 1), ("要闻", 2), ("动态", 12)],
)

_desk(
    "title_with_date_suffix",
    HEAD
    + """
本期导读
■{t1}
■{t2}
■{t8}
■{t1}（4月8日）
{b1}{y1}
■{t2}（4月9日）
{b2}{y2}
■{t8}（4月11日）
{b8}{y8}
""",
    H,
    None,
    [(None, 1), (None, 2), (None, 8)],
    titles={1: TITLES[1] + "（4月8日）", 2: TITLES[2] + "（4月9日）", 8: TITLES[8] + "（4月11日）"},
)

_desk(
    "foot_sandwich",
    HEAD
    + """
本期导读
◆{t1}
◆{t2}
【要闻】
◆{t1}
{b1}{y1}
◆{t2}
{b2}{y2}
────────────────────
主送：市委书记、市长，市四大班子分管领导
抄送：省工信厅办公室，各县（市、区）人民政府
发送：局领导，局属各单位
责任编辑：何沐阳　　　　　　　　电话：0700-1234567
投稿邮箱：yzgx@example.com
地址：沅州市北渡区和平路18号　邮编：700000
沅州市工业和信息化局办公室　　2024年4月15日印发
共印150份
本刊所载内容仅供内部参考，未经许可不得转载。
沅州工信手机报 官方微信：yzgx2024
回复TD退订
""",
    H,
    [(None, 1), (None, 2)],
    [("要闻", 1), ("要闻", 2)],
)

_desk(
    "notice_with_signature",
    HEAD
    + """
本期导读
■{t2}
■{t7}
【要闻】
■{t2}
{b2}{y2}
【通知】
■{t7}
各县区工信局：
请于4月30日前报送材料。
附件：申报表
联系人：方既白　电话：0700-7654321
沅州市工业和信息化局
2024年4月12日
""",
    H,
    [(None, 2), (None, 7)],
    [("要闻", 2), ("通知", 7)],
    bodies={
        7: [
            "各县区工信局：",
            "请于4月30日前报送材料。",
            "附件：申报表",
            "联系人：方既白　电话：0700-7654321",
            "沅州市工业和信息化局",
            "2024年4月12日",
        ]
    },
)

_desk(
    "quotes_in_titles_brackets",
    HEAD
    + """
【本期导读】
《沅州市制造业“十五五”规划》编制启动
（视频）市长贺知远调研
“链主”带“链企”：沅江轴承的实践
2024，再出发
【要闻】
《沅州市制造业“十五五”规划》编制启动
{b2}{y2}
（视频）市长贺知远调研
{b1}{y1}
【经验】
“链主”带“链企”：沅江轴承的实践
{b6}{y6}
2024，再出发
{b10}{y10}
""",
    H,
    None,
    [("要闻", 2), ("要闻", 1), ("经验", 6), ("经验", 10)],
    titles={
        2: "《沅州市制造业“十五五”规划》编制启动",
        1: "（视频）市长贺知远调研",
        6: "“链主”带“链企”：沅江轴承的实践",
        10: "2024，再出发",
    },
)

_desk(
    "long_lead_wrapped_marks",
    """
沅州工信手机报
2024年第15期（总第203期）
2024年4月15日
本期导读
1.沅州经开区“标准地”改革走深走实 
  获评全省优秀案例
2.省工信厅到我市督导“僵尸企业”处置、
  亏损企业治理
3.{t9}
一、经验
1.沅州经开区“标准地”改革走深走实 获评全省优秀案例
{b10i}{y10}
二、动态
2.{t11}
{b11i}（综合科 唐若兰）
3.{t9}
{b9i}
""",
    H,
    None,
    [("经验", 10), ("动态", 11), ("动态", 9)],
    bylines={11: {"names": ["唐若兰"]}},
)

_desk(
    "items_yi_with_dot_sections_brackets_count",
    HEAD
    + """
本期提要
【要闻】（2）
一、{t1}
二、{t2}
【动态】（1）
三、{t3}
【要闻】
一、{t1}
{b1i}
{y1}
二、{t2}
{b2i}
{y2}
【动态】
三、{t3}
{b3i}
{y3}
""",
    H,
    [("要闻", 1), ("要闻", 2), ("动态", 3)],
    [("要闻", 1), ("要闻", 2), ("动态", 3)],
)

_desk(
    "square_numbered_brackets",
    HEAD
    + """
本期导读
[1] {t1}
[2] {t2}
[3] {t3}
[1] {t1}
{b1}{y1}
[2] {t2}
{b2}{y2}
[3] {t3}
{b3}{y3}
""",
    H,
    [(None, 1), (None, 2), (None, 3)],
    [(None, 1), (None, 2), (None, 3)],
)

_desk(
    "bracket_number_title",
    HEAD
    + """
本期导读
【1】{t1}
【2】{t2}
【3】{t3}
【1】{t1}
{b1}{y1}
【2】{t2}
{b2}{y2}
【3】{t3}
{b3}{y3}
""",
    H,
    [(None, 1), (None, 2), (None, 3)],
    [(None, 1), (None, 2), (None, 3)],
)


_desk(
    "fullwidth_num_dot",
    HEAD
    + """
本期导读
１．{t1}
２．{t2}
３．{t4}
１．{t1}
{b1i}{y1}
２．{t2}
{b2i}{y2}
３．{t4}
{b4i}{y4}
""",
    H,
    [(None, 1), (None, 2), (None, 4)],
    [(None, 1), (None, 2), (None, 4)],
)

_desk(
    "roman",
    HEAD
    + """
本期导读
Ⅰ {t1}
Ⅱ {t2}
Ⅲ {t3}
Ⅰ {t1}
{b1}{y1}
Ⅱ {t2}
{b2}{y2}
Ⅲ {t3}
{b3}{y3}
""",
    H,
    [(None, 1), (None, 2), (None, 3)],
    [(None, 1), (None, 2), (None, 3)],
)

_desk(
    "han_upper",
    HEAD
    + """
本期导读
壹 {t1}
贰 {t2}
叁 {t3}
壹 {t1}
{b1}{y1}
贰 {t2}
{b2}{y2}
叁 {t3}
{b3}{y3}
""",
    H,
    [(None, 1), (None, 2), (None, 3)],
    [(None, 1), (None, 2), (None, 3)],
)


_desk(
    "section_after_rule_no_lead_bare",
    """
沅州工信手机报
第15期（总第203期）  2024年4月15日
------------------------------
要闻
------------------------------
{t1}
{b1}
（办公室 何沐阳）
{t2}
{b2}
（综合科 唐若兰、许清和）
------------------------------
县区
------------------------------
{t6}
{b6}
（澜川县工信局 马知秋）
------------------------------
""",
    H,
    [],
    [("要闻", 1), ("要闻", 2), ("县区", 6)],
)

_desk(
    "english_digits_in_title_dots",
    HEAD
    + """
本期导读
1.5G+工业互联网应用现场会召开
2.2024年技改项目申报启动
3.30家企业签约入驻
1.5G+工业互联网应用现场会召开
{b2}{y2}
2.2024年技改项目申报启动
{b4}{y4}
3.30家企业签约入驻
{b3}{y3}
""",
    H,
    [(None, "5G+工业互联网应用现场会召开"), (None, "2024年技改项目申报启动"), (None, "30家企业签约入驻")],
    [(None, 2), (None, 4), (None, 3)],
    titles={2: "5G+工业互联网应用现场会召开", 4: "2024年技改项目申报启动", 3: "30家企业签约入驻"},
)

_desk(
    "body_blank_between_and_image_caption",
    HEAD
    + """
本期导读
■{t1}
■{t3}

【要闻】

■{t1}

　　{b1}

（图1：贺知远在车间调研）

[图片1]

图片说明：沙龙现场（许清和 摄）

■{t3}

　　{b3}

<图片>

（中小企业科 文/唐若兰 图/许清和）
""",
    H,
    None,
    [("要闻", 1), ("要闻", 3)],
    bylines={1: {}, 3: {"names": ["唐若兰"], "department": "中小企业科"}},
)

_desk(
    "two_col_space_title",
    HEAD
    + """
本期导读
■ 市长贺知远 调研澜川县装备制造产业
■ 全市新型工业化 推进大会召开
■ {t3}
■ 市长贺知远调研澜川县装备制造产业
{b1}{y1}
■ 全市新型工业化推进大会召开
{b2}{y2}
■ {t3}
{b3}{y3}
""",
    H,
    [(None, "市长贺知远 调研澜川县装备制造产业"), (None, "全市新型工业化 推进大会召开"), (None, 3)],
    [(None, 1), (None, 2), (None, 3)],
)

_desk(
    "sub_headline_lead_summary",
    HEAD
    + """
本期导读
■{t1}
4月8日，市长贺知远到澜川县调研装备制造产业发展情况……
■{t2}
会议通报了去年工作，表彰了20家先进企业……
■{t6}
引育上下游企业42家……
【要闻】
■{t1}
{b1}{y1}
■{t2}
{b2}{y2}
【县区】
■{t6}
{b6}{y6}
""",
    H,
    [(None, 1), (None, 2), (None, 6)],
    [("要闻", 1), ("要闻", 2), ("县区", 6)],
    unrecognised=3,
)

_desk(
    "huge_title_no_marks_lead_known_wrapped_body",
    """
沅州工信手机报
2024年第15期（总第203期）
2024年4月15日
本期导读
{t1}
{t8}
{t12}
{t6}

{t1}
{b1i}
{y1}
{t8}
{b8i}
{y8}
{t12}
{b12i}
{y12}
{t6}
{b6i}
{y6}
""",
    H,
    [(None, 1), (None, 8), (None, 12), (None, 6)],
    [(None, 1), (None, 8), (None, 12), (None, 6)],
    wrap=lambda t: wrapped(t, 42, 6, 3),
)

_desk(
    "kicker_line_above",
    HEAD
    + """
本期导读
■{t10}
■{t1}
■{t6}
【要闻】
■{t1}
{b1}{y1}
【经验】
■{t10}
——沅州经开区改革侧记之一
{b10}{y10}
■{t6}
（县域观察）
{b6}{y6}
""",
    H,
    [(None, 10), (None, 1), (None, 6)],
    [("要闻", 1), ("经验", 10), ("经验", 6)],
    bodies={6: ["（县域观察）"] + BODIES[6]},
)

_desk(
    "contact-lines-before-related",
    """
沅州周刊 | {t1}；{t2}
2024-04-15 09:30

点击上方蓝字关注我们

上周要点回顾

• {t1}

• {t2}

要闻

1、{t1}

{b1}

动态

2、{t2}

{b2}

合作电话：010-00000000
投稿邮箱：desk@example.com

END

相关阅读
沅州周刊 | 上期内容一览

分享  收藏  点赞  在看
""",
    {"name": "沅州周刊", "date": "2024-04-15"},
    [(None, 1), (None, 2)],
    [("要闻", 1), ("动态", 2)],
    bylines={1: {"raw": None}, 2: {"raw": None}},
)
