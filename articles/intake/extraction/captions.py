"""Captions of pictures, told from body lines and subheadings. Pure."""

import re
from collections.abc import Sequence

from articles.intake.extraction.lines import HAN, Line, is_prose, is_terminated
from articles.text.names import is_office, is_outlet, is_person, may_be_person

_BEGINS = re.compile(
    r"^[（(]?(?:图为|图片为|图中|图[:：|｜/]|图(?:[①-⑳]|[一二三四五六七八九十\d]{1,2}[:：、 ])|"
    r"[（(]?本?(?:组|版)图片?[由均为：:]|"
    r"[上下左右前]图[为:：]?|题图|资料图|资料图片|图说|图注|配图|[▲△▼▽↑↓◀▶◄►])"
)
_ENDS = re.compile(
    rf"(?:[{HAN}·、]{{2,18}}\s?[/／]?(?:摄|供图)|(?:摄影|图)[:：/／丨|｜]\s*[{HAN}· 、]{{2,20}}|"
    rf"资料图片?|(?:记者|通讯员)\s?[{HAN}]{{2,4}}\s图|图片来源[:：].{{1,20}}|"
    rf"(?:视频|报道|网站)?截图|效果图|示意图|航拍图|实景图|现场图|俯瞰图|规划图|位置图|"
    rf"（图）)[）)]?[。]?(?:[（(](?:无人机|拼版|手机|资料|长曝光|全景)(?:照片|图片|拍摄)[）)])?$"
)
_PROVIDED = re.compile(
    rf"(?:^|[。！？\s（(])(?P<picture>(?:图片?|照片|本组图片?)\s?由?)?(?P<who>[{HAN}·、 ]{{2,18}})提供[)）。]{{0,2}}$"
)
_SCENE = re.compile(r"(?:现场|全景|一角|实景|外景|内景|合影|掠影|场景|风貌|面貌|夜景|鸟瞰|航拍)(?:图)?$")
_HAS_CREDIT = re.compile(
    r"(?:^|[。！？；;，,：:（(])\s*(?P<who>[^。！？；;，,：:（()）]{2,40}?)\s*(?:摄影报道|"
    r"摄影|摄|供图|[/／]图|\s图)\s*[）)]?[。]?(?:[（(](?:无人机|拼版|手机|资料|长曝光|全景)(?:照片|图片|拍摄)[）)])?$"
)
_LABELLED_CREDIT = re.compile(rf"(?:摄影|图)[:：/／丨|｜]\s*(?P<who>[{HAN}· 、]{{2,20}})[）)]?[。]?$")
_APART = re.compile(r"\s*[（(][^（()）]{2,30}(?:摄|摄影|供图)[)）]$|(?<=[。！？])\s*[^。！？]{2,24}?\s?(?:摄|供图)$")
_CREDIT_ROLE = re.compile(
    r"(?:首席|特约|见习|实习|全媒体|融媒体|本报|本网|文字|摄影|特派)*(?:记者|通讯员|摄影师|摄影(?![队家部协]))"
)
_NOT_A_PERSON = re.compile(r"(?:队|局|报|网|社|台|办|科|委|中心|单位|公司|者)$")
_ATTACHMENT = re.compile(r"^附件\s*\d{0,2}\s*[:：.、]|\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|ofd)$", re.IGNORECASE)
_HEADING = re.compile(
    r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|"
    r"\d{1,2}[、.．]|第[一二三四五六七八九十]+[章节条])"
)


_CREDITS_BOTH = re.compile(
    r"[。！？][（(][^（()）]{0,14}?(?:文\s*[/／｜|:：].{1,24}图\s*[/／｜|:：]|(?:文\s?[/／]?\s?图|图\s?[/／]?\s?文)[\s/／｜|:：])[^（()）]{1,24}[)）]$"
)
"""（文/… 图/…） after a sentence: the text's own byline."""
_CREDITED_TEXT = re.compile(
    rf"(?=^[^。]{{0,60}}\d{{1,2}}日|^近|^今年).{{60,}}。(?:[{HAN}]{{0,8}}记者|通讯员)\s?[{HAN}]{{2,4}}\s(?:摄|摄影)$"
)
"""The text of a news picture, told as news is, with the photographer's name after its last sentence."""


