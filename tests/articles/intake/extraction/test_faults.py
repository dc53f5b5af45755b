"""Pages of kinds that were once read wrongly, in pages of our own and in the shared ones with their answers."""

from pathlib import Path

import pytest

from articles.intake.extraction import Story, extract_html, extract_text


def of_html(body: str, title: str = "", head: str = "") -> Story:
    page = f'<html><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'
    (story,) = extract_html(page)
    return story


TWO = (
    "<p>6月3日，云溪县召开绿色工厂推进会，部署下半年创建任务。</p><p>会议要求，各园区压实责任，确保年底前新增8家。</p>"
)
BODY = (
    "6月3日，云溪县召开绿色工厂推进会，部署下半年创建任务。",
    "会议要求，各园区压实责任，确保年底前新增8家。",
)


def test_a_header_that_is_a_whole_document_does_not_end_the_page() -> None:
    header = "<div><a href='/'>首页</a></div></body></html>"
    story = of_html(f"{header}<h1>云溪县推进绿色工厂创建</h1><div class='con'>{TWO}</div>", "云溪县推进绿色工厂创建")
    assert (story.title, story.body) == ("云溪县推进绿色工厂创建", BODY)


def test_a_headline_broken_by_br_is_one_with_the_note_on_who_passed_it_below() -> None:
    passed = "（2024年6月28日云溪县第十七届人民代表大会常务委员会第二十次会议通过）"
    head = (
        "<p align='center'><b>云溪县人民代表大会常务委员会<br>关于批准2024年<br>县级预算调整的决定</b><br>"
        + passed
        + "</p>"
    )
    story = of_html(f"<div id='zoom'>{head}{TWO}</div>", "关于批准2024年县级预算调整的决定_云溪县人大网")
    assert story.title == "云溪县人民代表大会常务委员会关于批准2024年县级预算调整的决定"
    assert story.subtitle == passed
    assert story.body == BODY


@pytest.mark.parametrize(
    "line",
    [
        "原标题：全县工业经济半年“期中考”成绩单来了",
        "（本文原标题：《全县工业经济半年“期中考”成绩单来了》）",
        "原题为《全县工业经济半年“期中考”成绩单来了》",
    ],
)
def test_a_title_cut_short_is_the_one_its_source_gave(line: str) -> None:
    cut = "全县工业经济半年“期中考”成绩单..."
    story = of_html(f"<h1>{cut}</h1><div class='con'><p>{line}</p>{TWO}</div>", cut)
    assert (story.title, story.body) == ("全县工业经济半年“期中考”成绩单来了", BODY)


@pytest.mark.parametrize("column", ["新闻动态", "工作动态", "通知公告", "图片新闻", "综合信息"])
def test_a_column_is_no_title_and_a_headline_in_the_text_is_none_of_it(column: str) -> None:
    story = of_html(f"<div class='con'><p>云溪县绿色工厂推进会成功举行！</p>{TWO}</div>", column)
    assert (story.title, story.body) == ("云溪县绿色工厂推进会成功举行！", BODY)


def test_a_site_set_behind_the_title_by_a_blank_is_none_of_it_and_the_title_is_not_said_twice() -> None:
    title = "【技能比武】我院举办护理技能大赛"
    text = "本站讯（通讯员 顾一 白朗）6月3日，我院举办护理技能大赛，全体护理人员参加。"
    own = f"<div class='con'><p>{title}</p><p>{text}</p><p>比赛设三个项目，历时两天。</p></div>"
    story = of_html(f"<div class='title'>{title}</div><div>时间：2024-06-04</div>{own}", f"{title} 云溪县第一人民医院")
    assert (story.title, story.site) == (title, "云溪县第一人民医院")
    assert story.body[0].startswith("6月3日，我院")
    assert story.authors == ("顾一", "白朗")


def test_facts_that_the_style_sheet_sets_apart_are_read_apart() -> None:
    facts = "<p><span>2024年06月04日</span><span>云溪传媒</span><span>时政新闻</span><span>1665</span></p>"
    story = of_html(f"<h1>云溪县推进绿色工厂创建</h1>{facts}<div class='con'>{TWO}</div>", "云溪县推进绿色工厂创建")
    assert (story.published, story.source, story.subtitle) == ("2024-06-04", "云溪传媒", "")


