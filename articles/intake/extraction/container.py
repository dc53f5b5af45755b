"""Which part of a page holds the article: known templates first, then the page's own marks, then its text. Pure."""

from dataclasses import dataclass, field

from lxml import etree

from articles.intake.extraction.dom import Page
from articles.intake.extraction.lines import Line, is_prose, is_terminated
from articles.intake.extraction.templates import ElementIndex, SiteTemplate
from articles.text.furniture import COMMENTS, furniture

_ENOUGH = 0.45
"""A template's element must hold this share of what the best element by text holds; else the site has changed."""
_PARTS = frozenset(("p", "section", "ol", "ul", "dl", "li", "blockquote"))
"""Elements that are part of a text and hardly ever all of it."""
_OFFICIAL = frozenset(("公文标注", "文号"))
"""Marks of an official document, which stand with its text."""
_FEW = 4
"""Boxes of one class that may be parts of one text; more of them are a list."""
_TRIED = 6
"""Elements looked at per selector: a page may repeat a class without end."""


@dataclass(frozen=True)
class Container:
    """The article's part of a page.

    inside  numbers of the lines in it;  how: what chose it;  parts: what the template says of title, source, …
    beside  numbers of the lines, in it or not, that are sidebars and lists of other stories
    """

    inside: frozenset[int]
    how: str
    parts: dict[str, str] = field(default_factory=dict)
    beside: frozenset[int] = frozenset()


def find_container(
    page: Page, templates: tuple[SiteTemplate, ...], url: str, *, apart: frozenset[int] = frozenset()
) -> Container:
    """The container; with no line in it where the page has no running text. Lines `apart` are none of it."""
    beside = _beside([line for line in page.lines if line.number not in apart]) | apart
    worths = _worths(page.lines)
    worths = [-20.0 if line.number in beside else worth for line, worth in zip(page.lines, worths, strict=True)]
    scores = _scores(page, worths)
    best = _best_element(page, scores)
    general = _with_siblings(page, best, scores) if best is not None else frozenset()
    value = _prose(page, general)
    index = ElementIndex(page.root)
    parts: dict[str, str] = {}
    for template in (template for template in templates if template.fits(url)):
        for name, selectors in template.parts.items():
            if name not in parts and (words := index.first_text(selectors)):
                parts[name] = words
    for template in (template for template in templates if template.fits(url)):
        for selector in template.body:
            for element in index.select(selector)[:_TRIED]:
                inside = _lines_within(page, element)
                if inside and _prose(page, inside) >= max(value * _ENOUGH, 1):
                    return Container(inside, f"模板：{template.name} {selector}", parts, beside)
    if page.marked and _prose(page, frozenset(page.marked)) >= max(value * _ENOUGH, 1):
        return Container(frozenset(page.marked), "页面注释标出的正文", parts, beside)
    return Container(general, "按文字判断", parts, beside)


def _beside(lines: list[Line]) -> frozenset[int]:
    """Numbers of the lines in sidebars and lists of other stories, where the page has other text as well."""
    prose = [line for line in lines if not line.hidden and is_prose(line.text)]
    there = sum(len(line.text) for line in prose if line.beside)
    elsewhere = sum(len(line.text) for line in prose if not line.beside)
    enough = elsewhere >= max(there * 0.2, 30)
    return frozenset(line.number for line in lines if line.beside) if enough else frozenset()


def _worths(lines: list[Line]) -> list[float]:
    """Each line's worth; text that comes after a heading such as 网友评论 speaks less for an article."""
    weight, out = 1.0, []
    for line in lines:
        rule = furniture(line.text) if line.text and not line.hidden else None
        if rule and rule.ends:
            weight = 0.3 if rule.why == COMMENTS else weight
        elif 1 <= line.heading <= 3 and len(line.text) >= 8:
            weight = 1.0
        worth = _worth(line)
        out.append(worth * weight if worth > 0 else worth)
    return out


def _worth(line: Line) -> float:
    """What a line speaks for (positive) or against an element's being the article."""
    length = len(line.text)
    if line.hidden or not length:
        return 0.0
    if line.link >= 0.5 and length < 80:
        return -(15.0 + length / 2)
    if rule := furniture(line.text):
        return 0.0 if rule.why in _OFFICIAL else -30.0
    if is_prose(line.text):
        return float(min(length, 400))
    if line.text.endswith(("：", ":", "；", ";")):
        return 2.0 if length < 15 else length / 2
    return 2.0 if is_terminated(line.text) else -6.0


def _scores(page: Page, worths: list[float]) -> dict[etree._Element, float]:
    """The sum of worths of all lines within each element, children added to parents in one backward walk."""
    scores: dict[etree._Element, float] = {}
    for element, worth in zip(page.elements, worths, strict=True):
        scores[element] = scores.get(element, 0.0) + worth
    for element in reversed(list(page.root.iter(etree.Element))):
        parent = element.getparent()
        if parent is not None and element in scores:
            scores[parent] = scores.get(parent, 0.0) + scores[element]
    return scores


def _best_element(page: Page, scores: dict[etree._Element, float]) -> etree._Element | None:
    best, highest = None, 0.0
    for element in page.root.iter(etree.Element):  # parents come first, so of equals the outermost wins
        score = scores.get(element, 0.0)
        if score > highest:
            best, highest = element, score
    return _widened(page, best, scores)


def _widened(page: Page, best: etree._Element | None, scores: dict[etree._Element, float]) -> etree._Element | None:
    """Where one paragraph or list alone scored best, what holds it together with its short neighbours."""
    for _ in range(3):
        parent = best.getparent() if best is not None else None
        if best is None or parent is None:
            break
        if scores.get(parent, 0.0) < scores[best] * (0.3 if best.tag in _PARTS else 0.7):
            break
        if best.tag in _PARTS:
            best = parent
            continue
        inside = _lines_within(page, best)
        if sum(is_prose(line.text) for line in page.lines if line.number in inside) > 1:
            break
        best = parent
    return best


def _with_siblings(page: Page, best: etree._Element, scores: dict[etree._Element, float]) -> frozenset[int]:
    """The lines of an element and of the few beside it that are set just as it is and hold text too, with what stands
    between them: 来信内容 and 答复内容, each in a box of one class."""
    parent, named = best.getparent(), best.get("class")
    inside = _lines_within(page, best)
    if parent is None or not named:
        return inside
    alike = [one for one in parent if one.tag == best.tag and one.get("class") == named and scores.get(one, 0.0) > 0]
    if not 2 <= len(alike) <= _FEW:
        return inside
    numbers = frozenset[int]().union(*(_lines_within(page, one) for one in alike))
    return frozenset(range(min(numbers), max(numbers) + 1))


def _lines_within(page: Page, element: etree._Element) -> frozenset[int]:
    within = set(element.iter(etree.Element))
    return frozenset(line.number for line, at in zip(page.lines, page.elements, strict=True) if at in within)


def _prose(page: Page, numbers: frozenset[int]) -> int:
    return sum(
        len(line.text)
        for line in page.lines
        if line.number in numbers and not line.hidden and line.link < 0.5 and is_prose(line.text)
    )
