"""What the tables of registers refuse by themselves, and that every change is noted."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from articles.models import Exemption, Leader, ListedWord, Organisation, Place, RegisterRevision, RegisterRow, Waiver

pytestmark = pytest.mark.django_db

SPRING, SUMMER = dt.date(2024, 3, 1), dt.date(2024, 7, 1)
ROWS: list[tuple[type[RegisterRow], dict[str, Any]]] = [
    (Leader, {"name": "顾怀瑾", "unit": "市工信局", "post": "局长"}),
    (Place, {"name": "澄江县", "parent": "澄州市"}),
    (Organisation, {"name": "澄州市工业和信息化局"}),
    (ListedWord, {"word": "攻府"}),
    (Exemption, {"words": "12345"}),
]


def refused(row: Any) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        row.save()
    return str(caught.value)


@pytest.mark.parametrize(("model", "values"), ROWS)
def test_a_row_does_not_end_before_it_starts(model: type[RegisterRow], values: dict[str, Any]) -> None:
    assert "ends_after_start" in refused(model(**values, since=SUMMER, until=SPRING))
    model(**values, since=SPRING, until=SPRING).save()


@pytest.mark.parametrize("since", [None, SPRING])
@pytest.mark.parametrize(("model", "values"), ROWS)
def test_nothing_stands_twice_from_one_day_on(
    model: type[RegisterRow], values: dict[str, Any], since: dt.date | None
) -> None:
    model(**values, since=since).save()
    assert "once_from_a_day" in refused(model(**values, since=since, until=SUMMER))
    model(**values, since=SUMMER).save()


@pytest.mark.parametrize(("model", "values"), ROWS)
def test_a_row_has_a_name(model: type[RegisterRow], values: dict[str, Any]) -> None:
    assert "has_name" in refused(model(**{**values, next(iter(values)): ""}))


def test_a_word_has_a_known_level() -> None:
    assert "word_level_is_known" in refused(ListedWord(word="攻府", level="D"))


def test_a_waiver_has_a_reason_and_stands_once() -> None:
    values = {"kind": "article", "object_id": 1, "key": "a" * 64, "code": "leader.post", "level": "A"}
    assert "waiver_has_reason" in refused(Waiver(**values))
    Waiver(**values, reason="同名").save()
    assert "waiver" in refused(Waiver(**values, reason="同名"))


def test_every_change_of_a_register_gives_it_another_mark() -> None:
    assert RegisterRevision.current() == 0
    row = Leader(name="顾怀瑾")
    row.save()
    first = RegisterRevision.current()
    row.until = SUMMER
    row.save()
    second = RegisterRevision.current()
    row.delete()
    assert len({0, first, second, RegisterRevision.current()}) == 4
