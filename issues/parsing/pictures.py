"""Placeholders and captions of pictures: [图：现场], 图注：…, 图为座谈会现场。柳青 摄. Pure."""

import re
from dataclasses import replace

from issues.document import Picture
from issues.parsing.lines import Row

_SCENE = re.compile(r"^.{2,20}(?:现场|合影|一角|场景|瞬间|掠影|全景|图片?|照片)$")
_PICTURE = re.compile(
    r"[\[【(<](?:图|图片|照片|插图|配图|image|img|pic)\s*\d{0,3}(?:\s*[:|]\s*(?P<name>[^\]】)>]*))?[\]】)>]|"
    r"!\[(?P<alt>[^\]]*)\]\((?P<url>[^)]*)\)",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"(?:图注|图片说明|图说|图片注释)\s*:\s*(?P<caption>.+)")
_CREDIT = re.compile(r"(?:摄影|图片来源|供图)\s*:\s*(?P<credit>.+)")
_ALT = re.compile(r"图片描述\s*:\s*(?P<alt>.+)")
_CREDITED = re.compile(
    r"(?:[△▲▽▼]\s*|(?=图为)|(?=.{2,60}摄[)）]?$))(?P<caption>[^。]{2,60}?。?)"
    r"\s*(?:[(（]?(?:摄影[:：]?\s*)?(?P<credit>[\w·]{2,4})\s*(?:/\s*)?摄[)）]?)?"
)


def is_picture(row: Row) -> bool:
    """True for a picture's placeholder: [图：现场]."""
    return bool(_PICTURE.fullmatch(row.folded))


def picture_name(row: Row) -> str:
    """What a picture's placeholder calls it; "" for other lines."""
    match = _PICTURE.fullmatch(row.folded)
    return (match["name"] or "").strip() if match else ""


def is_orphan_caption(row: Row) -> bool:
    """True for a caption that shows itself as one where no picture stands before it."""
    if not row.text.startswith(("图为", "△", "▲", "▽")):
        return False
    match = _CREDITED.fullmatch(row.text)
    return bool(match and (match["credit"] or row.text.startswith("图为") or _SCENE.search(row.text)))


def read_picture(row: Row, after: int) -> Picture | None:
    """The picture that a placeholder stands for; `after` is the number of paragraphs before it."""
    match = _PICTURE.fullmatch(row.folded)
    if match is None:
        return None
    name = row.text[slice(*match.span("name"))] if match["name"] else match["url"] or ""
    return Picture(name=name.strip(), alt=(match["alt"] or "").strip(), after=after)


def read_caption(row: Row, picture: Picture) -> Picture | None:
    """`picture` with what a line after it adds: its caption, credit or description; None for other lines."""
    for pattern, what in ((_CAPTION, "caption"), (_CREDIT, "credit"), (_ALT, "alt")):
        match = pattern.fullmatch(row.folded)
        if match and not getattr(picture, what):
            value = row.text[match.start(what) :].strip()
            return Picture(
                name=picture.name,
                caption=value if what == "caption" else picture.caption,
                alt=value if what == "alt" else picture.alt,
                credit=value if what == "credit" else picture.credit,
                after=picture.after,
            )
    match = None if picture.caption else _CREDITED.fullmatch(row.text)
    if match is None:
        return None
    return replace(picture, caption=match["caption"].strip(), credit=(match["credit"] or picture.credit).strip())
