"""What stands around a manuscript comes off it, with a note; what only looks like it stays."""

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from articles.intake.one_file import Manuscript, read_manuscript
from tests.articles.text.incoming import files

TITLE = "云岭区举办中小企业用工对接会"
ONE = "3月4日，云岭区举办中小企业用工对接会，42家企业提供岗位1160个。"
TWO = "下一步，将每月举办一场，并把岗位送进镇街。"


def of_text(*lines: str) -> Manuscript:
    return read_manuscript("\n".join(lines).encode(), "稿.txt")


def told(manuscript: Manuscript) -> str:
    return "／".join(manuscript.notes)


def body_of(manuscript: Manuscript) -> list[str]:
    return [block.text for block in manuscript.body]


@pytest.mark.parametrize(
    "head",
    ["封某 2026-03-04 09:12", "2026/3/4 9:12:11 封某", "中小企业科 10:03:27", "封某(10023) 2026年3月4日 9:12"],
)
def test_who_wrote_when_in_a_chat_is_no_title(head: str) -> None:
    found = of_text(head, TITLE, ONE, TWO, "（中小企业科 封某）")
    assert (found.title, body_of(found), found.byline.names) == (TITLE, [ONE, TWO], ("封某",))
    assert head in told(found)


def test_a_title_that_is_labelled_is_the_title() -> None:
    found = of_text("中小企业科来稿一篇", f"题  目：{TITLE}", f"正文：{ONE}", TWO)
    assert (found.title, body_of(found)) == (TITLE, [ONE, TWO])
    assert "来稿一篇" in told(found)


@pytest.mark.parametrize(
    "head",
    [
        [
            "发件人：zx@example.cn",
            "收件人：手机报编辑部",
            "抄送：",
            f"主题：Fw: 投稿：{TITLE}",
            "编辑部老师：您好！",
            TITLE,
        ],
        ["From: 封某 <f@example.cn>", "Sent: 2026-03-04 10:00", "To: bjb@example.cn", f"Subject: Re: {TITLE}"],
        ["收件人：编辑部", "发件人：中小企业科", f"主题：{TITLE}", "您好，报送信息一篇，请查收。"],
    ],
)
def test_a_mail_s_head_and_greeting_come_off_and_its_subject_stands_in_for_a_title(head: list[str]) -> None:
    found = of_text(*head, "", ONE, TWO, "", "--", "中小企业科 封某", "电话：0000-1234567")
    assert (found.title, body_of(found)) == (TITLE, [ONE, TWO])
    assert all(line in told(found) for line in (head[0], "电话：0000-1234567"))


def test_an_invitation_s_first_lines_are_no_mail_s_head() -> None:
    found = of_text("工业设计沙龙将举办", "主题：设计与制造", "时间：3月9日14:30", "地点：云岭大厦", "欢迎参加。")
    assert len(found.body) == 4
    assert body_of(of_text("主题：设计与制造", "时间：3月9日", ONE))[-1] == ONE


@pytest.mark.parametrize("date", ["2026年3月4日", "2026年03月04日", "2026-03-04"])
def test_the_office_and_date_that_close_a_letter_sign_it(date: str) -> None:
    found = of_text(TITLE, ONE, TWO, "云岭区工业和信息化局", date, "联系电话：13800000000")
    assert body_of(found) == [ONE, TWO]
    assert found.byline.department == "云岭区工业和信息化局"
    assert "13800000000" in told(found)


OFFICE, OTHER_OFFICE = "云岭区工业和信息化局", "云岭区发展和改革局"


@pytest.mark.parametrize(
    "signed",
    [
        [f"{OFFICE}（盖章）", "二〇二六年三月四日"],
        [f"{OFFICE}〔印章〕", "二○二六年三月四日"],
        [f"{OFFICE}　　2026年3月4日"],
        ["封某", OFFICE],
        [OFFICE, "2026年3月4日", "抄送：区委办、区政府办"],
    ],
)
def test_a_letter_is_signed_with_seals_and_numerals_and_on_one_line(signed: list[str]) -> None:
    found = of_text(TITLE, ONE, TWO, *signed)
    assert body_of(found) == [ONE, TWO]
    assert found.byline.department == OFFICE
    assert "封某" not in signed or found.byline.names == ("封某",)
    assert all(line in told(found) for line in signed)


def test_all_offices_that_sign_a_letter_are_named() -> None:
    beside = f"{OFFICE}（印章）　{OTHER_OFFICE}（印章）"
    for offices in ([OFFICE, f"{OTHER_OFFICE}(公章)"], [beside]):
        found = of_text(TITLE, ONE, TWO, *offices, "二〇二六年三月四日")
        assert body_of(found) == [ONE, TWO]
        assert found.byline.department == f"{OFFICE}、{OTHER_OFFICE}"


