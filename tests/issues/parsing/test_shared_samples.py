"""The samples with keys that lie beside the repository; skipped where they are absent."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from issues.parsing.contract import recognition_to_json
from issues.parsing.lines import split_lines
from issues.parsing.readers import read
from issues.parsing.recognition import Recognition, UnreadableInput
from issues.rendering.plain_text import render_plain_text

SHARED = Path(__file__).resolve().parents[4] / "shared"
SAMPLES = sorted((SHARED / "samples" / "issues").glob("[HR]*.txt"))
SEED = SHARED / "seeds" / "000_48f8e8e3bf9497a8.txt"

pytestmark = pytest.mark.skipif(not SEED.exists(), reason=f"no shared samples beside the repository ({SHARED})")


def cases() -> list[Any]:
    pairs = [(path, path.with_suffix(".json")) for path in SAMPLES]
    pairs.append((SEED, SHARED / "samples" / "issues" / "seed_000_key.json"))
    return [pytest.param((text, key), id=text.stem) for text, key in pairs if key.exists()]


@pytest.fixture(params=cases())
def sample(request: pytest.FixtureRequest) -> tuple[str, Recognition, dict[str, Any], dict[str, Any]]:
    path, key_path = request.param
    data = path.read_bytes()
    (recognition,) = read(data, path.name)
    key = json.loads(key_path.read_text("utf-8"))
    return data.decode("utf-8-sig"), recognition, recognition_to_json(recognition, path.name), key


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_masthead_agrees_with_the_key(sample: Any) -> None:
    _, _, found, key = sample
    expected = {
        name: key["masthead"][name] for name in ("name", "year", "number", "total", "date") if name in key["masthead"]
    }
    assert {name: found["masthead"][name] for name in expected} == expected


def test_lead_agrees_with_the_key(sample: Any) -> None:
    _, _, found, key = sample
    expected = key.get("lead")
    if expected is None:
        expected = [{"section": article["section"], "title": article["title"]} for article in key["articles"]]
    assert found["lead"] == expected


def test_sections_and_titles_agree_with_the_key(sample: Any) -> None:
    _, _, found, key = sample
    assert [(a["section"], a["title"]) for a in found["articles"]] == [
        (a["section"], a["title"]) for a in key["articles"]
    ]
    sections = [name for name in dict.fromkeys(a["section"] for a in key["articles"]) if name]
    assert found["sections"] == key.get("sections", sections)


def test_bodies_agree_with_the_key(sample: Any) -> None:
    _, _, found, key = sample
    for article, expected in zip(found["articles"], key["articles"], strict=True):
        body = squeezed("".join(article["body"]))
        assert body.startswith(squeezed(expected["body_head30"]))
        assert body.endswith(squeezed(expected["body_tail30"]))
        assert len(body) == expected.get("body_chars_no_ws", expected.get("body_chars"))


def test_bylines_agree_with_the_key(sample: Any) -> None:
    _, _, found, key = sample
    for article, expected in zip(found["articles"], key["articles"], strict=True):
        byline = dict(expected["byline"])
        if role := byline.pop("role", None):
            byline["roles"] = dict.fromkeys(byline["names"], role)
        assert {name: article["byline"][name] for name in byline} == byline


def test_every_line_is_accounted_for(sample: Any) -> None:
    text, recognition, found, key = sample
    assert [line.text for line in recognition.lines] == split_lines(text)
    assert found["unrecognised"] == []
    named = " ".join(entry["text"] for entry in found["furniture"])
    assert all(noise in named for noise in key.get("noise_lines", []))


def test_seed_is_rendered_byte_for_byte() -> None:
    text = SEED.read_text("utf-8")
    (recognition,) = read(SEED.read_bytes(), SEED.name)
    assert render_plain_text(recognition.document) == text.rstrip("\n")


def test_other_seeds_are_no_issues() -> None:
    for path in sorted(SHARED.glob("seeds/00[1-4]_*.txt")):
        with pytest.raises(UnreadableInput):
            read(path.read_bytes(), path.name)
