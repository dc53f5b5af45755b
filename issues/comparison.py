"""How two documents of one issue differ, in terms an editor thinks in. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from articles.text.photo_credits import labelled
from articles.text.widths import match_key
from issues.document import IssueDocument, Item

# Two items with less in common than this are an old one gone and a new one come.
SIMILAR = 0.5

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
    partner: dict[int, int] = {}
    free = set(range(len(old)))
    for position, item in enumerate(new):
        same = next((i for i in sorted(free) if old[i].title == item.title), None)
        if same is not None:
            partner[position] = same
            free.discard(same)
    for position, item in enumerate(new):
        if position in partner or not free:
            continue
        best = max(sorted(free), key=lambda i: _likeness(old[i], item))
        if _likeness(old[best], item) >= SIMILAR:
            partner[position] = best
            free.discard(best)
    return [Pair(partner.get(i), i) for i in range(len(new))] + [Pair(i, None) for i in sorted(free)]


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


def _likeness(one: Item, other: Item) -> float:
    """0 to 1; quick upper bounds first, since most pairs share nothing."""
    matcher = SequenceMatcher(None, _words(one), _words(other), autojunk=False)
    if matcher.real_quick_ratio() < SIMILAR or matcher.quick_ratio() < SIMILAR:
        return 0.0
    return matcher.ratio()


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
