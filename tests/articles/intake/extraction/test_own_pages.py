"""Pages of our own writing in the forms that real sites use: every field as in its key, nothing else in the body."""

import re
from typing import Any

import pytest

from articles.intake.extraction import Story, extract_html, extract_text
from articles.intake.extraction.charset import decode_page
from tests.articles.intake.extraction.block_text import block_text
from tests.articles.intake.extraction.keys import COPIED, NAMES, OWN, bare, extract_file, key_of, own_file

TEXTS = ("title", "kicker", "subtitle", "source", "site", "published", "editor", "dateline")
NAMED = {"C07", "U11", "K02", "K21", "M18"}
"""Pages with a sidebar longer than their story, or a text in several boxes, known only by their names."""
MARKED = {"G10_widgets", "G23_divs", "H18_xuexi", "X02", "U11", "G02_wechat", "K38", "Z04"}
"""Pages that say only by their markup what a caption, a sidebar, an author or a 副题 is."""
CELLS = {"C05", "G08_province", "H19_table", "K30"}
"""Pages with a table, whose cells such a text parts."""
HTML_PAGES = {name for name in NAMES if own_file(name).suffix == ".html"}
LISTS = ("authors", "captions", "photographers", "tags")


def stories_with_keys(name: str) -> list[tuple[Story, dict[str, Any]]]:
    key = key_of(name)
    stories, keys = extract_file(own_file(name)), key.get("stories", [key])
    assert [story.title for story in stories] == [one["title"] for one in keys]
    return list(zip(stories, keys, strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_the_body_is_whole_and_in_order_and_holds_nothing_else(name: str) -> None:
    for story, key in stories_with_keys(name):
        assert list(story.body) == key["paragraphs"]


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_about_a_story_are_as_the_page_prints_them(name: str) -> None:
    for story, key in stories_with_keys(name):
        for field in TEXTS:
            if field in key:
                assert getattr(story, field) == key[field], field
        for field in LISTS:
            if field in key:
                assert list(getattr(story, field)) == key[field], field
        if "notes" in key:
            assert set(key["notes"]) <= {note.code for note in story.notes}
        if "images" in key:
            assert len(story.images) == key["images"]
        if "department" in key:
            assert story.byline.department == key["department"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_the_story_is_listed_with_its_reason(name: str) -> None:
    stories = extract_file(own_file(name))
    left_out = "\n".join(item.text for story in stories for item in story.removed)
    for item in (item for story in stories for item in story.removed):
        assert item.why
    for words in key_of(name).get("absent", ()):
        assert not any(words in paragraph for story in stories for paragraph in story.body)
        assert words in left_out or name in {"G10_widgets", "G02_wechat", "G03_epaper_gbk"}


def test_an_unsigned_story_on_a_newspaper_page_says_so() -> None:
    stories = extract_file(own_file("G06_newspaper"))
    unsigned = [i for i, story in enumerate(stories) if "missing_byline" in {note.code for note in story.notes}]
    assert unsigned == key_of("G06_newspaper")["unsigned"]


def test_a_story_that_goes_on_elsewhere_says_so() -> None:
    (story,) = extract_file(own_file("G03_epaper_gbk"))
    assert "continued_elsewhere" in {note.code for note in story.notes}


def test_a_caption_stands_with_its_picture() -> None:
    (story,) = extract_file(own_file("G10_widgets"))
    assert [(image.src, image.caption) for image in story.images] == [
        ("/i/1.jpg", "沈大河在挖藕。秋白露 摄"),
        ("/i/2.jpg", "传感器立在藕塘边"),
    ]
    assert [image.after for image in story.images] == [1, 6]


@pytest.mark.parametrize("name", COPIED)
def test_the_same_page_copied_out_of_a_browser_gives_the_same_story(name: str) -> None:
    """The browser's title and all its visible text, as Chromium gives it: without markup to go by."""
    stories = extract_file(OWN / "copied" / f"{name}.txt")
    keys = key_of(name).get("stories", [key_of(name)])
    for story, key in zip(stories, keys, strict=True):
        assert list(story.body) == key["paragraphs"]
        for field in ("title", "kicker", "subtitle", "source", "published", "editor", "dateline"):
            assert getattr(story, field) == key.get(field, getattr(story, field)), field
        assert list(story.authors) == key.get("authors", list(story.authors))


@pytest.mark.parametrize("name", sorted(HTML_PAGES - NAMED))
def test_a_page_without_classes_and_ids_is_read_alike(name: str) -> None:
    """No template then fits, and no name tells a sidebar."""
    markup = decode_page(own_file(name).read_bytes()).text
    stories = extract_html(re.sub(r'\s(?:class|id)=(?:"[^"]*"|\w+)', "", markup))
    keys = key_of(name).get("stories", [key_of(name)])
    for story, key in zip(stories, keys, strict=True):
        assert story.title == key["title"]
        assert list(story.body) == key["paragraphs"]


@pytest.mark.parametrize("name", sorted(HTML_PAGES - MARKED - CELLS))
def test_the_same_page_turned_into_text_block_by_block_gives_the_same_story(name: str) -> None:
    stories = extract_text(block_text(decode_page(own_file(name).read_bytes()).text))
    keys = key_of(name).get("stories", [key_of(name)])
    for story, key in zip(stories, keys, strict=True):
        assert list(story.body) == key["paragraphs"]
        for field in ("title", "kicker", "subtitle", "source", "published", "editor", "dateline"):
            assert getattr(story, field) == key.get(field, getattr(story, field)), field


@pytest.mark.parametrize("name", sorted(CELLS))
def test_no_word_of_a_table_is_lost_though_its_cells_stand_on_lines_of_their_own(name: str) -> None:
    (story,) = extract_text(block_text(decode_page(own_file(name).read_bytes()).text))
    wanted = "".join(key_of(name)["paragraphs"])
    assert bare("".join(story.body)) == bare(wanted)
