"""How two documents of one issue differ, in terms an editor thinks in. Pure."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass

from articles.text.diffing import opcodes
from articles.text.photo_credits import labelled
from articles.text.widths import match_key
from issues.document import IssueDocument, Item

# Two items with less in common than this are an old one gone and a new one come.
SIMILAR = 0.5
# Pairs of items without a common title that are looked at, and of them those of one item that are aligned.
_MOST_PAIRS = 20_000
_LIKELY = 3
# Pairs of equal characters of two items that are aligned: ordinary ones have some five thousand.
_MOST_TOKENS = 20_000

Entry = tuple[str | None, Item]  # section name, item


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference. `field` is Chinese for the editor; `place` says which item; "" where there is none on a side."""

    place: str
    field: str
    before: str
    after: str

    @property
    def only_marks(self) -> bool:
        """Whether both sides have the same words and differ in punctuation, white space or width alone."""
        return bool(self.before and self.after) and match_key(self.before) == match_key(self.after)


@dataclass(frozen=True, slots=True)
class Pair:
    """An item before and the same item after, as indexes in reading order; None where it is new or gone."""

    before: int | None
    after: int | None


def pair_items(before: IssueDocument, after: IssueDocument) -> list[Pair]:
    """Which item became which: equal titles first, then the most similar words; in the new order, gone ones last."""
    old = [item for _, item in before.items()]
    new = [item for _, item in after.items()]
    called: dict[str, deque[int]] = {}
    for index, item in enumerate(old):
        called.setdefault(item.title, deque()).append(index)
    partner = {n: called[item.title].popleft() for n, item in enumerate(new) if called.get(item.title)}
    free = dict.fromkeys(sorted(set(range(len(old))) - set(partner.values())))
    partner |= _by_likeness(old, new, free, [n for n in range(len(new)) if n not in partner])
    gone = sorted(free.keys() - set(partner.values()))
    return [Pair(partner.get(i), i) for i in range(len(new))] + [Pair(i, None) for i in gone]


def _by_likeness(old: list[Item], new: list[Item], free: dict[int, None], due: list[int]) -> dict[int, int]:
    """The most similar free old item of each new one that is due. Of too many to look at, the first ones."""
    if len(free) * len(due) > _MOST_PAIRS:
        free = dict(list(free.items())[: max(1, _MOST_PAIRS // len(due))])
    counts = {index: Counter(_words(old[index])) for index in free}
    partner: dict[int, int] = {}
    for position in due:
        words = Counter(_words(new[position]))
        bounds = {index: _bound(counts[index], words) for index in counts}
        likely = sorted((index for index in bounds if bounds[index] >= SIMILAR), key=lambda i: -bounds[i])[:_LIKELY]
        found = {index: _likeness(old[index], new[position]) for index in likely}
        best = max(sorted(found), key=lambda i: found[i], default=None)
        if best is not None and found[best] >= SIMILAR:
            partner[position] = best
            del counts[best]
    return partner


def differences(before: IssueDocument, after: IssueDocument) -> list[Difference]:
    """Everything a reader would see differ, masthead first, then items in the new order, then the order itself."""
    found = list(_masthead(before, after))
    old, new = list(before.items()), list(after.items())
    pairs = pair_items(before, after)
    for pair in pairs:
        found.extend(_item(old, new, pair))
    kept = [pair.before for pair in pairs if pair.before is not None and pair.after is not None]
    if kept != sorted(kept):
        found.append(Difference("", "次序", _titles(before), _titles(after)))
    return found


def _bound(one: Counter[str], other: Counter[str]) -> float:
    """What their likeness is at most: as if the characters stood in the same order."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _likeness(one: Item, other: Item) -> float:
    """0 to 1. Texts too repetitive to align count as far as they are the same from both ends."""
    old, new = _words(one), _words(other)
    same = sum(i2 - i1 for tag, i1, i2, _, _ in opcodes(old, new, _MOST_TOKENS) if tag == "equal")
    return 2 * same / (len(old) + len(new)) if old or new else 1.0


def _words(item: Item) -> str:
    return (item.title + "".join(item.paragraphs))[:600]


def _titles(document: IssueDocument) -> str:
    return "；".join(item.title for _, item in document.items())


def _masthead(before: IssueDocument, after: IssueDocument) -> Iterator[Difference]:
    labels = {
        "name": "刊名",
        "year": "年份",
        "number": "期号",
        "number_end": "合刊至",
        "total_number": "总期号",
        "total_number_end": "总期号至",
        "date": "日期",
        "facts": "刊头信息",
    }
    for attribute, label in labels.items():
        old, new = getattr(before.masthead, attribute), getattr(after.masthead, attribute)
        if old != new:
            yield Difference("刊头", label, _as_text(old), _as_text(new))


def _item(old: list[Entry], new: list[Entry], pair: Pair) -> Iterator[Difference]:
    was = old[pair.before] if pair.before is not None else None
    now = new[pair.after] if pair.after is not None else None
    if was and now:
        yield from _changed(was, now)
    elif now:
        yield Difference(now[1].title, "新增", "", "\n".join(now[1].paragraphs))
    elif was:
        yield Difference(was[1].title, "不再有", "\n".join(was[1].paragraphs), "")


def _changed(before: Entry, after: Entry) -> Iterator[Difference]:
    place = before[1].title
    old, new = before[1], after[1]
    sides = (
        ("栏目", before[0], after[0]),
        ("标题", old.title, new.title),
        ("引题", old.kicker, new.kicker),
        ("副题", old.subtitle, new.subtitle),
        ("摘要", old.summary, new.summary),
        ("导读标题", old.lead_title, new.lead_title),
        ("正文", "\n".join(old.paragraphs), "\n".join(new.paragraphs)),
        ("署名", old.byline.raw, new.byline.raw),
        ("来源", old.source, new.source),
        ("来源网址", old.source_url, new.source_url),
        ("责任编辑", old.editor, new.editor),
        ("标签", "、".join(old.tags), "、".join(new.tags)),
        ("图片", _pictures(old), _pictures(new)),
        ("图片文件", *_files(old, new)),
    )
    for field, was, now in sides:
        if was != now:
            yield Difference(place, field, was or "", now or "")


def _pictures(item: Item) -> str:
    """The words of an item's pictures. A description that was made from the caption or title says nothing more."""
    told = []
    for one in item.pictures:
        made = one.alt in ("", one.caption, f"《{item.title}》配图")
        told.append(" ".join(filter(None, (one.caption, "" if made else f"［{one.alt}］", labelled(one.credit)))))
    return "；".join(told)


def _files(old: Item, new: Item) -> tuple[str, str]:
    """Which files its pictures are, where both sides are stored ones: what came in calls them as it likes."""
    sides = [[picture.name for picture in item.pictures] for item in (old, new)]
    if not all(name.startswith("images/") for side in sides for name in side):
        return "", ""
    before, after = ("；".join(name.rpartition("/")[2][:6] for name in side) for side in sides)
    return before, after


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "；".join(f"{label}：{text}" for label, text in value)
    return str(value)
