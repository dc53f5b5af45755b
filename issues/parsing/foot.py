"""What stands around the articles: links and lists of other texts, page furniture, the foot of the issue. Pure."""

from collections.abc import Iterable, Sequence

from articles.text.byline_parsing import byline_line
from articles.text.widths import match_key
from issues.parsing import furniture
from issues.parsing.facts import any_fact, hosted_fact, split_facts
from issues.parsing.items import find_url
from issues.parsing.lines import Row, is_prose
from issues.parsing.masthead import HeadReading
from issues.parsing.numbers import read_number_line
from issues.parsing.pictures import is_picture, picture_name
from issues.parsing.recognition import LineKind

_LINK_ROWS = 3
_LONGEST_SIGNED = 80


def claim_links(rows: Sequence[Row]) -> None:
    """Claims 详情点击： with the title and address under it, and addresses on a line of their own."""
    live = [row for row in rows if row.text and row.is_open]
    for position, row in enumerate(live):
        if not row.is_open or row.page != furniture.READ_MORE:
            continue
        row.take(LineKind.FURNITURE, furniture.READ_MORE)
        row.url = find_url(row.text)
        if row.url or not row.folded.endswith(":"):
            continue
        for other in live[position + 1 : position + 1 + _LINK_ROWS]:
            if url := find_url(other.text):
                row.url = url
                for between in live[position + 1 : live.index(other, position) + 1]:
                    between.take(LineKind.FURNITURE, furniture.READ_MORE)
                break
            if is_prose(other) or other.mark.style:
                break


def claim_page_matter(rows: Sequence[Row], name: str, sections: Sequence[str]) -> None:
    """Claims rules, page heads, the repeated name and pictures of section headings before titles are looked for."""
    for row in rows:
        if not row.is_open:
            continue
        if is_picture(row) and (section := _pictured_section(row, sections)):
            row.take(LineKind.FURNITURE, furniture.SECTION_PICTURE)
            row.section = section
        elif row.page:
            row.take(LineKind.FURNITURE, row.page)
        elif furniture.is_body_heading(row.bare):
            row.take(LineKind.FURNITURE, furniture.BODY_HEADING)
        elif name and name in row.text and not row.mark.is_symbol and _repeats_head(row, name):
            row.take(LineKind.FURNITURE, furniture.REPEATED_HEAD)


def claim_related(rows: Sequence[Row]) -> None:
    """Claims 相关阅读 and the links under it, up to the foot."""
    inside = False
    for row in rows:
        if not row.is_open:
            continue
        if furniture.is_related_heading(row.bare):
            inside = True
        elif inside and (furniture.opens_foot(row.bare) or _is_foot(row)):
            return
        if inside:
            row.take(LineKind.FURNITURE, furniture.RELATED)


def claim_past_issues(rows: Sequence[Row]) -> None:
    """Claims 上期回顾 and the like with the titles under it, where no article follows."""
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        if row.is_open and is_prose(row):
            return
        if row.is_open and furniture.is_related_heading(row.bare):
            claim_related(rows[index:])
            return


def byline_habit(articles: Iterable[Sequence[Row]]) -> frozenset[str]:
    """Labels that stand under articles before the last: 供稿单位：… 编辑：… there are the article's own."""
    return frozenset(label for rows in articles for row in rows if row.is_open and (label := _byline_label(row)))


def claim_foot(rows: Sequence[Row], head: HeadReading, habit: frozenset[str]) -> None:
    """Claims the foot in the rows under the last title; `head` takes the facts and numbers printed there.

    habit  labels of this issue's bylines, which open no foot

    From the foot's first line on, a line that is nothing known stays open and is listed as unrecognised.
    """
    start = _foot_start(rows, habit)
    about = start < len(rows) and furniture.opens_about(rows[start].bare)
    for row in rows[start:]:
        if not row.is_open:
            continue
        kind = row.page or furniture.foot_kind(row.bare) or (furniture.ABOUT if about else "")
        if kind:
            row.take(LineKind.FURNITURE, kind)
        elif found := split_facts(row.text):
            head.add_facts(found)
            row.take(LineKind.FACT)
        elif hosted := hosted_fact(row.text) or (any_fact(row.text) if byline_line(row.text) else None):
            head.add_facts([hosted])
            row.take(LineKind.FACT)
        elif not ((_is_number_line(row) or _is_date(row)) and head.read_number(row)):
            row.take(LineKind.UNRECOGNISED)


def _byline_label(row: Row) -> str:
    """供稿单位 of 供稿单位：综合科; "" for a line that is no byline with a label."""
    label, colon, _ = row.bare.partition(":")
    return label if colon and len(row.text) <= _LONGEST_SIGNED and byline_line(row.text) else ""


def _is_number_line(row: Row) -> bool:
    line = read_number_line(row.text)
    return line is not None and line.has_number


def _foot_start(rows: Sequence[Row], habit: frozenset[str]) -> int:
    live = [index for index, row in enumerate(rows) if row.text and not (habit and _byline_label(row) in habit)]
    related = next((index for index, row in enumerate(rows) if row.note == furniture.RELATED), len(rows))
    only_foot_after = True
    last_rules = set()
    for index in reversed(live):
        if rows[index].note == furniture.RULE and only_foot_after:
            last_rules.add(index)
        only_foot_after = only_foot_after and _is_foot(rows[index])
    closing = _closing_matter(rows, live)
    for place, index in enumerate(live):
        row = rows[index]
        if index == closing or (place and furniture.ends_issue(row.bare)):
            return index
        if place and row.is_open and not row.mark.is_numbering and furniture.opens_about(row.bare):
            return index
        if place and row.is_open and (furniture.opens_foot(row.bare) or _is_staff_line(row, place, rows, live)):
            return index
        if index == related or (place and index in last_rules):
            return index
    return len(rows)


def _closing_matter(rows: Sequence[Row], live: Sequence[int]) -> int | None:
    """Index of the issue's number or publisher printed at the very end, with only such lines after it."""
    start: int | None = None
    for index in reversed(live[1:]):
        row = rows[index]
        imprint = row.is_open and not is_prose(row) and (_is_number_line(row) or hosted_fact(row.text) is not None)
        if imprint and not byline_line(row.text):
            start = index
        elif not (_is_foot(row) or _is_date(row)):
            break
    return start


def _is_date(row: Row) -> bool:
    line = read_number_line(row.text)
    return line is not None and line.date is not None and not line.words


def _is_foot(row: Row) -> bool:
    return not row.is_open or bool(row.page or furniture.foot_kind(row.bare) or split_facts(row.text))


def _is_staff_line(row: Row, place: int, rows: Sequence[Row], live: list[int]) -> bool:
    """True for 主办：… 编辑：… of the issue; 责任编辑：… alone belongs to the article above it."""
    facts = split_facts(row.text)
    if not facts:
        return False
    labels = {label for label, _ in facts}
    if labels <= {"责任编辑", "责编", "编辑", "供稿单位", "撰稿", ""}:
        return len(labels - {""}) > 1 or any(split_facts(rows[other].text) for other in live[place + 1 :])
    return True


def _repeats_head(row: Row, name: str) -> bool:
    rest = row.text.replace(name, "").strip(" 　《》()（）·—-|")
    return not rest or (len(rest) <= 30 and read_number_line(rest) is not None)


def _pictured_section(row: Row, sections: Sequence[str]) -> str:
    return next((section for section in sections if match_key(section) == match_key(picture_name(row))), "")
