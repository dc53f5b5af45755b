"""Direct hits: the page of the very thing that a query names, offered before any result.

A kind is a line in a table: whoever has pages of a kind offers a function from the folded name to its pages. The kinds
and their order are the public contract of /search.json.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from articles.models import Contributor, SearchName, SiteRevision
from articles.models.memo import memo
from articles.models.revision import RevisionKey
from articles.paths import path_to
from articles.search.dates import Told
from articles.search.naming import still_public
from articles.search.other_names import groups
from articles.search.resolving import MODELS
from articles.search.synonyms import variants
from articles.search.wording import bare, person, reworded, subject, with_figures
from articles.text.folding import search_form
from articles.text.sounds import initialled

# Kinds that articles are filed under.
FILED = ("section", "department", "person", "tag", "source")
MOST = 4
LONGEST = 40
KINDS = ("topic", "issue", "month", "section", "department", "person", "tag", "source", "page")


@dataclass(frozen=True, slots=True)
class Direct:
    """A page to go to: what kind of thing, its title, its address on this site."""

    kind: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Named:
    """What was typed, folded.

    typed    as it stands
    subject  the one thing that it is about (祁小棠的稿子 → 祁小棠)
    names    all names of that
    date     the date, where nothing else was said
    """

    typed: str
    subject: str
    names: frozenset[str]
    date: Told | None
    revision: RevisionKey


Finder = Callable[[Named], Iterable[Direct]]
_FINDERS: dict[str, list[Finder]] = {kind: [] for kind in KINDS}


def offer(kind: str, finder: Finder) -> None:
    """Take direct hits of this kind from a function; one name may have pages of several kinds."""
    _FINDERS[kind].append(finder)


def direct_hits(typed: str, revision: SiteRevision) -> tuple[Direct, ...]:
    """The pages that a query names, by kind; at most `MOST`."""
    folded = with_figures(bare(search_form(typed)))
    if not folded or len(folded) > LONGEST:
        return ()
    return memo.get(revision.key, ("direct", folded), lambda: _found(folded, revision))


def _found(folded: str, revision: SiteRevision) -> tuple[Direct, ...]:
    worded = reworded(folded)
    wanted = worded.words[0] if len(worded.words) == 1 and worded.date is None else subject(folded)
    names = frozenset({folded, wanted, *variants(wanted, groups(revision, wanted))})
    date = worded.date if not worded.words else None
    name = Named(folded, wanted, names, date, revision.key)
    found = (hit for kind in KINDS for finder in _FINDERS[kind] for hit in finder(name))
    return tuple(dict.fromkeys(found))[:MOST]


_CALLED = ("section", "department", "source")  # kinds with other names of their own


def _filed(name: Named) -> Iterator[Direct]:
    """Sections, departments, sources, tags and people that published articles carry, by name, pinyin and initials."""
    wanted = name.subject
    rows = SearchName.objects.filter(folded__in=name.names)
    if wanted.isascii():
        squeezed = wanted.replace(" ", "").replace("'", "")
        rows = rows | SearchName.objects.filter(pinyin=squeezed)
        if len(squeezed) > 1:
            rows = rows | SearchName.objects.filter(initials=squeezed)
    if (one := person(wanted)) and not one.rest:
        rows = rows | SearchName.objects.filter(kind="person", folded=one.name)
    found = sorted(rows.order_by("-pk")[: 3 * MOST], key=lambda row: KINDS.index(row.kind))
    exact = [row for row in found if row.folded in name.names]
    for row in still_public((exact or found)[:MOST]):
        yield from _pages_of(row.kind, row.name)


def _pages_of(kind: str, name: str) -> Iterator[Direct]:
    if kind == "person":
        rows = Contributor.objects.filter(name=name).select_related("department")[:3]
        for one in rows:
            where = f"（{one.department.name}）" if one.department else ""
            yield Direct(kind, f"{one.name}{where}", path_to("contributor", one.pk))
        return
    slug = MODELS[kind]._default_manager.filter(name=name).values_list("slug", flat=True).first()
    if slug:
        yield Direct(kind, name, path_to(kind, slug))


def _also_called(kind: str) -> Finder:
    """Rows of a kind by another name of theirs, by a beginning or by a short form (材料科 for 材料工业科)."""

    def find(name: Named) -> Iterator[Direct]:
        wanted = name.subject
        if len(wanted) < 2 or (wanted.isascii() and not (kind == "department" and wanted.isalpha())):
            return
        rows = memo.get(name.revision, ("called", kind), lambda: _called(kind))
        if any(forms[0] in name.names for _, forms in rows):
            return
        called = [known for known, forms in rows if wanted in forms]
        short = called or [known for known, forms in rows if _is_short_for(wanted, forms[0], kind)]
        if 0 < len(short) <= MOST // 2:
            public = SearchName.objects.filter(kind=kind, name__in=short)
            for row in still_public(public):
                yield from _pages_of(kind, row.name)

    return find


def _called(kind: str) -> list[tuple[str, list[str]]]:
    """Every row's name with the folded forms of it and of its other names."""
    rows = MODELS[kind]._default_manager.values_list("name", "aliases")
    return [(name, [*map(search_form, [name, *aliases])]) for name, aliases in rows]


def _is_short_for(short: str, name: str, kind: str) -> bool:
    """Whether the characters stand in the name in order with its last one; of sections whether they begin or end it."""
    if len(short) >= len(name) or short[0] not in (initialled(name[:1]) if short.isascii() else name[:4]):
        return False
    if kind == "section":
        return name.startswith(short) or name.endswith(short)
    if short.isascii():
        name = initialled(name)
    rest = iter(name)
    return short[-1] == name[-1] and all(char in rest for char in short)


def _install() -> None:
    offer("section", _filed)  # all that is filed comes from one look-up, in the order of the kinds
    for kind in _CALLED:
        offer(kind, _also_called(kind))


_install()
