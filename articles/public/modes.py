"""The links at the top of a page to its other forms: traditional characters, large type, and back."""

from typing import NamedTuple, Protocol


class Shown(Protocol):
    """How the page is shown now (`cms.variants.Variant`)."""

    @property
    def traditional(self) -> bool: ...

    @property
    def large(self) -> bool: ...


class Mode(NamedTuple):
    """One link; `key` is "script" or "size", `language` is "" where it does not change."""

    key: str
    name: str
    path: str
    language: str


def modes(path: str, shown: Shown | None) -> tuple[Mode, Mode]:
    """The two switches for the page at the plain `path` (query included): characters, type size."""
    traditional, large = (shown.traditional, shown.large) if shown else (False, False)
    kept_size, kept_script = "/elder" * large, "/zh-hant" * traditional
    script = (
        Mode("script", "简体", kept_size + path, "zh-Hans")
        if traditional
        else Mode("script", "繁體", f"/zh-hant{kept_size}{path}", "zh-Hant")
    )
    size = (
        Mode("size", "标准版", kept_script + path, "")
        if large
        else Mode("size", "长者版", f"{kept_script}/elder{path}", "")
    )
    return script, size
