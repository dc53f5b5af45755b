"""The headline of a page's first (often only) story, found among the lines above its text. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from articles.intake.extraction.captions import is_caption, looks_like_heading
from articles.intake.extraction.classify import Classified
from articles.intake.extraction.credits import line_byline
from articles.intake.extraction.datelines import read_opening
from articles.intake.extraction.headlines import (
    Headline,
    belongs_to,
    ends_as_site,
    is_title_like,
    read_headline,
    same_words,
    says_all,
)
from articles.intake.extraction.lines import HAN, Line, is_prose, is_terminated, overlap, squeeze
from articles.intake.extraction.regions import Kind
from articles.intake.extraction.title_lines import WHO_CAME, opens_subheads, opens_text, shown_title, title_line
from articles.text.names import is_person

_EXCLAMATION = re.compile("“[^“”]{1,20}(?:——|…+|[！？。～])”")
"""“叮——”: what is heard or said, as a story may open."""
_PASSED = re.compile(
    r"[（(]\s*(?:19|20)\d\d年\d{1,2}月\d{1,2}日[^（()）]{2,60}(?:通过|批准|公布|发布|修订|修正|施行)\s*[)）]"
)
"""题注: when and by whom a decision was passed, below its title."""
_LEAD = re.compile(r"[\[【(（]?(?:核心提示|核心阅读|导读|导语|阅读提示)[\]】)）]?\s*[:：]?\s*\S{8,}")


@dataclass
class Head:
    """What stands above a story's text.

    headline    as printed;  page_title: the web page's title where it differs
    used        indices of the lines that are the headline;  body: indices that belong to the text after all
    """

    headline: Headline
    page_title: str = ""
    used: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)


def find_head(page: Classified, first: int, titles: Sequence[str], *, trusted: bool) -> Head:
    """The headline above line `first`. `titles` are the page's own titles, best first, sites' names taken off."""
    at = title_line(page, first, titles)
    title = shown_title(page.lines[at], titles) if at is not None else (titles[0] if titles else "")
    if at is not None and titles and overlap(titles[0], title) > 0.9 and len(titles[0]) > len(title) >= 6:
        title = (
            titles[0] if squeeze(titles[0]).startswith(squeeze(title)) and page.lines[at].text.endswith("…") else title
        )
    head = Head(Headline(title), used=[] if at is None else [at])
    if at is not None:
        _continued(page, head, at, first, titles)
    lead = _lead(page, first, max(head.used, default=None))
    passed = next((i for i in lead if _PASSED.fullmatch(page.lines[i].text)), None)
    lead = [i for i in lead if i != passed]
    printed = [i for i in lead if _short(page.lines[i]) and not opens_text(page.lines[i].text)]
    doubles = [i for i in printed if same_words(page.lines[i].text, title)]
    head.used += doubles
    printed = [i for i in printed if i not in doubles]
    if printed and belongs_to(title, [page.lines[i] for i in printed]) and not _is_subtitle_only(page, printed, title):
        head.headline = read_headline([page.lines[i] for i in printed])
        head.page_title = title
        head.used += printed
    else:
        _subtitle_or_body(page, head, at, printed, trusted=trusted)
    free = [i for i in lead if i not in head.used and i not in head.body]
    head.body += [i for i in free if _is_body(page.lines[i], trusted) or opens_subheads(page, i, first)]
    head.body.sort()
    if passed is not None:
        head.headline = replace(head.headline, subtitle=page.lines[passed].text)
        head.used.append(passed)
    _between_title_and_labels(page, head, at, first)
    _above(page, head, at)
    if page.in_newspaper:
        _newspapers_kicker(page, head, at)
    if not titles and not _set_in_three(page, head, at):
        _set_in_two_lines(page, head, at)
    return head


def _continued(page: Classified, head: Head, at: int, first: int, titles: Sequence[str]) -> None:
    """A headline set in several lines that the page's own title gives as one."""
    text = page.lines[at].text
    for i in range(at + 1, min(at + 3, first)):
        longer = f"{text} {page.lines[i].text}"
        if (
            not page.is_text(i)
            or page.lines[i].text.startswith("—")
            or not any(squeeze(known).startswith(squeeze(longer)) for known in titles)
        ):
            break
        head.used.append(i)
        if page.lines[i].heading > page.lines[at].heading > 0:  # an h2 under the h1 is its 副题
            head.headline = Headline(text, subtitle=page.lines[i].text)
            return
        text = longer
        head.headline = Headline(text)


