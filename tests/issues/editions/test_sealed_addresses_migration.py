"""The way back to a release that kept addresses in plain, and forward again."""

import pytest
from django.db import connection

from articles.record.audit import OPERATOR
from issues.editions import mailing, subscribers
from issues.models import Delivery, Subscriber
from tests import factories, migrating

BEFORE = [("issues", "0021_late_told")]


def stored(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT address FROM {table} ORDER BY id")
        return [address for (address,) in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_addresses_are_in_plain_on_the_way_back_and_sealed_again_on_the_way_forward() -> None:
    """Two were erased from the one mailing, whose addresses had to differ from one another before."""
    people = [Subscriber.objects.create(address=f"{name}@example.test") for name in ("jia", "yi", "bing")]
    issue = factories.issue(factories.article())
    factories.published(issue)
    mailing.start(issue=issue, by=OPERATOR, site_url="https://news.example.test")
    for person in people[1:]:
        subscribers.erase(person=person, reason="本人要求", by=OPERATOR)
    migrating.back(to=BEFORE)
    try:
        plain, mailed = stored("issues_subscriber"), stored("issues_delivery")
    finally:
        migrating.forward()
    assert plain == ["jia@example.test"]
    assert mailed[0] == "jia@example.test"
    assert all(address.startswith("erased-") for address in mailed[1:])
    assert "example" not in "".join(stored("issues_subscriber") + stored("issues_delivery"))
    assert Subscriber.objects.holding("jia@example.test").get() == people[0]
    assert [row.address for row in Delivery.objects.order_by("pk")] == ["jia@example.test", "", ""]
    assert list(Delivery.objects.order_by("pk").values_list("address_lookup", flat=True))[1:] == [None, None]
