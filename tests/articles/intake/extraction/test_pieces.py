"""The rules that extraction is made of, each as a table: what it takes, and what it must leave alone."""

import pytest

from articles.intake.extraction.captions import is_caption, photographers
from articles.intake.extraction.charset import decode_page
from articles.intake.extraction.credits import closing_byline, line_byline
from articles.intake.extraction.datelines import read_opening
from articles.intake.extraction.headlines import read_headline, split_site
from articles.intake.extraction.labels import read_labels, source_value
from articles.intake.extraction.lines import Line, is_prose, lines_of_text
from articles.intake.extraction.paragraphs import rejoin, unwrap
from articles.intake.extraction.templates import known_templates
from articles.text.furniture import furniture

TITLE = "县委召开常委会会议"


@pytest.mark.parametrize(
    ("title", "bare", "site"),
    [
        (f"{TITLE}_栎阳要闻_栎阳县人民政府", TITLE, "栎阳县人民政府"),
        (f"{TITLE}-栎阳县人民政府门户网站", TITLE, "栎阳县人民政府门户网站"),
        (f"{TITLE}--河南频道--人民网", TITLE, "人民网"),
        (f"{TITLE} - 沅川网", TITLE, "沅川网"),
        (f"{TITLE}-时政要闻-沅川网 (yuanchuan.cn)", TITLE, "沅川网"),
        (f"{TITLE}|沅川|会议_新浪新闻", TITLE, "新浪新闻"),
        (f"{TITLE}丨沅川日报", TITLE, "沅川日报"),
        (f"沅川新闻网-{TITLE}", TITLE, "沅川新闻网"),
        (f"{TITLE} 当前关注", TITLE, ""),
        (f"世界快看：{TITLE}", TITLE, ""),
    ],
)
def test_a_sites_name_is_cut_off_a_title(title: str, bare: str, site: str) -> None:
    assert split_site(title) == (bare, site)


@pytest.mark.parametrize(
    "title",
    [
        "一图读懂｜2024年政府工作报告",
        "聚焦两会 | 代表委员热议新质生产力",
        "迈向新征程——沅川市五年发展综述",
        "老工业基地 “华丽转型”",
        "洛阳：3—5月开展专项整治",
        "GDP同比增长5.0%——2024年经济半年报",
        "1-10月固定资产投资结构趋稳趋优",
        "“5G+工业互联网”大会召开",
        "中国-东盟博览会开幕",
    ],
)
def test_a_titles_own_signs_stay(title: str) -> None:
    assert split_site(title) == (title, "")


@pytest.mark.parametrize(
    ("text", "source", "date", "editor"),
    [
        ("发布时间：2024-05-31 来源：县融媒体中心 作者：张三 点击：12", "县融媒体中心", "2024-05-31", ""),
        ("时间:2024/5/31 8:00:00 来源:洛阳网 编辑:王五", "洛阳网", "2024-05-31 08:00:00", "王五"),
        ("2024年05月31日10:20 来源：《洛阳日报》", "洛阳日报", "2024-05-31 10:20", ""),
        ("[ 责任编辑:席倩 ]", "", "", "席倩"),
        ("您的位置 : 洛阳网 > 新闻  来源: 洛阳网 2024.10.09 22:24", "洛阳网", "2024-10-09 22:24", ""),
        ("来源 | 桐川融媒", "桐川融媒", "", ""),
        ("信息来源：省发改委 【字体：大 中 小】", "省发改委", "", ""),
        ("发布时间：19-09-30 10:00", "", "2019-09-30 10:00", ""),
        ("以下文章来源于苍梧日报 ，作者王小明", "苍梧日报", "", ""),
        ("来源：沅川日报（记者 张三）", "沅川日报", "", ""),
        ("来源：沅川日报我要评论", "沅川日报", "", ""),
        ("来源：县工信局时间：2024-03-14 20:18浏览：次字号：【大】", "县工信局", "2024-03-14 20:18", ""),
        ("来源:沅川网作者:张三责任编辑:李四", "沅川网", "", "李四"),
        ("编辑 李四 校对 王五", "", "", "李四"),
        ("编辑：李四　责任编辑：王五", "", "", "王五"),
        ("www.yuanchuan.example　2012-4-12 8:05:33　来源：沅川网", "沅川网", "2012-04-12 08:05:33", ""),
    ],
)
def test_labelled_facts_are_read(text: str, source: str, date: str, editor: str) -> None:
    found = read_labels(text)
    assert found is not None
    named = found.first("duty_editor") or found.first("editor")
    assert (source_value(found.first("source")), found.date, named) == (source, date, editor)


