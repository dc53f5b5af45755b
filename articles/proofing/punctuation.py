"""Marks: half-width ones in Chinese text, pairs, nesting, numbering, ellipses. Pure. Source: GB/T 15834-2011."""

import re
from collections.abc import Iterator
from itertools import pairwise

from articles.proofing.rules import Hit, Scope
from articles.proofing.units import WORDS, ArticleText, Field, IssueText, Unit
from articles.text.restoration import restorations

_FEW = 3
Found = tuple[ArticleText | None, Unit, Hit]


def half_width(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """Half-width marks of an article that is checked alone; of an issue `half_width_of_issue` tells."""
    if scope.issue is None:
        yield from ((unit, hit) for _, unit, hit in _listed_or_counted([article]))


def half_width_of_issue(issue: IssueText, scope: Scope) -> Iterator[Found]:  # noqa: ARG001
    """Half-width marks of an issue: each where they are few, one offer to restore all where crawling left many."""
    yield from _listed_or_counted(issue.articles)


def _listed_or_counted(articles: list[ArticleText] | tuple[ArticleText, ...]) -> Iterator[Found]:
    found: list[Found] = []
    for article in articles:
        for unit in article.of(*WORDS):
            for change in restorations(unit.text):
                hit = Hit(change.position, change.position + 1, change.after, f"中文里应用全角标点“{change.after}”。")
                found.append((article, unit, hit))
    if len(found) <= _FEW:
        yield from found
    else:
        owner, unit, first = found[0]
        said = f"有 {len(found)} 处半角标点，可一次恢复为全角，恢复前逐处显示。"
        yield owner, unit, Hit(first.start, first.end, first.suggestion, said)


_PAIRS = {"”": "“", "’": "‘", "）": "（", "》": "《", "】": "【", "〕": "〔", "」": "「", "』": "『", "〉": "〈"}
_CLOSING = {opening: closing for closing, opening in _PAIRS.items()}
_INTERESTING = re.compile(r"[“”‘’（）《》【】〔〕「」『』〈〉\"()]")
_LIST_NUMBER = re.compile(
    r"(?:^|[。；;，,：:\s、！？])\s*(?:[\d０-９]{1,3}|[a-zA-Z]|[一二三四五六七八九十]{1,3}|[①-⑳]|[ivxIVX]{1,4})$"
)


def pairs(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:  # noqa: ARG001
    """Quotes and brackets without their other half. A quotation may open every paragraph and close the last."""
    body = [unit for unit in article.units if unit.field is Field.BODY]
    following = {unit.key: after for unit, after in pairwise(body)}
    running = False  # inside a quotation that began in an earlier paragraph
    for unit in article.of(*WORDS):
        text = unit.text
        after = following.get(unit.key)
        goes_on = bool(after and after.text.lstrip().startswith("“"))
        open_marks, wrong = _unpaired(text, quoted=running and unit.field is Field.BODY)
        if unit.field is Field.BODY:
            last_quote = next((at for at, mark in reversed(open_marks) if mark == "“"), None)
            continues = last_quote is not None and goes_on and "”" not in text[last_quote:]
            if continues:
                open_marks = [one for one in open_marks if one[0] != last_quote]
            running = continues or (running and "”" not in text and goes_on)
        for at, mark in open_marks:
            yield unit, Hit(at, at + 1, None, f"“{mark}”没有合上，缺“{_CLOSING[mark]}”。")
        yield from ((unit, hit) for hit in wrong)


def _unpaired(text: str, *, quoted: bool) -> tuple[list[tuple[int, str]], list[Hit]]:
    """(opening marks left open, hits for the others)."""
    stack: list[tuple[int, str]] = []
    wrong: list[Hit] = []
    straight: list[int] = []
    for found in _INTERESTING.finditer(text):
        mark, at = found[0], found.start()
        if mark == '"':
            straight.append(at)
        elif mark in "(（":
            stack.append((at, mark))
        elif mark in ")）":
            _close_bracket(text, at, mark, stack, wrong)
        elif mark in _CLOSING:
            stack.append((at, mark))
        elif mark in "’”" and _apostrophe(text, at):
            continue
        else:
            _close(at, mark, stack, wrong, quoted=quoted)
            if mark == "”":
                quoted = False
    wrong += _straight(text, straight, stack)
    half_open = [(at, mark) for at, mark in stack if mark in _CLOSING or mark == "("]
    wrong += [Hit(at, at + 1, None, "“(”没有合上，缺“)”。") for at, mark in half_open if mark == "("]
    return [one for one in half_open if one[1] != "("], wrong


def _close(at: int, mark: str, stack: list[tuple[int, str]], wrong: list[Hit], *, quoted: bool) -> None:
    opening = _PAIRS[mark]
    for place in range(len(stack) - 1, max(len(stack) - 6, -1), -1):
        if stack[place][1] == opening:
            left = stack[place + 1 :]
            wrong.extend(Hit(i, i + 1, None, f"“{m}”没有合上，缺“{_CLOSING.get(m, '）')}”。") for i, m in left)
            del stack[place:]
            return
    if mark == "”" and quoted:
        return  # closes what an earlier paragraph opened
    wrong.append(Hit(at, at + 1, None, f"“{mark}”前面缺“{opening}”。"))


def _close_bracket(text: str, at: int, mark: str, stack: list[tuple[int, str]], wrong: list[Hit]) -> None:
    full = {"）": "（", ")": "("}
    for place in range(len(stack) - 1, max(len(stack) - 6, -1), -1):
        if stack[place][1] in "(（":
            opened, shape = stack[place]
            wrong.extend(
                Hit(i, i + 1, None, f"“{m}”没有合上，缺“{_CLOSING.get(m, '')}”。") for i, m in stack[place + 1 :]
            )
            del stack[place:]
            if full[mark] != shape:
                half = opened if shape == "(" else at
                instead = "（" if shape == "(" else "）"
                wrong.append(Hit(half, half + 1, instead, "括号一半全角一半半角，应统一为全角。"))
            return
    if not _LIST_NUMBER.search(text[max(at - 8, 0) : at]):
        wrong.append(Hit(at, at + 1, None, f"“{mark}”前面缺“（”。"))


def _straight(text: str, straight: list[int], stack: list[tuple[int, str]]) -> list[Hit]:
    """A straight quote that stands for the half of a curly pair: “链长制\"."""
    if not straight:
        return []
    left = [at for at, mark in stack if mark == "“"]
    hits: list[Hit] = []
    for at in straight:
        before = [one for one in left if one < at]
        if before:
            opened = before[-1]
            left.remove(opened)
            stack[:] = [one for one in stack if one[0] != opened]
            hits.append(Hit(at, at + 1, "”", "引号一半弯一半直，应为“”"))
    if not hits and len(straight) % 2 and re.search("[一-鿿]", text):
        hits.append(Hit(straight[-1], straight[-1] + 1, None, "引号不成对。"))
    return hits


def _apostrophe(text: str, at: int) -> bool:
    """it’s, and 5’30” for minutes and seconds."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isdigit():
        return (text[at] == "’" and after.isdigit()) or bool(re.search(r"\d’\d+$", text[max(at - 6, 0) : at]))
    return (
        text[at] == "’" and before.isascii() and before.isalpha() and (after.isalpha() or not after or after.isspace())
    )


_QUOTE_MARKS = re.compile("[“”]")
_TITLE_MARKS = re.compile("[《》]")


def nested(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """“…“…”…” → ‘ ’ inside; 《…《…》…》 → 〈 〉 inside."""
    for marks, opening, inner, said in (
        (_QUOTE_MARKS, "“", "‘", "引号里再用引号，里面用单引号。"),
        (_TITLE_MARKS, "《", "〈", "书名号里再用书名号，里面用单书名号。"),
    ):
        found = list(marks.finditer(text))
        if sum(1 if one[0] == opening else -1 for one in found):
            continue  # not paired: another rule's matter
        depth = 0
        for one in found:
            depth += 1 if one[0] == opening else -1
            in_title = opening == "“" and text.rfind("《", 0, one.start()) > text.rfind("》", 0, one.start())
            if depth >= 2 and one[0] == opening and not in_title:
                yield Hit(*one.span(), inner, said)


_ORDER = re.compile(
    r"(?P<a>(?:^|(?<=[。；：\n]))\s*[（(][一二三四五六七八九十\d]{1,3}[）)])、|(?P<b>(?:^|(?<=[。；：\n]))\s*[①-⑳])、|(?P<c>(?:^|(?<=[。；，：\n]))第[一二三四五六七八九十])、(?!第?[一二三四五六七八九十])"
    r"|(?P<d>(?:^|(?<=[。；\n]))(?:首先|其次|再次|最后))、|(?P<e>(?:^|\n)\s*[一二三四五六七八九十]{1,3})[.．](?=[一-鿿])|(?P<f>(?:^|(?<=[。；\n]))\s*\d{1,2}[）)])、|(?P<g>(?:^|\n)\s*[一二三四五六七八九十]{1,3})，(?=[一-鿿])"
)


def numbering(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """（一）、 → （一）; 第一、 → 第一，; 一. → 一、."""
    for found in _ORDER.finditer(text):
        kind = str(found.lastgroup)
        at = found.end()
        if kind in "cd":
            yield Hit(at - 1, at, "，", f"“{found[kind].strip()}”后面用逗号。")
        elif kind == "e":
            yield Hit(at - 1, at, "、", f"“{found[kind].strip()}”后面用顿号。")
        elif kind == "g":
            continue
        else:
            yield Hit(at - 1, at, "", f"“{found[kind].strip()}”后面不加顿号。")


_DOTS = re.compile(r"。{3,}|(?<![.\d])\.{3,}(?!\.)|(?<!…)…(?!…)|·{3,}|、{3,}|(?<!…)…{3}(?!…)|。。(?=[^。]|$)")
_DASH = re.compile(r"(?<=[一-鿿”》）])(?:--+|－{2,}|–{2,}|-－|－-)(?=[一-鿿“《（])|(?<=[”》])[—－-](?=[一-鿿“《])(?!—)")
_ETC = re.compile(r"等……|……等(?=[，。；]|$)|等等……")
_ASCII_AROUND = re.compile(r"[A-Za-z0-9_/\\\]]")


def ellipsis(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """。。。 and ... → ……; -- → ——."""
    for found in _DOTS.finditer(text):
        if found[0] == "。。" or _code(text, *found.span()):
            continue
        yield Hit(*found.span(), "……", "省略号应为六点“……”。")
    for found in _DASH.finditer(text):
        yield Hit(*found.span(), "——", "破折号应为“——”，占两个字。")
    for found in _ETC.finditer(text):
        yield Hit(*found.span(), None, "“等”与省略号意思重复，留一个。")


def _code(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return bool(_ASCII_AROUND.match(before) and _ASCII_AROUND.match(after)) or (before in "/\\" and bool(before))
