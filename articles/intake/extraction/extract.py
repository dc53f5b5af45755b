"""The two ways in: a page's HTML, and the text of a page copied with all its furniture. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from articles.intake.extraction.assembly import assemble
from articles.intake.extraction.charset import decode_page
from articles.intake.extraction.container import find_container
from articles.intake.extraction.dom import Page, parse_page, with_inside
from articles.intake.extraction.facts import PageFacts, facts_of_markup, wechat_time
from articles.intake.extraction.headlines import names_column, names_site, split_site, without_outlet
from articles.intake.extraction.lines import Line, is_prose, lines_of_text, overlap, squeeze
from articles.intake.extraction.paragraphs import unwrap
from articles.intake.extraction.story import Note, Story
from articles.intake.extraction.templates import SiteTemplate, known_templates
from articles.text.furniture import furniture
from articles.text.markup import MOST_TAGS
from articles.text.names import is_office, is_outlet

MAX_CHARACTERS = 8_000_000
MOST_LINES = 20_000  # of copied text: each is looked at by itself and beside its neighbours
"""Longer input is no news page; refused so that time and memory stay bounded."""


_MOST_HEADLINE_LINES = 4
_HEAD = 120
"""Lines among which a copied page's headline is looked for."""
_ADDED = re.compile(
    r"^[【\[](?:图片|组图|图集|高清|视频|图文|图解|(?:文字|政策|图文|视频|专家|部门|媒体)?解读)[】\]]\s*|\s*[(（]\d{1,2}[)）]$"
)
"""What a browser's title adds to a headline: 【图片】, the number of the page of several."""


class PageTooLarge(ValueError):
    """The page is longer than any news page. The message is Chinese, for the editor."""


def extract_html(
    html: str | bytes, url: str = "", *, templates: Sequence[SiteTemplate] | None = None, charset: str = ""
) -> list[Story]:
    """The stories of a page's HTML, in reading order; [] where it has no text.

    url        the page's address: makes image addresses absolute and chooses site templates
    templates  instead of those in site_templates.toml
    charset    what the HTTP header named, for bytes
    Raises PageTooLarge.
    """
    notes: list[Note] = []
    if isinstance(html, bytes):
        decoded = decode_page(html, charset)
        html = decoded.text
        if decoded.conflict:
            notes.append(Note("charset", f"网页声明的编码与内容不符，已按 {decoded.charset} 读取，请留意乱码。"))
    _check(html, markup=True)
    page = parse_page(html, url)
    chosen = known_templates() if templates is None else tuple(templates)
    container = find_container(page, chosen, url)
    facts = facts_of_markup(page.title, page.meta, container.parts)
    if "js_content" in html:  # an article of a public account: the account is who publishes it
        facts.published, facts.paper = facts.published or wechat_time(html), facts.site
    _without_site_names(facts, page.lines)
    _without_parts_not_shown(facts, page.lines)
    _headings(facts, page.lines)
    _headline_on_one_line(page, facts)
    if container.inside and (above := _above_headline(page.lines, facts.titles, max(container.inside))):
        container = find_container(page, chosen, url, apart=above)
    anywhere = frozenset(line.number for line in page.lines)  # text loose in <body> stands in no element of its own
    lines = with_inside(page.lines, container.inside or anywhere, container.beside)
    return assemble(lines, facts, trusted=bool(container.inside), notes=notes)


def extract_text(text: str) -> list[Story]:
    """The stories in the text of a page, copied with or without what stood around it; [] where there is no text.

    Raises PageTooLarge.
    """
    _check(text)
    lines = unwrap(lines_of_text(text))
    facts = _facts_of_first_line(lines)
    return assemble(_browsers_title_marked(lines, facts), facts, trusted=False)


def visible_lines(text: str, url: str = "", *, markup: bool) -> list[Line]:
    """The numbered lines that `Story.removed` speaks of: of a page's HTML (`markup`), or of pasted text."""
    _check(text, markup=markup)
    return parse_page(text, url).lines if markup else lines_of_text(text)


def _check(text: str, *, markup: bool = False) -> None:
    if markup and (tags := text.count("<")) > MOST_TAGS:
        raise PageTooLarge(f"页面有{tags}个标签，超过{MOST_TAGS}的上限，不像是新闻网页。")
    if not markup and (lines := len(text.splitlines())) > MOST_LINES:
        raise PageTooLarge(f"文字有{lines}行，超过{MOST_LINES}的上限，不像是新闻。请只复制文章部分。")
    if len(text) > MAX_CHARACTERS:
        raise PageTooLarge(f"页面有{len(text)}个字符，超过{MAX_CHARACTERS}的上限，不像是新闻网页。")


def _headings(facts: PageFacts, lines: Sequence[Line]) -> None:
    """The page's only h1, where it agrees with nothing else, is one more title to look for."""
    tops = [
        without_outlet(line.text)
        for line in lines
        if line.heading == 1 and not line.hidden and 6 <= len(line.text) <= 80
    ]
    if len(tops) == 1 and tops[0] not in facts.titles:
        agreed = not facts.titles or any(overlap(tops[0], title) >= 0.5 for title in facts.titles)
        facts.titles.insert(0 if agreed else len(facts.titles), tops[0])


