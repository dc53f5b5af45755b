"""数据 read out of texts: proposed to the desk, taken by one press, public only then."""

from decimal import Decimal

import pytest
from django.test import Client

from articles.admin import proposed_figures
from articles.models import Indicator, IndicatorFigure
from issues.document import SectionBlock
from tests import factories
from tests.published import a_document, an_item, publish

pytestmark = pytest.mark.django_db
PAGE = "/admin/articles/indicatorfigure/proposed/"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factories.person("bianji", "编辑"))
    return client


@pytest.fixture(autouse=True)
def texts() -> None:
    bodies = [
        "2023年1—10月，全市规模以上工业增加值同比增长7.2%，比前三季度加快。",
        "2023年1—11月，全市规上工业增加值同比增长7.4%。",
        "2023年上半年，我市工业用电量同比下降1.5%。",
    ]
    items = tuple(an_item(f"运行情况之{n}", body=body) for n, body in enumerate(bodies))
    publish(a_document(1, SectionBlock("要闻", items)))


def test_what_texts_tell_is_proposed_and_public_only_when_taken(desk: Client) -> None:
    page = desk.get(PAGE).content.decode()
    assert "2023年1—10月　7.2%" in page
    assert "-1.5%" in page
    assert "还没有这个指标" in page
    assert desk.get("/data/").content.decode().count("规上工业增加值") == 0

    keys = [
        part.split('"')[0] for part in page.split('name="take" value="')[1:] if "规上工业增加值" in part.split('"')[0]
    ]
    desk.post(PAGE, {"take": sorted(set(keys))})

    series = Indicator.objects.get()
    assert (series.name, series.unit) == ("规上工业增加值同比增速", "%")
    assert list(series.figures.order_by("day").values_list("value", flat=True)) == [Decimal("7.2"), Decimal("7.4")]
    assert "规上工业增加值同比增速" in desk.get("/data/").content.decode()
    assert "7.2%" not in desk.get(PAGE).content.decode()


def test_a_series_of_the_desk_is_recognised_by_another_way_to_say_it(desk: Client) -> None:
    Indicator.objects.create(name="规模以上工业增加值增速", unit="%")
    page = desk.get(PAGE).content.decode()
    assert "收入已有的指标“规模以上工业增加值增速”" in page


def test_who_may_not_enter_figures_sees_and_takes_none(client: Client) -> None:
    client.force_login(factories.person("shenji", "审计员"))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"take": ["1|x|2024-01-01"]}).status_code == 403
    assert not IndicatorFigure.objects.exists()


def test_a_figure_that_another_takes_meanwhile_is_refused_in_words(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.get(PAGE).context["groups"]
    keys = {"take": [one.key for group in before for one in group.proposals]}
    assert "已收入 3 个数据" in desk.post(PAGE, keys, follow=True).content.decode()
    assert "已经收过" in desk.post(PAGE, keys, follow=True).content.decode()

    monkeypatch.setattr(proposed_figures, "proposed", lambda: before)  # read before the other's press was stored
    for model in (Indicator, IndicatorFigure):
        monkeypatch.setattr(model, "full_clean", lambda _: None)
    assert "没有收入" in desk.post(PAGE, keys, follow=True).content.decode()
    assert IndicatorFigure.objects.count() == 3
