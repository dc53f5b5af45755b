"""Addresses as people paste them, judged before anything is sent."""

from urllib.parse import SplitResult, quote, urlsplit

from articles.intake.net.refusals import FetchRefused


def checked_url(url: str) -> SplitResult:
    """The parts of an address that may be fetched; FetchRefused for any other."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchRefused("address", "网址写法有误。") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchRefused("address", "只能抓取 http:// 或 https:// 开头的网址。")
    if parts.username is not None or parts.password is not None:
        raise FetchRefused("address", "网址里不能带用户名或密码。")
    if any(ord(char) < 33 or char == "\\" for char in url) or port == 0:
        raise FetchRefused("address", "网址里有空格或不可见字符。")
    try:
        host = parts.hostname.encode("idna").decode("ascii") if not parts.hostname.isascii() else parts.hostname
    except UnicodeError as error:
        raise FetchRefused("address", "网址中的主机名写法有误。") from error
    shown = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=f"{shown}:{port}" if port else shown, fragment="")


def request_path(target: SplitResult) -> str:
    """What follows the host in the request line, percent-encoded."""
    path = quote(target.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(target.query, safe='/%:@!$&()*+,;=~-._?[]')}" if target.query else path
