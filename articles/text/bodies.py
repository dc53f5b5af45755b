"""An article's body: restricted HTML, its blocks, its words. One function for each way between them. Pure."""

import re

import nh3

from articles.text.markup import bounded

TAGS = {
    "p",
    "h3",
    "strong",
    "em",
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
RENAMED = (
    ("b", "strong"),
    ("i", "em"),
    ("h1", "h3"),
    ("h2", "h3"),
    ("h4", "h3"),
    ("h5", "h3"),
    ("h6", "h3"),
    ("div", "p"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_EMPTY = re.compile(r"<p>(?:\s|&nbsp;|<br>)*</p>")
# Nobody writes elements so deep in one another; parsers of HTML give up below a few hundred, and the words with it.
DEEPEST = 100


def strip_control(text: str) -> str:
    """`text` without the control characters and lone surrogates that break databases, XML and feeds."""
    return _CONTROL.sub("", text)


def sanitise(html: str) -> str:
    """Restricted HTML from any HTML: every way into the database goes through here.

    Keeps paragraphs, h3, bold, emphasis, lists, quotes, tables and http(s)/mailto links; other tags, and those
    deeper in one another than `DEEPEST`, lose their mark-up but not their words; scripts, styles and drawings go whole.
    Idempotent.
    """
    html = strip_control(html).replace("\r\n", "\n").replace("\r", "\n")
    for old, new in RENAMED:
        html = re.sub(rf"<(/?){old}(?=[\s>/])", rf"<\1{new}", html, flags=re.IGNORECASE)
    clean = _restricted(bounded(html, deepest=DEEPEST))
    return _EMPTY.sub("", clean).strip()


def _restricted(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        clean_content_tags={"script", "style", "template", "noscript", "iframe", "object"},
    )