def _lead(page: Classified, first: int, at: int | None) -> list[int]:
    """Text lines directly above the text: below the title and below the last label, button or link."""
    out: list[int] = []
    for i in range(first - 1, -1 if at is None else at, -1):
        kind, line = page.kinds[i], page.lines[i]
        if kind is Kind.IMAGE or kind is Kind.DROPPED:
            continue
        if kind is Kind.FURNITURE and page.whys[i] in ("图片占位", "无字的行"):
            continue
        if kind is not Kind.TEXT or line.link > 0.5 or len(out) >= 8:
            break
        if at is None and not line.inside:
            break
        out.append(i)
    return out[::-1]


def _short(line: Line) -> bool:
    return len(line.text) <= 60 and not is_prose(line.text)


def _is_subtitle_only(page: Classified, printed: Sequence[int], title: str) -> bool:
    """One line that goes on from the title (——…) rather than being the headline again."""
    text = page.lines[printed[0]].text
    return len(printed) == 1 and text.startswith(("—", "－－", "--")) and bool(title)


def _subtitle_or_body(page: Classified, head: Head, at: int | None, printed: Sequence[int], *, trusted: bool) -> None:
    """Short lines between title and text that do not repeat the title: 副题, or the text's own first subheading."""
    directly = (
        at is not None
        and printed
        and printed[0] == at + 1 + sum(page.kinds[i] in (Kind.IMAGE, Kind.DROPPED) for i in range(at + 1, printed[0]))
    )
    together = at is not None and (page.lines[at].inside or page.in_newspaper)
    subtitles: list[int] = []
    for i in printed:
        text = page.lines[i].text
        marked = text.startswith(("——", "—", "－－", "--"))
        plain = (
            directly
            and together
            and is_title_like(page.lines[i])
            and not looks_like_heading(text)
            and _may_be_subtitle(text)
        )
        if (marked or plain) and not head.body and len(subtitles) < 2:
            subtitles.append(i)
        elif _is_body(page.lines[i], trusted):
            head.body.append(i)
    if subtitles and page.in_newspaper:
        head.headline = Headline(head.headline.title, head.headline.kicker, page.lines[subtitles[0]].text)
        head.used += subtitles
    elif subtitles:
        headline = read_headline([Line(0, head.headline.title), *[page.lines[i] for i in subtitles]])
        head.headline = Headline(headline.title, head.headline.kicker, headline.subtitle)
        head.used += subtitles


def _is_writer(page: Classified, i: int) -> bool:
    """A name alone between the title and the time: who wrote it."""
    timed = i + 1 in page.labels and bool(page.labels[i + 1].date)
    return timed and is_person(page.lines[i].text.replace(" ", ""))


def _may_be_subtitle(text: str) -> bool:
    """Long enough for one, or of the kind 王某某主持."""
    if re.match(f"[{HAN}]{{2,6}}[:：]", text):
        return False  # 写信人：王某某
    return len(text) >= 8 or bool(WHO_CAME.search(text))


def _is_body(line: Line, trusted: bool) -> bool:
    """A line above the first paragraph that is text all the same: 各县区：, 一、…, a sentence."""
    if line_byline(line.text) or read_opening(line.text).dateline:
        return True
    if line.link < 0.3 and _LEAD.match(line.text) and is_terminated(line.text):
        return True  # [导读]…, set between the headline and the article's part of the page
    if trusted:
        return line.inside
    if _EXCLAMATION.fullmatch(line.text):
        return True
    return looks_like_heading(line.text) or is_terminated(line.text) or line.indent


def _above(page: Classified, head: Head, at: int | None) -> None:
    """引题: a line directly above the title that ends as one (…强调) or shares its markup."""
    if at is None or at == 0 or head.page_title:
        return
    line, title = page.lines[at - 1], page.lines[at]
    if not page.is_text(at - 1) or line.link > 0.3 or not is_title_like(line) or len(line.text) < 6:
        return
    pair = read_headline([line, title])
    even = not title.blank or title.blank == page.lines[at + 1].blank == line.blank
    stacked = head.headline.subtitle.startswith("——") and even and bool(pair.subtitle)
    marked = line.heading > 0 and title.heading and line.heading != title.heading
    if pair.kicker or stacked or (marked and not is_terminated(line.text) and not same_words(line.text, title.text)):
        head.headline = Headline(head.headline.title, pair.kicker or line.text, head.headline.subtitle)
        head.used.append(at - 1)