@pytest.mark.parametrize(
    "text",
    [
        "会议时间：从10月15日开始，为期三天，各县区主要负责同志参加。",
        "他说，来源：这些数据都是可靠的。",
        "2024年10月15日，全市召开工业运行分析会。",
        "联系人：王五",
        "工业和信息化局 2024年工作要点和任务清单",
    ],
)
def test_running_text_is_no_label(text: str) -> None:
    assert read_labels(text) is None


@pytest.mark.parametrize(
    ("text", "dateline", "names", "outlet", "rest"),
    [
        ("本报讯（记者 张三 通讯员 李四）6月3日，全市", "本报讯", ("张三", "李四"), "", "6月3日，全市"),
        ("新华社北京9月20日电（记者张三、李四）记者从", "新华社北京9月20日电", ("张三", "李四"), "新华社", "记者从"),
        ("中新网郑州9月20日电 (王宇)作为", "中新网郑州9月20日电", ("王宇",), "中新网", "作为"),
        ("伊滨讯 5月29日，区里", "伊滨讯", (), "", "5月29日，区里"),
        ("洛阳网讯 近日，", "洛阳网讯", (), "洛阳网", "近日，"),
        ("（记者 张三）6月3日，", "", ("张三",), "", "6月3日，"),
        ("央视网消息（新闻联播）：5月17日，", "央视网消息", (), "央视网", "（新闻联播）：5月17日，"),
    ],
)
def test_an_opening_is_taken_apart(text: str, dateline: str, names: tuple[str, ...], outlet: str, rest: str) -> None:
    opening = read_opening(text)
    assert (opening.dateline, opening.byline.names, opening.outlet, opening.rest) == (dateline, names, outlet, rest)


@pytest.mark.parametrize(
    "text",
    [
        "活动快讯 5月3日",
        "通讯 员们",
        "全市用电 量增长",
        "记者从市气象局获悉，",
        "中航光电 发布公告",
        "5月3日，来电 不断",
    ],
)
def test_an_opening_without_a_dateline_stays_whole(text: str) -> None:
    assert read_opening(text).rest == text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("全面落实。（记者 张三）", ("张三",)),
        ("全面落实。(杜浩翔 冯昕晴)", ("杜浩翔", "冯昕晴")),
        ("全面落实。（苇岸）", ("苇岸",)),
        ("全面落实。（记者张三李四）", ("张三李四",)),
    ],
)
def test_a_closing_byline_is_taken_off(text: str, names: tuple[str, ...]) -> None:
    found = closing_byline(text)
    assert found is not None
    assert (found[0], found[1].names) == ("全面落实。", names)


@pytest.mark.parametrize(
    "text",
    [
        "印发通知（试行）",
        "全部完成。（完）",
        "前排就座。（左二）",
        "已经公布。（资料图）",
        "详见附件。（见图）",
        "共三类（甲、乙、丙）。",
    ],
)
def test_another_bracket_is_no_byline(text: str) -> None:
    assert closing_byline(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("□ 本报记者 张三", ("张三",)),
        ("文/张三 图/李四", ("张三",)),
        ("新华社记者 张三", ("张三",)),
        ("洛阳日报记者 张三 通讯员 李四", ("张三", "李四")),
    ],
)
def test_a_byline_of_its_own_is_read(text: str, names: tuple[str, ...]) -> None:
    byline = line_byline(text)
    assert byline is not None
    assert byline.names == names


