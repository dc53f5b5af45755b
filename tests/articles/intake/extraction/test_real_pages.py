"""The desk's real pages (seeds 001–004, samples P01–P05), read from beside the repository."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from articles.intake.extraction import Story, extract_html, extract_text
from tests.articles.intake.extraction.keys import OWN, bare, extract_file

SEEDS: dict[str, Any] = json.loads((OWN / "seeds.json").read_text(encoding="utf-8"))
SEED_NAMES = [name for name in SEEDS if name.endswith(".txt")]
PAGES = [
    "P01_real_zsnews_dongqu",
    "P02_real_zj_fgw_deqing",
    "P03_real_shanxi_gov",
    "P04_real_dangdai_shangbao",
    "P05_real_cjn_wuhan",
]


class Seed:
    """A seed's lines and the stories extracted from it."""

    def __init__(self, shared: Path, name: str) -> None:
        text = (shared / "seeds" / name).read_text(encoding="utf-8")
        self.lines = [bare(line) for line in text.split("\n")]
        self.stories = extract_text(text)
        self.keys = SEEDS[name]

    def words(self, numbers: list[int]) -> str:
        return "".join(self.lines[number - 1] for number in numbers)

    def stated(self, value: Any) -> str:
        """A key's value: words themselves, or the line or lines that hold them."""
        if isinstance(value, dict):
            return self.words(value.get("lines", [value.get("line")]))
        return bare(value)


@pytest.mark.parametrize("name", SEED_NAMES)
def test_each_story_of_a_seed_is_found_with_its_headline(shared: Path, name: str) -> None:
    seed = Seed(shared, name)
    assert [bare(story.title) for story in seed.stories] == [seed.stated(key["title"]) for key in seed.keys]
    for story, key in zip(seed.stories, seed.keys, strict=True):
        assert bare(story.kicker) == seed.stated(key.get("kicker", ""))


@pytest.mark.parametrize("name", SEED_NAMES)
def test_no_line_of_a_seeds_text_is_lost_and_none_is_foreign(shared: Path, name: str) -> None:
    seed = Seed(shared, name)
    for story, key in zip(seed.stories, seed.keys, strict=True):
        wanted = [seed.words(numbers) for numbers in key["body"]]
        assert len(story.body) == len(wanted)
        found = [bare(paragraph) for paragraph in story.body]
        assert found[1:-1] == wanted[1:-1]
        assert wanted[0].endswith(found[0])
        assert wanted[-1].startswith(found[-1])
        opening = wanted[0].removesuffix(found[0])
        assert opening in {"", bare(story.dateline), bare(story.dateline + story.byline.raw)}
        assert wanted[-1].removeprefix(found[-1]) in {"", bare(story.byline.raw), "(完)"}


@pytest.mark.parametrize("name", SEED_NAMES)
def test_source_time_authors_and_editor_of_a_seed(shared: Path, name: str) -> None:
    seed = Seed(shared, name)
    for story, key in zip(seed.stories, seed.keys, strict=True):
        for field in ("source", "published", "dateline", "editor"):
            if field in key:
                assert getattr(story, field) == key[field], field
        assert list(story.authors) == key["authors"]
        if "byline" in key:
            assert story.byline.raw.strip("()（）") == key["byline"]
        assert set(key.get("notes", ())) <= {note.code for note in story.notes}


def test_the_newspaper_page_flags_only_the_mobile_number_and_the_address_beside_it(shared: Path) -> None:
    seed = Seed(shared, "004_db762caba6df4bf1.txt")
    flagged = [i for i, story in enumerate(seed.stories) for note in story.notes if note.code == "mobile_number"]
    assert flagged == [1]
    mailed = [i for i, story in enumerate(seed.stories) for note in story.notes if note.code == "email_address"]
    assert mailed == [1]


def test_each_break_of_the_newspaper_page_is_noted_on_its_story_and_paragraph(shared: Path) -> None:
    seed = Seed(shared, "004_db762caba6df4bf1.txt")
    codes = ("rejoined", "possible_gap", "stray_digit", "column_label")
    noted = [{(note.code, note.paragraph) for note in story.notes if note.code in codes} for story in seed.stories]
    cycling = {("rejoined", 3), ("rejoined", 5)}
    comment = {("stray_digit", 4), ("rejoined", 5), ("possible_gap", 6), ("column_label", 0)}
    assert noted == [set(), set(), set(), cycling, set(), set(), comment]
    label = next(note.message for note in seed.stories[6].notes if note.code == "column_label")
    assert "系列评论" in label