def is_caption(text: str) -> bool:
    """By its own words a caption: 图为…, …摄, …供图, …截图, ▲…"""
    if len(text) > 160 or _CREDITS_BOTH.search(text) or _CREDITED_TEXT.search(text):
        return False
    if _BEGINS.search(text):
        return len(text) <= 120
    credited = bool(_ENDS.search(text)) or _is_provided(text)
    return len(text) <= 100 and credited and not re.search("。.{20,}。", text)


def _is_provided(text: str) -> bool:
    """…。 某某公司提供: ends in who gave the picture, and not in what somebody has to give (应当如实提供。)."""
    match = _PROVIDED.search(text)
    if match is None:
        return False
    who = re.split("[、 ]", match["who"])
    return bool(match["picture"]) or all(is_person(one) or is_office(one) or is_outlet(one) for one in who if one)


def is_scene(text: str) -> bool:
    """A few words naming a scene, as captions without a credit do: 活动现场, 生产车间一角."""
    return len(text) <= 24 and not is_terminated(text) and bool(_SCENE.search(text))


def is_attachment(text: str) -> bool:
    """A file that a notice names at its end: 附件：名单.docx. Part of the notice though it is a link."""
    return bool(_ATTACHMENT.search(text))


def looks_like_heading(text: str) -> bool:
    """A subheading by its form: numbered, or ending in a colon."""
    return bool(_HEADING.search(text)) or text.endswith((":", "："))


def photographers(caption: str) -> tuple[str, ...]:
    """Those whom a caption credits (刘通摄, 城市摄影队 周斌 摄, 摄影：王珂), in printed order."""
    match = _LABELLED_CREDIT.search(caption) or _HAS_CREDIT.search(caption)
    if match is None:
        return ()
    *before, who = _CREDIT_ROLE.split(match["who"])
    words = [word for word in re.split(r"[ 、]+", who) if word]
    if before or len(words) == 1:
        return tuple(word for word in words if may_be_person(word) and not _NOT_A_PERSON.search(word))
    names: list[str] = []
    for word in reversed(words):  # what stands before the names is the scene, or whom they work for
        if not is_person(word) or _NOT_A_PERSON.search(word):
            break
        names.insert(0, word)
    return tuple(names)


def without_credit(caption: str) -> str:
    """A caption without the photographer's name where that stands apart at its end: （刘通摄）, …。周斌 摄."""
    return _APART.sub("", caption).strip() or caption


def caption_positions(lines: Sequence[Line], body: Sequence[bool]) -> set[int]:
    """Indices of caption lines among a story's lines; `body` marks those still open (not furniture, not byline).

    By their words or markup; standing right after a picture, short and not a sentence of the text; or in a run
    of short lines that begins with a scene's name, in a story without subheadings of its own.
    """
    found = {i for i, line in enumerate(lines) if body[i] and (line.caption or is_caption(line.text)) and line.text}
    found |= {i for i in range(len(lines)) if body[i] and i not in found and _after_picture(lines, i)}
    shorts = [i for i, line in enumerate(lines) if body[i] and i not in found and _is_short(line)]
    scenes = {i for i in shorts if is_scene(lines[i].text) and not lines[i].heading}
    run = set(scenes)
    for i in shorts:
        if i - 1 in run and lines[i].strong == lines[i - 1].strong and not looks_like_heading(lines[i].text):
            run.add(i)
    if scenes and not (set(shorts) - run):
        return found | run
    return found | scenes


def _is_short(line: Line) -> bool:
    return bool(line.text) and len(line.text) <= 40 and not is_terminated(line.text) and not is_prose(line.text)


def _after_picture(lines: Sequence[Line], i: int) -> bool:
    line = lines[i]
    pictured = line.images or (i > 0 and lines[i - 1].images and not lines[i - 1].text)
    if not pictured or not line.text or len(line.text) > 60 or looks_like_heading(line.text):
        return False
    if line.heading or (line.strong and not line.centred):
        return False
    if line.centred or line.small:
        return True
    return len(line.text) <= 30 and not is_terminated(line.text) and not line.indent
