"""Several processes that change one issue: `python -m tests.issues.workflow.crowd ISSUE PROCESSES OPERATIONS`.

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

from articles import workflow  # noqa: E402 - Django is set up first
from articles.models import Article  # noqa: E402
from articles.record.audit import OPERATOR  # noqa: E402
from articles.record.history import StaleEdit  # noqa: E402
from issues.models import Entry, Issue  # noqa: E402
from issues.workflow import arranging  # noqa: E402
from tests.at_once import at_once, say  # noqa: E402


def edit(issue_id: int, chance: random.Random, token: str) -> None:
    """Add a paragraph with the token to one of the issue's articles."""
    article = Article.objects.get(
        pk=chance.choice(list(Entry.objects.filter(issue=issue_id).values_list("article", flat=True)))
    )
    body = f"{article.body}<p>{token}</p>"
    workflow.edit(article=article, based_on=article.version, changes={"body": body}, by=OPERATOR)


def move(issue_id: int, chance: random.Random, token: str) -> None:
    """Take one entry to another place, as the composer does."""
    issue = Issue.objects.get(pk=issue_id)
    entry = chance.choice(list(issue.entries.all()))
    place = chance.randrange(issue.entries.count()) + 1
    arranging.move(
        issue=issue, entry_id=entry.pk, section_id=entry.section_id, place=place, based_on=issue.version, by=OPERATOR
    )


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
        say(json.dumps({"act": act.__name__, "token": token, "refused": refused}))


if __name__ == "__main__":
    number, processes, all_of_them = map(int, sys.argv[1:])
    shares = [all_of_them // processes + (seed < all_of_them % processes) for seed in range(processes)]
    sys.exit(at_once(processes, lambda seed: main(number, seed, shares[seed])))