def page_story(shared: Path, name: str, ending: str) -> tuple[Story, dict[str, Any]]:
    path = shared / "samples" / "pages" / f"{name}.{ending}"
    key: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    (story,) = extract_file(path)
    return story, key


@pytest.mark.parametrize("ending", ["html", "txt"])
@pytest.mark.parametrize("name", PAGES)
def test_a_real_page_gives_the_body_of_its_key(shared: Path, name: str, ending: str) -> None:
    story, key = page_story(shared, name, ending)
    whole = bare("".join(story.body))
    assert len(story.body) == key["paragraphs"]
    assert len(whole) == key["body_chars_no_ws"]
    assert whole.startswith(bare(key["body_head30"]))
    assert whole.endswith(bare(key["body_tail30"]))
    for words in key["must_not_be_in_body"] + key["captions_or_inline_non_body"]:
        assert bare(words) not in {bare(paragraph) for paragraph in story.body}
    for words in key["must_not_be_in_body"]:
        assert bare(words) not in whole


@pytest.mark.parametrize("ending", ["html", "txt"])
@pytest.mark.parametrize("name", PAGES)
def test_a_real_page_gives_the_facts_of_its_key(shared: Path, name: str, ending: str) -> None:
    story, key = page_story(shared, name, ending)
    assert story.title == key["title"]
    assert story.subtitle == key.get("subtitle", "")
    assert (story.source, story.site, story.published) == (key["source"], key["site"], key["published"])
    assert story.editor == (key["editor"] or "") if "editor" in key else True
    assert list(story.authors) == key["author"]
    assert (story.dateline or None) == key["dateline"]
    assert (story.byline.raw or None) == key["byline_raw"]
    assert list(story.photographers) == key.get("photographer", [])
    if "caption" in key:
        assert list(story.captions) == [key["caption"]]


MARKUP_CHANGED: dict[str, Callable[[str], str]] = {
    "no classes or ids": lambda page: re.sub(r'\s(?:class|id)="[^"]*"', "", page),
    "no comments": lambda page: re.sub(r"(?s)<!--.*?-->", "", page),
    "no title": lambda page: re.sub(r"(?is)<title>.*?</title>", "", page),
    "no metadata": lambda page: re.sub(r"(?i)<meta (?!charset|http)[^>]*>", "", page),
    "divs for paragraphs": lambda page: re.sub(r"<(/?)p\b", r"<\1div", page),
}
TEXT_CHANGED: dict[str, Callable[[str], str]] = {
    "line ends of Windows": lambda page: page.replace("\n", "\r\n"),
    "no blank lines": lambda page: re.sub(r"\n\s*\n+", "\n", page),
    "no browser's title": lambda page: page.split("\n", 1)[1],
}


def is_as_keyed(story: Story, key: dict[str, Any]) -> None:
    assert (story.title, story.source, story.published) == (key["title"], key["source"], key["published"])
    assert list(story.authors) == key["author"]
    whole = bare("".join(story.body))
    assert (len(story.body), len(whole)) == (key["paragraphs"], key["body_chars_no_ws"])
    assert whole.startswith(bare(key["body_head30"]))
    assert whole.endswith(bare(key["body_tail30"]))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("change", MARKUP_CHANGED)
def test_a_real_page_is_read_alike_with_fewer_signs_to_go_by(shared: Path, name: str, change: str) -> None:
    path = shared / "samples" / "pages" / f"{name}.html"
    key = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    (story,) = extract_html(MARKUP_CHANGED[change](path.read_text(encoding="utf-8")))
    is_as_keyed(story, key)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("change", TEXT_CHANGED)
def test_a_real_pages_text_is_read_alike_however_it_was_copied(shared: Path, name: str, change: str) -> None:
    path = shared / "samples" / "pages" / f"{name}.txt"
    key = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    (story,) = extract_text(TEXT_CHANGED[change](path.read_text(encoding="utf-8")))
    is_as_keyed(story, key)