def test_teasers_behind_the_editors_name_are_another_story() -> None:
    teaser = "<p>邻县：未发生类似情况</p><p>负责人表示，6月1日起启动排查。目前已有46家企业…</p>"
    other = f"<p>责任编辑：白朗</p><blockquote>{teaser}</blockquote>"
    story = of_html(f"<h1>云溪县推进绿色工厂创建</h1><div class='con'>{TWO}{other}</div>", "云溪县推进绿色工厂创建")
    assert (story.body, story.editor) == (BODY, "白朗")
    assert any(removed.text.startswith("邻县") for removed in story.removed)


def test_an_editor_named_between_paragraphs_ends_nothing() -> None:
    more = "<p>编辑：白朗</p><p>据悉，下一步还将开展评估。</p>"
    story = of_html(f"<h1>云溪县推进绿色工厂创建</h1><div class='con'>{TWO}{more}</div>", "云溪县推进绿色工厂创建")
    assert story.body == (*BODY, "据悉，下一步还将开展评估。")


def test_a_public_account_is_the_source_of_its_articles() -> None:
    head = "<h2 id='activity-name'>绿色工厂怎么评</h2><a id='js_name'>云溪工信</a>"
    text = f"<em id='publish_time'>2024-06-04</em><div id='js_content'>{TWO}</div>"
    story = of_html(head + text, "绿色工厂怎么评")
    assert (story.source, story.published) == ("云溪工信", "2024-06-04")


@pytest.mark.parametrize(
    "line",
    [
        "图集",
        "+1",
        "+ 3",
        "看完记得点个【在看】哦",
        "2、回复【绿色工厂】查看名单",
        "点击菜单栏【便民服务】解锁更多服务！",
        "延伸 · 推荐",
        "年度榜单投票火热进行中！【点击投票】选出你心中的企业",
        "图片来自网络",
    ],
)
def test_buttons_around_a_text_are_none_of_it(line: str) -> None:
    story = of_html(
        f"<h1>云溪县推进绿色工厂创建</h1><div class='con'>{TWO}<p>{line}</p></div>", "云溪县推进绿色工厂创建"
    )
    assert story.body == BODY


TEXT = "\n".join(BODY)


@pytest.mark.parametrize(
    ("line", "authors", "source"),
    [
        ("字体【 】 【日期:2024-06-04 09:53】 【来源:云溪县委宣传部】 【作者:】 【 关 闭 】", (), "云溪县委宣传部"),
        ("[作者：顾一] [来源：云溪日报] [打印]", ("顾一",), "云溪日报"),
        ("顾一/云溪日报", ("顾一",), "云溪日报"),
        ("执笔/顾一、白朗&江淮", ("顾一", "白朗", "江淮"), ""),
    ],
)
def test_credits_in_brackets_and_behind_strokes(line: str, authors: tuple[str, ...], source: str) -> None:
    (story,) = extract_text(f"云溪县推进绿色工厂创建\n{line}\n\n{TEXT}")
    assert (story.authors, story.source, story.body) == (authors, source, BODY)


def test_credits_in_words_of_their_own_leave_the_text() -> None:
    (story,) = extract_text(f"云溪县推进绿色工厂创建\n2024-06-04\n\n{TEXT}\n节能科、园区办供稿 摄影/顾一 编辑/白朗")
    assert (story.body, story.photographers, story.editor) == (BODY, ("顾一",), "白朗")


@pytest.mark.parametrize("mark", ["图文", "组图", "图片新闻", "图集"])
def test_a_headline_may_begin_as_a_credit_does(mark: str) -> None:
    (story,) = extract_text(f"{mark}：产业园二期加快施工\n来源：云溪日报 2024-06-04\n\n{TEXT}")
    assert story.title.endswith("产业园二期加快施工")


def test_a_name_between_title_and_time_wrote_it() -> None:
    (story,) = extract_text(f"云溪县推进绿色工厂创建\n顾一\n2024-06-04 09:13:46\n\n{TEXT}")
    assert (story.title, story.authors) == ("云溪县推进绿色工厂创建", ("顾一",))


def test_reporter_and_correspondent_keep_their_roles() -> None:
    (story,) = extract_text(f"云溪县推进绿色工厂创建\n2024-06-04\n\n{TEXT}\n记者：顾一 通讯员：白朗")
    assert dict(story.byline.roles) == {"顾一": "记者", "白朗": "通讯员"}


