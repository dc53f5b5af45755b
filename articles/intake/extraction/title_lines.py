"""Which line above a story's text is its headline. Pure."""

import re
from collections.abc import Sequence

from articles.intake.extraction.captions import is_caption
from articles.intake.extraction.classify import Classified
from articles.intake.extraction.credits import line_byline
from articles.intake.extraction.datelines import read_opening
from articles.intake.extraction.headlines import is_title_like, same_words, split_site
from articles.intake.extraction.labels import heads_picture_news
from articles.intake.extraction.lines import Line, is_prose, is_terminated, overlap
from articles.intake.extraction.regions import Kind
from articles.text.furniture import OLD_TITLE
from articles.text.names import is_outlet

WHO_CAME = re.compile("(?:主持|出席|参加|讲话|致辞|陪同|作报告)(?:会议|活动)?$")
"""How a 副题 ends that says who was there."""
_COLUMN = re.compile(r"[丨｜|](?P<name>\S{2,8})$")


def shown_title(line: Line, titles: Sequence[str]) -> str:
    """The headline that a line prints: an h1 holds no site's name, but may end in a column's (…丨鹿鸣观察)."""
    if line.text in titles:
        return line.text
    column = _COLUMN.search(line.text) if line.heading == 1 else None
    return line.text if column and not is_outlet(column["name"]) else split_site(line.text)[0]


def title_line(page: Classified, first: int, titles: Sequence[str]) -> int | None:
    """The index of the headline among the lines above line `first`; None where no line is fit for one."""
    best, highest = None, 5.0
    for i in range(first):
        line = page.lines[i]
        if not page.is_text(i) or line.link > 0.5 or not is_title_like(line):
            continue
        if opens_text(line.text):
            continue
        score = _title_score(page, i, first, titles)
        if score > highest:
            best, highest = i, score
    return best


def _title_score(page: Classified, i: int, first: int, titles: Sequence[str]) -> float:
    line = page.lines[i]
    text = split_site(line.text)[0]
    score = {0: 0.0, 1: 30.0, 2: 18.0, 3: 12.0}.get(line.heading, 4.0)
    score += 8.0 if not titles and _nothing_between(page, i, first) else 0.0
    score -= min((first - i) * 0.5, 20.0)
    alone = not titles and _nothing_between(page, i, first) and not any(page.is_text(j) for j in range(i))  # 停水通知
    score += 10.0 if 8 <= len(text) <= 45 else (-25.0 if len(text) < 6 and not alone else 0.0)
    score += 3.0 if line.strong or line.centred else 0.0
    score -= 15.0 if is_terminated(text) and text.endswith("。") else 0.0
    score -= 20.0 if line.bullet else 0.0
    above = page.lines[i - 1] if i and page.is_text(i - 1) else None
    score -= 20.0 if above is not None and WHO_CAME.search(text) and is_title_like(above) else 0.0
    if above is not None and any(same_words(f"{above.text}{text}", known) for known in titles):
        score -= 50.0  # the second half of the page's title
    score -= 30.0 if text.startswith(("——", "－－", "--")) else 0.0
    for known in titles:
        if same_words(known, text):
            score += 60.0
            break
        if len(text) >= 6 and len(known) >= 6 and overlap(known, text) >= 0.75:
            score += 35.0
            break
    else:
        score -= 12.0 if titles else 0.0
    after = page.kinds[i + 1 : i + 3]
    return score + (12.0 if Kind.LABEL in after else 0.0)


def _nothing_between(page: Classified, i: int, first: int) -> bool:
    """Only labels, pictures and a byline stand between line `i` and the text."""
    return not any(page.is_text(j) and line_byline(page.lines[j].text) is None for j in range(i + 1, first))


def opens_text(text: str) -> bool:
    """A line that can stand above the first paragraph but is no headline: caption, byline, dateline."""
    if heads_picture_news(text):
        return False
    if is_caption(text) or OLD_TITLE.match(text):
        return True
    return line_byline(text) is not None or bool(read_opening(text).dateline)


def opens_subheads(page: Classified, i: int, first: int) -> bool:
    """A short line between the labels and the text, in a text that has more such lines between its paragraphs."""
    if i + 1 != first or not any(kind is Kind.LABEL for kind in page.kinds[max(i - 3, 0) : i]):
        return False
    if not _is_subhead(page, i):
        return False
    return any(_is_subhead(page, j) for j in range(first + 1, min(first + 40, len(page.lines) - 1)))


def _is_subhead(page: Classified, i: int) -> bool:
    line, after = page.lines[i], page.lines[i + 1]
    short = page.is_text(i) and 4 <= len(line.text) <= 20 and not is_terminated(line.text) and not line.bullet
    if not short or is_caption(line.text) or not page.is_text(i + 1) or read_opening(after.text).dateline:
        return False
    return is_prose(after.text)
