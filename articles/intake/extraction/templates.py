"""Selectors of known sites and content systems, read from site_templates.toml. Pure."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from articles.intake.extraction.lines import clean

FIELDS = ("title", "kicker", "subtitle", "source", "published", "author", "editor")
"""The parts of a story, beside its body, that a template may point at."""


@dataclass(frozen=True)
class SiteTemplate:
    """Where a site puts the parts of a story.

    hosts   ends of host names it holds for; empty: any
    body    selectors of the element that holds the body, best first
    parts   field name (see FIELDS) → selectors
    """

    name: str
    body: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def fits(self, url: str) -> bool:
        host = urlsplit(url).hostname or ""
        return not self.hosts or any(host == end or host.endswith("." + end) for end in self.hosts)


@cache
def known_templates() -> tuple[SiteTemplate, ...]:
    """The templates of site_templates.toml, in its order."""
    with Path(__file__).with_name("site_templates.toml").open("rb") as file:
        return tuple(_template(entry) for entry in tomllib.load(file)["template"])


def _template(entry: Mapping[str, Sequence[str] | str]) -> SiteTemplate:
    return SiteTemplate(
        name=str(entry["name"]),
        body=tuple(entry.get("body", ())),
        hosts=tuple(entry.get("hosts", ())),
        parts={name: tuple(entry[name]) for name in FIELDS if name in entry},
    )


class ElementIndex:
    """The elements of a page by tag, id and class, made in one walk; ids and classes without regard to case."""

    def __init__(self, root: etree._Element) -> None:
        self._found: dict[str, list[etree._Element]] = {}
        for element in root.iter(etree.Element):
            self._add(element.tag, element)
            if identifier := element.get("id"):
                self._add(f"#{identifier.lower()}", element)
            for name in (element.get("class") or "").lower().split():
                self._add(f".{name}", element)

    def _add(self, key: str, element: etree._Element) -> None:
        self._found.setdefault(key, []).append(element)

    def select(self, selector: str) -> list[etree._Element]:
        """The elements, in page order, that a selector (#id, .class, tag, tag.class, .one.two) names."""
        keys = _keys(selector)
        found = self._found.get(keys[0], [])
        for key in keys[1:]:
            others = set(self._found.get(key, []))
            found = [element for element in found if element in others]
        return found

    def first_text(self, selectors: Iterable[str]) -> str:
        """The words of the first element named that has any, at most 120 characters; else ""."""
        for selector in selectors:
            for element in self.select(selector):
                words = clean("".join(element.itertext()))
                if words and len(words) <= 120:
                    return words
        return ""


@cache
def _keys(selector: str) -> tuple[str, ...]:
    spaced = selector.strip().lower().replace("#", " #").replace(".", " .")
    return tuple(spaced.split()) or ("",)
