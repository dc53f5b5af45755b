"""数据: figures as articles printed them, drawn and in a table, gone with their article; the map leads to news."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article, County, Indicator, IndicatorFigure
from articles.models.memo import memo
from articles.public import kept
from articles.record.audit import OPERATOR
from articles.workflow import withdraw
from issues.document import SectionBlock
from tests.published import a_document, an_item, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def series() -> Indicator:
    """Four figures from four articles."""
    items = tuple(an_item(f"{month}月运行情况", body=f"增加值同比增长{month}.5%。") for month in (4, 5, 6, 7))
    publish(a_document(1, SectionBlock("要闻", items)))
    found = Indicator.objects.create(name="增加值增速", unit="%", note="规模以上工业，可比价")
    for month in (4, 5, 6, 7):
        IndicatorFigure.objects.create(
            indicator=found,
            day=dt.date(2024, month, 28),
            said=f"2024年1—{month}月",
            value=Decimal(f"{month}.5"),
            article=Article.objects.get(title=f"{month}月运行情况"),
        )
    return found


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_series_is_drawn_with_a_table_and_every_figure_leads_to_its_article(
    client: Client, series: Indicator
) -> None:
    html = text(client, f"/data/{series.slug}/")
    assert series.slug == "zengjiazhizengsu"
    assert len(re.findall(r'<circle class="dot"', html)) == 4
    xs = [float(x) for x in re.findall(r'class="dot" cx="([\d.]+)"', html)]
    ys = [float(y) for y in re.findall(r'class="dot" cx="[\d.]+" cy="([\d.]+)"', html)]
    assert xs == sorted(xs)
    assert ys == sorted(ys, reverse=True)
    for article in Article.objects.all():
        assert html.count(f'href="{article.get_absolute_url()}"') == 2
    assert '<th scope="row">2024年1—7月</th><td>7.5</td>' in html
    assert "规模以上工业，可比价" in html
    assert "style=" not in html


def test_the_index_shows_the_newest_figure_and_is_linked_once_there_is_one(client: Client, series: Indicator) -> None:
    html = text(client, "/data/")
    assert "<b>7.5</b>%" in html
    assert 'href="/data/"' in text(client, "/about/")
    assert "/data/" in text(client, "/sitemap.xml")


def test_without_figures_nothing_speaks_of_data(client: Client) -> None:
    publish(a_document())
    assert 'href="/data/"' not in text(client, "/")
    assert "还没有录入数据" in text(client, "/data/")
    assert client.get("/data/wu/").status_code == 404


def test_a_figure_goes_with_its_article_and_a_short_series_is_not_drawn(client: Client, series: Indicator) -> None:
    for month in (6, 7):
        withdraw(article=Article.objects.get(title=f"{month}月运行情况"), by=OPERATOR, reason="数字有误")
    html = text(client, f"/data/{series.slug}/")
    assert "7.5" not in html
    assert "<svg" not in html
    assert "2024年1—5月" in html


def test_a_figure_that_its_article_does_not_print_is_refused(series: Indicator) -> None:
    figure = IndicatorFigure(
        indicator=series,
        day=dt.date(2024, 3, 31),
        said="一季度",
        value=Decimal("9.9"),
        article=Article.objects.all()[0],
    )
    with pytest.raises(ValidationError, match=r"没有“9\.9”这个数"):
        figure.full_clean()
    figure.day = dt.date(2099, 1, 1)
    with pytest.raises(ValidationError, match="还没有到"):
        figure.full_clean()


def test_the_map_leads_to_each_countys_news(client: Client) -> None:
    publish(a_document())
    County.objects.create(name="青陂县", column=2, row=3)
    County.objects.create(name="云泽区", column=3, row=3, search="云泽")
    html = text(client, "/data/")
    tiles = re.findall(r'<a href="([^"]+)"><rect x="(\d+)" y="(\d+)"', html)
    assert [(x, y) for _, x, y in tiles] == [("0", "0"), ("96", "0")]
    assert tiles[0][0].startswith("/search/?q=%E9%9D%92")
    assert client.get(tiles[0][0]).status_code == 200


def test_the_pages_ask_as_little_for_forty_figures_as_for_four(client: Client, series: Indicator) -> None:
    def asked() -> int:
        memo.clear()
        kept.pages.clear()
        with CaptureQueriesContext(connection) as found:
            client.get(f"/data/{series.slug}/")
        return len(found)

    few, article = asked(), Article.objects.all()[0]
    for month in range(1, 37):
        IndicatorFigure.objects.create(
            indicator=series,
            day=dt.date(2020 + month // 12, month % 12 + 1, 1),
            said=f"第{month}期",
            value=Decimal(month),
            article=article,
        )
    assert asked() == few <= 6
