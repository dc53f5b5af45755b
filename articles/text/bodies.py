"""An article's body: restricted HTML, its blocks, its words. One function for each way between them. Pure."""

import html as escaping
import re

import lxml.html
import nh3

from articles.text import formulas
from articles.text.markup import bounded

TAGS = {
    "p",
    "h3",
    "strong",
    "em",
    "sup",
    "sub",
    "ul",
    "ol",
    "li",
    "blockquote",
    "a",
    "br",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
ATTRIBUTES = {"a": {"href", "title"}, "th": {"colspan", "rowspan", "scope"}, "td": {"colspan", "rowspan"}}
RENAMED = {"b": "strong", "i": "em", "h1": "h3", "h2": "h3", "h4": "h3", "h5": "h3", "h6": "h3"} | dict.fromkeys(
    [
        "div",
        "section",
        "article",
        "header",
        "footer",
        "address",
        "center",
        "pre",
        "main",
        "aside",
        "nav",
        "dl",
        "dt",
        "dd",
        "details",
        "summary",
        "figure",
        "figcaption",
        "caption",
        "fieldset",
        "legend",
    ],
    "p",
)
# Deleted words of tracked changes, and the brackets that a ruby brings for programs which do not know it.
GONE = {"script", "style", "template", "noscript", "iframe", "object", "del", "rp"}
_TO_RENAME = re.compile(rf"(?:(?<=<)|(?<=</))(?:{'|'.join(RENAMED)})(?=[\s>/])", re.IGNORECASE)
_RUBY = re.compile(r"<(/?)(ruby|rt)(?=[\s>/])[^>]*>", re.IGNORECASE)
_FORMULA = re.compile(r"<math(?=[\s>])", re.IGNORECASE)
_FORMULA_END = re.compile(r"</math\s*>", re.IGNORECASE)
_DEAD_LINK = re.compile(r'<a(?: title="[^"]*")? href="#"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_EMPTY = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>")
# Nobody writes elements so deep in one another; parsers of HTML give up below a few hundred, and the words with it.
DEEPEST = 100


def strip_control(text: str) -> str:
    """`text` without the control characters and lone surrogates that break databases, XML and feeds."""
    return _CONTROL.sub("", text)


def length_of(body: str) -> int:
    """The characters of a stored body, white space apart, as the editor counts them."""
    return len("".join(escaping.unescape(_TAG.sub("", body)).split()))


def sanitise(html: str) -> str:
    """Restricted HTML from any HTML: every way into the database goes through here.

    Keeps paragraphs, h3, bold, emphasis, sup and sub, lists, quotes, tables and http(s)/mailto links; other tags,
    and those deeper in one another than `DEEPEST`, lose their mark-up but not their words; scripts, styles, drawings
    and what is marked as deleted (tracked changes) go whole. A reading over a word (ruby) stands behind it, a formula
    on one line. Idempotent.
    """
    html = strip_control(html).replace("\r\n", "\n").replace("\r", "\n")
    html = _TO_RENAME.sub(lambda name: RENAMED[name[0].lower()], html)
    clean = _restricted(_on_one_line(_with_readings(bounded(html, deepest=DEEPEST))))
    return _EMPTY.sub("", _DEAD_LINK.sub(r"\1", clean)).strip()


def _with_readings(html: str) -> str:
    """Readings set over words (ruby) as （…） behind them."""
    opened = False

    def written(match: re.Match[str]) -> str:
        nonlocal opened
        closes, name = bool(match[1]), match[2].lower()
        closing = "）" if opened and (closes or name == "rt") else ""
        opened = name == "rt" and not closes
        return closing + ("（" if opened else "")

    return _RUBY.sub(written, html) if "<rt" in html.lower() else html


def _on_one_line(html: str) -> str:
    """Formulas (MathML) written on one line."""
    parts, start = [], 0
    while (opening := _FORMULA.search(html, start)) and (closing := _FORMULA_END.search(html, opening.end())):
        element = lxml.html.fragment_fromstring(html[opening.start() : closing.end()], create_parent="span")
        parts += [html[start : opening.start()], formulas.written(element)]
        start = closing.end()
    return "".join((*parts, html[start:]))


def _restricted(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        clean_content_tags=GONE,
        attribute_filter=_attribute,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """A link to a place within the page it was copied from (#_ftn1) leads nowhere here: marked, to be taken off."""
    return "#" if tag == "a" and name == "href" and value.lstrip().startswith("#") else value
