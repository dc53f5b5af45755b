"""Names of files that people take away. Pure."""

import re

# What Windows forbids in a name, and what a name could leave its folder by.
_FORBIDDEN = {ord(sign): wide for sign, wide in zip('/\\:*?"<>|', "／＼：＊？＂＜＞｜", strict=True)}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def file_name(text: str) -> str:
    """The words as a file may be called, on Windows too: signs that separate folders stand in full width."""
    return _CONTROL.sub("", text).translate(_FORBIDDEN).strip(" .") or "未命名"
