"""The document as well-formed mark-up: one walk for the web page, e-book, PDF, WeChat and e-mail. Pure.

What differs between them is the dress, a function from a role to attributes: classes for formats
with a style sheet, inline styles for channels that strip one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from articles.text.blocks import Block, list_numbers
from issues.document import IssueDocument, Item, Picture
from issues.rendering import labels

Dress = Callable[[str], str]  # role → attributes with a leading space, or ""
PictureSource = Callable[[Picture], str | None]  # picture → src, or None when it cannot be shown

_LINK = re.compile(r"</?a(?:\s[^>]*)?>")
_BREAK = re.compile(r"<br\s*/?>")
_LAST = 3  # characters of a title that stay together
_TAGS = {"paragraph": "p", "heading": "h4", "quote": "blockquote"}


def by_class(role: str) -> str:
    """The dress of formats with a style sheet: the role is the class."""
    return f' class="{role}"'


def no_picture(picture: Picture) -> str | None:  # noqa: ARG001 - the signature of a picture source
    """The picture source of channels that carry none; captions stay."""
    return None


@dataclass(frozen=True, slots=True)
class Walker:
    """Writes the parts of a document as XHTML (empty elements closed, so HTML and XML readers agree).

    links      False where a channel strips links: their words stay
    anchors    True writes ids `item-1`… and links the contents list to them
    target     where such a link leads; {number} is the item's
    kept_together  True keeps people's names, and the last words of a title, on one line each
    container  the element of parts in channels that know no header, nav, article, figure; "" where they do
    """

    dress: Dress = by_class
    picture_source: PictureSource = no_picture
    links: bool = True
    anchors: bool = True
    target: str = "#item-{number}"
    container: str = ""
    kept_together: bool = False

    def masthead(self, document: IssueDocument) -> str:
        """Name, number, date, and the printed facts."""
        date = self._line("p", "date", labels.date_line(document.masthead.date))
        return self._wrap("header", "masthead", self.name_and_number(document) + date + self.facts(document))

    def name_and_number(self, document: IssueDocument) -> str:
        """The head's first two lines."""
        head = document.masthead
        return self._line("h1", "name", head.name) + self._line("p", "number", labels.number_line(head))

    def facts(self, document: IssueDocument) -> str:
        """The printed facts, a line each."""
        return "".join(self._line("p", "fact", labels.fact_line(*fact)) for fact in document.masthead.facts)

    def lead(self, document: IssueDocument) -> str:
        """The contents list; "" when the document prints none."""
        if not document.lead:
            return ""
        targets = item_numbers(document)
        parts = [self._line("h2", "lead-heading", labels.LEAD_HEADING)]
        for section, lines in groupby(document.lead, key=lambda line: line.section):
            parts.append(self._line("p", "lead-section", section or ""))
            items = []
            for line in lines:
                words = escape(line.title, quote=False)
                if self.anchors and line.title in targets:
                    words = f'<a href="{self.target.format(number=targets[line.title])}">{words}</a>'
                items.append(f"<li{self.dress('lead-title')}>{words}</li>")
            parts.append(f"<ul{self.dress('lead-list')}>{''.join(items)}</ul>")
        return self._wrap("nav", "lead", "".join(parts))

    def sections(self, document: IssueDocument) -> str:
        """All sections with their items."""
        parts, number = [], 0
        for section in document.sections:
            inner = self.section_name(section.name)
            for item in section.items:
                number += 1
                inner += self.item(item, number)
            parts.append(self._wrap("section", "section", inner))
        return "".join(parts)

    def section_name(self, name: str | None) -> str:
        """A section's heading; "" where items stand under none."""
        return self._line("h2", "section-name", name or "")

    def item(self, item: Item, number: int) -> str:
        """One item: kicker, title, subtitle, summary, body with its pictures, byline, editor, source."""
        anchor = f' id="item-{number}"' if self.anchors else ""
        parts = [self._line("p", "kicker", item.kicker)]
        parts.append(f"<h3{anchor}{self.dress('title')}>{self._title(item.title)}</h3>")
        parts.append(self._line("p", "subtitle", item.subtitle))
        parts.append(self._line("p", "summary", labels.summary_line(item)))
        parts.extend(self.body(item))
        parts.append(self._line("p", "editor", labels.editor_line(item)))
        parts.append(self._line("p", "source", labels.source_line(item)))
        return self._wrap("article", "item", "".join(parts))

    def body(self, item: Item) -> Iterator[str]:
        """The body's blocks and pictures in order; the byline closes the last paragraph or stands alone."""
        blocks = list(item.body)
        tail_pictures = any(picture.after >= len(blocks) for picture in item.pictures)
        inline = bool(item.byline) and bool(blocks) and blocks[-1].kind == "paragraph" and not tail_pictures
        numbers = list(list_numbers(blocks))
        position = 0
        for kind, group in groupby(enumerate(blocks), key=lambda pair: _group(pair[1], pair[0], item)):
            members = [block for _, block in group]
            yield from self._pictures(item, position)
            last = position + len(members) == len(blocks)
            closing = self._byline(item) if last and inline else ""
            yield self._group(kind[0], members, closing, numbers[position])
            position += len(members)
        yield from self._pictures(item, position, rest=True)
        if item.byline and not inline:
            yield f"<p{self.dress('byline-line')}>{self._names(item)}</p>"

    def inline(self, html: str) -> str:
        """Restricted inline HTML as this channel takes it."""
        html = _BREAK.sub("<br/>", html)
        return html if self.links else _LINK.sub("", html)

    def _byline(self, item: Item) -> str:
        return f"<span{self.dress('byline')}>{self._names(item)}</span>"

    def _title(self, title: str) -> str:
        """A title; a last line of one character looks like a slip."""
        if not self.kept_together or len(title) <= 2 * _LAST:
            return _text(title)
        return f'{_text(title[:-_LAST])}<span class="together">{_text(title[-_LAST:])}</span>'

    def _names(self, item: Item) -> str:
        """The byline; no name is broken over two lines."""
        words = _text(item.byline.raw)
        if not self.kept_together:
            return words
        people = sorted({escape(name, quote=False) for name in (*item.byline.names, *dict(item.byline.roles)) if name})
        pattern = "|".join(map(re.escape, sorted(people, key=len, reverse=True)))
        return re.sub(pattern, r'<span class="together">\g<0></span>', words) if pattern else words

    def _group(self, kind: str, blocks: list[Block], closing: str, first: int) -> str:
        """`first` is the number of a numbered list's first item: a picture may stand within the list."""
        if kind in ("bullet", "number"):
            tag = "ul" if kind == "bullet" else "ol"
            start = f' start="{first}"' if first > 1 else ""
            items = "".join(f"<li{self.dress('list-item')}>{self.inline(block.html)}</li>" for block in blocks)
            return f"<{tag}{start}{self.dress('list')}>{items}</{tag}>"
        if kind == "table":
            return "".join(self._table(block) for block in blocks)
        tag = _TAGS[kind]
        return "".join(
            f"<{tag}{self.dress(kind)}>{self.inline(block.html)}{closing if index == len(blocks) else ''}</{tag}>"
            for index, block in enumerate(blocks, start=1)
        )

    def _table(self, block: Block) -> str:
        if not block.rows:
            return ""
        scope = "" if self.container else ' scope="col"'
        head = "".join(f"<th{scope}{self.dress('head-cell')}>{self.inline(cell)}</th>" for cell in block.rows[0])
        rows = "".join(
            "<tr>" + "".join(f"<td{self.dress('cell')}>{self.inline(cell)}</td>" for cell in row) + "</tr>"
            for row in block.rows[1:]
        )
        body = f"<tbody>{rows}</tbody>" if rows else ""
        return f"<table{self.dress('table')}><thead><tr>{head}</tr></thead>{body}</table>"

    def _pictures(self, item: Item, position: int, *, rest: bool = False) -> Iterator[str]:
        for picture in item.pictures:
            if picture.after == position or (rest and picture.after > position):
                yield self.figure(picture)

    def figure(self, picture: Picture) -> str:
        """A picture with its caption; the caption alone where the picture cannot be shown; "" for neither."""
        source = self.picture_source(picture)
        image = ""
        if source is not None:
            alt = escape(picture.alt or picture.caption)
            image = f'<img src="{escape(source)}" alt="{alt}"{self.dress("picture")}/>'
        caption = labels.caption_line(picture)
        words = self._line("p" if self.container else "figcaption", "caption", caption)
        return self._wrap("figure", "figure", image + words) if image or words else ""

    def _line(self, tag: str, role: str, text: str) -> str:
        return f"<{tag}{self.dress(role)}>{_text(text)}</{tag}>" if text else ""

    def _wrap(self, tag: str, role: str, inner: str) -> str:
        tag = self.container or tag
        return f"<{tag}{self.dress(role)}>{inner}</{tag}>"


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br/>")


def _group(block: Block, index: int, item: Item) -> tuple[str, int]:
    """The grouping key of a block: its kind, parted anew wherever a picture stands before it."""
    return block.kind, sum(picture.after <= index for picture in item.pictures)


def item_numbers(document: IssueDocument) -> dict[str, int]:
    """The number (from 1) of the item that a contents line leads to, by the line's words."""
    targets: dict[str, int] = {}
    for number, (_, item) in enumerate(document.items(), start=1):
        targets.setdefault(item.lead_title or item.title, number)
        targets.setdefault(item.title, number)
    return targets
