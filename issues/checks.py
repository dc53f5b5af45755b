"""What the machine must have for the editions: said plainly at start, not found out from empty boxes in a PDF."""

import shutil
import subprocess
from typing import Any

from django.core import checks

_INSTALL = "Debian：apt-get install fontconfig fonts-noto-cjk"


def fonts(**_: Any) -> list[checks.CheckMessage]:
    """A warning for a machine without Chinese fonts."""
    program = shutil.which("fc-list")
    if program is None:
        return [
            checks.Warning(
                "找不到 fc-list，无法确认有没有中文字体；PDF 和图片可能全是空框。", hint=_INSTALL, id="issues.W001"
            )
        ]
    if not _listed(program, ":lang=zh-cn"):
        return [
            checks.Warning("系统里没有中文字体：PDF、长图、分享图里的汉字会变成空框。", hint=_INSTALL, id="issues.W002")
        ]
    return []


def emoji(**_: Any) -> list[checks.CheckMessage]:
    """A remark, with `check --deploy` only, for a machine without any sign for emoji."""
    program = shutil.which("fc-list")
    if program is not None and not _listed(program, ":charset=1f44d"):
        hint = "Debian：apt-get install fonts-noto-color-emoji"
        return [checks.Info("系统里没有表情符号字体：PDF 和图片里的表情符号会变成空框。", hint=hint, id="issues.I003")]
    return []


def _listed(program: str, pattern: str) -> bool:
    """Whether fontconfig knows a font of the pattern."""
    command = [program, pattern, "file"]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)  # noqa: S603 - ours
    return bool(found.stdout.strip())
