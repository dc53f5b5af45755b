"""What stands around a manuscript and is none of it: heads of mails and chats, forms, signatures, contacts. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from articles.text.byline import NO_BYLINE, Byline
from articles.text.byline_parsing import byline_line, parse_byline
from articles.text.incoming import RichLine
from articles.text.incoming.forms import AUTHOR, CONTENT, OTHER, TITLE, UNIT, label_kind
from articles.text.names import is_office, is_person
from articles.text.widths import fold

_MAIL_HEAD = re.compile(
    r"^(发件人|收件人|抄送|密送|发送时间|发送日期|日期|时间|主题|附件|优先级|From|To|Cc|Bcc|Sent|Date|Subject|Attachments?)"
    r"\s*[:：]\s*(.*)$",
    re.IGNORECASE,
)
_PARTIES = {"发件人", "收件人", "from", "to"}
_SUBJECT = ("主题", "subject")
_SUBJECT_MARKS = re.compile(
    r"^(?:(?:回复|转发|答复|Re|Fw|Fwd|报送信息|信息报送|投稿|来稿|供稿|报送)\s*[:：]\s*)+", re.IGNORECASE
)
_TIME = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*)?(?:上午|下午|晚上)?\s*\d{1,2}:\d{2}(?::\d{2})?"
_CHAT_HEAD = re.compile(rf"^(?:(?P<who>\S{{1,20}}?)(?:\(\d+\)|<\S+>)?\s+{_TIME}|{_TIME}\s+(?P<after>\S{{1,20}}))$")
_GREETING = re.compile(
    r"^(?:[^。，]{1,15}(?:同志|老师|主任|科长|办公室|编辑部|领导|您好|你好)\s*[:：!！，,]?|(?:各位)?(?:您好|你好|大家好)[，,！!。]?"
    r"(?=.*(?:报送|投稿|来稿|稿件|信息|查收|审阅)|$).{0,40})$"
)
_DATE = re.compile(r"^\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日$|^\d{4}[-./]\d{1,2}[-./]\d{1,2}$")
_CONTACT = re.compile(
    r"^[(\[]?\s*(?:联\s*系\s*人|联系电话|联系方式|电\s*话|手\s*机|邮\s*箱|传\s*真|E-?mail)\s*:", re.IGNORECASE
)
_TITLE_LABEL = re.compile(r"^(?:标\s*题|题\s*目)\s*[:：]\s*\S")
_BODY_LABEL = re.compile(r"^(?:正\s*文|内\s*容)\s*[:：]\s*")
_CAPTION_ALONE = re.compile(r"^图为[^。]{2,40}。?$")
_HEADS_LOOKED_AT = 12


@dataclass(frozen=True, slots=True)
class Contents:
    """The lines that are the manuscript, what the envelope says of it, and notes on what was taken off (Chinese)."""

    lines: tuple[RichLine, ...]
    subject: str = ""
    byline: Byline = NO_BYLINE
    notes: tuple[str, ...] = ()


def opened(lines: Sequence[RichLine]) -> Contents:
    """A manuscript's lines without its envelope. Nothing goes without a note but labels."""
    found = _form(lines) or _mail(lines)
    kept, left = _without_chat_heads(found.lines)
    kept, byline, signed = _unsigned(kept)
    if not any(line.picture for line in kept):
        left += [line.text for line in kept if _CAPTION_ALONE.match(line.text)]
        kept = [line for line in kept if not _CAPTION_ALONE.match(line.text)]
    notes = [*found.notes, *signed]
    if left:
        notes.append("没有作为正文的文字：" + "／".join(left))
    return Contents(tuple(_labelled_first(kept)), found.subject, found.byline or byline, tuple(notes))


