"""Lines of a page to its stories: the one way for HTML and pasted text alike. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from articles.intake.extraction.bodies import Body, read_body
from articles.intake.extraction.boxes import below_headline, boxes_within
from articles.intake.extraction.captions import is_caption
from articles.intake.extraction.classify import Classified, classify, settle
from articles.intake.extraction.credits import read_byline
from articles.intake.extraction.endings import before_other_stories, cells_kept, extended
from articles.intake.extraction.facts import LineFacts, PageFacts, facts_of_lines, site_of_lines
from articles.intake.extraction.headlines import Headline, is_place, is_title_like, read_headline, same_words
from articles.intake.extraction.heads import Head, find_head
from articles.intake.extraction.lines import Line, is_prose, squeeze
from articles.intake.extraction.regions import Kind, find_region, story_starts
from articles.intake.extraction.story import Note, Removed, Story
from articles.text.byline import NO_BYLINE, Byline
from articles.text.furniture import OLD_TITLE

_PICTURES = {"摄影", "供图", "图", "图片", "摄", "摄像"}
_CUT_SHORT = re.compile(r"(?:…+|\.{3,})$")
_KEYWORD = re.compile(r"[\[【][^\[\]【】]{2,16}[\]】]\s*")
_BRACKETED = re.compile(r"【(?P<title>[^【】]{6,50})】\s*(?P<rest>.*)", re.DOTALL)


@dataclass
class _Span:
    """One story among the page's lines: its headline, the text's first and last line, all lines between."""

    head: Head
    first: int
    last: int
    body: list[int] = field(default_factory=list)


def assemble(lines: Sequence[Line], facts: PageFacts, *, trusted: bool, notes: Sequence[Note] = ()) -> list[Story]:
    """The stories of a page, in reading order; [] where it has neither text nor headline.

    trusted  the lines marked `inside` are known to hold the article, so short lines among them are text
    notes    what was noticed before (charset), added to the first story
    """
    page = classify(lines)
    boxes_within(page, facts.titles)
    region = find_region(page.lines, page.kinds, trusted=trusted)
    if region is None:
        return _without_text(page, facts, notes)
    region = below_headline(page, facts.titles, region, trusted=trusted)
    first, last = region
    settle(page, first, last)
    if not trusted:
        cells_kept(page, first, last)
    last = before_other_stories(page, first, extended(page, last, trusted=trusted))
    spans = _spans(page, first, last, facts, trusted=trusted)
    site = facts.site or site_of_lines(page)
    facts.paper = _paper(site) if page.in_newspaper else facts.paper
    stories = [_story(page, span, spans, facts, site) for span in spans]
    return _with_leftovers(page, spans, stories, notes)


def _paper(site: str) -> str:
    """The newspaper whose digital edition a site is: 某某日报数字报."""
    name = re.sub("(?:数字报|电子报|电子版|数字版|社)$", "", site)
    return name if name.endswith(("报", "刊")) else ""


def _without_text(page: Classified, facts: PageFacts, notes: Sequence[Note]) -> list[Story]:
    """A page of pictures or of a headline only: a story with an empty body and the note that says so."""
    head = find_head(page, len(page.lines), facts.titles, trusted=False)
    if not head.headline.title:
        return []
    empty = Note("empty_body", "没有找到正文，请核对网页或手工粘贴。")
    span = _Span(head, len(page.lines), len(page.lines) - 1)
    story = _story(page, span, [span], facts, facts.site or site_of_lines(page))
    kept = tuple(note for note in story.notes if note.code != "missing_byline")
    return _with_leftovers(page, [span], [replace(story, notes=(empty, *kept))], notes)


def _spans(page: Classified, first: int, last: int, facts: PageFacts, *, trusted: bool) -> list[_Span]:
    starts = story_starts(page.lines, page.kinds, first, last)
    titles = facts.titles
    head = find_head(page, first, titles, trusted=trusted)
    own = [i for i in head.body if starts and is_title_like(page.lines[i])]
    if own:  # on a page of several stories the page's title is none of theirs
        head = Head(read_headline([page.lines[i] for i in own]), used=own)
    elif facts.kicker or facts.subtitle:
        shown = head.headline
        head.headline = replace(shown, kicker=shown.kicker or facts.kicker, subtitle=shown.subtitle or facts.subtitle)
    edges = [*starts, last + 1]
    spans = [_Span(head, first, edges[0] - 1, [*head.body, *range(first, edges[0])])]
    for start, following in zip(starts, edges[1:], strict=True):
        body_first = next(i for i in range(start, following) if page.is_text(i) and is_prose(page.lines[i].text))
        heading = [i for i in range(start, body_first) if page.is_text(i) and _heads(page.lines[i])]
        headline = read_headline([page.lines[i] for i in heading])
        own = [i for i in range(start, following) if i not in heading]
        spans.append(_Span(Head(headline, used=heading), body_first, following - 1, own))
    return spans


def _heads(line: Line) -> bool:
    return is_title_like(line) or is_place(line.text)


def _story(page: Classified, span: _Span, spans: Sequence[_Span], facts: PageFacts, site: str) -> Story:
    at = spans.index(span)
    start = 0 if at == 0 else spans[at - 1].last + 1
    end = len(page.lines) if at == len(spans) - 1 else min([spans[at + 1].first, *spans[at + 1].head.used])
    shown = [line for i in span.body if (line := _line_of_story(page, i)) is not None]
    shown = _without_title(shown, span.head)
    body = read_body(_leading_pictures(page, span) + shown)
    around = facts_of_lines(page, span.first, span.last, start=start, end=end)
    for found in body.labels:
        around.take(found)
    _headed_in_brackets(span.head, body)
    below = min(max(span.head.used, default=span.first), span.first)
    _called_at_its_source(span.head, page.lines[max(start, below) : min(end, span.last + 6)])
    return _written(span.head, body, around, facts, site, alone=len(spans) == 1)


def _without_title(shown: list[Line], head: Head) -> list[Line]:
    """The text without the headline printed again at its top; where the page names none, what can only be one is."""
    at = next((i for i, line in enumerate(shown) if line.text), None)
    if at is None:
        return shown
    line, below = shown[at], any(is_prose(other.text) for other in shown[at + 1 :])
    if below and not head.headline.title and is_title_like(line) and not re.search("[，,；;：:]", line.text):
        head.headline = Headline(line.text)
    return [*shown[:at], *shown[at + 1 :]] if below and same_words(line.text, head.headline.title) else shown


def _line_of_story(page: Classified, i: int) -> Line | None:
    """A line as its story shows it: of a label or button only the picture that stands at it, if any."""
    line, kind = page.lines[i], page.kinds[i]
    if kind in (Kind.TEXT, Kind.IMAGE):
        return line
    return replace(line, text="") if kind is Kind.LABEL and line.images and line.inside else None


def _leading_pictures(page: Classified, span: _Span) -> list[Line]:
    """Pictures and captions inside the article's part of the page but above its first paragraph."""
    taken = {*span.body, *span.head.used}
    floor = max(span.head.used, default=-1) if span.head.used else -1
    out: list[Line] = []
    for i in range(span.first - 1, floor, -1):
        line = page.lines[i]
        if i in taken or page.kinds[i] not in (Kind.IMAGE, Kind.TEXT):
            continue
        if page.kinds[i] is Kind.IMAGE and not line.inside:
            continue
        if page.kinds[i] is Kind.TEXT and not (line.caption or is_caption(line.text)):
            continue
        span.body.append(i)
        out.append(line)
    return out[::-1]


