"""The same said twice: a sentence in one article, an event in two items, an item that ran before. Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from articles.proofing.dates import days
from articles.proofing.rules import Hit, PastArticle, Scope
from articles.proofing.units import ArticleText, Field, IssueText, Unit

_SENTENCE = re.compile(r"[^。！？；\n]+")
_SHORTEST = 12
# 学员当堂答卷，平均分87.5分。学员当堂答卷，平均分87.5分。: a part of a sentence copied in again behind it.
_AT_ONCE = re.compile(r"(?P<once>[^。！？；，\n]{4,30}，[^。！？；\n]{2,40}[。！？；])(?P<again>(?P=once))")
_LONG = 20  # a sentence that stands whole in an earlier one, which only had a day before it
# 蔡奇、王毅、秦刚等参加上述活动: a refrain, right as often as it stands.
_REFRAIN = re.compile(
    r"(?:参加|出席|陪同|参与)(?:了|上述|会见|会谈|活动|调研|会议|以上|有关|相关|考察|座谈)*$|(?:主持|讲话|发言|致辞)$|详情|点击|^(?:第[一二三四五六七八九十]+|来源)|口号|以上为|单位[:：]|联系(?:人|电话)"
)
_NOT_WORD = re.compile(r"[\W_]+")
_GRAM = 3
_SAME = 0.6
_PICTURES = re.compile("图片|组图|图集|镜头|影像|图说|一图")
_SERIES = re.compile(r"[（(][一二三四五六七八九十上中下\d]{1,3}[）)]|系列|之[一二三四五六七八九十]|连载|续[一二三]?$")


def sentences(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:  # noqa: ARG001
    """A sentence of at least a dozen characters that stands twice; refrains, slogans and table cells may."""
    seen: dict[str, str] = {}
    for unit in article.of(Field.BODY):
        told: set[int] = set()
        for twice in _AT_ONCE.finditer(unit.text):
            if unit.text[: twice.start()].strip() and unit.text[twice.start() - 1] not in "。！？；\n":
                told.add(twice.start("again"))
                yield unit, Hit(twice.start("again"), twice.end(), None, "这句话紧接着又写了一遍。")
        for found in _SENTENCE.finditer(unit.text):
            words = _NOT_WORD.sub("", found[0])
            if len(words) < _SHORTEST or _REFRAIN.search(found[0].strip()):
                continue
            ended = _ends(unit.text, found.end())
            if not ended and len(words) < _SHORTEST * 2:
                continue  # lines of a list
            within = next((one for one in seen if len(words) >= _LONG and words in one), "")
            if (words in seen or within) and found.start() not in told:
                start = found.start() + len(found[0]) - len(found[0].lstrip())
                yield unit, Hit(start, found.end(), None, "这句话前面已经有了。")
            seen.setdefault(words, found[0])


def _ends(text: str, at: int) -> bool:
    """Whether a sentence's mark stands there."""
    return text[at : at + 1] in ("。", "！", "？", "；")


def events(issue: IssueText, scope: Scope) -> Iterator[tuple[ArticleText | None, Unit | None, Hit]]:  # noqa: ARG001
    """Two items that tell one event: most of the shorter one's words stand in the other."""
    grams = [_grams(article) for article in issue.articles]
    for place, later in enumerate(issue.articles):
        for before in range(place):
            earlier = issue.articles[before]
            if _meant(earlier, later) or not _alike(grams[before], grams[place], earlier, later):
                continue
            title = next(later.of(Field.TITLE), None)
            if title:
                said = f"与第 {before + 1} 篇《{earlier.title[:30]}》写的像是同一件事。"
                yield later, title, Hit(0, len(title.text), None, said)
            break


def ran_before(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """The same event in an earlier issue, without a new day or new figures."""
    past: Sequence[PastArticle] = scope.context.past
    title = next(article.of(Field.TITLE), None)
    if not past or title is None:
        return
    own = _grams(article)
    for one in past:
        if _alike(own, _grams_of_past(one), article, one.article) and not _new_facts(article, one.article):
            yield title, Hit(0, len(title.text), None, f"{one.label}《{one.article.title[:30]}》已经登过。")
            return


def _grams(article: ArticleText) -> frozenset[str]:
    words = _NOT_WORD.sub("", "".join(unit.text for unit in article.of(Field.BODY)))
    return frozenset(words[at : at + _GRAM] for at in range(max(len(words) - _GRAM + 1, 0)))


@lru_cache(maxsize=128)
def _grams_of_past(one: PastArticle) -> frozenset[str]:
    return _grams(one.article)


def _alike(one: frozenset[str], other: frozenset[str], left: ArticleText, right: ArticleText) -> bool:
    smaller = min(len(one), len(other))
    if smaller < 30:
        return False
    shared = len(one & other) / smaller
    if shared >= _SAME:
        return True
    # Told in other words: the same day, the same people or firms, and much of the wording.
    return (
        shared >= _SAME / 2
        and bool(_days(left) & _days(right))
        and len(_grams_of_title(left) & _grams_of_title(right)) >= 3
    )


def _grams_of_title(article: ArticleText) -> set[str]:
    words = _NOT_WORD.sub("", article.title)
    return {words[at : at + 2] for at in range(len(words) - 1)} - {
        "我市",
        "全市",
        "召开",
        "开展",
        "调研",
        "市工",
        "工信",
        "信局",
        "来我",
    }


def _days(article: ArticleText) -> set[tuple[int, int]]:
    first = next(article.of(Field.BODY), None)
    return {(told.month, told.number) for told in days(first.text[:60])} if first else set()


def _meant(one: ArticleText, other: ArticleText) -> bool:
    """A picture beside its longer story, or the parts of a series."""
    for article, beside in ((one, other), (other, one)):
        if _PICTURES.search((article.section or "") + article.title):
            return True
        if article.pictures and _length(article) < min(_FEW_WORDS, _length(beside) / 2):
            return True
    return bool(_SERIES.search(one.title) and _SERIES.search(other.title))


_FEW_WORDS = 120
_CAPTION = re.compile(r"[（(]?(?:[上下左右]?图|图片)[为：:][^。）)\n]*[。）)]?")


def _length(article: ArticleText) -> int:
    """How many characters an article tells its story in, beside what its pictures show."""
    return sum(len(_CAPTION.sub("", unit.text)) for unit in article.body)


def _new_facts(article: ArticleText, earlier: ArticleText) -> bool:
    """A follow-up: a day or figures that the earlier one did not have."""
    if _days(article) - _days(earlier):
        return True
    figures = set(re.findall(r"\d+(?:\.\d+)?", "".join(u.text for u in article.body)))
    return len(figures - set(re.findall(r"\d+(?:\.\d+)?", "".join(u.text for u in earlier.body)))) >= 2
