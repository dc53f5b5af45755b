"""A count told again in the same item with another figure: 3条道路建成通车。4条道路沿途…, 640张 and 460张. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator

from articles.proofing.findings import Level
from articles.proofing.rules import Hit, Scope
from articles.proofing.units import ArticleText, Field, Unit

_MEASURE = r"[个家项名人户条件台套辆张座处种场次批份篇幅块栋支艘架把只本册亩吨]"
_OF_THINGS = re.compile(rf"(?<![\d.第])(?P<number>\d{{1,4}})(?P<thing>{_MEASURE}[一-鿿]{{2}})")
# A sentence that begins with a count takes up the one told before: 4条道路沿途布设.
_TAKES_UP = re.compile(r"[。；！](?:这|上述|以上)?$")
_SENTENCE_ENDS = re.compile("[。；！？]")
_COUNT = re.compile(rf"(?<![\d.第])(?P<number>\d{{3,5}})(?P<measure>{_MEASURE})(?!次)")
# Told of others, or of a part: what follows these is no second telling.
_OTHERS = re.compile("其中|另|还有|新增|其余|去年|上年|累计|计划|首批|第|分别|每|改造|同期|增至|增加到|共")


def again(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:  # noqa: ARG001
    """Counts of one paragraph that contradict an earlier one of the same thing."""
    for unit in article.of(Field.BODY):
        told: set[int] = set()
        for hit in (*_taken_up(unit.text), *_exchanged(unit.text)):
            if hit.start not in told:
                told.add(hit.start)
                yield unit, hit


def _taken_up(text: str) -> Iterator[Hit]:
    before: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    told: defaultdict[str, set[str]] = defaultdict(set)
    for found in _OF_THINGS.finditer(text):
        thing = found["thing"]
        if len(told[thing]) == 1 and found["number"] not in told[thing]:
            first, last = before[thing][0], before[thing][-1]
            between = text[max(last.start() - 6, 0) : found.start()]
            begins = _TAKES_UP.search(text[max(found.start() - 3, 0) : found.start()])
            if begins and not _OTHERS.search(between):
                said = f"前面写的是{first[0]}，这里是{found[0]}，请核对。"
                yield Hit(*found.span(), None, said, Level.C)
        before[thing].append(found)
        told[thing].add(found["number"])


def _exchanged(text: str) -> Iterator[Hit]:
    """Two counts of one measure with the same digits in another order; in one sentence they are told of two things."""
    first: dict[tuple[str, str], re.Match[str]] = {}
    for found in _COUNT.finditer(text):
        key = ("".join(sorted(found["number"])), found["measure"])
        before = first.setdefault(key, found)
        if before["number"] == found["number"]:
            continue
        between = text[max(before.start() - 6, 0) : found.start()]
        if _SENTENCE_ENDS.search(text, before.end(), found.start()) and not _OTHERS.search(between):
            said = f"前面写的是{before[0]}，这里是{found[0]}，像是数字颠倒，请核对。"
            yield Hit(*found.span(), None, said, Level.C)