def _headed_in_brackets(head: Head, body: Body) -> None:
    """【标题】 at the start of the first paragraph, as short posts have it: the headline again, or the only one."""
    match = _BRACKETED.match(body.paragraphs[0]) if body.paragraphs else None
    if match is None or not match["rest"]:
        return
    shown = head.headline
    if not shown.title:
        head.headline = replace(shown, title=match["title"])
    elif not same_words(shown.title, match["title"]):
        return
    body.paragraphs[0] = match["rest"]


def _called_at_its_source(head: Head, lines: Sequence[Line]) -> None:
    """（原标题：…）, where the page's own title is that one cut short or behind a keyword in brackets."""
    title = head.headline.title
    cut, keyword = _CUT_SHORT.search(title), _KEYWORD.match(title)
    for old in filter(None, (OLD_TITLE.match(line.text) for line in lines)):
        words = old["words"].strip("《》 ")
        whole = cut and len(title) > 8 and squeeze(words).startswith(squeeze(title[: cut.start()]))
        if whole or (keyword and same_words(title[keyword.end() :], words)):
            head.headline = replace(head.headline, title=words)
            return


def _written(head: Head, body: Body, around: LineFacts, facts: PageFacts, site: str, *, alone: bool) -> Story:
    byline = _byline(body, around, facts if alone else PageFacts())
    writers = dict.fromkeys([*byline.names, *around.authors])
    stated = around.source or around.beside or (facts.source if alone else "")
    source = stated or body.outlet or byline.source or facts.paper
    published = around.published or (facts.published if alone else "")
    taken = {name for name, role in byline.roles if role in _PICTURES}
    story = Story(
        title=head.headline.title,
        kicker=head.headline.kicker,
        subtitle=head.headline.subtitle,
        page_title=head.page_title,
        source=source,
        site=site,
        published=published,
        authors=tuple(writers),
        photographers=tuple(dict.fromkeys([*body.photographers, *around.photographers, *sorted(taken)])),
        byline=byline,
        editor=around.editor or facts.editor,
        dateline=body.dateline,
        body=tuple(body.paragraphs),
        captions=tuple(body.captions),
        images=tuple(body.images),
        tags=around.tags,
        removed=tuple(body.removed),
    )
    return replace(story, notes=tuple(_notes(story, body)))


