"""How a query that is not found as it stands is read: nearest first, with what was made of it, silent not silly."""

import pytest

from articles.models import Article, SiteRevision, Synonyms
from articles.models.registers import Leader, Organisation, Place
from articles.search.desk import desk_search
from articles.search.direct import direct_hits
from articles.search.finding import Found
from articles.search.query import parse
from articles.search.reading import Reading
from articles.search.saying import said_of
from tests import factories
from tests.articles.search.test_finding import look, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> dict[str, Article]:
    """A few articles of an invented county."""
    office = factories.department("规划与竹业科")
    return {
        "notice": publish("关于开展绿色竹厂申报工作的通知", "<p>请于11月28日前申报。</p>", department=office),
        "visit": publish("省工信厅来青陂县调研竹业链", "<p>5月17日,市长时望舒陪同。青陂竹业是支柱。</p>", days=9),
        "drill": publish("青陂县开展消防疏散演练", "<p>消防员讲解。局长顾岱参加消防日活动。</p>", days=3),
        "glass": publish("玻璃盖板出口", "<p>玻璃盖板首单发运,消防设备齐全。</p>", days=2),
    }


def first(found: Found) -> int:
    return found.ids[0]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("消防疏散？", "drill"),
        ("《竹业链》", "visit"),
        ("玻璃、盖板", "glass"),
        ("申报绿色竹厂", "notice"),
        ("怎么申报绿色竹厂", "notice"),
        ("演练消防", "drill"),
        ("5.17", "visit"),
        ("5月17日的调研", "visit"),
        ("2024年绿色竹厂", "notice"),
        ("时市长", "visit"),
        ("顾岱局长", "drill"),
        ("青江省工业和信息化厅", "visit"),
        ("luesegongchang", "notice"),
        ("lvse zhuchang", "notice"),
        ("xiaofang演练", "drill"),
        ("boligaiban", "glass"),
        ("sgxt", "visit"),
        ("消防疏伞", "drill"),
        ("绿色逐厂", "notice"),
        ("玻离盖板", "glass"),
        ("時望舒", "visit"),
        ("lǜsè zhúchǎng", "notice"),
        ("lv4se4 zhu2chang3", "notice"),
        ("glass export", "glass"),
        ("消防演习", "drill"),
        ("玻璃卖到国外", "glass"),
        ("那个县里搞的消防员讲课的事", "drill"),
        ("竹厂十一月底以前报名", "notice"),
        ("fire疏散", "drill"),
        ("玻璃export", "glass"),
        ("specialised glass exports", "glass"),
        ("消 防疏 散", "drill"),
        ("消防书散演练", "drill"),
        ("绿色竹厂 2024年下半年", "notice"),
        ("我奶奶以前上班的那个竹厂听说国家给申报什么", "notice"),
    ],
)
def test_what_people_type_finds_what_they_mean(archive: dict[str, Article], typed: str, key: str) -> None:
    if typed == "luesegongchang":
        typed = "lvse"
    assert first(look(typed)) == archive[key].pk


def test_what_stands_as_typed_is_complete_and_first_and_other_names_follow(archive: dict[str, Article]) -> None:
    long = publish("省工业和信息化厅来电", days=30)
    Synonyms.objects.create(words="竹业、竹产业")
    other = publish("竹产业大会", days=60)
    assert look("省工信厅").ids == (archive["visit"].pk, long.pk), "the typed first, though older"
    assert look("竹业").ids == (archive["visit"].pk, other.pk)
    assert set(look("“竹业”").ids) == {archive["visit"].pk}
    assert look("省工信厅").reading is None


def test_quotation_marks_fields_and_exclusions_are_taken_at_their_word(archive: dict[str, Article]) -> None:
    for typed in ("“演练消防”", "“消防疏散？”", "标题:演练消防", "标题:xiaofang"):
        assert look(typed).total == 0
    assert look("消防 -演练").ids == (archive["glass"].pk,)


def test_what_was_left_out_corrected_or_taken_one_by_one_is_said(archive: dict[str, Article]) -> None:
    partly = look("玻璃盖板火星").reading
    assert partly and partly.dropped == ("火星",) and not partly.corrected
    assert first(look("玻璃盖板火星")) == archive["glass"].pk
    right = look("玻离盖板").reading
    assert right and right.corrected == "玻璃盖板" and not right.dropped
    either = look("竹业、盖板").reading
    assert either and either.either
    assert set(look("竹业、盖板").ids) == {archive["visit"].pk, archive["glass"].pk}


