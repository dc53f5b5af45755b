"""Leaders: name, post, order, each as of the article's day. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from articles.proofing import ranking
from articles.proofing.holding import Holding, holding_at
from articles.proofing.people import Mention, people_at, same_posts
from articles.proofing.posts import Post, posts_before
from articles.proofing.registers import Leader
from articles.proofing.rules import Hit, Scope
from articles.proofing.similar_names import alike
from articles.proofing.units import ArticleText, Field, Unit

# A sentence of memory: what was a post then is told, not claimed.
_MEMORY = re.compile(
    r"曾[任经于在]|历任|时任|回忆|追忆|生前|逝世|去世|病逝|讣告|悼|缅怀|遗体|遗像|落马|违纪违法|审查调查|开除党籍|受贿|辞去|免去|卸任|离任|不再担任|(?<!即将)(?<!将要)(?<!临近)退休"
    r"|调任|转任|任免|任命|当选|提名|述职时|(?<!去)当年"
)
_MASKED = re.compile(r"[某×*XxＸ]")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_COMPANY = re.compile(r"公司|集团|企业|厂|银行|学校|大学|学院|医院|协会|商会|研究院|研究所|村|社区|街道")
_BY_PLACE = re.compile(
    r"左[起至右一二三四五六]|右[起至一二三四五六]|从左|自左|前排|后排|排名不分先后|姓氏笔画|姓氏拼音|按姓氏"
)
# 决定：林一帆任副局长 · 林一帆代表局党组: the post stands behind the name.
_APPOINTED = re.compile(
    r"(?:同志)?[：:（(]?(?:任|为|兼任|担任|不再|免去|当选|代表[^，。；]{0,8}(?:党组|党委|市委|市政府|[局厅委]))"
)
Found = Iterator[Hit]


def wrong_post(text: str, scope: Scope) -> Found:
    """局长牛富强 where he is 副局长 that day."""
    holding = holding_at(scope.registers)
    for mention in _judged(text, scope):
        now = scope.registers.leaders_by_name.get(mention.name, ())
        if not now:
            continue
        wrong = _wrong(mention, now, holding)
        if wrong is None:
            continue
        held = "、".join(dict.fromkeys(_printed(row) for row in now))
        start, end = _span(mention, wrong)
        yield Hit(start, end, _right(text, mention, wrong, now), detail=f"{mention.name}的职务是{held}")


def former(text: str, scope: Scope) -> Found:
    """A post held no longer that day, without 原 or 时任."""
    holding = holding_at(scope.registers)
    for mention in _judged(text, scope):
        if scope.registers.leaders_by_name.get(mention.name) or not mention.posts or _quoted(text, mention):
            continue
        rows = people_at(scope.registers).rows[mention.name]
        old = scope.registers.former_leaders.get(mention.name, ())
        for post in mention.posts:
            if holding.holds(rows, post) or (
                holding.can_judge(post) and not (mention.inherited and post.core != "领导")
            ):
                yield Hit(*_span(mention, post), None, detail=_when(mention.name, old, rows))
                break


def unknown(text: str, scope: Scope) -> Found:
    """副局长孙立, who is in no register."""
    holding = holding_at(scope.registers)
    if holding.is_elsewhere(scope.issue):
        return
    for mention in people_at(scope.registers).mentions(text):
        if mention.known or mention.is_past or _MASKED.search(mention.name) or alike(mention, scope, holding):
            continue
        asked = (post for post in mention.posts if holding.lists(post) and not _of_others(text, mention, post, holding))
        post = next(asked, None)
        if post and not _is_memory(text, mention, scope):
            yield Hit(*_span(mention, mention.posts[-1]))


def order(text: str, scope: Scope) -> Found:
    """牛刚、江凌 where the list of leaders has 江凌 first."""
    mentions = people_at(scope.registers).mentions(text)
    for first, second in pairwise(mentions):
        if not (first.known and second.known) or not _in_one_list(text, first, second):
            continue
        if _BY_PLACE.search(text):
            return
        one, other = (
            ranking.standing(scope.registers.leaders_by_name.get(person.name, ())) for person in (first, second)
        )
        if ranking.is_before(other, one):
            yield Hit(first.start, second.end, None, detail=f"{second.name}应在{first.name}之前")


# （运行监测科 某某） at the end of a paragraph signs it.
_SIGNS = re.compile(r"[）)]\s*$")
_OFFICE_BEFORE = re.compile(r"[（(][一-鿿 \u3000、]{2,24}$")


def first_mention(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """A leader's name without a post where the article first names them."""
    people = people_at(scope.registers)
    seen = {
        one.name
        for unit in article.of(Field.TITLE, Field.KICKER, Field.SUBTITLE)
        for one in people.mentions(unit.text)
        if one.posts
    }
    for unit in article.body:
        before: Mention | None = None
        for mention in people.mentions(unit.text):
            listed = before is not None and _in_one_list(unit.text, before, mention)
            if mention.known and mention.name not in seen and scope.registers.leaders_by_name.get(mention.name):
                seen.add(mention.name)
                signs = _SIGNS.match(unit.text, mention.end) and _OFFICE_BEFORE.search(unit.text[: mention.start])
                if not (mention.posts or listed or signs or _APPOINTED.match(unit.text, mention.end)):
                    yield unit, Hit(mention.start, mention.end)
            before = mention


