"""Which lines of the articles' part head sections (栏目). Pure."""

from articles.text.byline_parsing import byline_line
from articles.text.widths import match_key
from issues.parsing.lines import Row, ends_sentence, is_prose
from issues.parsing.marks import close_up, without_decoration
from issues.parsing.titles import Hit

_LONGEST_MARKED = 20
_LONGEST_BARE = 10
_STOPS = "，。；！？,;!?"
_NEVER_SECTIONS = ("()", "《》", "<>", "{}")


def find_sections(live: list[Row], hits: dict[int, Hit], named: list[str]) -> dict[int, str]:
    """Section headings by row number.

    A heading is a line that the contents list names as a section, or one in brackets, marked, numbered or bare
    that a title follows at once. `named` are the list's sections; with them, an unnamed line must look like them.
    """
    title_rows = {row.number for hit in hits.values() for row in hit.rows}
    names = {match_key(name): name for name in named}
    candidates: list[tuple[Row, str]] = []
    for position, row in enumerate(live):
        if row.number in title_rows:
            continue
        name = section_name(row)
        previous = live[position - 1] if position else None
        following = live[position + 1] if position + 1 < len(live) else None
        before_title = following is not None and following.number in hits
        known = match_key(name) in names
        anew = position > 0 and following is not None and following.mark.value == 1
        if known and (row.mark.style or row.key == match_key(name)):
            candidates.append((row, names[match_key(name)]))
        elif _is_marked_section(row, following, before_title) or (
            before_title and _is_bare_section(row, previous, anew=anew)
        ):
            candidates.append((row, name))
    return _consistent(candidates, hits, frozenset(names))


def section_name(row: Row) -> str:
    """The name in a section heading: 【要闻】, 一、要闻, ★要 闻★, 要闻：→ 要闻."""
    return close_up(without_decoration(row.mark.rest if row.mark.style else row.text))


def _is_marked_section(row: Row, following: Row | None, before_title: bool) -> bool:
    mark = row.mark
    if not mark.style or is_prose(row) or len(mark.rest) > _LONGEST_MARKED or mark.style in _NEVER_SECTIONS:
        return False
    if mark.is_alone or (":" in row.folded and byline_line(row.text)):
        return False
    if any(char in mark.rest for char in _STOPS):
        return False
    return before_title or (mark.is_enclosed and following is not None and following.mark.is_enclosed)


def _is_bare_section(row: Row, previous: Row | None, *, anew: bool) -> bool:
    """A few words above a title, after a text that has ended or where the titles' numbers begin `anew`."""
    if row.mark.style or not 2 <= len(row.key) <= _LONGEST_BARE or any(char in row.text for char in _STOPS):
        return False
    if byline_line(row.text):
        return False
    if anew or previous is None or ends_sentence(previous.text) or previous.text[-1] in ")）】]" or previous.mark.style:
        return True
    return bool(byline_line(previous.text))


def _consistent(candidates: list[tuple[Row, str]], hits: dict[int, Hit], names: frozenset[str]) -> dict[int, str]:
    """Keeps the lines in one dress: that of the list's sections, else that of the line heading the first article."""
    styles = {row.mark.style for row, name in candidates if match_key(name) in names}
    if not styles:
        first_title = min(hits, default=0)
        styles = {row.mark.style for row, _ in candidates if row.number < first_title}
        if not styles:
            styles = {row.mark.style for row, _ in candidates if row.mark.is_enclosed}
    return {
        row.number: name
        for row, name in candidates
        if row.mark.style in styles and (row.mark.style or not names or match_key(name) in names)
    }
