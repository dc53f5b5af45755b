"""What of an incoming document is not kept as it stood, where it stood, in the editor's words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.text.inline import plain_text

PLACE = 12  # characters by which an editor finds a place
_MOST_NAMED = 5
_ELSEWHERE = {
    "网页": "网页里有{}张图片存在别的网站上，没有取来；需要的话请另存后上传。",
    "文件": "文件里有{}张图片不在文件内（链接到别处），没有取来；请另外上传。",
}


@dataclass(slots=True)
class LeftOut:
    """Gathered while a document is read: words, or the words before the place.

    deleted   what tracked changes have taken out
    struck    words with a line through them, which are kept
    formulas  formulas, which stand on one line now
    outside   what stands before pictures that are not in the document
    footnotes (words before the place, its words) of footnotes and endnotes
    drawings  what stands before charts, drawings and embedded objects
    merged    the words of table cells that reached over several columns or rows
    """

    deleted: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)

    def formula(self, html: str) -> str:
        """Notes a formula that was written on one line; gives it back."""
        if html:
            self.formulas.append(plain_text(html))
        return html

    def notes(self, what: str) -> tuple[str, ...]:
        """A sentence for each kind; `what` is 网页 or 文件."""
        deleted = [words for words in self.deleted if words.strip()]
        found = [
            (deleted, f"{what}里有{len(deleted)}处是修订中已删除的文字，没有取来：{_some_of(deleted)}。"),
            (
                self.struck,
                f"{what}里有{len(self.struck)}处文字带删除线，照样取来了，请看要不要：{_some_of(self.struck)}。",
            ),
            (self.formulas, f"{what}里有{len(self.formulas)}个公式，改成一行写出，请核对：{_some_of(self.formulas)}。"),
            (
                self.outside,
                _ELSEWHERE[what].format(len(self.outside)) + f"位置：{_after(self.outside)}。",
            ),
            (
                self.drawings,
                f"{what}里有{len(self.drawings)}个图表、图形或嵌入的对象取不来，请截成图片上传。位置：{_after(self.drawings)}。",
            ),
            (
                self.merged,
                f"{what}里的表有{len(self.merged)}个合并的单元格，拆开了，文字放在第一格，请核对：{_some_of(self.merged)}。",
            ),
            (
                self.footnotes,
                f"{what}里有{len(self.footnotes)}处脚注或尾注，没有导入；需要的话请自行补上。"
                + "".join(f"{_place(place)}的注：{words}" for place, words in self.footnotes),
            ),
        ]
        return tuple(sentence for kind, sentence in found if kind)


def _some_of(words: Sequence[str]) -> str:
    shown = "、".join(f"“{_short(one)}”" for one in words[:_MOST_NAMED])
    return shown + ("等" if len(words) > _MOST_NAMED else "")


def _after(places: Sequence[str]) -> str:
    return "、".join(_place(one) for one in places[:_MOST_NAMED]) + ("等" if len(places) > _MOST_NAMED else "")


def _place(words: str) -> str:
    return f"“{words}”之后" if words else "文首"


def _short(words: str) -> str:
    return words if len(words) <= 2 * PLACE else words[: 2 * PLACE] + "…"
