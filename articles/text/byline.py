"""A byline as printed and what it says: department, people, roles, source.

Pure data; reading one from text is `articles.text.byline_parsing`.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Byline:
    """What closes an article, e.g. (发展规划科 徐原芃).

    raw         the words as printed, brackets included; "" where the article has none
    department  the sending office (科室、单位), or None
    names       those who wrote the text, in printed order
    roles       (name, role) pairs where a role is printed: 记者 通讯员 文 图 摄影 …; holds also people
                who did not write the text and so are not in `names` (a photographer)
    source      the outlet it was taken from (来源), or None
    editor      责任编辑, or None
    """

    raw: str = ""
    department: str | None = None
    names: tuple[str, ...] = ()
    roles: tuple[tuple[str, str], ...] = field(default=())
    source: str | None = None
    editor: str | None = None

    def __bool__(self) -> bool:
        return bool(self.raw)


NO_BYLINE = Byline()


def without_brackets(printed: str) -> str:
    """A printed byline as pages show it beside other facts: (发展规划科 徐原芃) → 发展规划科 徐原芃."""
    return printed.strip("()（） ")
