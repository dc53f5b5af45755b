"""Addresses that cannot be right: in the body's links, and printed in the text. Pure."""

import ipaddress
import re
from collections.abc import Iterator

from articles.proofing.findings import Level
from articles.proofing.rules import Hit, Scope
from articles.proofing.units import ArticleText, Unit

_PRINTED = re.compile(
    r"(?<![A-Za-z0-9])(?:https?|ftp|file)\s?[:：]\s?[/\\／]{1,3}[!-~]*(?<![,;)])|(?<![A-Za-z0-9@/.])(?:www|WWW)\s?[.。．]\s?[!-~]+(?<![,;)])|(?<![A-Za-z0-9])[A-Za-z]:\\[^\s，。；、]{2,80}"
)
_HOST = re.compile(r"^(?:https?|ftp)://(?:[^/@\s]*@)?(?P<host>\[[^\]]+\]|[^/:?#\s]+)", re.IGNORECASE)
_LOCAL = re.compile(
    r"(?:^|\.)(?:localhost|local|localdomain|lan|intranet|internal|test|invalid|corp|home)$", re.IGNORECASE
)
_GLUED = re.compile(r"[一-鿿，。；、！？：（）《》“”]|%E3%80%82|%EF%BC%8C", re.IGNORECASE)
_FILE = re.compile(
    r"^(?:file:|[A-Za-z]:[\\/]|\\\\)|^[^/:?#\s]+\.(?:docx?|xlsx?|pptx?|pdf|wps|et|rar|zip|jpe?g|png|txt)$",
    re.IGNORECASE,
)
_ABOUT_SECURITY = re.compile(
    r"网络安全|钓鱼|诈骗|可疑|一律不点|不要点|勿点|切勿点|不点击|漏洞|攻击|内网|本地地址|环回|安全|黑客|木马|渗透|示例|例如|比如|形如|网络配置|路由器|端口|登录地址"
)


def of_links(article: ArticleText, scope: Scope) -> Iterator[tuple[Unit, Hit]]:
    """The body's links, told at the unit that holds them, and 原文网址."""
    units = {unit.key: unit for unit in article.units}
    for key, address in article.links:
        unit = units.get(key)
        said = fault(address, scope)
        if unit and said:
            at = unit.text.find(address)
            start, end = (at, at + len(address)) if at >= 0 else (0, len(unit.text))
            yield unit, Hit(start, end, None, f"链接 {address[:80]}：{said}")
    title = next((unit for unit in article.units), None)
    if title and article.source_url and (said := fault(article.source_url, scope)):
        yield title, Hit(0, 0, None, f"原文网址 {article.source_url[:80]}：{said}")


def printed(text: str, scope: Scope) -> Iterator[Hit]:
    """Addresses printed in the text."""
    if not re.search(r"[A-Za-z]", text):
        return
    told = list(_miswritten(text))
    for start, end, said in told:
        yield Hit(start, end, None, f"{text[start:end][:80]}：{said}")
    if not re.search(r"[:：]\s?[/\\／]|[wW]{3}|:\\", text):
        return
    for found in _PRINTED.finditer(text):
        address = found[0]
        if any(first < found.end() and found.start() < last for first, last, _ in told):
            continue
        said = _misspelt(address)
        if not said and text.startswith("。", found.end()) and address.lower().startswith("http"):
            said = "网址紧接着句号，点开时容易把句号带进网址，请放进括号或移到句中。"
            yield Hit(*found.span(), None, f"网址 {address[:80]}：{said}", Level.C)
            continue
        if not said and "://" in address and not _is_example(text, *found.span()):
            said = fault(address, scope)
        if said:
            yield Hit(*found.span(), None, f"网址 {address[:80]}：{said}")


