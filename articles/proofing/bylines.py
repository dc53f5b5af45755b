"""Bylines: none, the office alone, odd blanks, an office or writer the registers know otherwise. Pure."""

import re
from collections.abc import Iterator

from articles.proofing.edits import one_off
from articles.proofing.findings import Level
from articles.proofing.issue_rules import opens_outside
from articles.proofing.rules import Hit, Scope
from articles.proofing.units import ArticleText, Field, IssueText, Unit
from articles.text.names import is_person

# Notices are signed by nobody; what is taken from elsewhere names its source.
_UNSIGNED = re.compile(
    r"公示|公告|通知|通告|通报|倡议|启事|预告|提示|提醒|温馨|名单|目录|征集|征求|须知|指南|问答|解读|图解|数据|一图|导读|简讯|短讯|评论|社论|寄语|声明|招聘|表彰|决定"
)
_ODD_BLANKS = re.compile(r"(?<=[（(])[ \u3000]+|[ \u3000]+(?=[）)])|(?<=\S)[ ]{2,}(?=\S)|(?<=\S)[ \u3000]{3,}(?=\S)")
_GLUED = re.compile(r"[（(]([一-鿿]{2,10}?(?:科|室|办|处|局|中心))([一-鿿]{2,4})[）)]$")
# 裴 乐: a blank within a name of two characters.
_SPLIT_NAME = re.compile(r"(?<![一-鿿])([一-鿿])[ \u3000]+([一-鿿])(?![一-鿿])")
_FEW = 1
_OVERSIGHTS = 3
Found = Iterator[tuple[ArticleText | None, Unit | None, Hit]]


def missing(issue: IssueText, scope: Scope) -> Found:  # noqa: ARG001
    """An article that nobody signed. Where two or three are it is only hinted at; where more, the paper does not sign."""
    unsigned = [
        one
        for one in issue.articles
        if not one.byline and not one.source and not _is_notice(one) and not _signed_above(one)
    ]
    if len(unsigned) == len(issue.articles) or len(unsigned) > _OVERSIGHTS:
        return
    level = Level.B if len(unsigned) <= _FEW else Level.C
    for article in unsigned:
        last = next(reversed(article.body), None)
        if last is not None and (level is Level.B or not opens_outside(article)):
            yield article, last, Hit(len(last.text), len(last.text), level=level)


# （运行监测科 某某） above a table or a list, which is printed last.
_SIGNED = re.compile(
    r"[（(][一-鿿]{2,10}(?:科|室|办|处|局|中心|委|站|队|会|部)[ \u3000][一-鿿]{2,4}(?:[ \u3000、][一-鿿]{2,4})*[）)]\s*$"
)


def _signed_above(article: ArticleText) -> bool:
    """Whether a paragraph before the last is signed at its end."""
    return any(_SIGNED.search(unit.text) for unit in article.body)


def office_only(issue: IssueText, scope: Scope) -> Found:  # noqa: ARG001
    """An office signs and no person. Where several do so it is only hinted at."""
    found = [one for one in issue.articles if _is_office_only(one) and not _is_notice(one)]
    level = Level.B if len(found) <= _FEW else Level.C
    for article in found:
        unit = next(article.of(Field.BYLINE), None)
        if unit is not None:
            yield article, unit, Hit(0, len(unit.text), level=level)


def _is_office_only(article: ArticleText) -> bool:
    byline = article.byline
    if byline.names or byline.roles or byline.source or article.source or byline.editor:
        return False
    return bool(byline.department and re.search(r"(?:科|室|办|处|局|中心|委|站|队)$", byline.department))


def _is_notice(article: ArticleText) -> bool:
    return article.is_reprint or bool(_UNSIGNED.search(f"{article.section or ''} {article.title}"))


