"""What to offer while a query is being typed: pages it names, names (also by pinyin and initials) and titles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q

from articles.models import Article, SearchName, SiteRevision
from articles.models.memo import memo
from articles.paths import path_to
from articles.search.correcting import corrected
from articles.search.direct import direct_hits
from articles.search.engines import engine_of
from articles.search.naming import still_public
from articles.search.plan import Condition, Plan, TextTest
from articles.search.query import FIELD_LABELS
from articles.search.vocabulary import vocabulary
from articles.text.folding import is_word, search_form

NAMES = 5
TITLES = 5
LONGEST = 40
_SPELLED = re.compile(r"[a-z]{1,30}")
_LATIN = re.compile(r"[a-z]{2}")
# How a name is asked for, so that its results are those filed under it.
_FIELDS = FIELD_LABELS | {"person": "作者"}
KINDS = _FIELDS | {"topic": "专题", "issue": "期", "month": "月份", "page": "页面"}


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
    return memo.get(revision.key, ("suggest", folded), lambda: _suggestions(folded, revision))


def _suggestions(folded: str, revision: SiteRevision) -> tuple[Suggestion, ...]:
    pages = [Suggestion(KINDS[hit.kind], hit.title, hit.url) for hit in direct_hits(folded, revision)]
    known = {(page.kind, page.text) for page in pages}
    found = [*pages, *(name for name in _names(folded) if (name.kind, name.text) not in known), *_titles(folded)]
    if not found and _LATIN.search(folded):
        # Pinyin, whole or among characters; what is rare is not looked for while somebody types.
        meant = corrected(folded, vocabulary(revision), 0.0)
        found = [*_names(meant), *_titles(meant)] if meant else []
    return tuple(found)


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
