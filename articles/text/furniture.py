"""Lines of a page that are never its story: navigation, buttons, rankings, footers. The rules are in
furniture.toml. Pure."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_LONGEST = 300
"""Longer lines are text; the rules are about short ones, and a bound keeps matching cheap."""

COMMENTS = "读者评论"
"""The `why` of headings after which only readers' comments come."""


OTHERS_TIME = "别的稿件的时间"
"""The `why` of times such as 2天前, which stand under the teasers of other stories."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of page furniture: `why` is said to the editor; `ends` True where the story is over when it comes."""

    why: str
    pattern: re.Pattern[str]
    ends: bool = False


def _rules() -> tuple[Rule, ...]:
    with Path(__file__).with_name("furniture.toml").open("rb") as file:
        entries = tomllib.load(file)["rule"]
    return tuple(
        Rule(entry["why"], re.compile("|".join(entry["patterns"]), re.IGNORECASE), bool(entry.get("ends")))
        for entry in entries
    )


RULES = _rules()


@lru_cache(maxsize=4096)  # navigation and footers come again on every page of a site
def furniture(text: str) -> Rule | None:
    """The rule by which a line is page furniture, or None."""
    if len(text) > _LONGEST:
        return None
    return next((rule for rule in RULES if rule.pattern.search(text)), None)


END_MARK = re.compile(
    r"\s*[（(【\[]?(?:全文)?(?<![未没])(?:完|END|end|End|本文完)[）)】\]]\s*$|"
    r"^\s*[-—=*·\s]{0,6}(?:END|end|End|THE END|全文完)[-—=*·\s]{0,6}$"
)
"""（完）, 【完】, END on its own line: the sign that a story is over."""

JUMP = re.compile(r"[（(](?:上接|下转|转|接)(?:第)?\s*[A-Za-z]?[\d一二三四五六七八九十]{1,3}\s*版[^（）()]{0,12}[）)]")
"""（下转第二版）, （上接A1版）: the rest of the story stands on another page."""

TAIL_LINK = re.compile(
    r"\s*[【\[（(]?(?:返回\S{2,6}?[，,]?\s*查看更多|(?:点击)?(?:查看|阅读|展开)(?:更多|全文|原文|详情)|点击这里\S{0,8}|更多\s?>+)\s*[>»›＞]*[】\]）)]?$"
)
"""返回搜狐，查看更多 after a paragraph's last sentence: a link of the site's."""

OLD_TITLE = re.compile(
    r"^[（(【\[]?(?:本文)?原(?:标题|题目?)(?:\s*[:：]|[是为](?=《)|(?=《))\s*(?P<words>.{2,80}?)[）)】\]]?$"
)
"""（原标题：…）: what the source called the story; said apart, never text."""

SOURCE_CREDIT = re.compile(
    r"^[（(【\[]?(?:资料|素材|数据|图文|(?:文中|本文|以上|部分)?(?:图片|配图)|(?:部分)?内容)均?"
    r"(?:来源|综合|来?源自|来源于|来自|综合自|整理自)[:：]?.{0,60}[）)】\]]?$"
)
"""（资料来源：…） on a line of its own: says where matter came from; neither body nor byline."""
