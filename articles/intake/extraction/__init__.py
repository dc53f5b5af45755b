"""Stories out of saved web pages and pasted page text. Pure: no Django, no network, no database.

`extract_html` and `extract_text` are all that others need.
"""

from articles.intake.extraction.extract import PageTooLarge, extract_html, extract_text, visible_lines
from articles.intake.extraction.lines import Line
from articles.intake.extraction.story import Note, Removed, Story, StoryImage, story_to_json
from articles.intake.extraction.templates import SiteTemplate, known_templates

__all__ = [
    "Line",
    "Note",
    "PageTooLarge",
    "Removed",
    "SiteTemplate",
    "Story",
    "StoryImage",
    "extract_html",
    "extract_text",
    "known_templates",
    "story_to_json",
    "visible_lines",
]
