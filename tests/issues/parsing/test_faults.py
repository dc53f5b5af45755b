"""Texts of kinds that were once read wrongly, in our own words and in the shared ones with their answers."""

from pathlib import Path

import pytest

from issues.parsing.contract import recognition_to_json
from issues.parsing.readers import read
from issues.parsing.recognition import LineKind, Recognition, UnreadableInput


def read_text(text: str) -> Recognition:
    (recognition,) = read(text.encode(), "issue.txt")
    return recognition


def sections_and_titles(recognition: Recognition) -> list[tuple[str | None, str]]:
    return [(section, item.title) for section, item in recognition.document.items()]


ONE = "云溪县召开绿色工厂推进会\n\n6月3日，云溪县召开绿色工厂推进会，部署下半年创建任务。"
TWO = "园区新增就业岗位四百个\n\n6月4日，园区举办招聘会，新增就业岗位四百个。"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("【云溪企业周报】绿色工厂推进会召开/园区新增岗位", "云溪企业周报"),
        ("每周工信资讯（6.3-6.9）|绿色工厂推进会召开", "每周工信资讯"),
        ("云溪一周要闻 （2024.6.3—6.9）：绿色工厂推进会召开", "云溪一周要闻"),
        ("云溪在线 | 工信周报：绿色工厂推进会召开；园区新增岗位", "工信周报"),
    ],
)
def test_a_public_accounts_headline_names_the_paper(head: str, name: str) -> None:
    recognition = read_text(f"{head}\n云溪工信  云溪工信   2024-06-09 18:04\n\n01\n\n{ONE}\n\n02\n\n{TWO}\n")
    assert recognition.document.masthead.name == name
    assert sections_and_titles(recognition) == [(None, "云溪县召开绿色工厂推进会"), (None, "园区新增就业岗位四百个")]
    assert not recognition.unrecognised


def test_numbers_that_begin_again_end_a_text_without_a_stop() -> None:
    first = "政策\n\n1、省厅印发办法\n\n省厅近日印发办法，涉及节能、安全等领域"
    text = f"云溪工信手机报\n2024年第5期\n\n{first}\n\n动态\n\n1、{ONE}\n\n2、{TWO}\n"
    assert sections_and_titles(read_text(text)) == [
        ("政策", "省厅印发办法"),
        ("动态", "云溪县召开绿色工厂推进会"),
        ("动态", "园区新增就业岗位四百个"),
    ]


def test_credits_behind_strokes_and_a_scene_behind_a_triangle_are_no_text() -> None:
    items = f"01\n\n{ONE}\n\n▲推进会现场\n\n◎ 供稿 | 节能科\n\n02\n\n{TWO}\n\n⊙ 撰稿丨园区办\n"
    text = f"云溪教育手机报\nVOL.056\n2024.07.08\n\n{items}"
    recognition = read_text(text)
    first, second = (item for _, item in recognition.document.items())
    assert [len(item.body) for item in (first, second)] == [1, 1]
    assert [item.byline.department for item in (first, second)] == ["节能科", "园区办"]
    assert first.byline.raw == "供稿 | 节能科"
    assert [picture.caption for picture in first.pictures] == ["推进会现场"]


@pytest.mark.parametrize("gap", ["\t", " \t", "……………"])
def test_page_numbers_of_a_contents_page_are_no_part_of_its_titles(gap: str) -> None:
    titles = ["领导调研项目建设", "数字化现场会召开"]
    contents = "\n".join(f"（{n}）{title}{gap}{page}" for n, title, page in zip("一二", titles, (1, 12), strict=True))
    body = f"（一）{titles[0]}\n6月3日，领导调研。\n（二）{titles[1]}\n6月4日，现场会召开。\n"
    text = f"信息简报\n第12期\n\n目　　录\n\n{contents}\n\n{body}"
    recognition = read_text(text)
    assert [line.title for line in recognition.document.lead] == titles
    assert not [warning for warning in recognition.warnings if warning.code.startswith("lead")]


@pytest.mark.parametrize("marking", ["内部消息  严禁外传", "内部文件 注意保密", "请勿外传"])
def test_a_marking_above_the_name_is_no_name_and_is_warned_of(marking: str) -> None:
    recognition = read_text(f"{marking}\n云溪交通每日信息（第128期）\n2024年7月3日\n\n【动态】\n{ONE}\n{TWO}\n")
    assert recognition.document.masthead.name == "云溪交通每日信息"
    assert any(warning.code == "not_for_the_public" and marking in warning.message for warning in recognition.warnings)


def test_what_every_registered_paper_prints_is_not_warned_of() -> None:
    recognition = read_text(f"云溪工信手机报\n第5期 2024年6月9日\n内部资料 免费交流\n\n【动态】\n{ONE}\n{TWO}\n")
    assert not any(warning.code == "not_for_the_public" for warning in recognition.warnings)


