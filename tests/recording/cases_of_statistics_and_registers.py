"""The cases of adoption statistics and registers: see `tests.recording.cases`."""

import datetime as dt
import io
from decimal import Decimal

from django.utils import timezone
from PIL import Image

from articles.models import Article, Consent, ListedWord, Waiver
from articles.proofing.checking import check_article
from articles.proofing.findings import Finding
from articles.proofing.units import article_text
from articles.record.audit import OPERATOR
from articles.registers import importing as registering
from articles.registers import waiving
from articles.registers.files import read_file
from articles.registers.kinds import LEADERS
from articles.registers.loading import registers
from articles.workflow import consenting
from issues.models import Adoption, AssignmentUnit, Circular, Closing, Objection, Outlet, ScoringRules, UnitLetter
from issues.statistics import assigning, closing, importing, proofs, running, unit_letters
from issues.statistics.facts import Period
from tests import factories
from tests.published import publish_many
from tests.recording.cases import Call, case, draft

# Assignments


def part(**fields: object) -> AssignmentUnit:
    """An assignment at one unit, due tomorrow."""
    due = timezone.localdate() + dt.timedelta(days=1)
    assigning.assign(units=[factories.department()], topic="技改", due=due, by=OPERATOR)
    AssignmentUnit.objects.update(**fields)
    return AssignmentUnit.objects.get()


@case(assigning.assign)
def _(_: object) -> Call:
    units, due = [factories.department("规划科"), factories.department("产业科")], timezone.localdate()
    return lambda: assigning.assign(units=units, topic="技改", due=due, by=OPERATOR)


@case(assigning.answer)
def _(_: object) -> Call:
    one, article = part(), draft(department=factories.department())
    return lambda: assigning.answer(part=one, article=article, by=OPERATOR)


@case(assigning.handed_in)
def _(_: object) -> Call:
    article = draft(department=factories.department(), handed_in_at=timezone.now())
    part(article=article)
    return lambda: assigning.handed_in(articles=[article], by=OPERATOR)


@case(assigning.ask_for_time)
def _(_: object) -> Call:
    one, until = part(), timezone.localdate() + dt.timedelta(days=9)
    return lambda: assigning.ask_for_time(part=one, until=until, why="数据未到", by=OPERATOR)


@case(assigning.extend)
def _(_: object) -> Call:
    one = part(asked_until=timezone.localdate() + dt.timedelta(days=9), asked_why="数据未到")
    return lambda: assigning.extend(part=one, granted=True, by=OPERATOR)


@case(assigning.extend, named=" (refused)")
def _(_: object) -> Call:
    one = part(asked_until=timezone.localdate() + dt.timedelta(days=9), asked_why="数据未到")
    return lambda: assigning.extend(part=one, granted=False, by=OPERATOR)


@case(assigning.end)
def _(_: object) -> Call:
    one = part()
    return lambda: assigning.end(assignment=one.assignment, by=OPERATOR)


@case(assigning.remind)
def _(_: object) -> Call:
    one = part()
    return lambda: assigning.remind(part=one, by=OPERATOR)


@case(assigning.remind_due)
def _(_: object) -> Call:
    part()
    return assigning.remind_due


# Consent and the minute's work


def asked() -> Consent:
    """A draft whose department's head is asked."""
    office = factories.department()
    office.head, office.head_consents = factories.person("主任", "单位负责人"), True
    office.save()
    return consenting.ask(article=draft(department=office), by=OPERATOR)


@case(consenting.ask)
def _(_: object) -> Call:
    one = asked().article
    Consent.objects.all().delete()
    return lambda: consenting.ask(article=one, by=OPERATOR)


@case(consenting.decide)
def _(_: object) -> Call:
    one = asked()
    return lambda: consenting.decide(consent=one, agreed=True, by=OPERATOR)


@case(consenting.decide, named=" (refused)")
def _(_: object) -> Call:
    one = asked()
    return lambda: consenting.decide(consent=one, agreed=False, reason="数字不对", by=OPERATOR)


def written() -> int:
    """Rules and one head to write to; the month is January 2024."""
    counted()
    office = factories.department("产业科")
    office.head = factories.person("主任", "单位负责人")
    office.save()
    return unit_letters.write_due(dt.date(2024, 2, 3))


@case(unit_letters.write_due)
def _(_: object) -> Call:
    written()
    UnitLetter.objects.all().delete()
    return lambda: unit_letters.write_due(dt.date(2024, 2, 3))


@case(unit_letters.send_waiting)
def _(_: object) -> Call:
    written()
    return lambda: list(unit_letters.send_waiting())


@case(running.refresh)
def _(_: object) -> Call:
    counted()
    return running.refresh


# Closed periods

QUARTER = Period(dt.date(2024, 1, 1), dt.date(2024, 3, 31))


def counted() -> None:
    """Published issues of the quarter, and rules to count them by."""
    ScoringRules.objects.create(name="办法", start=QUARTER.start, table={"points": [["手机报", "", "1"]]})
    publish_many(2, 3)


def closed() -> Closing:
    counted()
    return closing.close(period=QUARTER, by=OPERATOR)


def objected() -> Objection:
    return closing.object_(closing=closed(), department=factories.department("产业科"), text="漏计一条。", by=OPERATOR)


