"""Short addresses for sections, departments and sources, made from their Chinese names. Pure."""

import re
import unicodedata

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def pinyin_slug(name: str, *, longest: int = 40) -> str:
    """A lower-case ASCII slug, e.g. 要闻 → yaowen; "" when the name has nothing to spell.

    Readings of names are guesses (曾都 may come out as ceng-du), so a slug stays editable.
    """
    from pypinyin import lazy_pinyin  # 55 MB of tables: loaded only when a new name is stored

    spelled = "".join(lazy_pinyin(unicodedata.normalize("NFKC", name)))
    return _NOT_SLUG.sub("-", spelled.lower()).strip("-")[:longest].strip("-")
