"""One of several processes that change one issue at once: `python -m tests.issues.crowd ISSUE SEED OPERATIONS`.

Prints one line of JSON an operation. A refused save (StaleEdit) is taken up again on the newer version, as an
editor would; anything else that goes wrong ends the process with its traceback.
"""

import json
import os
import random
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
django.setup()

from django.db.models import F  # noqa: E402 - Django is set up first

from articles import workflow  # noqa: E402
from articles.audit import OPERATOR  # noqa: E402
from articles.history import StaleEdit  # noqa: E402
from articles.models import Article  # noqa: E402
from issues import editing  # noqa: E402
from issues.models import Entry, Issue  # noqa: E402

ASIDE = 10_000


def edit(issue_id: int, chance: random.Random, token: str) -> None:
    """Add a paragraph with the token to one of the issue's articles."""
    article = Article.objects.get(
        pk=chance.choice(list(Entry.objects.filter(issue=issue_id).values_list("article", flat=True)))
    )
    body = f"{article.body}<p>{token}</p>"
    workflow.edit(article=article, based_on=article.version, changes={"body": body}, by=OPERATOR)


def move(issue_id: int, chance: random.Random, token: str) -> None:
    """Take one entry to another place."""
    issue = Issue.objects.get(pk=issue_id)
    with editing.changing(issue=issue, based_on=issue.version, by=OPERATOR, action="move", note=token) as row:
        order = list(row.entries.order_by("position"))
        order.insert(chance.randrange(len(order)), order.pop(chance.randrange(len(order))))
        row.entries.update(position=F("position") + ASIDE)
        for position, entry in enumerate(order, start=1):
            Entry.objects.filter(pk=entry.pk).update(position=position)


def main(issue_id: int, seed: int, operations: int) -> None:
    chance = random.Random(seed)
    for number in range(operations):
        act, token, refused = chance.choice((edit, move)), f"第{seed}人第{number}次", 0
        while True:
            try:
                act(issue_id, chance, token)
                break
            except StaleEdit:
                refused += 1
        sys.stdout.write(json.dumps({"act": act.__name__, "token": token, "refused": refused}) + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