# 附件1.docx, 报名表.xls: a file's name alone leads nowhere.
_FILE_NAME = re.compile(
    r"(?<![A-Za-z0-9/\\_\-.@])(?:[一-鿿A-Za-z0-9（）()_\-]{1,24})\.(?:docx?|xlsx?|pptx?|pdf|wps|et|rar|zip|jpe?g|png|ofd)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# An address with the Chinese names of its files, up to a mark that ends the clause.
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s，。；、！？“”《》]*")
_OTHER_SCHEME = re.compile(
    r"(?<![A-Za-z0-9])(?:htp|htpp|hhttp|htttp|httpp|htps|httpss|htttps|hhttps|ttps?|thtp)s?\s?[:：]\s?[/／\\]{1,3}[!-~]+|(?<![A-Za-z0-9])https?(?:www\.|/{2})[!-~]+|(?<![A-Za-z0-9])www[,，][!-~]+|(?<![A-Za-z0-9@])www\.[A-Za-z0-9.\-]*,(?:cn|com|gov|org|net)|\\\\[\w.\-]+\\[^\s，。；]*|(?<![A-Za-z0-9/.])/(?:home|Users|var|tmp|mnt)/[!-~]+"
)
# abc@@163.com, gxj＠163.com, 邮箱abc163.com
_MAIL = re.compile(
    r"(?<![A-Za-z0-9._@])[A-Za-z0-9._\-]+(?:@{2,}|＠|\s@\s?|@\s|@[.。，])[A-Za-z0-9\-]+(?:[.。．,，][A-Za-z]{2,6})+|(?<=邮箱)[：:为是]?\s?(?P<no_at>[A-Za-z0-9._\-]{3,24}?(?:163|126|qq|sina|sohu|gmail|foxmail|hotmail)\.com)(?![A-Za-z])|[A-Za-z0-9._\-]+@[A-Za-z0-9\-]+(?:[,，。．]|\s\.)(?:com|cn|net|org|gov)(?![a-z])|[A-Za-z0-9._\-]+@[A-Za-z0-9\-]+(?:\.con|\.c0m|\.comn|\.cmo|\.ocm)(?![a-z])"
)


def _miswritten(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, what is wrong) of what was meant for an address and is none: htp://, abc@@163.com, 附件1.docx."""
    told: list[tuple[int, int]] = []
    in_address = {place for found in _ADDRESS.finditer(text) for place in range(*found.span())}
    for pattern, said in _MISWRITTEN:
        for found in pattern.finditer(text):
            start, end = found.span("no_at") if pattern is _MAIL and found["no_at"] else found.span()
            if (pattern is _FILE_NAME and start in in_address) or any(
                first < end and start < last for first, last in told
            ):
                continue
            if not _is_example(text, start, end):
                told.append((start, end))
                yield start, end, said


def _is_example(text: str, start: int, end: int) -> bool:
    """Whether the sentence is about addresses: news of an attack, an example."""
    before = re.split("[。；\n]", text[max(start - 60, 0) : start])[-1]
    after = re.split("[。；\n]", text[end : end + 40])[0]
    return bool(_ABOUT_SECURITY.search(before + after))


_MISWRITTEN = (
    (_OTHER_SCHEME, "网址写法有误，读者打不开。"),
    (_MAIL, "邮箱地址写法有误。"),
    (_FILE_NAME, "这是文件名，不是网址，读者打不开。"),
)
_STRANGE = re.compile(
    r"[:：]\s|：|／|\\/|:/(?!/)|:///(?!/)|[.。．]\s|。|．|^(?:https?)(?:://){2,}|://https?:|www\.\.|\.\.|//www\.?$|\.(?:c0m|con|cmo|ocm|gov\.con|gov\.c|comcn|govcn)(?:/|$)",
    re.IGNORECASE,
)


def _misspelt(address: str) -> str:
    if re.match(r"(?:file\s?:|[A-Za-z]:\\)", address, re.IGNORECASE):
        return "这是电脑里的文件，读者打不开。"
    host_part = address.split("?", 1)[0]
    return "网址写法有误。" if _STRANGE.search(host_part) else ""


def fault(address: str, scope: Scope) -> str:  # noqa: ARG001
    """What is wrong with an address, as a sentence; "" when nothing can be said without visiting it."""
    address = address.strip()
    if not address or address.startswith("#"):
        return "链接是空的。"
    if address.lower().startswith("mailto:"):
        return (
            ""
            if re.fullmatch(r"mailto:[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+(?:\?.*)?", address, re.IGNORECASE)
            else "邮箱地址写法有误。"
        )
    if _FILE.search(address):
        return "这是文件名或电脑里的文件，不是网址，读者打不开。"
    host = _HOST.match(address)
    if host is None:
        return "网址写法有误。"
    if _GLUED.search(address.split("?", 1)[0]):
        return "网址后面粘了中文或标点，读者打不开。"
    name = host["host"].strip("[]").rstrip(".")
    if _private(name):
        return "这是内网或本机地址，读者打不开。"
    return "" if "." in name or ":" in name else "网址写法有误。"


def _private(host: str) -> bool:
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return bool(_LOCAL.search(host))
    return not found.is_global