def in_tables(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """A table's row with a name in one cell and, in another, a post that is not that person's."""
    people, holding = people_at(scope.registers), holding_at(scope.registers)
    lines: dict[tuple[int, int], list[Unit]] = {}
    for unit in article.of(Field.CELL):
        if unit.key.cell:
            lines.setdefault((unit.key.block, unit.key.cell[0]), []).append(unit)
    for cells in lines.values():
        named = [(unit, people.name_of(unit.text)) for unit in cells]
        posts = [post for unit in cells for post in posts_before(unit.text, len(unit.text))]
        for unit, name in named:
            now = scope.registers.leaders_by_name.get(name, ())
            wrong = next((post for post in posts if not holding.holds(now, post) and holding.can_judge(post)), None)
            if now and wrong and not any(holding.holds(now, post) for post in posts):
                held = "、".join(dict.fromkeys(_printed(row) for row in now))
                yield unit, Hit(0, len(unit.text), None, detail=f"{name}的职务是{held}")


_OFFICE_AND_POST = re.compile(
    r"[省市县区](?:[一-鿿]{1,9}?)(?:(?P<ting>厅)(?P<a>党组书记、|副)?(?P<x>局长)|(?P<ju>局)(?P<b>党组书记、|副)?(?P<y>厅长))"
    r"(?!们|会议|座谈|论坛|联席|培训|级|办公|助理|委员)"
)


def mixed_office(text: str, scope: Scope) -> Found:  # noqa: ARG001
    """省工信厅局长: a 厅 has a 厅长. 省工业和信息化厅运行局副局长 is right."""
    for found in _OFFICE_AND_POST.finditer(text):
        if re.search(r"[各等、]|有关|相关", found.group()):
            continue
        key = "x" if found["ting"] else "y"
        yield Hit(*found.span(key), "厅长" if key == "x" else "局长")


def _judged(text: str, scope: Scope) -> Iterator[Mention]:
    """The registered people of a text whose posts are claimed as of the day, not remembered."""
    for mention in people_at(scope.registers).mentions(text):
        if mention.known and mention.posts and not mention.is_past and not _is_memory(text, mention, scope):
            yield mention


def _wrong(mention: Mention, rows: Sequence[Leader], holding: Holding) -> Post | None:
    """The first of the printed posts that is none of theirs, if the register can tell."""
    for place, post in enumerate(mention.posts):
        if mention.inherited and post.core != "领导":
            continue
        if holding.holds(rows, post) or not holding.can_judge(post):
            continue
        # 中信重工党委书记、董事长: what follows an office that is not ours belongs to it.
        if not post.has_unit and any(holding.known_unit(other) is None for other in mention.posts[:place]):
            continue
        return post
    return None


def _right(text: str, mention: Mention, wrong: Post, rows: Sequence[Leader]) -> str | None:
    """The same words with the post that the person holds, where there is just one of its kind."""
    if wrong.core == "领导" or mention.after or mention.inherited:
        return None
    cores = {core for row in rows for _, core in same_posts(row)}
    near = [core for core in cores if core.removeprefix("副") == wrong.core.removeprefix("副")] or list(cores)
    if len(near) != 1:
        return None
    start, end = _span(mention, wrong)
    at = wrong.end - len(wrong.core) - start
    said = text[start:end]
    return said[:at] + near[0] + said[at + len(wrong.core) :]


def _of_others(text: str, mention: Mention, post: Post, holding: Holding) -> bool:
    """Whether a post without office is of one named before it that is not ours: a company's, another city's."""
    before = mention.posts[: mention.posts.index(post)]
    if not post.has_unit and any(holding.known_unit(other) is None for other in before):
        return True
    if post.has_unit or post.core == "领导":
        return False
    told = text[max(0, mention.start_all - 60) : mention.start_all]
    if _COMPANY.search(text[max(0, mention.start_all - 15) : mention.start_all]):
        return True
    ending = {"局长": "局", "厅长": "厅", "市长": "市", "县长": "县", "区长": "区", "主任": "委办"}.get(
        post.core[-2:], ""
    )
    offices = re.findall(rf"[一-鿿]{{1,10}}[{ending}](?![长级])", told) if ending else []
    return bool(offices) and holding.known_unit(Post(offices[-1], post.core, 0, 0)) is None


def _is_memory(text: str, mention: Mention, scope: Scope) -> bool:
    """Whether the sentence tells of former days, by a word or by a year before the article's."""
    start = max((text.rfind(mark, 0, mention.start_all) for mark in "。！？；\n"), default=-1) + 1
    end = min((at for mark in "。！？\n" if (at := text.find(mark, mention.end)) >= 0), default=len(text))
    sentence = text[start:end]
    if _MEMORY.search(sentence):
        return True
    years = [int(year) for year in _YEAR.findall(text[start : mention.start_all])]
    return bool(years) and scope.year is not None and max(years) < scope.year


def _quoted(text: str, mention: Mention) -> bool:
    before = text[: mention.start]
    return before.count("“") > before.count("”") or before.count("《") > before.count("》")


def _span(mention: Mention, post: Post) -> tuple[int, int]:
    if mention.inherited:
        return mention.start, mention.end
    core_start = post.end - len(post.core) - (post.core == "领导")
    return min(core_start, mention.start), max(post.end, mention.end)


def _printed(row: Leader) -> str:
    """Office and post without saying twice what stands in both: 云汀市委 + 市委书记 is 云汀市委书记."""
    shared = next((size for size in range(len(row.unit), 1, -1) if row.post.startswith(row.unit[-size:])), 0)
    return row.unit + row.post[shared:]


def _when(name: str, old: Sequence[Leader], rows: Sequence[Leader]) -> str:
    if old:
        last = max(old, key=lambda row: row.until or row.since)  # type: ignore[arg-type, return-value]
        return f"{name}已于{last.until}离任（{_printed(last)}）"
    first = min(rows, key=lambda row: row.since or row.until)  # type: ignore[arg-type, return-value]
    return f"{name}从{first.since}起才任{_printed(first)}"


def _in_one_list(text: str, first: Mention, second: Mention) -> bool:
    if not second.posts or second.inherited or second.after:
        return bool(re.fullmatch(r"(?:同志)?(?:、|以?及|和|与)", text[first.end : second.start]))
    if second.start_all >= first.end:
        return bool(re.fullmatch(r"(?:同志)?(?:、|，|以?及|和|与)", text[first.end : second.start_all]))
    core = second.posts[0].end - len(second.posts[0].core)  # the first name was read as part of the second's office
    return bool(re.fullmatch(r"(?:同志)?(?:以?及|和|与)[一-鿿]{0,10}", text[first.end : core]))
