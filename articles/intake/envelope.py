"""What stands around a manuscript and is none of it: heads of mails and chats, forms, signatures, contacts. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from articles.text.byline import NO_BYLINE, Byline
from articles.text.byline_parsing import byline_line, parse_byline, signature
from articles.text.dates import find_date
from articles.text.incoming import RichLine
from articles.text.incoming.forms import AUTHOR, CONTENT, OTHER, TITLE, UNIT, label_kind
from articles.text.names import is_office, is_person
from articles.text.widths import fold

_MAIL_HEAD = re.compile(
    r"^(发件人|收件人|抄送|密送|发送时间|发送日期|日期|时间|主题|附件|优先级|From|To|Cc|Bcc|Sent|Date|Subject|Attachments?)"
    r"\s*[:：]\s*(.*)$",
    re.IGNORECASE,
)
_PASSED_ON = re.compile(
    r"^[-—_=*>\s]*(?:(?:Begin )?Forwarded message|Original Message|原始邮件|转发的?邮件(?:信息)?)[-—_=*:：\s]*$",
    re.IGNORECASE,
)
_PARTIES = {"发件人", "收件人", "from", "to"}
_SUBJECT = ("主题", "subject")
_SUBJECT_MARKS = re.compile(
    r"^(?:(?:回复|转发|答复|Re|Fw|Fwd|报送信息|信息报送|投稿|来稿|供稿|报送)\s*[:：]\s*)+", re.IGNORECASE
)
_TIME = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*)?(?:上午|下午|晚上)?\s*\d{1,2}:\d{2}(?::\d{2})?"
_CHAT_HEAD = re.compile(
    rf"^(?:(?P<who>\S{{1,20}}?(?: [一-鿿]{{2,4}})?)(?:\(\d+\)|<\S+>)?\s+{_TIME}|{_TIME}\s+(?P<after>\S{{1,20}}))$"
)
_GREETING = re.compile(
    r"^(?:[^。，]{1,15}(?:同志|老师|主任|科长|办公室|编辑部|领导|您好|你好)\s*[:：!！，,]?|(?:各位)?(?:您好|你好|大家好)[，,！!。]?"
    r"(?=.*(?:报送|投稿|来稿|稿件|信息|查收|审阅)|$).{0,40})$"
)
_SEAL = re.compile(r"\s*[(（\[［〔【](?:加?盖章|公?章|印章?)[)）\]］〕】]\s*")
_MOST_OFFICES = 4
_COURTESY = re.compile(
    r"^(?:[^。，,！!：:]{0,6}(?:老师|主任|科长|同志|您好|你好|大家好)[，,！!：: ].{0,20}"
    r"|[^。]{0,12}(?:您好|你好|麻烦|请查收|收到|辛苦|谢谢|请审阅|请看|[发报]一?[篇则条]|稿子)[^。]{0,8}[。！!]?)$"
)
_CONTACT = re.compile(
    r"^[(\[]?\s*(?:联\s*系\s*人|联系电话|联系方式|电\s*话|手\s*机|邮\s*箱|传\s*真|E-?mail)\s*:", re.IGNORECASE
)
_SENT_TO = re.compile(r"^(?:报|送|发|抄\s*送|抄\s*报|主\s*送|报\s*送|分\s*送):")
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
    """A mail without its head, greeting and the sender's card; any other lines as they are.

    Of a mail that was passed on or answered, which holds another with its head, that with the most words.
    """
    starts = [at for at in range(len(lines)) if _head_at(lines, at)]
    if not starts:
        return Contents(tuple(lines))
    edges = sorted({0, *starts, len(lines)})
    mails = [_one_mail(lines[start:end]) for start, end in pairwise(edges)]
    chosen = max(mails, key=lambda mail: sum(len(line.text) for line in mail.lines))
    left = [text for mail in mails for text in (*mail.notes, *(line.text for line in mail.lines if mail is not chosen))]
    return replace(chosen, notes=("没有作为正文的文字：" + "／".join(left),))


def _head_at(lines: Sequence[RichLine], at: int) -> dict[str, str]:
    """What the head of a mail says that begins at this line; {} where none does."""
    said: dict[str, str] = {}
    if at and _MAIL_HEAD.match(lines[at - 1].text.strip()):
        return {}
    for line in lines[at : at + _HEADS_LOOKED_AT]:
        if not (head := _MAIL_HEAD.match(line.text.strip())):
            break
        said[head[1].lower()] = head[2].strip()
    # 主题： and 时间： alone begin an invitation; among other words a head is whole.
    whole = len(said) >= 2 if at == 0 else len(said) >= 3 and said.keys() & set(_SUBJECT)
    return said if whole and said.keys() & _PARTIES else {}


def _one_mail(lines: Sequence[RichLine]) -> Contents:
    """One mail of several, or the words before them; `notes` are the lines left out of it."""
    said = _head_at(lines, 0)
    subject = next((_SUBJECT_MARKS.sub("", said[key]) for key in _SUBJECT if key in said), "")
    count = next((at for at, line in enumerate(lines) if not _MAIL_HEAD.match(line.text.strip())), len(lines))
    count = min(count, _HEADS_LOOKED_AT) if said else 0
    rest = list(lines[count:])
    left = [line.text for line in lines[:count]]
    while rest and _GREETING.match(rest[0].text.strip()):
        left.append(rest.pop(0).text)
    card = next((at for at, line in enumerate(rest) if line.text.strip() in ("--", "——", "___")), len(rest))
    left += [line.text for line in rest[card + 1 :]]
    rest = rest[:card]
    if rest and _PASSED_ON.match(rest[-1].text.strip()):
        left.append(rest.pop().text)
    return Contents(tuple(rest), subject, notes=tuple(left))


def _without_chat_heads(lines: Sequence[RichLine]) -> tuple[list[RichLine], list[str]]:
    """The lines without those that say who wrote when in a chat, and the courtesies sent as messages of their own."""
    kept: list[RichLine] = []
    left: list[str] = []
    heads = 0
    for line in lines:
        found = _CHAT_HEAD.match(fold(line.text.strip()))
        name = (found["who"] or found["after"]) if found else ""
        # In what does not begin as a chat, 安全生产科 9:00 is a line of a programme.
        known = any(is_person(one) or is_office(one) for one in name.split())
        if name and ((not kept and " " not in name) or (known and (heads or not kept))):
            heads += 1
            left.append(line.text)
        elif heads and not kept and _COURTESY.match(line.text.strip()):
            left.append(line.text)
        else:
            kept.append(line)
    return kept, left


def _unsigned(lines: list[RichLine]) -> tuple[list[RichLine], Byline, list[str]]:
    """The lines without contacts and the office and date that close a letter (落款), whose office signs."""
    notes: list[str] = []
    while lines and (_CONTACT.match(last := fold(lines[-1].text.strip())) or _SENT_TO.match(last)):
        what = "报送范围" if _SENT_TO.match(last) else "联系方式"
        notes.append(f"文末的{what}没有作为正文：{lines[-1].text}")
        lines = lines[:-1]
    at = len(lines)
    office, dated = _dated(lines[-1].text) if lines else ("", False)
    if not dated:
        kept, byline = _undated(lines)
        notes += ["文末的署名：" + "，".join(line.text.strip() for line in lines[-2:])] if byline else []
        return kept, byline, notes
    at -= 1
    offices = [office] if office else []
    while not office and at > 2 and len(offices) < _MOST_OFFICES and (signing := _signing(lines[at - 1].text)):
        offices.insert(0, signing)
        at -= 1
    if not offices or at < 2 or lines[at - 1].text.rstrip().endswith(("：", ":")):  # a list's last
        return lines, NO_BYLINE, notes
    notes.append("文末落款作为署名：" + "，".join(line.text.strip() for line in lines[at:]))
    signed = " ".join(offices)
    return lines[:at], byline_line(signed) or parse_byline(signed), notes


def _undated(lines: list[RichLine]) -> tuple[list[RichLine], Byline]:
    """The lines without a writer and an office on two lines under a finished text (卢某 · 某某局)."""
    last = [line.text.strip() for line in lines[-2:]]
    if len(lines) < 4 or not lines[-3].text.rstrip().endswith("。") or not all(map(signature, last)):
        return lines, NO_BYLINE
    names, offices = [one for one in last if is_person(one)], [one for one in last if is_office(one)]
    if (len(names), len(offices)) != (1, 1):
        return lines, NO_BYLINE
    return lines[:-2], parse_byline(f"{offices[0]} {names[0]}")


def _dated(text: str) -> tuple[str, bool]:
    """The office before a date with which a line ends, and whether the line is that and nothing more."""
    words = _SEAL.sub("", text).strip()
    found = find_date(words)
    if not found or found[1][1] != len(fold(words)):
        return "", False
    before = words[: found[1][0]].rstrip()
    office = _signing(before)
    return office, not before or bool(office)


def _signing(text: str) -> str:
    """The office that a line is, or offices, or one with a name, without seals; "" for any other line."""
    words = _SEAL.sub(" ", text).strip()
    if len(words.split()) > 1 and all(map(is_office, words.split())):
        return " ".join(words.split())
    joined = re.sub(r"\s+", "", words)
    return joined if is_office(joined) else words if byline_line(words) else ""


def _labelled_first(lines: list[RichLine]) -> list[RichLine]:
    """标题：… among the first lines is the title, whatever else could be; 正文： is a label."""
    first = next((at for at, line in enumerate(lines[:_HEADS_LOOKED_AT]) if _TITLE_LABEL.match(line.text)), None)
    if first is not None:
        lines = [replace(line, is_title=at == first) for at, line in enumerate(lines)]
    unlabelled = (replace(line, html=_BODY_LABEL.sub("", line.html)) for line in lines)
    return [line for line in unlabelled if line.html or line.rows or line.picture]