def _byline(body: Body, around: LineFacts, facts: PageFacts) -> Byline:
    byline = body.byline
    if not byline and (around.authors or around.department):
        byline = Byline(
            raw=" ".join(around.authors) or around.department,
            department=around.department or None,
            names=tuple(around.authors),
            roles=tuple(around.roles),
        )
    if not byline and facts.author and facts.author not in (facts.source, facts.site):
        byline = read_byline(facts.author) or NO_BYLINE
    extra = Byline(raw="", names=(), roles=tuple(pair for pair in around.roles if pair[0] not in byline.names))
    byline = replace(byline, roles=tuple(dict.fromkeys(byline.roles + extra.roles))) if byline else byline
    return replace(byline, editor=around.editor or facts.editor or None) if byline else byline


def _notes(story: Story, body: Body) -> list[Note]:
    notes = list(body.notes)
    if not story.title:
        notes.append(Note("missing_headline", "没有找到标题，可能在复制时丢失，请对照原文补上。"))
    if not story.byline and not story.authors:
        notes.append(Note("missing_byline", "没有找到署名，请补上作者或确认原文未署名。"))
    if not story.source:
        notes.append(Note("no_source", "没有找到来源，转载必须注明来源，请补上。"))
    if not story.published:
        notes.append(Note("no_time", "没有找到发布时间。"))
    if story.page_title:
        notes.append(Note("headline_from_body", f"标题取自正文上方的原标题；网页标题为“{story.page_title}”。"))
    return notes


def _suffixes(page: Classified, head: Head) -> list[Removed]:
    """What was cut off the title's line: the site's name, a content farm's words."""
    title = head.page_title or head.headline.title
    texts = [(page.lines[i].number, page.lines[i].text) for i in head.used]
    return [
        Removed(number, text.replace(title, "", 1).strip(), "标题行上网站加的文字")
        for number, text in texts
        if title and text.startswith(title) and len(text) > len(title) and text != head.headline.title
    ]


def _with_leftovers(
    page: Classified, spans: Sequence[_Span], stories: Sequence[Story], notes: Sequence[Note]
) -> list[Story]:
    """The stories, each line of the page that went into none of them listed with its reason in the first."""
    used = {i for span in spans for i in (*span.head.used, *span.body) if page.kinds[i] in (Kind.TEXT, Kind.IMAGE)}
    used |= {i for span in spans for i in span.head.used}
    first, last = spans[0].first, spans[-1].last
    left = _suffixes(page, spans[0].head)
    for i, line in enumerate(page.lines):
        if i in used or not line.text:
            continue
        why = page.whys[i] or ("正文之前的页面文字" if i < first else "正文之后的页面文字" if i > last else "不属正文")
        left.append(Removed(line.number, line.text, why))
    extra = list(notes)
    if page.repeats:
        extra.append(Note("repeated_paragraph", f"网站把{page.repeats}个段落登了两次，只留了一次。"))
    if len(stories) > 1:
        extra.append(Note("several_stories", f"这一页有{len(stories)}篇稿件，已分开。"))
    head = stories[0]
    removed = tuple(sorted([*head.removed, *left], key=lambda item: item.line))
    return [replace(head, removed=removed, notes=(*head.notes, *extra)), *stories[1:]]
