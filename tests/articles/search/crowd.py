"""Several processes that write articles at once: `python -m tests.articles.search.crowd PROCESSES WRITES`.

Every kind of write there is: saves, bulk updates, raw SQL outside any transaction, tags, states, new articles and
deletions. They choose among the same few articles, so that they meet.
"""

import os
import random
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
django.setup()

from django.db import connection, transaction  # noqa: E402 - Django is set up first
from django.utils import timezone  # noqa: E402

from articles.models import Article  # noqa: E402
from tests.at_once import at_once  # noqa: E402

WORDS = ("竹纤维", "光电产业", "座谈会", "节能改造", "5GWh", "澄江")


def write(article: Article, chance: random.Random, text: str) -> None:
    """One write of some kind to this article or beside it."""
    rows = Article.objects.filter(pk=article.pk)
    match chance.randrange(7):
        case 0 | 1:
            article.title = text
            article.save(update_fields=["title"])
        case 2:
            rows.update(body=f"<p>{text}</p>")
        case 3:
            with connection.cursor() as cursor:
                cursor.execute("UPDATE articles_article SET title = %s WHERE id = %s", [text, article.pk])
        case 4:
            with transaction.atomic():
                if rows.select_for_update().exists():
                    article.tags.set([text], clear=True)
        case 5:
            rows.update(status=chance.choice([Article.Status.PUBLISHED, Article.Status.WITHDRAWN]))
        case 6:
            Article.objects.bulk_create(
                Article(title=f"{text}之{n}", body="<p>新的。</p>", status="published", published_at=timezone.now())
                for n in range(3)
            )
            Article.objects.filter(title__endswith="之1", title__startswith=text).delete()


def main(seed: int, writes: int) -> None:
    chance = random.Random(seed)
    for number in range(writes):
        shared = list(Article.objects.filter(title__startswith="共").order_by("pk")[:8]) or list(
            Article.objects.all()[:8]
        )
        write(chance.choice(shared), chance, f"共{chance.choice(WORDS)}{seed}-{number}")


if __name__ == "__main__":
    processes, each = map(int, sys.argv[1:])
    sys.exit(at_once(processes, lambda seed: main(seed, each)))
