"""Bylines on outside pages: closing a story in brackets, on a line of their own, or after the dateline. Pure."""

import re
from dataclasses import replace

from articles.intake.extraction.lines import HAN, clean
from articles.text.byline import NO_BYLINE, Byline

_BRACKETED_END = re.compile(r"\s*[（(【\[]\s*(?P<inner>[^（）()【】\[\]]{2,80})\s*[）)】\]]\s*[。]?$")
_ROLE = (
    r"(?:(?:首席|见习|实习|特派|特约|本报|本网|本台|全媒体?|融媒体?|驻[\u4e00-\u9fff]{1,6}|资深|文字|摄影)*记者"
    r"|(?:特约|本报|本网)?通讯员|实习生|文[/／]图|图[/／]文|图文|文并摄|摄影报道|"
    r"摄影|供稿|供图|撰稿人?|撰文|作者|文字|编译|评论员|特约撰稿人?)"
)
_ROLE_RE = re.compile(_ROLE)
_VERB = re.compile(
    r"\s*(?:整合|整理|综合|编译|报道|采写|采访|文[/／]图|图[/／]文|图文|文并摄|摄影报道|并摄|撰写|供稿|摘编)$"
)
_NAME = re.compile(rf"^[{HAN}]{{2,4}}$|^[{HAN}]{{1,7}}[·•][{HAN}·•]{{1,9}}$")
_GLUED = re.compile(rf"^[{HAN}]{{5,12}}$")
_OFFICE = re.compile(
    r"(?:局|科|室|办|处|厅|部|委|中心|镇|乡|街道|社区|村|县|区|市|院|校|大学|"
    r"中学|小学|公司|集团|大队|支队|中队|队|站|所|联|会|社|报|网|台|团|党校|"
    r"银行|支行|分行|法院|检察院|公安|政府|办公室|媒体?|客户端|站点|园区)$"
)
_NOT_NAMES = re.compile(
    r"^(?:见图|见右图|见左图|见上图|见下图|图文无关|略|试行|暂定|附后|[左右中前后][一二三四五六七八九十]?|"
    r"资料图片?|待续|未完|未完待续|节选|摘要|有删[节减改]|转载|连载|完|全文完|"
    r"本文完|上接.*|下转.*|.*(?:来源|截至|详见|以下|其中|包括|单位|注[:：]).*|"
    r"视频|组图|图集|多图|高清图?|全文|附表|附图|名单.*|新华社|均为化名|化名)$"
)
_SEPARATORS = re.compile(r"[ \u3000、,，;；/／|｜]+")
_LEAD_MARK = re.compile(r"^[□■◎●○◇◆★☆▲△⊙\-—]+\s*")


def read_byline(inner: str, raw: str) -> Byline | None:
    """What the words of a byline (without brackets) say, or None where they are no byline."""
    words = clean(inner.replace("\u3000", " "))
    if _NOT_NAMES.search(words) or re.search(r"[。！？!?…]|\d{3}", words):
        return None
    verb = _VERB.search(words)
    body = words[: verb.start()] if verb and verb.start() else words
    names: list[str] = []
    roles: list[tuple[str, str]] = []
    offices: list[str] = []
    outlet = ""
    role = ""
    for part in _parts(body):
        if _ROLE_RE.fullmatch(part):
            role = part
        elif _NAME.match(part) and not _OFFICE.search(part):
            _take(part, role, names, roles)
        elif _OFFICE.search(part) and len(part) <= 25:
            offices.append(part)
        elif _GLUED.match(part):
            _take(part, role, names, roles)
        else:
            return None
    if not names and not offices:
        return None
    if role and offices and names:
        outlet, offices = (offices[0], offices[1:]) if _is_outlet(offices[0]) else ("", offices)
    return Byline(
        raw=raw, department=" ".join(offices) or None, names=tuple(names), roles=tuple(roles), source=outlet or None
    )


def _is_outlet(name: str) -> bool:
    return bool(re.search(r"(?:报|网|台|社|媒体?|客户端)$", name))


def _take(name: str, role: str, names: list[str], roles: list[tuple[str, str]]) -> None:
    names_only = role not in ("摄影", "供图")
    if names_only and name not in names:
        names.append(name)
    if role:
        roles.append((name, role))


def _parts(words: str) -> list[str]:
    """Role words set apart from names glued to them, then cut at separators; two-letter names spaced out rejoined."""
    spaced = re.sub(rf"({_ROLE})\s*[:：]?", r" \1 ", words.replace("文/图", "文／图").replace("图/文", "图／文"))
    parts = [part for part in re.split(r"[ \u3000、,，;；/|｜]+", spaced) if part]
    out: list[str] = []
    for part in parts:
        lone = len(part) == 1 and re.match(f"[{HAN}]", part)
        if lone and out and len(out[-1]) == 1:
            out[-1] += part
        else:
            out.append(part.replace("／", "/"))
    return out


def closing_byline(text: str) -> tuple[str, Byline] | None:
    """(the paragraph without it, the byline) where a paragraph ends in a bracketed byline."""
    match = _BRACKETED_END.search(text)
    if match is None:
        return None
    byline = read_byline(match["inner"], text[match.start() :].strip())
    return (text[: match.start()].rstrip(), byline) if byline else None


def line_byline(text: str) -> Byline | None:
    """The byline that a line of its own is: （记者 张三）, □ 本报记者 张三, 本报记者 张三 通讯员 李四 文/图."""
    text = text.strip()
    if len(text) > 80:
        return None
    bracketed = closing_byline(text)
    if bracketed and not bracketed[0]:
        return bracketed[1]
    bare = _LEAD_MARK.sub("", text)
    if not _ROLE_RE.search(bare) or re.search("[，。,：:]", bare.replace("记者：", "").replace("作者：", "")):
        return None
    return read_byline(bare, text)


def leading_byline(text: str) -> tuple[Byline, str] | None:
    """(byline, the rest) where text begins with a bracketed byline, as after a dateline."""
    match = re.match(r"\s*[（(]\s*(?P<inner>[^（）()]{2,80})\s*[）)]\s*[:：]?\s*", text)
    if match is None:
        return None
    byline = read_byline(match["inner"], match.group().strip().rstrip(":："))
    return (byline, text[match.end() :]) if byline else None


def merged(first: Byline, second: Byline) -> Byline:
    """Both bylines as one; `raw` of the first, or both where they differ."""
    if not first:
        return second
    if not second or second.raw in first.raw:
        return first
    return replace(
        first,
        raw=f"{first.raw} {second.raw}",
        department=first.department or second.department,
        names=tuple(dict.fromkeys(first.names + second.names)),
        roles=tuple(dict.fromkeys(first.roles + second.roles)),
        source=first.source or second.source,
        editor=first.editor or second.editor,
    )


__all__ = ["NO_BYLINE", "closing_byline", "leading_byline", "line_byline", "merged", "read_byline"]