def _form(lines: Sequence[RichLine]) -> Contents | None:
    """A filled-in form's title, content and who sent it; None where the lines are no form."""
    kinds = [label_kind(line.words) for line in lines]
    if TITLE not in kinds or CONTENT not in kinds or kinds.index(TITLE) > kinds.index(CONTENT):
        return None
    written: dict[str, list[RichLine]] = {}
    beside: list[str] = [line.text for line in lines[: next(i for i, kind in enumerate(kinds) if kind)]]
    label, kind = "", ""
    for line, here in zip(lines, kinds, strict=True):
        if here:
            label, kind = line.words.strip(), here
        elif kind == OTHER:
            beside.append(f"{label}：{line.text}")
        elif kind:
            written.setdefault(kind, []).append(line)
    if TITLE not in written or CONTENT not in written:
        return None
    title = replace(written[TITLE][0], is_title=True, html="".join(line.html for line in written[TITLE]))
    by = " ".join(line.words.strip() for key in (UNIT, AUTHOR) for line in written.get(key, ()))
    notes = ("报送单上没有取的：" + "／".join(beside),) if beside else ()
    return Contents((title, *written[CONTENT]), byline=parse_byline(by), notes=notes)


def _mail(lines: Sequence[RichLine]) -> Contents:
    """A mail without its head, greeting and the sender's card; any other lines as they are."""
    heads = [_MAIL_HEAD.match(line.text.strip()) for line in lines[:_HEADS_LOOKED_AT]]
    count = next((at for at, head in enumerate(heads) if head is None), len(heads))
    said = {head[1].lower(): head[2].strip() for head in heads[:count] if head}
    if count < 2 or not said.keys() & _PARTIES:  # 主题： and 时间： alone begin an invitation
        return Contents(tuple(lines))
    subject = next((_SUBJECT_MARKS.sub("", said[key]) for key in _SUBJECT if key in said), "")
    rest = list(lines[count:])
    left = [line.text for line in lines[:count]]
    while rest and _GREETING.match(rest[0].text.strip()):
        left.append(rest.pop(0).text)
    card = next((at for at, line in enumerate(rest) if line.text.strip() in ("--", "——", "___")), len(rest))
    left += [line.text for line in rest[card + 1 :]]
    return Contents(tuple(rest[:card]), subject, notes=("没有作为正文的文字：" + "／".join(left),))


def _without_chat_heads(lines: Sequence[RichLine]) -> tuple[list[RichLine], list[str]]:
    """The lines without those that say who wrote when in a chat."""
    kept: list[RichLine] = []
    left: list[str] = []
    for line in lines:
        found = _CHAT_HEAD.match(fold(line.text.strip()))
        name = (found["who"] or found["after"]) if found else ""
        if name and (is_person(name) or is_office(name) or not kept):
            left.append(line.text)
        else:
            kept.append(line)
    return kept, left


def _unsigned(lines: list[RichLine]) -> tuple[list[RichLine], Byline, list[str]]:
    """The lines without contacts and the office and date that close a letter (落款), whose office signs."""
    notes: list[str] = []
    while lines and _CONTACT.match(fold(lines[-1].text.strip())):
        notes.append(f"文末的联系方式没有作为正文：{lines[-1].text}")
        lines = lines[:-1]
    if len(lines) < 3 or not _DATE.match(fold(lines[-1].text.strip())):
        return lines, NO_BYLINE, notes
    office = lines[-2].text.strip()
    if not is_office(office.replace(" ", "")) and not byline_line(office):
        return lines, NO_BYLINE, notes
    notes.append(f"文末落款作为署名：{office}，{lines[-1].text.strip()}")
    return lines[:-2], byline_line(office) or parse_byline(office), notes


def _labelled_first(lines: list[RichLine]) -> list[RichLine]:
    """标题：… among the first lines is the title, whatever else could be; 正文： is a label."""
    first = next((at for at, line in enumerate(lines[:_HEADS_LOOKED_AT]) if _TITLE_LABEL.match(line.text)), None)
    if first is not None:
        lines = [replace(line, is_title=at == first) for at, line in enumerate(lines)]
    return [
        replace(line, html=_BODY_LABEL.sub("", line.html)) if _BODY_LABEL.match(line.html) else line for line in lines
    ]
