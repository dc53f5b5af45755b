"""Several issues in one file: where each begins. Pure."""

from collections.abc import Sequence

from issues.parsing.facts import split_facts
from issues.parsing.lead import is_lead_heading
from issues.parsing.lines import Row, is_prose, is_sentence
from issues.parsing.masthead import looks_like_name, name_in
from issues.parsing.numbers import NumberLine, read_number_line

_HEAD_ROWS = 10
_NAME_ROWS = 3


def divide(rows: list[Row]) -> list[list[Row]]:
    """The rows of each issue in a file, none left out; a file with one issue comes back whole.

    An issue begins at a masthead: a number line unlike the one before it, or a contents list, under the
    publication's name or followed by a contents list, once the issue before it has had its articles.
    """
    words = [index for index, row in enumerate(rows) if row.text]
    name = name_in(rows[words[0]].text) if words else ""
    starts = [0]
    current: NumberLine | None = None
    prose = 0
    for place, index in enumerate(words):
        row = rows[index]
        if is_prose(row):
            prose += 1
            continue
        line = number_line(row)
        if line is None and not is_lead_heading(row):
            continue
        start = _masthead_start(rows, words, place, name)
        headed = start is not None or (line is not None and _lead_follows(rows, words, place))
        if prose and headed and (line is None or current is None or _differs(line, current)):
            begin = words[place] if start is None else start
            if begin > starts[-1]:
                starts.append(begin)
                prose, current = 0, line
        if line is not None and current is None:
            current = line
    ends = [*starts[1:], len(rows)]
    return _with_articles([rows[start:end] for start, end in zip(starts, ends, strict=True)])


def _with_articles(groups: list[list[Row]]) -> list[list[Row]]:
    """The groups, those without running text (links to past issues) put back to the one before."""
    whole = groups[:1]
    for group in groups[1:]:
        if any(row.text and is_sentence(row) and not row.page for row in group):
            whole.append(group)
        else:
            whole[-1].extend(group)
    return whole


def number_line(row: Row) -> NumberLine | None:
    """What a row says as a masthead's number line; None for other lines, facts with a number in them included."""
    if len(row.text) > 80 or ("期" not in row.text and "o" not in row.folded.casefold()) or split_facts(row.text):
        return None
    line = read_number_line(row.text)
    if line is None or not line.has_number:
        return None
    return line if sum(len(word) for word in line.words) <= 30 else None


def _masthead_start(rows: Sequence[Row], words: list[int], place: int, name: str) -> int | None:
    """Index of the name's row above a number line or list heading, or None."""
    if looks_like_name(name) and name in rows[words[place]].text:
        return words[place]
    for back in range(place - 1, max(place - _HEAD_ROWS, 0) - 1, -1):
        row = rows[words[back]]
        if is_prose(row):
            return None
        found = name_in(row.text)
        if found and (found == name or (place - back <= _NAME_ROWS and looks_like_name(found) and not row.mark.style)):
            return words[back]
    return None


def _lead_follows(rows: Sequence[Row], words: list[int], place: int) -> bool:
    for index in words[place + 1 : place + 1 + _HEAD_ROWS]:
        if is_prose(rows[index]):
            return False
        if is_lead_heading(rows[index]):
            return True
    return False


def _differs(line: NumberLine, current: NumberLine) -> bool:
    pairs = ((line.number, current.number), (line.total, current.total), (line.year, current.year))
    return any(one is not None and other is not None and one != other for one, other in pairs)