def circular() -> Circular:
    return closing.draft_circular(closing=closed(), layout="ranking", by=OPERATOR)


@case(closing.close)
def _(_: object) -> Call:
    counted()
    return lambda: closing.close(period=QUARTER, by=OPERATOR)


@case(closing.object_)
def _(_: object) -> Call:
    made, unit = closed(), factories.department("产业科")
    return lambda: closing.object_(closing=made, department=unit, text="漏计一条。", by=OPERATOR)


@case(closing.answer)
def _(_: object) -> Call:
    """An accepted objection that points put right."""
    one = objected()
    return lambda: closing.answer(objection=one, accepted=True, text="补记", points=Decimal(2), by=OPERATOR)


@case(closing.answer, named=" (refused)")
def _(_: object) -> Call:
    one = objected()
    return lambda: closing.answer(objection=one, accepted=False, text="已计", by=OPERATOR)


@case(closing.draft_circular)
def _(_: object) -> Call:
    made = closed()
    return lambda: closing.draft_circular(closing=made, layout="ranking", by=OPERATOR)


@case(closing.edit_circular)
def _(_: object) -> Call:
    one = circular()
    return lambda: closing.edit_circular(
        circular=one, based_on=1, title="通报", number="1号", letter="各科室：", by=OPERATOR
    )


@case(closing.sign_circular)
def _(_: object) -> Call:
    one = circular()
    return lambda: closing.sign_circular(circular=one, based_on=1, by=OPERATOR)


@case(importing.store)
def _(_: object) -> Call:
    """Two units and a person who is new."""
    for unit in ("产业科", "办公室"):
        factories.department(unit)
    Outlet.objects.create(name="省厅简报")
    table = "标题,单位,作者,载体,形式,日期,凭据\n一篇旧稿,产业科、办公室,祁小棠,省厅简报,专报,2024-03-02,第5期\n"
    rows = importing.read(table.encode()).rows
    assert len(rows) == 1
    return lambda: importing.store(rows=rows, by=OPERATOR)


def scanned() -> Adoption:
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "white").save(out, "PNG")
    one = Adoption.objects.create(title="一篇", outlet=Outlet.objects.create(name="省厅简报"), day=dt.date(2024, 3, 2))
    proofs.keep_scan(adoption=one, file=io.BytesIO(out.getvalue()), size=None, by=OPERATOR)
    return one


@case(proofs.keep_scan)
def _(_: object) -> Call:
    one = scanned()
    data = bytes(one.scan.data)
    one.scan.delete()
    return lambda: proofs.keep_scan(adoption=one, file=io.BytesIO(data), size=None, by=OPERATOR)


@case(proofs.drop_scan)
def _(_: object) -> Call:
    one = scanned()
    return lambda: proofs.drop_scan(adoption=one, by=OPERATOR)


@case(proofs.forward)
def _(_: object) -> Call:
    one, outlet = draft(), Outlet.objects.create(name="省厅简报")
    return lambda: proofs.forward(article=one, outlet=outlet, day=dt.date(2024, 3, 2), by=OPERATOR)


# Registers

HEAD = "姓名,单位,职务,排序,起,止,来源\n"


def table(text: str) -> registering.Plan:
    return registering.plan(LEADERS, read_file("leaders", (HEAD + text).encode()), dt.date(2026, 11, 30))


@case(registering.store)
def _(_: object) -> Call:
    """A row ends, one is put right, one is new."""
    registering.store(table("甲一,市经信局,局长,1,2023-05-01,,\n乙二,市经信局,副局长,3,2022-01-01,,\n"), by=OPERATOR)
    other = table(
        "甲一,市经信局,局长,1,2023-05-01,2025-01-01,\n乙二,市经信局,副局长,3,2022-01-01,,任字1号\n"
        "丙三,市经信局,局长,1,2025-01-02,,\n"
    )
    assert other.new
    assert other.changed
    assert other.ended
    return lambda: registering.store(other, by=OPERATOR)


BODY = "<p>市长亲自带队调研。</p>"


def finding() -> Finding:
    ListedWord(word="亲自", level="B", category="禁用词").save()
    found = check_article(article_text(title="调研", body=BODY), registers(), dt.date(2023, 5, 22))
    return next(one for one in found if one.text == "亲自")


def waived() -> tuple[Waiver, Article]:
    one = draft(body=BODY)
    return waiving.waive(subject=one, finding=finding(), reason="确是", by=OPERATOR), one


@case(waiving.waive)
def _(_: object) -> Call:
    one, found = draft(body=BODY), finding()
    return lambda: waiving.waive(subject=one, finding=found, reason="确是", by=OPERATOR)


@case(waiving.take_back)
def _(_: object) -> Call:
    row, one = waived()
    return lambda: waiving.take_back(waiver=row, subject=one, by=OPERATOR)


@case(waiving.make_general)
def _(_: object) -> Call:
    row, one = waived()
    return lambda: waiving.make_general(waiver=row, subject=one, by=OPERATOR)


@case(waiving.make_general, named=" (a listed word's exception)")
def _(_: object) -> Call:
    row, one = waived()
    return lambda: waiving.make_general(waiver=row, subject=one, by=OPERATOR, context="市长亲自")
