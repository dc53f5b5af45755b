"""HTML of any shape brought within bounds, before any parser sees it. Pure, one pass, time in proportion to length.

Parsers of HTML take a time that grows with the square of how deep elements lie in one another, how many attributes one
has, or how many bold, links and fonts are open at once: forty thousand quotes in one another cost seconds. Nobody
writes such pages. Here tags beyond the bounds go and the words stay.

What comes out is written so plainly that every parser reads it alike (quoted attributes, no `<` that is no tag, each
block closed where it ends), or what is counted here would not be what they see. The rules are those of the HTML
standard, section 13.2 (Parsing HTML documents).
"""

import re

# Elements in one another, attributes of one, formatting elements open at once, tags of a whole text.
DEEPEST = 200
MOST_ATTRIBUTES = 60
MOST_FORMATTING = 16
MOST_TAGS = 300_000
# With so few tags and characters no shape costs anything.
FEW_TAGS, FEW_CHARACTERS = 40, 4_000
_LONGEST_NAME = 60


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_VOID = _names("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
_FORMATTING = _names("a b big code em font i s small strike strong tt u")
# Without them nothing is lost but a line's right to break, and a parser's time.
_LEFT_OUT = _names("nobr plaintext")
_CODE = _names("script style")
_ONCE = _names("html head body")
# An end tag does not reach out of these.
_SCOPES = _names("applet button caption html marquee object table td template th")
_CELLS = _names("caption td th")
# An end tag of an element that is none of these does not reach out of one of these.
_SPECIAL = _SCOPES | _names(
    "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form "
    "frameset h1 h2 h3 h4 h5 h6 head header hgroup iframe li listing main menu nav noembed noframes noscript ol p "
    "plaintext pre search section select summary tbody textarea tfoot thead title tr ul xmp"
)
_ENDS_PARAGRAPH = _names(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 "
    "h4 h5 h6 header hr main menu nav ol p pre section summary table ul"
)
# What stands open above and ends where this begins.
_ENDS: dict[str, frozenset[str]] = {name: frozenset({"p"}) for name in _ENDS_PARAGRAPH} | {
    "li": frozenset({"p", "li"}),
    "dt": frozenset({"p", "dt", "dd"}),
    "dd": frozenset({"p", "dt", "dd"}),
    "option": frozenset({"option"}),
    "optgroup": frozenset({"option", "optgroup"}),
    "td": frozenset({"p", "td", "th"}),
    "th": frozenset({"p", "td", "th"}),
    "tr": frozenset({"p", "td", "th", "tr"}),
    **{name: frozenset({"p", "td", "th", "tr", "tbody", "thead", "tfoot"}) for name in ("tbody", "thead", "tfoot")},
}
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:_.-]*+")
_SIMPLE = re.compile(r'((?:\s+[a-zA-Z][a-zA-Z0-9:_-]*+="[^"<>]*+")*+)\s*+(/?)>')
_GAP = re.compile(r"[\s/]*+")
_ATTRIBUTE = re.compile(r"=?[^\s/>=]*+")
_EQUALS = re.compile(r"\s*+=\s*+")
_UNQUOTED = re.compile(r"[^\s>]*+")
_PLAIN_NAME = re.compile(r"[^\s\"'<>/=\x00]{1,60}")
_ANY_TAG = re.compile(r"<[a-zA-Z/!?][^>]*+>")
_MIGHT_BE_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_COMMENT_END = re.compile(r"--!?>")
# A header that is a whole document of its own ends in the middle of a page; what follows is the page's all the same.
_DOCUMENT_ENDS = re.compile(r"</(?:html|body)\s*+>", re.IGNORECASE)
_CODE_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _CODE}


def bounded(markup: str, *, deepest: int = DEEPEST, libxml2: bool = False) -> str:
    """The HTML with every word and no tag beyond the bounds; short texts lose only </body> and </html>, which end
    nothing where words follow them (HTML standard, 13.2.6.4.19 and 13.2.6.4.22).

    deepest  how deep elements may lie in one another
    libxml2  whether that is the parser to come: it takes <x/> for an empty element, and all behind a lone < for a tag
    """
    if len(markup) <= FEW_CHARACTERS and markup.count("<") <= min(FEW_TAGS, deepest):
        return _DOCUMENT_ENDS.sub("", markup)
    return _Rewriting(markup, deepest, libxml2).run()


