"""Search measured on the database that the settings name, filled by `benchmarks.search_load` or an import.

    python -m benchmarks.search draw FILE             queries of every kind and a mixed log, from the texts themselves
    python -m benchmarks.search recall FILE [NUMBER]  every kind of query against a plain scan of the texts
    python -m benchmarks.search latency FILE URL      the log through HTTP: pages, deep pages, suggestions
    python -m benchmarks.search processor FILE        processor time of a page without HTTP
    python -m benchmarks.search nasty                 the longest answer to strings meant to break it
    python -m benchmarks.search saving                what saving an article costs with and without search
    python -m benchmarks.search size                  the index's bytes beside the text's

Results are Markdown tables; `search.md` keeps those of the last run. Queries are drawn once with a fixed seed, so that
every database and the Wagtail peer (`search_peer.py`) are asked the same.
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
from itertools import cycle
from pathlib import Path
from urllib.parse import quote, urlsplit

import django

SEED = 20240506
ACROSS = "across a paragraph's end"
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
    yield ACROSS, [_across(rng, paragraphs) for _ in range(per_kind)]


def _across(rng: random.Random, paragraphs: dict[int, list[str]]) -> str:
    ids = list(paragraphs)
    while True:
        pars = [text for text in paragraphs[rng.choice(ids)] if text]
        if len(pars) > 1:
            at = rng.randrange(len(pars) - 1)
            return pars[at][-2:] + pars[at + 1][:2]


def draw(path: str) -> None:
    """Queries of every kind, and the log."""
    everything = texts()
    drawn = {"queries": dict(queries(everything)), "log": log(everything)}
    Path(path).write_text(json.dumps(drawn, ensure_ascii=False), encoding="utf-8")


def recall(path: str, per_kind: str = "1000") -> None:
    """Every kind of query against a plain scan; at most so many of each kind."""
    from articles.models import SiteRevision
    from articles.search import finding
    from articles.search.engines import engine_of, postgresql, sqlite
    from articles.search.resolving import Filters, plan_of
    from articles.text.folding import search_form

    sqlite.DEADLINE_MS = 600_000
    postgresql.DEADLINE_MS = 600_000
    everything = {pk: "\n".join(paragraphs) for pk, paragraphs in texts().items()}
    print(f"{len(everything)} articles\n\n| kind | queries | matches | recall | precision |\n|---|--:|--:|--:|--:|")
    revision = SiteRevision.current()
    for kind, asked in json.loads(Path(path).read_text(encoding="utf-8"))["queries"].items():
        hits = wanted = right = 0
        asked = asked[: int(per_kind)]
        for query in asked:
            words = [search_form(word) for word in query.split()]
            if kind == ACROSS:
                words = [search_form(query)]
                query = f"“{query}”"
            truth = {pk for pk, text in everything.items() if all(word in text for word in words)}
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


class Server:
    """A site over HTTP, asked over two connections in turn so that both workers answer."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        where = (parts.hostname or "127.0.0.1", parts.port or 80)
        self.connections = cycle([http.client.HTTPConnection(*where), http.client.HTTPConnection(*where)])

    def get(self, path: str) -> float:
        """Milliseconds from the request to the last byte of the answer."""
        connection = next(self.connections)
        started = time.perf_counter()
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        if response.status not in (200, 302):
            raise SystemExit(f"{response.status} for {path}")
        return (time.perf_counter() - started) * 1000


def latency(path: str, url: str) -> None:
    """The log through HTTP: whole pages with facets and snippets, deep pages, suggestions."""
    asked: list[str] = json.loads(Path(path).read_text(encoding="utf-8"))["log"]
    get = Server(url).get
    for query in ("", "x", "的", "企业") * 2:
        get(f"/search/?q={quote(query)}")
    print("| what | requests | p50 ms | p95 ms | p99 ms | max |\n|---|--:|--:|--:|--:|--:|")
    common = [word for word, _ in Counter(w for w in asked if len(w) == 2).most_common(100)]
    kinds: dict[str, Callable[[], list[float]]] = {
        "results page": lambda: [get(f"/search/?q={quote(q)}") for q in asked],
        "page 500 of common words": lambda: [get(f"/search/?q={quote(q)}&page=500") for q in common],
        "page 3, newest first": lambda: [get(f"/search/?q={quote(q)}&page=3&sort=newest") for q in asked[:300]],
        "suggestions": lambda: [get(f"/search/suggest.json?q={quote(q[:n])}") for q in asked[:300] for n in (1, 2)],
    }
    for name, run in kinds.items():
        _print_times(name, run())