@pytest.mark.parametrize("when", ["3月4日 14:30", "用工对接 14:30"])
def test_a_title_with_a_time_is_no_chat(when: str) -> None:
    assert of_text(f"讲堂开课了 {when}", ONE, TWO).title == f"讲堂开课了 {when}"


def test_a_programme_is_no_chat() -> None:
    programme = [ONE, "日程安排：", "中小企业科 9:00", "节能科 14:30", TWO]
    assert body_of(of_text(TITLE, *programme)) == programme


def test_whom_a_letter_addresses_is_no_title() -> None:
    found = of_text("手机报编辑部：", "您好！", "现投稿一篇。", TITLE, ONE, TWO)
    assert (found.title, body_of(found)) == (TITLE, [ONE, TWO])
    assert "手机报编辑部：" in told(found)


def test_a_list_of_offices_with_a_date_below_is_no_signature() -> None:
    listed = [ONE, "参会单位：", OFFICE, OTHER_OFFICE, "2026年3月4日"]
    assert body_of(of_text(TITLE, *listed)) == listed


FORWARDED = ["From: F. Mou <f@example.cn>", "Sent: Wednesday, March 4, 2026 9:30 AM", "To: zx@example.cn"]


def test_of_a_mail_passed_on_the_manuscript_is_read_and_the_rest_is_told() -> None:
    cover = ["发件人：中小企业科", "收件人：编辑部", "主题：转发", "请看下面的稿件。", "-----Original Message-----"]
    found = of_text(*cover, *FORWARDED, f"Subject: {TITLE}", TITLE, ONE, TWO)
    assert (found.title, body_of(found)) == (TITLE, [ONE, TWO])
    assert all(line in told(found) for line in (*cover, *FORWARDED))


def test_of_an_answer_above_the_mail_it_answers_the_manuscript_is_read() -> None:
    found = of_text(TITLE, ONE, TWO, "------ 原始邮件 ------", *FORWARDED, "Subject: 请改稿", "请改短一些。")
    assert (found.title, body_of(found)) == (TITLE, [ONE, TWO])
    assert "请改短一些。" in told(found)


def test_courtesies_sent_before_a_manuscript_in_a_chat_are_told() -> None:
    before = ["云岭区中小企业科 封某 2026/3/4 9:31", "老师，发一篇稿子", "云岭区中小企业科 封某 2026/3/4 9:32"]
    found = of_text(*before, TITLE, ONE, TWO)
    assert (found.title, body_of(found)) == (TITLE, [ONE, TWO])
    assert all(line in told(found) for line in before)


def test_a_letterhead_and_its_number_are_no_title() -> None:
    head = ["云岭区工业和信息化局文件", "云工信〔2026〕17号"]
    found = read_manuscript(centred(*head, f"关于{TITLE}的报告"), "稿.docx")
    assert (found.title, body_of(found)) == (f"关于{TITLE}的报告", [ONE, TWO])
    assert all(line in told(found) for line in head)


def test_a_label_alone_on_its_line_leaves_no_empty_paragraph() -> None:
    assert body_of(of_text(f"标题：{TITLE}", "正文：", ONE, TWO)) == [ONE, TWO]


def test_the_head_of_a_bulletin_is_no_title() -> None:
    head = ["云岭工信信息", "（第12期）", "云岭区工业和信息化局办公室　　　　2026年3月4日"]
    found = of_text(*head, TITLE, ONE, TWO, "报：区委办、区政府办")
    assert (found.title, body_of(found)) == (TITLE, [ONE, TWO])
    assert all(line in told(found) for line in (*head, "报：区委办、区政府办"))


def test_a_last_sentence_with_a_date_is_no_signature() -> None:
    found = of_text(TITLE, ONE, "活动持续到", "2026年3月4日")
    assert body_of(found) == [ONE, "活动持续到", "2026年3月4日"]


def a_form(content: list[str], *, title_label: str = "标　　题", last: str = "审核意见") -> bytes:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("云岭区信息报送单")
        table = document.add_table(rows=4, cols=4)
        for cell, words in zip(table.rows[0].cells, ["报送单位", "中小企业科", "作者", "封某"], strict=True):
            cell.text = words
        for row, label, texts in ((1, title_label, [TITLE]), (2, "内　　容：", content), (3, last, [""])):
            cells = table.rows[row].cells
            cells[0].text = label
            wide = cells[1].merge(cells[3])
            wide.text = texts[0]
            for more in texts[1:]:
                wide.add_paragraph(more)

    return files.word(build)


