"""A log of queries as people type them, each with what is wanted: how often that is among the first three.

    python -m benchmarks.search_queries queries/sample.txt …      # on the site of DATABASE_URL, see search.md

Judged through /search.json, direct hits first, so that it measures what readers get. The files say how they are
written.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

import django

HERE = Path(__file__).parent
FIRST = 3
KINDS = {"栏目": "section", "科室": "department", "作者": "person", "标签": "tag", "来源": "source", "月": "month"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query, its part of the log, and what would do: (kind, value) each."""

    query: str
    part: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether what is wanted was among the first three, and what came instead."""

    wanted: Wanted
    found: bool
    total: int
    first: str


def log(path: Path) -> Iterator[Wanted]:
    """The queries of a file."""
    part = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        query, arrow, answers = line.partition(" => ")
        if line.startswith("# =="):
            part = line.removeprefix("# ==").strip()
        elif arrow and not line.startswith("# "):
            kinds = (answer.strip().partition(" ") for answer in answers.split("|"))
            yield Wanted(query, part, tuple((kind, value) for kind, _, value in kinds))


def ask(query: str) -> dict[str, Any]:
    """The site's answer, as other programs get it."""
    from django.test import Client

    response = Client().get(f"/search.json?{urlencode({'q': query})}")
    if response.status_code in (301, 302):
        return {"direct": [{"kind": "issue", "title": "", "url": response["Location"]}], "results": [], "total": 0}
    data: dict[str, Any] = json.loads(response.content)
    if data.get("issue") and not data.get("direct"):
        data["direct"] = [{"kind": "issue", "title": data["issue"]["label"], "url": data["issue"]["url"]}]
    return data


def judge(wanted: Wanted) -> Outcome:
    """One query asked and judged."""
    data = ask(wanted.query)
    direct, results = data.get("direct", []), data["results"]
    if wanted.answers == (("无", ""),):
        found = not direct and not data.get("corrected")
    else:
        firsts = [*direct, *results][:FIRST]
        found = any(_is(answer, one) for answer in wanted.answers for one in firsts)
    first = "; ".join(one.get("title", "")[:24] for one in [*direct, *results][:FIRST])
    return Outcome(wanted, found, data["total"] + len(direct), first)


def _is(answer: tuple[str, str], one: dict[str, Any]) -> bool:
    kind, value = answer
    if kind in ("题", "文"):
        return "id" in one and _has(one, value.split(), titles=kind == "题")
    if kind == "期":
        return one.get("kind") == "issue" and str(one["url"]) == f"/issues/{value.replace('-', '/', 1)}/"
    if kind == "页":
        return "kind" in one and one["url"] == value
    if kind == "月":
        year, month = map(int, value.split("-"))
        told = unquote(f"{one['title']} {one['url']}")
        return one.get("kind") == "month" and bool(re.search(rf"{year}\D0?{month}\b|{year}年{month}月", told))
    return one.get("kind") == KINDS[kind] and value in one["title"]


def _has(one: dict[str, Any], words: Sequence[str], *, titles: bool) -> bool:
    from articles.models import SearchDocument
    from articles.text.folding import search_form

    document = SearchDocument.objects.get(pk=one["id"])
    return all(search_form(word) in (document.title if titles else document.text) for word in words)


def main() -> None:
    """Print what was missed, and the shares."""
    for name in sys.argv[1:]:
        outcomes = [judge(wanted) for wanted in log(HERE / name)]
        for one in outcomes:
            if not one.found:
                print(f"  {one.wanted.part}: {one.wanted.query} → {one.total}: {one.first}")
        possible = [one for one in outcomes if one.wanted.answers != (("无", ""),)]
        found, empty = sum(one.found for one in outcomes), sum(not one.total for one in possible)
        print(f"{name}: {found} of {len(outcomes)} ({found / len(outcomes):.1%}); without any answer {empty}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    django.setup()
    main()
