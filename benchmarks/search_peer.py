"""Recall of the Wagtail peer's search on the queries of `benchmarks.search draw`.

    cd PEER && PEER_SQLITE=… PEER_PYTHON …/benchmarks/search_peer.py FILE [QUERIES_PER_KIND]

Run with the peer's Python in the peer's folder; `PEER_SEARCH` names its way of searching (wagtail, like, bigram). The
truth is a plain scan of titles, bodies and bylines, folded for width and case only, which is what the peer could know.
"""

import html
import json
import os
import re
import sys
import time
import unicodedata
from pathlib import Path


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def main(path: str, per_kind: int = 1000) -> None:
    """Print recall and precision by kind of query."""
    sys.path.insert(0, os.getcwd())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peer.settings")
    import django

    django.setup()
    from django.conf import settings
    from news.models import ArticlePage
    from news.search import search_articles

    rows = ArticlePage.objects.values_list("pk", "title", "body", "department", "author")
    texts = {
        pk: folded("\n".join([title, html.unescape(re.sub(r"<[^>]+>", "\n", body)), office, author]))
        for pk, title, body, office, author in rows.iterator()
    }
    print(f"{settings.SEARCH_MODE}, {len(texts)} articles\n")
    print("| kind | queries | matches | recall | precision | s a query |\n|---|--:|--:|--:|--:|--:|")
    live = ArticlePage.objects.live()
    for kind, asked in json.loads(Path(path).read_text(encoding="utf-8"))["queries"].items():
        hits = wanted = right = 0
        started = time.monotonic()
        for query in asked[:per_kind]:
            words = query.split()
            truth = {pk for pk, text in texts.items() if all(folded(word) in text for word in words)}
            if settings.SEARCH_MODE == "wagtail":
                found = live.order_by("-date", "-id").search(query, order_by_relevance=False)
            else:
                found = search_articles(live, query)
            ids = {page.pk for page in found}
            hits, wanted, right = hits + len(ids), wanted + len(truth), right + len(ids & truth)
        taken = (time.monotonic() - started) / len(asked[:per_kind])
        print(
            f"| {kind} | {len(asked[:per_kind])} | {wanted} | {right / wanted if wanted else 1:.4f} | "
            f"{right / hits if hits else 1:.4f} | {taken:.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
