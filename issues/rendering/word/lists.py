"""Lists that Word itself numbers, each numbered list from 1."""

from typing import Any

from docx.oxml.ns import qn

from issues.rendering.word.xml import AFTER_NUMBERING, child, element

_LEVELS = {"bullet": ("bullet", "●"), "number": ("decimal", "%1.")}


class Lists:
    """The numbering definitions of one document: one for bullets, one for each numbered list."""

    def __init__(self, document: Any) -> None:
        self._root = document.part.numbering_part.element
        self._bullets: int | None = None

    def start(self, kind: str) -> int:
        """The number id of a new list of the kind ("bullet" or "number")."""
        if kind == "bullet":
            self._bullets = self._bullets or self._define("bullet")
            return self._bullets
        return self._define("number")

    def join(self, paragraph: Any, number_id: int) -> None:
        """Make a paragraph an item of the list."""
        properties = element("w:numPr")
        child(properties, "w:ilvl", val=0)
        child(properties, "w:numId", val=number_id)
        paragraph._p.get_or_add_pPr().insert_element_before(properties, *AFTER_NUMBERING)

    def _define(self, kind: str) -> int:
        abstract_id = 1 + max((int(n.get(qn("w:abstractNumId"))) for n in self._all("w:abstractNum")), default=0)
        number_id = 1 + max((int(n.get(qn("w:numId"))) for n in self._all("w:num")), default=0)
        abstract = element("w:abstractNum", abstractNumId=abstract_id)
        child(abstract, "w:multiLevelType", val="singleLevel")
        level = child(abstract, "w:lvl", ilvl=0)
        number_format, text = _LEVELS[kind]
        child(level, "w:start", val=1)
        child(level, "w:numFmt", val=number_format)
        child(level, "w:lvlText", val=text)
        child(level, "w:lvlJc", val="left")
        indent = child(level, "w:pPr")
        child(indent, "w:ind", left=960, hanging=320)
        # Word wants every abstract definition before the first use of one.
        first_use = next(iter(self._all("w:num")), None)
        if first_use is None:
            self._root.append(abstract)
        else:
            first_use.addprevious(abstract)
        child(child(self._root, "w:num", numId=number_id), "w:abstractNumId", val=abstract_id)
        return number_id

    def _all(self, tag: str) -> Any:
        return self._root.findall(qn(tag))
