"""Tokens: what an index holds of a document. Character pairs and single characters, written by us. Pure.

No dictionary cuts the text into words, so no word can be missed: a phrase stands in a text only where all
its pairs of neighbouring characters do. One or two characters are found by their token alone; what is
longer is found by all its tokens and then looked up in the folded text (`is_exact` says which).

A token is a short string: 光 · 光电 · gwh (three ASCII characters, since pairs of digits are too common) ·
§光电 (the pair in a title) · ¶s12 (section number 12). Word characters are letters and digits only, so the
marks cannot collide with text. PostgreSQL stores `token_code`, SQLite the string.
"""

from collections.abc import Iterator

from articles.text.folding import is_word

# Field → the mark before its tokens; "text" is everything that a bare word is looked for in.
MARKS = {"text": "", "title": "§", "byline": "«"}
# Kinds of numbered filters. The letters are stored: add, never rename.
KINDS = {"section": "s", "department": "d", "source": "o", "tag": "g", "year": "y", "month": "m"}
ID_MARK = "¶"

# More tokens than this only cost time: the look-up in the text decides anyway.
MOST_TOKENS = 16


def text_tokens(text: str, field: str = "text") -> Iterator[str]:
    """The tokens of one folded paragraph, in no particular order and with repeats."""
    mark = MARKS[field]
    before, second = "", ""
    for char in text:
        if not is_word(char):
            before = second = ""
            continue
        yield mark + char
        if before:
            yield mark + before + char
            if second and not mark and (second + before + char).isascii():
                yield second + before + char
        before, second = char, before


def id_token(kind: str, number: int) -> str:
    """The token of "stands in section 12" and the like."""
    return f"{ID_MARK}{KINDS[kind]}{number}"


def month_number(year: int, month: int) -> int:
    """Months counted through, for the "month" token."""
    return year * 12 + month - 1


def phrase_tokens(phrase: str, field: str = "text") -> list[str]:
    """Tokens that every text with this folded phrase has; [] when it has no letter or digit. At most `MOST_TOKENS`."""
    mark = MARKS[field]
    pieces: dict[str, None] = {}
    for run in _runs(phrase):
        width = 3 if not mark and run.isascii() and len(run) >= 3 else min(2, len(run))
        for start in range(len(run) - width + 1):
            pieces[mark + run[start : start + width]] = None
    tokens = list(pieces)
    if len(tokens) <= MOST_TOKENS:
        return tokens
    step = len(tokens) / MOST_TOKENS
    return [tokens[int(i * step)] for i in range(MOST_TOKENS)]


def is_exact(phrase: str, field: str = "text") -> bool:
    """Whether the tokens alone decide, so that the text need not be looked at."""
    if not all(is_word(char) for char in phrase):
        return False
    return len(phrase) <= 2 or (len(phrase) == 3 and field == "text" and phrase.isascii())


def token_code(token: str) -> int:
    """The token as a number below 2**63, no two alike."""
    if token[0] == ID_MARK:
        return ord(ID_MARK) << 42 | ord(token[1]) << 34 | int(token[2:])
    code = 0
    for char in token:
        code = code << 21 | ord(char)
    return code


def _runs(phrase: str) -> Iterator[str]:
    run = ""
    for char in phrase:
        if is_word(char):
            run += char
        elif run:
            yield run
            run = ""
    if run:
        yield run
