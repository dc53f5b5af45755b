"""What a name is also called: the desk's dictionary, other names of departments, and what the registers know.

Registers are dated, readers are not: a former place, post or name of an office leads to what it is now, and back.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q

from articles.models import Department, Section, SiteRevision, Source
from articles.models.memo import memo
from articles.models.registers import Leader, Organisation, Place, RegisterRevision
from articles.search.resolving import synonym_groups
from articles.text import short_names
from articles.text.folding import search_form
from articles.text.tags import split_tags

Group = tuple[str, ...]

# A place's name is looked up where the query has one of these; nothing else ends so.
_POST_ENDS = "长记任员席"
_PLACE_ENDS = "省市县区旗州盟镇乡"
# What an office's own city or province leaves out: 市工信委, 工信委.
_WHERE = re.compile(r"^[一-鿿]{0,3}?[省市](?=[一-鿿]{3,}$)")
_SHORTEST, _LONGEST_PLACE = 2, 8
LONGEST = 60
# Places of one name in many parts of the country say nothing about which is meant.
MOST_OF_A_NAME = 3


def groups(revision: SiteRevision | None, text: str) -> Sequence[Group]:
    """Groups of folded names that mean one thing, as far as the folded text may hold one of them; the desk's own first.

    `revision` None reads them afresh.
    """
    if revision is None:
        return [*_of_the_desk(), *_registered(text), *short_names.GROUPS]
    known = memo.get(revision.key, "other names", _of_the_desk)
    registers = RegisterRevision.current() if _may_be_registered(text) else 0
    key = ("registered names", registers, text)
    registered = memo.get(revision.key, key, lambda: list(_registered(text))) if registers else []
    return [*known, *registered, *short_names.GROUPS]


def _may_be_registered(text: str) -> bool:
    """Whether a leader with a post or a place may be named; most queries need not ask the registers."""
    return len(text) <= LONGEST and any(end in text for end in _PLACE_ENDS + _POST_ENDS)


def _of_the_desk() -> Sequence[Group]:
    found: list[Group] = list(synonym_groups(None))
    for model in (Department, Section, Source):
        found += [_folded([row.name, *row.aliases]) for row in model.objects.exclude(aliases=[])]
    for office in Organisation.objects.all():
        names = [office.name, *split_tags(office.short_names), *split_tags(office.former_names)]
        found.append(_folded([*names, *(_WHERE.sub("", name) for name in names)]))
    return [group for group in found if len(group) > 1]


def _registered(text: str) -> Iterator[Group]:
    yield from (group for group in (*_places(text), *_leaders(text)) if len(group) > 1)


def _places(text: str) -> Iterator[Group]:
    """孟津县, 孟津区: the place of that name with its short, former and present names."""
    names = {
        text[start:end]
        for end in range(_SHORTEST, len(text) + 1)
        if text[end - 1] in _PLACE_ENDS
        for start in range(max(0, end - _LONGEST_PLACE), end - _SHORTEST + 1)
    }
    rows = Place.objects.filter(Q(name__in=names) | Q(now__in=names)) if names else Place.objects.none()
    found: dict[str, list[Place]] = {}
    for row in rows[: 10 * MOST_OF_A_NAME]:
        found.setdefault(row.now or row.name, []).append(row)
    for now, places in found.items():
        if len({place.parent for place in places}) <= MOST_OF_A_NAME:
            short = [name for place in places for name in split_tags(place.short_names)]
            yield _folded([now, *(place.name for place in places), *short])


def _leaders(text: str) -> Iterator[Group]:
    """江凌书记, 江凌: a leader with a post that is or was theirs; 市工信局局长: all who are or were that."""
    names = {text[start : start + size] for size in (2, 3, 4) for start in range(len(text) - size + 1)}
    for row in Leader.objects.filter(name__in=names):
        for post in filter(None, [row.post, *split_tags(row.short_post)]):
            said = [f"{row.name}{post}", f"{post}{row.name}", f"{row.unit}{post}{row.name}"]
            yield from (_folded([form, row.name]) for form in said if search_form(form) in text)
    if not any(text.endswith(end) for end in _POST_ENDS):
        return
    for row in Leader.objects.exclude(unit=""):
        if text in (search_form(f"{row.unit}{row.post}"), search_form(row.post if row.unit in row.post else "")):
            yield _folded([text, row.name])


def _folded(names: Iterable[str]) -> Group:
    """The names as search compares them; one character alone says nothing."""
    return tuple(dict.fromkeys(name for name in map(search_form, names) if len(name) > 1))