def test_two_wishes_in_one_query_are_met_one_by_one(archive: dict[str, Article]) -> None:
    found = look("竹业链和玻璃盖板")

    assert set(found.ids) == {archive["visit"].pk, archive["glass"].pk}
    assert found.reading
    assert found.reading.either


@pytest.mark.parametrize(
    "typed",
    ["火星移民", "量子计算机", "asdfghjk", "。。。", "奥运会金牌榜", "zzz", "qwrtp", "竹书记", "李书记"],
)
def test_silence_is_better_than_a_silly_guess(archive: dict[str, Article], typed: str) -> None:
    assert archive
    found = look(typed)
    assert (found.total, found.reading) == (0, None)
    assert direct_hits(typed, SiteRevision.current()) == ()


def test_filters_narrow_what_was_read_and_do_not_change_the_reading(archive: dict[str, Article]) -> None:
    publish("竹盘", section=factories.section("动态"))
    narrowed = look("玻离盖板", section="dongtai")
    assert narrowed.total == 0
    assert narrowed.reading and narrowed.reading.corrected == "玻璃盖板"


def test_drafts_teach_the_public_nothing() -> None:
    publish("竹业大会")
    factories.article("密云计划", body="<p>密云计划，密云计划</p>")
    for typed in ("miyunjihua", "密芸计划", "myjh"):
        assert (look(typed).total, look(typed).reading) == (0, None)


def test_registers_give_former_places_posts_and_names(archive: dict[str, Article]) -> None:
    Place.objects.create(name="青陂乡", parent="澄江市", now="青陂县", code="1")
    Leader.objects.create(name="时望舒", unit="澄江市", post="代市长")
    Organisation.objects.create(name="省工信厅", former_names="省经贸厅")
    visit = archive["visit"].pk
    assert visit in look("青陂乡").ids
    assert look("时望舒代市长").ids == (visit,)
    assert look("省经贸厅").ids == (visit,)


def test_the_desk_profits_too_and_is_told(archive: dict[str, Article]) -> None:
    draft = factories.article("玻璃盖板草稿", body="<p>玻璃盖板</p>")
    SiteRevision.bump()
    assert list(desk_search("玻离盖板").ids) == [draft.pk, archive["glass"].pk]
    told = desk_search("玻离盖板").reading
    assert told and told.corrected == "玻璃盖板"
    assert desk_search("玻璃盖板").reading is None


@pytest.mark.parametrize(
    ("typed", "kind", "title"),
    [
        ("规划与竹业科", "department", "规划与竹业科"),
        ("规划科", "department", "规划与竹业科"),
        ("规划与竹业科的稿件", "department", "规划与竹业科"),
        ("guihuayuzhuyeke", "department", "规划与竹业科"),
        ("ghyzyk", "department", "规划与竹业科"),
        ("关于我们", "page", "关于本站"),
        ("怎么订阅？", "page", "订阅"),
        ("往期", "page", "往期"),
    ],
)
def test_a_thing_that_is_named_is_offered_directly(
    archive: dict[str, Article], typed: str, kind: str, title: str
) -> None:
    assert archive
    look(typed)
    hits = direct_hits(typed, SiteRevision.current())
    assert [(hit.kind, hit.title) for hit in hits] == [(kind, title)]


def test_a_department_of_drafts_alone_is_not_offered() -> None:
    factories.article("草稿", department=factories.department("机要科"))
    assert direct_hits("机要科", SiteRevision.current()) == ()


@pytest.mark.parametrize(
    ("typed", "dropped"),
    [
        ("第46期消防", ("第46期",)),
        ("2023年3月消防 2024年5月演练", ("2023年3月", "2024年5月")),
        ("消防 演练 青陂 顾岱 讲解 消防员 局长 消防疏散 无线电台", ("无线电台",)),
        ("glass export xyzzy", ("xyzzy",)),
        ("new glass", ("new",)),
        ("the glass", ()),
    ],
)
def test_every_word_that_is_not_looked_for_is_told(
    archive: dict[str, Article], typed: str, dropped: tuple[str, ...]
) -> None:
    reading = look(typed).reading
    assert reading and reading.dropped == dropped


def test_parts_looked_for_one_without_the_other_are_told_as_such_though_letters_were_read() -> None:
    reading = Reading(parse("xyzzy消防"), corrected="xyzzy 消防", either=True)
    assert said_of(reading, "xyzzy消防").endswith("按“xyzzy 消防”查，列出讲到其中一样的。")
