"""What extraction hands back: stories taken from outside pages, and everything that was left out of them. Pure."""

from dataclasses import dataclass, field
from typing import Any

from articles.text.byline import NO_BYLINE, Byline


@dataclass(frozen=True, slots=True)
class StoryImage:
    """An image of the story. `src` is absolute when the page's address is known; `after` counts the body
    paragraphs before it (0: above the text)."""

    src: str
    caption: str = ""
    alt: str = ""
    after: int = 0


@dataclass(frozen=True, slots=True)
class Removed:
    """A line of the page that is not the story's text, and why it was left out (`why` is Chinese, for the editor).

    line  the line's number: of the text pasted, or of the page's visible lines; counts from 1
    """

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something the editor should look at. `code` is stable, `message` Chinese; `paragraph` counts from 1, 0: whole.

    Codes: missing_headline, missing_byline, possible_gap, rejoined, repeated_paragraph, stray_digit,
    continued_elsewhere, mobile_number, email_address, id_number, column_label, headline_from_body, no_source, no_time,
    several_stories, charset, empty_body.
    """

    code: str
    message: str
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """One story of a page: the `import_page --json` contract.

    title      the headline as printed (主题); site suffixes removed
    kicker     引题 above it, "" where none;  subtitle  副题 below it
    page_title the web page's own title where the printed headline differs from it, else ""
    source     来源 as the page states it (or the outlet its dateline names), site the web site that shows it
    published  "YYYY-MM-DD", with " HH:MM[:SS]" where the page prints it; "" when it prints no date
    authors    those who wrote the text, in printed order; `photographers` apart
    byline     the byline as printed and read; editor is 责任编辑
    dateline   e.g. 中新网郑州9月20日电, taken out of the first paragraph
    body       paragraphs, whole and in order, plain text
    removed    every line left out, with its reason; notes: what the editor should look at
    """

    title: str
    kicker: str = ""
    subtitle: str = ""
    page_title: str = ""
    source: str = ""
    site: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    byline: Byline = NO_BYLINE
    editor: str = ""
    dateline: str = ""
    body: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    images: tuple[StoryImage, ...] = ()
    tags: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    notes: tuple[Note, ...] = field(default=())


def story_to_json(story: Story) -> dict[str, Any]:
    """The story as JSON data, in the form that `import_page --json` prints; what the page does not say is null."""
    byline = story.byline
    return {
        "title": story.title,
        "kicker": story.kicker or None,
        "subtitle": story.subtitle or None,
        "page_title": story.page_title or None,
        "source": story.source or None,
        "site": story.site or None,
        "published": story.published or None,
        "authors": list(story.authors),
        "photographers": list(story.photographers),
        "byline": {
            "raw": byline.raw or None,
            "department": byline.department,
            "names": list(byline.names),
            "roles": dict(byline.roles),
            "source": byline.source,
        },
        "editor": story.editor or None,
        "dateline": story.dateline or None,
        "body": list(story.body),
        "captions": list(story.captions),
        "images": [{"src": i.src, "caption": i.caption, "alt": i.alt, "after": i.after} for i in story.images],
        "tags": list(story.tags),
        "removed": [{"line": r.line, "text": r.text, "why": r.why} for r in story.removed],
        "notes": [{"code": n.code, "message": n.message, "paragraph": n.paragraph} for n in story.notes],
    }
