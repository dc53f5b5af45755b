"""Which of the matches is best. Pure; reasons in docs/decisions/0041-search-results.md.

A word is worth more the rarer its length suggests (longer words say more), in the title than in the body,
at the head of the body than deep in it, and a little more when repeated. Several words are worth more when
they stand together as typed, or near one another. Equal worth goes to the newer article.
"""

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from articles.search.query import Term

TITLE = 6.0
TITLE_IS_QUERY = 4.0
TITLE_START = 0.8
BODY = 1.0
# Of a text of the usual length a second and third mention add less and less; of a longer one each is worth less.
SATURATION = 1.5
USUAL_LENGTH = 300
HEAD = 0.8  # within the first HEAD_LENGTH characters of the text after the title
HEAD_LENGTH = 120
TOGETHER = 3.0
NEAR = 1.2
NEAR_DISTANCE = 30
TAG = 2.0
SHORT_LINE = 14
RECENCY = 1.2
HALF_LIFE_DAYS = 540.0


class Candidate(NamedTuple):
    """A match with what it is judged by: folded title and text (paragraphs by line), and its date."""

    article_id: int
    title: str
    text: str
    dated: dt.datetime


def rank(candidates: Iterable[Candidate], groups: Sequence[Sequence[Term]], newest: dt.datetime) -> list[int]:
    """Article ids, best first.

    groups  a list of words for each thing asked for; of the words in one list (synonyms, OR) the best counts
    newest  the date that age is counted from
    """
    scored = [(score(candidate, groups, newest), candidate.dated, -candidate.article_id) for candidate in candidates]
    return [-negative for _, _, negative in sorted(scored, reverse=True)]


def score(candidate: Candidate, groups: Sequence[Sequence[Term]], newest: dt.datetime) -> float:
    """The worth of one candidate; only comparable within one query."""
    total = sum(max((_word(candidate, term) for term in group), default=0.0) for group in groups)
    total += _together(candidate, groups)
    age = max(0.0, (newest - candidate.dated).total_seconds() / 86_400)
    return total + RECENCY * math.exp2(-age / HALF_LIFE_DAYS)


def _word(candidate: Candidate, term: Term) -> float:
    weight = 1.0 + 0.25 * min(len(term.text), 8)
    worth = 0.0
    if term.field != "byline":
        worth += _in_title(candidate.title, term.text)
    if term.field == "title":
        return weight * worth
    count = candidate.text.count(term.text)
    if not count:
        return 0.0
    worth += BODY * count / (count + SATURATION * (0.25 + 0.75 * len(candidate.text) / USUAL_LENGTH))
    head = len(candidate.title)
    place = candidate.text.find(term.text, head)
    if 0 <= place < head + HEAD_LENGTH:
        worth += HEAD
    if place >= 0:
        worth += TAG * _share_of_a_line(candidate.text, term.text, place)
    return weight * worth


def _share_of_a_line(text: str, word: str, place: int) -> float:
    """How much of a short line the word is, at most 1; 0 when it stands in long ones only.

    Short lines are tags, sub-headings and bylines: what the article says it is about.
    """
    best = 0.0
    while place >= 0:
        start = text.rfind("\n", 0, place) + 1
        end = text.find("\n", place)
        length = (len(text) if end < 0 else end) - start
        if length <= SHORT_LINE:
            best = max(best, len(word) / length)
        place = text.find(word, end) if end >= 0 else -1
    return best


def _in_title(title: str, text: str) -> float:
    place = title.find(text)
    if place < 0:
        return 0.0
    if any(line == text for line in title.split("\n")):
        return TITLE + TITLE_IS_QUERY
    coverage = len(text) / max(len(title), 1)
    return TITLE * (0.75 + 0.5 * coverage) + (TITLE_START if place == 0 else 0.0)


def _together(candidate: Candidate, groups: Sequence[Sequence[Term]]) -> float:
    """What several words gain by standing side by side, or near one another, in the title or one paragraph."""
    words = [group[0].text for group in groups if group]
    if len(words) < 2:
        return 0.0
    gained = 0.0
    for first, second in pairwise(words):
        if first + second in candidate.text:
            gained += TOGETHER
        elif _are_near(candidate.text, first, second):
            gained += NEAR
    return gained


def _are_near(text: str, first: str, second: str) -> bool:
    place = text.find(first)
    for _ in range(8):
        if place < 0:
            return False
        start, end = max(0, place - NEAR_DISTANCE), place + len(first) + NEAR_DISTANCE
        if any(second in part for part in text[start:end].split("\n") if first in part):
            return True
        place = text.find(first, place + 1)
    return False
