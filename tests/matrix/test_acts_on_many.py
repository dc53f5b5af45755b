"""Who is offered which act on many rows of a list."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import RequestFactory

from tests.matrix.roles import ROLES, visitor

pytestmark = pytest.mark.django_db

# The acts on many rows of a list: table → act → who is offered it. Whoever is not is answered as for a wrong choice.
ACTS = {
    "articles.article": {"refile": "OXEA", "delete_selected": "EA", "submit": "OXHEA", "ask_consent": "OXH",
                         **dict.fromkeys(("accept", "hold", "return"), "EA"),
                         **dict.fromkeys(("publish", "withdraw"), "SA")},
    "articles.feeditem": {"ignore": "EA", "delete_selected": "A"},
    "articles.watchedfeed": {"look": "EA", "delete_selected": "A"},
    **{f"articles.{name}": {"end_yesterday": "EA", "delete_selected": "A"}
       for name in ("leader", "place", "organisation", "listedword", "exemption")},
    **{f"articles.{name}": {"delete_selected": "EA"}
       for name in ("indicator", "indicatorfigure", "county", "synonyms")},
    **{f"articles.{name}": {"delete_selected": "A"}
       for name in ("allowedsource", "section", "department", "source", "contributor", "returnreason")},
    **{f"issues.{name}": {"delete_selected": "A"}
       for name in ("outlet", "scoringrules", "unitstanding", "adoption", "forwarding", "instruction", "deduction",
                    "plannedevent")},
    "issues.issue": {"delete_selected": "EA", "send": "EA", "recall": "EA", "publish": "SA", "withdraw": "SA"},
    "issues.subscriber": {"delete_selected": "A", "erase": "A"},
    "auth.user": {"erase": "K"},
    "articles.accountrequest": {"agree": "G", "refuse": "G", "take-back": "K"},
    "issues.reviewstep": {"delete_selected": "G"},
    "issues.mailing": {"send_again": "ESA"},
    "taggit.tag": {"delete_selected": "A"},
}  # fmt: skip


def test_the_acts_on_many_rows_are_offered_to_whom_the_table_says() -> None:
    found: dict[str, dict[str, str]] = {}
    for letter in ROLES:
        request = RequestFactory().get("/admin/")
        request.user = User.objects.get(pk=visitor(letter).session["_auth_user_id"])
        for model, one in admin.site._registry.items():
            acts = one.get_actions(request) if one.has_view_permission(request) else {}
            for act in acts:
                told = found.setdefault(model._meta.label_lower, {})
                told[act] = told.get(act, "") + letter
    assert found == ACTS
