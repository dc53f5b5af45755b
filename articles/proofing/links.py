"""Addresses that cannot be right: in the body's links, and printed in the text. Pure."""

import ipaddress
import re
from collections.abc import Iterator

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
    r"漏洞|攻击|内网|本地地址|环回|安全|黑客|木马|渗透|示例|例如|比如|形如|网络配置|路由器|端口|登录地址"
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
    if not re.search(r"[:：]\s?[/\\／]|[wW]{3}|:\\", text):
        return
    for found in _PRINTED.finditer(text):
        address = found[0]
        said = _misspelt(address)
        if not said and "://" in address:
            said = fault(address, scope)
            before = re.split("[。；\n]", text[max(found.start() - 30, 0) : found.start()])[-1]
            after = re.split("[。；\n]", text[found.end() : found.end() + 30])[0]
            if said and _ABOUT_SECURITY.search(before + after):
                continue
        if said:
            yield Hit(*found.span(), None, f"网址 {address[:80]}：{said}")


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
