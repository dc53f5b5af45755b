"""A web page saved as a file and handed in as a manuscript: read as outside pages are, not line by line. Pure."""

import re

from articles.intake.extraction import Story, extract_html
from articles.text.blocks import Block
from articles.text.byline import Byline
from articles.text.inline import from_plain_text

# What sites and public accounts write into their pages, and Word's saved HTML does not hold.
_OF_A_SITE = re.compile(
    r"""id=["']js_content["']|property=["']?og:(?:title|type|url)|name=["']?(?:ArticleTitle|SiteName|ColumnName)["'\s]""",
    re.IGNORECASE,
)
_HEAD = 200_000


def story_in(markup: str) -> Story | None:
    """The one story of a page that a site made; None for any other HTML, and for none or several stories."""
    if not _OF_A_SITE.search(markup[:_HEAD]):
        return None
    stories = extract_html(markup)
    return stories[0] if len(stories) == 1 and stories[0].title and stories[0].body else None


def blocks_of(story: Story) -> tuple[Block, ...]:
    return tuple(Block("paragraph", from_plain_text(text.replace("\t", " "))) for text in story.body)


def byline_of(story: Story) -> Byline:
    """Its byline; where it prints none, its source and writers in brackets."""
    if story.byline:
        return story.byline
    said = " ".join(filter(None, (story.source, *story.authors)))
    return Byline(f"（{said}）" if said else "", None, story.authors, source=story.source or None)


def notes_of(story: Story) -> tuple[str, ...]:
    """What the editor should know of it: where and when it was published, what was left out."""
    printed = "，".join(filter(None, (story.source, story.published)))
    return (
        "这是存下来的网页，按外站网页读取" + (f"：{printed}。" if printed else "。"),
        *(note.message for note in story.notes),
        *([f"网页里有{len(story.images)}张图片没有取来；需要的话请另存后上传。"] if story.images else []),
        *(["没有作为正文的文字：" + "／".join(one.text for one in story.removed)] if story.removed else []),
    )
