"""What is printed of a picture's credit, whichever way it was typed: 徐原芃, 徐原芃 摄, 摄影：徐原芃. Pure."""

import re

_BEFORE = re.compile(r"^(?:本报记者|记者)?\s*(?:摄影报道|摄影|拍摄|摄)\s*[:：/／]\s*")
_AFTER = re.compile(r"\s*[(（/／]?\s*(?:摄影报道|摄影|拍摄|摄)\s*[)）]?$")
_NOT_A_PERSON = re.compile(r"供图|图片|来源|提供|资料|图/|图：|制图|绘|截图|视频|组织")


def photographer(credit: str) -> str:
    """Who took the picture, without 摄 or 摄影; "" where the credit says something else (市文旅局供图)."""
    words = credit.strip()
    if not words or _NOT_A_PERSON.search(words):
        return ""
    return _AFTER.sub("", _BEFORE.sub("", words)).strip()


def signed(credit: str) -> str:
    """徐原芃 摄, as a page prints it under a picture; another credit as it was typed."""
    name = photographer(credit)
    return f"{name} 摄" if name else credit.strip()


def labelled(credit: str) -> str:
    """摄影：徐原芃, as an edition prints it; another credit as it was typed."""
    name = photographer(credit)
    return f"摄影：{name}" if name else credit.strip()
