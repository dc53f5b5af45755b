"""The minute's work of statistics: reminders, monthly letters to heads, the running count."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from articles import workflow
from articles.models import Article, Department, Publication
from articles.record.audit import OPERATOR
from issues.models import RunningCount, ScoringRules, UnitLetter
from issues.statistics import assigning, running, unit_letters
from issues.statistics.facts import Facts, Sending, Unit
from issues.statistics.rules import Every, Quota, RuleBook
from tests import factories
from tests.published import publish_many

pytestmark = pytest.mark.django_db
ZONE = timezone.get_default_timezone()
THIRD = dt.date(2024, 2, 3)


@pytest.fixture
def office() -> Department:
    """January 2024 has four issues of three items, one an office; 产业科 has a head."""
    ScoringRules.objects.create(name="办法", start=dt.date(2024, 1, 1), table={"points": [["手机报", "", "1.5"]]})
    publish_many(4, 3)
    unit = factories.department("产业科")
    unit.head = factories.person("孟主任", "单位负责人")
    unit.save()
    return unit


def test_a_head_is_written_to_once_a_month_with_what_became_of_the_drafts(office: Department) -> None:
    back = factories.article("数字不全的稿", department=office, status=Article.Status.SUBMITTED)
    workflow.return_(article=back, by=OPERATOR, reason="缺数据")
    Article.objects.filter(pk=back.pk).update(status_since=dt.datetime(2024, 1, 20, tzinfo=ZONE))
    assert unit_letters.write_due(dt.date(2024, 2, 2)) == 0
    assert unit_letters.write_due(THIRD) == 1
    assert unit_letters.write_due(THIRD) == 0
    sent = list(unit_letters.send_waiting())
    assert [row.sent_at is not None for row in sent] == [True]
    assert list(unit_letters.send_waiting()) == []
    (letter,) = mail.outbox
    assert letter.to == ["孟主任@example.test"]
    assert letter.subject == "2024年1月产业科信息采用情况"
    assert "2024年1月，产业科报送4条，采用4条，得6分，在各单位3家中列第1名；本年累计6分。" in letter.body
    assert "· 1月5日《第1期第3条稿件》（手机报，1.5分）" in letter.body
    assert "· 《数字不全的稿》：缺数据" in letter.body


def test_no_letter_without_a_day_rules_or_an_address(office: Department) -> None:
    publication = Publication.current()
    publication.letter_day = 0
    publication.save()
    assert unit_letters.write_due(THIRD) == 0
    Publication.objects.update(letter_day=3)
    assert office.head
    office.head.email = ""
    office.head.save()
    assert unit_letters.write_due(THIRD) == 0
    office.head.email = "a@example.test"
    office.head.save()
    ScoringRules.objects.update(start=dt.date(2024, 3, 1))
    assert unit_letters.write_due(THIRD) == 0
    ScoringRules.objects.update(start=dt.date(2024, 1, 1))
    assert unit_letters.write_due(THIRD) == 1


def test_a_server_that_says_no_is_asked_again_later_and_then_no_more(office: Department, settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.issues.statistics.test_minute.Refusing"
    unit_letters.write_due(THIRD)
    now = timezone.now()
    tries = 0
    for hours in (0, 0.01, 0.2, 2, 30, 100, 1000):
        tries += len(list(unit_letters.send_waiting(now + dt.timedelta(hours=hours))))
    assert tries == 4
    row = UnitLetter.objects.get()
    assert (row.sent_at, row.attempts, row.error) == (None, 4, "[Errno 111] no server")


class Refusing:
    """A mail server that is down."""

    def __init__(self, **_: Any) -> None:
        pass

    def send_messages(self, _: Any) -> int:
        raise ConnectionRefusedError(111, "no server")


def test_the_command_does_it_all_and_may_run_at_any_time(office: Department, capsys: Any) -> None:
    today = timezone.localdate()
    assigning.assign(units=[office], by=OPERATOR, topic="技改进展", due=today + dt.timedelta(days=2))
    for _ in range(2):
        call_command("remind_units")
    assert capsys.readouterr().out.count("催了1家。") == 1
    assert RunningCount.objects.get().end >= today


def test_the_quarter_under_way_is_counted_and_read_back(office: Department) -> None:
    noon = dt.datetime(2024, 2, 5, 12, tzinfo=ZONE)
    assert running.refresh(now=noon)
    assert not running.refresh(now=noon + dt.timedelta(minutes=9))
    assert running.refresh(now=noon + dt.timedelta(minutes=11))
    found = running.running_of([office.pk])
    assert found
    assert found.label == "2024年第一季度"
    (unit,) = found.units
    assert (unit.name, unit.sent, unit.adopted, unit.points, unit.rank, unit.of) == ("产业科", 4, 4, "6", 1, 3)
    assert sum(one.items for one in unit.writers) == 4
    assert unit.quota is None


@pytest.mark.parametrize(("every", "sent", "label"), [
    (Every.MONTH, 1, "2024年5月"), (Every.QUARTER, 2, "2024年第二季度"), (Every.YEAR, 3, "2024年"),
])  # fmt: skip
def test_a_quota_runs_by_its_own_period(every: Every, sent: int, label: str) -> None:
    book = RuleBook("办法", dt.date(2024, 1, 1), quotas={"科室": Quota(every, minimum=3, base=Decimal(6))})
    days = (dt.date(2024, 1, 3), dt.date(2024, 4, 3), dt.date(2024, 5, 3))
    facts = Facts(sendings=tuple(Sending(1, day) for day in days))
    found = running.quota_of(Unit(1, "产业科", "科室"), book, facts, dt.date(2024, 5, 31))
    assert found
    assert (found.label, found.sent, found.missing) == (label, sent, 3 - sent)
    assert running.quota_of(Unit(2, "县局", "县区"), book, facts, dt.date(2024, 5, 31)) is None