def test_the_time_of_the_last_change_is_not_when_it_was_published() -> None:
    (story,) = extract_text(
        f"云溪县推进绿色工厂创建\n2024-06-04 09:25:09\n最后更新: 2024-06-05 09:27:48\n\n{TEXT}\n责任编辑：白朗"
    )
    assert story.published == "2024-06-04 09:25:09"


@pytest.mark.parametrize(
    "rule",
    [
        "第十八条　有关单位和个人应当如实提供。",
        "所需材料由申报单位自行准备，主管部门不得要求重复提供。",
        "服务一律免费提供。",
    ],
)
def test_what_has_to_be_given_is_no_caption(rule: str) -> None:
    story = of_html(
        f"<h1>绿色工厂管理办法印发</h1><div class='con'>{TWO}<p>{rule}</p>{TWO[:20]}第三章规定了监督办法。</p></div>",
        "绿色工厂管理办法印发",
    )
    assert any(rule[-8:] in paragraph for paragraph in story.body)
    assert story.captions == ()


def test_the_platforms_mark_is_neither_title_nor_source() -> None:
    head = "<h1><span>原创</span>云溪县推进绿色工厂创建</h1>"
    facts = "<div><span>原创</span> <span>云溪日报</span> <span>2024-06-04 09:00</span></div>"
    story = of_html(f"{head}{facts}<div class='con'>{TWO}</div>", "云溪县推进绿色工厂创建")
    assert (story.title, story.source, story.published) == ("云溪县推进绿色工厂创建", "云溪日报", "2024-06-04 09:00")


def test_an_account_behind_the_day_is_no_subtitle() -> None:
    head = "<h2>云溪县推进绿色工厂创建</h2><p><span>2024-06-04</span> <span>·</span> <span>云溪身边事</span></p>"
    story = of_html(f"{head}<div class='con'>{TWO}</div>", "云溪县推进绿色工厂创建")
    assert (story.subtitle, story.source, story.published) == ("", "云溪身边事", "2024-06-04")


def test_the_title_its_source_gave_may_stand_above_many_short_lines() -> None:
    cut, whole = "云溪县绿色工厂创建全流程一图看...", "云溪县绿色工厂创建全流程一图看懂"
    short = "".join(
        f"<br>{line}" for line in ("办什么？", "谁能办？", "怎么办？", "去哪办？", "多久办？", "一起来看！")
    )
    story = of_html(f"<h1>{cut}</h1><div class='con'>本文原标题：《{whole}》{short}{TWO}</div>", cut)
    assert story.title == whole


SHARED = {
    "11.html": {"title": "某某委员会关于批准2023年末限额的决议", "subtitle": "（2023年6月29日某某会议通过）"},
    "12.html": {"title": "定了！邮轮港即将开通！地铁直达+免税城"},
    "13.html": {"title": "市工信局召开节能工作会", "published": "2024-05-06"},
    "14.html": {"title": "2019年某某学术年会在本市成功举行！"},
    "15.html": {"title": "【主题教育】我院举办技能大赛", "authors": ("甲某某", "乙某")},
    "16.txt": {"authors": ()},
    "17.txt": {"title": "图文:产业园加快施工"},
    "18.txt": {"authors": ("甲某某",), "photographers": ("乙某某",)},
    "19.html": {"title": "警方破获诈骗团伙", "published": "2019-09-11"},
    "20.html": {"source": "某某青年报", "authors": ("甲某",), "subtitle": ""},
    "21.html": {"authors": ("甲某", "乙某", "丙某")},
    "22.html": {"source": "某某科技"},
    "28.txt": {"authors": ("李某", "赵某")},
}
ENDS = {
    "11.html": (1, "调整为533.65亿元。"),
    "12.html": (6, "已进入最后验收阶段。"),
    "13.html": (2, "确保完成年度目标。"),
    "15.html": (2, "号召大家提高技能。"),
    "19.html": (2, "可拨打110求证。"),
    "20.html": (2, "需求量会越来越大。"),
    "21.html": (2, "可以吗。"),
}


@pytest.mark.parametrize("name", SHARED)
def test_the_shared_faults_are_read_as_their_answers_say(shared: Path, name: str) -> None:
    data = (shared / "samples" / "faults" / name).read_bytes()
    (story,) = extract_html(data) if name.endswith(".html") else extract_text(data.decode())
    assert {field: getattr(story, field) for field in SHARED[name]} == SHARED[name]
    if name in ENDS:
        assert (len(story.body), story.body[-1][-len(ENDS[name][1]) :]) == ENDS[name]
