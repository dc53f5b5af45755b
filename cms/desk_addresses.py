"""Addresses of the staff's lists that make no sense, told before they reach the database.

Django's lists take any lookup on any field from the address and find out about an impossible value only from the
database, as an error 500. Here: only the lookups that lists offer, and no number that no column holds.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.views.main import ERROR_FLAG
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase

from articles.text.numbers import whole_number

# What list filters and date hierarchies put into addresses.
_LOOKUPS = frozenset({"exact", "isnull", "gte", "lt", "year", "month", "day"})
_LOOKUP_GIVEN = re.compile(r"[^_]__[^_]")
_WORDS = frozenset({"q", "term", "_changelist_filters", "next"})  # typed or encoded words, of any length
_CHOSEN = "_selected_action"
_LONGEST_NUMBER = 18  # digits that a 64-bit column certainly holds
_LONGEST_YEAR = 4

View = Callable[..., HttpResponseBase]


def sensible_only(view: View) -> View:
    """The view, for addresses and chosen rows that make sense; 404 for others, 400 for lookups that no list offers."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if any(_LOOKUP_GIVEN.search(key) and key.rpartition("__")[2] not in _LOOKUPS for key in request.GET):
            raise DisallowedModelAdminLookup("Not among the lookups that lists offer")
        asked = all(_is_sensible(key, value) for key, values in request.GET.lists() for value in values)
        if not asked or (request.method == "POST" and not _are_numbers(request.POST.getlist(_CHOSEN))):
            raise Http404("网址不对")
        if ERROR_FLAG in request.GET and len(request.GET) > 1:
            # Django puts the flag on a list's plain address after a filter failed. With a filter it would call the
            # database broken.
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
        return view(request, *args, **kwargs)

    return guarded


def _is_sensible(key: str, value: str) -> bool:
    if key in _WORDS:
        return True
    longest = _LONGEST_YEAR if key.endswith("__year") else _LONGEST_NUMBER
    return not re.fullmatch(r"[-+]?\d+", value) or len(value) <= longest


def _are_numbers(values: list[str]) -> bool:
    return all(whole_number(value, _LONGEST_NUMBER) is not None for value in values)
