"""Bylines in every form a desk prints, and brackets that are none."""

import pytest

from articles.text.byline import NO_BYLINE, Byline
from articles.text.byline_parsing import byline_line, join_bylines, parse_byline, split_byline, split_dateline

# printed, department, names, roles, source, editor
FORMS = [
    ("（发展规划科 徐原芃）", "发展规划科", "徐原芃", {}, None, None),
    ("(办公室)", "办公室", "", {}, None, None),
    ("（巡察室）", "巡察室", "", {}, None, None),
    ("(杜浩翔 冯昕晴)", None, "杜浩翔 冯昕晴", {}, None, None),
    ("（记者 何一凡）", None, "何一凡", {"何一凡": "记者"}, None, None),
    ("（本报记者 何一凡）", None, "何一凡", {"何一凡": "本报记者"}, None, None),
    ("(江报融媒·江畔网记者 李小满)", None, "李小满", {"李小满": "记者"}, "江报融媒·江畔网", None),
    ("（记者吕思齐 通讯员方圆）", None, "吕思齐 方圆", {"吕思齐": "记者", "方圆": "通讯员"}, None, None),
    ("（通讯员：孟繁星）", None, "孟繁星", {"孟繁星": "通讯员"}, None, None),
    ("（文/罗菲 图/崔某）", None, "罗菲", {"罗菲": "文", "崔某": "图"}, None, None),
    ("（文字：罗菲　摄影：崔某）", None, "罗菲", {"罗菲": "文字", "崔某": "摄影"}, None, None),
    ("（石桥县经信局 杜文斌/文 责任编辑：何一凡）", "石桥县经信局", "杜文斌", {"杜文斌": "文"}, None, "何一凡"),
    ("（邹平、舒克俭/文 庞博/摄）", None, "邹平 舒克俭", {"邹平": "文", "舒克俭": "文", "庞博": "摄"}, None, None),
    ("（柳溪县经信局 谭静、宋一鸣）", "柳溪县经信局", "谭静 宋一鸣", {}, None, None),
    ("（大数据产业发展科　栗　擎）", "大数据产业发展科", "栗擎", {}, None, None),
    ("（企业服务办，赵鑫）", "企业服务办", "赵鑫", {}, None, None),
    ("（办公室何一凡）", "办公室", "何一凡", {}, None, None),
    ("（安全科、应急办 康宁）", "安全科、应急办", "康宁", {}, None, None),
    ("（欧阳静 司马光远）", None, "欧阳静 司马光远", {}, None, None),
    ("（买买提·阿布都拉）", None, "买买提·阿布都拉", {}, None, None),
    ("（澄州晚报）", None, "", {}, "澄州晚报", None),
    ("（《澄州晚报》）", None, "", {}, "《澄州晚报》", None),
    ("（江北日报 http://example.com/a1、江北新闻客户端 http://example.com/a2）", None, "", {}, "江北日报", None),
    ("来源：省经信厅网站", None, "", {}, "省经信厅网站", None),
    ("（来源：区统计局）", None, "", {}, "区统计局", None),
    ("来源：省经信厅网站　作者：何一凡", None, "何一凡", {"何一凡": "作者"}, "省经信厅网站", None),
    ("供稿：综合科 周蕙", "综合科", "周蕙", {"周蕙": "供稿"}, None, None),
    ("（供稿：区发改局项目科）", "区发改局项目科", "", {}, None, None),
    ("供稿单位：办公室　供稿人：张三", "办公室", "张三", {"张三": "供稿人"}, None, None),
    ("（宋采薇、丁一帆 文/图）", None, "宋采薇 丁一帆", {"宋采薇": "文/图", "丁一帆": "文/图"}, None, None),
    ("（恒岳传动供稿）", None, "恒岳传动", {"恒岳传动": "供稿"}, None, None),
    ("（记者陈智 整合）", None, "陈智", {"陈智": "记者"}, None, None),
    ("周斌 摄", None, "", {"周斌": "摄"}, None, None),
    ("（科技局 闻人语 图：资料图）", "科技局", "闻人语", {}, None, None),
    ("（办公室 何一凡）（责任编辑：苏禾）", "办公室", "何一凡", {}, None, "苏禾"),
]


@pytest.mark.parametrize(
    ("raw", "department", "names", "roles", "source", "editor"), FORMS, ids=[form[0] for form in FORMS]
)
def test_a_printed_byline_is_read(
    raw: str, department: str | None, names: str, roles: dict[str, str], source: str | None, editor: str | None
) -> None:
    expected = Byline(raw, department, tuple(names.split()), tuple(roles.items()), source, editor)
    assert parse_byline(raw) == expected


@pytest.mark.parametrize("raw", [form[0] for form in FORMS if form[0][0] in "（("])
def test_a_bracket_closing_a_paragraph_is_cut_off_as_its_byline(raw: str) -> None:
    assert split_byline(f"会议强调，要抓好落实。{raw}") == ("会议强调，要抓好落实。", parse_byline(raw))