@pytest.mark.parametrize("label", ["领导签批", "分管领导意见", "单位（盖章）", "科室审核意见"])
def test_where_others_write_on_a_form_is_no_text(label: str) -> None:
    assert body_of(read_manuscript(a_form([ONE, TWO], last=label), "稿.docx")) == [ONE, TWO]


@pytest.mark.parametrize("content", [[ONE, TWO], [ONE, TWO * 12]], ids=["short", "long"])
def test_a_report_form_is_read_by_its_labels(content: list[str]) -> None:
    found = read_manuscript(a_form(content), "稿.docx")
    assert (found.title, body_of(found)) == (TITLE, content)
    assert (found.byline.department, found.byline.names) == ("中小企业科", ("封某",))
    assert "云岭区信息报送单" in told(found)


def test_a_table_of_titles_and_contents_is_a_table() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph(TITLE)
        document.add_paragraph(ONE)
        table = document.add_table(rows=2, cols=3)
        for row, words in enumerate([["序号", "标题", "内容"], ["1", "用工对接", "提供岗位"]]):
            for cell, one in zip(table.rows[row].cells, words, strict=True):
                cell.text = one

    assert [block.kind for block in read_manuscript(files.word(build), "稿.docx").body] == ["paragraph", "table"]


def centred(*lines: str, bold: bool = True) -> bytes:
    def build(document: docx.document.Document) -> None:
        for line in lines:
            paragraph = document.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(line).bold = bold
        document.add_paragraph(ONE)
        document.add_paragraph(TWO)

    return files.word(build)


def test_a_title_set_on_two_lines_is_one_title() -> None:
    found = read_manuscript(centred("云岭区举办", "中小企业用工对接会"), "稿.docx")
    assert (found.title, body_of(found)) == (TITLE, [ONE, TWO])


def test_an_office_below_a_title_is_none_of_it() -> None:
    found = read_manuscript(centred(TITLE, "云岭区工业和信息化局"), "稿.docx")
    assert found.title == TITLE


def test_a_title_broken_within_its_paragraph_is_one_title_and_a_text_broken_so_is_a_text() -> None:
    def build(document: docx.document.Document, lines: list[str]) -> None:
        run = document.add_paragraph().add_run(lines[0])
        for line in lines[1:]:
            run.add_break()
            run.add_text(line)

    def two(document: docx.document.Document) -> None:
        build(document, ["云岭区举办", "中小企业用工对接会"])
        document.add_paragraph(ONE)

    assert read_manuscript(files.word(two), "稿.docx").title == TITLE
    whole = read_manuscript(files.word(lambda one: build(one, [TITLE, "一、基本情况", ONE])), "稿.docx")
    assert (whole.title, body_of(whole)) == (TITLE, ["一、基本情况", ONE])


def test_words_in_heads_and_feet_of_pages_are_told_and_page_numbers_are_not() -> None:
    document = docx.Document()
    document.add_paragraph(TITLE)
    document.add_paragraph(ONE)
    document.sections[0].header.paragraphs[0].text = "内部资料 请勿外传"
    document.sections[0].footer.paragraphs[0].text = "第 1 页 共 2 页"
    out = io.BytesIO()
    document.save(out)
    notes = told(read_manuscript(out.getvalue(), "稿.docx"))
    assert "内部资料 请勿外传" in notes
    assert "第 1 页" not in notes


def test_a_caption_without_its_picture_is_told() -> None:
    found = of_text(TITLE, ONE, "图为对接会现场。", TWO)
    assert body_of(found) == [ONE, TWO]
    assert "图为对接会现场。" in told(found)


def test_a_saved_page_of_a_public_account_is_read_as_a_page() -> None:
    page = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{TITLE}"></head>
    <body><h1 class="rich_media_title" id="activity-name">{TITLE}</h1><a id="js_name">云岭发布</a>
    <em id="publish_time">2026年03月04日 09:30</em><div class="rich_media_content" id="js_content">
    <p>点击蓝字 关注我们</p><p>{ONE}</p><p>{TWO}</p><p>供稿：区中小企业服务中心</p><p>编辑：封某</p>
    <p>往期精彩</p></div></body></html>"""
    found = read_manuscript(page.encode(), "文章.html")
    assert (found.title, body_of(found)) == (TITLE, [ONE, TWO])
    assert "2026-03-04" in told(found)
    assert "点击蓝字" in told(found)


def test_a_line_of_chinese_that_a_program_broke_is_whole() -> None:
    page = (
        f"<html><body><p>{TITLE}</p><p>3月4日，云岭区举办中小企业\n  用工对接会，Smart\nFactory 到场。</p>"
        "</body></html>"
    )
    assert body_of(read_manuscript(page.encode(), "稿.html")) == [
        "3月4日，云岭区举办中小企业用工对接会，Smart Factory 到场。"
    ]
