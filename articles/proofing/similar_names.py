"""Names one character off a registered one: after the post that its bearer holds, or later in an article. Pure."""

import re
from collections.abc import Iterable, Iterator

from articles.proofing.holding import Holding, holding_at
from articles.proofing.people import Mention, people_at
from articles.proofing.posts import posts_before
from articles.proofing.rules import Hit, Scope
from articles.proofing.units import ArticleText

_SPEAKS = re.compile(
    r"(?:^|(?<=[，。；：、“”\s]))([一-鿿]{2,4})(?=指出|强调|要求|表示|一行|率队|带队|主持|先后|来到|听取|察看|实地|希望|认为|说，|说：|介绍|陪同|参加|出席)"
)
_JOINT = re.compile("、|以?及|[和与]")
_LONG_NAME = 3


def similar(text: str, scope: Scope) -> Iterator[Hit]:
    """杜家豪 for 杜家毫 after his post, or later in an article that names him; 杜家豪 anywhere where it sounds the same."""
    told: set[int] = set()
    for start, said, names in _similar(text, scope):
        if start not in told:
            told.add(start)
            yield Hit(start, start + len(said), names[0], detail="、".join(names))


def _similar(text: str, scope: Scope) -> Iterator[tuple[int, str, list[str]]]:
    """(place, printed name, the names it may be), the surest finds first."""
    holding, people = holding_at(scope.registers), people_at(scope.registers)
    mentions = people.mentions(text)
    for mention in mentions:
        if not mention.known and not mention.is_past and (names := alike(mention, scope, holding)):
            yield mention.start, text[mention.start : mention.end], names
    for start, name in _slips_after_posts(text, scope, holding):
        yield start, text[start : start + len(name)], [name]
    if scope.article is not None:
        yield from _spoken(text, scope.article, scope)
    for start, name in people.misheard(text):
        yield start, text[start : start + len(name)], [name]


def _spoken(text: str, article: ArticleText, scope: Scope) -> Iterator[tuple[int, str, list[str]]]:
    """A name that speaks or acts without a post, one off one that the article has introduced."""
    people = people_at(scope.registers)
    told = {mention.start for mention in people.mentions(text)}
    introduced = {one.name for unit in article.units for one in people.mentions(unit.text)}
    named = {one.name for one in _named_in(article, scope)}
    for found in _SPEAKS.finditer(text):
        name = found[1]
        if found.start(1) in told or name in introduced:
            continue
        near = [one for one in named if is_alike(name, one) and (len(name) >= _LONG_NAME or name[0] == one[0])]
        if near:
            yield found.start(1), name, near[:1]


def _slips_after_posts(text: str, scope: Scope, holding: Holding) -> Iterator[tuple[int, str]]:
    """(place, right name) where three characters after a post are one off the name of somebody who holds it,
    whatever follows: no list of verbs is long enough to tell where a name ends."""
    people = people_at(scope.registers)
    listed = ((_JOINT.match(text, one.end), one.posts) for one in people.mentions(text) if one.known)
    inherited = {joint.end(): posts for joint, posts in listed if joint}
    for start in sorted({*people.after_posts(text), *inherited}):
        said = text[start : start + _LONG_NAME]
        near = () if said in people.rows or said[:2] in people.rows else people.near(said)
        posts = near and (posts_before(text, start) or inherited.get(start))
        if not posts or posts[-1].is_past:
            continue
        for name in near:
            if holding.holds(scope.registers.leaders_by_name.get(name, ()), posts[-1]):
                yield start, name
                break


def alike(mention: Mention, scope: Scope, holding: Holding) -> list[str]:
    """Registered people whose name is one character off and who hold the post that is printed."""
    return [
        name
        for name, rows in scope.registers.leaders_by_name.items()
        if is_alike(mention.name, name) and any(holding.holds(rows, post) for post in mention.posts[-1:])
    ]


def is_alike(one: str, other: str) -> bool:
    """One character put for another, two exchanged; in names of three also one left out or added."""
    if one == other or not one or not other:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1 or (
            len(one) > 2 and sorted(one) == sorted(other)
        )
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1 or len(long) < 3:
        return False
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def _named_in(article: ArticleText, scope: Scope) -> Iterable[Mention]:
    people = people_at(scope.registers)
    now = scope.registers.leaders_by_name
    return (one for unit in article.units for one in people.mentions(unit.text) if one.known and one.name in now)
