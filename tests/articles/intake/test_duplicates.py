"""Near-duplicates are found whatever an editor or another site did to the text, and other articles are not."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from articles.intake import duplicates
from articles.models import Article, Fingerprint
from articles.text.sketches import likeness, sketch, whole
from tests.factories import article

pytestmark = pytest.mark.django_db

SENTENCES = [
    "10月15日，苍梧市召开三季度工业经济运行分析会，通报前三季度主要指标完成情况。",
    "会议指出，全市规模以上工业增加值同比增长7.9%，其中装备制造业增长12.4%，新能源材料产业拉动作用明显。",
    "石英纤维、柔性电缆、精密轴承三条产业链新增规上企业21家，年内有望突破三百家。",
    "与会人员实地观摩了临港园区的热管理系统项目和云母新材料二期项目，听取了要素保障情况汇报。",
    "会议要求，对停产半停产企业逐户建档，能救的帮一把，救不了的依法出清，腾出土地和能耗指标。",
    "市工信局将派出八个工作组驻企服务，每周调度一次，问题清单向社会公开。",
]
OTHERS = [
    "澄湖区举办青年工匠技能比武，电工、焊工、数控三个工种的一百余名选手同台竞技，评出金牌工匠九名。",
    "望江轴承厂的老师傅带着徒弟们用三个月改好了一台旧磨床，精度提高了一个等级，省下了六十万元。",
    "县供电公司在麦收前对四百台变压器进行了检查，处理隐患二十七处，保障农户安全用电。",
]


def stored(*sentences: str, **fields: object) -> Article:
    body = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return article(body=body, **fields)


@pytest.fixture
def original() -> Article:
    for other in OTHERS:
        stored(other)
    made = stored(*SENTENCES)
    duplicates.catch_up()
    return made


@pytest.mark.parametrize(
    "text",
    [
        "".join(SENTENCES),
        "\n".join(SENTENCES).replace("7.9", "8.3").replace("21", "25").replace("10月15", "10月16"),
        "\n".join(SENTENCES[::-1]),
        "\n".join(SENTENCES[1:4]),
        "\n".join([SENTENCES[0], SENTENCES[4]]),
        "\n".join(SENTENCES).replace("，", ",").replace("。", " 。"),
        "日前，记者获悉：" + "\n".join(SENTENCES[:5]) + "据了解，下一步还将加大力度。",
    ],
    ids=["same", "figures", "order", "cut to three", "cut to two", "half-width", "framed"],
)
def test_a_rewrite_finds_its_original(original: Article, text: str) -> None:
    found = duplicates.duplicates_of(text)
    assert [one.article for one in found] == [original]
    assert found[0].likeness >= duplicates.NEAR


def test_another_story_finds_nothing(original: Article) -> None:
    assert duplicates.duplicates_of("市图书馆延长开放时间，周末到晚上九点，并增设了儿童借阅专区和自助还书机。") == []
    assert duplicates.duplicates_of("") == []


def test_the_same_address_is_told_first_whatever_the_words(original: Article) -> None:
    url = "http://news.example/1.html"
    linked = stored("完全不同的一段文字，讲的是另一件事情。", source_url=url)
    found = duplicates.duplicates_of("".join(SENTENCES), url=url)
    assert [one.article for one in found] == [linked, original]
    assert found[0].how == "同一网址"


def test_an_article_is_not_its_own_duplicate(original: Article) -> None:
    assert duplicates.duplicates_of("".join(SENTENCES), leave_out=original.pk) == []


def test_catching_up_takes_changed_articles_only_and_once(original: Article) -> None:
    assert duplicates.catch_up() == 0
    original.body = f"<p>{OTHERS[0]}改</p>"
    original.save()
    assert duplicates.catch_up() == 1
    assert original.pk not in [one.article.pk for one in duplicates.duplicates_of("".join(SENTENCES))]


def test_catching_up_a_little_at_a_time_reaches_every_article() -> None:
    for number in range(7):
        stored(f"第{'一二三四五六七'[number]}个项目开工建设，总投资各不相同，建设周期两年左右。")
    assert [duplicates.catch_up(limit=3) for _ in range(4)] == [3, 3, 1, 0]
    assert Fingerprint.objects.values("article").distinct().count() == 7


def test_a_search_reads_a_bounded_number_of_rows(
    original: Article, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    with django_assert_num_queries(2):
        duplicates.duplicates_of("".join(SENTENCES))


def test_a_sketch_is_small_and_figures_do_not_count() -> None:
    assert len(sketch("".join(SENTENCES * 3))) == 24
    assert sketch("增长7.9%的企业") == sketch("增长 12.45％ 的企业")
    assert sketch("，。 ") == frozenset()
    assert whole("甲乙 丙") == whole("甲乙，丙")
    assert likeness("", "甲乙丙丁戊己") == 0
