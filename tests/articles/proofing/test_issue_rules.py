"""Issues as a whole, repetition, sources, pictures, figures of earlier issues."""

import datetime as dt
from dataclasses import replace

import pytest

from articles.proofing.catalogue import RULES
from articles.proofing.checking import check_article, check_issue
from articles.proofing.findings import Level
from articles.proofing.registers import NO_REGISTERS
from articles.proofing.rules import Context, PastArticle
from articles.proofing.units import ArticleText, IssueText, PictureText, article_text, plain_article
from articles.text.blocks import paragraphs
from tests.articles.proofing.examples import findings, flagged

STORY = "5月18日，市经信局在澄州国家大学科技园召开全市工业和信息化工作推进会，各县区负责人参加会议，围绕当前工业经济运行情况依次发言，局长何望舒对下步工作作出部署。"
RETOLD = "5月18日，全市工业和信息化工作推进会在澄州国家大学科技园召开，各县区负责人围绕当前工业经济运行情况依次发言，局长何望舒对下步工作作出部署，要求压实责任。"
OTHER = "5月19日，副局长林一帆带队到石桥县督导塑料污染治理情况，深入商超、酒店、废旧塑料回收加工点，要求加强监管，从源头上减少塑料的生产和使用。"


def codes(issue: IssueText, context: Context | None = None) -> list[tuple[str, int | None]]:
    return [(one.code, one.article) for one in check_issue(issue, NO_REGISTERS, issue.date, context or Context())]


def issue(*articles: ArticleText, **fields: object) -> IssueText:
    return replace(IssueText(tuple(replace(a, number=n) for n, a in enumerate(articles, 1))), **fields)  # type: ignore[arg-type]


def test_two_items_of_one_event() -> None:
    one, two = (
        plain_article([STORY], title="全市工业推进会召开"),
        plain_article([OTHER], title="市经信局督导塑料污染治理"),
    )
    again = plain_article([RETOLD], title="市经信局召开工业推进会")
    assert ("item.duplicate", 3) in codes(issue(one, two, again))
    assert "item.duplicate" not in [code for code, _ in codes(issue(one, two))]


def test_a_picture_beside_its_story_and_a_series_are_meant() -> None:
    one = plain_article([STORY], title="全市工业推进会召开")
    picture = replace(plain_article([RETOLD], title="全市工业推进会现场"), section="图片新闻")
    assert "item.duplicate" not in [code for code, _ in codes(issue(one, picture))]
    parts = [plain_article([STORY], title="政策解读（一）"), plain_article([STORY], title="政策解读（二）")]
    assert "item.duplicate" not in [code for code, _ in codes(issue(*parts))]


def test_a_caption_line_makes_no_picture_of_a_whole_item() -> None:
    one = plain_article([STORY], title="全市工业推进会召开")
    shown = PictureText(caption="图为5月18日，何望舒在会上讲话", credit="方圆")
    again = replace(plain_article([RETOLD], title="市经信局召开工业推进会"), pictures=(shown,))
    assert ("item.duplicate", 2) in codes(issue(one, again))
    beside = replace(plain_article([STORY[:35]], title="市经信局召开工业推进会"), pictures=(shown,))
    assert "item.duplicate" not in [code for code, _ in codes(issue(one, beside))]


def test_what_ran_before() -> None:
    past = PastArticle("2023年第17期", dt.date(2023, 5, 15), plain_article([STORY], title="全市工业推进会召开"))
    context = Context(past=(past,))
    assert flagged("item.ran-before", STORY, title="工业推进会", context=context) != []
    assert flagged("item.ran-before", OTHER, title="督导", context=context) == []
    assert flagged("item.ran-before", STORY.replace("5月18日", "6月18日"), title="工业推进会", context=context) == []


def test_a_figure_that_differs_from_an_earlier_issue() -> None:
    past = PastArticle(
        "2023年第10期", dt.date(2023, 4, 3), plain_article(["一季度，全市规模以上工业总产值完成120.5亿元。"])
    )
    context = Context(past=(past,))
    assert flagged("number.vs-past", "一季度，全市规模以上工业总产值完成121.5亿元。", context=context) == [
        ("121.5亿元", None)
    ]
    assert flagged("number.vs-past", "一季度，全市规模以上工业总产值完成120.5亿元。", context=context) == []
    assert flagged("number.vs-past", "二季度，全市规模以上工业总产值完成130亿元。", context=context) == []


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("市经信局组织企业参观智能工厂现场。\n会议强调压实责任。\n市经信局组织企业参观智能工厂现场。", 1),
        ("要进一步压实各级各部门安全生产责任；要加强督导。要进一步压实各级各部门安全生产责任；", 1),
        ("何望舒、林一帆、周小舟等同志参加上述活动。\n何望舒、林一帆、周小舟等同志参加上述活动。", 0),
        ("加油！加油！", 0),
        ("三名讲师各讲一课，学员当场提问，讲师逐条作答。学员当场提问，讲师逐条作答。", 1),
        (f"三名讲师各讲一课，{'学员在会场当场提问，讲师在台上逐条作答解释清楚。' * 2}", 1),
        ("学员当场提问，讲师逐条作答，全程两个小时。学员当场提问，讲师逐条作答，全程两个小时。", 1),
    ],
)
def test_a_sentence_that_stands_twice(body: str, count: int) -> None:
    assert len(findings("sentence.repeated", body)) == count