@pytest.mark.parametrize(
    "paragraph",
    [
        "我市召开中国（郑州）产业转移对接活动专题推进会",
        "近期，多地出台补贴政策（单台最高2000元），引发网民关注。",
        "请将材料报送至技改科（联系人：钱某，电话：0555-0123456，邮箱：cz@example.com）。",
        "会议审议通过《商用密码管理条例（修订草案）》。",
        "全国人大常委会审议《条例（草案）》（修订）",
        "会议由市工信局局长（周明远）主持",
        "市委书记（周明远）",
        "培育“专精特新”企业377家。（完）",
        "他就地解决问题。（略）",
        "全市共有企业46家。（截至5月底）",
        "项目落地。（下转第2版）",
        "会议在郑州召开。（郑州）",
        "目标已完成。（同比增长3.4%）",
        "活动圆满结束。（图片由市局提供，内容有删减）",
        "（一）加强领导。",
        "以下简称市工信局（经济运行科）",
        "",
    ],
)
def test_other_brackets_stay_in_the_text(paragraph: str) -> None:
    assert split_byline(paragraph) == (paragraph, NO_BYLINE)


def test_a_stop_after_the_byline_goes_back_to_the_sentence() -> None:
    text, byline = split_byline("会议要求抓好落实（运行科 刘飞）。")
    assert (text, byline.names) == ("会议要求抓好落实。", ("刘飞",))


def test_a_missing_stop_before_a_sure_byline_does_not_hide_it() -> None:
    assert split_byline("会议要求抓好落实（运行科 刘飞）")[1].department == "运行科"


@pytest.mark.parametrize(
    "line",
    [
        "来源：省经信厅网站",
        "办公室 何一凡",
        "——办公室 何一凡",
        "记者 苏禾",
        "（记者 苏禾）",
        "文/罗菲 图/崔某",
        "责任编辑：苏禾",
    ],
)
def test_a_line_of_its_own_can_be_a_byline(line: str) -> None:
    assert byline_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "特此通知",
        "高质量发展",
        "来源：",
        "会议强调，要抓好落实。",
        "市工信局召开推进会",
        "周明远先后来到电机绿色智造基地、华岭",
        "图/崔某）",
        "联系人：钱小姐　电话：0000-1234567",
        "记者从会上获悉，项目进展顺利。",
        "何一凡",
    ],
)
def test_ordinary_lines_are_no_bylines(line: str) -> None:
    assert byline_line(line) == NO_BYLINE


@pytest.mark.parametrize(
    ("paragraph", "dateline", "names", "outlet", "rest"),
    [
        ("本报讯（记者 何一凡）6月24日，会议召开。", "本报讯（记者 何一凡）", ("何一凡",), "", "6月24日，会议召开。"),
        ("央视网消息（新闻联播）：5月17日上午", "央视网消息（新闻联播）：", (), "央视网", "5月17日上午"),
        (
            "中新网郑州9月20日电 (王宇 韩章云)作为",
            "中新网郑州9月20日电 (王宇 韩章云)",
            ("王宇", "韩章云"),
            "中新网",
            "作为",
        ),
        ("江滨讯 5月29日，调研。", "江滨讯", (), "", "5月29日，调研。"),
        ("（记者 苏禾）6月，会议召开。", "", ("苏禾",), "", "6月，会议召开。"),
    ],
)
def test_an_opening_names_outlet_and_writer(
    paragraph: str, dateline: str, names: tuple[str, ...], outlet: str, rest: str
) -> None:
    opening = split_dateline(paragraph)
    assert opening is not None
    assert (opening.dateline, opening.byline.names, opening.outlet, opening.rest) == (dateline, names, outlet, rest)


@pytest.mark.parametrize(
    "paragraph",
    [
        "本报讯提供的数据显示，增长一成。",
        "为通讯行业服务。",
        "据通报（征求意见）会",
        "近日，记者从会上获悉",
        "（一）加强领导",
        "",
    ],
)
def test_ordinary_openings_are_left_alone(paragraph: str) -> None:
    assert split_dateline(paragraph) is None


def test_bylines_printed_apart_are_one() -> None:
    joined = join_bylines(parse_byline("（办公室 何一凡）"), parse_byline("责任编辑：苏禾"))
    assert joined.raw == "（办公室 何一凡）\n责任编辑：苏禾"
    assert (joined.department, joined.names, joined.editor) == ("办公室", ("何一凡",), "苏禾")
    assert join_bylines(NO_BYLINE, joined) == joined


@pytest.mark.parametrize(
    "hostile", ["（" * 50_000, "（张三 " * 20_000, "、" * 50_000 + "）", "文/" * 30_000, "(" + "a" * 90_000]
)
def test_hostile_text_is_read_in_no_time(hostile: str) -> None:
    assert split_byline(hostile)[1] == NO_BYLINE
    assert byline_line(hostile) == NO_BYLINE
    parse_byline(hostile)