@pytest.mark.parametrize(
    ("caption", "names"),
    [
        ("图为启动仪式。（刘通摄）", ("刘通",)),
        ("雨游黄鹤楼照样开心。城市摄影队 周斌 摄", ("周斌",)),
        ("10月4日，旅游专列开往襄阳。 通讯员刘娟 摄", ("刘娟",)),
        ("会议现场 苍梧新闻记者 李大同 图", ("李大同",)),
        ("机器人在焊接。摄影：王珂 李默", ("王珂", "李默")),
        ("▲农机产业园生产车间。", ()),
    ],
)
def test_a_caption_is_known_and_its_photographers_named(caption: str, names: tuple[str, ...]) -> None:
    assert is_caption(caption)
    assert photographers(caption) == names


@pytest.mark.parametrize(
    "text", ["一大早，图书馆门口排起了长队。", "大批中国人选择出行，高铁车票被抢光", "图强镇举办文化节"]
)
def test_a_line_of_the_text_is_no_caption(text: str) -> None:
    assert not is_caption(text)


@pytest.mark.parametrize(
    "text",
    [
        "相关阅读", "上一篇：市里来了新规划", "【打印本页】【关闭窗口】", "首页 > 新闻 > 正文", "字体：大 中 小",
        "浏览次数：128",
        "Copyright © 2024 某某网 版权所有", "示ICP备05017468号", "扫一扫在手机打开当前页面", "http://fgw.example.gov.cn",
        "- - -", "【资料图】", "点赞 在看", "X 关闭", "标签：", "转载请注明：某某网",
    ],
)  # fmt: skip
def test_page_furniture_is_known(text: str) -> None:
    assert furniture(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "会议强调，要加强网络安全，关注民生热点。", "登录人数突破十万",
        "首页改版后的访问量增长三成，群众办事更方便。",
        "大中小企业融通发展", "更多企业享受到政策红利。", "打印设备产业园开工", "标签印刷企业实现转型",
        "评论员文章指出，创新是第一动力。", "关于我们的生活，他有说不完的话。", "“免费午餐”发起人谈公益",
    ],
)  # fmt: skip
def test_text_about_such_things_is_not(text: str) -> None:
    assert furniture(text) is None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["某某在会上强调", "压实责任 颗粒归仓"], ("压实责任 颗粒归仓", "某某在会上强调", "")),
        (["北岸大桥合龙", "——全长1.8公里"], ("北岸大桥合龙", "", "——全长1.8公里")),
        (["以创新引领升级", "加快构建新体系"], ("以创新引领升级 加快构建新体系", "", "")),
        (["引题：某某指出", "主题：北岸大桥合龙", "副题：明年五一通车 两岸只隔十分钟"],
         ("北岸大桥合龙", "某某指出", "明年五一通车 两岸只隔十分钟")),
    ],
)  # fmt: skip
def test_the_lines_of_a_headline_are_told_apart(lines: list[str], expected: tuple[str, str, str]) -> None:
    headline = read_headline([Line(n, text) for n, text in enumerate(lines)])
    assert (headline.title, headline.kicker, headline.subtitle) == expected


WHOLE = "近日，全区召开会议，研究部署下一步重点工作，要求各单位对照目标、倒排工期，确保按期完成全年任务。"


@pytest.mark.parametrize("width", [18, 22, 30])
def test_a_text_cut_at_a_width_is_put_together(width: int) -> None:
    wrapped = "\n".join(WHOLE[i : i + width] for i in range(0, len(WHOLE), width))
    text = "\n".join(f"　　{wrapped}" for _ in range(4))
    assert all(line.text == WHOLE for line in unwrap(lines_of_text(text)))


