"""Two people close at the same moment: one closing, and the other is told; periods that overlap never both."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from articles.record.audit import OPERATOR
from issues.models import Closing, ScoringRules, UnitLetter
from issues.statistics import closing, unit_letters
from issues.statistics.facts import Period
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
QUARTER = Period(dt.date(2024, 1, 1), dt.date(2024, 3, 31))


@pytest.mark.parametrize("other", [QUARTER, Period(dt.date(2024, 3, 1), dt.date(2024, 4, 30))])
def test_one_of_two_closings_is_refused(other: Period) -> None:
    ScoringRules.objects.create(name="办法", start=QUARTER.start, table={"points": []})
    ready = Barrier(2)

    def close(period: Period) -> str:
        try:
            ready.wait(30)
            closing.close(period=period, by=OPERATOR)
        except ValidationError as error:
            return "".join(error.messages)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(close, (QUARTER, other)))
    assert said[0] == ""
    assert "结算" in said[1]
    assert Closing.objects.count() == 1


def test_two_minutes_at_once_write_and_send_one_letter() -> None:
    ScoringRules.objects.create(name="办法", start=QUARTER.start, table={"points": []})
    unit = factories.department("产业科")
    unit.head = factories.person("孟主任", "单位负责人")
    unit.save()
    ready = Barrier(2)

    def minute(_: int) -> tuple[int, int]:
        try:
            ready.wait(30)
            return unit_letters.write_due(dt.date(2024, 2, 3)), len(list(unit_letters.send_waiting()))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(minute, range(2)))
    assert sum(written for written, _ in counts) == 1
    assert sum(sent for _, sent in counts) == 1
    assert UnitLetter.objects.get().attempts == 1
