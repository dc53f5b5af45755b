"""What to offer while a query is being typed: names (also by pinyin and initials) and titles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q

from articles.models import Article, SearchName, SiteRevision
from articles.models.memo import memo
from articles.paths import path_to
from articles.search.engines import engine_of
from articles.search.naming import still_public
from articles.search.plan import Condition, Plan, TextTest
from articles.search.query import FIELD_LABELS
from articles.text.folding import is_word, search_form

NAMES = 5
TITLES = 5
LONGEST = 40
_SPELLED = re.compile(r"[a-z]{2,30}")
# How a name is asked for, so that its results are those filed under it.
_FIELDS = FIELD_LABELS | {"person": "作者"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list: what it is (标签、科室、作者 …, 标题), its text, the page it leads to."""

    kind: str
    text: str
    url: str


def suggest(typed: str, revision: SiteRevision) -> tuple[Suggestion, ...]:
    """Up to ten suggestions for what is typed so far; () for nothing to go by. Only published things."""
    folded = search_form(typed)
    if not any(is_word(char) for char in folded) or len(folded) > LONGEST:
        return ()
    return memo.get(revision.number, ("suggest", folded), lambda: (*_names(folded), *_titles(folded)))


def search_path(query: str) -> str:
    """The search page of a query."""
    return f"{path_to('search')}?{urlencode({'q': query})}"


def _names(folded: str) -> Iterator[Suggestion]:
    wanted = Q(folded__startswith=folded)
    if _SPELLED.fullmatch(folded):
        wanted |= Q(pinyin__startswith=folded) | Q(initials__startswith=folded)
    elif len(folded) >= 2:
        wanted |= Q(folded__contains=folded)
    rows = SearchName.objects.filter(wanted).order_by("pk")[: NAMES * 8]
    ordered = sorted(rows, key=lambda row: (not row.folded.startswith(folded), row.initials != folded, len(row.folded)))
    for row in still_public(ordered[: NAMES * 2])[:NAMES]:
        yield Suggestion(row.get_kind_display(), row.name, search_path(f"{_FIELDS[row.kind]}:{_quoted(row.name)}"))


def _quoted(name: str) -> str:
    return f"“{name}”" if re.search(r"[\s“”|]", name) else name


def _titles(folded: str) -> Iterator[Suggestion]:
    plan = Plan((Condition((TextTest("title", folded),)),))
    ids = engine_of().newest(plan, published=True, limit=TITLES).ids
    titles = dict(Article.objects.published().filter(pk__in=ids).order_by().values_list("pk", "title"))
    for pk in ids:
        if pk in titles:
            yield Suggestion("标题", titles[pk], path_to("article", pk))
