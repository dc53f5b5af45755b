"""Search measured on the database that the settings name, filled by `benchmarks.search_load` or an import.

    python -m benchmarks.search recall            every kind of query against a plain scan of the texts
    python -m benchmarks.search latency URL       a mixed log of queries through HTTP
    python -m benchmarks.search saving            what saving an article costs with and without search
    python -m benchmarks.search size              the index's bytes beside the text's

Results are Markdown tables; `search.md` keeps those of the last run. Queries are drawn with a fixed seed
from the texts themselves, so that every run and every database asks the same.
"""

import http.client
import json
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlsplit

import django

SEED = 20240506
HAN = re.compile(r"[一-鿿]+")


def texts() -> dict[int, list[str]]:
    """Article id → its folded visible paragraphs, read from the articles themselves."""
    from articles.models import Article
    from articles.text.folding import search_form

    found = {}
    rows = Article.objects.published().prefetch_related("tagged_items__tag")
    for article in rows.iterator(chunk_size=2000):
        tags = [item.tag.name for item in article.tagged_items.all()]
        visible = [article.title, *(block.text for block in article.blocks), article.byline_text, *tags]
        found[article.pk] = [search_form(text) for text in visible]
    return found


def queries(paragraphs: dict[int, list[str]], per_kind: int = 40) -> Iterator[tuple[str, list[str]]]:
    """(kind, queries) drawn from the texts."""
    import opencc

    rng = random.Random(SEED)
    bodies = [text for pars in paragraphs.values() for text in pars if len(text) > 30]
    sample = rng.sample(bodies, min(4000, len(bodies)))
    pairs = Counter(run[i : i + 2] for text in sample for run in HAN.findall(text) for i in range(len(run) - 1))
    by_count = [pair for pair, _ in pairs.most_common()]
    traditional = opencc.OpenCC("s2t")

    def phrase(low: int, high: int) -> str:
        while True:
            run = rng.choice(HAN.findall(rng.choice(sample)) or [""])
            length = rng.randint(low, high)
            if len(run) >= length:
                start = rng.randrange(len(run) - length + 1)
                return run[start : start + length]

    latin = [word for text in sample for word in re.findall(r"[a-z0-9.]{2,12}", text) if word.strip(".")]
    yield "common pairs", by_count[:per_kind]
    yield "rare pairs", rng.sample(by_count[len(by_count) // 2 :], per_kind)
    yield "phrases of 4–10", [phrase(4, 10) for _ in range(per_kind * 2)]
    yield "single characters", [phrase(1, 1) for _ in range(per_kind)]
    yield "ASCII and digits", [rng.choice(latin) for _ in range(per_kind)]
    yield "traditional input", [traditional.convert(phrase(3, 6)) for _ in range(per_kind)]
    yield "two words", [f"{phrase(2, 3)} {phrase(2, 3)}" for _ in range(per_kind)]
    yield "across a paragraph's end", [_across(rng, paragraphs) for _ in range(per_kind)]


def _across(rng: random.Random, paragraphs: dict[int, list[str]]) -> str:
    ids = list(paragraphs)
    while True:
        pars = [text for text in paragraphs[rng.choice(ids)] if text]
        if len(pars) > 1:
            at = rng.randrange(len(pars) - 1)
            return pars[at][-2:] + pars[at + 1][:2]


def recall() -> None:
    """Every kind of query against a plain scan."""
    from articles.models import SiteRevision
    from articles.search import finding
    from articles.search.engines import engine_of, postgresql, sqlite
    from articles.search.resolving import Filters, plan_of
    from articles.text.folding import search_form

    sqlite.DEADLINE_MS = 600_000
    postgresql._LIMITS = "SET LOCAL enable_seqscan = off; SET LOCAL jit = off"
    everything = texts()
    print(f"{len(everything)} articles\n\n| kind | queries | matches | recall | precision |\n|---|--:|--:|--:|--:|")
    revision = SiteRevision.current()
    for kind, asked in queries(everything):
        hits = wanted = right = 0
        for query in asked:
            words = [search_form(word) for word in query.split()]
            if kind == "across a paragraph's end":
                words = [search_form(query)]
                query = f"“{query}”"
            truth = {pk for pk, pars in everything.items() if all(any(w in p for p in pars) for w in words)}
            plan = plan_of(finding.understand(query, revision), Filters(), revision)
            found = set(engine_of().newest(plan, published=True, limit=10_000_000).ids)
            hits, wanted, right = hits + len(found), wanted + len(truth), right + len(found & truth)
        print(
            f"| {kind} | {len(asked)} | {wanted} | {right / wanted if wanted else 1:.4f} | "
            f"{right / hits if hits else 1:.4f} |",
            flush=True,
        )


def log(everything: dict[int, list[str]], length: int = 1000) -> list[str]:
    """A mixed log, drawn by frequency: words, phrases, names, two words, a few single characters."""
    rng = random.Random(SEED + 1)
    bodies = [text for pars in everything.values() for text in pars if len(text) > 30]
    names = [pars[-1] for pars in everything.values() if pars[-1]] + ["王", "李"]
    made = []
    while len(made) < length:
        runs = HAN.findall(rng.choice(bodies))
        run = rng.choice(runs)
        size = rng.choices([1, 2, 3, 4, 6, 8], [3, 40, 15, 22, 12, 8])[0]
        if len(run) < size:
            continue
        start = rng.randrange(len(run) - size + 1)
        word = run[start : start + size]
        dice = rng.random()
        if dice < 0.12:
            word = f"{word} {rng.choice(runs)[:2]}"
        elif dice < 0.2:
            word = rng.choice(names)[-3:]
        made.append(word)
    return made


def latency(url: str) -> None:
    """The log through HTTP: whole pages with facets and snippets, deep pages, suggestions."""
    from django.core.cache import cache

    cache.clear()
    everything = texts()
    asked = log(everything)
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port or 80)

    def get(path: str) -> float:
        started = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        if response.status not in (200, 302):
            raise SystemExit(f"{response.status} for {path}")
        return (time.perf_counter() - started) * 1000

    for path in ("/search/", "/search/?q=x", "/search/?q=x"):
        get(path)
    print(
        f"{len(everything)} articles\n\n| what | requests | p50 ms | p95 ms | p99 ms | max |\n|---|--:|--:|--:|--:|--:|"
    )
    common = [word for word, _ in Counter(w for w in asked if len(w) == 2).most_common(100)]
    kinds: dict[str, Callable[[], list[float]]] = {
        "results page": lambda: [get(f"/search/?q={quote(q)}") for q in asked],
        "page 500 of it": lambda: [get(f"/search/?q={quote(q)}&page=500") for q in common],
        "page 3, newest first": lambda: [get(f"/search/?q={quote(q)}&page=3&sort=newest") for q in asked[:300]],
        "suggestions": lambda: [get(f"/search/suggest.json?q={quote(q[:n])}") for q in asked[:300] for n in (1, 2)],
    }
    for name, run in kinds.items():
        times = sorted(run())
        cuts = statistics.quantiles(times, n=100)
        print(
            f"| {name} | {len(times)} | {cuts[49]:.1f} | {cuts[94]:.1f} | {cuts[98]:.1f} | {times[-1]:.0f} |",
            flush=True,
        )


def saving(count: int = 200) -> None:
    """Saving an article with the index kept, and with its triggers away."""
    from django.db import DEFAULT_DB_ALIAS, transaction

    from articles.models import Article
    from articles.search.engines import engine_of

    rng = random.Random(SEED)
    ids = rng.sample(list(Article.objects.published().values_list("pk", flat=True)), count)
    rows = {}

    def run() -> list[float]:
        times = []
        for pk in ids:
            article = Article.objects.get(pk=pk)
            article.body += f"<p>补记{rng.randrange(10**9)}。</p>"
            started = time.perf_counter()
            article.save()
            times.append((time.perf_counter() - started) * 1000)
        return sorted(times)

    rows["with search"] = run()
    engine = engine_of(DEFAULT_DB_ALIAS)
    with transaction.atomic():
        engine.uninstall_triggers()
    try:
        rows["without"] = run()
    finally:
        with transaction.atomic():
            engine.install()
    print("| saving an article | p50 ms | p95 ms | p99 ms |\n|---|--:|--:|--:|")
    for name, times in rows.items():
        cuts = statistics.quantiles(times, n=100)
        print(f"| {name} | {cuts[49]:.1f} | {cuts[94]:.1f} | {cuts[98]:.1f} |")


def size() -> None:
    """The index's bytes beside the text's."""
    from articles.search.engines import engine_of

    text = sum(len(paragraph.encode()) for pars in texts().values() for paragraph in pars)
    print(json.dumps({"text": text, **engine_of().bytes()}))


if __name__ == "__main__":
    django.setup()
    commands: dict[str, Callable[..., None]] = {"recall": recall, "latency": latency, "saving": saving, "size": size}
    commands[sys.argv[1]](*sys.argv[2:])