@pytest.mark.parametrize("heading", ["关于我们", "免责声明", "入群方式", "联系我们"])
def test_what_an_account_says_of_itself_is_no_text_of_the_last_article(heading: str) -> None:
    tail = f"{heading}\n\n我们是一家服务机构，坚持以客户为中心。\n\n交流群招新啦！\n"
    recognition = read_text(f"云溪工信周报\n2024年第5期\n\n企业\n\n1、{ONE}\n\n2、{TWO}\n\n{tail}")
    *_, (_, last) = recognition.document.items()
    assert len(last.body) == 1
    assert {line.text.strip() for line in recognition.furniture} >= set(tail.split())


def test_numbered_sentences_are_items_without_a_title() -> None:
    first = "【国内】\n\n1、全国夏粮收购开局平稳。【详情】\n\n2、多地发布稳岗措施，发放补贴十亿元。"
    second = "【本市】\n\n3、我市三家企业入选省级名单。"
    recognition = read_text(f"早安！今天是6月3日星期一，欢迎收听新闻早餐。\n\n{first}\n\n{second}\n")
    assert sections_and_titles(recognition) == [
        ("国内", "全国夏粮收购开局平稳。"),
        ("国内", "多地发布稳岗措施，发放补贴十亿元。"),
        ("本市", "我市三家企业入选省级名单。"),
    ]


@pytest.mark.parametrize("marks", ["①②③", ("1.", "2.", "3."), ("1、", "2、", "3、")])
def test_one_short_message_is_an_issue(marks: str) -> None:
    titles = ["市领导调研工业项目建设", "我市3家企业入选省级名单", "市工信局举办融资对接会"]
    items = "；".join(f"{mark}{title}" for mark, title in zip(marks, titles, strict=True))
    recognition = read_text(f"【云溪手机报】6月28日 星期五 第9期：{items}。详情 http://example.com/s/9 回TD退订")
    short = read_text(f"【云溪手机报】{items}")
    assert [title for _, title in sections_and_titles(short)] == titles
    assert (recognition.document.masthead.name, recognition.document.masthead.number) == ("云溪手机报", 9)
    assert [title for _, title in sections_and_titles(recognition)] == titles
    (left,) = recognition_to_json(recognition, "")["furniture"]
    assert left["text"] == "详情 http://example.com/s/9 回TD退订"
    assert recognition.warnings


@pytest.mark.parametrize(
    "text",
    [
        "【通知】1.全体人员参加；2.不得迟到。",
        "关于召开会议的通知\n\n1、会议时间定于6月3日上午。\n\n2、会议地点在三楼会议室。\n\n3、请准时参加会议。\n",
    ],
)
def test_a_notice_with_numbered_sentences_is_no_issue(text: str) -> None:
    with pytest.raises(UnreadableInput):
        read_text(text)


SHARED = {
    "01": ("澄州企业周报", [(None, "本地电机企业获省级奖项"), (None, "园区新增就业岗位三百个")]),
    "02": (
        "每周工信资讯",
        [
            ("政策速递", "省厅印发节能改造办法"),
            ("企业动态", "电机企业二期投产"),
            ("企业动态", "两家企业签订供货协议"),
        ],
    ),
    "03": (
        "周报",
        [
            ("安全生产", "电机企业停产检修"),
            ("安全生产", "化工园区开展演练"),
            ("政策法规", "省厅印发管理办法"),
        ],
    ),
    "04": (
        "",
        [
            ("国内", "全国春耕备耕进展顺利,已备足种子。"),
            ("国内", "多地发布稳就业措施,发放补贴十亿元。"),
            ("本市", "我市三家企业入选省级名单,总数达到二十七家。"),
        ],
    ),
    "05": (
        "工信手机报",
        [("政策", "省厅印发改造办法"), ("热点", "电机企业二期投产"), ("热点", "园区举办招聘会")],
    ),
    "08": (
        "澄州交通每日信息",
        [("工作动态", "部署汛期公路安全工作"), ("一句话信息", "上半年完成农村公路建设312公里。")],
    ),
    "09": (
        "澄州手机报",
        [(None, "市领导调研工业项目建设"), (None, "我市3家企业入选省级名单"), (None, "市经信局举办融资对接会")],
    ),
    "10": ("工信资讯周报", [("企业", "电机企业二期投产"), ("企业", "园区举办招聘会")]),
}


@pytest.mark.parametrize("name", SHARED)
def test_the_shared_faults_are_read_as_their_answers_say(shared: Path, name: str) -> None:
    (recognition,) = read((shared / "samples" / "faults" / f"{name}.txt").read_bytes(), f"{name}.txt")
    masthead, items = SHARED[name]
    assert (recognition.document.masthead.name, sections_and_titles(recognition)) == (masthead, items)
    assert not [line for line in recognition.lines if line.kind is LineKind.BODY and "关于我们" in line.text]