def _headline_on_one_line(page: Page, facts: PageFacts) -> None:
    """A printed headline broken by <br>, made one line again: all of it in one centred element, its end (or all of it)
    the page's title: 某某委员会 / 关于批准限额的 / 决议."""
    known = {squeeze(title) for title in facts.titles if len(title) >= 6}
    for start, line in enumerate(page.lines):
        run = [line]
        while len(run) < _MOST_HEADLINE_LINES and _goes_with(page, start, start + len(run)):
            run.append(page.lines[start + len(run)])
            words = "".join(one.text for one in run)
            if any(squeeze(words).endswith(title) for title in known):
                page.lines[start : start + len(run)] = [replace(line, text=words)]
                del page.elements[start + 1 : start + len(run)]
                facts.titles.insert(0, words)
                return


def _goes_with(page: Page, start: int, at: int) -> bool:
    """Whether line `at` is set as line `start` is, in the same centred element, both short and neither a sentence."""
    if at >= len(page.lines) or page.elements[start] is not page.elements[at]:
        return False
    pair = (page.lines[start], page.lines[at])
    return all(one.centred and (one.strong or one.heading) and len(one.text) <= 40 for one in pair)


def _above_headline(lines: Sequence[Line], titles: Sequence[str], last: int) -> frozenset[int]:
    """Numbers of the lines down to the page's headline where all of the text found (to line `last`) stands above it
    and there is text below it: then what was found is a sidebar, however long."""
    known = {squeeze(title) for title in titles}
    at = next((line.number for line in lines if line.heading in (1, 2) and squeeze(line.text) in known), 0)
    below = sum(len(line.text) for line in lines if line.number > at and line.link < 0.5 and is_prose(line.text))
    return frozenset(range(1, at + 1)) if at > last and below >= 30 else frozenset()


def _without_site_names(facts: PageFacts, lines: Sequence[Line]) -> None:
    """A page that calls itself only by its site's name, or its column's (新闻动态), has no title of its own."""
    shown = {squeeze(line.text) for line in lines if line.heading}
    for title in [title for title in facts.titles if names_site(title) and squeeze(title) not in shown]:
        facts.titles.remove(title)
        facts.site = facts.site or title
    facts.titles = [title for title in facts.titles if not names_column(title)]


def _without_parts_not_shown(facts: PageFacts, lines: Sequence[Line]) -> None:
    """A title that goes on, after the headline that the page shows, with what is no site's name: …-掌上青石."""
    shown = {squeeze(line.text) for line in lines if not line.hidden and line.link < 0.5}
    for i, title in enumerate(facts.titles):
        if squeeze(title) not in shown:
            plain, site = _title_by_what_stands_below(_ADDED.sub("", title), shown)
            if squeeze(plain) in shown:
                facts.titles[i], facts.site = plain, facts.site or site
    facts.titles = list(dict.fromkeys(facts.titles))


def _facts_of_first_line(lines: Sequence[Line]) -> PageFacts:
    """A copied page often begins with the browser's title; it is one where its site's name can be cut off and the
    headline stands again further down, or where nothing but it precedes the text."""
    facts = PageFacts()
    if not lines or furniture(lines[0].text):
        return facts
    shown = {squeeze(line.text) for line in lines[1:]}
    raw = lines[0].text
    title, site = (raw, "") if squeeze(raw) in shown else split_site(raw)
    if not site and title == raw:
        title, site = _title_by_what_stands_below(raw, shown)
    plain = _ADDED.sub("", title)
    title = plain if squeeze(plain) in shown else title
    again, long = squeeze(title) in shown, len(title) >= 6
    if 4 <= len(title) <= 120 and ((site and (again or (long and "|" not in title))) or (long and again)):
        facts.titles, facts.site = [title], site
    return facts


_PARTED = re.compile(r"\s*[-_|｜丨—–]+\s*")
_BLANK = re.compile(r"\s+")


def _title_by_what_stands_below(raw: str, shown: set[str]) -> tuple[str, str]:
    """(headline, site) of a browser's title whose site has no site's name (…-掌上青石): the headline stands below."""
    for cut in [*_PARTED.finditer(raw), *reversed(list(_BLANK.finditer(raw)))]:
        for title, site in ((raw[: cut.start()], raw[cut.end() :]), (raw[cut.end() :], raw[: cut.start()])):
            sited = cut.re is _PARTED or (is_office(site) and squeeze(site) not in shown)
            if len(title) >= 6 and site and sited and squeeze(title) in shown:
                names = [part for part in _PARTED.split(site) if part and "." not in part]
                return title, next((name for name in reversed(names) if is_outlet(name)), names[-1] if names else "")
    return raw, ""


def _browsers_title_marked(lines: list[Line], facts: PageFacts) -> list[Line]:
    """The lines, the browser's title at their head marked as such where the headline stands again below it."""
    if not facts.titles:
        return lines
    whole = squeeze(facts.titles[0])
    if any(len(line.text) >= 4 and whole.startswith(squeeze(line.text)) for line in lines[1:_HEAD]):
        return [replace(lines[0], mark="page_title"), *lines[1:]]
    return lines
