"""The order of results, judged: nDCG@10 of our ranking beside newest first and plain BM25.

    python -m benchmarks.search_judged

`judged/texts.txt` are articles written for this, `judged/queries.txt` says for each query which of them are wanted
and how much (3 to 1). With the real issue in ../shared its ten articles stand among them (`judged/seed.txt` judges
those, as s0 to s9). The articles live in a temporary database. All three orders are of the same matches, so that a
match one of them lacks counts against each.
"""

import datetime as dt
import io
import json
import math
import os
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import django

HERE = Path(__file__).parent / "judged"
SEED = Path(__file__).parents[2] / "shared" / "seeds"
AT = 10
K1, B = 1.2, 0.75

Grades = dict[str, int]
Order = Callable[[str, Sequence[int]], Sequence[int]]


def judgements(*names: str) -> dict[str, Grades]:
    """Query → article's key → grade; what several files say of one query is joined."""
    found: dict[str, Grades] = {}
    for name in names:
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            query, arrow, grades = line.partition(" => ")
            if arrow and not line.startswith("#"):
                pairs = (pair.split("=") for pair in grades.split())
                found.setdefault(query, {}).update({key: int(grade) for key, grade in pairs})
    return found


def store_texts() -> dict[str, int]:
    """Store the written articles as published; their keys and numbers."""
    from articles.models import Article
    from articles.record.audit import OPERATOR
    from articles.tagging import TagBook

    keys: dict[str, int] = {}
    tags: dict[int, list[str]] = {}
    for block in (HERE / "texts.txt").read_text(encoding="utf-8").split("\n\n")[1:]:
        head, *body = block.strip().split("\n")
        key, day, rest = head.split(" ", 2)
        title, *names = rest.split(" #")
        article = Article.objects.create(
            title=title,
            body="".join(f"<p>{text}</p>" for text in body),
            status="published",
            published_at=dt.datetime.fromisoformat(f"{day}T00:00:00+00:00"),
        )
        keys[key] = article.pk
        tags[article.pk] = names
    TagBook(by=OPERATOR).attach(tags)
    return keys


def store_seed() -> dict[str, int]:
    """Store the real issue's articles, where it is there; s0, s1, … and their numbers."""
    from django.core.management import call_command

    from articles.models import Article

    files = sorted(SEED.glob("000_*.txt"))
    if not files:
        return {}
    printed = io.StringIO()
    call_command("import_issue", str(files[0]), "--dry-run", "--json", stdout=printed)
    made = [
        Article.objects.create(
            title=item["title"],
            body="".join(f"<p>{text}</p>" for text in item["body"]),
            status="published",
            published_at=dt.datetime(2023, 5, 19, tzinfo=dt.UTC),
        )
        for item in json.loads(printed.getvalue())[0]["articles"]
    ]
    return {f"s{number}": article.pk for number, article in enumerate(made)}


def matches(query: str) -> list[int]:
    """All matches in our order."""
    from articles.models import SiteRevision
    from articles.search.finding import search
    from articles.search.resolving import Filters

    return list(search(query, revision=SiteRevision.current(), filters=Filters(), per_page=1000).ids)


def newest_first(_: str, found: Sequence[int]) -> list[int]:
    from articles.models import Article

    return list(Article.objects.filter(pk__in=found).order_by("-published_at", "pk").values_list("pk", flat=True))


class BM25:
    """Plain Okapi BM25 over pairs of characters, title and body as one text."""

    def __init__(self) -> None:
        from articles.models import SearchDocument

        texts = dict(SearchDocument.objects.values_list("pk", "text"))
        self.counts = {pk: Counter(pairs(text)) for pk, text in texts.items()}
        self.lengths = {pk: counts.total() for pk, counts in self.counts.items()}
        self.average = sum(self.lengths.values()) / len(self.lengths)
        self.spread = Counter(token for counts in self.counts.values() for token in counts)

    def __call__(self, query: str, found: Sequence[int]) -> list[int]:
        from articles.text.folding import search_form

        tokens = pairs(search_form(re.sub(r"标题:|-\S+|OR", " ", query)))
        return sorted(found, key=lambda pk: (-self._score(tokens, pk), pk))

    def _score(self, tokens: Sequence[str], pk: int) -> float:
        counts, total = self.counts[pk], 0.0
        for token in tokens:
            rarity = math.log(1 + (len(self.counts) - self.spread[token] + 0.5) / (self.spread[token] + 0.5))
            length = K1 * (1 - B + B * self.lengths[pk] / self.average)
            total += rarity * counts[token] * (K1 + 1) / (counts[token] + length)
        return total


def pairs(text: str) -> list[str]:
    """Neighbouring characters of each word."""
    return [run[i : i + 2] for run in re.findall(r"\w+", text) for i in range(max(1, len(run) - 1))]


def ndcg(order: Sequence[int], wanted: dict[int, int]) -> float:
    """1 for the best order there could be."""
    got = sum((2 ** wanted.get(pk, 0) - 1) / math.log2(place + 2) for place, pk in enumerate(order[:AT]))
    best = sum((2**g - 1) / math.log2(p + 2) for p, g in enumerate(sorted(wanted.values(), reverse=True)[:AT]))
    return got / best if best else 0.0


def judge() -> dict[str, dict[str, float]]:
    """Order → query → nDCG@10, over the articles stored now by this."""
    keys, seed = store_texts(), store_seed()
    asked = judgements("queries.txt", *(["seed.txt"] if seed else []))
    orders: dict[str, Order] = {"ours": lambda _, found: found, "plain BM25": BM25(), "newest first": newest_first}
    result: dict[str, dict[str, float]] = {name: {} for name in orders}
    for query, grades in asked.items():
        wanted = {(keys | seed)[key]: grade for key, grade in grades.items()}
        found = matches(query)
        for name, order in orders.items():
            result[name][query] = ndcg(order(query, found), wanted)
    return result


def main() -> None:
    """Print the table, and the queries that we order worst."""
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment(debug=False)
    made = setup_databases(verbosity=0, interactive=False)
    try:
        result = judge()
    finally:
        teardown_databases(made, verbosity=0)
    print(f"{len(result['ours'])} queries\n\n| order | nDCG@10 | worst tenth |\n|---|--:|--:|")
    for name, values in result.items():
        ordered = sorted(values.values())
        worst = ordered[: max(1, len(ordered) // 10)]
        print(f"| {name} | {sum(ordered) / len(ordered):.3f} | {sum(worst) / len(worst):.3f} |")
    print("\n" + "\n".join(f"{v:.2f} {q}" for q, v in sorted(result["ours"].items(), key=lambda p: p[1])[:12]))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    main()