def _print_times(name: str, times: list[float]) -> None:
    cuts = statistics.quantiles(times, n=100)
    print(
        f"| {name} | {len(times)} | {cuts[49]:.1f} | {cuts[94]:.1f} | {cuts[98]:.1f} | {max(times):.0f} |", flush=True
    )


def processor(path: str, count: str = "300") -> None:
    """Processor time of a whole page, first request for each query."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    for query in ("x", "的", "企业"):
        client.get("/search/", {"q": query})
    times = []
    for query in json.loads(Path(path).read_text(encoding="utf-8"))["log"][: int(count)]:
        started = time.process_time()
        client.get("/search/", {"q": query})
        times.append((time.process_time() - started) * 1000)
    _print_times("processor time", times)


def nasty() -> None:
    """Strings meant to break a search, by the page and by suggestions: the slowest of each kind."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.get("/search/", {"q": "x"})
    common = "的一是在企业发展工作全市"
    strings = {
        "10,000 characters": "竹" * 10_000,
        "a thousand quotation marks": '"' * 1000 + "“" * 1000,
        "stars and percents": "*" * 500 + "%" * 500 + "_" * 50,
        "NUL, surrogates, marks of direction": "\x00的\ud800\u202e企业\u202c\u2066发展",
        "32 common words": " ".join(common[i : i + 2] for i in range(len(common) - 1)) + " 的" * 21,
        "32 alternatives": "|".join(common * 3),
        "32 exclusions": " ".join(f"-{char}" for char in common * 3),
        "words that all have, never together": "“的一” “一的” “是的” “的在”",
        "a long phrase of common pairs": "企业发展工作全市企业发展工作全市",
        "single characters": "的 一 是 在",
        "everything but one": "-的",
        "two fields and a period": "标题:的 作者:王 2000-01..2030-12 -“企业”",
        "a phrase that ends in a stop": "，的。 ，在。",
    }

    def slowest(path: str, asked: list[str]) -> float:
        times = []
        for string in asked:
            started = time.perf_counter()
            response = client.get(path, {"q": string.encode("utf-8", "surrogatepass")})
            times.append((time.perf_counter() - started) * 1000)
            if response.status_code not in (200, 302):
                raise SystemExit(f"{response.status_code} for {string!r}")
        return max(times)

    rng = random.Random(SEED)
    letters = "光电企业发展的一工作，。“”「」-|:*%\"' \x00\ud800\u202e年月2023标题OR"
    mixed = ["".join(rng.choices(letters, k=rng.randint(1, 40))) for _ in range(300)]
    print("| string | page ms | suggestions ms |\n|---|--:|--:|")
    for name, asked in {
        **{name: [string] for name, string in strings.items()},
        "300 at random: the slowest": mixed,
    }.items():
        took = [slowest(path, asked) for path in ("/search/", "/search/suggest.json")]
        print(f"| {name} | {took[0]:.0f} | {took[1]:.0f} |", flush=True)


def saving(count: int = 200) -> None:
    """Saving an article with the index kept, and with its triggers away."""
    from django.db import DEFAULT_DB_ALIAS, transaction
    from django.db.models import F

    from articles.models import Article
    from articles.search.engines import engine_of

    rng = random.Random(SEED)
    ids = rng.sample(list(Article.objects.published().values_list("pk", flat=True)), count)
    rows = {}

    def run() -> list[float]:
        times = []
        for pk in ids:
            article = Article.objects.get(pk=pk)
            article.body += f"<p>补记{time.time_ns()}。</p>"  # new each time, or the index has nothing to do
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
            Article.objects.filter(pk__in=ids).update(body=F("body"))  # what the index has not seen it sees now
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
    commands: list[Callable[..., None]] = [draw, recall, latency, processor, nasty, saving, size]
    {command.__name__: command for command in commands}[sys.argv[1]](*sys.argv[2:])