def test_a_list_of_headlines_is_not_put_together() -> None:
    text = "\n".join(f"县里第{n}次召开重点项目推进会" for n in "一二三四五六七八")
    assert len(unwrap(lines_of_text(text))) == 8


def test_a_subheading_with_a_comma_is_not_joined_to_its_paragraph() -> None:
    lines = lines_of_text(f"{WHOLE}\n大批中国人选择出行，高铁车票在几小时内被抢光\n{WHOLE}")
    joined, broken = rejoin(lines)
    assert len(joined) == 3
    assert broken == []


def test_a_sentence_broken_in_two_is_joined() -> None:
    joined, broken = rejoin(lines_of_text(f"{WHOLE[:34]}\n\n{WHOLE[34:]}"))
    assert [line.text for line in joined] == [WHOLE]
    assert broken == [3]


@pytest.mark.parametrize(
    ("data", "header", "charset", "conflict"),
    [
        ("停水通知".encode("gbk"), "gbk", "gb18030", False),
        ("停水通知".encode("gbk"), "", "utf-8", False),
        (WHOLE.encode("gb18030"), "utf-8", "gb18030", True),
        (WHOLE.encode(), "gbk", "utf-8", True),
        (WHOLE.encode("gb18030"), "iso-8859-1", "gb18030", False),
        (b'<meta charset="gb2312">' + WHOLE.encode("gb18030"), "", "gb18030", False),
        (WHOLE.encode("utf-16"), "", "utf-16", False),
        (b"\xef\xbb\xbf" + WHOLE.encode(), "gbk", "utf-8-sig", False),
    ],
)
def test_the_charset_is_found(data: bytes, header: str, charset: str, conflict: bool) -> None:
    decoded = decode_page(data, header)
    assert (decoded.charset, decoded.conflict) == (charset, conflict)


def test_damaged_bytes_are_read_as_far_as_they_can_be() -> None:
    decoded = decode_page(WHOLE.encode() + b"\xff\xff" + WHOLE.encode(), "utf-8")
    assert decoded.text.count(WHOLE) == 2
    assert decoded.conflict


def test_prose_is_told_from_headlines() -> None:
    assert is_prose("会议指出，要抓好落实。")
    assert not is_prose("全省光电产业链专题会议召开")
    assert not is_prose("36岁的她,突然剧烈腹痛")


def test_the_table_of_templates_is_sound() -> None:
    templates = known_templates()
    assert all(template.body for template in templates)
    assert any("#zoom" in template.body for template in templates)


@pytest.mark.parametrize(
    "text",
    [
        "未经许可，任何单位和个人不得进入施工现场。",
        "未经主管部门同意，严禁擅自占用农田灌溉设施。",
        "如发现侵害消费者权益的行为，请及时联系市场监管部门。",
        "公司声明：网传消息不实，有关情况正在核实。",
        "商家侵犯消费者权益的，可以拨打热线联系调解。",
        "县档案馆欢迎市民捐赠老照片，联系电话见附件。",
        "记者手记",
    ],
)
def test_sentences_that_only_sound_like_a_sites_notices_are_text(text: str) -> None:
    assert furniture(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "未经授权禁止转载、摘编、复制及建立镜像。",
        "本网作品未经书面授权不得转载使用。",
        "如有侵权，请联系我们删除。",
        "声明：转载此文是出于传递更多信息之目的。",
        "某某网声明：股市资讯仅供参考，不构成投资建议。",
    ],
)
def test_a_sites_notices_are_furniture(text: str) -> None:
    assert furniture(text) is not None


@pytest.mark.parametrize("line", ["新闻 | 图片 | 澄州", "首页｜供图｜视频", "要闻 丨 图片 丨 专题"])
def test_a_sites_menu_names_no_photographer(line: str) -> None:
    assert read_labels(line) is None


def test_a_credit_after_a_bar_names_one() -> None:
    found = read_labels("图片 | 林知秋")
    assert found is not None
    assert found.first("photographer") == "林知秋"
