"""What the heads and feet of a Word file's pages say (页眉、页脚). Pure."""

import re

from articles.text.incoming.word.numbering import W
from articles.text.incoming.word.package import Package

_PART = re.compile(r"word/(?:header|footer)\d*\.xml")
_PAGE_NUMBER = re.compile(r"(?:[\s\d\-—–_/第页共,，]|page|of|numpages)+", re.IGNORECASE)
_MOST_PARTS, _LONGEST = 20, 100


def running_words(archive: Package) -> list[str]:
    """The words of heads and feet, each once, page numbers left out."""
    found: dict[str, None] = {}
    for name in sorted(name for name in archive.names if _PART.fullmatch(name))[:_MOST_PARTS]:
        root = archive.xml(name)
        for paragraph in root.iter(f"{W}p") if root is not None else ():
            words = "".join(text.text or "" for text in paragraph.iter(f"{W}t")).strip()
            if words and not _PAGE_NUMBER.fullmatch(words):
                found[words[:_LONGEST]] = None
    return list(found)
