"""Paragraph precision, recall and F1 of page extraction beside trafilatura, readability and plain <p>; CPU time.

    python benchmarks/extraction.py [--shared ../shared] [--table benchmarks/extraction.md]

A paragraph counts when its words (white space and punctuation width aside) are exactly a key's. Pages are our
own (tests/samples/pages) and, where present, the real ones beside the repository, whose keys are line numbers.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import trafilatura
from lxml import html
from readability import Document

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from articles.intake.extraction import extract_html, extract_text  # noqa: E402
from articles.intake.extraction.charset import decode_page  # noqa: E402

OWN = ROOT / "tests" / "samples" / "pages"
FIRST_SIGHT = """The pages are those that extraction was improved on, so its own column says that nothing has been lost
since, not how it will do on others. That is better told by how many new pages were right in every field when they
were first tried, before anything was changed for them: of seven batches written one after another 26 of 48, 6 of 20,
12 of 19, 8 of 14, 4 of 6, 3 of 8 and 3 of 7, and of 93 pages copied out of Chromium 55 (most of the others wrong in
one field). Five later batches, the first written without looking at the code: 16 of 42 pages of HTML, 14 of the same
42 copied out of Chromium and 3 of 12 copied texts; then 9 of 17, 10 of 17 and 7 of 10; then 7 of 10 copied texts;
then 2 of 7 and 2 of 7; then 3 of 3, 3 of 3 and 2 of 3. In these a page is wrong for one field among eleven; a line of
text was lost or a foreign one kept in 17 of the 42 pages, 5 of the 17, 1 of the 7 and none of the 3.

"""
WIDTHS = str.maketrans("，（）；：！？", ",();:!?")


@dataclass(frozen=True)
class Page:
    """A saved page with the paragraphs its body has."""

    name: str
    path: Path
    wanted: list[str]


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text).translate(WIDTHS)


def own_pages() -> Iterator[Page]:
    for key_path in sorted(OWN.glob("[A-CGHK-NTU-Z]*.json")):
        key = json.loads(key_path.read_text(encoding="utf-8"))
        path = next(path for path in (key_path.with_suffix(".html"), key_path.with_suffix(".txt")) if path.exists())
        stories = key.get("stories", [key])
        wanted = [paragraph for story in stories for paragraph in story["paragraphs"]]
        yield Page(key_path.stem, path, wanted)
        copied = OWN / "copied" / f"{key_path.stem}.txt"
        if copied.exists():
            yield Page(key_path.stem, copied, wanted)


def real_pages(shared: Path) -> Iterator[Page]:
    keys = json.loads((OWN / "real_pages.json").read_text(encoding="utf-8"))
    for name, numbers in keys.items():
        text = shared / "samples" / "pages" / f"{name}.txt"
        if not text.exists():
            continue
        lines = text.read_text(encoding="utf-8").split("\n")
        facts = json.loads(text.with_suffix(".json").read_text(encoding="utf-8"))
        wanted = [bare(lines[number - 1]) for number in numbers]
        head, tail = bare(facts["body_head30"]), bare(facts["body_tail30"])
        wanted[0] = wanted[0][wanted[0].index(head) :]
        wanted[-1] = wanted[-1][: wanted[-1].index(tail) + len(tail)]
        yield Page(name, text.with_suffix(".html"), wanted)
        yield Page(name, text, wanted)


def ours(path: Path) -> list[str]:
    data = path.read_bytes()
    stories = extract_html(data) if path.suffix == ".html" else extract_text(data.decode("utf-8"))
    return [paragraph for story in stories for paragraph in story.body]


def by_trafilatura(path: Path) -> list[str]:
    text = trafilatura.extract(decode_page(path.read_bytes()).text, include_comments=False, favor_recall=True)
    return (text or "").split("\n")


def by_readability(path: Path) -> list[str]:
    summary = html.fromstring(Document(decode_page(path.read_bytes()).text).summary())
    return [
        line
        for block in summary.iter("p", "td", "div", "li")
        if not len(block) or block.tag == "p"
        for line in block.text_content().split("\n")
    ]


def by_paragraph_tags(path: Path) -> list[str]:
    root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", decode_page(path.read_bytes()).text))
    return [block.text_content() for block in root.iter("p")]


TOOLS: dict[str, Callable[[Path], list[str]]] = {
    "ours": ours,
    "trafilatura": by_trafilatura,
    "readability": by_readability,
    "every <p>": by_paragraph_tags,
}


def score(found: list[str], wanted: list[str]) -> tuple[float, float, float]:
    """(precision, recall, F1) of paragraphs as multisets."""
    have = Counter(words for words in map(bare, found) if words)
    want = Counter(map(bare, wanted))
    if not have and not want:
        return 1.0, 1.0, 1.0  # a page of pictures only
    right = sum((have & want).values())
    precision = right / max(sum(have.values()), 1)
    recall = right / max(sum(want.values()), 1)
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def rows(pages: list[Page]) -> Iterator[tuple[str, dict[str, tuple[float, float, float]]]]:
    for page in pages:
        tools = TOOLS if page.path.suffix == ".html" else {"ours": ours}
        yield (
            f"{page.name}{page.path.suffix}",
            {name: score(tool(page.path), page.wanted) for name, tool in tools.items()},
        )


def table(pages: list[Page]) -> str:
    """The comparison as Markdown: F1 a page, then the averages with precision and recall."""
    lines = ["| page (F1) | " + " | ".join(TOOLS) + " |", "|---" * (len(TOOLS) + 1) + "|"]
    sums: dict[str, list[tuple[float, float, float]]] = {name: [] for name in TOOLS}
    for label, scores in rows(pages):
        for name, values in scores.items():
            sums[name].append(values)
        lines.append(f"| {label} | " + " | ".join(f"{scores[n][2]:.3f}" if n in scores else "–" for n in TOOLS) + " |")
    for position, measure in enumerate(("precision", "recall", "F1")):
        means = [sum(values[position] for values in sums[name]) / len(sums[name]) for name in TOOLS]
        lines.append(f"| **mean {measure}** | " + " | ".join(f"**{mean:.3f}**" for mean in means) + " |")
    return "\n".join(lines)


def seconds_for(pages: list[Page], count: int) -> dict[str, float]:
    """CPU seconds for `count` HTML pages, the given ones taken in turn."""
    paths = [page.path for page in pages if page.path.suffix == ".html"]
    out = {}
    for name, tool in TOOLS.items():
        start = time.process_time()
        for turn in range(count):
            tool(paths[turn % len(paths)])
        out[name] = time.process_time() - start
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--table", type=Path)
    options = parser.parse_args()
    pages = [*real_pages(options.shared), *own_pages()]
    text = f"# Extraction beside others\n\nMade by `benchmarks/extraction.py`.\n\n{table(pages)}\n\n"
    text += FIRST_SIGHT
    times = seconds_for(pages, 200)
    text += "CPU seconds for 200 pages: " + ", ".join(f"{name} {value:.1f}" for name, value in times.items()) + ".\n"
    print(text)
    if options.table:
        options.table.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