def test_cells_may_repeat() -> None:
    table = "<table><tr><th>甲</th></tr><tr><td>按照有关规定认真组织实施到位</td></tr><tr><td>按照有关规定认真组织实施到位</td></tr></table>"
    found = check_article(article_text(body=table), NO_REGISTERS, None)
    assert "sentence.repeated" not in [one.code for one in found]


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({"is_reprint": True}, 1),
        ({"is_reprint": True, "source": "澄州日报"}, 0),
        ({"is_reprint": True, "source": "某某自媒体"}, 1),
        ({"byline": "来源：网络"}, 1),
        ({"source": "某某自媒体"}, 0),
    ],
)
def test_reprints_name_a_source_on_the_list(given: dict[str, object], count: int) -> None:
    article = article_text(title="某事", body=paragraphs([OTHER]), **given)  # type: ignore[arg-type]
    found = check_article(article, NO_REGISTERS, None, Context(sources=frozenset({"澄州日报"})))
    assert len([one for one in found if one.code == "source.missing"]) == count


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (PictureText(caption="图为现场"), "“图为”后面"),
        (PictureText(caption="5月18日，何望舒在澄州电机调研", credit=""), "没有写摄影"),
        (PictureText(alt="会场"), "没有图片说明"),
        (PictureText(caption="市领导何望舒、林一帆、周小舟出席会议", credit="方圆"), "左右次序"),
        (PictureText(caption="图为何望舒在澄州电机调研", credit="方圆"), ""),
        (PictureText(caption="图为7月5日，何望舒在澄州电机调研", credit="方圆"), ""),
        (PictureText(caption="图为7月5日，现场", credit="方圆"), "“图为”后面"),
        (PictureText(alt="单位标识"), ""),
        (PictureText(caption="图为澄州电机车间。方圆摄"), ""),
    ],
)
def test_captions(picture: PictureText, said: str) -> None:
    article = article_text(title="某事", body=paragraphs([OTHER]), pictures=[picture])
    found = [one.message for one in check_article(article, NO_REGISTERS, None) if one.code == "caption"]
    assert [said in one for one in found] == ([True] if said else [])


def test_the_number_and_the_day_of_an_issue() -> None:
    made = issue(
        plain_article([STORY], title="某会召开"), year=2023, number=18, date=dt.date(2023, 5, 22), name="澄州经信手机报"
    )
    assert ("issue.number", None) in codes(made, Context(number_doubts=("总期号不连续。",)))
    assert ("issue.date", None) in codes(made, Context(usual_weekday=1))
    assert ("issue.date", None) in codes(made, Context(previous_date=dt.date(2023, 5, 29)))
    assert ("issue.number", None) in codes(replace(made, year=2022))
    assert not {"issue.number", "issue.date"} & {code for code, _ in codes(made, Context(usual_weekday=0))}


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("活动受到欢迎。（图为活动现场）", 1),
        ("图为会议现场。方圆摄", 1),
        ("图为市领导何望舒、林一帆、周小舟与企业负责人合影。方圆摄", 1),
        ("图为澄州电机智能车间一角", 1),
        ("图为澄州电机智能车间。方圆摄", 0),
        ("意图为企业解难题，力图为发展助力。", 0),
    ],
)
def test_captions_among_the_paragraphs(body: str, count: int) -> None:
    assert len(findings("caption", body)) == count


def test_a_whole_caption_of_a_signed_item_needs_no_photographer() -> None:
    for said, count in (("图为5月18日，职工在澄州电机厂区植树。", 0), ("图为植树忙。", 1)):
        article = article_text(title="某事", body=paragraphs([OTHER + said]), byline="办公室 方圆")
        assert [one.code for one in check_article(article, NO_REGISTERS, None)].count("caption") == count


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("5月19日，工业和信息化部印发通知，部署重点工作。", True),
        ("5月17日，省委召开会议，部署重点工作。", True),
        # The city's own leader, by the office held in the province.
        ("5月17日，省委常委、澄州市委书记方圆主持召开会议，部署重点工作。", False),
    ],
)
def test_unsigned_news_of_others_names_its_source_but_stops_nothing(body: str, told: bool) -> None:
    signed = [article_text(title="某会召开", body=paragraphs([OTHER]), byline="办公室 方圆") for _ in range(3)]
    news = article_text(title="通知印发", body=paragraphs([body]))
    assert (("source.unclear", 4) in codes(issue(*signed, news))) is told
    assert ("source.unclear", 1) not in codes(issue(news, news))
    assert all(rule.level is not Level.A for rule in RULES if rule.code == "source.unclear")


def test_a_title_longer_than_the_narrowest_channel() -> None:
    body = "5月17日，会议召开。"
    assert len(findings("title.length", body, title="某会召开了一次", context=Context(title_limit=6))) == 1
    assert findings("title.length", body, title="某会召开", context=Context(title_limit=6)) == []