def blanks(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:  # noqa: ARG001
    """Blanks inside the brackets, several in a row, one before the bracket, none between office and name."""
    for unit in article.of(Field.BYLINE):
        for found in _ODD_BLANKS.finditer(unit.text):
            inside = unit.text[found.start() - 1] not in "（(" and unit.text[found.end()] not in "）)"
            yield unit, Hit(*found.span(), " " if inside else "")
        for found in _SPLIT_NAME.finditer(unit.text):
            if is_person(found[1] + found[2]):
                yield unit, Hit(*found.span(), found[1] + found[2])
        glued = _GLUED.search(unit.text)
        if glued and is_person(glued[2]):
            yield unit, Hit(*glued.span(1), f"{glued[1]} ")
    last = next(reversed(article.body), None)
    if article.byline and last is not None and last.text != (kept := last.text.rstrip(" \u3000")):
        yield last, Hit(len(kept), len(last.text), "")


def unknown(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """An office one character off a registered one (发展规化科), or a writer one off a registered one of that office."""
    unit = next(article.of(Field.BYLINE), None)
    if unit is None or article.is_reprint:
        return
    offices = _offices(scope)
    for office in (article.byline.department or "").split("、"):
        if not office or office in offices or _is_place(office, scope):
            continue
        if (right := _nearest(office, offices)) and not _is_kind(office, right):
            yield from _found(unit, office, right)
    people = scope.registers.leaders_by_name
    same = {other for other, rows in people.items() if any(row.unit == article.byline.department for row in rows)}
    same |= {other for other, office in scope.context.writers.items() if office == article.byline.department}
    for name in article.byline.names:
        is_known = name in people or name in scope.context.writers
        if not is_known and (right := _nearest(name, {one for one in same if len(one) == len(name)})):
            yield from _found(unit, name, right)


def _is_place(office: str, scope: Scope) -> bool:
    """Whether an office is a place's own (湖西区工信局), so that another place's (湖东区工信局) is not meant."""
    names = scope.registers.all.place_names_plain
    return any(office[:size] in names for size in range(2, 7))


def _is_kind(office: str, other: str) -> bool:
    """Whether two offices differ in what they are alone: 企业服务办 and 企业服务科."""
    return office[:-1] == other[:-1] and bool(re.fullmatch("[科室办处局股]{2}", office[-1] + other[-1]))


def _offices(scope: Scope) -> set[str]:
    """The offices that registers and context know by any name."""
    registered = scope.registers.organisations
    names = {row.full for row in registered} | {short for row in registered for short in row.short}
    return names | {row.unit for row in scope.registers.leaders if row.unit} | scope.context.offices


def _nearest(words: str, known: set[str]) -> str | None:
    """The known name that is one slip away."""
    return next((one for one in sorted(known) if len(one) > 2 and one_off(words, one)), None)


def elsewhere(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """A writer whom the register has in another office on that day. Somebody may be lent: it is only hinted at."""
    unit = next(article.of(Field.BYLINE), None)
    office = article.byline.department
    if unit is None or not office or article.is_reprint:
        return
    for name in article.byline.names:
        posts = scope.registers.leaders_by_name.get(name, ())
        usual = scope.context.writers.get(name)
        known = office in scope.context.offices and not posts
        if known and usual and usual not in (office, *_offices_alike(office, usual)):
            for _, hit in _found(unit, name, None):
                yield unit, Hit(hit.start, hit.end, None, detail=f"{name}以前署的是{usual}")
        rows = [row for row in posts if re.search(r"[科室办处队站]$|中心$", row.unit)]
        if rows and not any(row.unit.endswith(office) or office.endswith(row.unit) for row in rows):
            for _, hit in _found(unit, name, None):
                yield unit, Hit(hit.start, hit.end, None, detail=f"{name}现在{rows[0].unit}")


def _offices_alike(one: str, other: str) -> tuple[str, ...]:
    """The other office, where it is the same by a longer name: 办公室 and 市工信局办公室."""
    return (other,) if one.endswith(other) or other.endswith(one) else ()


def _found(unit: Unit, words: str, right: str | None) -> Iterator[tuple[Unit, Hit]]:
    at = unit.text.find(words)
    if at >= 0:
        yield unit, Hit(at, at + len(words), right, detail=right or "")
