"""Addresses of the staff's lists that make no sense end in a list, a redirection, 400 or 404: never in an error 500."""

from urllib.parse import quote

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db

LONG, BIG, NUL = "9" * 5000, "9" * 20, "a\x00b"
LISTS = sorted(f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry)


@pytest.fixture
def root(client: Client, admin_user: User) -> Client:
    factories.published(factories.issue(factories.article()))
    client.force_login(admin_user)
    return client


def odd_queries(name: str) -> list[dict[str, str]]:
    shown = {f"{m._meta.app_label}_{m._meta.model_name}": a for m, a in admin.site._registry.items()}[name]
    filters = [one if isinstance(one, str) else getattr(one, "parameter_name", "") for one in shown.list_filter]
    keys = ["id__exact", "p", "o", *filters, *(f"{one}__exact" for one in filters)]
    if shown.date_hierarchy:
        keys += [f"{shown.date_hierarchy}__year", f"{shown.date_hierarchy}__day"]
    odd = [{key: value} for key in keys if key for value in (BIG, NUL)]
    refused = [{"id__range": "1"}, {"id__in": BIG}, {"id__regex": "["}]
    return [*odd, *refused, {"id__exact": LONG}, {"id__exact": "x"}, {"p": "x"}, {"e": "1"}]


@pytest.mark.parametrize("name", LISTS)
def test_no_address_of_a_list_is_too_odd_for_it(root: Client, name: str) -> None:
    address = reverse(f"admin:{name}_changelist")
    for query in odd_queries(name):
        assert root.get(address, query).status_code in (200, 302, 400, 404), query
    for number in (LONG, BIG, quote(NUL)):
        for page in ("change", "delete"):
            assert root.get(f"{address}{number}/{page}/").status_code in (200, 302, 403, 404), (number[:20], page)


@pytest.mark.parametrize("chosen", [LONG, BIG, NUL, "x", "", "2²"])
def test_rows_that_cannot_be_are_not_looked_for(root: Client, chosen: str) -> None:
    data = {"action": "delete_selected", "_selected_action": chosen}
    assert root.post(reverse("admin:articles_section_changelist"), data).status_code == 404


@pytest.mark.parametrize("query", ["status__exact=published", "q=" + "9" * 40, "e=1", "p=1", "section__isnull=True"])
def test_what_lists_offer_is_answered(root: Client, query: str) -> None:
    assert root.get(f"{reverse('admin:articles_article_changelist')}?{query}").status_code == 200


def test_an_impossible_number_is_not_found_and_a_lookup_that_is_not_offered_is_refused(root: Client) -> None:
    address = reverse("admin:issues_issue_changelist")
    assert root.get(address, {"id__exact": LONG}).status_code == 404
    assert root.get(address, {"date__year": "20240"}).status_code == 404
    flagged = root.get(address, {"e": "1", "p": "x"})
    assert flagged.headers["Location"] == f"{address}?e=1", "not a page that calls the database broken"
    assert root.get(address, {"internal_note__contains": "压"}).status_code == 400