def _newspapers_kicker(page: Classified, head: Head, at: int | None) -> None:
    """引题 in a newspaper's digital edition: the one line between the navigation and the headline."""
    if not at or head.headline.kicker or head.page_title or not page.is_text(at - 1) or at - 1 in head.used:
        return
    line = page.lines[at - 1]
    above = page.lines[at - 2] if at >= 2 and page.is_text(at - 2) else None
    alone = above is None or above.bullet or above.link > 0.5 or head.headline.subtitle.startswith("—")
    if alone and is_title_like(line) and 4 <= len(line.text) <= 30 and line.link < 0.3 and not ends_as_site(line.text):
        head.headline = Headline(head.headline.title, line.text, head.headline.subtitle)
        head.used.append(at - 1)


def _set_in_three(page: Classified, head: Head, at: int | None) -> bool:
    """引题, 主题 and 副题 of unlike lengths, one under the other at the head of a copied text; True where they are."""
    if at is None or at < 2 or head.page_title or (at > 2 and page.is_text(at - 3)):
        return False
    lines = page.lines[at - 2 : at + 1]
    fit = all(page.is_text(i) and is_title_like(page.lines[i]) and i not in head.body for i in range(at - 2, at + 1))
    apart = lines[1].blank != lines[2].blank or (lines[1].blank and not page.in_newspaper)
    if not fit or apart or any(_is_no_headline(line) for line in lines):
        return False
    headline = read_headline(lines)
    if not headline.kicker and headline.subtitle:
        headline = Headline(lines[1].text, lines[0].text, lines[2].text)
    head.headline = headline
    head.used += [at - 2, at - 1]
    return True


def _is_no_headline(line: Line) -> bool:
    short = len(line.text) < 6 or line.bullet or ends_as_site(line.text)
    return short or is_caption(line.text) or line_byline(line.text) is not None


def _heads_a_subtitle(page: Classified, i: int) -> bool:
    """A line, set apart, that says all and is none of a list of headlines: the next line may be its 副题."""
    before = page.lines[i - 1].text if i and page.is_text(i - 1) else ""
    return says_all(page.lines[i].text) and len(before) < 8 and page.lines[i + 1].blank == page.lines[i].blank


def _set_in_two_lines(page: Classified, head: Head, at: int | None) -> None:
    """A headline that fills two lines of one length, in a copied text that names no title of its page."""
    if not at or at - 1 in head.used or not page.is_text(at - 1) or head.page_title:
        return
    above, line = page.lines[at - 1], page.lines[at]
    if (
        not is_title_like(above)
        or ends_as_site(above.text)
        or (line.blank and not _heads_a_subtitle(page, at - 1))
        or line.bullet
        or min(len(above.text), len(line.text)) < 8
    ):
        return
    pair = read_headline([above, line])
    if pair.subtitle and not head.headline.subtitle and says_all(above.text):
        head.headline = Headline(pair.title, head.headline.kicker, pair.subtitle)
        head.used.append(at - 1)
    elif not pair.subtitle and not pair.kicker and not is_caption(above.text) and not line_byline(above.text):
        head.headline = Headline(pair.title, head.headline.kicker, head.headline.subtitle)
        head.used.append(at - 1)


def _between_title_and_labels(page: Classified, head: Head, at: int | None, first: int) -> None:
    """副题 set between the title and the line of source and time."""
    if at is None or head.headline.subtitle or head.page_title:
        return
    found: list[int] = []
    for i in range(at + 1, first):
        if page.kinds[i] in (Kind.IMAGE, Kind.DROPPED):
            continue
        if not page.is_text(i):
            break
        if line_byline(page.lines[i].text) or _is_writer(page, i):
            head.body.append(i)
            continue
        found.append(i)
    if not found or found[-1] + 1 >= first or len(found) > 2 or any(i in head.used or i in head.body for i in found):
        return
    lines = [page.lines[i] for i in found]
    if all(is_title_like(line) and line.link < 0.5 and _short(line) and not is_caption(line.text) for line in lines):
        texts = [
            line.text
            for line in lines
            if _may_be_subtitle(line.text) and not same_words(line.text, head.headline.title)
        ]
        if texts:
            head.headline = Headline(head.headline.title, head.headline.kicker, " ".join(texts))
        head.used += found
