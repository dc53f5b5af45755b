"""The cases of accounts and of the audit log itself: see `tests.recording.cases`."""

from articles.models import AccountRequest
from articles.record import accounts, personal
from articles.record.audit import OPERATOR
from issues.editions import subscribers
from issues.models import Subscriber
from tests import factories
from tests.recording.cases import Call, case


def asked() -> AccountRequest:
    """A request that waits."""
    keeper = factories.actor("keeper", "系统管理")
    made = accounts.change(person=factories.person("wendi"), fields={}, groups=["初审"], by=keeper)
    assert made is not None
    return made


@case(accounts.change)
def _(_: object) -> Call:
    person, keeper = factories.person("wendi", "签发"), factories.actor("keeper", "系统管理")
    return lambda: accounts.change(person=person, fields={"email": "x@example.test"}, groups=["复审"], by=keeper)


@case(accounts.set_password)
def _(_: object) -> Call:
    person, keeper = factories.person("wendi", "签发"), factories.actor("keeper", "系统管理")
    return lambda: accounts.set_password(person=person, password="另一个密码-很长", by=keeper)


@case(accounts.ask_to_reset_factor)
def _(_: object) -> Call:
    person, keeper = factories.person("wendi", "签发"), factories.actor("keeper", "系统管理")
    return lambda: accounts.ask_to_reset_factor(person=person, by=keeper)


@case(accounts.agree)
def _(_: object) -> Call:
    request = asked()
    return lambda: accounts.agree(request=request, by=OPERATOR)


@case(accounts.refuse)
def _(_: object) -> Call:
    request = asked()
    return lambda: accounts.refuse(request=request, by=OPERATOR, reason="不认识")


@case(accounts.take_back)
def _(_: object) -> Call:
    request = asked()
    return lambda: accounts.take_back(request=request, by=OPERATOR)


@case(personal.erase)
def _(_: object) -> Call:
    person = factories.person("wendi", "签发", department=factories.department())
    return lambda: personal.erase(person=person, reason="离职", by=OPERATOR)


@case(subscribers.erase)
def _(_: object) -> Call:
    person = Subscriber.objects.create(address="li@example.test")
    return lambda: subscribers.erase(person=person, reason="本人要求", by=OPERATOR)