class _Rewriting:
    """One pass over a text. `stack` holds the open blocks, `active` the open formatting elements."""

    def __init__(self, markup: str, deepest: int, libxml2: bool) -> None:
        self.markup, self.deepest, self.libxml2 = markup, deepest, libxml2
        self.out: list[str] = []
        self.stack: list[tuple[str, int]] = []  # name, formatting elements that were open outside
        self.places: dict[str, list[int]] = {}
        self.scopes: list[int] = []
        self.specials: list[int] = []
        self.active: list[str] = []
        self.outside = 0  # of `active`, those beyond the cell that is open
        self.dropped: dict[str, int] = {}
        self.once: set[str] = set()
        self.tags = 0
        self.last = {mark: markup.rfind(mark) for mark in (">", '"', "'", "-->", "--!>")}

    def run(self) -> str:
        markup, at = self.markup, 0
        while True:
            begin = markup.find("<", at)
            if begin < 0 or begin > self.last[">"] or self.tags > MOST_TAGS:
                return "".join(self.out) + self._words(at)
            self.out.append(markup[at:begin])
            following = markup[begin + 1]
            if following in "!?":
                at = self._aside(begin)
            elif following == "/":
                at = self._tag(begin, begin + 2)
            else:
                at = self._tag(begin, begin + 1)

    def _words(self, at: int) -> str:
        """What is left, without tags: there are none, or too many went before."""
        end = max(self.last[">"] + 1, at)
        words = _ANY_TAG.sub("", self.markup[at:end]) + self.markup[end:]
        return words.replace("<", "&lt;") if self.libxml2 else _MIGHT_BE_TAG.sub("&lt;", words)

    def _aside(self, begin: int) -> int:
        """A comment, which may mark where a body begins; of declarations and instructions only the first stays."""
        markup = self.markup
        if not markup.startswith("<!--", begin):
            end = markup.find(">", begin) + 1
            if markup[begin : begin + 9].lower() == "<!doctype" and end - begin < 400 and "doctype" not in self.once:
                self.once.add("doctype")
                self.out.append(markup[begin:end])
            return end
        for short in (">", "->"):
            if markup.startswith(short, begin + 4):
                return begin + 4 + len(short)
        found = _COMMENT_END.search(markup, begin + 4) if begin < max(self.last["-->"], self.last["--!>"]) else None
        if found is None:
            return self._as_words(begin, begin + 4)
        self.out.append(f"<!--{markup[begin + 4 : found.start()]}-->")
        return found.end()

    def _as_words(self, begin: int, end: int) -> int:
        self.out.append(self.markup[begin:end].replace("<", "&lt;"))
        return end

    def _tag(self, begin: int, name_at: int) -> int:
        """A tag, or what only begins like one and is words."""
        found = _NAME.match(self.markup, name_at)
        if found is None and not self.libxml2 and name_at == begin + 1:
            self.out.append("<")
            return name_at
        if found is None:
            return self._as_words(begin, name_at)
        if self.markup[found.end() : found.end() + 1] not in (" ", ">", "/", "\n", "\t", "\r", "\f"):
            return self._as_words(begin, found.end())
        name, closing = found[0].lower(), name_at == begin + 2
        simple = _SIMPLE.match(self.markup, found.end())
        if simple is not None and simple[1].count('="') <= MOST_ATTRIBUTES:
            attributes, empty, end = simple[1], bool(simple[2]), simple.end()
        else:
            attributes, empty, end = self._attributes(found.end())
        if end < 0:
            return self._as_words(begin, -end)
        self.tags += 1
        if len(name) > _LONGEST_NAME or name in _LEFT_OUT:
            return end
        if closing:
            self._end(name)
            return end
        return self._start(name, attributes, empty, end)

    def _attributes(self, at: int) -> tuple[str, bool, int]:
        """The attributes that are kept, whether the tag ends in "/>", and where it ends; minus where it breaks off."""
        kept: list[str] = []
        markup, count = self.markup, 0
        while True:
            at = _GAP.match(markup, at).end()  # type: ignore[union-attr]
            if at >= len(markup):
                return "", False, -at
            if markup[at] == ">":
                return "".join(kept), markup[at - 1] == "/", at + 1
            found = _ATTRIBUTE.match(markup, at)
            assert found is not None  # noqa: S101 - it matches anything
            at, value = found.end(), ""
            if equals := _EQUALS.match(markup, at):
                at = equals.end()
                quote = markup[at : at + 1]
                if quote in ('"', "'"):
                    if at >= self.last[quote]:
                        return "", False, -at
                    end = markup.index(quote, at + 1)
                    value, at = markup[at + 1 : end], end + 1
                else:
                    end = _UNQUOTED.match(markup, at).end()  # type: ignore[union-attr]
                    value, at = markup[at:end], end
            count += 1
            if count <= MOST_ATTRIBUTES and _PLAIN_NAME.fullmatch(found[0]):
                value = value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
                kept.append(f' {found[0]}="{value}"')

    def _start(self, name: str, attributes: str, empty: bool, end: int) -> int:
        for open_before in iter(lambda: self.stack[-1][0] if self.stack else "", ""):
            if open_before not in _ENDS.get(name, ()):
                break
            self._pop()
        if name in _VOID or (empty and self.libxml2):
            self.out.append(f"<{name}{attributes}{'/' if empty else ''}>")
        elif name in _CODE:
            return self._code(name, attributes, end)
        elif name in _ONCE and name in self.once:
            pass
        elif name in _FORMATTING:
            self._formatting(name, attributes)
        elif len(self.stack) + len(self.active) + (3 if name == "table" else 0) >= self.deepest:
            self.dropped[name] = self.dropped.get(name, 0) + 1
        else:
            self.once.add(name)
            if name == "tr" and not self.libxml2 and self.stack and self.stack[-1][0] == "table":
                self._push("tbody", "")  # as a parser of HTML puts it in
            self._push(name, attributes)
        return end

    def _code(self, name: str, attributes: str, begin: int) -> int:
        """A script or a style sheet, whose text no parser looks into; what stands in it is kept as data."""
        found = None if f"open {name}" in self.once else _CODE_END[name].search(self.markup, begin)
        if found is None:
            self.once.add(f"open {name}")
            return begin  # never closed: its text is left as words
        inside = self.markup[begin : found.start()].replace("<", "\\u003c")
        self.out.append(f"<{name}{attributes}>{inside}</{name}>")
        return self.markup.find(">", found.end()) + 1 or len(self.markup)

    def _formatting(self, name: str, attributes: str) -> None:
        if name == "a" and "a" in self.active[self.outside :]:
            self._end("a")
        if len(self.active) >= MOST_FORMATTING or len(self.stack) + len(self.active) >= self.deepest:
            self.dropped[name] = self.dropped.get(name, 0) + 1
        else:
            self.active.append(name)
            self.out.append(f"<{name}{attributes}>")

    def _push(self, name: str, attributes: str) -> None:
        place = len(self.stack)
        self.stack.append((name, self.outside))
        self.places.setdefault(name, []).append(place)
        if name in _SCOPES:
            self.scopes.append(place)
        if name in _SPECIAL:
            self.specials.append(place)
        if name in _CELLS:
            self.outside = len(self.active)
        self.out.append(f"<{name}{attributes}>")

    def _pop(self) -> None:
        name, outside = self.stack.pop()
        self.places[name].pop()
        if name in _SCOPES:
            self.scopes.pop()
        if name in _SPECIAL:
            self.specials.pop()
        if name in _CELLS:
            del self.active[self.outside :]
            self.outside = outside
        self.out.append(f"</{name}>")

    def _end(self, name: str) -> None:
        if name in _ONCE and name != "head":
            return
        if self.dropped.get(name):
            self.dropped[name] -= 1
        elif name in _FORMATTING:
            if name in self.active[self.outside :]:
                last = len(self.active) - 1 - self.active[::-1].index(name)
                del self.active[last]
                self.out.append(f"</{name}>")
        elif self.places.get(name):
            place = self.places[name][-1]
            bars = self.scopes if name in _SPECIAL else self.specials
            bar = bars[-1] if bars else -1
            if place >= bar or name == "table":
                while len(self.stack) > place:
                    self._pop()
        elif name in ("p", "br"):
            self.out.append(f"</{name}>")
